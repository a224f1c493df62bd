//! Places that people name: `§ 2.3`, `2.3–2.5, 4`, `¶ 12`, `fn. 17`, `S. 12`, `section four`, and
//! every locator that is printed.

use std::str::FromStr;

use thiserror::Error;

mod find;
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
    /// Sentences of a section or paragraph, counted from 1.
    Sentences(Box<PlacePart>, u32, u32),
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
                Lexeme::Number(number) if unit == Some(Unit::Sentence) => {
                    let count = number.parse::<u32>().map_err(|_| PlaceError)?;
                    // A sentence of what was named right before it.
                    let within = Box::new(parts.pop().ok_or(PlaceError)?);
                    parts.push(PlacePart::Sentences(within, count, count));
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
        Unit::Sentence => return Err(PlaceError),
    })
}

fn close_range(part: Option<&mut PlacePart>, number: &str) -> Result<(), PlaceError> {
    match part.ok_or(PlaceError)? {
        PlacePart::Sections(_, last) | PlacePart::Pages(_, last) => number.clone_into(last),
        PlacePart::Paragraphs(_, _, last)
        | PlacePart::Sentences(_, _, last)
        | PlacePart::Footnotes(_, last) => {
            *last = number.parse().map_err(|_| PlaceError)?;
        }
    }
    Ok(())
}

/// `§ 2.3 ¶ 4` is the paragraph, not the section and the paragraph.
fn drop_sections_of_paragraphs(parts: &mut Vec<PlacePart>) {
    let mut index = 0;
    while index + 1 < parts.len() {
        let next = match parts.get(index + 1) {
            Some(PlacePart::Sentences(within, ..)) => Some(within.as_ref()),
            next => next,
        };
        let is_head = match (parts.get(index), next) {
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
