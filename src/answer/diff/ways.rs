//! The names of places that lead to the same section in two editions, for those who want to compare its words.

use std::collections::BTreeMap;

use super::pair::named_sections;
use crate::corpus::{Document, Section};

/// Names are tried as long as no more sections than this are looked at, about, for all sections together.
const EFFORT: usize = 200_000;

/// The least and the greatest number of names that are tried.
const FEWEST: usize = 10;
const MOST: usize = 500;

/// Finds names, with an effort that ends.
pub(super) struct Ways<'a> {
    old: &'a Document,
    new: &'a Document,
    /// The numbers that one section alone has, in the older and in the newer edition.
    numbers: [BTreeMap<&'a str, Option<usize>>; 2],
    tries_left: usize,
}

impl<'a> Ways<'a> {
    pub(super) fn between(old: &'a Document, new: &'a Document) -> Self {
        let sections = old.sections.len() + new.sections.len();
        Self {
            old,
            new,
            numbers: [numbers(old), numbers(new)],
            tries_left: (EFFORT / sections.max(1)).clamp(FEWEST, MOST),
        }
    }

    /// The name that leads to these sections and to no others; nothing where there is none, or too many were tried.
    pub(super) fn to(&mut self, wanted: (Option<usize>, Option<usize>)) -> Option<String> {
        let [before, now] = [(self.old, wanted.0), (self.new, wanted.1)]
            .map(|(document, section)| document.sections.get(section?));
        if let (Some(before), Some(now)) = (before, now)
            && before.place == now.place
            && self.is_number_of(&now.place, wanted)
        {
            return Some(now.place.clone());
        }
        let sections = [now, before].into_iter().flatten();
        let mut names = sections.flat_map(|section| [&section.place, &section.title]);
        names.find(|name| self.leads(name, wanted)).cloned()
    }

    fn is_number_of(&self, place: &str, (before, now): (Option<usize>, Option<usize>)) -> bool {
        let [old, new] = &self.numbers;
        let alone = |of: &BTreeMap<&str, Option<usize>>| of.get(place).copied().flatten();
        alone(old) == before && alone(new) == now
    }

    fn leads(&mut self, name: &str, wanted: (Option<usize>, Option<usize>)) -> bool {
        if name.trim().is_empty() || self.tries_left == 0 {
            return false;
        }
        self.tries_left -= 1;
        named_sections(self.old, self.new, name) == wanted
    }
}

/// The numbers that are printed, with their sections; nothing for one that several sections have.
fn numbers(document: &Document) -> BTreeMap<&str, Option<usize>> {
    let mut numbers = BTreeMap::new();
    let is_printed = |section: &&Section| section.label.is_some() && !section.is_counted;
    for (index, section) in document.sections.iter().enumerate() {
        let place = section.place.as_str();
        let several = numbers.contains_key(place);
        let own = Some(section).filter(is_printed).map(|_| index);
        numbers.insert(place, own.filter(|_| !several));
    }
    numbers
}
