//! The files of a model: linked into the program, or in a folder.

use std::{borrow::Cow, fmt, fs, io, path::Path};

use serde::{Deserialize, Serialize};

use super::{EmbeddingError, fingerprint::fingerprint};

/// Which model made a vector: vectors of different models cannot be compared. A hash of everything
/// that the vectors depend on, in hexadecimal digits.
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
    /// Which model, for messages.
    pub(super) label: String,
    /// A hash of all that vectors depend on.
    pub(super) id: ModelId,
    /// `model.onnx`.
    pub(super) model: Cow<'static, [u8]>,
    /// The weights, where they stand in a file of their own, and its name: `model.onnx.data`.
    pub(super) weights: Option<(String, Cow<'static, [u8]>)>,
    /// `tokenizer.json`.
    pub(super) tokenizer: Cow<'static, [u8]>,
    /// `model.toml`, where there is one.
    pub(super) settings: Option<String>,
    /// `token_basis.bin`, where there is one.
    pub(super) basis: Option<Cow<'static, [u8]>>,
    /// `reranker.onnx`, where there is one.
    pub(super) reranker: Option<Cow<'static, [u8]>>,
    /// `calibration.toml`, where there is one.
    pub(super) calibration: Option<String>,
}

/// What the file of the weights is called, if there is one: by us, and by others.
const WEIGHT_FILES: [&str; 2] = ["model.onnx.data", "model.onnx_data"];

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

/// The bundled weights, aligned so that they can be used in place.
#[cfg(feature = "bundled-model")]
static WEIGHTS: &[u8] =
    rten::include_external_data!("../../models/multilingual-e5-small-8/model.onnx.data");

impl ModelFiles {
    /// Name of the file with the axes of the token vectors.
    pub const BASIS: &'static str = "token_basis.bin";
    /// Name of the file with the network that reads a question with a statement.
    pub const RERANKER: &'static str = "reranker.onnx";
    /// Name of the file with the weights that were fitted to the model.
    pub const CALIBRATION: &'static str = "calibration.toml";

    /// The model that is linked into the program.
    #[cfg(feature = "bundled-model")]
    pub fn bundled() -> Result<Self, EmbeddingError> {
        Ok(Self {
            label: "multilingual-e5-small-8, which is bundled".to_owned(),
            id: ModelId(env!("BUNDLED_MODEL_ID").to_owned()),
            model: Cow::Borrowed(bundled!(include_bytes, "model.onnx")),
            weights: Some(("model.onnx.data".to_owned(), Cow::Borrowed(WEIGHTS))),
            tokenizer: Cow::Borrowed(bundled!(include_bytes, "tokenizer.json")),
            settings: Some(bundled!(include_str, "model.toml").to_owned()),
            basis: Some(Cow::Borrowed(bundled!(include_bytes, "token_basis.bin"))),
            reranker: Some(Cow::Borrowed(bundled!(include_bytes, "reranker.onnx"))),
            calibration: Some(bundled!(include_str, "calibration.toml").to_owned()),
        })
    }

    /// The model that is linked into the program: there is none.
    #[cfg(not(feature = "bundled-model"))]
    pub fn bundled() -> Result<Self, EmbeddingError> {
        Err(EmbeddingError::NoModel)
    }

    /// The model in a folder.
    pub fn read(folder: &Path) -> Result<Self, EmbeddingError> {
        let needed = |name: &str| {
            let path = folder.join(name);
            fs::read(&path).map_err(|cause| EmbeddingError::Unreadable { path, cause })
        };
        let optional = |name: &str| {
            let path = folder.join(name);
            match fs::read(&path) {
                Ok(bytes) => Ok(Some(bytes)),
                Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
                Err(cause) => Err(EmbeddingError::Unreadable { path, cause }),
            }
        };
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        let (model, tokenizer) = (needed("model.onnx")?, needed("tokenizer.json")?);
        let mut weights = None;
        for name in WEIGHT_FILES {
            weights = weights.or(optional(name)?.map(|bytes| (name.to_owned(), bytes)));
        }
        let data = weights.as_ref().map(|(_, bytes)| bytes.as_slice());
        let (settings, basis) = (optional("model.toml")?, optional(Self::BASIS)?);
        let or_nothing = |file: &Option<Vec<u8>>| file.clone().unwrap_or_default();
        Ok(Self {
            label: folder.display().to_string(),
            id: ModelId(fingerprint(&[
                &model,
                data.unwrap_or_default(),
                &tokenizer,
                &or_nothing(&settings),
                &or_nothing(&basis),
            ])),
            model: Cow::Owned(model),
            weights: weights.map(|(name, bytes)| (name, Cow::Owned(bytes))),
            tokenizer: Cow::Owned(tokenizer),
            settings: settings.map(text),
            basis: basis.map(Cow::Owned),
            reranker: optional(Self::RERANKER)?.map(Cow::Owned),
            calibration: optional(Self::CALIBRATION)?.map(text),
        })
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
