//! The parts that a book consists of, and what it says about itself.

use std::collections::{BTreeMap, BTreeSet};

use crate::corpus::{
    formats::package::{Element, resolved},
    metadata::Metadata,
};

/// The content of a book's package document, as far as it is read.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) metadata: Metadata,
    /// The names of its files in reading order.
    pub(super) spine: Vec<String>,
    /// The files that are only tables of contents.
    pub(super) contents: BTreeSet<String>,
    /// Its navigation, as web page and as the older kind.
    pub(super) navigation: Option<String>,
    pub(super) ncx: Option<String>,
    /// Whether its pages have a fixed layout.
    pub(super) is_fixed: bool,
}

impl Book {
    /// Reads the package document of this name.
    pub(super) fn of(root: &Element, name: &str) -> Self {
        let mut book = Self::default();
        let mut files: BTreeMap<&str, (String, &str)> = BTreeMap::new();
        let items = root
            .child("manifest")
            .into_iter()
            .flat_map(Element::elements);
        for item in items {
            let of = |name: &str| item.attribute(name).unwrap_or_default();
            let Some((file, _)) = resolved(name, of("href")) else {
                continue;
            };
            let has = |property: &str| {
                of("properties")
                    .split_whitespace()
                    .any(|own| own == property)
            };
            if has("nav") {
                book.navigation = Some(file.clone());
            }
            if of("media-type") == "application/x-dtbncx+xml" {
                book.ncx = Some(file.clone());
            }
            files.insert(of("id"), (file, of("media-type")));
        }
        let spine = root.child("spine");
        if let Some((ncx, _)) = spine.and_then(|spine| files.get(spine.attribute("toc")?)) {
            book.ncx = Some(ncx.clone());
        }
        let mut listed = BTreeSet::new();
        for reference in spine.into_iter().flat_map(Element::elements) {
            let Some((file, kind)) = reference.attribute("idref").and_then(|id| files.get(id))
            else {
                continue;
            };
            // Pictures may stand in the spine as well.
            if (kind.contains("html") || kind.contains("xml") && !kind.contains("svg"))
                && listed.insert(file.as_str())
            {
                book.spine.push(file.clone());
            }
        }
        let guide = root.child("guide").into_iter().flat_map(Element::elements);
        let contents = guide.filter(|place| place.attribute("type") == Some("toc"));
        let contents = contents.filter_map(|place| resolved(name, place.attribute("href")?));
        // A place within a file says nothing about all of it.
        book.contents = contents
            .filter(|(_, place)| place.is_empty())
            .map(|(file, _)| file)
            .collect();
        if let Some(metadata) = root.child("metadata") {
            book.is_fixed = is_fixed(metadata);
            book.metadata = read(metadata);
        }
        book
    }
}

fn is_fixed(metadata: &Element) -> bool {
    metadata.all("meta").iter().any(|meta| {
        let property = meta
            .attribute("property")
            .or_else(|| meta.attribute("name"));
        let value = meta
            .attribute("content")
            .map_or_else(|| meta.text(), str::to_owned);
        matches!(
            (property, value.trim()),
            (Some("rendition:layout"), "pre-paginated")
                | (Some("fixed-layout" | "rendition:fixed-layout"), "true")
        )
    })
}

/// Whether a tag names one language: programs write `und` and `C` as well.
fn names_a_language(tag: &str) -> bool {
    let first = tag.split(['-', '_']).next().unwrap_or_default();
    let is_code =
        (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_code
        && !matches!(
            first.to_ascii_lowercase().as_str(),
            "und" | "zxx" | "mul" | "mis"
        )
}

/// So many titles and creators are looked at.
const MOST_OF_A_KIND: usize = 50;

fn read(metadata: &Element) -> Metadata {
    let all = |name: &str| {
        let found = metadata.all(name).into_iter().take(MOST_OF_A_KIND);
        found
            .filter(|element| !element.text().is_empty())
            .collect::<Vec<_>>()
    };
    let refined = |element: &Element, property: &str| {
        let id = format!("#{}", element.attribute("id")?);
        let metas = metadata.all("meta");
        let meta = metas.iter().find(|meta| {
            meta.attribute("refines") == Some(&id) && meta.attribute("property") == Some(property)
        });
        meta.map(|meta| meta.text())
    };
    let titles = all("dc:title");
    let main = titles
        .iter()
        .find(|title| refined(title, "title-type").as_deref() == Some("main"));
    let role = |creator: &Element| {
        let role = creator
            .attributes
            .iter()
            .find(|(name, _)| &**name == "role");
        role.map(|(_, role)| role.clone())
            .or_else(|| refined(creator, "role"))
    };
    let creators = all("dc:creator").into_iter();
    let authors = creators.filter(|creator| role(creator).is_none_or(|role| role == "aut"));
    let authors: Vec<String> = authors.map(Element::text).collect();
    let dates = all("dc:date");
    let event = |date: &Element| {
        date.attributes
            .iter()
            .any(|(name, value)| &**name == "event" && value == "publication")
    };
    let date = dates
        .iter()
        .find(|date| event(date))
        .or_else(|| dates.first());
    let first = |name: &str| all(name).first().map(|element| element.text());
    Metadata {
        title: main.or_else(|| titles.first()).map(|title| title.text()),
        language: first("dc:language")
            .filter(|tag| names_a_language(tag))
            .and_then(|tag| tag.parse().ok()),
        date: date.map(|date| date.text().split('T').next().unwrap_or_default().to_owned()),
        licence: first("dc:rights"),
        author: (!authors.is_empty()).then(|| authors.join(", ")),
        ..Metadata::default()
    }
}
