//! Building a generation: only what changed is read and embedded again.

mod before;
mod plan;
mod task;
mod write;

use std::path::Path;

use super::{
    FORMAT_VERSION, Generations, IndexError, Manifest, Progress,
    guard::guarded,
    manifest::{DocumentEntry, Former},
    parts,
    vectors::{self, NewTexts, Vectors, VectorsEntry},
};
use crate::{
    corpus::{self, Attempts, Walk},
    embedding::Embedder,
};

use before::Before;
use plan::Plan;
pub use task::{Announce, Build, Embeds};
use write::{Built, write};

/// The number of former ids that are known; the oldest are forgotten.
const MAX_FORMER: usize = 1_000;

/// More texts take longer to embed than somebody waits for a first answer: some seconds on two cores.
const MANY_TEXTS: usize = 500;

/// The report on what a build did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BuildReport {
    /// The generation that serves now.
    pub generation: u64,
    /// Documents that it holds.
    pub documents: usize,
    /// Documents read by this build.
    pub read: usize,
    /// Documents taken over from the generation before.
    pub kept: usize,
    /// Documents of the generation before that are gone, or have another name.
    pub removed: usize,
    /// Passages and sentences embedded by this build.
    pub embedded: usize,
    /// Whether a new generation was published.
    pub published: bool,
    /// The reason why nothing could be taken over from the generation before, where there was one.
    pub damage: Option<String>,
}

/// Brings the index up to date with the corpus. Publishes a new generation if anything changed.
pub fn build(
    generations: &Generations,
    what: Build<'_>,
    progress: &dyn Progress,
) -> Result<BuildReport, IndexError> {
    let walk = walked(generations, what)?;
    what.reader.retain(&walk);
    if let Some(report) = unchanged(generations, what, &walk) {
        return Ok(report);
    }
    let lock = generations.lock()?;
    if what.force && what.debouncer.is_none() {
        generations.forget_attempts();
    }
    // Another process may have built while this one looked.
    if let Some(report) = unchanged(generations, what, &walk) {
        return Ok(report);
    }
    let (before, damage) = match Before::open(generations, what) {
        Ok(before) => (before.filter(|_| !what.force), None),
        Err(error) => (None, Some(error.to_string())),
    };
    let what = Build {
        embedder: what.embedder_behind(before.as_ref().map(|before| &before.manifest)),
        ..what
    };
    let plan = Plan::new(&walk, before.as_ref().map(|b| &b.manifest), what);
    if plan.holds_nothing() && what.debouncer.is_some() && !walk.is_corpus_empty {
        // Whoever serves goes on with what is there, rather than with nothing.
        return Err(if plan.waits {
            IndexError::Waiting
        } else {
            empty(what)
        });
    }
    progress.announce(plan.ahead(what.embedder.is_some(), before.is_none()));
    let generation = generations.next(what.after);
    let folder = generations.begin(generation, &lock)?;
    let built = Building {
        generations,
        what,
        generation,
        folder: &folder,
    };
    let result = guarded(&folder, || built.finish(plan, before.as_ref(), progress));
    let result = result.map(|report| BuildReport { damage, ..report });
    if result.as_ref().map_or(true, |report| !report.published) {
        // Half a generation would take room on a disk that may be full for it.
        Generations::give_up(&folder);
    }
    drop(before);
    generations.remove_old(&lock);
    result
}

/// The documents as they are now.
///
/// Where servers keep documents of their own, a corpus may be empty; but not where it had some, since the folder of a
/// disk that is not there looks the same. There may be nothing at all only where something can be added.
fn walked(generations: &Generations, what: Build<'_>) -> Result<Walk, IndexError> {
    let walk = corpus::walk_all(what.folders, what.max_file_bytes)?;
    if !walk.is_corpus_empty {
        return Ok(walk);
    }
    let folder = generations.current_folder().ok().flatten();
    let before = folder.and_then(|folder| Manifest::read(&folder).ok());
    let of_corpus = |entry: &DocumentEntry| !corpus::is_shelved(&entry.path);
    let had_some = before.is_some_and(|before| before.documents.iter().any(of_corpus));
    let may_be_empty = what.may_be_empty && what.debouncer.is_some();
    let has_none = walk.files.is_empty() && !may_be_empty;
    if (had_some && !what.force) || has_none {
        return Err(empty(what));
    }
    Ok(walk)
}

fn empty(what: Build<'_>) -> IndexError {
    let path = what.folders.corpus.to_owned();
    corpus::CorpusError::Empty { path }.into()
}

/// The report of a build that has nothing to do, as far as sizes and times of files tell.
fn unchanged(generations: &Generations, what: Build<'_>, walk: &Walk) -> Option<BuildReport> {
    if what.force {
        return None;
    }
    let folder = generations.current_folder().ok()??;
    let before = Manifest::read(&folder).ok()?;
    parts::check_sizes(&folder, &before.parts).ok()?;
    let plan = Plan::new(walk, Some(&before), what);
    let embedder = what.embedder_behind(Some(&before));
    let is_current = before.has_vectors_of(embedder) && plan.changes_nothing(&before);
    is_current.then(|| kept_all(&before))
}

/// Whether a build would have nothing to do, as far as sizes and times of files tell.
pub fn is_current(generations: &Generations, what: Build<'_>) -> Result<bool, IndexError> {
    let walk = walked(generations, what)?;
    Ok(unchanged(generations, what, &walk).is_some())
}

/// Nothing was to be done.
fn kept_all(before: &Manifest) -> BuildReport {
    BuildReport {
        generation: before.generation,
        documents: before.documents.len(),
        kept: before.documents.len(),
        ..BuildReport::default()
    }
}

/// A generation that is being built.
struct Building<'a> {
    generations: &'a Generations,
    what: Build<'a>,
    generation: u64,
    folder: &'a Path,
}

impl Building<'_> {
    fn finish(
        &self,
        plan: Plan<'_>,
        before: Option<&Before>,
        progress: &dyn Progress,
    ) -> Result<BuildReport, IndexError> {
        let attempts = self.generations.attempts();
        let built = write(self.folder, &attempts, plan, before, self.what, progress)?;
        if built.waits && built.entries.is_empty() {
            return Err(IndexError::Waiting);
        }
        let failed = built.failed.clone();
        let report = self.publish(built, before, progress)?;
        // From now on the manifest says it.
        for failed in failed {
            Attempts::forget(&attempts, &failed.files);
        }
        Ok(report)
    }

    fn publish(
        &self,
        built: Built,
        before: Option<&Before>,
        progress: &dyn Progress,
    ) -> Result<BuildReport, IndexError> {
        let awaits_vectors = self.awaits_vectors(&built, before);
        let embedder = self.what.embedder.filter(|_| !awaits_vectors);
        if let Some(before) = before
            && before.manifest.has_vectors_of(embedder)
            && built.says_the_same_as(&before.manifest)
        {
            return self.amend(built, &before.manifest);
        }
        let vectors = embedder.map(|embedder| self.add_vectors(embedder, &built, before, progress));
        let (vectors, embedded) = vectors.transpose()?.unzip();
        let manifest = Manifest {
            format_version: FORMAT_VERSION,
            index: self.generations.name(),
            generation: self.generation,
            parts: parts::list(self.folder)?,
            former: former(&built, before.map(|before| &before.manifest)),
            documents: built.entries,
            warnings: built.warnings,
            failed: built.failed,
            vectors,
        };
        manifest.write(self.folder)?;
        if let Some(announce) = self.what.announce {
            announce(self.folder, &manifest)?;
        }
        self.generations.publish(self.generation, self.folder)?;
        let count = embedded.as_ref().map_or(0, |embedded| embedded.count);
        if let Some(embedded) = embedded {
            embedded.forget(self.generations.folder());
        }
        Ok(BuildReport {
            generation: self.generation,
            documents: manifest.documents.len(),
            read: built.read,
            kept: manifest.documents.len() - built.read,
            removed: built.removed,
            embedded: count,
            published: true,
            damage: None,
        })
    }

    /// Whether the first vectors are left to the next build.
    fn awaits_vectors(&self, built: &Built, before: Option<&Before>) -> bool {
        let counts = built.entries.iter().map(|entry| entry.counts);
        let texts: usize = counts.map(|of| of.passages + of.sentences).sum();
        self.what.embedder.is_some()
            && self.what.embeds == Embeds::AfterWords
            && before.is_none_or(|before| before.vectors.is_none())
            && texts > MANY_TEXTS
    }

    /// Files were touched, or still cannot be read: the generation stays, and knows it.
    fn amend(&self, built: Built, before: &Manifest) -> Result<BuildReport, IndexError> {
        let manifest = Manifest {
            documents: built.entries,
            failed: built.failed,
            ..before.clone()
        };
        if manifest != *before {
            manifest.write(&self.generations.path(before.generation))?;
        }
        Ok(kept_all(before))
    }

    /// Embeds what is new, and writes the vectors of all documents.
    fn add_vectors(
        &self,
        embedder: &Embedder,
        built: &Built,
        before: Option<&Before>,
        progress: &dyn Progress,
    ) -> Result<(VectorsEntry, vectors::Embedded), IndexError> {
        let before = before.and_then(|before| before.vectors.as_ref());
        let is_new = |entry: &DocumentEntry| {
            let has_rows = |before: &Vectors| before.has(&entry.id);
            built.added.contains(&entry.id) || !before.is_some_and(has_rows)
        };
        let texts = NewTexts::of(self.folder, &built.entries, is_new)?;
        let new = vectors::embed(
            self.generations.folder(),
            embedder,
            &texts,
            before,
            progress,
        )?;
        let entry = vectors::write(self.folder, embedder, &built.entries, &texts, &new, before)?;
        Ok((entry, new))
    }
}

/// The former ids that are known, with those that this build took away.
fn former(built: &Built, before: Option<&Manifest>) -> Vec<Former> {
    let Some(before) = before else {
        return Vec::new();
    };
    let mut all = before.former.clone();
    for Former { now, .. } in &mut all {
        if let Some(renamed) = built.renamed.get(now) {
            now.clone_from(renamed);
        }
    }
    for (id, now) in &built.renamed {
        all.retain(|former| former.id != *id);
        let (id, now) = (id.clone(), now.clone());
        all.push(Former { id, now });
    }
    all.retain(|former| built.has(&former.now) && former.id != former.now);
    let forgotten = all.len().saturating_sub(MAX_FORMER);
    all.split_off(forgotten)
}
