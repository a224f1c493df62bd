//! The document that another one names in its front matter, or the one that was probably meant.

use super::DocumentEntry;
use crate::spelling;

/// The document that a name means: an id, or a path with its ending.
pub(super) fn named<'a>(documents: &'a [DocumentEntry], name: &str) -> Option<&'a DocumentEntry> {
    let by_id = documents.binary_search_by(|entry| entry.id.as_str().cmp(name));
    let by_id = by_id.ok().and_then(|at| documents.get(at));
    by_id.or_else(|| documents.iter().find(|entry| entry.path == name))
}

/// The document whose id is most like a name that no document has.
pub(super) fn nearest<'a>(
    documents: &'a [DocumentEntry],
    entry: &DocumentEntry,
    name: &str,
) -> Option<&'a DocumentEntry> {
    let others = documents.iter().filter(|other| other.id != entry.id);
    spelling::nearest(name, others, |other| other.id.as_str())
}
