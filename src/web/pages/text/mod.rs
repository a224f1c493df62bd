//! A document as it is read: what stands in it one after the other, cut into parts where it is long,
//! and laid out for a page.

mod block;
mod contents;
mod cutter;
mod items;
mod layout;
mod notes;
mod parts;
mod piece;
mod style;

pub(super) use block::{ApartText, Block, Body, ListPart, ListTag};
pub(super) use contents::{Contents, contents};
pub(super) use layout::{Laid, lay_out};
pub(super) use notes::NoteText;
pub(super) use parts::{Part, Parts};
pub(super) use piece::{Marked, Marking, Piece};
pub(super) use style::{Links, PageLink};
