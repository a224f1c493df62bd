//! `check`: what was read of each file, and everything that is odd about it.

use serde::Serialize;

use super::{ANSWERED, FAILED, Output, args, ask, progress::Bar};
use crate::{
    answer::Model,
    app::App,
    config::Config,
    corpus::{Document, EditKind, Origin, Severity, Warning},
    index::DocumentEntry,
};

/// What was read of a file.
#[derive(Debug, Serialize)]
struct FileReport<'a> {
    #[serde(flatten)]
    entry: &'a DocumentEntry,
    encoding: String,
    repaired: bool,
    derived_sections: usize,
    boilerplate_text: Vec<String>,
    gap_bytes: Vec<usize>,
}

#[derive(Debug, Serialize)]
struct Report<'a> {
    files: Vec<FileReport<'a>>,
    warnings: Vec<&'a Warning>,
    errors: usize,
}

pub(super) fn run(args: &args::Check, config: &Config, output: &mut Output) -> anyhow::Result<u8> {
    let (model, reader) = (
        Model::open(&config.embedding)?,
        ask::document_reader(config)?,
    );
    let opened = App::open_with(config, model, reader, &Bar::new())?;
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
            .chain(generation.editions().findings())
            .collect(),
        errors,
    };
    if args.json {
        output.json(&report)?;
    } else {
        text(&report, output);
    }
    Ok(if errors > 0 { FAILED } else { ANSWERED })
}

fn file_report<'a>(entry: &'a DocumentEntry, document: &Document) -> FileReport<'a> {
    let boilerplate = document
        .boilerplate
        .iter()
        .map(|span| span.of(&document.text).to_owned());
    let gaps = document
        .edits
        .iter()
        .filter(|edit| edit.kind == EditKind::Gap);
    let derived = document
        .sections
        .iter()
        .filter(|s| s.origin == Origin::Derived);
    FileReport {
        entry,
        encoding: document.encoding.clone(),
        repaired: document.repaired,
        derived_sections: derived.count(),
        boilerplate_text: boilerplate.collect(),
        gap_bytes: gaps.map(|edit| edit.span.start).collect(),
    }
}

fn text(report: &Report<'_>, output: &mut Output) {
    for file in &report.files {
        let counts = &file.entry.counts;
        let derived = if file.derived_sections > 0 {
            " (derived)"
        } else {
            ""
        };
        let repaired = if file.repaired { ", repaired" } else { "" };
        output.line(&format!(
            "{}: {}, {}{repaired}; {} sections{derived}, {} paragraphs, {} sentences, {} footnotes",
            file.entry.path,
            file.entry.language,
            file.encoding,
            counts.sections,
            counts.paragraphs,
            counts.sentences,
            counts.footnotes,
        ));
        for boilerplate in &file.boilerplate_text {
            output.line(&format!("  set apart: {}", shortened(boilerplate)));
        }
        for gap in &file.gap_bytes {
            output.line(&format!("  gap in the source at byte {gap}"));
        }
        for warning in &file.entry.warnings {
            output.line(&format!("  {warning}"));
        }
    }
    for warning in &report.warnings {
        output.line(&warning.to_string());
    }
    if report.files.is_empty() {
        output.line("error: no document could be read");
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
