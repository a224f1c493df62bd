//! Opening a corpus: the index is brought up to date, and what serves is opened, whatever came of that.

use std::sync::Arc;

use super::{
    App,
    building::{How, Means, generations, shelves_folder, update, what},
};
use crate::{
    answer::Model,
    config::Config,
    corpus::{Debouncer, DocumentReader},
    index::{self, Build, BuildReport, Embeds, Generation, IndexError, Progress},
};

/// An [`App`], and what its operator should know about how it came up.
pub struct Opened {
    /// The corpus.
    pub app: App,
    /// The report of the build; nothing if it failed and the generation before serves.
    pub report: Option<BuildReport>,
    /// The reason why the index is not up to date, if it is not.
    pub stale: Option<IndexError>,
}

/// The result of a look at the corpus.
pub(super) struct Looked {
    /// The corpus that serves from now on, if it is another generation.
    pub(super) newer: Option<App>,
    /// The report of the build; nothing if it failed.
    pub(super) report: Option<BuildReport>,
    /// The reason why the index is not up to date, if it is not.
    pub(super) error: Option<IndexError>,
}

impl App {
    /// Brings the index of this process up to date and opens it, for a command.
    pub(super) fn open_own(
        config: &Config,
        means: &Means,
        embeds: Embeds,
        progress: &dyn Progress,
    ) -> Result<Opened, IndexError> {
        loop {
            match Self::try_open(config, means, embeds, progress) {
                Err(IndexError::Busy { .. }) => generations(config).wait()?,
                result => return result,
            }
        }
    }

    /// Brings the index up to date and opens it for a program that serves: files that are being copied wait, nothing else does, and
    /// a corpus that cannot be reached is served as it was. Of a long first build, words are open when
    /// this ends; the next look embeds.
    pub(super) fn open_to_serve(
        config: &Config,
        means: &Means,
        debouncer: &Debouncer,
        progress: &dyn Progress,
    ) -> Result<Opened, IndexError> {
        let how = How::of(Some(debouncer), Embeds::AfterWords);
        let built = update(config, means, how, false, progress);
        Self::opened(config, means, how, built, progress)
    }

    /// Brings the index up to date, and opens it if it is another one than this, whoever built it.
    /// Builds anew what was damaged since it was opened.
    pub(super) fn look(&self, debouncer: &Debouncer, progress: &dyn Progress) -> Looked {
        let (config, means) = (&self.config, &self.means);
        let shelves = shelves_folder(config);
        let build = |force| {
            let what = Build {
                force,
                after: self.generation.manifest().generation,
                debouncer: Some(debouncer),
                ..what(config, &shelves, (&means.model, &means.reader))
            };
            index::build(&generations(config), what, progress)
        };
        let built = build(self.is_served() && self.generation.damage().is_some());
        let newer = (!self.is_served()).then(|| match Self::of(config, means) {
            // Another process built it, and then it was damaged.
            Err(IndexError::Unusable { .. }) if built.is_ok() => {
                build(true)?;
                Self::of(config, means)
            }
            opened => opened,
        });
        let (newer, error) = match newer.transpose() {
            Ok(newer) => (newer, None),
            Err(error) => (None, Some(error)),
        };
        let (report, failed) = match built {
            Ok(report) => (Some(report), None),
            Err(error) => (None, Some(error)),
        };
        Looked {
            newer,
            report,
            error: error.or(failed),
        }
    }

    /// Whether no other generation is to serve.
    fn is_served(&self) -> bool {
        let current = generations(&self.config).current();
        current.is_none_or(|current| current == self.generation.manifest().generation)
    }

    fn try_open(
        config: &Config,
        means: &Means,
        embeds: Embeds,
        progress: &dyn Progress,
    ) -> Result<Opened, IndexError> {
        let how = How::of(None, embeds);
        let built = update(config, means, how, false, progress);
        // A missing corpus is not an old corpus: answers from it could not be checked by anybody.
        if let Err(error @ IndexError::Corpus(_)) = built {
            return Err(error);
        }
        Self::opened(config, means, how, built, progress)
    }

    /// Opens what serves after a build, whatever came of that.
    fn opened(
        config: &Config,
        means: &Means,
        how: How<'_>,
        built: Result<BuildReport, IndexError>,
        progress: &dyn Progress,
    ) -> Result<Opened, IndexError> {
        match (built, Self::of(config, means)) {
            (Ok(report), Ok(app)) => Ok(Opened {
                app,
                report: Some(report),
                stale: None,
            }),
            (Err(error), Ok(app)) => Ok(Opened {
                app,
                report: None,
                stale: Some(error),
            }),
            (Err(error), Err(_)) => Err(error),
            (Ok(_), Err(_)) => {
                // What serves is of this format, but damaged: nothing of it can be taken over.
                let report = update(config, means, how, true, progress)?;
                Ok(Opened {
                    app: Self::of(config, means)?,
                    report: Some(report),
                    stale: None,
                })
            }
        }
    }

    /// The generation that is there.
    pub(super) fn of(config: &Config, means: &Means) -> Result<Self, IndexError> {
        Ok(Self {
            config: config.clone(),
            means: means.clone(),
            generation: Arc::new(Generation::open(&generations(config))?),
        })
    }
}

/// Opens the index as it is, without bringing it up to date.
pub fn open_as_it_is(config: &Config, model: Model) -> Result<App, IndexError> {
    let means = Means {
        model: Arc::new(model),
        reader: DocumentReader::in_process(),
    };
    App::of(config, &means)
}
