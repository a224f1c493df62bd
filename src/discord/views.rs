//! The things that the ids of buttons and choices speak of, as they stand now.

use std::sync::Arc;

use super::{
    custom_id::{Action, Quotes},
    limits, render,
    reply::Reply,
    typed::Typed,
};
use crate::{
    answer::{Answer, Citation},
    app::{
        AskError, DocumentRef, Location, Question, QuoteRef, SectionView, Snapshot, answered,
        citation_location, recall, with_newer,
    },
    corpus::Reading,
    index::IndexError,
};

/// Finds what a button shows of an answer with these quotes; nothing if it speaks of a document as it was.
pub(super) fn find(
    snapshot: &Arc<Snapshot>,
    action: &Action,
    quotes: Option<&Quotes>,
    title: &str,
    reader: &render::Reader,
) -> Result<Option<Reply>, AskError> {
    match action {
        Action::Section {
            document,
            section,
            page,
            back,
        } => {
            let Some(entry) = snapshot.unchanged(document) else {
                return Ok(None);
            };
            let marked = back.map(|back| back.answer);
            let view = SectionView::of(snapshot, &entry.id, *section, marked)?;
            // Nothing may stand before the first heading.
            let view = view.filter(|view| section.is_some() || !view.citations.is_empty());
            let back = back.map(|sentences| {
                let document = document.clone();
                way_back(
                    QuoteRef {
                        document,
                        sentences,
                    },
                    quotes,
                )
            });
            Ok(view.map(|view| render::section(&view, *page, back.as_ref(), title, reader)))
        }
        Action::Quote(quotes) => {
            let found = cited(snapshot, &quotes.first)?;
            Ok(found.map(|(citation, location)| {
                render::quote(&citation, &location, quotes, title, reader)
            }))
        }
        Action::Edition {
            document,
            paragraph,
            back,
        } => {
            let found = in_edition(snapshot, document, *paragraph)?;
            Ok(found.map(|(citation, location)| {
                render::edition(&citation, &location, back.as_ref(), title, reader)
            }))
        }
        Action::Others(quotes) => others(snapshot, &quotes.others, Some(quotes), title, reader),
        Action::OnlyOthers(places) => others(snapshot, places, quotes, title, reader),
        Action::Place { page } => place(snapshot, *page, title, reader),
        Action::Picture(_)
        | Action::FollowUp { .. }
        | Action::Alone { .. }
        | Action::Choose
        | Action::Share
        | Action::Vote { .. }
        | Action::Report
        | Action::Gaps { .. }
        | Action::Set(_)
        | Action::Library(_)
        | Action::Dismiss => Ok(None),
    }
}

/// A page of the place that is the title of the message.
fn place(
    snapshot: &Arc<Snapshot>,
    page: usize,
    title: &str,
    reader: &render::Reader,
) -> Result<Option<Reply>, AskError> {
    let question = Question {
        language: Some(reader.locale.language()),
        ..Question::new(&Typed::again(title).words)
    };
    let asked = answered(&question, snapshot)?;
    let reply = match &asked.answer {
        Answer::Place { .. } | Answer::About { .. } => render::place(&asked, page, reader),
        _ => return Ok(None),
    };
    let title = Some(title.to_owned());
    Ok(Some(Reply { title, ..reply }))
}

/// The quote to go back to, with the others of the answer.
fn way_back(first: QuoteRef, quotes: Option<&Quotes>) -> Quotes {
    let others = Vec::new();
    match quotes {
        Some(quotes) => quotes.from(first),
        None => Quotes { first, others },
    }
}

fn others(
    snapshot: &Snapshot,
    places: &[QuoteRef],
    quotes: Option<&Quotes>,
    title: &str,
    reader: &render::Reader,
) -> Result<Option<Reply>, AskError> {
    let found: Result<Vec<_>, _> = places.iter().map(|quote| cited(snapshot, quote)).collect();
    let found: Option<Vec<_>> = found?.into_iter().collect();
    Ok(found.map(|found| render::others(&found, quotes, title, reader)))
}

/// A quote, and where it stands; nothing if its document has changed.
pub(super) fn cited(
    snapshot: &Snapshot,
    quote: &QuoteRef,
) -> Result<Option<(Citation, Location)>, AskError> {
    let QuoteRef {
        document: stamped,
        sentences,
    } = quote;
    let Some(entry) = snapshot.unchanged(stamped) else {
        return Ok(None);
    };
    let Some(document) = snapshot.document(&entry.id)? else {
        return Ok(None);
    };
    let max_chars = snapshot.app.config().answer.max_quote_chars;
    let Some(citation) = recall(&document, *sentences, max_chars) else {
        return Ok(None);
    };
    let citation = with_newer(snapshot, citation)?;
    let location = citation_location(snapshot, &citation)?.map(|location| Location {
        // As the button says: the same sentence may stand in the quote twice.
        sentences: Some(*sentences),
        ..location
    });
    Ok(location.map(|location| (citation, location)))
}

/// A paragraph, as another edition has it.
fn in_edition(
    snapshot: &Snapshot,
    document: &DocumentRef,
    paragraph: usize,
) -> Result<Option<(Citation, Location)>, AskError> {
    let Some(entry) = snapshot.unchanged(document) else {
        return Ok(None);
    };
    let Some(document) = snapshot.document(&entry.id)? else {
        return Ok(None);
    };
    let span = document.paragraphs.get(paragraph).map(|of| of.span);
    let citation = span.and_then(|span| Citation::of_place(&document, &[span]).pop());
    let Some(citation) = citation else {
        return Ok(None);
    };
    let citation = with_newer(snapshot, citation)?;
    let location = citation_location(snapshot, &citation)?;
    Ok(location.map(|location| (citation, location)))
}

/// The name of a place: its heading, or the sentence itself. Empty if it is gone.
pub(super) fn title(snapshot: &Snapshot, action: &Action) -> Result<String, IndexError> {
    let document = match action {
        Action::Section { document, .. } => document,
        Action::Quote(quotes) => &quotes.first.document,
        _ => return Ok(String::new()),
    };
    let Some(entry) = snapshot.unchanged(document) else {
        return Ok(String::new());
    };
    let Some(document) = snapshot.document(&entry.id)? else {
        return Ok(String::new());
    };
    let title = match action {
        Action::Section { section, .. } => section
            .and_then(|index| document.sections.get(index))
            .map(crate::corpus::Section::label),
        Action::Quote(quotes) => document
            .sentences
            .get(quotes.first.sentences.answer)
            .map(|span| Reading::of(&document.text, *span, &document.edits).text),
        _ => None,
    };
    Ok(limits::fit(&title.unwrap_or_default(), limits::TITLE))
}
