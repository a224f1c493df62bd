//! The links of a document as they may stand on a page: to web pages and mail, and to other documents
//! of the corpus. Everything else stays words.

use std::{cell::OnceCell, collections::BTreeMap};

use percent_encoding::percent_decode_str;

use super::{page_context::PageContext, text::PageLink};
use crate::{
    app::{Snapshot, document_path, place_path},
    corpus::{Document, DocumentId},
};

/// Makes links of the addresses in a document.
pub(super) struct DocumentLinks<'a> {
    document: &'a Document,
    snapshot: &'a Snapshot,
    context: &'a PageContext,
    /// The anchors of sections by the names that Markdown gives to their headings.
    headings: OnceCell<BTreeMap<String, String>>,
}

impl<'a> DocumentLinks<'a> {
    pub(super) fn of(
        document: &'a Document,
        snapshot: &'a Snapshot,
        context: &'a PageContext,
    ) -> Self {
        Self {
            document,
            snapshot,
            context,
            headings: OnceCell::new(),
        }
    }

    /// The link to an address, as the document writes it.
    pub(super) fn link(&self, address: &str) -> Option<PageLink> {
        let address = address.trim();
        if address.chars().any(char::is_control) {
            return None;
        }
        if let Some(scheme) = scheme(address) {
            let is_known = ["http", "https", "mailto"].contains(&scheme.as_str());
            return is_known.then(|| PageLink {
                href: address.to_owned(),
                leaves: true,
            });
        }
        let (path, anchor) = address.split_once('#').unwrap_or((address, ""));
        let path = path.split('?').next().unwrap_or_default();
        let href = if path.is_empty() {
            self.heading(anchor)?
        } else {
            self.other(path)?
        };
        Some(PageLink {
            href,
            leaves: false,
        })
    }

    /// A heading of this document.
    fn heading(&self, name: &str) -> Option<String> {
        let name = percent_decode_str(name).decode_utf8().ok()?.to_lowercase();
        let headings = self.headings.get_or_init(|| headings(self.document));
        let anchor = headings.get(&name)?;
        Some(self.context.to(&place_path(self.document, None, anchor)))
    }

    /// Another document, by its path from the folder of this one, or from the corpus.
    fn other(&self, path: &str) -> Option<String> {
        let path = percent_decode_str(path).decode_utf8().ok()?;
        let folder = match self.document.path.rsplit_once('/') {
            Some((folder, _)) if !path.starts_with('/') => folder,
            _ => "",
        };
        let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." => drop(parts.pop()?),
                part => parts.push(part),
            }
        }
        let path = parts.join("/");
        let bare = path.rsplit_once('.').map(|(bare, _)| bare.to_owned());
        let ids = bare.into_iter().chain([path]);
        let mut entries = ids.filter_map(|id| self.snapshot.entry(&DocumentId(id)));
        let entry = entries.next()?;
        Some(self.context.to(&document_path(&entry.id)))
    }
}

/// The scheme of a whole address, before its colon; a path has none.
fn scheme(address: &str) -> Option<String> {
    let (before, _) = address.split_once(':')?;
    let is_path = before.contains(['/', '?', '#']);
    (!is_path).then(|| before.to_ascii_lowercase())
}

/// The anchors of sections: `#the-long-term` leads to “The long term”.
fn headings(document: &Document) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for section in &document.sections {
        let anchor = section.anchor();
        for title in [
            section.title.clone(),
            format!("{} {}", section.number(), section.title),
        ] {
            names.entry(name_of(&title)).or_insert(anchor.clone());
        }
    }
    names
}

fn name_of(title: &str) -> String {
    let kept = title.to_lowercase();
    let kept = kept.chars().filter_map(|c| match c {
        ' ' => Some('-'),
        c if c.is_alphanumeric() || matches!(c, '-' | '_') => Some(c),
        _ => None,
    });
    kept.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_a_scheme_is_told_from_a_path() {
        assert_eq!(scheme("HTTPS://example.org"), Some("https".to_owned()));
        assert_eq!(scheme("javascript:alert(1)"), Some("javascript".to_owned()));
        assert_eq!(scheme("a/b:c.md"), None);
        assert_eq!(scheme("b.md#x:y"), None);
    }

    #[test]
    fn a_heading_is_named_as_markdown_does() {
        assert_eq!(name_of("The long term: 2.3"), "the-long-term-23");
    }
}
