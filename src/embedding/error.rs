//! Errors of a model, said with path and remedy.

use std::{io, path::PathBuf};

use thiserror::Error;

/// A model cannot be used.
#[derive(Debug, Error)]
pub enum EmbeddingError {
    /// A file of the model's folder cannot be read.
    #[error(
        "cannot read {path}: {cause}; a model is a folder with model.onnx and tokenizer.json, named \
         by {setting} (embedding.enabled = false does without)"
    )]
    Unreadable {
        /// The setting that names the folder.
        setting: &'static str,
        /// The file.
        path: PathBuf,
        /// The reason.
        cause: io::Error,
    },
    /// A file of the model is not what it should be.
    #[error("{file} of the model {model} cannot be used: {reason}")]
    Broken {
        /// The model: a folder, or the bundled one.
        model: String,
        /// The file in it.
        file: &'static str,
        /// The fault in it.
        reason: String,
    },
    /// No model is linked into the program and none is named.
    #[error(
        "this program was built without a model; name a folder with embedding.model, or do without \
         by embedding.enabled = false"
    )]
    NoModel,
    /// The model failed on a text.
    #[error("the embedding model failed: {0}")]
    Failed(String),
}
