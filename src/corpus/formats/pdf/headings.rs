//! Paragraphs that are headings: what the outline or the structure of the file names, and what is set
//! larger or bolder than the text and looks like one.

use std::collections::BTreeMap;

use super::{
    looks::{HeadingLook, MAX_CHARS, MAX_LINES, TITLE, by_look, depth, has_marker},
    named::name_by_outline,
    outline::Entry,
    paragraphs::{Kind, Part, Usual},
    tags::Role,
    title::{title_at, without_front},
};
use crate::corpus::numbering;

/// The outline of a file is trusted to name all levels from so many headings on that were found.
const LEAST_NAMED: usize = 3;

/// Makes headings of the paragraphs that are. `title` is that of the file.
pub(super) fn find(parts: &mut Vec<Part>, outline: &[Entry], title: Option<&str>, usual: Usual) {
    let is_bold_text = is_mostly_bold(parts);
    join_large(parts, usual);
    let named = name_by_outline(parts, outline);
    let mut levels: BTreeMap<usize, u8> = named;
    let is_named = levels.len() >= LEAST_NAMED;
    for (at, part) in parts.iter().enumerate() {
        if let Some(Role::Heading(level)) = part.tagged.map(|tagged| tagged.role)
            && part.kind == Kind::Text
            && part.text().chars().count() <= MAX_CHARS
        {
            levels.entry(at).or_insert(level + 1);
        }
    }
    let looks = by_look(parts, usual, is_bold_text);
    let title_at = title_at(parts, title, usual, &looks);
    let looks = without_front(parts, looks, title_at);
    add_by_look(&mut levels, &looks, is_named);
    add_depths(parts, &mut levels);
    levels.retain(|at, _| {
        parts
            .get(*at)
            .is_none_or(|part| !is_label_of_box(&part.text()))
    });
    if let Some(title_at) = title_at {
        // What stands above the title is no section.
        levels.retain(|at, _| *at > title_at);
        levels.insert(title_at, 1);
    }
    for (at, level) in levels {
        if let Some(part) = parts.get_mut(at) {
            part.kind = Kind::Heading(if title_at == Some(at) {
                1
            } else {
                level.max(2)
            });
        }
    }
    join_chapters(parts);
}

/// Joins the word for a chapter, as some set it on a line above its number and title: `CHAPTER`, `TWO`, `THE TIDES`.
fn join_chapters(parts: &mut Vec<Part>) {
    let is_below = |word: &Part, heading: &Part| {
        let text = heading.text();
        let number = text.split_whitespace().next().unwrap_or_default();
        let is_number = numbering::number_word(number).is_some()
            || number.len() <= 3 && number.bytes().all(|byte| byte.is_ascii_digit());
        let page = |part: &Part| part.lines.first().map(|placed| placed.page);
        is_number
            && matches!(heading.kind, Kind::Heading(_))
            && matches!(word.kind, Kind::Text | Kind::Heading(_))
            && is_chapter(&word.text())
            && page(word) == page(heading)
    };
    let mut at = 1;
    while at < parts.len() {
        match parts.get(at - 1..=at) {
            Some([word, heading]) if is_below(word, heading) => {
                let word = parts.remove(at - 1);
                if let Some(heading) = parts.get_mut(at - 1) {
                    heading.lines.splice(0..0, word.lines);
                }
            }
            _ => at += 1,
        }
    }
}

/// Whether a line is only the word for a chapter.
pub(super) fn is_chapter(line: &str) -> bool {
    let word = line.trim();
    word.starts_with(char::is_uppercase)
        && numbering::announced(word) == Some(numbering::LabelKind::Chapter)
}

/// Words above a note or a warning in a box, in the languages that are read: no section begins there.
const BOXES: [&str; 38] = [
    "note",
    "nota",
    "hinweis",
    "anmerkung",
    "remarque",
    "opmerking",
    "uwaga",
    "tip",
    "tipp",
    "hint",
    "astuce",
    "consejo",
    "sugerencia",
    "suggerimento",
    "consiglio",
    "dica",
    "wskazówka",
    "warning",
    "warnung",
    "avertissement",
    "advertencia",
    "aviso",
    "avvertimento",
    "avvertenza",
    "waarschuwing",
    "ostrzeżenie",
    "caution",
    "vorsicht",
    "achtung",
    "attention",
    "atención",
    "attenzione",
    "atenção",
    "important",
    "wichtig",
    "importante",
    "belangrijk",
    "ważne",
];

/// Whether a heading is only the word for such a box, or begins with the bullet of a list.
fn is_label_of_box(text: &str) -> bool {
    let word = text.trim().trim_end_matches([':', '.', '!']).trim_end();
    let is_item = word.strip_prefix(['•', '▪', '◦', '■', '●', '–']);
    BOXES.contains(&word.to_lowercase().as_str())
        || is_item.is_some_and(|behind| behind.starts_with(' '))
}

/// Joins the lines of a large heading that stand far apart.
fn join_large(parts: &mut Vec<Part>, usual: Usual) {
    let mut at = 1;
    while at < parts.len() {
        let goes_on = match parts.get(at - 1..=at) {
            Some([one, next]) => is_one_heading(one, next, usual),
            _ => false,
        };
        if goes_on {
            let next = parts.remove(at);
            if let Some(one) = parts.get_mut(at - 1) {
                one.lines.extend(next.lines);
            }
        } else {
            at += 1;
        }
    }
}

fn is_one_heading(one: &Part, next: &Part, usual: Usual) -> bool {
    let (Some(last), Some(first)) = (one.lines.last(), next.lines.first()) else {
        return false;
    };
    let (last_line, line) = (&last.line, &first.line);
    let is_large = line.size > usual.size * TITLE && (line.size - last_line.size).abs() < 0.3;
    let gap = line.y - last_line.y;
    is_large
        && one.kind == Kind::Text
        && next.kind == Kind::Text
        && last.page == first.page
        && one.lines.len() + next.lines.len() <= MAX_LINES
        && line.is_bold == last_line.is_bold
        && (0.0..line.size * 1.8).contains(&gap)
        && depth(&next.text()).is_none()
        && !has_marker(&next.text())
}

fn is_mostly_bold(parts: &[Part]) -> bool {
    let lines = || parts.iter().flat_map(|part| &part.lines);
    lines().filter(|placed| placed.line.is_bold).count() * 2 > lines().count()
}

/// Takes what looks like a heading for one. Where the outline names headings, its levels hold, and what
/// looks otherwise stands below.
fn add_by_look(levels: &mut BTreeMap<usize, u8>, looks: &[Option<HeadingLook>], is_named: bool) {
    let mut known: BTreeMap<HeadingLook, u8> = BTreeMap::new();
    for (at, level) in levels.iter() {
        if let Some(look) = looks.get(*at).copied().flatten() {
            known
                .entry(look)
                .and_modify(|of| *of = (*of).min(*level))
                .or_insert(*level);
        }
    }
    let mut all: Vec<HeadingLook> = looks.iter().flatten().copied().collect();
    all.sort_unstable();
    all.dedup();
    let deepest = if is_named {
        levels.values().copied().max().unwrap_or(1)
    } else {
        1
    };
    let mut next = deepest;
    let mut of_look: BTreeMap<HeadingLook, u8> = BTreeMap::new();
    for look in all {
        let level = known.get(&look).copied().unwrap_or_else(|| {
            next = next.saturating_add(1).min(7);
            next
        });
        of_look.insert(look, level);
    }
    for (at, look) in looks.iter().enumerate() {
        if let Some(level) = look.and_then(|look| of_look.get(&look)) {
            levels.entry(at).or_insert(*level);
        }
    }
}

/// Takes the levels of headings from their numbers, where most are numbered.
fn add_depths(parts: &[Part], levels: &mut BTreeMap<usize, u8>) {
    let depth_of = |at: &usize| parts.get(*at).and_then(|part| depth(&part.text()));
    let numbered: Vec<(usize, u8)> = levels
        .keys()
        .filter_map(|at| Some((*at, depth_of(at)?)))
        .collect();
    if numbered.len() * 2 < levels.len() || !numbered.iter().any(|(_, depth)| *depth > 1) {
        return;
    }
    for (at, depth) in numbered {
        levels.insert(at, depth + 1);
    }
}
