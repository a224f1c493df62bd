//! The account of a document: what becomes of every letter that its source shows.

use std::collections::BTreeMap;

use super::draft::Draft;
use crate::corpus::{
    document::{EditKind, Paragraph},
    extracted::{BlockKind, Extracted},
    reading::Reading,
    set_apart::{Account, Reason, letters},
    warning::Warning,
};

/// A document of which less than this is read deserves a look.
const MIN_SHARE_READ: f64 = 0.95;

/// Sources that show fewer letters than this are not worth a warning: one menu is a large part of them.
const MIN_LETTERS: usize = 200;

/// Counts what is read and what is set apart. Where the operator names the sections, the headings of
/// the source are not shown.
pub(super) fn of(
    extracted: &Extracted,
    draft: &Draft,
    paragraphs: &[Paragraph],
    has_outline: bool,
) -> Account {
    let text = &extracted.text;
    let headings = extracted
        .blocks
        .iter()
        .filter(|block| matches!(block.kind, BlockKind::Heading(_)) && !has_outline);
    let spans = headings.map(|block| block.span);
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
