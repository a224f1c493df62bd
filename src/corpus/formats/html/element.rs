//! The kind of element that a node is.

use dom_query::NodeRef;

use crate::corpus::style::Style;

/// The local name, in lower case as the parser leaves it.
pub(super) fn name(node: &NodeRef<'_>) -> String {
    node.node_name()
        .map(|name| name.to_string())
        .unwrap_or_default()
}

/// Words in the class of a box that says something beside the text: a note, a warning.
const BOXES: [&str; 10] = [
    "note",
    "tip",
    "hint",
    "important",
    "warning",
    "caution",
    "danger",
    "attention",
    "admonition",
    "callout",
];

/// A heading stands at most so deep in the box that it belongs to.
const DEPTH_IN_BOX: usize = 3;

/// Whether a heading is only that of a box, which no section begins with: what follows the box belongs to the
/// section around it.
pub(super) fn is_label_of_box(heading: &NodeRef<'_>) -> bool {
    let is_box = |around: &NodeRef<'_>| {
        let class = around
            .class()
            .map(|class| class.to_string().to_ascii_lowercase());
        class.is_some_and(|class| class.split_whitespace().any(|word| BOXES.contains(&word)))
    };
    let is_only = |around: &NodeRef<'_>| {
        let headings = around
            .descendants_it()
            .filter(|inner| heading_level(&name(inner)).is_some());
        headings.take(2).count() == 1
    };
    heading
        .ancestors_it(Some(DEPTH_IN_BOX))
        .any(|around| is_box(&around) && is_only(&around))
}

/// The level of a heading.
pub(in crate::corpus::formats) fn heading_level(name: &str) -> Option<u8> {
    let level = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}

/// Whether what stands in an element is never text: it is for programs.
pub(in crate::corpus::formats) fn is_never_text(name: &str) -> bool {
    const NEVER: [&str; 17] = [
        "script",
        "style",
        "template",
        "head",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "datalist",
        "title",
        "meta",
        "annotation",
        "annotation-xml",
        "rp",
        "noframes",
    ];
    NEVER.contains(&name)
}

/// Whether an element is something to press or to fill in.
pub(super) fn is_control(name: &str) -> bool {
    matches!(name, "button" | "select" | "textarea" | "input")
}

/// Whether a page does not show an element, or not before it is opened.
pub(super) fn is_hidden(node: &NodeRef<'_>) -> bool {
    node.has_attr("hidden")
        || node
            .attr("aria-hidden")
            .is_some_and(|value| value.eq_ignore_ascii_case("true"))
        || has_style(node, |style| {
            style.contains("display:none") || style.contains("visibility:hidden")
        })
}

/// Whether what stands in an element is struck out.
pub(super) fn is_struck(node: &NodeRef<'_>, name: &str) -> bool {
    matches!(name, "s" | "del" | "strike")
        || has_style(node, |style| {
            let decoration = style
                .split(';')
                .filter(|rule| rule.starts_with("text-decoration"));
            decoration
                .into_iter()
                .any(|rule| rule.contains("line-through"))
        })
}

fn has_style(node: &NodeRef<'_>, is_so: impl Fn(&str) -> bool) -> bool {
    node.attr("style")
        .is_some_and(|style| is_so(&style.to_ascii_lowercase().replace(' ', "")))
}

/// The number of the printed page that begins at an element, if one does.
pub(super) fn page_begins(node: &NodeRef<'_>) -> Option<String> {
    let is_break = |name: &str| {
        node.attr(name)
            .is_some_and(|kind| matches!(&*kind, "doc-pagebreak" | "pagebreak"))
    };
    if !is_break("role") && !is_break("epub:type") {
        return None;
    }
    let said = node.attr("aria-label").or_else(|| node.attr("title"));
    let said = said.map_or_else(|| node.text().to_string(), |said| said.to_string());
    let label = said.split_whitespace().next_back()?.trim_end_matches('.');
    let is_short = label.chars().nth(MAX_PAGE_CHARS).is_none();
    (is_short && label.contains(char::is_alphanumeric)).then(|| label.to_owned())
}

/// The number of a page has at most so many characters.
const MAX_PAGE_CHARS: usize = 20;

/// Whether a link only leads to the heading or term that it stands in: `¶`, `#`.
pub(super) fn is_permalink(node: &NodeRef<'_>, name: &str) -> bool {
    name == "a"
        && node.attr("href").is_some_and(|href| href.contains('#'))
        && !node.text().contains(char::is_alphanumeric)
        && node
            .text()
            .trim()
            .chars()
            .all(|c| matches!(c, '¶' | '#' | '§' | '🔗' | '⚓' | '∞') || is_invisible(c))
}

/// Whether a character is not seen: where a word may be divided, or how letters are joined.
pub(in crate::corpus::formats) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

/// The style in which an element sets off what stands in it.
pub(super) fn style(node: &NodeRef<'_>, name: &str) -> Option<Style> {
    Some(match name {
        "em" | "i" | "cite" | "dfn" | "var" => Style::Emphasis,
        "strong" | "b" => Style::Strong,
        "code" | "kbd" | "samp" | "tt" => Style::Code,
        "sup" => Style::Superscript,
        "sub" => Style::Subscript,
        "a" => return Style::link(&node.attr("href")?),
        _ => return None,
    })
}

/// Whether an element begins and ends a block.
pub(in crate::corpus::formats) fn is_block(name: &str) -> bool {
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

/// Whether a table is one by its role: `presentation` says that it is not.
pub(super) fn is_table_by_role(table: &NodeRef<'_>) -> bool {
    let role = table.attr("role");
    !role.is_some_and(|role| matches!(&*role, "presentation" | "none"))
}

/// The number that an attribute holds.
pub(super) fn number(node: &NodeRef<'_>, name: &str) -> Option<i64> {
    node.attr(name)?.trim().parse().ok()
}
