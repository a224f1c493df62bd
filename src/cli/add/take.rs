//! Putting what is offered into the corpus. It is read before that: what nothing can be quoted from is not
//! kept, since a document that can never answer would only be an error at every `check`.

use std::{io::ErrorKind, path::Path};

use anyhow::bail;
use serde::Serialize;

use super::{
    kind::{Hints, format_of},
    offer::{MEGABYTE, Offer},
    place::{Standing, beside, encoding, path, standing},
};
use crate::{
    cli::args,
    config::Config,
    corpus::{
        Content, DocumentId, DocumentReader, NewFile, Parsed, RawDocument, SidecarSetting, Walk,
        Warning, encoding_of, outline_of, put, regular_file, with_settings, without_ending,
    },
};

/// The beginning of a sidecar that is written here.
const OPENING: &str =
    "# Written by fundstelle add; corpus/README.md says what else may stand here.";

/// So many findings say why a document is not kept.
const MOST_REASONS: usize = 3;

/// The outcome of adding a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Done {
    Added,
    Replaced,
    ThereAlready,
}

/// A document that is in the corpus now.
pub(super) struct Taken {
    pub(super) done: Done,
    /// Its path in the corpus.
    pub(super) relative: String,
    /// The result of reading it, if it was read.
    pub(super) parsed: Option<Box<Parsed>>,
}

/// Puts what is offered into the corpus, unless it is there.
pub(super) fn take(
    args: &args::Add,
    config: &Config,
    before: &Walk,
    wanted: Option<&str>,
    offer: &Offer,
    reader: &DocumentReader,
) -> anyhow::Result<Taken> {
    let hints = Hints {
        wanted,
        media_type: offer.media_type.as_deref(),
        names: &offer.names,
    };
    let format = format_of(Content::of(&offer.bytes), &hints)?;
    let root = &config.corpus.folder;
    let relative = path(wanted, offer, format);
    let stands = match standing(root, before, &relative, &offer.bytes) {
        // Whoever names it otherwise wants it twice.
        Standing::Same(other) if other != relative && wanted.is_some() => beside(before, &relative),
        found => found,
    };
    let done = match stands {
        Standing::Same(relative) => {
            return Ok(Taken {
                done: Done::ThereAlready,
                relative,
                parsed: None,
            });
        }
        Standing::Free => Done::Added,
        Standing::Other if args.replace => Done::Replaced,
        Standing::Other => bail!(
            "another document has the name {relative}; replace it with --replace, or choose a name with \
             --as NAME"
        ),
        Standing::Beside(other) => bail!(
            "{other} has the same name but for its ending, so both would have one id and one sidecar; \
             choose a name with --as NAME"
        ),
    };
    let sidecars = Sidecars::of(args, root, offer, &relative, encoding(offer, format))?;
    let parsed = reader.read_alone(RawDocument {
        id: DocumentId(without_ending(&relative).to_owned()),
        path: relative.clone(),
        format,
        outline_text: sidecars.outline.text.clone(),
        encoding_label: sidecars.encoding.text.clone(),
        bytes: offer.bytes.clone(),
    });
    let parsed = quotable(parsed)?;
    sidecars.put_with(root, &relative, &offer.bytes, done == Done::Replaced)?;
    Ok(Taken {
        done,
        relative,
        parsed: Some(parsed),
    })
}

/// The document, if anything can be quoted from it.
fn quotable(read: Result<Box<Parsed>, Warning>) -> anyhow::Result<Box<Parsed>> {
    let reasons = match read {
        Ok(parsed) if !parsed.document.sentences.is_empty() => return Ok(parsed),
        Ok(parsed) => parsed.warnings,
        Err(warning) => vec![warning],
    };
    let shown = reasons.iter().take(MOST_REASONS);
    let shown: Vec<&str> = shown
        .map(|reason| reason.message.trim_start_matches("not read: "))
        .collect();
    bail!("nothing can be quoted from it: {}", shown.join("; "))
}

/// The sidecars that the document will have.
struct Sidecars {
    outline: Sidecar,
    encoding: Sidecar,
}

/// The sidecar as it will stand there.
#[derive(Default)]
struct Sidecar {
    text: Option<String>,
    /// Whether it does not stand there yet.
    is_new: bool,
}

impl Sidecars {
    fn of(
        args: &args::Add,
        root: &Path,
        offer: &Offer,
        relative: &str,
        encoding: Option<&str>,
    ) -> anyhow::Result<Self> {
        let stands = text_of(root, &outline_of(relative))?;
        let mut settings: Vec<SidecarSetting<'_>> = Vec::new();
        for (key, value) in [
            ("title", &args.title),
            ("date", &args.date),
            ("source_url", &offer.source),
            ("retrieved", &offer.retrieved),
        ] {
            settings.extend(value.as_deref().map(|value| (key, Some(value))));
        }
        if offer.retrieved.is_none() && stands.is_some() {
            // It says when others were fetched.
            settings.push(("retrieved", None));
        }
        let outline = if settings.is_empty() {
            None
        } else {
            let changed = with_settings(stands.as_deref(), OPENING, &settings);
            let named = |error| anyhow::anyhow!("{}: {error}", outline_of(relative));
            Some(changed.map_err(named)?)
        };
        let said = text_of(root, &encoding_of(relative))?;
        Ok(Self {
            outline: Sidecar {
                is_new: outline.is_some() && outline != stands,
                text: outline.or(stands),
            },
            encoding: Sidecar {
                is_new: encoding.is_some(),
                text: encoding.map(str::to_owned).or(said),
            },
        })
    }

    /// Puts them into the corpus, and the document behind them.
    fn put_with(
        &self,
        root: &Path,
        relative: &str,
        bytes: &[u8],
        replaces: bool,
    ) -> anyhow::Result<()> {
        let (outline, encoding) = (outline_of(relative), encoding_of(relative));
        let beside = [(&outline, &self.outline), (&encoding, &self.encoding)];
        let beside = beside.into_iter().filter(|(_, sidecar)| sidecar.is_new);
        let mut files: Vec<NewFile<'_>> = beside
            .filter_map(|(relative, sidecar)| {
                Some(NewFile {
                    relative,
                    bytes: sidecar.text.as_ref()?.as_bytes(),
                    replaces: true,
                })
            })
            .collect();
        files.push(NewFile {
            relative,
            bytes,
            replaces,
        });
        Ok(put(root, &files)?)
    }
}

/// The text of a sidecar, if there is one.
fn text_of(root: &Path, relative: &str) -> anyhow::Result<Option<String>> {
    match regular_file::read_text(&root.join(relative), MEGABYTE) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        // A folder of the way is a file: that is told where it is put.
        Err(error) if error.kind() == ErrorKind::NotADirectory => Ok(None),
        Err(error) => bail!("{relative} cannot be read: {error}; mend or remove it first"),
    }
}
