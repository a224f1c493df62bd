//! Notes at the end: a list under a heading that says so, whose numbers are raised in the text.

use std::collections::BTreeSet;

use super::{
    lines::Level,
    notes,
    paragraphs::{Kind, Part},
};

/// The headings that notes at the end stand under.
const HEADINGS: [&str; 15] = [
    "anmerkungen",
    "fußnoten",
    "endnoten",
    "notes",
    "endnotes",
    "footnotes",
    "notas",
    "note",
    "noter",
    "noten",
    "eindnoten",
    "przypisy",
    "notes de fin",
    "notas finales",
    "notes and references",
];

/// Makes notes of the paragraphs that are. What comes back is the label of each, and the number as it stood
/// before it.
pub(super) fn find(parts: &mut [Part]) -> Vec<(String, String)> {
    let raised = raised(parts);
    let mut found = Vec::new();
    let mut is_within = false;
    for part in parts {
        if matches!(part.kind, Kind::Heading(_)) {
            let heading = part.text().trim().to_lowercase();
            let heading = heading.trim_start_matches(|c: char| !c.is_alphabetic());
            is_within = HEADINGS.contains(&heading);
            continue;
        }
        if !is_within || !matches!(part.kind, Kind::Text | Kind::Item(0)) {
            continue;
        }
        if let Some((label, number)) = take_number(part, &raised) {
            part.kind = Kind::Note(label.clone());
            found.push((label, number));
        }
    }
    found
}

fn raised(parts: &[Part]) -> BTreeSet<String> {
    let lines = parts.iter().flat_map(|part| &part.lines);
    let bits = lines.flat_map(|placed| placed.line.bits());
    let raised = bits.filter(|bit| bit.level == Level::Raised);
    raised.flat_map(|bit| notes::labels(&bit.text)).collect()
}

/// Takes the number off a note, if the text leads to it.
fn take_number(part: &mut Part, raised: &BTreeSet<String>) -> Option<(String, String)> {
    let line = &mut part.lines.first_mut()?.line;
    let bit = line.cells.first_mut()?.bits.first_mut()?;
    let label = bit.text.trim_start_matches(['[', '(']);
    let end = label
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(label.len());
    let (label, rest) = label.split_at_checked(end)?;
    if !raised.contains(label) {
        return None;
    }
    let rest = rest.trim_start_matches(['.', ')', ']', ' ']).to_owned();
    let label = label.to_owned();
    bit.text = rest;
    Some((label.clone(), label))
}
