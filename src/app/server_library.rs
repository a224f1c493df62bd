//! The documents that one server keeps beside the corpus: read before they are taken, put there, removed and put back;
//! and how far the index is with them.

use std::sync::Arc;

use super::{Audience, BuildProgress, LiveIndex, QuestionQueue, building::shelf_limits};
use crate::{
    corpus::{
        Aside, DocumentId, Format, RawDocument, Severity, Shelf, ShelfError, ShelfLimits,
        ShelvedFile, Shelves, Warning, is_shelved, without_ending,
    },
    index::DocumentEntry,
    passages::passages,
};

/// The documents of one server.
#[derive(Clone)]
pub struct ServerLibrary {
    live_index: Arc<LiveIndex>,
    server: u64,
}

/// The result of reading a document before it is taken.
#[derive(Clone, Debug)]
pub struct Examined {
    /// Its title.
    pub title: String,
    /// The number of its sections.
    pub sections: usize,
    /// The number of its passages: what questions find.
    pub passages: usize,
    /// The number of its pages, if it has any.
    pub pages: usize,
    /// Warnings of what is odd about it, as `check` gives them.
    pub warnings: Vec<Warning>,
}

/// The state of a document that was put there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServedState {
    /// It can be asked.
    Served,
    /// Not yet; the progress of the build, if there is one.
    Waits(Option<BuildProgress>),
    /// It was refused when it was read for the index.
    Refused(String),
}

impl QuestionQueue {
    /// The documents of a server, for those who manage it.
    pub fn server_library(&self, server: u64) -> ServerLibrary {
        ServerLibrary {
            live_index: Arc::clone(self.live_index()),
            server,
        }
    }

    /// The folders of all servers, for what happens to servers.
    pub fn shelves(&self) -> &Shelves {
        self.live_index().shelves()
    }

    /// Removes for good what was removed before a time, and all of the servers that the bot had left by then. Says of
    /// which servers all is gone. Blocks.
    pub fn forget_shelved(&self, before: i64) -> Vec<u64> {
        let limits = shelf_limits(self.live_index().config());
        let gone = self.shelves().forget(before, limits);
        if !gone.is_empty() {
            self.live_index().look_soon();
        }
        gone
    }
}

/// Most blocks: what is here reads from the disk or writes to it.
impl ServerLibrary {
    /// The bounds of what the server may keep.
    pub fn limits(&self) -> ShelfLimits {
        shelf_limits(self.live_index.config())
    }

    /// The days for which what is removed can be put back.
    pub fn grace_days(&self) -> u64 {
        self.live_index.config().library.grace_days
    }

    /// The folder, to look at.
    pub fn shelf(&self) -> Shelf {
        self.live_index.shelves().shelf(self.server)
    }

    /// Reads a document that may be taken; otherwise says what is wrong with it, as `check` does.
    pub fn examine(&self, name: &str, bytes: Vec<u8>) -> Result<Examined, Vec<String>> {
        let said = |warning: &Warning| warning.message.replacen("not read: ", "", 1);
        let Some(format) = Format::from_path(name.as_ref()) else {
            return Err(vec![Format::ENDINGS.to_owned()]);
        };
        let raw = RawDocument {
            id: DocumentId(without_ending(name).to_owned()),
            path: name.to_owned(),
            format,
            outline_text: None,
            encoding_label: None,
            bytes,
        };
        let read = self.live_index.reader().read_alone(raw);
        let parsed = read.map_err(|warning| vec![said(&warning)])?;
        let document = &parsed.document;
        if document.sentences.is_empty() {
            return Err(parsed.warnings.iter().map(said).collect());
        }
        Ok(Examined {
            title: document.title().into_owned(),
            sections: document.sections.len(),
            passages: passages(document).len(),
            pages: document.pages.len(),
            warnings: parsed.warnings,
        })
    }

    /// Keeps a document. One of the same name that it replaces is kept aside.
    pub fn put(
        &self,
        document: (&str, &[u8]),
        replaces: bool,
        now: i64,
    ) -> Result<Option<Aside>, ShelfError> {
        let limits = self.limits();
        self.change(|shelf| shelf.put(document, replaces, limits, now))
    }

    /// Takes a document away. It is kept aside.
    pub fn remove(&self, name: &str, now: i64) -> Result<(ShelvedFile, Aside), ShelfError> {
        let limits = self.limits();
        self.change(|shelf| shelf.remove(name, limits, now))
    }

    /// Puts back what was kept aside; what stands there now is kept aside then, if it may be replaced.
    pub fn put_back(
        &self,
        aside: &Aside,
        replaces: bool,
        now: i64,
    ) -> Result<Option<Aside>, ShelfError> {
        let limits = self.limits();
        self.change(|shelf| shelf.put_back(aside, replaces, limits, now))
    }

    fn change<T>(&self, change: impl FnOnce(&Shelf) -> T) -> T {
        let changed = self.live_index.shelves().change(self.server, change);
        self.live_index.look_soon();
        changed
    }

    /// The state of a document in the index.
    pub fn state(&self, file: &ShelvedFile) -> ServedState {
        let audience = Audience::in_server(self.server);
        if let Ok(snapshot) = self.live_index.snapshot(&audience) {
            if self.entry(file).is_some() {
                return ServedState::Served;
            }
            let warnings = snapshot.app.generation().manifest().warnings.iter();
            let mut errors = warnings.filter(|warning| warning.severity == Severity::Error);
            if let Some(error) = errors.find(|error| error.path == file.state.path) {
                return ServedState::Refused(error.message.clone());
            }
        }
        ServedState::Waits(self.live_index.status(&audience).building)
    }

    /// The entry of a document in the index, if it is this version.
    pub fn entry(&self, file: &ShelvedFile) -> Option<DocumentEntry> {
        let audience = Audience::in_server(self.server);
        let snapshot = self.live_index.snapshot(&audience).ok()?;
        let mut entries = snapshot.entries().iter();
        let is_it = |entry: &&DocumentEntry| entry.files.first() == Some(&file.state);
        entries.find(is_it).cloned()
    }

    /// Whether the index still has a document of this path, or nothing is known.
    pub fn is_served(&self, path: &str) -> bool {
        debug_assert!(is_shelved(path), "{path} is none of a server");
        let audience = Audience::in_server(self.server);
        let snapshot = self.live_index.snapshot(&audience);
        snapshot.is_ok_and(|snapshot| snapshot.entries().iter().any(|entry| entry.path == path))
    }
}
