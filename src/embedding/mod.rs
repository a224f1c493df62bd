//! Text to vectors: a sentence-embedding model, run in the process.
//!
//! A text becomes one vector of length 1, and texts that mean the same lie near each other, in
//! whatever language they are written. Besides, each token of a question and of a passage gets a
//! shorter vector of its own, for late interaction (see `answer::rank`).

mod basis;
mod cross_encoder;
mod cross_encoder_files;
mod embedder;
mod error;
mod files;
mod fingerprint;
mod folder;
mod loaded;
mod network;
mod quantised;
mod reranker;
mod settings;
mod token_probes;
mod tokens;
mod unigram;
mod vectors;
mod workers;

pub use basis::TokenBasis;
pub use cross_encoder_files::CrossEncoderFiles;
pub use embedder::Embedder;
pub use error::EmbeddingError;
pub use files::{ModelFiles, ModelId};
pub use quantised::{Probe, row_bytes, write_row};
pub use reranker::{Read, Reranker};
pub use settings::{ModelSettings, Pooling};
pub use token_probes::TokenProbes;
pub use vectors::{PassageToken, PassageVectors, QuestionToken, QuestionVectors};
