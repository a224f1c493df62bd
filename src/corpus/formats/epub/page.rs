//! The files of a book as one web page.

use std::collections::BTreeMap;

use super::{
    file::{Content, File},
    navigation::{Navigation, page_label},
    style_sheets::{Classes, Effect},
};
use crate::corpus::formats::{
    html,
    package::{Element, Node, resolved},
};

/// Elements that have no end.
const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// Attributes that say nothing here.
const LEFT_OUT: [&str; 6] = ["id", "href", "src", "srcset", "xml:lang", "name"];

/// The beginning of a page that says more than so many characters is more than that.
const LONGEST_BREAK: usize = 40;

/// Makes the page. Tables of contents stand before its content.
pub(super) fn of(files: &[File], navigation: &Navigation) -> String {
    let mut page = Page {
        files: files
            .iter()
            .enumerate()
            .map(|(at, file)| (file.name.as_str(), at))
            .collect(),
        navigation,
        beside: String::new(),
        out: String::new(),
        file: 0,
        name: "",
        classes: None,
    };
    for (at, file) in files.iter().enumerate() {
        page.file = at;
        page.name = &file.name;
        page.classes = Some(&file.classes);
        page.add(file);
    }
    let Page { beside, out, .. } = page;
    format!("<!DOCTYPE html><html><body>{beside}<main>{out}</main></body></html>")
}

struct Page<'a> {
    /// The files by their names.
    files: BTreeMap<&'a str, usize>,
    navigation: &'a Navigation,
    /// The elements that stand beside the content.
    beside: String,
    out: String,
    /// The file that is written.
    file: usize,
    name: &'a str,
    classes: Option<&'a Classes>,
}

impl<'a> Page<'a> {
    fn add(&mut self, file: &'a File) {
        let before = std::mem::take(&mut self.out);
        self.out
            .extend(["<div id=\".", &self.file.to_string(), "\">"]);
        match &file.root {
            Content::Whole(root) => {
                let body = root.child("body").unwrap_or(root);
                self.children(body);
            }
            Content::Source(source) => self.out.push_str(&html::body(source)),
        }
        self.out.push_str("</div>\n");
        let written = std::mem::replace(&mut self.out, before);
        if file.is_contents {
            self.beside.extend(["<nav>", &written, "</nav>"]);
        } else {
            self.out.push_str(&written);
        }
    }

    fn children(&mut self, element: &Element) {
        for child in &element.children {
            match child {
                Node::Element(child) => self.element(child),
                Node::Text(text) => escape(text, &mut self.out),
                Node::Named(name) => self.out.extend(["&", name, ";"]),
            }
        }
    }

    fn element(&mut self, element: &Element) {
        let name = &*element.name;
        if matches!(
            name,
            "script" | "style" | "head" | "title" | "link" | "meta"
        ) || !is_name(name)
        {
            return;
        }
        if name == "nav" {
            // Lists of pages and landmarks are for programs.
            if element.attribute("hidden").is_some() {
                return;
            }
            let before = std::mem::take(&mut self.out);
            self.children(element);
            let written = std::mem::replace(&mut self.out, before);
            self.beside.extend(["<nav>", &written, "</nav>"]);
            return;
        }
        if self.page_break(element) {
            return;
        }
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in &element.attributes {
            if !LEFT_OUT.contains(&&**name) && is_name(name) {
                self.attribute(name, value);
            }
        }
        self.places(element);
        let effects = self
            .classes
            .map(|classes| classes.effects(element))
            .unwrap_or_default();
        if effects.contains(&Effect::Hidden) {
            self.out.push_str(" hidden");
        }
        self.out.push('>');
        if VOID.contains(&name) {
            return;
        }
        let around = effects.into_iter().filter_map(|effect| match effect {
            Effect::Struck => Some("del"),
            Effect::Raised => Some("sup"),
            Effect::Lowered => Some("sub"),
            Effect::Hidden => None,
        });
        let around: Vec<&str> = around.collect();
        for name in &around {
            self.out.extend(["<", name, ">"]);
        }
        self.children(element);
        for name in around.iter().rev() {
            self.out.extend(["</", name, ">"]);
        }
        self.out.extend(["</", name, ">"]);
    }

    /// Writes where an element is, and where it leads to.
    fn places(&mut self, element: &Element) {
        let id = element
            .attribute("id")
            .or_else(|| element.attribute("name"));
        if let Some(id) = id {
            self.attribute("id", &format!("{id}.{}", self.file));
        }
        let Some(href) = element.attribute("href") else {
            return;
        };
        match resolved(self.name, href) {
            None => self.attribute("href", href),
            Some((file, place)) => {
                if let Some(at) = self.files.get(file.as_str()) {
                    self.attribute("href", &format!("#{place}.{at}"));
                }
            }
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.extend([" ", name, "=\""]);
        escape(value, &mut self.out);
        self.out.push('"');
    }

    /// Writes the beginning of a printed page; whether the element is nothing else.
    fn page_break(&mut self, element: &Element) -> bool {
        let id = element
            .attribute("id")
            .or_else(|| element.attribute("name"));
        let listed = id.and_then(|id| {
            self.navigation
                .pages
                .get(&(self.name.to_owned(), id.to_owned()))
        });
        let kind = element.attribute("epub:type").unwrap_or_default();
        let is_break = kind.split_whitespace().any(|kind| kind == "pagebreak")
            || element.attribute("role") == Some("doc-pagebreak");
        if listed.is_none() && !is_break {
            return false;
        }
        let text = element.text();
        // Some hold what stands on the page.
        let is_alone = is_break && text.chars().nth(LONGEST_BREAK).is_none();
        let said = [
            Some(text.as_str()),
            element.attribute("title"),
            element.attribute("aria-label"),
        ];
        let said = said
            .into_iter()
            .flatten()
            .find_map(page_label)
            .filter(|_| is_break);
        if let Some(label) = listed.cloned().or(said) {
            self.out.push_str("<span role=\"doc-pagebreak\"");
            self.attribute("aria-label", &label);
            self.out.push('>');
            if is_alone {
                escape(&text, &mut self.out);
            }
            self.out.push_str("</span>");
        }
        is_alone
    }
}

/// Whether a name can stand in a tag.
fn is_name(name: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | ':' | '_');
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(fits)
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
}
