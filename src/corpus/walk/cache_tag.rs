//! The sign of a folder that what is in it can be made again (<https://bford.info/cachedir/>).

use std::path::Path;

use crate::corpus::regular_file::read_start;

/// The file by which a folder says that what is in it can be made again.
pub const CACHE_TAG: &str = "CACHEDIR.TAG";

/// The beginning of that file.
pub const CACHE_SIGNATURE: &str = "Signature: 8a477f597d28d172789f06886806bc55";

/// Whether a folder says that what is in it can be made again: no document of anybody.
pub(super) fn is_cache(folder: &Path) -> bool {
    let tag = read_start(&folder.join(CACHE_TAG), CACHE_SIGNATURE.len() as u64);
    tag.is_ok_and(|tag| tag == CACHE_SIGNATURE.as_bytes())
}
