//! Gives the bundled model its id, a hash of its files.

use std::{env, fs, path::Path};

#[path = "src/embedding/fingerprint.rs"]
mod fingerprint;

/// The files on which vectors depend, in the order of `ModelFiles::fingerprint`.
const FILES: [&str; 5] = [
    "model.onnx",
    "model.onnx.data",
    "tokenizer.json",
    "model.toml",
    "token_basis.bin",
];

fn main() -> std::io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    if env::var_os("CARGO_FEATURE_BUNDLED_MODEL").is_none() {
        return Ok(());
    }
    let folder = Path::new("models/multilingual-e5-small-8");
    let mut contents = Vec::new();
    for file in FILES {
        let path = folder.join(file);
        println!("cargo:rerun-if-changed={}", path.display());
        contents.push(fs::read(path)?);
    }
    let parts: Vec<&[u8]> = contents.iter().map(Vec::as_slice).collect();
    let id = fingerprint::fingerprint(&parts);
    println!("cargo:rustc-env=BUNDLED_MODEL_ID={id}");
    Ok(())
}
