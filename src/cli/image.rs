//! `ask --image` and `verify --image`: the page that a quote stands on, as a picture in a file.

use std::{
    fs::OpenOptions,
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
};

use crate::{
    answer::{Answer, Citation, verify::Verification},
    app::App,
};

/// Writes the pictures of a citation, and says of each where it is.
pub(super) fn write(
    file: &Path,
    is_forced: bool,
    app: &App,
    citation: Option<&Citation>,
) -> anyhow::Result<Vec<String>> {
    let Some(citation) = citation else {
        return Ok(vec![
            "no picture was written, as nothing of a document is quoted".to_owned(),
        ]);
    };
    let pictures = app.pictures(&app.painter(), citation);
    let pictures = pictures.map_err(|why| anyhow::anyhow!("{}: {why}", citation.path))?;
    let mut said = Vec::new();
    for (at, (page, picture)) in pictures.iter().enumerate() {
        let file = numbered(file, at);
        create(&file, is_forced, &picture.png)?;
        let (width, height) = picture.size;
        said.push(format!(
            "{}: p. {page} of {}, {width} x {height}",
            file.display(),
            citation.path
        ));
    }
    Ok(said)
}

/// Refuses a file that is there already, before anything is asked.
pub(super) fn check(file: &Path, is_forced: bool) -> anyhow::Result<()> {
    let is_png = file
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("png"));
    let shown = file.display();
    anyhow::ensure!(
        is_png,
        "{shown}: the picture is a PNG; name a file that ends in .png"
    );
    anyhow::ensure!(is_forced || !file.exists(), exists(file));
    Ok(())
}

/// The citation whose page is shown with an answer.
pub(super) fn of_answer(answer: &Answer) -> Option<&Citation> {
    match answer {
        Answer::Found { citations, .. }
        | Answer::Place { citations, .. }
        | Answer::About { citations, .. }
        | Answer::Mentions { citations, .. } => citations.first(),
        Answer::Own { .. } | Answer::NotFound { .. } | Answer::NoSuchPlace { .. } => None,
    }
}

/// The citation whose page is shown with the result of a check.
pub(super) fn of_verification(verification: &Verification) -> Option<&Citation> {
    match verification {
        Verification::Verbatim { citation, .. } | Verification::Nearly { citation, .. } => {
            Some(citation)
        }
        Verification::NotFound => None,
    }
}

/// The file for a picture: `out.png`, then `out-2.png`.
fn numbered(file: &Path, at: usize) -> PathBuf {
    if at == 0 {
        return file.to_owned();
    }
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    file.with_file_name(format!("{stem}-{}.png", at + 1))
}

fn create(file: &Path, is_forced: bool, bytes: &[u8]) -> anyhow::Result<()> {
    let mut how = OpenOptions::new();
    how.write(true);
    if is_forced {
        how.create(true).truncate(true);
    } else {
        how.create_new(true);
    }
    let written = how.open(file).and_then(|mut to| to.write_all(bytes));
    written.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => anyhow::anyhow!(exists(file)),
        _ => anyhow::anyhow!("cannot write {}: {error}", file.display()),
    })
}

fn exists(file: &Path) -> String {
    format!(
        "{} already exists; choose another file, or overwrite it with --force",
        file.display()
    )
}
