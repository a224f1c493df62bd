//! The references of the parts of a document: to each other, and to places elsewhere.

use std::collections::BTreeMap;

use crate::corpus::{
    formats::package::{Element, Package, resolved},
    warning::Warning,
};

/// A reference of a part to another one, or to somewhere else.
pub(super) struct Relation {
    pub(super) kind: String,
    pub(super) target: String,
    is_outside: bool,
}

/// The references of a part by their ids.
pub(super) type Relations = BTreeMap<String, Relation>;

/// The part that holds the text.
pub(super) fn main_part(package: &Package, roots: &Relations) -> Result<String, Warning> {
    let main = roots
        .values()
        .find(|relation| relation.kind == "officeDocument");
    let name = main.map_or_else(
        || "word/document.xml".to_owned(),
        |main| main.target.clone(),
    );
    let kinds = [
        ("xl/", "a spreadsheet (XLSX)"),
        ("ppt/", "a presentation (PPTX)"),
    ];
    for (folder, kind) in kinds {
        if name.starts_with(folder) {
            return Err(Warning::error(format!(
                "not read: it is {kind} and no DOCX, whatever its name says; export its text"
            )));
        }
    }
    if package.has(&name) {
        return Ok(name);
    }
    let is_open_document = package.has("content.xml") && package.has("META-INF/manifest.xml");
    Err(Warning::error(if is_open_document {
        "not read: it is an OpenDocument file (ODT) and no DOCX, whatever its name says; save it as DOCX".to_owned()
    } else if package.has("META-INF/container.xml") {
        "not read: it is an EPUB and no DOCX; give it the ending .epub".to_owned()
    } else {
        format!(
            "not read: it has no part {name} with the text, so it is no DOCX or not whole; save it anew as DOCX"
        )
    }))
}

/// The references of a part; those of the whole package for no part.
pub(super) fn relations(
    package: &mut Package,
    part: &str,
    findings: &mut Vec<Warning>,
) -> Relations {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let around = if folder.is_empty() {
        String::new()
    } else {
        format!("{folder}/")
    };
    let root = package.xml_if_whole(
        &format!("{around}_rels/{name}.rels"),
        "what it refers to",
        findings,
    );
    let mut relations = Relations::new();
    for relation in root.iter().flat_map(Element::elements) {
        let of = |name: &str| relation.attribute(name).unwrap_or_default();
        let is_outside = of("TargetMode").eq_ignore_ascii_case("external");
        let target = if is_outside {
            Some(of("Target").to_owned())
        } else {
            resolved(part, of("Target")).map(|(target, _)| target)
        };
        if let Some(target) = target {
            let kind = of("Type").rsplit('/').next().unwrap_or_default().to_owned();
            let relation = Relation {
                kind,
                target,
                is_outside,
            };
            relations.insert(of("Id").to_owned(), relation);
        }
    }
    relations
}

/// The links among the references of a part.
pub(super) fn links(relations: &Relations) -> BTreeMap<String, String> {
    let outside = relations.iter().filter(|(_, relation)| relation.is_outside);
    outside
        .map(|(id, relation)| (id.clone(), relation.target.clone()))
        .collect()
}
