//! The outlines of files as others make them: each was read against its pages. Titles are those of others,
//! so numbers alone are kept of what is not ours.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use super::parse;

/// What a file says of itself, and how much of it is read.
fn shown(path: &Path, is_ours: bool) -> String {
    let parsed = match parse(fs::read(path).unwrap()) {
        Ok(parsed) => parsed,
        Err(finding) => return finding.message,
    };
    let document = parsed.document;
    let mut out = String::new();
    let first = document
        .pages
        .first()
        .map_or("", |page| page.label.as_str());
    let last = document.pages.last().map_or("", |page| page.label.as_str());
    let with_notes = document
        .footnotes
        .iter()
        .filter(|footnote| footnote.note.is_some());
    writeln!(
        out,
        "pages {first} to {last}; {} paragraphs, {} of {} footnotes with their texts\n{}",
        document.paragraphs.len(),
        with_notes.count(),
        document.footnotes.len(),
        document.account
    )
    .unwrap();
    for section in &document.sections {
        let indent = "  ".repeat(usize::from(section.level));
        let page = document.pages_of(section.span).first();
        let page = page.map_or("", |page| page.label.as_str());
        let number = section
            .label
            .as_ref()
            .map_or("without a number", |_| section.place.as_str());
        let title = if is_ours { section.title.as_str() } else { "" };
        writeln!(out, "{indent}{number} {title}, p. {page}").unwrap();
    }
    for warning in &parsed.warnings {
        writeln!(out, "{}", warning.message).unwrap();
    }
    out
}

/// The folder of real files, if it is here.
fn folder() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/eval/formats");
    if !root.is_dir() {
        eprintln!("skipped: there are no real files here");
        return None;
    }
    Some(root)
}

/// The files in a folder.
fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "pdf"));
    paths.sort();
    paths
}

/// All real files that are here.
pub(super) fn files() -> Vec<PathBuf> {
    let root = folder();
    let folders = root
        .iter()
        .flat_map(|root| [root.clone(), root.join("real")]);
    folders.flat_map(|folder| files_in(&folder)).collect()
}

#[test]
fn real_files_have_the_sections_of_their_pages() {
    let Some(root) = folder() else {
        return;
    };
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../cases/pdf");
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| {
        for (folder, is_ours) in [(root.clone(), true), (root.join("real"), false)] {
            for path in files_in(&folder) {
                let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
                insta::assert_snapshot!(name, shown(&path, is_ours));
            }
        }
    });
}
