//! The differences between the text of a source and the text as it is read.

use serde::{Deserialize, Serialize};

use crate::span::Span;

/// A place where the text as read differs from the bytes of the source. Nothing else may differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// The bytes concerned; empty for something that is missing.
    pub span: Span,
    /// The change made to them when the text is read.
    pub kind: EditKind,
}

/// The ways in which the text as read may differ from the source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EditKind {
    /// The mark of footnote *n*: lifted out.
    Note(u32),
    /// White space that scraping lost: a space is read here. The span is empty.
    Space,
    /// The source has lost text here (a row of dots): nothing is read, and no quote crosses it.
    Gap,
    /// Marks of the format (`**`, `](url)`): lifted out.
    Markup,
    /// A character written otherwise (`&amp;`, `\*`): this is read instead.
    Written(String),
    /// Words that the source strikes out, as they would be read: lifted out.
    Struck(String),
}

impl EditKind {
    /// The text that is read instead of the bytes concerned.
    pub fn read(&self) -> &str {
        match self {
            Self::Note(_) | Self::Markup | Self::Struck(_) => "",
            Self::Space | Self::Gap => " ",
            Self::Written(instead) if instead.is_empty() => " ",
            Self::Written(instead) => instead,
        }
    }
}
