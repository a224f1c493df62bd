//! A quote with everything that a reader needs to find it again.

use serde::Serialize;

use super::Quote;
use crate::{
    corpus::{Document, DocumentId, ParagraphKind},
    label::{address, label},
    language::Language,
    passages::Locator,
    span::Span,
};

/// A quote and its place.
#[derive(Clone, Debug, Serialize)]
pub struct Citation {
    /// The document.
    pub document: DocumentId,
    /// Its file, as a path in the corpus.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Its edition, as the source names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// Its date, as the source writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The address that it was taken from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_url: Option<String>,
    /// The language it is written in, and so that of the quote.
    pub language: Language,
    /// The place of the quote, as printed.
    #[serde(serialize_with = "as_text")]
    pub locator: Locator,
    /// Position of the paragraph in the document, from 1; 0 for the text of a footnote.
    pub paragraph: usize,
    /// The words.
    pub quote: Quote,
    /// The places where nearly the same stands again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Elsewhere>,
    /// The same place in other languages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub editions: Vec<Counterpart>,
    /// The same place in the newest edition, if this is an older one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub newer: Option<Box<Counterpart>>,
}

/// The same place in another edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Counterpart {
    /// The document.
    pub document: DocumentId,
    /// The edition, of one that is newer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// The language it is written in.
    pub language: Language,
    /// The paragraph; only the section where its paragraphs are others, and nothing where there is no
    /// such section.
    #[serde(serialize_with = "as_text")]
    pub locator: Locator,
    /// An index into its `Document::sections`.
    #[serde(skip)]
    pub section: Option<usize>,
    /// An index into its `Document::paragraphs`.
    #[serde(skip)]
    pub paragraph: Option<usize>,
    /// The name of the place within a page of the whole document.
    #[serde(skip)]
    pub anchor: String,
}
/// A place that says nearly the same as a citation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Elsewhere {
    /// The document.
    pub document: DocumentId,
    /// The place.
    #[serde(serialize_with = "as_text")]
    pub locator: Locator,
}

pub(super) fn as_text<S: serde::Serializer>(
    locator: &Locator,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_str(locator)
}

/// Of a place that is named, such as a chapter, so many bytes are quoted.
const PLACE_BYTES: usize = 40_000;

/// Of several places that are named, so many are quoted.
const PLACES: usize = 50;

impl Citation {
    /// The citation of a quote.
    pub fn of(document: &Document, quote: Quote) -> Self {
        let locator = Locator::of(document, quote.cover());
        Self::with_locator(document, quote, locator)
    }

    /// Names what it is quoted from: `Title, edition, date`.
    pub fn source(&self) -> String {
        let parts = [Some(&self.title), self.edition.as_ref(), self.date.as_ref()];
        let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        parts.join(", ")
    }

    /// The name of the place within a page of the whole document: that of its locator, and `fn17` for
    /// the text of a footnote.
    pub fn anchor(&self) -> String {
        match self.locator.footnotes.as_slice() {
            [number] if self.paragraph == 0 => format!("fn{number}"),
            _ => self.locator.anchor(),
        }
    }

    /// Cites what stands in a place that was named: a citation for each section, and for the text of
    /// each footnote. Empty if the document has no such place.
    pub fn of_place(document: &Document, spans: &[Span]) -> Vec<Self> {
        let home = |span: &Span| {
            let index = document.paragraph_at(span.start)?;
            let paragraph = document.paragraphs.get(index)?;
            let note = (paragraph.kind == ParagraphKind::Note).then_some(index);
            Some((paragraph.section, note))
        };
        spans
            .chunk_by(|a, b| home(a) == home(b))
            .filter_map(|spans| Self::of_spans(document, spans))
            .collect()
    }

    /// The same, as far as a page has room for it: what is cut off says so, and is read at its place.
    pub fn beginning_of_place(document: &Document, spans: &[Span]) -> Vec<Self> {
        let mut room = PLACE_BYTES;
        let mut begun = Vec::new();
        for span in spans {
            begun.push(beginning(document, *span, room));
            room = room.saturating_sub(span.len());
            if room == 0 {
                break;
            }
        }
        let last = begun.last().map_or(0, |span| span.end);
        let mut citations = Self::of_place(document, &begun);
        let goes_on = citations.len() > PLACES || spans.last().is_some_and(|span| span.end > last);
        citations.truncate(PLACES);
        if let Some(last) = citations.pop() {
            let quote = if goes_on {
                last.quote.going_on()
            } else {
                last.quote
            };
            citations.push(Self { quote, ..last });
        }
        citations
    }

    fn of_spans(document: &Document, spans: &[Span]) -> Option<Self> {
        let quote = Quote::whole(document, spans)?;
        let mut locator = Locator::of(document, *spans.first()?);
        for span in spans.iter().skip(1) {
            let next = Locator::of(document, *span);
            if next.paragraph != locator.paragraph {
                // Several paragraphs: the section says it best.
                locator.paragraph = None;
                // What comes without a number of its own belongs to the number before.
                let own = locator.label.take();
                let is_within = |own: &String| {
                    let label = next.label.as_deref();
                    label.is_none_or(|label| label.starts_with(own.as_str()))
                };
                locator.label = own.filter(is_within);
            }
            let new = next
                .footnotes
                .iter()
                .filter(|number| !locator.footnotes.contains(number));
            let new: Vec<u32> = new.copied().collect();
            locator.footnotes.extend(new);
        }
        Some(Self::with_locator(document, quote, locator))
    }

    fn with_locator(document: &Document, quote: Quote, locator: Locator) -> Self {
        let metadata = &document.metadata;
        Self {
            document: document.id.clone(),
            path: document.path.clone(),
            title: label(&document.title()),
            edition: document.edition().map(label),
            date: metadata.date.as_deref().map(label),
            source_url: metadata.source_url.as_deref().and_then(address),
            language: document.language,
            paragraph: position(document, quote.cover().start),
            locator,
            quote,
            also: Vec::new(),
            editions: Vec::new(),
            newer: None,
        }
    }
}

/// A span, or as many of its first sentences as there is room for; always one.
fn beginning(document: &Document, span: Span, room: usize) -> Span {
    let sentences = document.sentences.get(document.sentences_in(span));
    let sentences = sentences.filter(|_| span.len() > room);
    let Some((first, rest)) = sentences.and_then(<[Span]>::split_first) else {
        return span;
    };
    let fits = |sentence: &&Span| sentence.end <= span.start + room;
    let last = rest.iter().take_while(fits).last().unwrap_or(first);
    Span::new(span.start, last.end.min(span.end))
}

/// The position of the paragraph in the document, from 1, not counting the texts of footnotes.
fn position(document: &Document, start: usize) -> usize {
    let Some(index) = document.paragraph_at(start) else {
        return 0;
    };
    let up_to = document.paragraphs.get(..=index).unwrap_or_default();
    let is_note = up_to.last().is_some_and(|paragraph| paragraph.ordinal == 0);
    if is_note {
        0
    } else {
        up_to
            .iter()
            .filter(|paragraph| paragraph.ordinal > 0)
            .count()
    }
}
