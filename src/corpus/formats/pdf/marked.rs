//! Marks on parts of the content of a page: which element of the structure a part belongs to,
//! that it only adorns the page, or which text it stands for.

use hayro_interpret::hayro_syntax::object::{Dict, String as PdfString};

use super::strings;

/// A longer text for a stretch would tell nothing of where its words stand.
const LONGEST_TEXT: usize = 16;

/// The sequences that are open, from the outermost.
#[derive(Default)]
pub(super) struct Marked {
    open: Vec<Frame>,
}

#[derive(Default)]
struct Frame {
    tag: Option<u32>,
    is_artifact: bool,
    text: Option<String>,
}

impl Marked {
    pub(super) fn begin(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        let text = properties.and_then(|of| of.get::<PdfString<'_>>(b"ActualText"));
        self.open.push(Frame {
            tag: properties.and_then(|of| of.get::<u32>(b"MCID")),
            is_artifact: tag == b"Artifact",
            text: text
                .map(|text| strings::text(text.as_bytes()))
                .filter(|text| text.chars().count() <= LONGEST_TEXT),
        });
    }

    pub(super) fn end(&mut self) {
        self.open.pop();
    }

    /// The number that ties what is painted now to an element of the structure: the innermost has none
    /// where only a ligature is marked.
    pub(super) fn tag(&self) -> Option<u32> {
        self.open.iter().rev().find_map(|frame| frame.tag)
    }

    pub(super) fn is_artifact(&self) -> bool {
        self.open.iter().any(|frame| frame.is_artifact)
    }

    /// The text that the glyphs painted now stand for: all of it for the first one, nothing for those
    /// behind it.
    pub(super) fn take_text(&mut self) -> Option<String> {
        let frame = self.open.iter_mut().rev().find(|of| of.text.is_some())?;
        frame.text.as_mut().map(std::mem::take)
    }
}
