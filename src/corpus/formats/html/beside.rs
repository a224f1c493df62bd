//! What stands beside the content of a page: navigation, banners, notices.

use dom_query::NodeRef;

use super::shape::Within;
use crate::corpus::set_apart::Reason;

/// Words in class or id of what stands beside the content of a page, besides those of [`NOTICES`]. They
/// say nothing about what stands in the content.
const BESIDE: [&str; 13] = [
    "share",
    "sharing",
    "social",
    "related",
    "breadcrumb",
    "breadcrumbs",
    "sidebar",
    "toc",
    "pagination",
    "menu",
    "navbar",
    "footer",
    "copyright",
];

/// The same of notices, which stand beside the content as well.
const NOTICES: [&str; 11] = [
    "cookie",
    "cookies",
    "newsletter",
    "consent",
    "gdpr",
    "subscribe",
    "subscription",
    "advert",
    "advertisement",
    "ads",
    "promo",
];

/// Whether a node stands beside the content by what it is.
pub(super) fn is_beside(node: &NodeRef<'_>, name: &str, within: Within) -> bool {
    let in_quote = || {
        node.ancestors_it(Some(3))
            .any(|above| above.has_name("blockquote"))
    };
    match name {
        "nav" | "dialog" => return true,
        "footer" => return !in_quote(),
        "form" | "header" => return !within.heading,
        _ => {}
    }
    let role = node.attr("role");
    let role = role.map(|role| role.to_ascii_lowercase());
    role.is_some_and(|role| {
        [
            "navigation",
            "complementary",
            "banner",
            "contentinfo",
            "search",
            "dialog",
            "alertdialog",
        ]
        .contains(&role.as_str())
    })
}

/// Whether class or id call a node something beside the content.
pub(super) fn is_called_beside(node: &NodeRef<'_>) -> bool {
    is_called(node, &BESIDE) || is_called(node, &NOTICES)
}

/// The reason why a node that stands beside the content is set apart.
pub(super) fn reason_beside(node: &NodeRef<'_>) -> Reason {
    if is_called(node, &NOTICES) {
        Reason::Notice
    } else {
        Reason::Navigation
    }
}

fn is_called(node: &NodeRef<'_>, words: &[&str]) -> bool {
    let class = node.class().map(|class| class.to_string());
    let id = node.id_attr().map(|id| id.to_string());
    let called = [class, id].into_iter().flatten();
    called.into_iter().any(|called| {
        let called = called.to_ascii_lowercase();
        let mut parts = called.split(|c: char| !c.is_alphanumeric());
        parts.any(|part| words.contains(&part))
    })
}
