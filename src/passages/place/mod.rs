//! Places that people name: `§ 2.3`, `2.3–2.5, 4`, `Article 12(3)(b)`, `¶ 12`, `fn. 17`, `S. 12`,
//! `section four`, and every locator that is printed.

use std::str::FromStr;

use thiserror::Error;

use crate::corpus::numbering::{Label, LabelKind};

mod find;
mod lexeme;
mod name;
mod printed;
mod scan;
mod subdivisions;
mod titles;

pub use find::RangeWithin;
use lexeme::{Lexeme, Unit};
pub use name::SectionName;
use name::Step;
use scan::lexemes;

/// One or more places, as named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The places that were named, in order.
    pub parts: Vec<PlacePart>,
    /// Whether a word or sign (`§`, `fn.`) says that a place is meant; bare numbers (`4`) may be
    /// something else.
    pub is_explicit: bool,
}

/// One place or range of places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlacePart {
    /// Sections from the first to the last, sub-sections included.
    Sections(SectionName, SectionName),
    /// Paragraphs of a section, or of the document where no section is named.
    Paragraphs(Option<SectionName>, u32, u32),
    /// Parts that the source numbers within a section, by the numbers that lead to them, and the last of a
    /// range: `§ 17 (2) 1.`, `Art. 4 (1)–(3)`.
    Subdivisions(SectionName, Vec<String>, String),
    /// Sentences of a section or paragraph, counted from 1.
    Sentences(Box<PlacePart>, u32, u32),
    /// The sentences that footnotes hang on, and the texts of the notes.
    Footnotes(u32, u32),
    /// Pages, by their printed labels.
    Pages(String, String),
}

/// The error for a text that does not name a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not a place in a document")]
pub struct PlaceError;

impl FromStr for Place {
    type Err = PlaceError;

    fn from_str(text: &str) -> Result<Self, PlaceError> {
        match Place::read(text)? {
            (place, rest) if rest.is_empty() => Ok(place),
            _ => Err(PlaceError),
        }
    }
}

impl Place {
    /// The place that a text begins with, and what stands behind it: `Art. 13` and `GDPR`.
    pub fn read(text: &str) -> Result<(Self, String), PlaceError> {
        let (lexemes, rest) = lexemes(text).ok_or(PlaceError)?;
        let is_explicit = lexemes
            .iter()
            .any(|lexeme| matches!(lexeme, Lexeme::Unit(unit) if *unit != Unit::Item));
        let mut parser = Parser::default();
        for lexeme in lexemes {
            parser.take(lexeme)?;
        }
        if parser.parts.is_empty() || parser.is_range_open {
            return Err(PlaceError);
        }
        let parts = parser.parts;
        Ok((Place { parts, is_explicit }, rest))
    }
}

/// The state of a place that is being read.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each tells of another sign")]
struct Parser {
    parts: Vec<PlacePart>,
    unit: Option<Unit>,
    /// Whether a unit stands right before.
    is_announced: bool,
    is_counted: bool,
    is_range_open: bool,
    /// Whether what comes now stands in the section that was named last.
    is_within: bool,
    /// The same before the comma that stands right before.
    was_within: bool,
    /// Whether a section named now stands in the one before: behind `›`, or right behind it.
    is_below: bool,
}

impl Parser {
    fn take(&mut self, lexeme: Lexeme) -> Result<(), PlaceError> {
        let was_within = std::mem::take(&mut self.was_within);
        // `§ 5, Abs. 2` goes on over the comma; `§ 5, ¶ 2` does not.
        let goes_on = matches!(
            lexeme,
            Lexeme::Unit(Unit::Item | Unit::Point | Unit::Paragraph)
        );
        self.is_within |= was_within && goes_on;
        match lexeme {
            Lexeme::Unit(Unit::Item) if !self.is_within => {}
            Lexeme::Unit(unit) => {
                self.unit = Some(unit);
                self.is_announced = true;
            }
            Lexeme::Counted => self.is_counted = true,
            Lexeme::Below => self.is_below = true,
            Lexeme::Dash if !self.parts.is_empty() && !self.is_range_open => {
                self.is_range_open = true;
            }
            Lexeme::Dash => return Err(PlaceError),
            // A section goes on into the paragraph behind it, but not over a comma.
            Lexeme::Comma => {
                self.was_within = self.is_within;
                self.is_within = false;
                self.is_below = false;
            }
            Lexeme::Title(title) => self.section(Step::Title(title))?,
            Lexeme::Number(number) | Lexeme::Parenthesis(number) if self.is_range_open => {
                self.close_range(&number)?;
            }
            Lexeme::Parenthesis(number) => self.subdivision(number)?,
            Lexeme::Number(number) => self.number(number)?,
        }
        Ok(())
    }

    fn number(&mut self, number: String) -> Result<(), PlaceError> {
        let count = || number.parse::<u32>().map_err(|_| PlaceError);
        let is_announced = std::mem::take(&mut self.is_announced);
        if self.is_within && !is_announced && !self.is_below {
            let is_in_section = matches!(
                self.parts.last(),
                Some(PlacePart::Sections(..) | PlacePart::Subdivisions(..))
            );
            if is_in_section {
                return self.subdivision(number);
            }
        }
        match self.unit.unwrap_or(Unit::Section(LabelKind::Bare)) {
            Unit::Point if self.is_within => return self.subdivision(number),
            Unit::Item => return self.subdivision(number),
            Unit::Point => self.section(Step::Label(
                label(LabelKind::Bare, &number),
                self.is_counted,
            ))?,
            Unit::Section(kind) => {
                if !is_announced && !self.is_below {
                    self.is_within = false;
                }
                self.section(Step::Label(label(kind, &number), self.is_counted))?;
            }
            Unit::Paragraph if self.is_within => {
                if let Some(PlacePart::Sections(section, _)) = self.parts.last().cloned() {
                    self.parts.pop();
                    self.parts.push(PlacePart::Subdivisions(
                        section,
                        vec![number.clone()],
                        number,
                    ));
                    return Ok(());
                }
                let section = self.section_of_last();
                self.paragraphs(section, count()?);
            }
            Unit::Paragraph => self.paragraphs(None, count()?),
            Unit::Pilcrow => {
                let section = self.section_of_last().filter(|_| self.is_within);
                if matches!(self.parts.last(), Some(PlacePart::Sections(..))) && self.is_within {
                    self.parts.pop();
                }
                self.paragraphs(section, count()?);
            }
            Unit::Footnote => self.parts.push(PlacePart::Footnotes(count()?, count()?)),
            Unit::Page => self.parts.push(PlacePart::Pages(number.clone(), number)),
            Unit::Sentence => {
                let count = count()?;
                // A sentence of what was named right before it: `Satz 2 und 3` are two of one place.
                let within = match self.parts.last().ok_or(PlaceError)? {
                    PlacePart::Sentences(within, ..) => within.clone(),
                    _ => Box::new(self.parts.pop().ok_or(PlaceError)?),
                };
                self.parts.push(PlacePart::Sentences(within, count, count));
            }
        }
        Ok(())
    }

    fn section(&mut self, step: Step) -> Result<(), PlaceError> {
        self.is_counted = false;
        self.is_announced = false;
        let is_below = std::mem::take(&mut self.is_below);
        let goes_on = is_below || (self.is_within && self.is_other_kind(&step));
        match self.parts.last_mut() {
            Some(PlacePart::Sections(first, last)) if goes_on => {
                first.steps.push(step);
                last.clone_from(first);
            }
            _ if is_below => return Err(PlaceError),
            _ => {
                let name = SectionName::of(step);
                self.parts.push(PlacePart::Sections(name.clone(), name));
            }
        }
        self.is_within = true;
        Ok(())
    }

    /// Whether a section of this kind may stand in the one before: `Part II § 3`, but `§ 3 § 4` are two.
    fn is_other_kind(&self, step: &Step) -> bool {
        let (Some(PlacePart::Sections(section, _)), Step::Label(label, _)) =
            (self.parts.last(), step)
        else {
            return false;
        };
        section.label().is_some_and(|of| of.kind != label.kind)
    }

    fn paragraphs(&mut self, section: Option<SectionName>, count: u32) {
        self.parts
            .push(PlacePart::Paragraphs(section, count, count));
    }

    fn section_of_last(&self) -> Option<SectionName> {
        match self.parts.last()? {
            PlacePart::Sections(section, _)
            | PlacePart::Paragraphs(Some(section), ..)
            | PlacePart::Subdivisions(section, ..) => Some(section.clone()),
            _ => None,
        }
    }

    fn subdivision(&mut self, number: String) -> Result<(), PlaceError> {
        self.is_announced = false;
        match self.parts.pop().filter(|_| self.is_within) {
            Some(PlacePart::Sections(section, _)) => self.parts.push(PlacePart::Subdivisions(
                section,
                vec![number.clone()],
                number,
            )),
            Some(PlacePart::Subdivisions(section, mut path, _)) => {
                path.push(number.clone());
                self.parts
                    .push(PlacePart::Subdivisions(section, path, number));
            }
            _ => return Err(PlaceError),
        }
        Ok(())
    }

    fn close_range(&mut self, number: &str) -> Result<(), PlaceError> {
        self.is_range_open = false;
        self.is_announced = false;
        match self.parts.last_mut().ok_or(PlaceError)? {
            PlacePart::Sections(first, last) => {
                let kind = first.label().map_or(LabelKind::Bare, |label| label.kind);
                *last = first.with(label(kind, number));
            }
            PlacePart::Pages(_, last) | PlacePart::Subdivisions(_, _, last) => {
                number.clone_into(last);
            }
            PlacePart::Paragraphs(_, _, last)
            | PlacePart::Sentences(_, _, last)
            | PlacePart::Footnotes(_, last) => {
                *last = number.parse().map_err(|_| PlaceError)?;
            }
        }
        Ok(())
    }
}

/// A number as it is named: printed as it would be in a heading.
fn label(kind: LabelKind, number: &str) -> Label {
    let label = Label::of(kind, number);
    let word = match kind {
        LabelKind::Bare => return label,
        LabelKind::Sign => "§",
        LabelKind::Article => "Art.",
        LabelKind::Section => "Section",
        LabelKind::Subsection => "Subsection",
        LabelKind::Chapter => "Chapter",
        LabelKind::Part => "Part",
        LabelKind::Subpart => "Subpart",
        LabelKind::Title => "Title",
        LabelKind::Annex => "Annex",
        LabelKind::Appendix => "Appendix",
        LabelKind::Rule => "Rule",
        LabelKind::Clause => "Clause",
        LabelKind::Paragraph => "Paragraph",
        LabelKind::Book => "Book",
        LabelKind::Schedule => "Schedule",
        LabelKind::Step => "Step",
    };
    Label {
        printed: format!("{word} {number}"),
        ..label
    }
}
