//! The metadata that a page gives about itself.

use dom_query::{Document, NodeRef};

use super::element::{is_permalink, name};
use crate::corpus::metadata::Metadata;

/// Reads title, language, date, address and licence.
pub(super) fn read(page: &Document, content: NodeRef<'_>) -> Metadata {
    let attr = |selector: &str, attr: &str| {
        let value = page.select_single(selector).attr(attr)?;
        present(&value)
    };
    let meta = |names: &[&str]| {
        names.iter().find_map(|name| {
            attr(&format!("meta[property='{name}' i]"), "content")
                .or_else(|| attr(&format!("meta[name='{name}' i]"), "content"))
        })
    };
    Metadata {
        title: meta(&["og:title"])
            .or_else(|| only_heading(content))
            .or_else(|| present(&page.select_single("head title").text())),
        language: attr("html", "lang")
            .or_else(|| attr("html", "xml:lang"))
            .and_then(|tag| tag.parse().ok()),
        edition: None,
        date: meta(&[
            "article:published_time",
            "DC.date",
            "DCTERMS.date",
            "dc.date.issued",
            "date",
        ])
        .or_else(|| attr("time[datetime]", "datetime")),
        source_url: attr("link[rel='canonical' i]", "href").or_else(|| meta(&["og:url"])),
        retrieved: None,
        licence: attr("link[rel='license' i]", "href")
            .or_else(|| attr("a[rel~='license' i]", "href"))
            .or_else(|| meta(&["DC.rights", "dcterms.license"])),
        author: meta(&["author", "DC.creator", "article:author"]),
        examples: Vec::new(),
        translation_of: meta(&["translation_of"]),
        edition_of: meta(&["edition_of"]),
    }
}

/// The one heading of the first level: nearer to the document than the title of the window, which
/// names the site as well.
fn only_heading(content: NodeRef<'_>) -> Option<String> {
    let mut headings = content.descendants_it().filter(|node| node.has_name("h1"));
    let first = headings.next()?;
    headings
        .next()
        .is_none()
        .then(|| present(&without_permalinks(first)))?
}

/// The words of a heading, without the sign by which it is linked to: `Fees¶`.
fn without_permalinks(heading: NodeRef<'_>) -> String {
    let is_within = |node: &NodeRef<'_>| {
        let mut around = node.ancestors_it(None);
        around.any(|around| is_permalink(&around, &name(&around)))
    };
    let texts = heading.descendants_it().filter(NodeRef::is_text);
    let texts = texts.filter(|text| !is_within(text));
    texts.map(|text| text.text().to_string()).collect()
}

fn present(value: &str) -> Option<String> {
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    (!value.is_empty()).then_some(value)
}
