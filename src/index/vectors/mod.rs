//! The vectors of a generation: one for each passage, each sentence and each token of a passage.
//!
//! Three files of rows of fixed length, in the order of the manifest's documents, their passages
//! and sentences. Where a document's rows are follows from how much the documents before it hold.
//!
//! ```text
//! passages    key (16 bytes), first sentence, last sentence, tokens (u32 each), row
//! sentences   key, row
//! tokens      sentence (a byte: which of the passage's, from 0), row; passage after passage
//! ```
//!
//! Numbers are little endian; a row is as `embedding::write_row` writes it. The key is a hash of
//! the text, by which a later build knows what it need not embed again.

mod embed;
mod journal;
mod late;
mod open;
mod texts;
mod write;

use serde::{Deserialize, Serialize};

use crate::embedding::{Embedder, EmbeddingError, ModelId, row_bytes};

pub(super) use embed::{Embedded, embed};
pub use late::Late;
pub use open::{Cosines, Near, Vectors};
pub(super) use texts::NewTexts;
pub(super) use write::write;

/// The folder of the files within a generation.
pub(super) const FOLDER: &str = "vectors";
/// The file of each kind of rows.
const PASSAGES: &str = "passages";
const SENTENCES: &str = "sentences";
const TOKENS: &str = "tokens";

/// Bytes of a key.
const KEY: usize = 16;
/// Bytes of the numbers behind the key of a passage.
const NUMBERS: usize = 3 * size_of::<u32>();

/// A hash of an embedded text.
type Key = [u8; KEY];

/// The description of the vectors of a generation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VectorsEntry {
    /// The model that made them.
    pub model: ModelId,
    /// The name of the model.
    pub name: String,
    /// The length of the rows.
    pub shape: Shape,
}

/// The dimensions of the vectors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shape {
    /// Those of passages and sentences.
    pub dimensions: usize,
    /// Those of tokens; 0 where tokens have none.
    pub token_dimensions: usize,
}

impl Shape {
    fn of(embedder: &Embedder) -> Result<Self, EmbeddingError> {
        Ok(Self {
            dimensions: embedder.dimensions()?,
            token_dimensions: embedder.token_dimensions()?,
        })
    }

    /// Bytes of the vector of a passage or sentence.
    fn row(self) -> usize {
        row_bytes(self.dimensions)
    }

    fn passage(self) -> usize {
        KEY + NUMBERS + self.row()
    }

    fn sentence(self) -> usize {
        KEY + self.row()
    }

    fn token(self) -> usize {
        1 + row_bytes(self.token_dimensions)
    }
}
