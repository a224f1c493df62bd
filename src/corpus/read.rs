//! One file to a document: decoded if it is text, parsed, assembled.

use serde::{Deserialize, Serialize};

use super::{
    DocumentId, Extracted, Format, LoadedFile, Outline, Parsed, SourceFile, SourceInfo, Warning,
    assemble,
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
    pub fn of(file: &SourceFile, loaded: LoadedFile) -> Self {
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
    let is_empty = raw.bytes.is_empty();
    let is_text = raw.format.is_text();
    let outline_text = raw.outline_text.clone();
    let (id, path) = (raw.id.clone(), raw.path.clone());
    let (extracted, encoding, mut warnings) = if raw.format.is_text() {
        text(raw)?
    } else {
        let extracted = formats::parse_bytes(raw.format, raw.bytes)?;
        (extracted, raw.format.to_string(), Vec::new())
    };
    let outline = outline_text.as_deref().map(Outline::parse);
    let outline = match outline {
        Some(Ok(outline)) => Some(outline),
        Some(Err(error)) => {
            warnings.push(Warning::error(format!("the outline is not used: {error}")));
            None
        }
        None => None,
    };
    let source = SourceInfo {
        id,
        path: path.clone(),
        encoding,
    };
    let mut parsed = assemble(source, extracted, outline.as_ref());
    // Where pages cannot be read, each says why.
    let is_explained = !is_text && !parsed.warnings.is_empty();
    if parsed.document.sentences.is_empty() && !is_explained {
        warnings.push(Warning::caution(if is_empty {
            "the file is empty; write something into it, or remove it"
        } else {
            "no text was found in it; is it the right file?"
        }));
    }
    warnings.append(&mut parsed.warnings);
    for warning in &mut warnings {
        warning.path.clone_from(&path);
    }
    warnings.dedup();
    Ok(Parsed {
        document: parsed.document,
        warnings,
    })
}

/// The content of a file that is text, its encoding, and what is odd about that.
fn text(raw: RawDocument) -> Result<(Extracted, String, Vec<Warning>), Warning> {
    let decoded = if let Some(label) = &raw.encoding_label {
        decode_as(&raw.bytes, label)
    } else {
        let is_page = raw.format == Format::Html;
        let says = is_page.then(|| declared_encoding(&raw.bytes)).flatten();
        decode(&raw.bytes, says)
    };
    let decoded = decoded.map_err(|error| Warning::error(error.to_string()))?;
    drop(raw.bytes);
    let extracted = formats::parse(raw.format, decoded.text);
    Ok((extracted, decoded.encoding.to_owned(), decoded.warnings))
}
