//! Books, made in code.

use std::fmt::Write as _;

use crate::packed::packed;

/// A book as it grows.
#[derive(Clone, Default)]
pub(crate) struct Book {
    metadata: String,
    manifest: String,
    spine: String,
    guide: String,
    parts: Vec<(String, Vec<u8>)>,
}

impl Book {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// With this in its metadata.
    pub(crate) fn says(mut self, metadata: &str) -> Self {
        self.metadata.push_str(metadata);
        self
    }

    /// With a file of the spine.
    pub(crate) fn file(self, name: &str, body: &str) -> Self {
        let page = format!(
            "<?xml version='1.0' encoding='utf-8'?><!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml' \
             xmlns:epub='http://www.idpf.org/2007/ops'><head><title/></head><body>{body}</body></html>"
        );
        self.raw_file(name, page)
    }

    /// With a file of the spine as it is.
    pub(crate) fn raw_file(mut self, name: &str, page: impl Into<Vec<u8>>) -> Self {
        write!(
            self.manifest,
            "<item id='{name}' href='text/{name}' media-type='application/xhtml+xml'/>"
        )
        .unwrap();
        write!(self.spine, "<itemref idref='{name}'/>").unwrap();
        self.parts.push((format!("OPS/text/{name}"), page.into()));
        self
    }

    /// With its navigation.
    pub(crate) fn navigation(mut self, body: &str) -> Self {
        self.manifest.push_str(
            "<item id='nav' href='nav.xhtml' properties='nav' media-type='application/xhtml+xml'/>",
        );
        let page = format!(
            "<html xmlns='http://www.w3.org/1999/xhtml' xmlns:epub='http://www.idpf.org/2007/ops'><body>{body}</body></html>"
        );
        self.parts
            .push(("OPS/nav.xhtml".to_owned(), page.into_bytes()));
        self
    }

    /// With the older kind of navigation.
    pub(crate) fn ncx(mut self, content: &str) -> Self {
        self.manifest
            .push_str("<item id='ncx' href='toc.ncx' media-type='application/x-dtbncx+xml'/>");
        let ncx = format!("<ncx xmlns='http://www.daisy.org/z3986/2005/ncx/'>{content}</ncx>");
        self.parts
            .push(("OPS/toc.ncx".to_owned(), ncx.into_bytes()));
        self
    }

    /// With a file that is only a table of contents.
    pub(crate) fn guide(mut self, href: &str) -> Self {
        self.guide = format!("<guide><reference type='toc' href='{href}'/></guide>");
        self
    }

    /// With a part as it is.
    pub(crate) fn raw(mut self, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.parts.push((name.to_owned(), bytes.into()));
        self
    }

    pub(crate) fn parts(&self) -> Vec<(String, Vec<u8>)> {
        let container = "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>\
             <rootfile full-path='OPS/book.opf' media-type='application/oebps-package+xml'/></rootfiles></container>";
        let description = format!(
            "<package xmlns='http://www.idpf.org/2007/opf'><metadata xmlns:dc='http://purl.org/dc/elements/1.1/' \
             xmlns:opf='http://www.idpf.org/2007/opf'>{}</metadata><manifest>{}</manifest><spine>{}</spine>{}</package>",
            self.metadata, self.manifest, self.spine, self.guide
        );
        let mut parts = vec![
            ("mimetype".to_owned(), b"application/epub+zip".to_vec()),
            ("META-INF/container.xml".to_owned(), container.into()),
            ("OPS/book.opf".to_owned(), description.into_bytes()),
        ];
        parts.extend(self.parts.clone());
        parts
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        packed(&self.parts())
    }
}
