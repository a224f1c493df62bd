//! This process among those that share an index: what is published for it, and whether it builds.

use std::{
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use tokio::sync::Notify;

use super::{
    fit::{fit, newest},
    listening::Listening,
    standing::Standing,
    status::SharingRole,
};
use crate::{
    answer::Model,
    app::building::generations,
    config::{Config, IndexSharing},
    embedding::Embedder,
    index::{
        Adopted, Announce, BuildReport, FORMAT_VERSION, GenerationFile, Generations, IndexError,
        Manifest, Shared,
    },
    store::{Leader, PostgresServer, Published, PublishedFile, ShareError, SharedIndex},
};

/// This process among those that share an index.
pub(crate) struct Sharing {
    index: Arc<SharedIndex>,
    /// The identity of the model of this process.
    model: Option<String>,
    may_build: bool,
    /// Held while it builds. It publishes from within a build.
    leader: Mutex<Option<Leader>>,
    standing: Standing,
    _listening: Option<Listening>,
}

/// The result of an election.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Led {
    /// This process builds, as before.
    Here,
    /// This process builds from now on.
    HereFromNowOn,
    /// Another one does, or none.
    Elsewhere,
}

impl Sharing {
    /// Takes part by the settings, with this model. Connects to nothing yet.
    pub(crate) fn of(config: &Config, model: &Model) -> Result<Self, IndexError> {
        let url = config.store.read_url().map_err(said)?;
        let url =
            url.ok_or_else(|| IndexError::Sharing("index.share needs store.url".to_owned()))?;
        let server = PostgresServer::new(url.expose(), config.store.connections).map_err(said)?;
        let folder = &config.index.share_folder;
        let folder = (config.index.share == IndexSharing::Folder).then(|| folder.clone());
        Ok(Self {
            index: Arc::new(SharedIndex::new(&server, folder)),
            model: model.embedder().map(Embedder::id).map(ToString::to_string),
            may_build: config.index.build,
            leader: Mutex::default(),
            standing: Standing::default(),
            _listening: None,
        })
    }

    /// The same, and `changed` is told of what is published.
    pub(crate) fn telling(self, changed: &Arc<Notify>) -> Self {
        let listening = Listening::start(Arc::clone(&self.index), Arc::clone(changed));
        Self {
            _listening: Some(listening),
            ..self
        }
    }

    /// The generations that are published, the newest first.
    pub(crate) fn published(&self) -> Result<Vec<Published>, IndexError> {
        self.index.published().map_err(said)
    }

    /// The same, without preparing a database that nobody used yet.
    pub(super) fn inspect(&self) -> Result<Vec<Published>, IndexError> {
        self.index.inspect().map_err(said)
    }

    /// The newest generation that this process can serve.
    pub(crate) fn readable(&self, published: &[Published]) -> Option<Shared> {
        newest(published, self.model.as_deref()).map(shared)
    }

    /// The reason why the newest generation is not served here, if it cannot be.
    pub(crate) fn obstacle(&self, published: &[Published]) -> Option<String> {
        let newest = published.first()?;
        fit(newest, self.model.as_deref()).obstacle(newest.number)
    }

    /// Has a generation serve here: fetches what is lacking.
    pub(crate) fn adopt(
        &self,
        generations: &Generations,
        shared: &Shared,
    ) -> Result<Adopted, IndexError> {
        let begun = Instant::now();
        let adopted = generations.adopt(shared, &mut |file, into| {
            let fetched = self.index.fetch(&published_file(file), into);
            fetched.map_err(|error| match error {
                ShareError::Damaged { .. } => IndexError::NotWhole(error.to_string()),
                error => said(error),
            })
        })?;
        tracing::info!(
            generation = shared.number,
            files = adopted.fetched,
            bytes = adopted.bytes,
            kept = adopted.kept,
            took = ?begun.elapsed(),
            "fetched a generation of the index"
        );
        Ok(adopted)
    }

    /// Whether some process builds.
    pub(crate) fn is_led(&self) -> Result<bool, IndexError> {
        self.index.is_led().map_err(said)
    }

    /// The part of this process now.
    pub(crate) fn role(&self) -> SharingRole {
        match (self.may_build, self.leader().is_some()) {
            (false, _) => SharingRole::Serves,
            (true, true) => SharingRole::Builds,
            (true, false) => SharingRole::Waits,
        }
    }

    /// Becomes the one that builds, if that is possible and right.
    pub(crate) fn elect(&mut self, published: &[Published]) -> Result<Led, IndexError> {
        if !self.may_build {
            return Ok(Led::Elsewhere);
        }
        let newest = published.first();
        let newest = newest.map(|newest| fit(newest, self.model.as_deref()));
        if self.still_leads() {
            return Ok(Led::Here);
        }
        let is_led = self.is_led()?;
        if !self.standing.may_stand(newest, is_led, Instant::now()) {
            return Ok(Led::Elsewhere);
        }
        self.lead()
    }

    /// Whether this process builds, and its connection is there.
    fn still_leads(&self) -> bool {
        let mut leader = self.leader();
        let Some(leading) = leader.as_mut() else {
            return false;
        };
        if let Err(why) = leading.check() {
            tracing::warn!(%why, "this process does not build the index any more");
            *leader = None;
        }
        leader.is_some()
    }

    /// Notes that the database is away: whoever built may not go on.
    pub(crate) fn notice_absence(&self) {
        self.still_leads();
    }

    /// Becomes the one that builds, unless another is.
    pub(crate) fn lead(&self) -> Result<Led, IndexError> {
        let Some(leader) = self.index.lead().map_err(said)? else {
            return Ok(Led::Elsewhere);
        };
        *self.leader() = Some(leader);
        tracing::info!("this process builds the index from now on");
        Ok(Led::HereFromNowOn)
    }

    /// Leaves the building to another, as the corpus cannot be read here.
    pub(crate) fn resign(&mut self) {
        *self.leader() = None;
        self.standing.resign(Instant::now());
        tracing::warn!("this process cannot read the corpus, and leaves the building to another");
    }

    /// Builds by `build`, which is told whether to read everything again, which number to go beyond, and how to
    /// publish. A generation that is here, and that nobody can fetch any more, is published as it is.
    pub(crate) fn build(
        &self,
        published: &[Published],
        config: &Config,
        force: bool,
        build: impl FnOnce(bool, u64, Announce<'_>) -> Result<BuildReport, IndexError>,
    ) -> Result<BuildReport, IndexError> {
        let after = published.first().map_or(0, |newest| newest.number);
        let readable = self.readable(published);
        let is_newest = readable.is_some_and(|shared| shared.number == after);
        let mut force = force;
        if !is_newest && let Ok(Some((folder, manifest))) = generations(config).served() {
            if manifest.generation > after && self.is_of_model(&manifest) {
                self.announce(&folder, &manifest)?;
            } else {
                force = true;
            }
        }
        let announce = |folder: &Path, manifest: &Manifest| self.announce(folder, manifest);
        build(force, after, &announce)
    }

    /// Whether the vectors of a generation, where it has some, are of the model of this process.
    pub(crate) fn is_of_model(&self, manifest: &Manifest) -> bool {
        let vectors = manifest.vectors.as_ref();
        vectors.is_none_or(|vectors| Some(vectors.model.to_string()) == self.model)
    }

    /// Publishes a generation in a folder to all.
    pub(crate) fn announce(&self, folder: &Path, manifest: &Manifest) -> Result<(), IndexError> {
        let shared = Shared::of(folder, manifest)?;
        let files = shared.files.iter().map(published_file);
        let built = shared.built.duration_since(UNIX_EPOCH);
        let published = Published {
            number: shared.number,
            format: u64::from(FORMAT_VERSION),
            model: self.model.clone(),
            built: built.unwrap_or_default().as_secs(),
            files: files.collect(),
        };
        let mut leader = self.leader();
        let leader = leader.as_mut().ok_or_else(|| {
            IndexError::Sharing("this process does not build the shared index".to_owned())
        })?;
        let sent = leader.publish(&published, folder).map_err(said)?;
        tracing::info!(
            generation = published.number,
            files = sent.files,
            bytes = sent.bytes,
            "published a generation of the index"
        );
        Ok(())
    }

    /// Sends files again that others found to be damaged. Says whether the newest generation is whole then: nobody may
    /// have a file of it any more.
    pub(crate) fn mend(
        &self,
        generations: &Generations,
        published: &[Published],
    ) -> Result<bool, IndexError> {
        let mut leader = self.leader();
        let Some(leader) = leader.as_mut() else {
            return Ok(true);
        };
        let doubted = leader.doubted().map_err(said)?;
        if doubted.is_empty() {
            return Ok(true);
        }
        let newest = published.iter().take(1).flat_map(|newest| &newest.files);
        let mut lacking: Vec<_> = newest.filter(|file| doubted.contains(&file.hash)).collect();
        if let Ok(Some((folder, manifest))) = generations.served() {
            let files = Shared::of(&folder, &manifest)?.files;
            let known: Vec<PublishedFile> = files.iter().map(published_file).collect();
            let mended = leader.mend(&doubted, &known, &folder).map_err(said)?;
            if mended > 0 {
                tracing::warn!(
                    files = mended,
                    "sent files of the index again that were damaged"
                );
            }
            lacking.retain(|file| !known.iter().any(|known| known.hash == file.hash));
        }
        Ok(lacking.is_empty())
    }

    fn leader(&self) -> MutexGuard<'_, Option<Leader>> {
        self.leader.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A reason in the words of whoever can do something about it.
fn said(error: impl std::error::Error) -> IndexError {
    IndexError::Sharing(error.to_string())
}

fn shared(published: &Published) -> Shared {
    let files = published.files.iter().map(|file| GenerationFile {
        path: file.path.clone(),
        len: file.len,
        hash: file.hash.clone(),
    });
    let built = UNIX_EPOCH.checked_add(Duration::from_secs(published.built));
    Shared {
        number: published.number,
        built: built.unwrap_or(SystemTime::UNIX_EPOCH),
        files: files.collect(),
    }
}

fn published_file(file: &GenerationFile) -> PublishedFile {
    PublishedFile {
        path: file.path.clone(),
        len: file.len,
        hash: file.hash.clone(),
    }
}
