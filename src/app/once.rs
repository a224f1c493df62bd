//! Opening and building for a command that ends: the index of this process, or the one that it shares with others.

use std::sync::Arc;

use super::{
    App, Opened,
    building::{How, Means, build_own, generations, update},
    sharing::{Led, Sharing},
};
use crate::{
    answer::Model,
    config::Config,
    corpus::DocumentReader,
    index::{BuildReport, Embeds, IndexError, Progress},
};

impl App {
    /// Brings the index up to date and opens it. If that fails, the generation before serves;
    /// while another process builds the first one, this waits for it. Documents are read in this
    /// process. An index that several processes share is fetched as it is published.
    ///
    /// ```
    /// use fundstelle::{app::App, config::Config};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let folder = tempfile::tempdir()?;
    /// let mut config = Config::default();
    /// config.corpus.folder = folder.path().join("corpus");
    /// config.data = folder.path().join("data");
    /// config.embedding.enabled = false; // words alone: nothing has to be embedded
    ///
    /// std::fs::create_dir(&config.corpus.folder)?;
    /// let file = config.corpus.folder.join("rules.md");
    /// std::fs::write(file, "# Harbour rules\n\nA berth costs ten crowns a day.\n")?;
    ///
    /// // `()` shows no progress.
    /// let opened = App::open(&config, &())?;
    /// assert_eq!(opened.app.generation().manifest().documents.len(), 1);
    /// assert!(opened.stale.is_none());
    /// # Ok(())
    /// # }
    /// ```
    pub fn open(config: &Config, progress: &dyn Progress) -> Result<Opened, IndexError> {
        let model = Model::open(config)?;
        let reader = DocumentReader::in_process();
        Self::open_with(config, model, reader, Embeds::AtOnce, progress)
    }

    /// The same with this model, with somebody who reads the documents, and with another choice of when
    /// texts are embedded.
    pub fn open_with(
        config: &Config,
        model: Model,
        reader: DocumentReader,
        embeds: Embeds,
        progress: &dyn Progress,
    ) -> Result<Opened, IndexError> {
        let model = Arc::new(model);
        let means = Means { model, reader };
        if config.index.is_shared() {
            return open_shared(config, &means);
        }
        Self::open_own(config, &means, embeds, progress)
    }
}

/// Brings the index of the configured corpus up to date. Documents are read in this process.
pub fn build(
    config: &Config,
    force: bool,
    progress: &dyn Progress,
) -> Result<BuildReport, IndexError> {
    build_with(config, DocumentReader::in_process(), force, progress)
}

/// The same with somebody who reads the documents. An index that several processes share is published to all.
pub fn build_with(
    config: &Config,
    reader: DocumentReader,
    force: bool,
    progress: &dyn Progress,
) -> Result<BuildReport, IndexError> {
    let model = Arc::new(Model::when_needed(config)?);
    let means = Means { model, reader };
    if config.index.is_shared() {
        return build_shared(config, &means, force, progress);
    }
    build_own(config, &means, force, progress)
}

/// Opens the newest generation that is published; where the database is away, that which is here.
fn open_shared(config: &Config, means: &Means) -> Result<Opened, IndexError> {
    let sharing = Sharing::of(config, &means.model)?;
    let stale = loop {
        match follow(config, &sharing) {
            Err(IndexError::Busy { .. }) => generations(config).wait()?,
            followed => break followed.err(),
        }
    };
    let app = match App::of(config, means) {
        Ok(app) => app,
        Err(error) => {
            let nothing = || {
                IndexError::Sharing(format!(
                    "{error}; `fundstelle serve` or `fundstelle index` builds one where the documents are"
                ))
            };
            return Err(stale.unwrap_or_else(nothing));
        }
    };
    Ok(Opened {
        app,
        report: None,
        stale,
    })
}

/// Builds the index for all, unless a process that serves does so already.
fn build_shared(
    config: &Config,
    means: &Means,
    force: bool,
    progress: &dyn Progress,
) -> Result<BuildReport, IndexError> {
    let sharing = Sharing::of(config, &means.model)?;
    if !config.index.build {
        return Err(IndexError::Sharing(
            "index.build is false: this process does not build the shared index".to_owned(),
        ));
    }
    // Also where nobody prepared the database yet.
    drop(sharing.published()?);
    if sharing.lead()? == Led::Elsewhere {
        return Err(IndexError::Sharing(
            "another process builds the shared index, and publishes each change; nothing is to be done here".to_owned(),
        ));
    }
    follow(config, &sharing)?;
    let published = sharing.published()?;
    let how = How::of(None, Embeds::AtOnce);
    sharing.build(&published, config, force, |force, after, announce| {
        let how = How {
            after,
            announce: Some(announce),
            ..how
        };
        update(config, means, how, force, progress)
    })
}

/// Has the newest generation serve here, if one is published that can.
fn follow(config: &Config, sharing: &Sharing) -> Result<(), IndexError> {
    let published = sharing.published()?;
    let generations = generations(config);
    if let Some(shared) = sharing.readable(&published)
        && !generations.serves(&shared)
    {
        sharing.adopt(&generations, &shared)?;
    }
    match sharing.obstacle(&published) {
        Some(why) => Err(IndexError::Sharing(why)),
        None => Ok(()),
    }
}
