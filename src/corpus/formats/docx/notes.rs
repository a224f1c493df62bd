//! Footnotes and endnotes: the numbers of their marks, counted in the order in which they appear.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    figures::written,
    values::{number, value},
};
use crate::corpus::formats::package::Element;

/// The way in which notes of one kind are counted.
#[derive(Clone, Debug)]
struct Count {
    format: String,
    next: u32,
    /// Whether they begin anew on each page or in each section.
    restarts: bool,
}

/// The marks of notes, as far as they have been met.
#[derive(Debug)]
pub(super) struct Marks {
    /// Footnotes, and endnotes.
    counts: [Count; 2],
    /// The label and the printed mark of each note, by kind and id.
    known: BTreeMap<(bool, String), (String, String)>,
    /// In order of appearance.
    order: Vec<(bool, String)>,
    taken: BTreeSet<String>,
}

impl Default for Marks {
    fn default() -> Self {
        let count = |format: &str| Count {
            format: format.to_owned(),
            next: 1,
            restarts: false,
        };
        Self {
            counts: [count("decimal"), count("lowerRoman")],
            known: BTreeMap::new(),
            order: Vec::new(),
            taken: BTreeSet::new(),
        }
    }
}

impl Marks {
    /// Takes what the settings, or a section, say about how notes are counted.
    pub(super) fn set(&mut self, properties: &Element) {
        for (count, name) in self.counts.iter_mut().zip(["w:footnotePr", "w:endnotePr"]) {
            let Some(notes) = properties.child(name) else {
                continue;
            };
            if let Some(format) = value(notes, "w:numFmt") {
                format.clone_into(&mut count.format);
            }
            let start = number(notes, "w:numStart").and_then(|start| u32::try_from(start).ok());
            count.next = start.unwrap_or(count.next);
            count.restarts |= value(notes, "w:numRestart").is_some_and(|on| on != "continuous");
        }
    }

    /// Whether the printed numbers of footnotes begin anew, so that those counted here are others.
    pub(super) fn restart(&self) -> bool {
        self.counts.iter().any(|count| count.restarts) && !self.order.is_empty()
    }

    /// The label of a note, which ties its mark to its text, and its mark as it is printed.
    pub(super) fn mark(
        &mut self,
        is_end: bool,
        id: &str,
        custom: Option<String>,
    ) -> (String, String) {
        let key = (is_end, id.to_owned());
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let custom = custom.filter(|printed| !printed.trim().is_empty());
        let printed = custom.unwrap_or_else(|| {
            let [foot, end] = &mut self.counts;
            let count = if is_end { end } else { foot };
            let number = count.next;
            count.next = count.next.saturating_add(1);
            written(&count.format, number, false).unwrap_or_else(|| number.to_string())
        });
        let mut label = printed.clone();
        let mut copies = 1;
        while !self.taken.insert(label.clone()) {
            copies += 1;
            label = format!("{printed} ({copies})");
        }
        self.order.push(key.clone());
        self.known.insert(key, (label.clone(), printed.clone()));
        (label, printed)
    }

    /// The labels of the notes in order, each with its kind and its id.
    pub(super) fn in_order(&self) -> Vec<(bool, String, String)> {
        let order = self.order.iter();
        let labelled = order.filter_map(|key| {
            let (label, _) = self.known.get(key)?;
            Some((key.0, key.1.clone(), label.clone()))
        });
        labelled.collect()
    }
}
