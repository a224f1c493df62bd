//! Places that people name: `§ 2.3`, `2.3–2.5, 4`, `¶ 12`, `fn. 17`, `S. 12`, `section four`, and
//! every locator that is printed.

use std::str::FromStr;

use thiserror::Error;

use crate::{
    corpus::{Document, ParagraphKind},
    span::Span,
};

mod scan;
use scan::{Lexeme, Unit, lexemes};

/// One or more places, as named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What was named, in order.
    pub parts: Vec<PlacePart>,
    /// Whether a word or sign (`§`, `fn.`) says that a place is meant; bare numbers (`4`) may be
    /// something else.
    pub is_explicit: bool,
}

/// One place or range of places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlacePart {
    /// Sections from the first to the last, sub-sections included.
    Sections(String, String),
    /// Paragraphs of a section, or of the document where no section is named.
    Paragraphs(Option<String>, u32, u32),
    /// The sentences that footnotes hang on, and the texts of the notes.
    Footnotes(u32, u32),
    /// Pages, by their printed labels.
    Pages(String, String),
}

/// Why a text does not name a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not a place in a document")]
pub struct PlaceError;

impl FromStr for Place {
    type Err = PlaceError;

    fn from_str(text: &str) -> Result<Self, PlaceError> {
        let lexemes = lexemes(text).ok_or(PlaceError)?;
        let is_explicit = lexemes
            .iter()
            .any(|lexeme| matches!(lexeme, Lexeme::Unit(_)));
        let mut parts = Vec::new();
        let mut unit = None;
        let mut section = None;
        let mut is_range_open = false;
        for lexeme in lexemes {
            match lexeme {
                Lexeme::Unit(next) => unit = Some(next),
                Lexeme::Dash if !parts.is_empty() && !is_range_open => is_range_open = true,
                Lexeme::Dash => return Err(PlaceError),
                Lexeme::Number(number) if is_range_open => {
                    close_range(parts.last_mut(), &number)?;
                    is_range_open = false;
                }
                Lexeme::Number(number) => {
                    let part = part(unit.unwrap_or(Unit::Section), number, section.as_ref())?;
                    if let PlacePart::Sections(first, _) = &part {
                        section = Some(first.clone());
                    }
                    parts.push(part);
                }
                // A section goes on into the paragraph behind it, but not over a comma.
                Lexeme::Comma => section = None,
            }
        }
        drop_sections_of_paragraphs(&mut parts);
        if parts.is_empty() || is_range_open {
            return Err(PlaceError);
        }
        Ok(Place { parts, is_explicit })
    }
}

fn part(unit: Unit, number: String, section: Option<&String>) -> Result<PlacePart, PlaceError> {
    let count = || number.parse::<u32>().map_err(|_| PlaceError);
    Ok(match unit {
        Unit::Section => PlacePart::Sections(number.clone(), number),
        Unit::Paragraph => PlacePart::Paragraphs(section.cloned(), count()?, count()?),
        Unit::Footnote => PlacePart::Footnotes(count()?, count()?),
        Unit::Page => PlacePart::Pages(number.clone(), number),
    })
}

fn close_range(part: Option<&mut PlacePart>, number: &str) -> Result<(), PlaceError> {
    match part.ok_or(PlaceError)? {
        PlacePart::Sections(_, last) | PlacePart::Pages(_, last) => number.clone_into(last),
        PlacePart::Paragraphs(_, _, last) | PlacePart::Footnotes(_, last) => {
            *last = number.parse().map_err(|_| PlaceError)?;
        }
    }
    Ok(())
}

/// `§ 2.3 ¶ 4` is the paragraph, not the section and the paragraph.
fn drop_sections_of_paragraphs(parts: &mut Vec<PlacePart>) {
    let mut index = 0;
    while index + 1 < parts.len() {
        let is_head = match (parts.get(index), parts.get(index + 1)) {
            (
                Some(PlacePart::Sections(section, _)),
                Some(PlacePart::Paragraphs(Some(of), _, _)),
            ) => section == of,
            _ => false,
        };
        if is_head {
            parts.remove(index);
        } else {
            index += 1;
        }
    }
}

impl Place {
    /// Where the place is in a document: spans of whole paragraphs, or of whole sentences for
    /// footnotes, in reading order. Empty if the document has no such place.
    pub fn find(&self, document: &Document) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        for part in &self.parts {
            let found = part.find(document);
            let known = Known::of(&spans);
            let is_known = |span: &Span| known.contain(*span);
            let is_remark = matches!(part, PlacePart::Pages(..) | PlacePart::Footnotes(..))
                && found.iter().any(|span| known.overlap(*span));
            if is_remark {
                // `§ 2.3 ¶ 4, p. 12, fn. 17`: page and footnote say again where that paragraph is.
                continue;
            }
            let new: Vec<_> = found.into_iter().filter(|span| !is_known(span)).collect();
            spans.extend(new);
        }
        spans.sort_unstable();
        spans
    }
}

/// Places that were found, to be asked quickly: in order, each with the furthest end up to it.
struct Known(Vec<(usize, usize)>);

impl Known {
    fn of(spans: &[Span]) -> Self {
        let mut known: Vec<(usize, usize)> = spans.iter().map(|s| (s.start, s.end)).collect();
        known.sort_unstable();
        let mut furthest = 0;
        for (_, end) in &mut known {
            furthest = furthest.max(*end);
            *end = furthest;
        }
        Self(known)
    }

    /// The furthest end of those that begin before `limit`.
    fn end_before(&self, limit: usize) -> Option<usize> {
        let next = self.0.partition_point(|(start, _)| *start < limit);
        Some(self.0.get(next.checked_sub(1)?)?.1)
    }

    fn contain(&self, span: Span) -> bool {
        let end = self.end_before(span.start + 1);
        end.is_some_and(|end| end >= span.end)
    }

    fn overlap(&self, span: Span) -> bool {
        let end = self.end_before(span.end);
        end.is_some_and(|end| end > span.start)
    }
}

impl PlacePart {
    fn find(&self, document: &Document) -> Vec<Span> {
        match self {
            PlacePart::Sections(first, last) => sections(document, first, last),
            PlacePart::Paragraphs(section, first, last) => {
                paragraphs(document, section.as_deref(), *first, *last)
            }
            PlacePart::Footnotes(first, last) => footnotes(document, *first, *last),
            PlacePart::Pages(first, last) => pages(document, first, last),
        }
    }
}

fn section(document: &Document, number: &str) -> Option<usize> {
    document
        .sections
        .iter()
        .position(|section| section.number.eq_ignore_ascii_case(number))
}

fn sections(document: &Document, first: &str, last: &str) -> Vec<Span> {
    let (Some(first), Some(last)) = (section(document, first), section(document, last)) else {
        return Vec::new();
    };
    let start = document
        .sections
        .get(first)
        .map_or(0, |section| section.span.start);
    let end = document
        .sections
        .get(last)
        .map_or(0, |section| section.span.end);
    body_in(document, Span::new(start, end))
}

/// The paragraphs of running text that begin in `span`.
fn body_in(document: &Document, span: Span) -> Vec<Span> {
    document
        .paragraphs
        .iter()
        .filter(|p| p.kind != ParagraphKind::Note)
        .map(|paragraph| paragraph.span)
        .filter(|paragraph| span.start <= paragraph.start && paragraph.start < span.end)
        .collect()
}

fn paragraphs(document: &Document, in_section: Option<&str>, first: u32, last: u32) -> Vec<Span> {
    let body = || {
        document
            .paragraphs
            .iter()
            .filter(|p| p.kind != ParagraphKind::Note)
    };
    let Some(number) = in_section else {
        let skipped = first.saturating_sub(1) as usize;
        let count = last.saturating_add(1).saturating_sub(first.max(1)) as usize;
        return body()
            .skip(skipped)
            .take(count)
            .map(|paragraph| paragraph.span)
            .collect();
    };
    let Some(index) = section(document, number) else {
        return Vec::new();
    };
    body()
        .filter(|p| p.section == Some(index) && first <= p.ordinal && p.ordinal <= last)
        .map(|paragraph| paragraph.span)
        .collect()
}

fn footnotes(document: &Document, first: u32, last: u32) -> Vec<Span> {
    let wanted = document
        .footnotes
        .iter()
        .filter(|f| first <= f.number && f.number <= last);
    let mut spans = Vec::new();
    for footnote in wanted {
        let next = document
            .sentences
            .partition_point(|s| s.start < footnote.mark.start.max(1));
        spans.extend(
            next.checked_sub(1)
                .and_then(|index| document.sentences.get(index)),
        );
        let note = footnote
            .note
            .and_then(|index| document.paragraphs.get(index));
        spans.extend(note.map(|paragraph| paragraph.span));
    }
    spans.sort_unstable();
    spans.dedup();
    spans
}

fn pages(document: &Document, first: &str, last: &str) -> Vec<Span> {
    let find = |label: &str| document.pages.iter().position(|page| page.label == label);
    let (Some(first), Some(last)) = (find(first), find(last)) else {
        return Vec::new();
    };
    let pages = document
        .pages
        .get(first..=last.max(first))
        .unwrap_or_default();
    pages
        .iter()
        .flat_map(|page| body_in(document, page.span))
        .collect()
}
