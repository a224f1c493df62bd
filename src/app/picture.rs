//! Pictures of the pages that a quote stands on, painted in a child of this program.

use std::io;

use super::{App, READING};
use crate::{
    answer::Citation,
    config::Config,
    corpus::{self, NoPicture, Picture, PictureRequest, Request, Response, Warning},
    index::IndexError,
    sandbox::{Fault, Limits, Pending, Sandbox, usable_memory},
};

/// How long painting may take, in seconds of the processor.
const SECONDS: u64 = 10;

/// How large the pictures of one quote may be together, in bytes.
const MOST_BYTES: u64 = 32 * 1024 * 1024;

/// How much memory painting may take, in bytes, whatever reading may.
const MOST_MEMORY: u64 = 1024 * 1024 * 1024;

/// How many times the bytes of a file painting it takes at least.
const LEAST_COST: u64 = 3;

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// The document is not in the corpus any more, or is another one.
    #[error("{0} has changed since it was read; run `fundstelle index`, then ask again")]
    Changed(String),
    /// The file cannot be read.
    #[error("{0}")]
    Unreadable(Warning),
    /// The child painted nothing.
    #[error("{path}: {why}")]
    NotPainted {
        /// The document.
        path: String,
        /// Why.
        why: NoPicture,
    },
    /// The child was stopped, or not started.
    #[error("{path}: painting the page was stopped: {fault}; look at the page in the file itself")]
    Stopped {
        /// The document.
        path: String,
        /// Why.
        fault: Fault,
    },
    /// The corpus or the index cannot be read.
    #[error(transparent)]
    Index(#[from] IndexError),
}

/// Children of this program that paint pages.
pub fn painters(config: &Config) -> io::Result<Sandbox> {
    let wanted = config.corpus.read_memory_mb.saturating_mul(1024 * 1024);
    let limits = Limits {
        memory: wanted.min(usable_memory() / READING).min(MOST_MEMORY),
        seconds: SECONDS,
        answer: MOST_BYTES,
    };
    Sandbox::of_this_program(limits)
}

impl App {
    /// Pictures of the pages on which a quote stands, at most two, with the label of each page. What is
    /// painted is the very file that the quote was read from, and is read again to find the words.
    pub fn pictures(
        &self,
        painters: &Sandbox,
        citation: &Citation,
    ) -> Result<Vec<(String, Picture)>, PictureError> {
        let path = citation.path.clone();
        let changed = || PictureError::Changed(citation.path.clone());
        let entry = self.generation.manifest().entry(&citation.document);
        let entry = entry.ok_or_else(changed)?;
        let document = self.generation.document(&citation.document)?;
        let document = document.ok_or_else(changed)?;
        if document.pages.is_empty() {
            let format = corpus::Format::from_path(path.as_ref());
            let why = NoPicture::NoPages(format.map_or_else(String::new, |it| it.to_string()));
            return Err(PictureError::NotPainted { path, why });
        }
        let spans = citation.quote.spans().to_vec();
        let words = spans.iter().map(|span| span.of(&document.text).to_owned());
        let words = words.collect();
        let largest = self.config.corpus.max_file_mb * 1024 * 1024;
        let walk = corpus::walk(&self.config.corpus.folder, largest).map_err(IndexError::from)?;
        let file = walk.files.iter().find(|file| file.relative == entry.path);
        let file = file.ok_or_else(changed)?;
        let loaded = corpus::load(file).map_err(PictureError::Unreadable)?;
        if loaded.hash.to_hex().as_str() != entry.hash {
            return Err(changed());
        }
        let request = PictureRequest {
            format: file.format,
            spans,
            words,
            bytes: loaded.bytes,
        };
        let painted = paint(painters, request)
            .map_err(|fault| PictureError::Stopped {
                path: path.clone(),
                fault,
            })?
            .map_err(|why| PictureError::NotPainted { path, why })?;
        let label = |page: usize| document.pages.get(page).map(|page| page.label.clone());
        let labelled = painted.into_iter().map(|picture| {
            let label = label(picture.page).unwrap_or_else(|| (picture.page + 1).to_string());
            (label, picture)
        });
        Ok(labelled.collect())
    }
}

fn paint(
    painters: &Sandbox,
    request: PictureRequest,
) -> Result<Result<Vec<Picture>, NoPicture>, Fault> {
    let bytes = request.bytes.len();
    let least = u64::try_from(bytes).unwrap_or(u64::MAX);
    if least.saturating_mul(LEAST_COST) > painters.limits().memory {
        return Err(Fault::Memory);
    }
    let asked = painters.ask(Request::Picture(request), bytes);
    match asked.and_then(Pending::<Response>::finish)? {
        Response::Picture(painted) => Ok(painted),
        Response::Document(_) => Err(Fault::unasked()),
    }
}
