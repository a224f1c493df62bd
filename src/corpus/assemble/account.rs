//! The account of a document: what becomes of every letter that its source shows.

use std::collections::BTreeMap;

use super::draft::Draft;
use crate::corpus::{
    document::Paragraph,
    edit::EditKind,
    extracted::{BlockKind, Extracted},
    outline::Outline,
    reading::Reading,
    sections::Heading,
    set_apart::{Account, Reason, letters},
    warning::Warning,
};
use crate::span::Span;

/// A document of which less than this is read deserves a look.
const MIN_SHARE_READ: f64 = 0.95;

/// Sources that show fewer letters than this are not worth a warning: one menu is a large part of them.
const MIN_LETTERS: usize = 200;

/// The headings of a source that are shown where the operator names the sections.
pub(super) struct Shown<'a> {
    /// The sections, in order.
    sections: &'a [Heading],
    /// The title of the document.
    title: Option<&'a str>,
}

/// Counts what is read and what is set apart. Where the operator names the sections, only those headings of
/// the source are shown that are named alike.
pub(super) fn of(
    extracted: &Extracted,
    draft: &Draft,
    paragraphs: &[Paragraph],
    shown: Option<&Shown<'_>>,
) -> Account {
    let text = &extracted.text;
    let is_shown = |span: Span| {
        shown.is_none_or(|shown| shown.has(span, &Reading::of(text, span, &draft.edits).text))
    };
    let blocks = extracted.blocks.iter();
    let headings = blocks.filter(|block| matches!(block.kind, BlockKind::Heading(_)));
    let spans = headings
        .map(|block| block.span)
        .filter(|span| is_shown(*span));
    let spans = spans.chain(paragraphs.iter().map(|paragraph| paragraph.span));
    let mut set_apart = BTreeMap::new();
    for apart in &draft.set_apart {
        *set_apart.entry(apart.reason).or_default() += letters(&apart.reading(text, &draft.edits));
    }
    let read = |span| letters(&Reading::of(text, span, &draft.edits).text);
    let marks = draft.edits.iter();
    let marks = marks.filter(|edit| matches!(edit.kind, EditKind::Note(_)));
    let marks: usize = marks.map(|mark| letters(mark.span.of(text))).sum();
    Account {
        visible: extracted.visible,
        read: spans.map(read).sum::<usize>() + marks,
        set_apart,
    }
}

impl<'a> Shown<'a> {
    /// The headings that are shown with an outline; all of them if that names no sections.
    pub(super) fn of(
        outline: Option<&Outline>,
        sections: &'a [Heading],
        title: Option<&'a str>,
    ) -> Option<Self> {
        let is_named = outline.is_some_and(|outline| !outline.sections.is_empty());
        is_named.then_some(Self { sections, title })
    }

    /// Whether a heading of the source is shown.
    fn has(&self, span: Span, heading: &str) -> bool {
        let next = self
            .sections
            .partition_point(|section| section.at < span.start);
        let found = self
            .sections
            .get(next)
            .filter(|section| section.at == span.start);
        found.is_some_and(|section| section.is_in(heading)) || self.title == Some(heading)
    }
}

/// Tells of a source of which too much is not read, but for what the source itself leaves out.
pub(super) fn warn(account: &Account, warnings: &mut Vec<Warning>) {
    let said = [
        Reason::StruckOut,
        Reason::Template,
        Reason::Repeated,
        Reason::Running,
    ];
    let said = said
        .iter()
        .filter_map(|reason| account.set_apart.get(reason));
    let meant = Account {
        read: account.read + said.sum::<usize>(),
        set_apart: BTreeMap::new(),
        ..*account
    };
    if meant.share_read() < MIN_SHARE_READ && account.visible >= MIN_LETTERS {
        warnings.push(Warning::caution(format!(
            "less than {:.0} % of what it shows is read as its text ({account}); look at what is set apart",
            MIN_SHARE_READ * 100.0
        )));
    }
}
