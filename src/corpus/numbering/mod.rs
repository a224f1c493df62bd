//! The numbers that sources give to their sections and paragraphs: what they are and how they are
//! compared.

mod heading;
mod label;
mod roman;
mod siblings;
mod subdivision;
mod words;

pub use label::{Label, LabelKind, Match, key, order};
pub use roman::{roman, to_roman};
pub use siblings::labels;
pub use subdivision::{Items, Marker, Subdivisions, joined, keys, leading, marker};
pub use words::{announced, number_word};
