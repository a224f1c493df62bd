//! The numbers that a document counts for its headings and list items. They stand in no text: each is made of
//! the counters of its list, as a word processor makes it.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    figures::written,
    values::{number, value},
};
use crate::corpus::formats::package::Element;

/// Lists have so many levels.
pub(super) const MOST_LEVELS: usize = 9;

/// Lists that are named by styles lead to each other no further than this.
const MOST_LINKS: usize = 10;

/// A level of a list.
#[derive(Clone, Debug, Default)]
struct Level {
    start: u32,
    format: String,
    /// The pattern of what is printed: `%1.%2`.
    text: String,
    /// Behind which level it begins anew; 0 for never.
    restart: Option<usize>,
    /// Whether all its numbers are Arabic.
    is_legal: bool,
    /// The style whose paragraphs are on this level.
    style: Option<String>,
    /// The indent of its paragraphs.
    indent: Option<i64>,
}

/// A list as it is used: where it is defined, and what it changes.
#[derive(Clone, Debug, Default)]
struct Use {
    definition: String,
    starts: BTreeMap<usize, u32>,
    levels: BTreeMap<usize, Level>,
}

/// The definition of a list.
#[derive(Clone, Debug, Default)]
struct Definition {
    levels: BTreeMap<usize, Level>,
    /// The style that it takes its levels from, and the style that it gives them to.
    from_style: Option<String>,
    to_style: Option<String>,
}

/// A number, or a bullet, of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// The text that is printed; nothing for a bullet.
    pub(super) printed: Option<String>,
    /// Whether nothing at all is printed, not even a bullet.
    pub(super) is_silent: bool,
    /// The list and its level.
    pub(super) list: String,
    pub(super) level: usize,
    /// Whether it is the first of its list, or the list begins anew with it.
    pub(super) is_first: bool,
    /// The indent that the list gives its paragraph.
    pub(super) indent: Option<i64>,
}

/// The lists of a document, and how far each has been counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    uses: BTreeMap<String, Use>,
    definitions: BTreeMap<String, Definition>,
    counters: BTreeMap<String, [Option<u32>; MOST_LEVELS]>,
    /// The lists with starts of their own that have begun.
    begun: BTreeSet<(String, usize)>,
    pub(super) is_english: bool,
}

impl Numbering {
    /// Reads the lists of a document.
    pub(super) fn of(root: &Element) -> Self {
        let mut lists = Self::default();
        for element in root.elements() {
            match &*element.name {
                "w:abstractNum" => {
                    let levels = element.elements().filter(|child| &*child.name == "w:lvl");
                    let definition = Definition {
                        levels: levels.filter_map(level).collect(),
                        from_style: value(element, "w:numStyleLink").map(str::to_owned),
                        to_style: value(element, "w:styleLink").map(str::to_owned),
                    };
                    let id = element.attribute("w:abstractNumId").unwrap_or_default();
                    lists.definitions.insert(id.to_owned(), definition);
                }
                "w:num" => {
                    let id = element.attribute("w:numId").unwrap_or_default();
                    lists.uses.insert(id.to_owned(), use_of(element));
                }
                _ => {}
            }
        }
        lists.follow_links();
        lists
    }

    /// Lists that are named by a style have the levels of the list that the style has.
    fn follow_links(&mut self) {
        let mut by_style = BTreeMap::new();
        for (id, definition) in &self.definitions {
            if let Some(style) = &definition.to_style {
                by_style.insert(style.clone(), id.clone());
            }
        }
        for used in self.uses.values_mut() {
            for _ in 0..MOST_LINKS {
                let own = self.definitions.get(&used.definition);
                let Some(style) = own.and_then(|own| own.from_style.as_ref()) else {
                    break;
                };
                let Some(next) = by_style.get(style) else {
                    break;
                };
                used.definition.clone_from(next);
            }
        }
    }

    /// The level of a list whose paragraphs have a style.
    pub(super) fn level_of_style(&self, list: &str, style: &str) -> Option<usize> {
        let definition = self.definitions.get(&self.uses.get(list)?.definition)?;
        let mut levels = definition.levels.iter();
        levels
            .find(|(_, level)| level.style.as_deref() == Some(style))
            .map(|(at, _)| *at)
    }

    fn level(&self, list: &str, at: usize) -> Option<&Level> {
        let used = self.uses.get(list)?;
        let defined = || self.definitions.get(&used.definition)?.levels.get(&at);
        used.levels.get(&at).or_else(defined)
    }

    /// Counts a paragraph on a level of a list. Nothing for a list that is not defined.
    pub(super) fn count(&mut self, list: &str, at: usize) -> Option<Number> {
        let level = self.level(list, at)?.clone();
        let used = self.uses.get(list)?.clone();
        let begins = used.starts.get(&at).copied();
        let restarts = begins.is_some() && self.begun.insert((list.to_owned(), at));
        let counters = self.counters.entry(used.definition.clone()).or_default();
        let counter = counters.get_mut(at)?;
        let is_first = counter.is_none() || restarts;
        let start = begins.unwrap_or(level.start);
        *counter = Some(match *counter {
            Some(number) if !restarts => number.saturating_add(1),
            _ => start,
        });
        let counted = *counters;
        let below: Vec<usize> = (at + 1..MOST_LEVELS).collect();
        for lower in below {
            let restart = self.level(list, lower).and_then(|level| level.restart);
            // `restart` names levels from 1.
            let begins_anew = restart.is_none_or(|behind| behind > at && behind != 0);
            if let Some(counter) = self
                .counters
                .get_mut(&used.definition)
                .and_then(|all| all.get_mut(lower))
                && begins_anew
            {
                *counter = None;
            }
        }
        let is_bullet = level.format == "bullet";
        let printed = self.printed(list, &level, &counted);
        Some(Number {
            is_silent: printed.trim().is_empty() && !(is_bullet && has_bullet(&level.text)),
            printed: (!is_bullet && !printed.trim().is_empty()).then(|| printed.trim().to_owned()),
            list: list.to_owned(),
            level: at,
            is_first,
            indent: level.indent,
        })
    }

    /// The text of a level with its numbers put in.
    fn printed(&self, list: &str, level: &Level, counted: &[Option<u32>; MOST_LEVELS]) -> String {
        let mut printed = String::new();
        let mut signs = level.text.chars().peekable();
        while let Some(sign) = signs.next() {
            let digit = signs
                .peek()
                .and_then(|next| next.to_digit(10))
                .filter(|at| *at > 0);
            let Some(digit) = digit.filter(|_| sign == '%') else {
                printed.push(sign);
                continue;
            };
            signs.next();
            let at = usize::try_from(digit).unwrap_or(1) - 1;
            let other = self.level(list, at);
            let format = other.map_or("decimal", |other| other.format.as_str());
            let format = if level.is_legal && format != "none" {
                "decimal"
            } else {
                format
            };
            let start = other.map_or(1, |other| other.start);
            let number = counted.get(at).copied().flatten().unwrap_or(start);
            printed.push_str(&written(format, number, self.is_english).unwrap_or_default());
        }
        printed
    }
}

/// Whether the text of a bullet shows anything.
fn has_bullet(text: &str) -> bool {
    !text.trim().is_empty()
}

/// A level, by its position.
fn level(element: &Element) -> Option<(usize, Level)> {
    let at: usize = element.attribute("w:ilvl")?.parse().ok()?;
    let text = element
        .child("w:lvlText")
        .and_then(|text| text.attribute("w:val"));
    let format = value(element, "w:numFmt").unwrap_or("decimal");
    let zeros = element.child("mc:AlternateContent").is_some();
    let level = Level {
        start: number(element, "w:start")
            .and_then(|start| u32::try_from(start).ok())
            .unwrap_or(0),
        format: if zeros { "decimal" } else { format }.to_owned(),
        text: text.unwrap_or_default().to_owned(),
        restart: number(element, "w:lvlRestart").and_then(|restart| usize::try_from(restart).ok()),
        is_legal: super::values::is_on(element, "w:isLgl"),
        style: value(element, "w:pStyle").map(str::to_owned),
        indent: element.child("w:pPr").and_then(super::values::indent),
    };
    (at < MOST_LEVELS).then_some((at, level))
}

fn use_of(element: &Element) -> Use {
    let mut used = Use {
        definition: value(element, "w:abstractNumId")
            .unwrap_or_default()
            .to_owned(),
        ..Use::default()
    };
    for change in element
        .elements()
        .filter(|child| &*child.name == "w:lvlOverride")
    {
        let Some(at) = change.attribute("w:ilvl").and_then(|at| at.parse().ok()) else {
            continue;
        };
        let start = number(change, "w:startOverride").and_then(|start| u32::try_from(start).ok());
        used.starts.extend(start.map(|start| (at, start)));
        used.levels.extend(change.child("w:lvl").and_then(level));
    }
    used
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::formats::docx::values::parsed;

    /// The numbers of paragraphs on these levels of these lists.
    #[track_caller]
    fn check(lists: &str, paragraphs: &[(&str, usize)], expected: &[&str]) {
        let mut numbering = Numbering::of(&parsed("numbering", lists));
        let found: Vec<String> = paragraphs
            .iter()
            .map(|(list, at)| {
                numbering
                    .count(list, *at)
                    .and_then(|number| number.printed)
                    .unwrap_or_default()
            })
            .collect();
        assert_eq!(found, expected);
    }

    fn level(at: usize, format: &str, text: &str, more: &str) -> String {
        format!(
            "<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{format}'/>{more}<w:lvlText w:val='{text}'/></w:lvl>"
        )
    }

    fn list(levels: &[String], uses: &str) -> String {
        format!(
            "<w:abstractNum w:abstractNumId='0'>{}</w:abstractNum>{uses}",
            levels.concat()
        )
    }

    const ONE: &str = "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>";

    #[test]
    fn levels_are_counted_and_begin_anew_behind_higher_ones() {
        let lists = list(
            &[
                level(0, "upperRoman", "Article %1.", ""),
                level(1, "decimal", "%1.%2", "<w:isLgl/>"),
                level(2, "lowerLetter", "(%3)", ""),
            ],
            ONE,
        );
        check(
            &lists,
            &[
                ("1", 0),
                ("1", 1),
                ("1", 1),
                ("1", 2),
                ("1", 0),
                ("1", 1),
                ("1", 2),
                ("9", 0),
            ],
            &[
                "Article I.",
                "1.1",
                "1.2",
                "(a)",
                "Article II.",
                "2.1",
                "(a)",
                "",
            ],
        );
    }

    #[test]
    fn lists_of_one_definition_are_counted_together_unless_they_begin_anew() {
        let uses = format!(
            "{ONE}<w:num w:numId='2'><w:abstractNumId w:val='0'/></w:num><w:num w:numId='3'><w:abstractNumId \
             w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride></w:num>"
        );
        let lists = list(&[level(0, "decimal", "%1)", "")], &uses);
        check(
            &lists,
            &[("1", 0), ("2", 0), ("3", 0), ("3", 0), ("1", 0)],
            &["1)", "2)", "5)", "6)", "7)"],
        );
    }

    #[test]
    fn a_level_may_never_begin_anew() {
        let never = "<w:lvlRestart w:val='0'/>";
        let lists = list(
            &[
                level(0, "decimal", "%1.", ""),
                level(1, "decimal", "Rule %2", never),
            ],
            ONE,
        );
        check(
            &lists,
            &[("1", 0), ("1", 1), ("1", 0), ("1", 1)],
            &["1.", "Rule 1", "2.", "Rule 2"],
        );
    }

    #[test]
    fn links_of_styles_end() {
        let lists = "<w:abstractNum w:abstractNumId='0'><w:numStyleLink w:val='A'/></w:abstractNum>\
             <w:abstractNum w:abstractNumId='1'><w:styleLink w:val='A'/><w:numStyleLink w:val='A'/></w:abstractNum>\
             <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>";
        check(lists, &[("1", 0)], &[""]);
    }
}
