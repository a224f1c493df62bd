//! A hash of a model's files. The build script uses it too: hashing the bundled model at every start
//! would read 43 MB that are hardly needed, and keep them in memory.

/// BLAKE3 over each part with its length, as 32 hexadecimal digits.
pub(crate) fn fingerprint(parts: &[&[u8]]) -> String {
    let mut hash = blake3::Hasher::new();
    for part in parts {
        hash.update(&(part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().to_hex().chars().take(32).collect()
}
