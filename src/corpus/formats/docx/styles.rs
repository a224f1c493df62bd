//! The styles of a document: which paragraphs are headings, quotations or code, whatever the language in which
//! they are named.

use std::collections::BTreeMap;

use super::{
    looks::TextLook,
    values::{indent, number, value},
};
use crate::corpus::formats::package::Element;

/// Styles are based on others no further than this.
const MOST_BASES: usize = 20;

/// The names of the heading styles in programs that do not keep to the English ones.
const HEADINGS: [&str; 16] = [
    "heading",
    "überschrift",
    "titre",
    "título",
    "titolo",
    "kop",
    "nagłówek",
    "rubrik",
    "overskrift",
    "otsikko",
    "заголовок",
    "nadpis",
    "encabezado",
    "cabeçalho",
    "见出し",
    "標題",
];

/// The same for the title of a document, for quotations, code, and tables of contents.
const TITLES: [&str; 9] = [
    "title",
    "titel",
    "titre du document",
    "título do documento",
    "titolo documento",
    "tytuł",
    "puesto",
    "titul",
    "otsake",
];
const QUOTES: [&str; 14] = [
    "quote",
    "intense quote",
    "block text",
    "quotations",
    "zitat",
    "intensives zitat",
    "blockzitat",
    "citation",
    "citation intense",
    "cita",
    "citazione",
    "citaat",
    "cytat",
    "citação",
];
const CODE: [&str; 9] = [
    "source code",
    "html preformatted",
    "preformatted text",
    "macro text",
    "code",
    "listing",
    "quelltext",
    "plain code",
    "verbatim",
];
const CONTENTS: [&str; 8] = [
    "toc",
    "contents",
    "verzeichnis",
    "inhaltsverzeichnis",
    "tm",
    "tdc",
    "sommario",
    "inhopg",
];

/// The role of a paragraph by its style.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    #[default]
    Text,
    Title,
    /// A heading of this level, from 1.
    Heading(u8),
    Quote,
    Code,
    /// The date of the document, as it says.
    Date,
    /// A line of a table of contents, or of figures, and its heading.
    Contents,
}

/// A style as it is written.
#[derive(Clone, Debug, Default)]
struct Style {
    name: String,
    base: Option<String>,
    outline: Option<i64>,
    list: Option<String>,
    level: Option<usize>,
    indent: Option<i64>,
    look: TextLook,
    is_code: bool,
}

/// All that is said of a paragraph or a run by its style and those that it is based on.
#[derive(Clone, Debug, Default)]
pub(super) struct Resolved {
    pub(super) role: Role,
    pub(super) look: TextLook,
    pub(super) indent: Option<i64>,
    /// The list, its level where that is said, and the style that says so.
    pub(super) list: Option<(String, Option<usize>, String)>,
}

/// The styles of a document by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles {
    all: BTreeMap<String, Style>,
    resolved: BTreeMap<String, Resolved>,
    default_paragraph: String,
    /// The language of text of which none is said.
    pub(super) language: Option<String>,
}

impl Styles {
    /// Reads the styles.
    pub(super) fn of(root: &Element) -> Self {
        let mut styles = Self::default();
        let default = root
            .child("w:docDefaults")
            .and_then(|all| all.child("w:rPrDefault"));
        let default = default.and_then(|run| run.child("w:rPr"));
        styles.language = default
            .and_then(|run| value(run, "w:lang"))
            .map(str::to_owned);
        for element in root.elements().filter(|child| &*child.name == "w:style") {
            let Some(id) = element.attribute("w:styleId") else {
                continue;
            };
            let is_paragraph = element
                .attribute("w:type")
                .is_none_or(|kind| kind == "paragraph");
            let is_default = element.attribute("w:default");
            if is_paragraph && is_default.is_some_and(|value| matches!(value, "1" | "true" | "on"))
            {
                id.clone_into(&mut styles.default_paragraph);
            }
            styles.all.insert(id.to_owned(), style(element));
        }
        let ids: Vec<String> = styles.all.keys().cloned().collect();
        for id in ids {
            let resolved = styles.resolve(&id);
            styles.resolved.insert(id, resolved);
        }
        styles
    }

    /// The properties of a paragraph of a style; without a style, of the usual one.
    pub(super) fn paragraph(&self, id: Option<&str>) -> Resolved {
        let id = id.unwrap_or(&self.default_paragraph);
        let known = self.resolved.get(id).cloned();
        // Without its styles a document still has their names.
        known.unwrap_or_else(|| Resolved {
            role: role_of_name(id).unwrap_or_default(),
            ..Resolved::default()
        })
    }

    /// The look of a run of a style.
    pub(super) fn run(&self, id: &str) -> TextLook {
        self.resolved
            .get(id)
            .map(|resolved| resolved.look.clone())
            .unwrap_or_default()
    }

    fn resolve(&self, id: &str) -> Resolved {
        let mut found = Resolved::default();
        let mut role = None;
        let mut next = Some(id.to_owned());
        for _ in 0..MOST_BASES {
            let Some((id, style)) = next
                .take()
                .and_then(|id| Some((id.clone(), self.all.get(&id)?)))
            else {
                break;
            };
            role = role.or_else(|| style.role());
            found.look = found.look.or(&style.look);
            found.look.is_code |= style.is_code;
            found.indent = found.indent.or(style.indent);
            if found.list.is_none() {
                found.list = style.list.clone().map(|list| (list, style.level, id));
            }
            next.clone_from(&style.base);
        }
        found.role = role.unwrap_or_default();
        found
    }
}

impl Style {
    /// The role that the style itself gives a paragraph.
    fn role(&self) -> Option<Role> {
        let by_name = role_of_name(&self.name);
        match (self.outline, by_name) {
            (_, Some(Role::Title | Role::Date | Role::Contents)) => by_name,
            // A heading of no level is text.
            (Some(level), _) => Some(
                u8::try_from(level)
                    .ok()
                    .filter(|level| *level < 9)
                    .map_or(Role::Text, |level| Role::Heading(level + 1)),
            ),
            _ => by_name,
        }
    }
}

fn style(element: &Element) -> Style {
    let name = value(element, "w:name").unwrap_or_default().to_owned();
    let paragraph = element.child("w:pPr");
    let list = paragraph.and_then(|properties| properties.child("w:numPr"));
    let level = list.and_then(|list| number(list, "w:ilvl"));
    let is_code =
        is_one_of(&name.to_lowercase(), &CODE) || name.eq_ignore_ascii_case("verbatim char");
    Style {
        base: value(element, "w:basedOn").map(str::to_owned),
        outline: paragraph.and_then(|properties| number(properties, "w:outlineLvl")),
        list: list
            .and_then(|list| value(list, "w:numId"))
            .map(str::to_owned),
        level: level.and_then(|level| usize::try_from(level).ok()),
        indent: paragraph.and_then(indent),
        look: element.child("w:rPr").map(TextLook::of).unwrap_or_default(),
        is_code,
        name,
    }
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.contains(&name)
}

/// The role that the name of a style gives: `heading 2`, `Überschrift2`, `TOC 1`.
fn role_of_name(name: &str) -> Option<Role> {
    let name = name.trim().to_lowercase();
    let word = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = name.get(word.len()..).unwrap_or_default();
    let word = word.trim_end_matches([' ', '_', '-']);
    // The ids of German styles lose their first letter.
    if HEADINGS.contains(&word) || word == "berschrift" {
        let level = digits.parse().ok().filter(|level| (1..=9).contains(level));
        return level.map(Role::Heading);
    }
    if name == "date" || name == "datum" {
        return Some(Role::Date);
    }
    if name == "toc heading" || name == "table of figures" || name == "contents heading" {
        return Some(Role::Contents);
    }
    if CONTENTS.contains(&word) && !digits.is_empty() {
        return Some(Role::Contents);
    }
    [
        (TITLES.as_slice(), Role::Title),
        (QUOTES.as_slice(), Role::Quote),
        (CODE.as_slice(), Role::Code),
    ]
    .into_iter()
    .find(|(names, _)| is_one_of(&name, names))
    .map(|(_, role)| role)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::formats::docx::values::parsed;

    fn styles(all: &str) -> Styles {
        Styles::of(&parsed("styles", all))
    }

    fn named(id: &str, name: &str, more: &str) -> String {
        format!(
            "<w:style w:type='paragraph' w:styleId='{id}'><w:name w:val='{name}'/>{more}</w:style>"
        )
    }

    #[test]
    fn headings_are_known_by_name_outline_and_base() {
        let level = |level: u8| format!("<w:pPr><w:outlineLvl w:val='{level}'/></w:pPr>");
        let all = [
            named("berschrift1", "heading 1", &level(0)),
            named("Google", "heading 3", ""),
            named("Eigene", "Kapitel", "<w:basedOn w:val='berschrift1'/>"),
            named(
                "Nein",
                "TOC Heading",
                &format!("<w:basedOn w:val='berschrift1'/>{}", level(9)),
            ),
            named(
                "Text",
                "Randtext",
                &format!("<w:basedOn w:val='berschrift1'/>{}", level(9)),
            ),
            named("Outline", "Paragraf", &level(4)),
            named("V1", "toc 1", ""),
            named("Zitat", "Quote", ""),
            named("Loop", "Loop", "<w:basedOn w:val='Loop'/>"),
        ];
        let styles = styles(&all.concat());
        for (id, expected) in [
            ("berschrift1", Role::Heading(1)),
            ("Google", Role::Heading(3)),
            ("Eigene", Role::Heading(1)),
            ("Nein", Role::Contents),
            ("Text", Role::Text),
            ("Outline", Role::Heading(5)),
            ("V1", Role::Contents),
            ("Zitat", Role::Quote),
            ("Loop", Role::Text),
            ("Heading2", Role::Heading(2)),
            ("berschrift4", Role::Heading(4)),
            ("Heading 12", Role::Text),
            ("Unknown", Role::Text),
        ] {
            assert_eq!(styles.paragraph(Some(id)).role, expected, "{id}");
        }
    }
}
