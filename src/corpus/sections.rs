//! Numbered sections: from the headings of the source, the operator's outline, or the text itself.

use crate::{
    corpus::{
        derive,
        document::{Origin, Section},
        edit::Edit,
        extracted::{Block, BlockKind, Extracted},
        numbering::{self, Label, LabelKind},
        outline::OutlineSection,
        reading::Reading,
        section_names::{Named, name},
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
    /// The beginnings of sections, in order.
    pub(super) headings: Vec<Heading>,
}

/// The beginning of a section.
#[derive(Clone, Debug)]
pub(super) struct Heading {
    /// The place in the text where the section begins.
    pub(super) at: usize,
    level: u8,
    label: Option<Label>,
    title: String,
    origin: Origin,
    span: Option<Span>,
}

impl Heading {
    /// Whether it is what a heading of the source says, behind its number.
    pub(super) fn is_in(&self, heading: &str) -> bool {
        heading.ends_with(&self.title)
    }

    /// A section that the operator named.
    pub(super) fn named(at: usize, entry: &OutlineSection) -> Self {
        Self {
            at,
            level: entry.level,
            label: entry
                .number
                .as_deref()
                .map(|number| Label::read(&cut(number, MAX_NUMBER_CHARS))),
            title: cut(&entry.title, MAX_TITLE_CHARS),
            origin: Origin::Outline,
            span: None,
        }
    }
}

/// The headings of the source. A single heading of the highest level that comes first is the
/// title of the document.
pub(super) fn from_headings(extracted: &Extracted, edits: &[Edit]) -> Plan {
    let mut headings = joined_numbers(extracted, edits);
    let top = headings.iter().map(|heading| heading.level).min();
    let is_single = headings
        .iter()
        .filter(|heading| Some(heading.level) == top)
        .count()
        == 1;
    let comes_first = headings
        .first()
        .is_some_and(|heading| Some(heading.level) == top);
    let is_title = is_single && comes_first && !is_provision_alone(&headings);
    let title = headings.first().filter(|_| is_title);
    let title = title.map(|heading| heading.title.clone());
    if is_title && !is_numbered_title(&headings) {
        headings.remove(0);
    }
    let read = headings
        .iter()
        .map(|heading| (heading.level, heading.title.as_str()));
    let labels = numbering::labels(read);
    for (heading, found) in headings.iter_mut().zip(labels) {
        if let Some((label, title)) = found {
            heading.label = Some(label);
            heading.title = title;
        }
    }
    Plan { title, headings }
}

/// Whether the only heading is that of a provision, as where one of a law stands in a file of its own:
/// `§ 5 Kündigung`.
fn is_provision_alone(headings: &[Heading]) -> bool {
    let [only] = headings else {
        return false;
    };
    let found = numbering::labels([(only.level, only.title.as_str())].into_iter());
    found.into_iter().flatten().any(|(label, _)| {
        matches!(
            label.kind,
            LabelKind::Sign | LabelKind::Article | LabelKind::Section | LabelKind::Rule
        )
    })
}

/// Whether the title is the heading of a numbered section, as where a manual is cut into a page for each:
/// `5.4. Constraints`, `Chapter 4. Usage`. Then it is a section as well as the title.
fn is_numbered_title(headings: &[Heading]) -> bool {
    let Some((title, below)) = headings.split_first() else {
        return false;
    };
    let read = |headings: &[Heading]| {
        let read = headings
            .iter()
            .map(|heading| (heading.level, heading.title.as_str()));
        numbering::labels(read)
    };
    let alone = read(std::slice::from_ref(title));
    let Some((label, _)) = alone.into_iter().flatten().next() else {
        return false;
    };
    let is_figure = label.key.starts_with(|c: char| c.is_ascii_digit());
    let has_parts = label.key.contains('.');
    match label.kind {
        LabelKind::Bare if has_parts => true,
        // `1. FC Nordstadt` is a name: what stands below says whether a number is one.
        LabelKind::Bare => {
            is_figure && (below.is_empty() || read(below).iter().any(Option::is_some))
        }
        _ => true,
    }
}

/// The headings, of which one that is only an announced number goes on with the next one, as books set them:
/// `Chapter 2` above `The harbour`.
fn joined_numbers(extracted: &Extracted, edits: &[Edit]) -> Vec<Heading> {
    let mut headings: Vec<Heading> = Vec::new();
    // The heading that the last block was, if it is a number alone.
    let mut number_alone: Option<usize> = None;
    let blocks = extracted.blocks.iter();
    for block in blocks.filter(|block| !matches!(block.kind, BlockKind::Apart(_))) {
        let Some(heading) = heading(extracted, block, edits) else {
            number_alone = None;
            continue;
        };
        let above = number_alone
            .take()
            .and_then(|above| headings.get_mut(above));
        let goes_on = |above: &Heading| heading.level <= above.level && !is_numbered(&heading);
        if let Some(above) = above.filter(|above| goes_on(above)) {
            above.level = heading.level;
            above.title = format!("{}: {}", above.title, heading.title);
            above.span = above.span.zip(heading.span).map(|(a, b)| a.cover(b));
        } else {
            number_alone = is_number_alone(&heading).then_some(headings.len());
            headings.push(heading);
        }
    }
    headings
}

/// Whether a heading is only the number of what larger parts are: `Chapter 2`, `Anhang B`.
fn is_number_alone(heading: &Heading) -> bool {
    let label = Label::read(&heading.title);
    matches!(
        label.kind,
        LabelKind::Chapter
            | LabelKind::Part
            | LabelKind::Annex
            | LabelKind::Appendix
            | LabelKind::Book
    )
}

fn is_numbered(heading: &Heading) -> bool {
    let found = numbering::labels([(heading.level, heading.title.as_str())].into_iter());
    found.into_iter().any(|label| label.is_some())
}

fn heading(extracted: &Extracted, block: &Block, edits: &[Edit]) -> Option<Heading> {
    let BlockKind::Heading(level) = block.kind else {
        return None;
    };
    Some(Heading {
        at: block.span.start,
        level,
        label: None,
        title: Reading::of(&extracted.text, block.span, edits).text,
        origin: Origin::Source,
        span: Some(block.span),
    })
}

/// Sections that nobody named: topical boundaries, with key phrases as labels.
pub(super) fn derived(readings: &[String], starts: &[usize], language: Language) -> Vec<Heading> {
    derive::sections(readings, language)
        .into_iter()
        .filter_map(|section| {
            Some(Heading {
                at: *starts.get(section.first_paragraph)?,
                level: 1,
                label: None,
                title: section.label,
                origin: Origin::Derived,
                span: None,
            })
        })
        .collect()
}

/// The sections, each with its number, its name and how far it reaches.
///
/// Sections are counted where nothing is numbered; where anything is, a heading without a number has
/// none.
pub(super) fn number(
    headings: &[Heading],
    text_len: usize,
    warnings: &mut Vec<Warning>,
) -> Vec<Section> {
    let is_numbered = headings.iter().any(|heading| heading.label.is_some());
    let mut counters: Vec<(u8, u32)> = Vec::new();
    let mut sections: Vec<Section> = Vec::with_capacity(headings.len());
    // The sections that the next heading may stand in, each with the level of its heading.
    let mut open: Vec<(u8, usize)> = Vec::new();
    for heading in headings {
        count(&mut counters, heading.level);
        let counted = || {
            let parts: Vec<String> = counters.iter().map(|(_, n)| n.to_string()).collect();
            Label::bare(&parts.join("."))
        };
        let label = match &heading.label {
            Some(label) => Some(label.clone()),
            None => (!is_numbered).then(counted),
        };
        while let Some((_, ended)) = open.pop_if(|(level, _)| *level >= heading.level) {
            end_at(&mut sections, ended, heading.at);
        }
        let parent = open.last().map(|(_, above)| *above);
        open.push((heading.level, sections.len()));
        sections.push(Section {
            label,
            // An operator who gives no numbers leaves the counting to us.
            is_counted: !is_numbered && heading.origin != Origin::Outline,
            place: String::new(),
            address: String::new(),
            title: heading.title.clone(),
            level: heading.level,
            parent,
            origin: heading.origin,
            heading: heading.span,
            span: Span::new(heading.at, text_len),
        });
    }
    level_from_one(&mut sections);
    let names = name(&sections, warnings);
    for (section, Named { place, address }) in sections.iter_mut().zip(names) {
        section.place = place;
        section.address = address;
    }
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
    use crate::corpus::{Format, parse};

    fn sections(headings: &[(u8, Option<&str>, &str)]) -> Vec<Section> {
        let headings: Vec<_> = headings
            .iter()
            .enumerate()
            .map(|(index, (level, number, title))| Heading {
                at: index * 10,
                level: *level,
                label: number.map(Label::read),
                title: (*title).to_owned(),
                origin: Origin::Source,
                span: None,
            })
            .collect();
        number(&headings, 1_000, &mut Vec::new())
    }

    #[track_caller]
    fn check(headings: &[(u8, Option<&str>, &str)], places: &[&str], addresses: &str) {
        let sections = sections(headings);
        let found: Vec<_> = sections
            .iter()
            .map(|section| section.place.as_str())
            .collect();
        assert_eq!(found, places);
        let found: Vec<_> = sections
            .iter()
            .map(|section| section.address.as_str())
            .collect();
        assert_eq!(found.join(" "), addresses);
    }

    #[test]
    fn a_provision_in_a_file_of_its_own_keeps_its_number() {
        let plan = |text: &str| {
            let read = parse(Format::Markdown, text.to_owned());
            from_headings(&read, &read.edits)
        };
        let alone = plan("# § 5 Kündigung\n\nZum Ende des Jahres.");
        assert_eq!((alone.title, alone.headings.len()), (None, 1));
        for title in ["Satzung", "2026 in numbers", "Part 1"] {
            let named = plan(&format!("# {title}\n\nText."));
            assert_eq!(named.title.as_deref(), Some(title));
        }
        let above = plan("# § 5 explained\n\nText.\n\n## Scope\n\nText.");
        assert_eq!(above.title.as_deref(), Some("§ 5 explained"));
    }

    #[test]
    fn headings_of_a_document_without_numbers_are_counted() {
        check(
            &[
                (2, None, "a"),
                (3, None, "b"),
                (3, None, "c"),
                (2, None, "d"),
                (3, None, "e"),
            ],
            &["§ ≈1", "§ ≈1.1", "§ ≈1.2", "§ ≈2", "§ ≈2.1"],
            "1 1.1 1.2 2 2.1",
        );
        check(
            &[
                (1, None, "a"),
                (3, None, "b"),
                (2, None, "c"),
                (1, None, "d"),
            ],
            &["§ ≈1", "§ ≈1.1", "§ ≈1.2", "§ ≈2"],
            "1 1.1 1.2 2",
        );
    }

    #[test]
    fn a_heading_without_a_number_is_named_by_its_title() {
        check(
            &[
                (1, None, "Präambel"),
                (1, Some("§ 2"), "Mitgliedschaft"),
                (2, None, "Austritt"),
                (1, Some("§ 2a"), "Ehrenmitglieder"),
                (2, None, "Austritt"),
                (2, None, "Austritt"),
            ],
            &[
                "Präambel",
                "§ 2",
                "§ 2 › Austritt",
                "§ 2a",
                "§ 2a › Austritt",
                "§ 2a › Austritt",
            ],
            "präambel 2 2-austritt 2a 2a-austritt 2a-austritt-2",
        );
    }

    #[test]
    fn sections_of_one_number_are_told_apart_by_what_they_stand_in() {
        check(
            &[
                (1, Some("Part I"), ""),
                (2, Some("§ 1"), "a"),
                (1, Some("Part II"), ""),
                (2, Some("§ 1"), "b"),
                (2, Some("§ 2"), "c"),
            ],
            &["Part I", "Part I › § 1", "Part II", "Part II › § 1", "§ 2"],
            "parti 1 partii partii-1 2",
        );
        check(
            &[
                (1, None, "Fees"),
                (2, Some("1"), "a"),
                (1, None, "Times"),
                (2, Some("1"), "b"),
            ],
            &["Fees", "Fees › § 1", "Times", "Times › § 1"],
            "fees 1 times times-1",
        );
    }

    #[test]
    fn parts_of_a_number_are_joined() {
        check(
            &[
                (1, Some("II"), "a"),
                (2, Some("B"), "b"),
                (3, Some("5"), "c"),
                (1, Some("§ 3"), "d"),
                (2, Some("1"), "e"),
                (1, Some("Chapter 4"), "f"),
                (2, Some("4.1"), "g"),
            ],
            &[
                "§ II",
                "§ II.B",
                "§ II.B.5",
                "§ 3",
                "§ 3 › 1",
                "Chapter 4",
                "§ 4.1",
            ],
            "II II.B II.B.5 3 3-1 ch4 4.1",
        );
    }
}
