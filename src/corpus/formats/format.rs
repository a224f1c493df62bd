//! The formats that can be read, by the endings of their files.

use std::{fmt, path::Path};

use serde::{Deserialize, Serialize};

/// A format that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Format {
    /// `CommonMark` with tables, footnotes and strikethrough.
    Markdown,
    /// Plain text.
    Text,
    /// A web page.
    Html,
    /// Pages as they are printed.
    Pdf,
    /// A document of a word processor.
    Docx,
    /// A book of web pages.
    Epub,
}

impl Format {
    /// The endings that are read, for messages.
    pub const ENDINGS: &str =
        ".md, .markdown, .txt, .text, .html, .htm, .xhtml, .pdf, .docx and .epub";

    /// The format that a file's ending names.
    pub fn from_path(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "md" | "markdown" => Some(Format::Markdown),
            "txt" | "text" => Some(Format::Text),
            "html" | "htm" | "xhtml" => Some(Format::Html),
            "pdf" => Some(Format::Pdf),
            "docx" => Some(Format::Docx),
            "epub" => Some(Format::Epub),
            _ => None,
        }
    }

    /// Whether a file of it is text in some encoding.
    pub fn is_text(self) -> bool {
        !matches!(self, Format::Pdf | Format::Docx | Format::Epub)
    }

    /// Whether its pages can be painted.
    pub fn has_pictures(self) -> bool {
        self == Format::Pdf
    }

    /// The ending of a file of it that has none.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Markdown => "md",
            Format::Text => "txt",
            Format::Html => "html",
            Format::Pdf => "pdf",
            Format::Docx => "docx",
            Format::Epub => "epub",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Format::Markdown => "Markdown",
            Format::Text => "text",
            Format::Html => "HTML",
            Format::Pdf => "PDF",
            Format::Docx => "DOCX",
            Format::Epub => "EPUB",
        })
    }
}
