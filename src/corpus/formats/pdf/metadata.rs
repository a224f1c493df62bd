//! The metadata that a file gives about itself.

use hayro_interpret::hayro_syntax::Pdf;

use super::strings;
use crate::corpus::{formats::own_title::is_title, metadata::Metadata};

/// Title and author, where they say something.
pub(super) fn of(pdf: &Pdf) -> Metadata {
    let info = pdf.metadata();
    let text = |bytes: &Option<Box<[u8]>>| {
        let text = bytes.as_deref().map(strings::text);
        text.filter(|text| text.chars().any(char::is_alphabetic))
    };
    Metadata {
        title: text(&info.title).filter(|title| is_title(title)),
        author: text(&info.author).filter(|author| author.chars().count() > 2),
        ..Metadata::default()
    }
}
