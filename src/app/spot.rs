//! The places of citations and headings in their documents, and quotes made again from their places.

use std::{ops::Range, sync::Arc};

use super::{
    Beside, OtherEdition, QuoteAt, Sentences, Shelf, Stamped, has_pictures, link, page_at,
    section_view::is_all_of,
};
use crate::{
    answer::{Citation, NearHeading, Quote, newer},
    corpus::{Document, DocumentId, Reading},
    index::IndexError,
};

/// The place of something, in terms of its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The document, as it is now.
    pub document: Stamped,
    /// An index into `Document::sections`.
    pub section: Option<usize>,
    /// The sections before and behind it.
    pub beside: Beside,
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

impl Spot {
    /// The place of the quote.
    pub fn quote(&self) -> Option<QuoteAt> {
        Some(QuoteAt {
            document: self.document.clone(),
            sentences: self.sentences?,
        })
    }

    fn at(self, shelf: &Shelf, path: String) -> Self {
        Self {
            link: shelf.link(&path),
            path,
            ..self
        }
    }
}

/// The place of a citation.
pub fn citation_spot(shelf: &Shelf, citation: &Citation) -> Result<Option<Spot>, IndexError> {
    let address = citation
        .locator
        .section
        .as_ref()
        .map(|section| &section.address);
    let spot = spot(shelf, &citation.document, address)?;
    let editions = OtherEdition::of_citation(shelf, citation)?;
    let newer = OtherEdition::newer(shelf, citation)?;
    Ok(spot.map(|(document, spot)| {
        let section = spot.section.or_else(|| of_mark(&document, &citation.quote));
        let spot = Spot {
            section,
            beside: Beside::of(&document, section),
            is_whole: !citation.quote.is_cut() && is_all_of(&document, section, &citation.quote),
            sentences: sentences(&document, &citation.quote),
            editions,
            newer,
            ..spot
        };
        let anchor = citation.anchor();
        let quote = spot.quote();
        let path = link::place_path(&document, quote.as_ref(), &anchor);
        let printed = printed_path(shelf, &document, citation, quote.as_ref());
        Spot { printed, ..spot }.at(shelf, path)
    }))
}

/// The path of the page on which a citation begins, with the quote marked there, where pages can be painted.
pub fn printed_path(
    shelf: &Shelf,
    document: &Document,
    citation: &Citation,
    quote: Option<&QuoteAt>,
) -> Option<String> {
    let entry = shelf.entry(&document.id);
    entry.filter(|entry| has_pictures(entry))?;
    let index = page_at(&document.pages, citation.quote.cover().start)?;
    Some(link::mark_path(document, index, quote))
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
pub(super) fn heading_spot(shelf: &Shelf, near: &NearHeading) -> Result<Option<Spot>, IndexError> {
    Ok(spot(shelf, &near.document, near.address.as_ref())?.map(|(_, spot)| spot))
}

fn spot(
    shelf: &Shelf,
    id: &DocumentId,
    address: Option<&String>,
) -> Result<Option<(Arc<Document>, Spot)>, IndexError> {
    let (Some(entry), Some(document)) = (shelf.entry(id), shelf.document(id)?) else {
        return Ok(None);
    };
    let sections = &document.sections;
    let section = address.and_then(|address| sections.iter().position(|of| of.address == *address));
    let anchor = address.map_or_else(String::new, |address| format!("s{address}"));
    let spot = Spot {
        document: Stamped::of(entry),
        section,
        beside: Beside::of(&document, section),
        is_whole: false,
        path: String::new(),
        link: None,
        printed: None,
        sentences: None,
        editions: Vec::new(),
        newer: None,
    };
    let spot = spot.at(shelf, link::place_path(&document, None, &anchor));
    Ok(Some((document, spot)))
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

/// A citation that knows whether there is a newer edition.
pub fn with_newer(shelf: &Shelf, citation: Citation) -> Result<Citation, IndexError> {
    let newer = newer(shelf.app.generation(), &citation)?;
    Ok(Citation {
        newer: newer.map(Box::new),
        ..citation
    })
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
