//! One file to a document: decoded, parsed, assembled.

use super::{
    Loaded, Outline, Parsed, SourceFile, SourceInfo, Warning, assemble,
    decode::{decode, decode_as},
    formats,
};

/// Reads a loaded file. The error is a finding that says why it gave no document.
pub fn read(file: &SourceFile, loaded: &Loaded) -> Result<Parsed, Warning> {
    let decoded = match &loaded.encoding_label {
        Some(label) => decode_as(&loaded.bytes, label),
        None => decode(&loaded.bytes),
    };
    let decoded = decoded.map_err(|error| Warning::error(error.to_string()))?;
    let mut warnings = decoded.warnings;
    let outline = loaded.outline_text.as_deref().map(Outline::parse);
    let outline = match outline {
        Some(Ok(outline)) => Some(outline),
        Some(Err(error)) => {
            warnings.push(Warning::error(format!("the outline is not used: {error}")));
            None
        }
        None => None,
    };
    let extracted = formats::parse(file.format, decoded.text);
    let source = SourceInfo {
        id: file.id.clone(),
        path: file.relative.clone(),
        encoding: decoded.encoding.to_owned(),
    };
    let mut parsed = assemble(source, extracted, outline.as_ref());
    if parsed.document.sentences.is_empty() {
        warnings.push(Warning::caution(if loaded.bytes.is_empty() {
            "the file is empty; write something into it, or remove it"
        } else {
            "no text was found in it; is it the right file?"
        }));
    }
    warnings.append(&mut parsed.warnings);
    for warning in &mut warnings {
        warning.path.clone_from(&file.relative);
    }
    warnings.dedup();
    Ok(Parsed {
        document: parsed.document,
        warnings,
    })
}
