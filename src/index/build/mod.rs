//! Building a generation: only what changed is read and embedded again.

mod before;
mod plan;
mod write;

use std::path::{Path, PathBuf};

use super::{
    FORMAT_VERSION, Generations, IndexError, Manifest,
    guard::guarded,
    manifest::{DocumentEntry, Former},
    parts,
    vectors::{self, NewTexts, Vectors, VectorsEntry},
};
use crate::{
    corpus::{self, Attempts, Debouncer, DocumentReader, Walk},
    embedding::Embedder,
};

use before::Before;
use plan::Plan;
use write::{Built, write};

/// The number of former ids that are known; the oldest are forgotten.
const MAX_FORMER: usize = 1_000;

/// The task of a build.
#[derive(Clone, Copy)]
pub struct Build<'a> {
    /// The corpus folder.
    pub corpus: &'a Path,
    /// Larger files are not read.
    pub max_file_bytes: u64,
    /// Whether to read everything again.
    pub force: bool,
    /// A generation that is read, whether or not it is still there: the next has a higher number.
    pub after: u64,
    /// The model that makes the vectors; without one, the index is one of words only.
    pub embedder: Option<&'a Embedder>,
    /// When it makes them.
    pub embeds: Embeds,
    /// The reader of the files.
    pub reader: &'a DocumentReader,
    /// The memory that the process may use, in bytes.
    pub memory: u64,
    /// Waits for files that are being copied, and for those that take long to read; without it, they
    /// are read as they are, however long it takes.
    pub debouncer: Option<&'a Debouncer>,
}

/// When the texts of a corpus that has no vectors yet are embedded. A corpus that has some keeps them up
/// to date in every build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Embeds {
    /// Before anything is published.
    AtOnce,
    /// If they are many, not in this build: what is published can be asked by its words, and the next
    /// build embeds.
    AfterWords,
    /// Not by this build, which is for somebody who only reads.
    Never,
}

/// More texts take longer to embed than somebody waits for a first answer: some seconds on two cores.
const MANY_TEXTS: usize = 500;

/// The stage that a build is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Documents are read.
    Reading,
    /// Passages and sentences are embedded.
    Embedding,
}

/// The work that a build has before it, as far as can be told without reading a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ahead {
    /// Documents that are to be read.
    pub documents: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Whether their texts are embedded, which takes most of the time.
    pub embeds: bool,
    /// Whether nothing is taken over from an index that is there.
    pub is_new: bool,
}

/// The listener that a build tells how far it is. Called from several threads.
pub trait Progress: Sync {
    /// A build begins that has something to do.
    fn announce(&self, _ahead: Ahead) {}
    /// A stage begins, in which this many documents or texts are to be done.
    fn begin(&self, stage: Stage, count: usize);
    /// One more is done.
    fn advance(&self);
    /// The stage is over.
    fn finish(&self);
}

/// Shows no progress.
impl Progress for () {
    fn begin(&self, _stage: Stage, _count: usize) {}
    fn advance(&self) {}
    fn finish(&self) {}
}

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
    let walk = corpus::walk(what.corpus, what.max_file_bytes)?;
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
    if plan.holds_nothing() && what.debouncer.is_some() {
        // Whoever serves goes on with what is there, rather than with nothing.
        let path = what.corpus.to_owned();
        return Err(if plan.waits {
            IndexError::Waiting
        } else {
            corpus::CorpusError::Empty { path }.into()
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

/// The report of a build that has nothing to do, as far as sizes and times of files tell.
fn unchanged(generations: &Generations, what: Build<'_>, walk: &Walk) -> Option<BuildReport> {
    if what.force {
        return None;
    }
    let folder = current_folder(generations).ok()??;
    let before = Manifest::read(&folder).ok()?;
    parts::check_sizes(&folder, &before.parts).ok()?;
    let plan = Plan::new(walk, Some(&before), what);
    let embedder = what.embedder_behind(Some(&before));
    let is_current = has_vectors_of(&before, embedder) && plan.changes_nothing(&before);
    is_current.then(|| kept_all(&before))
}

/// Whether a build would have nothing to do, as far as sizes and times of files tell.
pub fn is_current(generations: &Generations, what: Build<'_>) -> Result<bool, IndexError> {
    let walk = corpus::walk(what.corpus, what.max_file_bytes)?;
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

/// The folder of the generation that serves, if there ever was one.
fn current_folder(generations: &Generations) -> Result<Option<PathBuf>, IndexError> {
    match generations.current() {
        Some(current) => Ok(Some(generations.path(current))),
        None if generations.is_begun() => Err(IndexError::Unusable {
            reason: format!(
                "nothing in {} says which generation of the index serves",
                generations.folder().display()
            ),
        }),
        None => Ok(None),
    }
}

impl<'a> Build<'a> {
    /// The model, unless the generation before has no vectors and this build is not to make the first ones.
    fn embedder_behind(self, before: Option<&Manifest>) -> Option<&'a Embedder> {
        let has_vectors = before.is_some_and(|before| before.vectors.is_some());
        self.embedder
            .filter(|_| has_vectors || self.embeds != Embeds::Never)
    }
}

/// Whether a generation has the vectors of a model, or none where there is no model.
fn has_vectors_of(manifest: &Manifest, embedder: Option<&Embedder>) -> bool {
    let made_by = manifest.vectors.as_ref().map(|vectors| &vectors.model);
    made_by == embedder.map(Embedder::id)
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
            && has_vectors_of(&before.manifest, embedder)
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
