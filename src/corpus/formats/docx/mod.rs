//! DOCX: a document of a word processor, from its parts.
//!
//! The text of such a document is only half of what its readers see: the numbers of headings, items and notes
//! are counted (`numbering`, `notes`), what a paragraph is stands in its style (`styles`), and what was changed
//! stands beside what it became. `reader` makes paragraphs and tables of that, `writer` the text. A document
//! has no pages until something lays it out, so places have none.

mod clauses;
mod fields;
mod figures;
mod headings;
mod items;
mod looks;
mod model;
mod notes;
mod numbering;
mod properties;
mod reader;
mod relations;
mod runs;
mod styles;
mod symbols;
mod tables;
mod values;
mod writer;

use std::collections::BTreeMap;

use self::{
    model::{Block, Paragraph, said},
    notes::Marks,
    numbering::Numbering,
    reader::Reader,
    relations::{Relations, links, main_part, relations},
    styles::{Role, Styles},
    writer::Written,
};
use super::{
    line_items,
    own_title::is_said,
    package::{Element, Package},
};
use crate::{
    corpus::{
        extracted::Extracted,
        metadata::Metadata,
        set_apart::{Reason, letters},
        warning::Warning,
    },
    language::{Language, detect},
    plural::{counted, plural},
};

/// The title that a file gives itself is looked for in so many bytes of its text.
const BEGINNING: usize = 4_000;

/// A date has at most so many bytes.
const LONGEST_DATE: usize = 40;

/// A text of more bytes tells its language by itself.
const LONG: usize = 2_000;

/// Reads a document. The error is a finding that says why there is none.
pub(super) fn parse(bytes: Vec<u8>) -> Result<Extracted, Warning> {
    let mut package = Package::open(bytes, "DOCX")?;
    let mut findings = Vec::new();
    let roots = relations(&mut package, "", &mut findings);
    let main = main_part(&package, &roots)?;
    let Some(document) = package.xml(&main)? else {
        return Err(Warning::error(format!(
            "not read: its part {main} with the text is missing; open it in a word processor and save it anew"
        )));
    };
    findings.extend(document.findings(&main));
    let Some(body) = document.root.child("w:body") else {
        return Err(Warning::error(format!(
            "not read: its part {main} has no text of a word processor in it; save it anew as DOCX"
        )));
    };
    let relations = relations(&mut package, &main, &mut findings);
    let mut parts = Parts {
        package,
        relations,
        findings,
    };
    let styles = parts
        .first("styles", "the styles")
        .map(|root| Styles::of(&root))
        .unwrap_or_default();
    let mut numbering = parts
        .first("numbering", "the numbers of lists and headings")
        .map(|root| Numbering::of(&root));
    if let Some(numbering) = &mut numbering {
        numbering.is_english = styles
            .language
            .as_deref()
            .is_none_or(|language| language.starts_with("en"));
    }
    let mut marks = Marks::default();
    let settings = parts.first("settings", "its settings");
    for properties in settings.iter().chain(body.all("w:sectPr")) {
        marks.set(properties);
    }
    let mut reader = Reader::new(&styles, numbering.unwrap_or_default(), marks);
    reader.enter(&document.root, links(&parts.relations));
    let mut blocks = reader.blocks(body);
    drop(document);
    let by_type = headings::by_type(&mut blocks);
    let metadata = parts.metadata(&roots);
    let mut out = parts.written(&mut reader, blocks, metadata);
    out.warnings = parts.findings;
    tell(&reader, by_type, &mut out.warnings);
    Ok(out)
}

/// The parts of a document besides its text.
struct Parts {
    package: Package,
    relations: Relations,
    findings: Vec<Warning>,
}

impl Parts {
    /// The names of the parts of one kind, each once.
    fn names(&self, kind: &str) -> Vec<String> {
        let of_kind = self
            .relations
            .values()
            .filter(|relation| relation.kind == kind);
        let mut names: Vec<String> = of_kind.map(|relation| relation.target.clone()).collect();
        names.sort();
        names.dedup();
        names
    }

    /// The first part of one kind. Where the references are lost, parts still have their usual names.
    fn first(&mut self, kind: &str, holds: &str) -> Option<Element> {
        let name = self.names(kind).into_iter().next();
        let name = name.unwrap_or_else(|| format!("word/{kind}.xml"));
        self.package.xml_if_whole(&name, holds, &mut self.findings)
    }

    fn metadata(&mut self, roots: &Relations) -> Metadata {
        let core = roots
            .values()
            .find(|relation| relation.kind == "core-properties");
        let name = core.map_or("docProps/core.xml", |core| core.target.as_str());
        let root = self
            .package
            .xml_if_whole(name, "title, author and date", &mut self.findings);
        root.map(|root| properties::read(&root)).unwrap_or_default()
    }

    /// Reads the other parts, and writes all.
    fn written(
        &mut self,
        reader: &mut Reader<'_>,
        blocks: Vec<Block>,
        mut metadata: Metadata,
    ) -> Extracted {
        let title = first_of(&blocks, Role::Title);
        // When a file was saved is not when the document was published.
        let date = first_of(&blocks, Role::Date).filter(|date| date.len() <= LONGEST_DATE);
        metadata.date = date.or(metadata.date);
        let has_headings = blocks.iter().any(|block| {
            matches!(block, Block::Paragraph(paragraph) if matches!(paragraph.role, Role::Heading(_)))
        });
        let mut written = Written::new(title.is_some());
        written.blocks(blocks);
        for (kind, holds, reason) in [
            ("header", "running heads", Reason::Running),
            ("footer", "running feet", Reason::Running),
            ("comments", "comments", Reason::Hidden),
        ] {
            for words in self.beside(reader, kind, holds) {
                written.apart(reason, &words);
            }
        }
        for words in self.drawn() {
            reader.visible += letters(&words);
            written.apart(Reason::Picture, &words);
        }
        for (kind, is_end) in [("footnotes", false), ("endnotes", true)] {
            let Some(root) = self.first(kind, "its notes") else {
                continue;
            };
            let name = self.names(kind).into_iter().next().unwrap_or_default();
            reader.enter(&root, self.links_of(&name));
            for (label, blocks) in reader.note_texts(&root, is_end) {
                written.note(label, blocks);
            }
        }
        let mut out = written.finish(reader.visible);
        line_items::find(&out.text, &mut out.blocks, &mut out.edits);
        let beginning = out
            .text
            .get(..out.text.floor_char_boundary(BEGINNING))
            .unwrap_or_default();
        metadata.title = title.or_else(|| {
            let own = metadata.title.take();
            own.filter(|own| !has_headings || is_said(own, beginning))
        });
        if metadata.language.is_none()
            && out.text.len() < LONG
            && detect::of_document(&out.text) == Language::Other
        {
            metadata.language =
                properties::language(&reader.languages, reader.styles.language.as_deref());
        }
        out.metadata = metadata;
        out
    }

    fn links_of(&mut self, part: &str) -> BTreeMap<String, String> {
        links(&relations(&mut self.package, part, &mut self.findings))
    }

    /// The words in charts and diagrams, one by one.
    fn drawn(&mut self) -> Vec<String> {
        let is_drawn = |name: &&str| {
            name.starts_with("word/charts/chart") || name.starts_with("word/diagrams/data")
        };
        let names = self.package.names().filter(is_drawn).map(str::to_owned);
        let mut found = Vec::new();
        for name in names.collect::<Vec<_>>() {
            let holds = "the words of a drawing";
            if let Some(root) = self.package.xml_if_whole(&name, holds, &mut self.findings) {
                let words: Vec<String> = root.all("a:t").iter().map(|text| text.text()).collect();
                found.push(words.join(" "));
            }
        }
        found.retain(|words| !words.trim().is_empty());
        found
    }

    /// The words of parts that are not the text, each once.
    fn beside(&mut self, reader: &mut Reader<'_>, kind: &str, holds: &str) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for name in self.names(kind) {
            let Some(root) = self.package.xml_if_whole(&name, holds, &mut self.findings) else {
                continue;
            };
            reader.enter(&root, BTreeMap::new());
            let before = reader.visible;
            let words = reader.words_of(&root);
            reader.visible = before;
            if !words.is_empty() && !found.contains(&words) {
                reader.visible += letters(&words);
                found.push(words);
            }
        }
        found
    }
}

/// The words of the first paragraphs that are something, one behind the other.
fn first_of(blocks: &[Block], role: Role) -> Option<String> {
    let is_it = |block: &Block| matches!(block, Block::Paragraph(paragraph) if paragraph.role == role && !paragraph.is_empty());
    let first = blocks.iter().position(is_it)?;
    let rest = blocks.get(first..).unwrap_or_default();
    let count = rest.iter().take_while(|block| is_it(block)).count();
    Some(said(
        rest.get(..count).unwrap_or_default(),
        Paragraph::words,
    ))
}

/// Says what the owner of the document should know.
fn tell(reader: &Reader<'_>, by_type: usize, findings: &mut Vec<Warning>) {
    if reader.deletions > 0 {
        findings.push(Warning::note(format!(
            "{}; the document is read as if all its changes were; accept or reject them",
            counted(
                reader.deletions,
                "deletion is not accepted yet",
                "deletions are not accepted yet"
            )
        )));
    }
    if reader.unknown > 0 {
        findings.push(Warning::caution(counted(
            reader.unknown,
            "sign of a font that does not say which character it is; no quote holds it",
            "signs of fonts that say of none which character it is; no quote holds them",
        )));
    }
    if reader.embedded > 0 {
        findings.push(Warning::caution(format!(
            "{} as a part of the text and not read; open the document and save it anew",
            counted(reader.embedded, "file is embedded", "files are embedded")
        )));
    }
    if by_type > 0 {
        findings.push(Warning::note(format!(
            "no paragraph has the style of a heading; {} in bold type {}",
            counted(by_type, "short one", "short ones"),
            plural(by_type, "is read as a heading", "are read as headings")
        )));
    }
    if reader.notes.restart() {
        findings.push(Warning::note(
            "its notes are counted anew on each page or in each section; here they are counted through",
        ));
    }
}
