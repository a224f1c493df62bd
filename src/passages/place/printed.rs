//! Places as they are printed, where somebody is told that they are not there.

use std::fmt;

use super::PlacePart;
use crate::corpus::numbering::joined;

impl fmt::Display for PlacePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PlacePart::Sections(first, last) if first == last => write!(f, "{first}"),
            PlacePart::Sections(first, last) => {
                let last = last.label().map(|label| label.key.as_str());
                write!(f, "{first}–{}", last.unwrap_or_default())
            }
            PlacePart::Paragraphs(section, first, last) => {
                if let Some(section) = section {
                    write!(f, "{section} ")?;
                }
                write!(f, "¶ {}", range(first, last))
            }
            PlacePart::Subdivisions(section, path, last) => {
                let path: Vec<String> = path.iter().map(|number| format!("({number})")).collect();
                let is_range = path.last().is_some_and(|own| *own != format!("({last})"));
                write!(f, "{section} {}", joined(&path))?;
                if is_range {
                    write!(f, "–({last})")?;
                }
                Ok(())
            }
            PlacePart::Sentences(within, first, last) => {
                write!(f, "{within}, sentence {}", range(first, last))
            }
            PlacePart::Footnotes(first, last) => write!(f, "fn. {}", range(first, last)),
            PlacePart::Pages(first, last) => write!(f, "p. {}", range(first, last)),
        }
    }
}

/// A range, or its only member.
pub(super) fn range<T: fmt::Display + PartialEq>(first: &T, last: &T) -> String {
    if first == last {
        first.to_string()
    } else {
        format!("{first}–{last}")
    }
}
