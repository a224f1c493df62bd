//! Whether what a page hides says anything that the page does not show.

use std::{
    cell::OnceCell,
    collections::{HashSet, hash_map::DefaultHasher},
    hash::{Hash, Hasher},
};

use dom_query::NodeRef;

use super::{element::is_hidden, shape::Shape};

/// So many words in a row are compared.
const RUN: usize = 4;

/// Compares what is hidden with what is shown.
pub(super) struct Repeats<'a> {
    shape: &'a Shape<'a>,
    /// All runs of words that the page shows; made when they are first asked for.
    shown: OnceCell<HashSet<u64>>,
}

impl<'a> Repeats<'a> {
    /// For a page.
    pub(super) fn new(shape: &'a Shape<'a>) -> Self {
        Self {
            shape,
            shown: OnceCell::new(),
        }
    }

    /// Whether nearly all of an element that is hidden stands elsewhere, where it is shown. A few words
    /// are no repetition.
    pub(super) fn is_repeated(&self, node: &NodeRef<'_>) -> bool {
        let shown = self.shown.get_or_init(|| self.shown_runs());
        let text = self.shape.texts_within(node, |_| false);
        let runs = runs(text.split_whitespace());
        let known = runs.iter().filter(|run| shown.contains(run)).count();
        !runs.is_empty() && known * 10 >= runs.len() * 9
    }

    fn shown_runs(&self) -> HashSet<u64> {
        let text = self
            .shape
            .texts_within(&self.shape.root(), |node| is_hidden(node));
        runs(text.split_whitespace()).into_iter().collect()
    }
}

/// A number for each run of words.
fn runs<'t>(words: impl Iterator<Item = &'t str>) -> Vec<u64> {
    let words: Vec<&str> = words.collect();
    let number = |run: &[&str]| {
        let mut hasher = DefaultHasher::new();
        run.hash(&mut hasher);
        hasher.finish()
    };
    words.windows(RUN).map(number).collect()
}
