//! EPUB: a book of web pages, in the order of its spine.
//!
//! All pages are made one page, whose ids and links are told apart by the file they stand in (`page`); that
//! page goes through the reader of web pages. So notes are joined to their marks over files. What the book says
//! about itself, and the levels of its headings, come from its package (`package_document`) and its navigation
//! (`navigation`).

mod file;
mod headings;
mod locks;
mod navigation;
mod package_document;
mod page;
mod style_sheets;

use std::path::Path;

use self::{
    file::{Content, File},
    navigation::Navigation,
    package_document::Book,
    style_sheets::{Classes, StyleSheets},
};
use super::{
    html,
    package::{Package, Xml},
};
use crate::corpus::{extracted::Extracted, style::Style, warning::Warning};

/// So many files that are not whole XML are named.
const MOST_NAMED: usize = 20;

/// Reads a book. The error is a finding that says why there is no document.
pub(super) fn parse(bytes: Vec<u8>) -> Result<Extracted, Warning> {
    let mut package = Package::open(bytes, "EPUB")?;
    locks::refuse(&mut package)?;
    let name = package_name(&mut package)?;
    let Some(description) = package.xml(&name)? else {
        return Err(Warning::error(format!(
            "not read: its part {name}, which says what it consists of, is missing; make the book anew"
        )));
    };
    let mut findings = Vec::new();
    findings.extend(description.findings(&name));
    let book = Book::of(&description.root, &name);
    if book.is_fixed || locks::is_fixed_by_display_options(&mut package) {
        return Err(Warning::error(
            "not read: its pages are pictures with a fixed layout, whose text has no order; use an edition whose \
             text flows, or a PDF",
        ));
    }
    let navigation = Navigation::read(&mut package, &book, &mut findings);
    let mut files = files(&mut package, &book, &mut findings)?;
    if files.is_empty() {
        return Err(Warning::error(
            "not read: it names no file with text to be read; make the book anew",
        ));
    }
    headings::set_levels(&mut files, &navigation, book.metadata.title.as_deref());
    let page = page::of(&files, &navigation);
    drop(files);
    let mut out = html::parse_book(&page);
    // What leads to a place of the book leads nowhere in the text.
    out.styles.retain(
        |styled| !matches!(&styled.style, Style::Link(address) if address.starts_with('#')),
    );
    out.metadata = book.metadata;
    for finding in &mut out.warnings {
        // Lines are those of the page that was made.
        finding.line = None;
    }
    out.warnings.splice(0..0, findings);
    Ok(out)
}

/// The part that describes the book.
fn package_name(package: &mut Package) -> Result<String, Warning> {
    let container = package.xml("META-INF/container.xml")?;
    let named = container.as_ref().and_then(|container| {
        let roots = container.root.all("rootfile");
        let name = roots.iter().find_map(|root| root.attribute("full-path"));
        name.map(str::to_owned)
    });
    // A book without its container still has one such part.
    let found = || {
        package
            .names()
            .find(|name| {
                Path::new(name)
                    .extension()
                    .is_some_and(|ending| ending == "opf")
            })
            .map(str::to_owned)
    };
    named.or_else(found).ok_or_else(|| {
        Warning::error(if package.has("word/document.xml") {
            "not read: it is a DOCX and no EPUB; give it the ending .docx"
        } else {
            "not read: it has no META-INF/container.xml, so it is no EPUB or not whole; make the book anew"
        })
    })
}

/// The files of the spine in order; those that are missing or no whole XML are findings.
fn files(
    package: &mut Package,
    book: &Book,
    findings: &mut Vec<Warning>,
) -> Result<Vec<File>, Warning> {
    let mut files = Vec::new();
    let mut sheets = StyleSheets::default();
    let mut named = 0;
    let mut say = |finding: String| {
        named += 1;
        if named <= MOST_NAMED {
            findings.push(Warning::caution(finding));
        }
    };
    for name in &book.spine {
        let Some(bytes) = package.part(name)? else {
            say(format!(
                "its part {name} is named and missing; what stands in it is not read"
            ));
            continue;
        };
        let root = match Xml::read(&bytes) {
            Ok(xml) => Content::Whole(xml.root),
            Err(error) => {
                say(format!(
                    "its part {name} {error}; it is read as far as a browser would show it"
                ));
                Content::Source(Xml::text(&bytes))
            }
        };
        let classes = match &root {
            Content::Whole(root) => sheets.classes(package, name, root),
            Content::Source(_) => Classes::default(),
        };
        files.push(File {
            name: name.clone(),
            root,
            classes,
            is_contents: book.contents.contains(name),
        });
    }
    Ok(files)
}
