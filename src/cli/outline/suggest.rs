//! `outline --suggest`: an outline sidecar to begin with, beside a document.

use std::{
    io::ErrorKind,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail, ensure};

use crate::{
    cli::{ask, exit_code::ANSWERED, output::Output},
    config::Config,
    corpus::{
        self, DocumentId, Format, NewFile, Outline, RawDocument, encoding_of, outline_of,
        printable, put, regular_file, suggest, without_ending,
    },
    plural::counted,
};

const MEGABYTE: u64 = 1024 * 1024;

/// The beginning of a sidecar that is written here.
const OPENING: &str = "\
# The sections as they were read, for you to edit: titles, levels, where they begin. As soon as this file
# names sections, they take the place of those in the document. Run fundstelle check after every change;
# corpus/README.md says what else may stand here.
";

/// By this it is seen that sections are offered already.
const OFFERED: &str = "# [[section]]";

pub(super) fn run(file: &Path, config: &Config, output: &mut Output) -> anyhow::Result<u8> {
    let path = found(file, config)?;
    let name = path.file_name().and_then(|name| name.to_str());
    let name = name.context("the name of the file cannot be shown as it is; rename it first")?;
    let format = Format::from_path(&path)
        .with_context(|| format!("{name} is not read; {} are", Format::ENDINGS))?;
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let shown = path.with_file_name(outline_of(name));
    let shown = shown.to_string_lossy();
    let shown = printable(&shown);
    let folder = folder.unwrap_or(Path::new("."));
    let before = text_of(&folder.join(outline_of(name)))?;
    if let Some(text) = &before {
        let outline = Outline::parse(text).with_context(|| format!("{shown} is not changed"))?;
        ensure!(
            outline.sections.is_empty() && !text.contains(OFFERED),
            "{shown} names sections already, and is not changed; move it away for a new one"
        );
    }
    let bytes = path.canonicalize().and_then(|real| {
        regular_file::read(&real, config.corpus.max_file_mb.saturating_mul(MEGABYTE))
    });
    let bytes = bytes.with_context(|| format!("{} cannot be read", printable(name)))?;
    let raw = RawDocument {
        id: DocumentId(without_ending(name).to_owned()),
        path: name.to_owned(),
        format,
        outline_text: before.clone(),
        encoding_label: text_of(&folder.join(encoding_of(name)))?,
        bytes,
    };
    let parsed = ask::document_reader(config)?.read_alone(raw);
    let parsed = parsed.map_err(|warning| anyhow::anyhow!("{warning}"))?;
    let suggestion = suggest(&parsed.document);
    let text = match &before {
        Some(before) => format!("{}\n{}", before.trim_end(), suggestion.sections),
        None => format!("{OPENING}{}{}", suggestion.head, suggestion.sections),
    };
    Outline::parse(&text).context("the sections cannot be written as an outline; report it")?;
    let file = NewFile {
        relative: &outline_of(name),
        bytes: text.as_bytes(),
        replaces: before.is_some(),
    };
    put(folder, &[file])?;
    say(&shown, before.is_some(), &suggestion, output);
    Ok(ANSWERED)
}

fn say(shown: &str, was_there: bool, suggestion: &corpus::SuggestedOutline, output: &mut Output) {
    let sections = match suggestion.count {
        0 if suggestion.left_out.is_empty() => {
            "no section, as none was found, but the beginnings of paragraphs".to_owned()
        }
        count => counted(count, "section", "sections"),
    };
    output.line(&if was_there {
        format!("added to {shown}: {sections}; what stood there is unchanged")
    } else {
        format!("wrote {shown}: {sections}")
    });
    for section in &suggestion.left_out {
        output.line(&format!(
            "  left out, as its first words stand at several places: {}",
            printable(section)
        ));
    }
    output.line("  edit it, and run fundstelle check");
}

/// The file that is meant: by its path, by its path in the corpus, or by the id of the document.
fn found(file: &Path, config: &Config) -> anyhow::Result<PathBuf> {
    let root = &config.corpus.folder;
    let inner = root.join(file);
    for path in [file, &inner] {
        if path.is_file() {
            return Ok(path.to_owned());
        }
    }
    let limit = config.corpus.max_file_mb.saturating_mul(MEGABYTE);
    let id = file.to_string_lossy();
    let of_id = corpus::walk(root, limit).ok().and_then(|walk| {
        let mut files = walk.files.into_iter();
        files.find(|file| file.id.as_str() == id)
    });
    match of_id {
        Some(file) => Ok(root.join(file.relative)),
        None => bail!(
            "there is no file {}, neither here nor in the corpus",
            printable(&id)
        ),
    }
}

/// The text of a sidecar, if there is one.
fn text_of(path: &Path) -> anyhow::Result<Option<String>> {
    match regular_file::read_text(path, MEGABYTE) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("{} cannot be read", path.display())),
    }
}
