//! Footnotes: small raised numbers in the text, and small print at the foot of a column that begins with
//! them.

use std::collections::BTreeSet;

use super::lines::{Level, Line};

/// Notes are smaller than the text, in sizes of it.
const SMALL: f64 = 0.96;

/// Notes stand below this share of the height of a page.
const FOOT: f64 = 0.3;

/// The text of a note.
#[derive(Clone, Debug)]
pub(super) struct Note {
    pub(super) label: String,
    pub(super) lines: Vec<Line>,
}

/// The numbers that are raised in lines.
pub(super) fn raised(lines: &[Line]) -> BTreeSet<String> {
    let bits = lines.iter().flat_map(|line| line.bits().skip(1));
    let raised = bits.filter(|bit| bit.level == Level::Raised);
    raised.flat_map(|bit| labels(&bit.text)).collect()
}

/// The labels in a raised stretch: `1`, `1,2`, `*`.
pub(super) fn labels(text: &str) -> Vec<String> {
    let parts = text.split([',', ' ', ';']).filter(|part| !part.is_empty());
    let parts: Vec<&str> = parts.collect();
    if parts.iter().all(|part| is_label(part)) {
        parts.into_iter().map(str::to_owned).collect()
    } else {
        Vec::new()
    }
}

fn is_label(text: &str) -> bool {
    let is_number = text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_sign = text.chars().count() <= 3 && text.chars().all(|c| matches!(c, '*' | '†' | '‡'));
    !text.is_empty() && (is_number || is_sign)
}

/// Takes the notes out of the lines of a page. `size` is that of the text.
pub(super) fn take(lines: Vec<Line>, size: f64, height: f64) -> (Vec<Line>, Vec<Note>) {
    let raised = raised(&lines);
    let mut text: Vec<Line> = Vec::new();
    let mut notes: Vec<Note> = Vec::new();
    let mut open: Option<(f64, f64)> = None;
    for mut line in lines {
        let is_small = line.size < size * SMALL;
        let is_raised = line
            .bits()
            .next()
            .is_some_and(|bit| bit.level == Level::Raised);
        let is_led_to =
            is_raised && raised_label(&line).is_some_and(|label| raised.contains(&label));
        let begins =
            is_led_to || ((is_small || open.is_some() || is_raised) && line.y > height * FOOT);
        let last = notes.last().map(|note| note.label.clone());
        if begins && let Some(label) = take_label(&mut line, &raised, last.as_deref()) {
            open = Some((line.y, line.size));
            notes.push(Note {
                label,
                lines: vec![line],
            });
            continue;
        }
        let goes_on = open.is_some_and(|(y, size)| {
            line.y > y && line.y < y + size * 2.2 && (line.size - size).abs() < size * 0.12
        });
        match notes.last_mut() {
            Some(note) if goes_on => {
                open = Some((line.y, open.map_or(line.size, |(_, size)| size)));
                note.lines.push(line);
            }
            _ => {
                open = None;
                text.push(line);
            }
        }
    }
    (text, notes)
}

/// The raised number that a line begins with.
fn raised_label(line: &Line) -> Option<String> {
    let first = line.bits().next()?;
    let label = first.text.trim();
    (first.level == Level::Raised && is_label(label)).then(|| label.to_owned())
}

/// Takes the number that a note begins with off its line.
fn take_label(line: &mut Line, raised: &BTreeSet<String>, last: Option<&str>) -> Option<String> {
    let stands_alone = line.cells.len() > 1;
    let cell = line.cells.first_mut()?;
    let first = cell.bits.first_mut()?;
    if first.level == Level::Raised && is_label(first.text.trim()) {
        let label = cell.bits.remove(0).text.trim().to_owned();
        if let Some(next) = cell.bits.first_mut() {
            next.text = next.text.trim_start().to_owned();
        }
        return Some(label);
    }
    let digits = first.text.find(|c: char| !c.is_ascii_digit());
    let (label, rest) = match digits {
        Some(end) => first.text.split_at_checked(end)?,
        None => (first.text.as_str(), ""),
    };
    let rest = rest.trim_start_matches(['.', ')']);
    let is_set_off = rest.starts_with(' ') || (rest.is_empty() && stands_alone);
    let number = |label: &str| label.parse::<u32>().ok();
    let counts_on = last.is_none_or(|last| number(label) == number(last).map(|last| last + 1));
    if !is_set_off || !raised.contains(label) || !counts_on {
        return None;
    }
    let label = label.to_owned();
    first.text = rest.trim_start().to_owned();
    Some(label)
}
