//! The composition root: settings, and the index of one corpus, for all front ends.

mod address;
mod asking;
mod counting;
mod library;
mod link;
mod section_view;
mod serving;
mod spot;

use std::{path::PathBuf, sync::Arc};

use crate::{
    answer::{
        self, Answer, AnswerOptions, Before, Calibration, Model, Observer, Ranked, Sources,
        Thresholds, Unobserved, verify::Verification,
    },
    config::Config,
    corpus::DocumentId,
    index::{self, Build, BuildReport, Generation, Generations, IndexError, Progress},
};

pub use address::{
    NoAddress, QuoteAt, Sentences, Stamped, as_index, base36, document_key, from_base36,
};
pub use asking::{After, AskError, Asked, Asking, Question, asked};
pub use library::{Library, NotServing, Shelf};
pub use section_view::{Beside, SectionView};
pub use serving::Serving;
pub use spot::{Spot, citation_spot, recall};

/// An open corpus, ready for questions.
#[derive(Clone)]
pub struct App {
    config: Config,
    model: Arc<Model>,
    generation: Arc<Generation>,
}

/// An [`App`], and what its operator should know about how it came up.
pub struct Opened {
    /// The corpus.
    pub app: App,
    /// What the build did; nothing if it failed and the generation before serves.
    pub report: Option<BuildReport>,
    /// Why the index is not up to date, if it is not.
    pub stale: Option<IndexError>,
}

impl App {
    /// Brings the index up to date and opens it. If that fails, the generation before serves;
    /// while another process builds the first one, this waits for it.
    pub fn open(config: &Config, progress: &dyn Progress) -> Result<Opened, IndexError> {
        Self::open_with(config, Model::open(&config.embedding)?, progress)
    }

    /// The same with a model that is loaded already.
    pub fn open_with(
        config: &Config,
        model: Model,
        progress: &dyn Progress,
    ) -> Result<Opened, IndexError> {
        let model = Arc::new(model);
        loop {
            match Self::try_open(config, &model, progress) {
                Err(IndexError::Busy { .. }) => generations(config).wait()?,
                result => return result,
            }
        }
    }

    /// Brings the index up to date; opens it again if it is another one now.
    pub fn refresh(&self, progress: &dyn Progress) -> Result<Option<Opened>, IndexError> {
        let report = build_with(&self.config, &self.model, false, progress)?;
        if report.generation == self.generation.manifest().generation {
            return Ok(None);
        }
        Ok(Some(Opened {
            app: Self::of(&self.config, &self.model)?,
            report: Some(report),
            stale: None,
        }))
    }

    fn try_open(
        config: &Config,
        model: &Arc<Model>,
        progress: &dyn Progress,
    ) -> Result<Opened, IndexError> {
        let built = build_with(config, model, false, progress);
        // A missing corpus is not an old corpus: answers from it could not be checked by anybody.
        if let Err(error @ IndexError::Corpus(_)) = built {
            return Err(error);
        }
        match (built, Self::of(config, model)) {
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
                let report = build_with(config, model, true, progress)?;
                Ok(Opened {
                    app: Self::of(config, model)?,
                    report: Some(report),
                    stale: None,
                })
            }
        }
    }

    fn of(config: &Config, model: &Arc<Model>) -> Result<Self, IndexError> {
        Ok(Self {
            config: config.clone(),
            model: Arc::clone(model),
            generation: Arc::new(Generation::open(&generations(config))?),
        })
    }

    /// The generation that serves.
    pub fn generation(&self) -> &Generation {
        &self.generation
    }

    /// Answers a question, of one document or of all.
    pub fn ask(&self, question: &str, document: Option<DocumentId>) -> Result<Answer, IndexError> {
        self.ask_observed(question, &self.options(document), &Unobserved)
    }

    /// The same in another way than the settings say, with somebody who is told how far it is.
    pub fn ask_observed(
        &self,
        question: &str,
        options: &AnswerOptions,
        observer: &dyn Observer,
    ) -> Result<Answer, IndexError> {
        answer::ask(self.sources(observer), question, options)
    }

    /// Answers a question that leans on the one before it.
    pub fn follow_up(&self, question: &str, before: &Before<'_>) -> Result<Answer, IndexError> {
        self.follow_up_observed(question, before, &Unobserved)
    }

    /// The same, with somebody who is told how far it is.
    pub fn follow_up_observed(
        &self,
        question: &str,
        before: &Before<'_>,
        observer: &dyn Observer,
    ) -> Result<Answer, IndexError> {
        let sources = self.sources(observer);
        answer::follow_up(sources, question, before, &self.options(None))
    }

    /// Ranks citations without deciding whether they answer.
    pub fn rank(&self, question: &str, max_citations: usize) -> Result<Ranked, IndexError> {
        let options = AnswerOptions {
            max_citations,
            ..self.options(None)
        };
        self.rank_with(question, &options)
    }

    /// The same in another way than the settings say.
    pub fn rank_with(&self, question: &str, options: &AnswerOptions) -> Result<Ranked, IndexError> {
        answer::rank(self.sources(&Unobserved), question, options)
    }

    /// What understands the questions.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The same corpus with other weights.
    #[must_use]
    pub fn with_weights(self, calibration: Calibration) -> Self {
        Self {
            model: Arc::new(self.model.with(calibration)),
            ..self
        }
    }

    /// The settings that it was opened with.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Whether a quote is in the corpus.
    pub fn verify(
        &self,
        quote: &str,
        document: Option<&DocumentId>,
    ) -> Result<Verification, IndexError> {
        answer::verify::verify(&self.generation, quote, document)
    }

    /// Where answers begin.
    pub fn thresholds(&self) -> Thresholds {
        let answer = &self.config.answer;
        Thresholds {
            near: answer.min_confidence,
            answer: answer.sure_confidence.max(answer.min_confidence),
        }
    }

    fn sources<'a>(&'a self, observer: &'a dyn Observer) -> Sources<'a> {
        Sources {
            generation: &self.generation,
            model: &self.model,
            observer,
        }
    }

    /// How the settings want answers, from one document or from all.
    pub fn options(&self, document: Option<DocumentId>) -> AnswerOptions {
        let answer = &self.config.answer;
        AnswerOptions {
            max_citations: answer.max_citations,
            max_quote_chars: answer.max_quote_chars,
            thresholds: self.thresholds(),
            document,
        }
    }
}

/// Brings the index of the configured corpus up to date.
pub fn build(
    config: &Config,
    force: bool,
    progress: &dyn Progress,
) -> Result<BuildReport, IndexError> {
    build_with(config, &Model::open(&config.embedding)?, force, progress)
}

fn build_with(
    config: &Config,
    model: &Model,
    force: bool,
    progress: &dyn Progress,
) -> Result<BuildReport, IndexError> {
    index::build(&generations(config), what(config, model, force), progress)
}

fn what<'a>(config: &'a Config, model: &'a Model, force: bool) -> Build<'a> {
    Build {
        corpus: &config.corpus.folder,
        max_file_bytes: config.corpus.max_file_mb * 1024 * 1024,
        force,
        embedder: model.embedder(),
    }
}

/// Opens the index as it is, without bringing it up to date.
pub fn open_as_it_is(config: &Config, model: Model) -> Result<App, IndexError> {
    App::of(config, &Arc::new(model))
}

/// Whether the index is up to date with corpus and model, as far as sizes and times of files tell.
pub fn is_current(config: &Config, model: &Model) -> Result<bool, IndexError> {
    index::is_current(&generations(config), what(config, model, false))
}

/// Where the index of the configured corpus is.
pub fn index_folder(config: &Config) -> PathBuf {
    generations(config).folder().to_owned()
}

fn generations(config: &Config) -> Generations {
    Generations::of_corpus(&config.data, &config.corpus.folder)
}
