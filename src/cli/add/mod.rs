//! `add`: a document copied into the corpus, from a file or from the web, and what `check` says of it.

mod addresses;
mod body;
mod fetch;
mod kind;
mod offer;
mod place;
mod source;
mod take;

use anyhow::{Context as _, anyhow};
use serde::Serialize;

use self::{
    offer::{MEGABYTE, Offer},
    take::{Done, Taken, take},
};
use super::{
    args, ask, check,
    exit_code::{ANSWERED, FAILED},
    output::Output,
};
use crate::{
    config::Config,
    corpus::{
        self, CorpusError, DocumentReader, Parsed, RawDocument, Severity, SourceFile, Walk,
        Warning, encoding_of, outline_of, printable,
    },
    index::DocumentEntry,
    passages::passages,
    plural::counted,
};

/// The report on a document that was added.
#[derive(Serialize)]
struct Report<'a> {
    done: Done,
    bytes: usize,
    /// The report on what was read of it, as `check` gives it.
    file: &'a check::FileReport<'a>,
    warnings: &'a [Warning],
}

pub(super) fn run(args: &args::Add, config: &Config, output: &mut Output) -> anyhow::Result<u8> {
    let before = walk(config)?;
    let wanted = args.name.as_deref().map(place::wanted).transpose()?;
    let reader = ask::document_reader(config)?;
    let offer = Offer::of(args, config)?;
    let taken = take(args, config, &before, wanted.as_deref(), &offer, &reader);
    let taken = taken.with_context(|| format!("{} was not added", offer.called))?;
    report(args, config, &offer, taken, &reader, output)
}

/// The corpus as it is; it may be empty.
fn walk(config: &Config) -> anyhow::Result<Walk> {
    let limit = config.corpus.max_file_mb * MEGABYTE;
    match corpus::walk(&config.corpus.folder, limit) {
        Err(CorpusError::Empty { .. }) => Ok(Walk::default()),
        found => Ok(found?),
    }
}

/// Says what became of it, and what `check` will say of it.
fn report(
    args: &args::Add,
    config: &Config,
    offer: &Offer,
    taken: Taken,
    reader: &DocumentReader,
    output: &mut Output,
) -> anyhow::Result<u8> {
    let Taken {
        done,
        relative,
        parsed,
    } = taken;
    let after = walk(config)?;
    let file = after.files.iter().find(|file| file.relative == relative);
    let file = file.with_context(|| {
        format!(
            "{relative} is there, but is not read: its folder is left out, or it says so itself"
        )
    })?;
    let (parsed, hash) = read(file, parsed, reader)?;
    let Parsed { document, warnings } = *parsed;
    let count = passages(&document).len();
    let entry = DocumentEntry::of(&document, file.states.clone(), hash, count, warnings);
    let own = [
        relative.clone(),
        outline_of(&relative),
        encoding_of(&relative),
    ];
    let about: Vec<Warning> = after
        .warnings
        .into_iter()
        .filter(|w| own.contains(&w.path))
        .collect();
    let file = check::file_report(&entry, &document);
    if args.json {
        output.json(&Report {
            done,
            bytes: offer.bytes.len(),
            file: &file,
            warnings: &about,
        })?;
    } else {
        first_lines(done, &relative, offer, output);
        check::file_text(&file, output);
        for warning in &about {
            output.line(&format!("  {warning}"));
        }
    }
    let mut all = entry.warnings.iter().chain(&about);
    let is_bad = all.any(|warning| warning.severity == Severity::Error);
    Ok(if is_bad { FAILED } else { ANSWERED })
}

/// The document and its hash; it is read, unless it has been.
fn read(
    file: &SourceFile,
    parsed: Option<Box<Parsed>>,
    reader: &DocumentReader,
) -> anyhow::Result<(Box<Parsed>, String)> {
    let failed = |warning: Warning| anyhow!("{warning}");
    let loaded = corpus::load(file).map_err(failed)?;
    let hash = loaded.hash.to_hex().to_string();
    let parsed = match parsed {
        Some(parsed) => parsed,
        None => reader
            .read_alone(RawDocument::of(file, loaded))
            .map_err(failed)?,
    };
    Ok((parsed, hash))
}

fn first_lines(done: Done, relative: &str, offer: &Offer, output: &mut Output) {
    let size = size(offer.bytes.len());
    output.line(&match done {
        Done::Added => format!("added {relative} ({size})"),
        Done::Replaced => format!("replaced {relative} ({size})"),
        Done::ThereAlready => format!(
            "{relative} is there already, with the same bytes ({size}); nothing was changed"
        ),
    });
    if let Some(source) = offer
        .source
        .as_deref()
        .filter(|_| done != Done::ThereAlready)
    {
        let less = if offer.is_less {
            ", without what may be a secret"
        } else {
            ""
        };
        let outline = outline_of(relative);
        output.line(&format!(
            "  {outline} names the source{less}: {}",
            printable(source)
        ));
    }
}

/// `214 KB`, `1.2 MB`.
fn size(bytes: usize) -> String {
    const KILOBYTE: usize = 1024;
    match bytes {
        0..KILOBYTE => counted(bytes, "byte", "bytes"),
        bytes if bytes < KILOBYTE * KILOBYTE => format!("{} KB", bytes.div_ceil(KILOBYTE)),
        bytes => {
            let tenths = (bytes * 10).div_ceil(KILOBYTE * KILOBYTE);
            format!("{}.{} MB", tenths / 10, tenths % 10)
        }
    }
}
