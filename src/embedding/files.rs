//! The files of a model: linked into the program, or in a folder.

use std::{borrow::Cow, fmt, path::Path};

use serde::{Deserialize, Serialize};

use super::{
    CrossEncoderFiles, EmbeddingError,
    fingerprint::fingerprint,
    folder::{Bytes, CALIBRATION, Folder, NETWORK, TOKENIZER, WEIGHT_FILES},
};

/// The identity of the model that made a vector: vectors of different models cannot be compared. A hash of
/// everything that the vectors depend on, in hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ModelId(String);

impl fmt::Display for ModelId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The files of a model, as they are.
#[derive(Clone, Debug)]
pub struct ModelFiles {
    /// The name of the model, for messages.
    pub(super) label: String,
    /// A hash of all that vectors depend on.
    pub(super) id: ModelId,
    /// `model.toml`, where there is one.
    pub(super) settings: Option<String>,
    /// `calibration.toml`, where there is one.
    pub(super) calibration: Option<String>,
    /// Whether that was fitted with the network that reads statements.
    pub(super) is_read_calibrated: bool,
    pub(super) heavy: HeavyFiles,
}

/// Those that take time and memory to load.
#[derive(Clone, Debug)]
pub(super) struct HeavyFiles {
    /// `model.onnx`.
    pub(super) model: Bytes,
    pub(super) reranker: Option<RerankerFiles>,
    /// The weights of both, where they stand in files of their own, with their names.
    pub(super) weights: Vec<(String, Bytes)>,
    /// `tokenizer.json`.
    pub(super) tokenizer: Bytes,
    /// `token_basis.bin`, where there is one.
    pub(super) basis: Option<Bytes>,
}

/// The network that reads statements with the question.
#[derive(Clone, Debug)]
pub(super) enum RerankerFiles {
    /// `reranker.onnx`, which has the tokenizer and a part of the weights of the embedding model.
    OfModel(Bytes),
    /// Any other.
    CrossEncoder(Box<CrossEncoderFiles>),
}

/// The weights that the reranker has for itself.
const RERANKER_WEIGHTS: &str = "reranker.onnx.data";

#[cfg(feature = "bundled-model")]
macro_rules! bundled {
    ($include:ident, $file:literal) => {
        $include!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/models/multilingual-e5-small-8/",
            $file
        ))
    };
}

// The bundled weights, aligned so that they can be used in place.
#[cfg(feature = "bundled-model")]
static MODEL_WEIGHTS_BYTES: &[u8] =
    rten::include_external_data!("../../models/multilingual-e5-small-8/model.onnx.data");
#[cfg(feature = "bundled-model")]
static RERANKER_WEIGHTS_BYTES: &[u8] =
    rten::include_external_data!("../../models/multilingual-e5-small-8/reranker.onnx.data");

impl ModelFiles {
    /// Name of the file with the network.
    pub const NETWORK: &'static str = NETWORK;
    /// Name of the file that says how the network wants its input.
    pub const SETTINGS: &'static str = "model.toml";
    /// Name of the file with the tokenizer.
    pub const TOKENIZER: &'static str = TOKENIZER;
    /// Name of the file with the axes of the token vectors.
    pub const BASIS: &'static str = "token_basis.bin";
    /// Name of the file with the network that reads a question with a statement.
    pub const RERANKER: &'static str = "reranker.onnx";
    /// Name of the file with the weights that were fitted to the model.
    pub const CALIBRATION: &'static str = CALIBRATION;

    /// The model that is linked into the program.
    #[cfg(feature = "bundled-model")]
    pub fn bundled() -> Result<Self, EmbeddingError> {
        let weights = [
            (WEIGHT_FILES[0], MODEL_WEIGHTS_BYTES),
            (RERANKER_WEIGHTS, RERANKER_WEIGHTS_BYTES),
        ];
        let named = |(name, bytes): (&str, &'static [u8])| (name.to_owned(), Cow::Borrowed(bytes));
        Ok(Self {
            label: "multilingual-e5-small-8, which is bundled".to_owned(),
            id: ModelId(env!("BUNDLED_MODEL_ID").to_owned()),
            settings: Some(bundled!(include_str, "model.toml").to_owned()),
            calibration: Some(bundled!(include_str, "calibration.toml").to_owned()),
            is_read_calibrated: true,
            heavy: HeavyFiles {
                model: Cow::Borrowed(bundled!(include_bytes, "model.onnx")),
                reranker: Some(RerankerFiles::OfModel(Cow::Borrowed(bundled!(
                    include_bytes,
                    "reranker.onnx"
                )))),
                weights: weights.map(named).into(),
                tokenizer: Cow::Borrowed(bundled!(include_bytes, "tokenizer.json")),
                basis: Some(Cow::Borrowed(bundled!(include_bytes, "token_basis.bin"))),
            },
        })
    }

    /// The model that is linked into the program: there is none.
    #[cfg(not(feature = "bundled-model"))]
    pub fn bundled() -> Result<Self, EmbeddingError> {
        Err(EmbeddingError::NoModel)
    }

    /// The model in a folder.
    pub fn read(folder: &Path) -> Result<Self, EmbeddingError> {
        let files = Folder {
            path: folder,
            setting: "embedding.model",
        };
        let model = files.needed(Self::NETWORK)?;
        let tokenizer = files.needed(Self::TOKENIZER)?;
        let settings = files.text(Self::SETTINGS)?;
        let basis = files.optional(Self::BASIS)?;
        let weights = files.weights()?;
        let id = fingerprint(&[
            &model,
            weights
                .as_ref()
                .map(|(_, bytes)| bytes.as_ref())
                .unwrap_or_default(),
            &tokenizer,
            settings.as_deref().unwrap_or_default().as_bytes(),
            basis.as_deref().unwrap_or_default(),
        ]);
        let of_reranker = files.optional(RERANKER_WEIGHTS)?;
        let of_reranker = of_reranker.map(|bytes| (RERANKER_WEIGHTS.to_owned(), bytes.into()));
        let reranker = files.optional(Self::RERANKER)?;
        let weights = weights.into_iter().chain(of_reranker);
        Ok(Self {
            label: folder.display().to_string(),
            id: ModelId(id),
            settings,
            calibration: files.text(Self::CALIBRATION)?,
            is_read_calibrated: true,
            heavy: HeavyFiles {
                model: Cow::Owned(model),
                reranker: reranker.map(|bytes| RerankerFiles::OfModel(bytes.into())),
                weights: weights.collect(),
                tokenizer: Cow::Owned(tokenizer),
                basis: basis.map(Cow::Owned),
            },
        })
    }

    /// The same model without a network to read statements, which takes time and memory to load.
    #[must_use]
    pub fn without_reranker(mut self) -> Self {
        self.heavy.reranker = None;
        let weights = &mut self.heavy.weights;
        weights.retain(|(name, _)| name != RERANKER_WEIGHTS);
        self
    }

    /// The same model with another network to read statements. The weights are those that were fitted to both
    /// together, if there are any.
    #[must_use]
    pub fn with_cross_encoder(mut self, files: CrossEncoderFiles) -> Self {
        self.is_read_calibrated = files.calibration.is_some();
        self.calibration = files.calibration.clone().or(self.calibration);
        self.heavy.reranker = Some(RerankerFiles::CrossEncoder(Box::new(files)));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_model_is_the_one_in_its_folder() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let read = ModelFiles::read(&root.join("models/multilingual-e5-small-8")).unwrap();
        assert_eq!(read.id, ModelFiles::bundled().unwrap().id);
    }

    #[test]
    fn a_folder_that_is_no_model_is_named_with_a_remedy() {
        let folder = tempfile::tempdir().unwrap();
        let error = ModelFiles::read(folder.path()).unwrap_err().to_string();
        assert!(
            error.contains("model.onnx") && error.contains("embedding.model"),
            "{error}"
        );
    }
}
