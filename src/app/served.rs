//! A generation that serves, and the views of it: each audience sees documents of its own.

use std::sync::Arc;

use moka::sync::Cache;

use super::{
    Snapshot,
    collections::{Collections, Visible},
};
use crate::{corpus::is_shelved, index::Manifest};

/// The number of different views of a generation that are kept; to make one takes about as long as to read the list of
/// documents.
const VIEWS: u64 = 256;

/// A generation that serves, and what audiences see of it.
pub(super) struct Served {
    whole: Arc<Snapshot>,
    /// Whether it has anything of a server.
    has_shelved: bool,
    views: Cache<Visible, Arc<Snapshot>>,
}

impl Served {
    /// A generation that nobody has asked yet.
    pub(super) fn new(whole: Snapshot) -> Self {
        let has_shelved = has_shelved(whole.app.generation().manifest());
        Self {
            has_shelved,
            whole: Arc::new(whole),
            views: Cache::new(VIEWS),
        }
    }

    /// The documents of it that are visible.
    pub(super) fn showing(&self, collections: &Collections, visible: &Visible) -> Arc<Snapshot> {
        let hides_nothing = collections.is_empty() && !self.has_shelved;
        if hides_nothing || *visible == Visible::All {
            return Arc::clone(&self.whole);
        }
        self.views.get_with_by_ref(visible, || {
            let app = self.whole.app.showing(collections, visible);
            let is_linked = |path: &str| collections.is_linked(visible, path);
            Arc::new(Snapshot::of(app).with_links_to(is_linked))
        })
    }

    /// Makes the views that another one had.
    pub(super) fn show_as(&self, before: &Self, collections: &Collections) {
        for (visible, _) in &before.views {
            self.showing(collections, &visible);
        }
    }
}

/// Whether a document, or a finding, is of a server.
fn has_shelved(manifest: &Manifest) -> bool {
    let documents = manifest.documents.iter().map(|entry| &entry.path);
    let mut paths = documents.chain(manifest.findings().map(|finding| &finding.path));
    paths.any(|path| is_shelved(path))
}
