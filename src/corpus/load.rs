//! The bytes of a document and of its sidecars, read within bounds.

use std::{fs, io::ErrorKind, path::Path};

use crate::{
    corpus::{
        file_state::FileState,
        regular_file::{read, read_text},
        source_file::{MAX_ENCODING_BYTES, MAX_OUTLINE_BYTES, SourceFile},
        warning::Warning,
    },
    open_files,
};

/// The bytes of a document and of its sidecars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadedFile {
    /// The file itself.
    pub bytes: Vec<u8>,
    /// The outline sidecar.
    pub outline_text: Option<String>,
    /// The encoding that the operator names.
    pub encoding_label: Option<String>,
    /// Over everything that the document is made of but its name: if it is the same, so is the
    /// document.
    pub hash: blake3::Hash,
}

/// Whether a file and its sidecars are still as they were when the folder was walked.
pub fn is_unchanged(file: &SourceFile) -> bool {
    let paths = [
        Some(&file.path),
        file.outline.as_ref(),
        file.encoding.as_ref(),
    ];
    let mut paths = paths.into_iter().flatten();
    // Every sidecar has its state, in whatever order.
    paths.all(|path| {
        fs::metadata(path).is_ok_and(|metadata| {
            let mut states = file.states.iter();
            states.any(|state| *state == FileState::of(&state.path, &metadata))
        })
    })
}

/// Reads one document with its sidecars.
pub fn load(file: &SourceFile) -> Result<LoadedFile, Warning> {
    let refused = |path: &Path, error: &std::io::Error| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let remedy = match error.kind() {
            _ if open_files::is_reached(error) => open_files::REMEDY,
            ErrorKind::PermissionDenied => "make it readable for the user that runs this program",
            ErrorKind::InvalidData => "save it as UTF-8",
            ErrorKind::FileTooLarge => "it has grown; make it smaller, or wait until it is whole",
            _ => "try again, or remove it",
        };
        Warning::error(format!("{name} cannot be read: {error}; {remedy}")).in_file(&file.relative)
    };
    let text = |path: Option<&Path>, limit: u64| {
        path.map(|path| read_text(path, limit).map_err(|error| refused(path, &error)))
            .transpose()
    };
    let bytes = read(&file.path, file.max_bytes).map_err(|error| refused(&file.path, &error))?;
    let outline_text = text(file.outline.as_deref(), MAX_OUTLINE_BYTES)?;
    let encoding_label = text(file.encoding.as_deref(), MAX_ENCODING_BYTES)?;
    let encoding_label = encoding_label.map(|label| label.trim().to_owned());
    let mut hasher = blake3::Hasher::new();
    let format = file.format.to_string();
    for part in [
        Some(format.as_bytes()),
        outline_text.as_deref().map(str::as_bytes),
        encoding_label.as_deref().map(str::as_bytes),
        Some(bytes.as_slice()),
    ] {
        // Lengths keep the parts apart; a missing part is not an empty one.
        hasher.update(
            &part
                .map_or(u64::MAX, |part| part.len() as u64)
                .to_le_bytes(),
        );
        hasher.update(part.unwrap_or_default());
    }
    Ok(LoadedFile {
        bytes,
        outline_text,
        encoding_label,
        hash: hasher.finalize(),
    })
}
