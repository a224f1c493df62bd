//! A place as it stands in one edition: its words, proved, and the way from them back to the bytes.

use serde::Serialize;

use crate::{
    answer::{Citation, verbatim::is_verbatim},
    corpus::{Document, DocumentId, Reading},
    index::DocumentEntry,
    label::label,
    language::Language,
    passages::{Locator, SectionLocator},
    span::Span,
};

/// The line breaks between the sections of a place.
const BETWEEN: &str = "\n\n";

/// An edition of a document, by what names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
    /// The document.
    pub document: DocumentId,
    /// Its file, as a path in the corpus.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Its edition, as the source or the file names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// Its date, as the source writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The language it is written in.
    pub language: Language,
}

impl Named {
    pub(super) fn of(entry: &DocumentEntry) -> Self {
        Self {
            document: entry.id.clone(),
            path: entry.path.clone(),
            title: label(&entry.title()),
            edition: entry.edition().map(label),
            date: entry.metadata.date.as_deref().map(label),
            language: entry.language,
        }
    }

    /// The name that tells it from the other editions: its edition, else its date, else its file.
    pub fn edition_name(&self) -> &str {
        let named = self.edition.as_deref().or(self.date.as_deref());
        named.unwrap_or(&self.path)
    }
}

/// A place in an edition, and all that stands there.
#[derive(Clone, Debug, Serialize)]
pub struct Version {
    /// The edition.
    #[serde(flatten)]
    pub named: Named,
    /// The place, as it is printed.
    pub place: String,
    /// The text that stands there, a citation for each section.
    pub citations: Vec<Citation>,
    /// The section, if the place is one and nothing else: an index into `Document::sections`.
    #[serde(skip)]
    pub section: Option<usize>,
}

impl Version {
    /// Cites what stands in some spans of a document; nothing if nothing is read there.
    pub(super) fn of(
        entry: &DocumentEntry,
        document: &Document,
        section: Option<usize>,
        spans: &[Span],
    ) -> Option<Self> {
        let citations = Citation::of_place(document, spans);
        let first = citations.first()?;
        let section = section.and_then(|index| document.sections.get(index));
        let locator = match (citations.as_slice(), section) {
            ([only], _) => only.locator.clone(),
            (_, Some(section)) => Locator {
                section: Some(SectionLocator::of(section)),
                language: document.language,
                ..Locator::default()
            },
            _ => first.locator.clone(),
        };
        Some(Self {
            named: Named::of(entry),
            place: locator.without_hanging_footnotes().to_string(),
            citations,
            section: None,
        })
    }

    /// All that stands in a section.
    pub(super) fn of_section(
        entry: &DocumentEntry,
        document: &Document,
        section: usize,
    ) -> Option<Self> {
        let spans = document.body_in(document.sections.get(section)?.span);
        let version = Self::of(entry, document, Some(section), &spans)?;
        Some(Self {
            section: Some(section),
            ..version
        })
    }

    /// All of its words.
    pub(super) fn text(&self) -> String {
        let texts = self.citations.iter().map(|citation| citation.quote.text());
        texts.collect::<Vec<_>>().join(BETWEEN)
    }

    /// The bytes of the document that a part of its words comes from. They prove these words; where the source
    /// writes them otherwise than they are read, the bytes of the paragraph do.
    pub(super) fn source(&self, document: &Document, part: Span) -> Vec<Span> {
        let mut spans = Vec::new();
        let mut before = 0;
        for citation in &self.citations {
            let quote = &citation.quote;
            let starts: Vec<(usize, Span)> = quote.parts().collect();
            for (at, (start, span)) in starts.iter().enumerate() {
                let end = starts.get(at + 1).map_or(quote.text().len(), |next| next.0);
                let own = Span::new(before + start, before + end);
                if own.overlaps(part) {
                    let within = Span::new(
                        part.start.max(own.start) - own.start,
                        part.end.min(own.end) - own.start,
                    );
                    let words = within.shifted(*start).of(quote.text());
                    spans.extend(source(document, *span, within, words));
                }
            }
            before += quote.text().len() + BETWEEN.len();
        }
        spans
    }
}

/// The bytes of some words that are read in a span; nothing for white space.
fn source(document: &Document, span: Span, within: Span, words: &str) -> Option<Span> {
    if words.trim().is_empty() {
        return None;
    }
    let reading = Reading::of(&document.text, span, &document.edits);
    // What stands between two paragraphs is part of neither.
    let end = within.end.min(reading.text.len());
    let within = Span::new(within.start.min(end), end).trimmed(&reading.text);
    let found = reading.to_source(within);
    let is_proved = is_verbatim(document, &[found], words);
    Some(if is_proved { found } else { span })
}
