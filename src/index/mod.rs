//! (4) Passages to hits: one immutable generation of the index on disk, and how it is searched.
//!
//! A generation is a folder with a manifest, tantivy indexes and the vectors of a model. It is built beside the one that
//! serves, and published by the switch of one pointer file (see `generations`).

mod adopt;
mod age;
mod build;
mod complete;
mod documents;
mod doubt;
mod editions;
mod error;
mod generations;
mod guard;
mod manifest;
mod named;
mod pace;
mod parts;
mod progress;
mod query;
mod read_only;
mod reader;
mod revisions;
mod schema;
mod scope;
mod search;
mod statistics;
mod vectors;
mod word_writer;
mod words;

pub use adopt::{Adopted, Shared};
pub use build::{Announce, Build, BuildReport, Embeds, build, is_current};
pub use editions::{Edition, Editions};
pub use error::IndexError;
pub use generations::Generations;
pub use manifest::{
    Counts, DocumentEntry, FORMAT_VERSION, Failed, Former, GenerationFile, Manifest,
};
pub use pace::Pace;
pub use progress::{Ahead, BuildStage, Progress};
pub use query::{Query, QueryTerm};
pub use reader::Generation;
pub use revisions::Revisions;
pub use scope::Scope;
pub use search::{Hit, SentenceHit};
pub use vectors::{Cosines, Late, Near, Vectors, VectorsEntry};
