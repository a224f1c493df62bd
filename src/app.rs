//! The composition root: settings, and the index of one corpus, for all front ends.

use std::path::PathBuf;

use crate::{
    answer::{self, Answer, AnswerOptions, Before, Ranked, verify::Verification},
    config::Config,
    corpus::DocumentId,
    index::{self, Build, BuildReport, Generation, Generations, IndexError, Progress},
};

/// An open corpus, ready for questions.
pub struct App {
    config: Config,
    generation: Generation,
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
        loop {
            match Self::try_open(config.clone(), progress) {
                Err(IndexError::Busy { .. }) => generations(config).wait()?,
                result => return result,
            }
        }
    }

    fn try_open(config: Config, progress: &dyn Progress) -> Result<Opened, IndexError> {
        let generations = generations(&config);
        let built = build(&config, false, progress);
        // A missing corpus is not an old corpus: answers from it could not be checked by anybody.
        if let Err(error @ IndexError::Corpus(_)) = built {
            return Err(error);
        }
        match (built, Generation::open(&generations)) {
            (Ok(report), Ok(generation)) => Ok(Opened {
                app: App { config, generation },
                report: Some(report),
                stale: None,
            }),
            (Err(error), Ok(generation)) => Ok(Opened {
                app: App { config, generation },
                report: None,
                stale: Some(error),
            }),
            (Err(error), Err(_)) => Err(error),
            (Ok(_), Err(_)) => {
                // What serves is of this format, but damaged: nothing of it can be taken over.
                let report = build(&config, true, progress)?;
                let generation = Generation::open(&generations)?;
                Ok(Opened {
                    app: App { config, generation },
                    report: Some(report),
                    stale: None,
                })
            }
        }
    }

    /// The generation that serves.
    pub fn generation(&self) -> &Generation {
        &self.generation
    }

    /// Answers a question, of one document or of all.
    pub fn ask(&self, question: &str, document: Option<DocumentId>) -> Result<Answer, IndexError> {
        answer::ask(&self.generation, question, &self.options(document))
    }

    /// Answers a question that leans on the one before it.
    pub fn follow_up(&self, question: &str, before: &Before<'_>) -> Result<Answer, IndexError> {
        answer::follow_up(&self.generation, question, before, &self.options(None))
    }

    /// Ranks citations without deciding whether they answer.
    pub fn rank(&self, question: &str, max_citations: usize) -> Result<Ranked, IndexError> {
        let options = AnswerOptions {
            max_citations,
            ..self.options(None)
        };
        answer::rank(&self.generation, question, &options)
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

    fn options(&self, document: Option<DocumentId>) -> AnswerOptions {
        let answer = &self.config.answer;
        AnswerOptions {
            max_citations: answer.max_citations,
            max_quote_chars: answer.max_quote_chars,
            min_confidence: answer.min_confidence,
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
    index::build(&generations(config), what(config, force), progress)
}

fn what(config: &Config, force: bool) -> Build<'_> {
    Build {
        corpus: &config.corpus.folder,
        max_file_bytes: config.corpus.max_file_mb * 1024 * 1024,
        force,
    }
}

/// Opens the index as it is, without bringing it up to date.
pub fn open_as_it_is(config: &Config) -> Result<App, IndexError> {
    let generation = Generation::open(&generations(config))?;
    let config = config.clone();
    Ok(App { config, generation })
}

/// Whether the index is up to date with the corpus, as far as sizes and times of files tell.
pub fn is_current(config: &Config) -> Result<bool, IndexError> {
    index::is_current(&generations(config), what(config, false))
}

/// Where the index of the configured corpus is.
pub fn index_folder(config: &Config) -> PathBuf {
    generations(config).folder().to_owned()
}

fn generations(config: &Config) -> Generations {
    Generations::of_corpus(&config.data, &config.corpus.folder)
}
