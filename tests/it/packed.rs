//! Files that are archives of parts, made in code, and what is read of them.

use std::{
    fmt::Write as _,
    fs,
    io::{Cursor, Write as _},
    path::Path,
};

use crate::program::Program;
use fundstelle::{
    corpus::{Document, DocumentId, Format, Parsed, RawDocument, Reading, Warning, read},
    span::Span,
};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// Packs parts.
pub(crate) fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        archive.start_file(name.as_str(), options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// Reads a file as the program does.
pub(crate) fn parse(format: Format, bytes: Vec<u8>) -> Result<Parsed, Warning> {
    read(RawDocument {
        id: DocumentId("a".to_owned()),
        path: "a".to_owned(),
        format,
        outline_text: None,
        encoding_label: None,
        bytes,
    })
}

/// A paragraph and where it begins.
fn paragraph(document: &Document, index: usize) -> (usize, String) {
    let paragraph = document.paragraphs.get(index).unwrap();
    let reading = |span| Reading::of(&document.text, span, &document.edits).text;
    let sentences = document.sentences_of(paragraph).iter();
    let read = sentences.map(|sentence| {
        let item = paragraph
            .items
            .iter()
            .find(|item| item.span.start == sentence.start);
        let before = item.map_or_else(String::new, |item| {
            let marker = item
                .marker
                .as_ref()
                .map_or_else(String::new, |marker| format!("{marker} "));
            format!("{}{marker}", "> ".repeat(usize::from(item.depth)))
        });
        format!("{before}{}", reading(*sentence))
    });
    let read: Vec<String> = read.collect();
    let notes = &document.footnotes;
    let note = notes.iter().find(|footnote| footnote.note == Some(index));
    let note = note.map_or_else(String::new, |note| format!(" {}", note.number));
    let pages = document.pages_of(paragraph.span).iter();
    let pages: Vec<&str> = pages
        .map(|page| page.label.as_str())
        .filter(|label| !label.is_empty())
        .collect();
    let page = if pages.is_empty() {
        String::new()
    } else {
        format!(" p. {}", pages.join("–"))
    };
    (
        paragraph.span.start,
        format!("{:?}{note}{page}: {}", paragraph.kind, read.join(" ⏎ ")),
    )
}

/// What is read, in order: sections, paragraphs with their items and pages, what is set apart, findings.
pub(crate) fn dump(parsed: &Parsed) -> String {
    let document = &parsed.document;
    let reading = |span| Reading::of(&document.text, span, &document.edits).text;
    let mut lines: Vec<(usize, String)> = Vec::new();
    for section in &document.sections {
        let marks = "#".repeat(usize::from(section.level));
        let heading = section.heading.map(reading).unwrap_or_default();
        lines.push((
            section.span.start,
            format!("{marks} {heading} [{}]", section.place),
        ));
    }
    for index in 0..document.paragraphs.len() {
        lines.push(paragraph(document, index));
    }
    for apart in &document.set_apart {
        let words = apart.reading(&document.text, &document.edits);
        lines.push((apart.span.start, format!("-- {}: {words}", apart.reason)));
    }
    lines.sort();
    let mut out = String::new();
    for (name, value) in [
        ("title", &document.metadata.title),
        ("author", &document.metadata.author),
        ("date", &document.metadata.date),
    ] {
        if let Some(value) = value {
            writeln!(out, "{name}: {value}").unwrap();
        }
    }
    for (_, line) in lines {
        writeln!(out, "{line}").unwrap();
    }
    for mark in &document.footnotes {
        let before = document.text.get(..mark.mark.start).unwrap();
        let word = before.split_whitespace().next_back().unwrap_or_default();
        writeln!(out, "fn. {} behind {word}", mark.number).unwrap();
    }
    for warning in &parsed.warnings {
        writeln!(out, "{}", warning.message).unwrap();
    }
    let account = &document.account;
    assert_eq!(account.visible, account.accounted(), "{account:?}\n{out}");
    out
}

/// What a file says of itself, and how much of it is read.
fn shown(path: &Path, format: Format, is_ours: bool) -> String {
    let parsed = match parse(format, fs::read(path).unwrap()) {
        Ok(parsed) => parsed,
        Err(finding) => return finding.message,
    };
    let document = parsed.document;
    let mut out = String::new();
    let with_notes = document
        .footnotes
        .iter()
        .filter(|footnote| footnote.note.is_some());
    let items: usize = document
        .paragraphs
        .iter()
        .map(|paragraph| paragraph.items.len())
        .sum();
    writeln!(
        out,
        "{} paragraphs, {items} items and rows, {} of {} footnotes with their texts, {} pages\n{}",
        document.paragraphs.len(),
        with_notes.count(),
        document.footnotes.len(),
        document.pages.len(),
        document.account
    )
    .unwrap();
    for section in &document.sections {
        let indent = "  ".repeat(usize::from(section.level));
        let number = section
            .label
            .as_ref()
            .map_or("without a number", |_| section.place.as_str());
        let title = if is_ours { section.title.as_str() } else { "" };
        writeln!(out, "{indent}{number} {title}").unwrap();
    }
    for warning in &parsed.warnings {
        writeln!(out, "{}", warning.message).unwrap();
    }
    out
}

/// Compares the outlines of real files of a format with those that are kept.
pub(crate) fn real_files(ending: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/eval/formats");
    if !root.is_dir() {
        eprintln!("skipped: there are no real files here");
        return;
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(format!("../cases/{ending}"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for (folder, is_ours) in [(root.clone(), true), (root.join("real"), false)] {
            let paths = fs::read_dir(folder)
                .unwrap()
                .map(|entry| entry.unwrap().path());
            let mut paths: Vec<_> = paths.collect();
            paths.retain(|path| path.extension().is_some_and(|own| own == ending));
            paths.sort();
            for path in paths {
                let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
                let format = Format::from_path(&path).unwrap();
                insta::assert_snapshot!(name, shown(&path, format, is_ours));
            }
        }
    });
}

/// What every document keeps: spans in order that cut no character and do not overlap.
pub(crate) fn check_sound(document: &Document) {
    let text = &document.text;
    let in_order = |spans: Vec<Span>, what: &str| {
        let mut at = 0;
        for span in spans {
            assert!(
                at <= span.start && span.start <= span.end,
                "{what}: {span:?} behind {at}\n{text}"
            );
            assert!(
                text.get(span.start..span.end).is_some(),
                "{what}: {span:?}\n{text}"
            );
            at = span.end;
        }
    };
    in_order(document.sentences.clone(), "sentences");
    in_order(
        document
            .paragraphs
            .iter()
            .map(|paragraph| paragraph.span)
            .collect(),
        "paragraphs",
    );
    in_order(
        document.edits.iter().map(|edit| edit.span).collect(),
        "edits",
    );
    in_order(
        document.pages.iter().map(|page| page.span).collect(),
        "pages",
    );
    for styled in &document.styles {
        in_order(vec![styled.span], "styles");
    }
    let account = &document.account;
    assert_eq!(account.visible, account.accounted(), "{account:?}\n{text}");
}

/// Asks a file for each question, and looks for the words and the place of the answer.
pub(crate) fn check_questions(name: &str, bytes: Vec<u8>, questions: &[(&str, &str, &str)]) {
    let program = Program::with(&[]);
    program.write(name, bytes);
    let mut wrong = Vec::new();
    for (question, words, place) in questions {
        let said = program.ask(question).stdout;
        let said = said
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .replace("**", "");
        if !said.contains(words) || !said.contains(place) {
            wrong.push(format!("{question}\n    {said}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
