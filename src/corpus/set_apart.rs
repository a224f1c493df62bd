//! Parts of a source that are not read as its text, and the reasons: nothing is left out without one. How much
//! of a source is read is measured in letters and digits, which no folding of white space and no markup changes.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};

use crate::{
    corpus::{
        edit::{Edit, EditKind},
        reading::Reading,
    },
    span::Span,
};

/// The reason why something is not read as the text of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Menus, buttons, forms, and what else stands on a page beside its content.
    Navigation,
    /// Running heads and feet, and the numbers of pages.
    Running,
    /// Cookie notices, newsletter lines, disclaimers.
    Notice,
    /// Content that the page does not show: comments, and what only helps those who hear it.
    Hidden,
    /// Content that is not shown and stands elsewhere on the page.
    Repeated,
    /// Content that is shown only where scripts do not run.
    Script,
    /// Words inside a picture.
    Picture,
    /// Words that the source strikes out: no longer so.
    StruckOut,
    /// Short-codes and includes: instructions to what makes the pages.
    Template,
    /// Content that cannot be read.
    Unreadable,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Reason::Navigation => "navigation",
            Reason::Running => "running head or foot",
            Reason::Notice => "notice",
            Reason::Hidden => "hidden",
            Reason::Repeated => "repeated",
            Reason::Script => "script",
            Reason::Picture => "in a picture",
            Reason::StruckOut => "struck out",
            Reason::Template => "template code",
            Reason::Unreadable => "unreadable",
        })
    }
}

/// A stretch of a source that is set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetApart {
    /// The place in the text.
    pub span: Span,
    /// The reason why it is not read.
    pub reason: Reason,
}

impl SetApart {
    /// The words that are set apart, with white space folded.
    pub fn reading(&self, text: &str, edits: &[Edit]) -> String {
        let struck = edits
            .binary_search_by_key(&(self.span.start, self.span.end), |edit| {
                (edit.span.start, edit.span.end)
            })
            .ok()
            .and_then(|at| edits.get(at));
        match struck.map(|edit| &edit.kind) {
            Some(EditKind::Struck(words)) => words.clone(),
            _ => self.words(text, edits),
        }
    }

    fn words(&self, text: &str, edits: &[Edit]) -> String {
        let read = Reading::of(text, self.span, edits).text;
        if read.is_empty() {
            // Within a paragraph it is lifted out of what is read.
            return Reading::of(text, self.span, &[]).text;
        }
        read
    }
}

/// The number of letters and digits that a source shows to its readers, and what becomes of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// All that the source shows, or has to show.
    pub visible: usize,
    /// Those in headings, paragraphs, footnotes and their marks.
    pub read: usize,
    /// Those that are set apart.
    pub set_apart: BTreeMap<Reason, usize>,
}

impl Account {
    /// Those that are neither read nor set apart; there should be none.
    pub fn lost(&self) -> usize {
        self.visible.saturating_sub(self.accounted())
    }

    /// Those that are read or set apart.
    pub fn accounted(&self) -> usize {
        self.read + self.set_apart.values().sum::<usize>()
    }

    /// The part of the source that is read, from 0 to 1; all of one that shows nothing.
    pub fn share_read(&self) -> f64 {
        share(self.read, self.total())
    }

    fn total(&self) -> usize {
        self.visible.max(self.accounted())
    }
}

impl fmt::Display for Account {
    /// `98.7 % read, 1.1 % navigation, 0.2 % hidden`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = self.total();
        write!(f, "{} read", percent(self.read, total))?;
        let mut apart: Vec<_> = self.set_apart.iter().collect();
        apart.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        for (reason, count) in apart {
            write!(f, ", {} {reason}", percent(*count, total))?;
        }
        match self.lost() {
            0 => Ok(()),
            lost => write!(f, ", {} lost", percent(lost, total)),
        }
    }
}

/// The number of letters and digits in a text.
pub fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

#[expect(clippy::cast_precision_loss, reason = "texts are shorter than 2^52")]
fn share(part: usize, total: usize) -> f64 {
    if total == 0 {
        return 1.0;
    }
    part as f64 / total as f64
}

/// A share for readers: never 100 % of what is not whole, never 0 % of what is something.
fn percent(part: usize, total: usize) -> String {
    let percent = share(part, total) * 100.0;
    if part >= total {
        "100 %".to_owned()
    } else if part > 0 && percent < 0.1 {
        "less than 0.1 %".to_owned()
    } else {
        format!("{:.1} %", percent.min(99.9))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_never_rounded_to_all_or_nothing() {
        let account = Account {
            visible: 20_000,
            read: 19_990,
            set_apart: BTreeMap::from([(Reason::Hidden, 1), (Reason::Navigation, 8)]),
        };
        insta::assert_snapshot!(account, @"99.9 % read, less than 0.1 % navigation, less than 0.1 % hidden, less than 0.1 % lost");
        assert_eq!(Account::default().to_string(), "100 % read");
    }
}
