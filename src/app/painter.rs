//! The painter of pages: children of this program, or this process; and what they painted lately.

use std::sync::Arc;

use moka::sync::Cache;

use super::{building::READING, picture_error::PictureError};
use crate::{
    config::Config,
    corpus::{
        DocumentReader, Picture, PictureRequest, SandboxRequest, SandboxResponse, View, answer,
    },
    sandbox::{Fault, Limits, Pending, Sandbox, usable_memory},
    span::Span,
};

/// The time that painting may take, in seconds of the processor.
const SECONDS: u64 = 10;

/// The size that the pictures of one request may reach together, in bytes.
const MOST_BYTES: u64 = 32 * 1024 * 1024;

/// The memory that painting may take, in bytes, whatever reading may.
const MOST_MEMORY: u64 = 1024 * 1024 * 1024;

/// The least memory that painting takes, as a multiple of the bytes of the file.
const LEAST_COST: u64 = 3;

/// So many bytes of pictures are kept at most, and never more than this share of all memory, as a divisor.
const KEPT: u64 = 64 * 1024 * 1024;
const KEPT_OF_MEMORY: u64 = 16;

/// The bytes that a picture takes in the cache besides its own.
const ENTRY: usize = 512;

/// Paints pages. Clones share the children and what is kept.
#[derive(Clone)]
pub struct Painter {
    /// Without one, pages are painted in this process.
    sandbox: Option<Sandbox>,
    kept: Cache<Wanted, Arc<Vec<Picture>>>,
}

/// The pictures that are wanted: whoever asks for the same again gets the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Wanted {
    /// The hash of the file.
    pub(super) file: String,
    pub(super) view: View,
    /// The spans that are marked.
    pub(super) spans: Vec<Span>,
}

impl Painter {
    /// Has children paint where children read; otherwise this process does both.
    pub fn beside(reader: &DocumentReader, config: &Config) -> Self {
        let wanted = config.corpus.read_memory_mb.saturating_mul(1024 * 1024);
        let limits = Limits {
            memory: wanted.min(usable_memory() / READING).min(MOST_MEMORY),
            seconds: SECONDS,
            answer: MOST_BYTES,
        };
        let weight = |_: &Wanted, pictures: &Arc<Vec<Picture>>| {
            let bytes: usize = pictures.iter().map(|picture| picture.png.len()).sum();
            u32::try_from(bytes + ENTRY).unwrap_or(u32::MAX)
        };
        Self {
            sandbox: reader.sandbox().map(|sandbox| sandbox.with(limits)),
            kept: Cache::builder()
                .weigher(weight)
                .max_capacity(KEPT.min(usable_memory() / KEPT_OF_MEMORY))
                .build(),
        }
    }

    /// Returns what is wanted, painted now or kept from before. It blocks.
    pub(super) fn paint(
        &self,
        wanted: &Wanted,
        request: impl FnOnce() -> Result<PictureRequest, PictureError>,
    ) -> Result<Arc<Vec<Picture>>, Arc<PictureError>> {
        let painted = || {
            let painted = self.painted(request()?)?;
            Ok(Arc::new(painted))
        };
        self.kept.try_get_with_by_ref(wanted, painted)
    }

    /// The pictures that were painted before and are kept.
    pub(super) fn kept(&self, wanted: &Wanted) -> Option<Arc<Vec<Picture>>> {
        self.kept.get(wanted)
    }

    /// Keeps that there are no pictures, so that nobody tries again.
    pub(super) fn keep_none(&self, wanted: Wanted) {
        self.kept.insert(wanted, Arc::default());
    }

    fn painted(&self, request: PictureRequest) -> Result<Vec<Picture>, PictureError> {
        let response = match &self.sandbox {
            Some(sandbox) => asked(sandbox, request)?,
            None => answer(SandboxRequest::Picture(request)),
        };
        match response {
            SandboxResponse::Picture(painted) => Ok(painted?),
            SandboxResponse::Document(_) => Err(Fault::unasked().into()),
        }
    }
}

fn asked(sandbox: &Sandbox, request: PictureRequest) -> Result<SandboxResponse, Fault> {
    let bytes = request.bytes.len();
    let least = u64::try_from(bytes).unwrap_or(u64::MAX);
    if least.saturating_mul(LEAST_COST) > sandbox.limits().memory {
        return Err(Fault::Memory);
    }
    let asked = sandbox.ask(SandboxRequest::Picture(request), bytes);
    let response = asked.and_then(Pending::finish);
    // Pictures are asked for now and then: nobody waits for the next one with memory in hand.
    sandbox.rest();
    response
}
