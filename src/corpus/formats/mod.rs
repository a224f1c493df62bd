//! One parser a format. Each takes the decoded text of a file and returns [`Extracted`]; none can
//! fail: what is odd becomes a warning. Only what is no text at all (PDF, DOCX, EPUB) is handed bytes, and may be
//! refused.
//!
//! To add a format: write `<format>.rs` with one function `parse(text: String) -> Extracted`, add
//! a variant to [`Format`], its endings to [`Format::from_path`] and its line to [`parse`], and put
//! a case into `tests/cases/formats/`. The contract, which the property tests hold every format to:
//! blocks, edits and marks are in order, lie on character boundaries and do not overlap; and
//! reading a block with its edits, and its marks lifted out, gives what a reader of the rendered
//! document sees.

mod bold_headings;
mod contents_list;
mod docx;
mod epub;
mod format;
mod front_matter;
mod html;
mod inline;
mod line_ends;
mod line_items;
mod list_numbers;
mod markdown;
mod own_title;
mod package;
mod pdf;
mod printed_pages;
mod script;
mod template;
mod text;
mod waiting_pictures;
mod words;
mod writer;

use crate::corpus::{extracted::Extracted, warning::Warning};

pub use format::Format;
pub(super) use package::is_encrypted as is_encrypted_office;
pub(super) use pdf::pictures;

/// Reads a text in its format. A format that is no text has nothing to read in one.
pub fn parse(format: Format, text: String) -> Extracted {
    let mut extracted = match format {
        Format::Markdown => markdown::parse(text),
        Format::Text => text::parse(text),
        Format::Html => html::parse(&text),
        Format::Pdf | Format::Docx | Format::Epub => return Extracted::default(),
    };
    match format {
        Format::Text => line_ends::lift(&mut extracted),
        _ => bold_headings::find(&mut extracted),
    }
    extracted
}

/// Reads the bytes of a file in a format that is no text. The error is a finding that says why there is no
/// document.
pub(super) fn parse_bytes(format: Format, bytes: Vec<u8>) -> Result<Extracted, Warning> {
    match format {
        Format::Docx => docx::parse(bytes),
        Format::Epub => epub::parse(bytes),
        _ => pdf::parse(bytes),
    }
}
