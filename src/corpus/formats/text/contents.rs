//! Tables of contents of plain texts: lines that come again further down, each as the heading of a part.

use std::{collections::BTreeMap, ops::Range};

use super::{
    group::{Group, Part},
    heading,
    rules::is_rule,
};
use crate::corpus::{formats::contents_list::is_name, numbering};

/// So many lines are a table of contents without a heading that says so.
const LEAST_ENTRIES: usize = 3;

/// A line or two of more letters are no entry.
const MAX_LETTERS: usize = 120;

/// Finds the parts that are tables of contents, or headings of such.
pub(super) fn find(text: &str, parts: &[Part]) -> Vec<bool> {
    let headings = headings(text, parts);
    let found: Vec<Option<Entries>> = parts
        .iter()
        .enumerate()
        .map(|(at, part)| match part {
            Part::Group(group) => Entries::of(text, group, at, &headings),
            Part::Running(_) => None,
        })
        .collect();
    let is_named = |at: Option<usize>| match at.and_then(|at| parts.get(at)) {
        Some(Part::Group(group)) => {
            matches!(group.lines.as_slice(), [only] if is_name(&key(only.span.of(text))))
        }
        _ => false,
    };
    let mut is_contents = vec![false; parts.len()];
    for run in runs(&found) {
        let before = run.start.checked_sub(1);
        let entries = found.get(run.clone()).unwrap_or_default().iter().flatten();
        if is_named(before) || Entries::are_contents(entries) {
            let from = if is_named(before) {
                run.start - 1
            } else {
                run.start
            };
            if let Some(run) = is_contents.get_mut(from..run.end) {
                run.fill(true);
            }
        }
    }
    is_contents
}

/// The runs of parts with entries that follow each other.
fn runs(found: &[Option<Entries>]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for at in (0..found.len()).filter(|at| found.get(*at).is_some_and(Option::is_some)) {
        match runs.last_mut().filter(|run| run.end == at) {
            Some(run) => run.end = at + 1,
            None => runs.push(at..at + 1),
        }
    }
    runs
}

/// The lines of a part that come again.
struct Entries {
    count: usize,
    /// The parts that the first and the last of them open.
    first: usize,
    last: usize,
}

impl Entries {
    /// Nothing if fewer than half of the lines come again.
    fn of(
        text: &str,
        group: &Group,
        at: usize,
        headings: &BTreeMap<String, usize>,
    ) -> Option<Self> {
        let opens = |words: &str| headings.get(&key(words)).filter(|place| **place > at);
        let lines: Vec<&str> = group.lines.iter().map(|line| line.span.of(text)).collect();
        let (mut count, mut first, mut last) = (0, usize::MAX, 0);
        let mut next = 0;
        while let Some(line) = lines.get(next) {
            let joined = lines.get(next + 1).map(|behind| format!("{line} {behind}"));
            let alone = opens(line).map(|place| (*place, 1));
            let found = alone.or_else(|| Some((*opens(&joined?)?, 2)));
            if let Some((place, _)) = found {
                (first, last) = (first.min(place), last.max(place));
            }
            let length = found.map_or(0, |(_, length)| length);
            count += length;
            next += length.max(1);
        }
        (count > 0 && count * 2 >= lines.len()).then_some(Self { count, first, last })
    }

    /// Whether these are a table of contents: what its lines open is spread over the text, not a stanza that
    /// is sung again.
    fn are_contents<'a>(entries: impl Iterator<Item = &'a Entries>) -> bool {
        let (mut count, mut first, mut last) = (0, usize::MAX, 0);
        for found in entries {
            count += found.count;
            (first, last) = (first.min(found.first), last.max(found.last));
        }
        count >= LEAST_ENTRIES && (last - first) * 2 >= count * 3
    }
}

/// The last part that each line or two, as they may be the heading of one, open.
fn headings(text: &str, parts: &[Part]) -> BTreeMap<String, usize> {
    let mut headings = BTreeMap::new();
    for (at, part) in parts.iter().enumerate() {
        let Part::Group(group) = part else { continue };
        let lines: Vec<&str> = group.lines.iter().map(|line| line.span.of(text)).collect();
        let Some(line) = heading(&lines) else {
            continue;
        };
        if let Some((word, behind)) = line.split_once(char::is_whitespace)
            && numbering::announced(word).is_some()
        {
            headings.insert(key(behind), at);
        }
        headings.insert(key(&line), at);
    }
    headings.retain(|key, _| !key.is_empty() && !is_name(key));
    headings
}

/// The line that may be the heading of a part: its only one, one that is underlined or numbered, or two of a number.
fn heading(lines: &[&str]) -> Option<String> {
    let (first, behind) = lines.split_first()?;
    let is_numbered = heading::numbered(first).is_some();
    let is_underlined = behind.first().is_some_and(|line| is_rule(line));
    if heading::numbered_on_lines(lines.iter().copied()).is_some() {
        return Some(lines.join(" "));
    }
    let is_sentence = first.ends_with(['.', ',', ';', ':']) && !is_item(first);
    let is_alone = behind.is_empty() && !is_sentence;
    (is_alone || is_underlined || is_numbered).then(|| (*first).to_owned())
}

/// Whether a line begins with a number: `0. Definitions.`
fn is_item(line: &str) -> bool {
    line.starts_with(|c: char| c.is_ascii_digit())
}

/// Letters and digits of a line, in small letters, without the bullet before them and the page behind.
fn key(line: &str) -> String {
    let before = line.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_led =
        before.trim_end().ends_with("..") || before.len() < line.len() && before.ends_with("  ");
    let line = if is_led { before } else { line };
    let kept = line.chars().filter(|c| c.is_alphanumeric());
    let kept: String = kept
        .take(MAX_LETTERS + 1)
        .flat_map(char::to_lowercase)
        .collect();
    let is_title = kept.contains(char::is_alphabetic) && kept.chars().count() <= MAX_LETTERS;
    if is_title { kept } else { String::new() }
}
