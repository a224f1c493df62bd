//! The files of a published cross-encoder in a folder of its own: `model.onnx`, `tokenizer.json`, and `reranker.toml`
//! where it wants its input otherwise. So are bge-reranker and the small ones trained on MS MARCO laid out.

use std::path::Path;

use serde::Deserialize;

use super::{
    EmbeddingError,
    folder::{Bytes, CALIBRATION, Folder, NETWORK, TOKENIZER},
};

/// The setting that names the folder.
const SETTING: &str = "embedding.reranker";

/// `reranker.toml`: how a cross-encoder wants its input.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct CrossEncoderSettings {
    /// Question and statement are cut to this many tokens together.
    pub(super) max_tokens: usize,
    /// Whether a statement is read with its heading and what else it is understood by.
    pub(super) context: bool,
}

impl Default for CrossEncoderSettings {
    fn default() -> Self {
        Self {
            max_tokens: 512,
            context: true,
        }
    }
}

/// The files of a cross-encoder.
#[derive(Clone, Debug)]
pub struct CrossEncoderFiles {
    /// The folder, for messages.
    pub(super) label: String,
    /// The weights of all models together, if they were fitted with this one.
    pub(super) calibration: Option<String>,
    pub(super) settings: CrossEncoderSettings,
    pub(super) model: Bytes,
    pub(super) weights: Vec<(String, Bytes)>,
    pub(super) tokenizer: Bytes,
}

impl CrossEncoderFiles {
    /// Name of the file that says how the network wants its input.
    pub const SETTINGS: &'static str = "reranker.toml";

    /// Reads the files in a folder.
    pub fn read(folder: &Path) -> Result<Self, EmbeddingError> {
        let files = Folder {
            path: folder,
            setting: SETTING,
        };
        let settings = files.text(Self::SETTINGS)?.unwrap_or_default();
        let broken = |error: toml::de::Error| EmbeddingError::Broken {
            model: folder.display().to_string(),
            file: Self::SETTINGS,
            reason: error.to_string(),
        };
        Ok(Self {
            label: folder.display().to_string(),
            calibration: files.text(CALIBRATION)?,
            settings: toml::from_str(&settings).map_err(broken)?,
            model: files.needed(NETWORK)?.into(),
            weights: files.weights()?.into_iter().collect(),
            tokenizer: files.needed(TOKENIZER)?.into(),
        })
    }
}
