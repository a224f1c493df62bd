//! How texts are understood beyond their words.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// The understanding of texts beyond their words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EmbeddingConfig {
    /// Whether an embedding model finds what is said in other words or in another language.
    pub enabled: bool,
    /// A folder with `model.onnx` and `tokenizer.json`; empty for the bundled model.
    pub model: PathBuf,
    /// A folder with `model.onnx` and `tokenizer.json` of a cross-encoder; empty for that of the model.
    pub reranker: PathBuf,
}

impl Default for EmbeddingConfig {
    fn default() -> Self {
        Self {
            enabled: true,
            model: PathBuf::new(),
            reranker: PathBuf::new(),
        }
    }
}
