//! What kind of element a node is.

use dom_query::NodeRef;

use super::shape::Within;
use crate::corpus::style::Style;

/// Words in class or id of what is not part of the text.
const APART: [&str; 20] = [
    "cookie",
    "cookies",
    "newsletter",
    "consent",
    "gdpr",
    "subscribe",
    "subscription",
    "share",
    "sharing",
    "social",
    "related",
    "breadcrumb",
    "breadcrumbs",
    "sidebar",
    "advert",
    "advertisement",
    "ads",
    "promo",
    "toc",
    "pagination",
];

/// The local name, in lower case as the parser leaves it.
pub(super) fn name(node: &NodeRef<'_>) -> String {
    node.node_name()
        .map(|name| name.to_string())
        .unwrap_or_default()
}

/// The level of a heading.
pub(super) fn heading_level(name: &str) -> Option<u8> {
    let level = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}

/// Whether a node is never shown as text.
pub(super) fn is_hidden(node: &NodeRef<'_>, name: &str) -> bool {
    const NOT_TEXT: [&str; 19] = [
        "script", "style", "template", "noscript", "head", "iframe", "object", "embed", "canvas",
        "audio", "video", "svg", "select", "button", "input", "textarea", "datalist", "title",
        "meta",
    ];
    NOT_TEXT.contains(&name)
        || node.has_attr("hidden")
        || node
            .attr("aria-hidden")
            .is_some_and(|value| value.eq_ignore_ascii_case("true"))
        || node.attr("style").is_some_and(|style| {
            let style = style.to_ascii_lowercase().replace(' ', "");
            style.contains("display:none") || style.contains("visibility:hidden")
        })
}

/// Whether a node looks like navigation, a banner, or another thing beside the text.
pub(super) fn is_beside(node: &NodeRef<'_>, name: &str, within: Within) -> bool {
    let in_quote = || {
        node.ancestors_it(Some(3))
            .any(|above| above.has_name("blockquote"))
    };
    let role = node
        .attr("role")
        .map(|role| role.to_ascii_lowercase())
        .unwrap_or_default();
    match name {
        "nav" | "form" | "dialog" => return true,
        "aside" => return !role.starts_with("doc-"),
        "footer" => return !in_quote(),
        "header" => return !within.heading,
        _ => {}
    }
    if [
        "navigation",
        "complementary",
        "banner",
        "contentinfo",
        "search",
    ]
    .contains(&role.as_str())
    {
        return true;
    }
    let class = node
        .class()
        .map(|class| class.to_string())
        .unwrap_or_default();
    let id = node.id_attr().map(|id| id.to_string()).unwrap_or_default();
    let words = format!("{class} {id}").to_ascii_lowercase();
    let beside = words
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| APART.contains(&word));
    beside && is_block(name)
}

/// How an element sets off what stands in it.
pub(super) fn style(node: &NodeRef<'_>, name: &str) -> Option<Style> {
    Some(match name {
        "em" | "i" | "cite" | "dfn" | "var" => Style::Emphasis,
        "strong" | "b" => Style::Strong,
        "code" | "kbd" | "samp" | "tt" => Style::Code,
        "s" | "del" | "strike" => Style::Struck,
        "sup" => Style::Superscript,
        "sub" => Style::Subscript,
        "a" => return Style::link(&node.attr("href")?),
        _ => return None,
    })
}

/// Whether an element begins and ends a block.
pub(super) fn is_block(name: &str) -> bool {
    const BLOCKS: [&str; 28] = [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "aside",
        "nav",
        "figure",
        "figcaption",
        "address",
        "details",
        "summary",
        "center",
        "fieldset",
        "form",
        "dl",
        "dt",
        "dd",
        "hr",
        "body",
        "html",
        "ul",
        "ol",
        "li",
        "caption",
        "legend",
    ];
    BLOCKS.contains(&name)
}

/// The text of a node with white space folded, without what is hidden.
pub(super) fn plain_text(node: &NodeRef<'_>) -> String {
    let mut words = String::new();
    for text in node.descendants_it().filter(NodeRef::is_text) {
        let shown = text
            .ancestors_it(Some(2))
            .all(|above| !is_hidden(&above, &name(&above)));
        if shown {
            words.push_str(&text.text());
            words.push(' ');
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a table is one by its role: `presentation` says that it is not.
pub(super) fn is_table_by_role(table: &NodeRef<'_>) -> bool {
    let role = table.attr("role");
    !role.is_some_and(|role| matches!(&*role, "presentation" | "none"))
}
