//! The note that a raised number leads to.

use std::collections::{BTreeMap, BTreeSet};

use super::writer;

/// The notes of a document: their numbers may begin anew on each page.
#[derive(Default)]
pub(super) struct NoteLabels {
    of_page: BTreeMap<(usize, String), String>,
    at_end: BTreeSet<String>,
    taken: BTreeSet<String>,
}

impl NoteLabels {
    /// The label of a note, as no other of the document has it.
    pub(super) fn add(&mut self, page: usize, mark: &str) -> String {
        let mut label = mark.to_owned();
        let mut count = 1;
        while !self.taken.insert(label.clone()) {
            count += 1;
            label = format!("{mark} ({count})");
        }
        self.of_page
            .entry((page, mark.to_owned()))
            .or_insert_with(|| label.clone());
        label
    }
}

impl NoteLabels {
    /// A note at the end of the document.
    pub(super) fn add_at_end(&mut self, label: &str) {
        self.at_end.insert(label.to_owned());
    }
}

impl writer::Labels for NoteLabels {
    fn label(&self, page: usize, mark: &str) -> Option<String> {
        let on = |page: usize| self.of_page.get(&(page, mark.to_owned())).cloned();
        let at_end = || self.at_end.get(mark).cloned();
        on(page).or_else(|| on(page + 1)).or_else(at_end)
    }
}
