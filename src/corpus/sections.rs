//! Numbered sections: from the headings of the source, the operator's outline, or the text itself.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    corpus::{
        derive,
        document::{Edit, Origin, Section},
        extracted::{Block, BlockKind, Extracted},
        outline::OutlineSection,
        reading::Reading,
        warning::Warning,
    },
    label::cut,
    language::Language,
    span::Span,
};

/// Titles and numbers of the operator's sections are cut to so many characters.
const MAX_TITLE_CHARS: usize = 200;
const MAX_NUMBER_CHARS: usize = 40;

/// The sections a document will have, before they are numbered.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// The title, where the first heading is one.
    pub(super) title: Option<String>,
    /// Where sections begin, in order.
    pub(super) headings: Vec<Heading>,
}

/// The beginning of a section.
#[derive(Clone, Debug)]
pub(super) struct Heading {
    /// Where the section begins in the text.
    pub(super) at: usize,
    level: u8,
    number: Option<String>,
    title: String,
    origin: Origin,
    span: Option<Span>,
}

impl Heading {
    /// A section that the operator named.
    pub(super) fn named(at: usize, entry: &OutlineSection) -> Self {
        Self {
            at,
            level: entry.level,
            number: entry
                .number
                .as_deref()
                .map(|number| cut(number, MAX_NUMBER_CHARS)),
            title: cut(&entry.title, MAX_TITLE_CHARS),
            origin: Origin::Outline,
            span: None,
        }
    }
}

/// The headings of the source. A single heading of the highest level that comes first is the
/// title of the document.
pub(super) fn from_headings(extracted: &Extracted, edits: &[Edit]) -> Plan {
    let mut headings: Vec<Heading> = extracted
        .blocks
        .iter()
        .filter_map(|block| heading(extracted, block, edits))
        .collect();
    let top = headings.iter().map(|heading| heading.level).min();
    let is_single = headings
        .iter()
        .filter(|heading| Some(heading.level) == top)
        .count()
        == 1;
    let comes_first = headings
        .first()
        .is_some_and(|heading| Some(heading.level) == top);
    let title = (is_single && comes_first).then(|| full_title(&headings.remove(0)));
    if headings
        .iter()
        .filter(|heading| heading.number.is_some())
        .count()
        * 2
        <= headings.len()
    {
        // A few headings that happen to begin with a number ("2018 in review") are not numbered.
        for heading in &mut headings {
            heading.title = full_title(heading);
            heading.number = None;
        }
    }
    Plan { title, headings }
}

fn heading(extracted: &Extracted, block: &Block, edits: &[Edit]) -> Option<Heading> {
    let BlockKind::Heading(level) = block.kind else {
        return None;
    };
    let read = Reading::of(&extracted.text, block.span, edits).text;
    let (number, title) = split_number(&read);
    Some(Heading {
        at: block.span.start,
        level,
        number,
        title,
        origin: Origin::Source,
        span: Some(block.span),
    })
}

fn full_title(heading: &Heading) -> String {
    match &heading.number {
        Some(number) => format!("{number} {}", heading.title),
        None => heading.title.clone(),
    }
}

/// `2.3 Exportkontrolle` in its number and its title.
fn split_number(heading: &str) -> (Option<String>, String) {
    let rest = heading.trim_start_matches('§').trim_start();
    let Some((first, title)) = rest.split_once(char::is_whitespace) else {
        return (None, heading.to_owned());
    };
    let number = first.trim_end_matches(['.', ')', ':']);
    let is_decimal = !number.is_empty()
        && number.split('.').all(|part| {
            !part.is_empty() && part.len() <= 3 && part.chars().all(|c| c.is_ascii_digit())
        });
    let is_roman = number.len() < first.len()
        && !number.is_empty()
        && number.chars().all(|c| "IVXLC".contains(c));
    if (is_decimal || is_roman) && !title.trim().is_empty() {
        (Some(number.to_owned()), title.trim().to_owned())
    } else {
        (None, heading.to_owned())
    }
}

/// Sections that nobody named: topical boundaries, with key phrases as labels.
pub(super) fn derived(readings: &[String], starts: &[usize], language: Language) -> Vec<Heading> {
    derive::sections(readings, language)
        .into_iter()
        .filter_map(|section| {
            Some(Heading {
                at: *starts.get(section.first_paragraph)?,
                level: 1,
                number: None,
                title: section.label,
                origin: Origin::Derived,
                span: None,
            })
        })
        .collect()
}

/// Numbers the sections and says how far each reaches.
pub(super) fn number(
    headings: &[Heading],
    text_len: usize,
    warnings: &mut Vec<Warning>,
) -> Vec<Section> {
    let numbered = headings.iter().any(|heading| heading.number.is_some());
    let mut counters: Vec<(u8, u32)> = Vec::new();
    let mut unnumbered = 0;
    let mut numbers = Numbers::default();
    let mut sections: Vec<Section> = Vec::with_capacity(headings.len());
    // The sections that the next heading may stand in, each with the level of its heading.
    let mut open: Vec<(u8, usize)> = Vec::new();
    for heading in headings {
        count(&mut counters, heading.level);
        let number = match &heading.number {
            Some(number) => number.clone(),
            None if numbered => {
                unnumbered += 1;
                format!("0.{unnumbered}")
            }
            None => counters
                .iter()
                .map(|(_, n)| n.to_string())
                .collect::<Vec<_>>()
                .join("."),
        };
        while let Some((_, ended)) = open.pop_if(|(level, _)| *level >= heading.level) {
            end_at(&mut sections, ended, heading.at);
        }
        let parent = open.last().map(|(_, above)| *above);
        open.push((heading.level, sections.len()));
        sections.push(Section {
            number: numbers.distinct(number, &heading.title, warnings),
            title: heading.title.clone(),
            level: heading.level,
            parent,
            origin: heading.origin,
            heading: heading.span,
            span: Span::new(heading.at, text_len),
        });
    }
    level_from_one(&mut sections);
    sections
}

fn end_at(sections: &mut [Section], index: usize, at: usize) {
    if let Some(section) = sections.get_mut(index) {
        section.span = Span::new(section.span.start, at);
    }
}

/// Counts a heading of `level`: `counters` then holds a level and a count for each part of its
/// number. Where the source skips a level and comes back to it, the count goes on.
fn count(counters: &mut Vec<(u8, u32)>, level: u8) {
    let mut left = None;
    while counters.last().is_some_and(|(open, _)| *open > level) {
        left = counters.pop();
    }
    match counters.last_mut() {
        Some((open, count)) if *open == level => *count += 1,
        _ => counters.push((level, left.map_or(1, |(_, count)| count + 1))),
    }
}

/// So many sections are told of that have the number of another.
const MAX_WARNINGS: usize = 20;

/// The numbers that are taken.
#[derive(Default)]
struct Numbers {
    taken: BTreeSet<String>,
    /// How many sections asked for a number that was taken.
    again: BTreeMap<String, usize>,
    told: usize,
}

impl Numbers {
    /// `number`, with a letter behind it if another section has it already.
    fn distinct(&mut self, number: String, title: &str, warnings: &mut Vec<Warning>) -> String {
        if self.taken.insert(number.clone()) {
            return number;
        }
        let again = self.again.entry(number.clone()).or_default();
        let other = loop {
            *again += 1;
            let letter = ('b'..='z').nth(*again - 1);
            let other = match letter {
                Some(letter) => format!("{number}{letter}"),
                None => format!("{number}-{}", *again + 1),
            };
            if self.taken.insert(other.clone()) {
                break other;
            }
        };
        self.told += 1;
        if self.told <= MAX_WARNINGS {
            warnings.push(Warning::caution(format!(
                "two sections are numbered {number}; the one named \"{title}\" is cited as {other}"
            )));
        }
        other
    }
}

/// Levels as depths in the tree, whatever levels the source began with or skipped.
fn level_from_one(sections: &mut [Section]) {
    let mut levels: Vec<u8> = Vec::with_capacity(sections.len());
    for section in sections.iter_mut() {
        let above = section
            .parent
            .and_then(|parent| levels.get(parent).copied())
            .unwrap_or(0);
        section.level = above.saturating_add(1);
        levels.push(section.level);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(levels: &[(u8, Option<&str>)], expected: &str) {
        let headings: Vec<_> = levels
            .iter()
            .enumerate()
            .map(|(index, (level, number))| Heading {
                at: index * 10,
                level: *level,
                number: number.map(str::to_owned),
                title: format!("t{index}"),
                origin: Origin::Source,
                span: None,
            })
            .collect();
        let sections = number(&headings, 1_000, &mut Vec::new());
        let numbers: Vec<_> = sections
            .iter()
            .map(|section| section.number.as_str())
            .collect();
        assert_eq!(numbers.join(" "), expected);
    }

    #[test]
    fn headings_are_counted() {
        check(
            &[(2, None), (3, None), (3, None), (2, None), (3, None)],
            "1 1.1 1.2 2 2.1",
        );
        check(&[(1, None), (3, None), (2, None), (1, None)], "1 1.1 1.2 2");
    }

    #[test]
    fn own_numbers_stay() {
        check(
            &[(1, None), (1, Some("2")), (2, Some("2.7")), (1, Some("2"))],
            "0.1 2 2.7 2b",
        );
    }

    #[test]
    fn numbers_are_split_from_titles() {
        for (heading, number, title) in [
            ("2.3 Exportkontrolle", Some("2.3"), "Exportkontrolle"),
            ("§ 4 Begriffe", Some("4"), "Begriffe"),
            ("IV. Ergebnis", Some("IV"), "Ergebnis"),
            ("2018 im Rückblick", None, "2018 im Rückblick"),
            ("I am a title", None, "I am a title"),
            ("3.", None, "3."),
        ] {
            assert_eq!(
                split_number(heading),
                (number.map(str::to_owned), title.to_owned())
            );
        }
    }
}
