//! The places of citations and headings in their documents, and quotes made again from their places.

use std::{ops::Range, sync::Arc};

use super::{
    DocumentRef, Neighbours, OtherEdition, QuoteRef, Sentences, Snapshot, has_pictures, page_at,
    reader_url, section_view::is_all_of,
};
use crate::{
    answer::{Citation, NearHeading, Quote},
    corpus::{Document, DocumentId, Reading},
    index::IndexError,
};

/// The place of something, in terms of its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The document, as it is now.
    pub document: DocumentRef,
    /// An index into `Document::sections`.
    pub section: Option<usize>,
    /// The sections before and behind it.
    pub beside: Neighbours,
    /// Whether a quote is all that stands in its section.
    pub is_whole: bool,
    /// The path that opens it in the reader, from the reader's root: `d/report?quote=…#s2.3p4`.
    pub path: String,
    /// The same as a link, where the reader has an address.
    pub link: Option<String>,
    /// The path of the page on which it begins, with the quote marked there, if that can be painted.
    pub printed: Option<String>,
    /// The quote, if it is one that can be made again.
    pub sentences: Option<Sentences>,
    /// The same place in other languages.
    pub editions: Vec<OtherEdition>,
    /// The same place in the newest edition, if this is an older one.
    pub newer: Option<OtherEdition>,
}

impl Location {
    /// The place of the quote.
    pub fn quote(&self) -> Option<QuoteRef> {
        Some(QuoteRef {
            document: self.document.clone(),
            sentences: self.sentences?,
        })
    }

    fn at(self, snapshot: &Snapshot, id: &DocumentId, path: String) -> Self {
        Self {
            link: snapshot.link_to(id, &path),
            path,
            ..self
        }
    }
}

/// The place of a citation.
pub fn citation_location(
    snapshot: &Snapshot,
    citation: &Citation,
) -> Result<Option<Location>, IndexError> {
    let address = citation
        .locator
        .section
        .as_ref()
        .map(|section| &section.address);
    let location = location(snapshot, &citation.document, address)?;
    let editions = OtherEdition::of_citation(snapshot, citation)?;
    let newer = OtherEdition::newer(snapshot, citation)?;
    Ok(location.map(|(document, location)| {
        let section = location
            .section
            .or_else(|| of_mark(&document, &citation.quote));
        let location = Location {
            section,
            beside: Neighbours::of(&document, section),
            is_whole: !citation.quote.is_cut() && is_all_of(&document, section, &citation.quote),
            sentences: sentences(&document, &citation.quote),
            editions,
            newer,
            ..location
        };
        let anchor = citation.anchor();
        let quote = location.quote();
        let path = reader_url::place_path(&document, quote.as_ref(), &anchor);
        let printed = printed_path(snapshot, &document, citation, quote.as_ref());
        Location {
            printed,
            ..location
        }
        .at(snapshot, &document.id, path)
    }))
}

/// The path of the page on which a citation begins, with the quote marked there, where pages can be painted.
pub fn printed_path(
    snapshot: &Snapshot,
    document: &Document,
    citation: &Citation,
    quote: Option<&QuoteRef>,
) -> Option<String> {
    let entry = snapshot.entry(&document.id);
    entry.filter(|entry| has_pictures(entry))?;
    let index = page_at(&document.pages, citation.quote.cover().start)?;
    Some(reader_url::mark_path(document, index, quote))
}

/// The section in which the number of a footnote stands, if that is what is quoted.
fn of_mark(document: &Document, quote: &Quote) -> Option<usize> {
    let note = document.paragraph_at(quote.cover().start)?;
    let mut footnotes = document.footnotes.iter();
    let mark = footnotes.find(|footnote| footnote.note == Some(note))?.mark;
    let paragraph = document.paragraph_at(mark.start)?;
    document.paragraphs.get(paragraph)?.section
}

/// The place of a heading.
pub(super) fn heading_location(
    snapshot: &Snapshot,
    near: &NearHeading,
) -> Result<Option<Location>, IndexError> {
    Ok(location(snapshot, &near.document, near.address.as_ref())?.map(|(_, location)| location))
}

fn location(
    snapshot: &Snapshot,
    id: &DocumentId,
    address: Option<&String>,
) -> Result<Option<(Arc<Document>, Location)>, IndexError> {
    let (Some(entry), Some(document)) = (snapshot.entry(id), snapshot.document(id)?) else {
        return Ok(None);
    };
    let sections = &document.sections;
    let section = address.and_then(|address| sections.iter().position(|of| of.address == *address));
    let anchor = address.map_or_else(String::new, |address| format!("s{address}"));
    let location = Location {
        document: DocumentRef::of(entry),
        section,
        beside: Neighbours::of(&document, section),
        is_whole: false,
        path: String::new(),
        link: None,
        printed: None,
        sentences: None,
        editions: Vec::new(),
        newer: None,
    };
    let path = reader_url::place_path(&document, None, &anchor);
    let location = location.at(snapshot, id, path);
    Ok(Some((document, location)))
}

fn sentences(document: &Document, quote: &Quote) -> Option<Sentences> {
    let Range {
        start: from,
        end: to,
    } = document.sentences_in(quote.cover());
    if quote.is_cut() {
        let answer = from;
        return Some(Sentences {
            from,
            to: from,
            answer,
        });
    }
    let answer = quote.answer().map(|answer| answer.of(quote.text()));
    let read = |index: &usize| {
        let sentence = document.sentences.get(*index).copied()?;
        Some(Reading::of(&document.text, sentence, &document.edits).text)
    };
    let answer = (from..to).find(|index| read(index).as_deref() == answer)?;
    Some(Sentences { from, to, answer })
}

/// The citation of a quote, made again from its sentences.
pub fn recall(document: &Document, sentences: Sentences, max_chars: usize) -> Option<Citation> {
    let Sentences { from, to, answer } = sentences;
    let quote = if from == to {
        Quote::around(document, answer, max_chars, |_| 0.0)
    } else {
        Quote::again(document, from, to, answer)
    };
    quote.map(|quote| Citation::of(document, quote))
}
