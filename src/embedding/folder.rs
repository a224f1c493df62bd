//! The folder of a model, and the files that every model may have there.

use std::{
    borrow::Cow,
    fs, io,
    path::{Path, PathBuf},
};

use super::EmbeddingError;

/// A file as it is.
pub(super) type Bytes = Cow<'static, [u8]>;

/// Name of the file with the network.
pub(super) const NETWORK: &str = "model.onnx";
/// Name of the file with the tokenizer.
pub(super) const TOKENIZER: &str = "tokenizer.json";
/// Name of the file with the weights that were fitted to the model.
pub(super) const CALIBRATION: &str = "calibration.toml";
/// The names that the file of the weights is given, if there is one: by us, and by others.
pub(super) const WEIGHT_FILES: [&str; 2] = ["model.onnx.data", "model.onnx_data"];

/// A folder with the files of a model.
pub(super) struct Folder<'a> {
    pub(super) path: &'a Path,
    /// The setting that names it.
    pub(super) setting: &'static str,
}

impl Folder<'_> {
    /// A file that every model has.
    pub(super) fn needed(&self, name: &str) -> Result<Vec<u8>, EmbeddingError> {
        let path = self.path.join(name);
        fs::read(&path).map_err(|cause| self.unreadable(path, cause))
    }

    /// A file that a model may have.
    pub(super) fn optional(&self, name: &str) -> Result<Option<Vec<u8>>, EmbeddingError> {
        let path = self.path.join(name);
        match fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(self.unreadable(path, cause)),
        }
    }

    /// The same of text.
    pub(super) fn text(&self, name: &str) -> Result<Option<String>, EmbeddingError> {
        let bytes = self.optional(name)?;
        Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
    }

    /// The weights that stand in a file of their own, with its name.
    pub(super) fn weights(&self) -> Result<Option<(String, Bytes)>, EmbeddingError> {
        for name in WEIGHT_FILES {
            if let Some(bytes) = self.optional(name)? {
                return Ok(Some((name.to_owned(), Cow::Owned(bytes))));
            }
        }
        Ok(None)
    }

    fn unreadable(&self, path: PathBuf, cause: io::Error) -> EmbeddingError {
        let setting = self.setting;
        EmbeddingError::Unreadable {
            setting,
            path,
            cause,
        }
    }
}
