//! The work of a build on each file, as far as can be told without reading it.

use std::collections::{BTreeMap, BTreeSet};

use super::task::Build;
use crate::{
    corpus::{self, Debouncer, DocumentId, DocumentReader, Severity, SourceFile, Walk, Warning},
    index::{
        Ahead, Manifest,
        manifest::{DocumentEntry, Failed, SERVED},
    },
};

/// The work to be done on each file.
pub(super) struct Plan<'a> {
    /// Unchanged, as far as size and time of the file tell; or waiting; or not to be reached.
    pub(super) kept: Vec<DocumentEntry>,
    /// To be loaded, with the entry of the generation before where there is one.
    pub(super) loaded: Vec<(&'a SourceFile, Option<&'a DocumentEntry>)>,
    /// Warnings of what was odd on the way.
    pub(super) warnings: Vec<Warning>,
    /// Files that could not be read before, and are as they were.
    pub(super) failed: Vec<Failed>,
    /// Whether some files are waited for.
    pub(super) waits: bool,
    debouncer: Option<&'a Debouncer>,
    reader: &'a DocumentReader,
}

impl<'a> Plan<'a> {
    pub(super) fn new(walk: &'a Walk, before: Option<&'a Manifest>, what: Build<'a>) -> Self {
        let mut plan = Plan {
            kept: Vec::new(),
            loaded: Vec::new(),
            warnings: walk.warnings.clone(),
            failed: Vec::new(),
            waits: false,
            debouncer: what.debouncer,
            reader: what.reader,
        };
        let failed = before.into_iter().flat_map(|manifest| &manifest.failed);
        let failed =
            failed.filter_map(|failed| Some((failed.files.first()?.path.as_str(), failed)));
        let failed: BTreeMap<&str, &Failed> = failed.collect();
        for file in &walk.files {
            let entry = before.and_then(|manifest| manifest.entry(&file.id));
            let failed = failed.get(file.relative.as_str()).copied();
            plan.place(file, entry, failed);
        }
        let found: BTreeSet<&DocumentId> = walk.files.iter().map(|file| &file.id).collect();
        for entry in before.into_iter().flat_map(|manifest| &manifest.documents) {
            if !found.contains(&entry.id) {
                plan.miss(entry, walk);
            }
        }
        // As a build leaves them, so that they can be compared.
        plan.warnings.sort_by(|a, b| a.path.cmp(&b.path));
        plan
    }

    /// Says what is to be done with a file.
    fn place(
        &mut self,
        file: &'a SourceFile,
        entry: Option<&'a DocumentEntry>,
        failed: Option<&Failed>,
    ) {
        if let Some(entry) = entry
            && entry.path == file.relative
            && entry.files == file.states
            && !entry.is_last_good_version()
        {
            self.kept.push(entry.clone());
            return;
        }
        if let Some(failed) = failed.filter(|failed| still_fails(failed, file)) {
            match entry {
                Some(entry) => self.kept.push(entry.clone()),
                None => self.warnings.push(failed.warning.clone()),
            }
            self.failed.push(failed.clone());
            return;
        }
        let debouncer = self.debouncer;
        // What servers keep is put there whole.
        let is_whole = |debouncer: &Debouncer| {
            corpus::is_shelved(&file.relative) || debouncer.is_whole(&file.states, entry.is_some())
        };
        if debouncer.is_some_and(|debouncer| !is_whole(debouncer) || self.reader.is_reading(file)) {
            self.waits = true;
            self.kept.extend(entry.cloned());
            return;
        }
        self.loaded.push((file, entry));
    }

    /// Says what is to be done with a document whose file was not found.
    fn miss(&mut self, entry: &DocumentEntry, walk: &Walk) {
        if corpus::is_shelved(&entry.path) {
            // Nobody removes it by mistake, and nobody is to read it any more.
            return;
        }
        if walk.folders.contains(&entry.path) {
            let reason = format!("a folder stands where this document was; move it away{SERVED}");
            let warning = Warning::error(reason).in_file(&entry.path);
            self.warnings.push(warning);
            self.kept.push(entry.clone());
            return;
        }
        if walk.is_cut || self.is_unreached(entry) {
            self.kept.push(entry.clone());
            return;
        }
        let debouncer = self.debouncer;
        if debouncer.is_some_and(|debouncer| !debouncer.is_gone(&entry.path)) {
            self.waits = true;
            self.kept.push(entry.clone());
        }
    }

    /// Whether the file of a document, or a folder above it, could not be read at all: too large
    /// now, or forbidden, or a link that leads nowhere. It is not gone.
    fn is_unreached(&mut self, entry: &DocumentEntry) -> bool {
        let is_reason = |warning: &&mut Warning| {
            let below = entry.path.strip_prefix(warning.path.as_str());
            below.is_some_and(|rest| {
                let is_above = rest.starts_with('/') && warning.severity == Severity::Error;
                is_above || (rest.is_empty() && warning.severity >= Severity::Warning)
            })
        };
        let reason = self.warnings.iter_mut().find(is_reason);
        if let Some(reason) = reason {
            if !reason.message.ends_with(SERVED) {
                reason.message.push_str(SERVED);
            }
            return true;
        }
        false
    }

    /// The documents that are to be read, besides those that are taken over.
    pub(super) fn ahead(&self, embeds: bool, is_new: bool) -> Ahead {
        let states = self.loaded.iter();
        let states = states.filter_map(|(file, _)| file.states.first());
        Ahead {
            documents: self.loaded.len(),
            bytes: states.map(|state| state.len).sum(),
            embeds,
            is_new,
        }
    }

    /// Whether there would be no document.
    pub(super) fn holds_nothing(&self) -> bool {
        self.kept.is_empty() && self.loaded.is_empty()
    }

    pub(super) fn changes_nothing(&self, before: &Manifest) -> bool {
        self.loaded.is_empty()
            && self.kept.len() == before.documents.len()
            && (self.warnings == before.warnings || self.may_pass())
    }

    /// Whether the findings may be others in a moment: files come and go while something is copied.
    fn may_pass(&self) -> bool {
        let is_certain = |debouncer: &Debouncer| debouncer.is_certain("findings", &self.warnings);
        self.debouncer
            .is_some_and(|debouncer| !is_certain(debouncer))
    }
}

/// Whether a file that could not be read is as it was then.
fn still_fails(failed: &Failed, file: &SourceFile) -> bool {
    failed.files == file.states && (!failed.is_refused || corpus::load(file).is_err())
}
