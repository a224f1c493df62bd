//! Rules of style sheets that change the text: they strike out, hide, raise or lower it by its class.
//! Makers of books write no `<del>` and no `<sup>` there.

use std::collections::{BTreeMap, BTreeSet};

use crate::corpus::formats::package::{Element, Package, Xml, resolved};

/// So many bytes of style sheets are read for a book.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// The effect of a class on text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Effect {
    Struck,
    Hidden,
    Raised,
    Lowered,
}

impl Effect {
    /// The effects of rules.
    fn of(rules: &str) -> BTreeSet<Self> {
        rules.split(';').filter_map(Self::of_rule).collect()
    }

    fn of_rule(rule: &str) -> Option<Self> {
        let (property, value) = rule.split_once(':')?;
        let value = value.trim().to_ascii_lowercase();
        match property.trim().to_ascii_lowercase().as_str() {
            "text-decoration" | "text-decoration-line" if value.contains("line-through") => {
                Some(Self::Struck)
            }
            "display" if value.starts_with("none") => Some(Self::Hidden),
            "visibility" if value.starts_with("hidden") => Some(Self::Hidden),
            "vertical-align" if value.starts_with("super") => Some(Self::Raised),
            "vertical-align" if value.starts_with("sub") => Some(Self::Lowered),
            _ => None,
        }
    }
}

/// The classes of a file that change its text.
#[derive(Clone, Debug, Default)]
pub(super) struct Classes(BTreeMap<String, BTreeSet<Effect>>);

impl Classes {
    /// The effects that the classes of an element have on what stands in it.
    pub(super) fn effects(&self, element: &Element) -> BTreeSet<Effect> {
        let classes = element.attribute("class").unwrap_or_default();
        let known = classes
            .split_whitespace()
            .filter_map(|class| self.0.get(class));
        known.flatten().copied().collect()
    }

    /// Takes the rules for single classes; others may mean anything by where they stand.
    fn add(&mut self, sheet: &str) {
        for (selectors, rules) in blocks(sheet) {
            let effects = Effect::of(rules);
            for class in selectors
                .split(',')
                .filter_map(class)
                .filter(|_| !effects.is_empty())
            {
                self.0
                    .entry(class.to_owned())
                    .or_default()
                    .extend(effects.iter().copied());
            }
        }
    }
}

/// The style sheets of a book, each read once.
#[derive(Default)]
pub(super) struct StyleSheets {
    sheets: BTreeMap<String, String>,
    bytes: usize,
}

impl StyleSheets {
    /// The classes that a file uses, by its own sheets and those that it refers to.
    pub(super) fn classes(&mut self, package: &mut Package, name: &str, root: &Element) -> Classes {
        let mut classes = Classes::default();
        let head = root.child("head").into_iter().flat_map(Element::elements);
        for element in head {
            match &*element.name {
                "style" => classes.add(&element.text()),
                "link" => {
                    let to = element
                        .attribute("href")
                        .and_then(|href| resolved(name, href));
                    let is_sheet = element
                        .attribute("rel")
                        .is_some_and(|rel| rel.eq_ignore_ascii_case("stylesheet"));
                    if let Some((sheet, _)) = to.filter(|_| is_sheet) {
                        classes.add(self.sheet(package, &sheet));
                    }
                }
                _ => {}
            }
        }
        classes
    }

    fn sheet(&mut self, package: &mut Package, name: &str) -> &str {
        if !self.sheets.contains_key(name) {
            // A book is read without the sheets that cannot be.
            let bytes = package.part(name).ok().flatten().unwrap_or_default();
            self.bytes += bytes.len();
            let text = if self.bytes <= MOST_BYTES {
                Xml::text(&bytes)
            } else {
                String::new()
            };
            self.sheets.insert(name.to_owned(), text);
        }
        self.sheets.get(name).map_or("", String::as_str)
    }
}

/// The class that a selector names, if it names nothing else but an element: `.struck`, `span.struck`.
fn class(selector: &str) -> Option<&str> {
    let (element, class) = selector.trim().split_once('.')?;
    let is_name = |name: &str| {
        name.chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
    };
    (is_name(element) && is_name(class) && !class.is_empty()).then_some(class)
}

/// The rules of a sheet that hold always, with what they are for.
fn blocks(sheet: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = sheet;
    while let Some((before, behind)) = rest.split_once('{') {
        // Behind `@charset "utf-8";` and comments.
        let selectors = before
            .rsplit([';', '}', '/'])
            .next()
            .unwrap_or_default()
            .trim();
        if selectors.starts_with('@') {
            rest = behind_block(behind);
            continue;
        }
        let Some((rules, next)) = behind.split_once('}') else {
            break;
        };
        found.push((selectors, rules));
        rest = next;
    }
    found
}

/// The text behind a block that holds others.
fn behind_block(text: &str) -> &str {
    let mut depth = 1_usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return text.get(at + 1..).unwrap_or_default();
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_classes_are_known_by_what_they_do() {
        let mut classes = Classes::default();
        classes.add(
            "@charset \"utf-8\"; /* x */ .a, span.b { color: red; text-decoration: line-through }\n\
             @media print { .c { display: none } } div .d { display: none } .e{vertical-align:super;font-size:60%}\n\
             .f:hover { display: none } .g { display:none",
        );
        let names: Vec<&str> = classes.0.keys().map(String::as_str).collect();
        assert_eq!(names, ["a", "b", "e"]);
        assert!(classes.0.get("b").unwrap().contains(&Effect::Struck));
        assert!(classes.0.get("e").unwrap().contains(&Effect::Raised));
    }
}
