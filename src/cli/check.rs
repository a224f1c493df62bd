//! `check`: what was read of each file, and everything that is odd about it.

use std::path::Path;

use serde::Serialize;

use super::{
    args, ask,
    exit_code::{ANSWERED, FAILED},
    output::Output,
};
use crate::{
    app::App,
    config::Config,
    corpus::{Account, Document, EditKind, Format, Origin, Reason, Severity, Warning},
    index::{DocumentEntry, Embeds},
    passages::Locator,
    plural::counted,
    span::Span,
};

/// So many stretches that are set apart are listed of a document.
const MAX_APART: usize = 12;

/// The report on what was read of a file.
#[derive(Debug, Serialize)]
pub(super) struct FileReport<'a> {
    #[serde(flatten)]
    entry: &'a DocumentEntry,
    encoding: String,
    repaired: bool,
    derived_sections: usize,
    set_apart: Vec<ApartReport>,
    account: Account,
    gap_bytes: Vec<usize>,
}

/// A stretch that was set apart.
#[derive(Debug, Serialize)]
struct ApartReport {
    /// The line of the file; none for formats whose text is extracted.
    line: Option<usize>,
    /// The nearest place that has a name.
    place: String,
    reason: Reason,
    text: String,
}

#[derive(Debug, Serialize)]
struct Report<'a> {
    files: Vec<FileReport<'a>>,
    warnings: Vec<&'a Warning>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    collections: Vec<CollectionReport>,
    errors: usize,
}

/// A collection of the settings.
#[derive(Debug, Serialize)]
struct CollectionReport {
    name: String,
    documents: usize,
    /// Its readers, in words.
    #[serde(skip)]
    seen_by: String,
}

pub(super) fn run(args: &args::Check, config: &Config, output: &mut Output) -> anyhow::Result<u8> {
    let opened = ask::opened(config, Embeds::Never)?;
    ask::warn_of_index(&opened);
    let generation = opened.app.generation();
    let manifest = generation.manifest();
    let mut files = Vec::new();
    for entry in &manifest.documents {
        if let Some(document) = generation.document(&entry.id)? {
            files.push(file_report(entry, &document));
        }
    }
    let of_files = manifest.documents.iter().flat_map(|entry| &entry.warnings);
    let errors = of_files
        .chain(&manifest.warnings)
        .filter(|warning| warning.severity == Severity::Error)
        .count()
        + usize::from(manifest.documents.is_empty())
        + usize::from(opened.stale.is_some());
    let report = Report {
        files,
        warnings: manifest
            .warnings
            .iter()
            .chain(generation.findings())
            .collect(),
        collections: collections(&opened.app),
        errors,
    };
    if args.json {
        output.json(&report)?;
    } else {
        text(&report, output);
    }
    Ok(if errors > 0 { FAILED } else { ANSWERED })
}

fn collections(app: &App) -> Vec<CollectionReport> {
    let collections = app.collections().into_iter();
    let report = collections.map(|(collection, documents)| CollectionReport {
        name: collection.name.clone(),
        documents,
        seen_by: collection.seen_by(),
    });
    report.collect()
}

/// The report on what was read of a file.
pub(super) fn file_report<'a>(entry: &'a DocumentEntry, document: &Document) -> FileReport<'a> {
    let gaps = document
        .edits
        .iter()
        .filter(|edit| edit.kind == EditKind::Gap)
        // Of a document with pages, a finding names those that have any.
        .filter(|_| document.pages.is_empty());
    let derived = document
        .sections
        .iter()
        .filter(|s| s.origin == Origin::Derived);
    FileReport {
        entry,
        encoding: document.encoding.clone(),
        repaired: document.repaired,
        derived_sections: derived.count(),
        gap_bytes: gaps.map(|edit| edit.span.start).collect(),
        set_apart: set_apart(document),
        account: document.account.clone(),
    }
}

/// The stretches that were set apart in a document, with their places.
fn set_apart(document: &Document) -> Vec<ApartReport> {
    let format = Format::from_path(Path::new(&document.path));
    let is_file = matches!(format, Some(Format::Markdown | Format::Text));
    let (mut at, mut line) = (0, 1);
    let mut reports = Vec::new();
    for apart in &document.set_apart {
        let between = Span::new(at, apart.span.start.max(at)).of(&document.text);
        line += between.matches('\n').count();
        at = apart.span.start.max(at);
        reports.push(ApartReport {
            line: is_file.then_some(line),
            place: Locator::of(document, Span::at(apart.span.start)).to_string(),
            reason: apart.reason,
            text: apart.reading(&document.text, &document.edits),
        });
    }
    reports
}

fn text(report: &Report<'_>, output: &mut Output) {
    for file in &report.files {
        file_text(file, output);
    }
    for warning in &report.warnings {
        output.line(&warning.to_string());
    }
    for collection in &report.collections {
        let documents = counted(collection.documents, "document", "documents");
        let (name, seen_by) = (&collection.name, &collection.seen_by);
        output.line(&format!("collection {name}: {documents}, {seen_by}"));
    }
    if report.files.is_empty() {
        output.line("error: no document could be read");
    }
}

/// Says in words what was read of a file.
pub(super) fn file_text(file: &FileReport<'_>, output: &mut Output) {
    let counts = &file.entry.counts;
    let derived = if file.derived_sections > 0 {
        " (derived)"
    } else {
        ""
    };
    let repaired = if file.repaired { ", repaired" } else { "" };
    output.line(&format!(
        "{}: {}, {}{repaired}; {}{derived}, {}, {}, {}",
        file.entry.path,
        file.entry.language,
        file.encoding,
        counted(counts.sections, "section", "sections"),
        counted(counts.paragraphs, "paragraph", "paragraphs"),
        counted(counts.sentences, "sentence", "sentences"),
        counted(counts.footnotes, "footnote", "footnotes"),
    ));
    output.line(&format!("  {}", file.account));
    // What comes again on every page is told last.
    let (again, once): (Vec<_>, Vec<_>) = file
        .set_apart
        .iter()
        .partition(|apart| apart.reason == Reason::Running);
    for apart in once.into_iter().chain(again).take(MAX_APART) {
        let place = match apart.line {
            Some(line) => format!("line {line}"),
            None => apart.place.clone(),
        };
        let place = if place.is_empty() {
            place
        } else {
            format!(", {place}")
        };
        output.line(&format!(
            "  set apart, {}{place}: {}",
            apart.reason,
            shortened(&apart.text)
        ));
    }
    if file.set_apart.len() > MAX_APART {
        let more = file.set_apart.len() - MAX_APART;
        output.line(&format!("  and {more} more; --json lists all"));
    }
    for gap in &file.gap_bytes {
        output.line(&format!("  gap in the source at byte {gap}"));
    }
    for warning in &file.entry.warnings {
        output.line(&format!("  {warning}"));
    }
}

/// The beginning of a text, on one line.
fn shortened(text: &str) -> String {
    const MAX_CHARS: usize = 80;
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if folded.chars().count() <= MAX_CHARS {
        return folded;
    }
    let head: String = folded.chars().take(MAX_CHARS).collect();
    format!("{head} […]")
}
