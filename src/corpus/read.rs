//! One file to a document: decoded, parsed, assembled.

use serde::{Deserialize, Serialize};

use super::{
    DocumentId, Format, Loaded, Outline, Parsed, SourceFile, SourceInfo, Warning, assemble,
    declared_encoding::declared_encoding,
    decode::{decode, decode_as},
    formats,
};

/// Everything that a document is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawDocument {
    /// Its id.
    pub id: DocumentId,
    /// Its path in the corpus.
    pub path: String,
    /// Its format.
    pub format: Format,
    /// The outline sidecar.
    pub outline_text: Option<String>,
    /// The encoding that the operator names.
    pub encoding_label: Option<String>,
    /// The file itself.
    #[serde(with = "super::bytes")]
    pub bytes: Vec<u8>,
}

impl RawDocument {
    /// A file that was loaded.
    pub fn of(file: &SourceFile, loaded: Loaded) -> Self {
        Self {
            id: file.id.clone(),
            path: file.relative.clone(),
            format: file.format,
            outline_text: loaded.outline_text,
            encoding_label: loaded.encoding_label,
            bytes: loaded.bytes,
        }
    }
}

/// Reads a document. The error is a finding that says why there is none.
pub fn read(raw: RawDocument) -> Result<Parsed, Warning> {
    let decoded = if let Some(label) = &raw.encoding_label {
        decode_as(&raw.bytes, label)
    } else {
        let is_page = raw.format == Format::Html;
        let says = is_page.then(|| declared_encoding(&raw.bytes)).flatten();
        decode(&raw.bytes, says)
    };
    let decoded = decoded.map_err(|error| Warning::error(error.to_string()))?;
    let is_empty = raw.bytes.is_empty();
    drop(raw.bytes);
    let mut warnings = decoded.warnings;
    let outline = raw.outline_text.as_deref().map(Outline::parse);
    let outline = match outline {
        Some(Ok(outline)) => Some(outline),
        Some(Err(error)) => {
            warnings.push(Warning::error(format!("the outline is not used: {error}")));
            None
        }
        None => None,
    };
    let extracted = formats::parse(raw.format, decoded.text);
    let source = SourceInfo {
        id: raw.id,
        path: raw.path.clone(),
        encoding: decoded.encoding.to_owned(),
    };
    let mut parsed = assemble(source, extracted, outline.as_ref());
    if parsed.document.sentences.is_empty() {
        warnings.push(Warning::caution(if is_empty {
            "the file is empty; write something into it, or remove it"
        } else {
            "no text was found in it; is it the right file?"
        }));
    }
    warnings.append(&mut parsed.warnings);
    for warning in &mut warnings {
        warning.path.clone_from(&raw.path);
    }
    warnings.dedup();
    Ok(Parsed {
        document: parsed.document,
        warnings,
    })
}
