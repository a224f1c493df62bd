//! The composition root: settings, and the index of one corpus, for all front ends.

mod ask_error;
mod audience;
mod building;
mod collections;
mod comparing;
mod counting;
mod editions;
mod effort;
mod library;
mod live_index;
mod location;
mod page_name;
mod painter;
mod painting;
mod picture;
mod picture_error;
mod progress_tracker;
mod question_queue;
mod rate_limit;
mod reader_url;
mod reference;
mod refresh_state;
mod section_view;
mod service;
mod small_pages;
mod snapshot;
mod status;
mod suggest;
mod wording;

use std::sync::Arc;

use crate::{
    answer::{
        self, Answer, AnswerOptions, Before, Calibration, Choice, Model, Observer, Ranked, Sources,
        Thresholds, Unobserved,
        diff::{self, Compared, Comparison},
        verify::Verification,
    },
    config::{CollectionConfig, Config},
    corpus::{Debouncer, DocumentId, DocumentReader},
    index::{self, Build, BuildReport, Embeds, Generation, IndexError, Progress},
    language::Language,
};

use building::{How, Means, generations, update, what};
use collections::{Collections, Visible};

pub use ask_error::AskError;
pub use audience::Audience;
pub use building::{build, build_with, document_reader, index_folder, is_current};
pub use comparing::{became, changed_place, compared};
pub use editions::{OtherEdition, with_newer};
pub use effort::{quote_weight, weight};
pub use library::Library;
pub use live_index::{LiveIndex, NotServing};
pub use location::{Location, citation_location, printed_path, recall};
pub use page_name::{NamedBy, NamedPage, named_page, page_at, page_name, stands_on};
pub use painter::Painter;
pub use painting::Painting;
pub use picture::{Pictures, has_pictures};
pub use picture_error::PictureError;
pub use progress_tracker::BuildProgress;
pub use question_queue::{After, Answered, Question, QuestionQueue, answered};
pub use rate_limit::RateLimit;
pub use reader_url::{
    MARK_ANCHOR, QUOTE_ANCHOR, document_path, is_long, mark_path, page_path, place_path,
    unread_place_path,
};
pub use reference::{
    DocumentRef, NoAddress, QuoteRef, Sentences, as_index, base36, document_key, from_base36,
};
pub use section_view::{Neighbours, SectionView};
pub use service::Service;
pub use snapshot::Snapshot;
pub use status::Status;
pub use suggest::{Room, Suggestion, Target, has_words, suggest};
pub use wording::{
    found, near_title, newer_edition, part_said, places_of, still_building, wording,
};

/// An open corpus, ready for questions.
#[derive(Clone)]
pub struct App {
    config: Config,
    means: Means,
    generation: Arc<Generation>,
}

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
    /// Brings the index up to date and opens it. If that fails, the generation before serves;
    /// while another process builds the first one, this waits for it. Documents are read in this
    /// process.
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
        loop {
            match Self::try_open(config, &means, embeds, progress) {
                Err(IndexError::Busy { .. }) => generations(config).wait()?,
                result => return result,
            }
        }
    }

    /// The same for a program that serves: files that are being copied wait, nothing else does, and
    /// a corpus that cannot be reached is served as it was. Of a long first build, words are open when
    /// this ends; the next look embeds.
    pub(super) fn open_to_serve(
        config: &Config,
        means: &Means,
        debouncer: &Debouncer,
        progress: &dyn Progress,
    ) -> Result<Opened, IndexError> {
        let how = How {
            debouncer: Some(debouncer),
            embeds: Embeds::AfterWords,
        };
        let built = update(config, means, how, false, progress);
        Self::opened(config, means, how, built, progress)
    }

    /// Brings the index up to date, and opens it if it is another one than this, whoever built it.
    /// Builds anew what was damaged since it was opened.
    pub(super) fn look(&self, debouncer: &Debouncer, progress: &dyn Progress) -> Looked {
        let (config, means) = (&self.config, &self.means);
        let build = |force| {
            let what = Build {
                force,
                after: self.generation.manifest().generation,
                debouncer: Some(debouncer),
                ..what(config, &means.model, &means.reader)
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
        let how = How {
            debouncer: None,
            embeds,
        };
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

    fn of(config: &Config, means: &Means) -> Result<Self, IndexError> {
        Ok(Self {
            config: config.clone(),
            means: means.clone(),
            generation: Arc::new(Generation::open(&generations(config))?),
        })
    }

    /// The same corpus for an audience: what it may not see is not there.
    #[must_use]
    pub fn seen_by(&self, audience: &Audience) -> Self {
        let collections = Collections::of(&self.config.collections);
        self.showing(&collections, &collections.visible(audience))
    }

    /// The same corpus with these documents alone.
    fn showing(&self, collections: &Collections, visible: &Visible) -> Self {
        if *visible == Visible::All {
            return self.clone();
        }
        let is_seen = |path: &str| collections.shows(visible, path);
        Self {
            generation: Arc::new(self.generation.only(is_seen)),
            ..self.clone()
        }
    }

    /// The collections of the settings, each with the number of its documents.
    pub fn collections(&self) -> Vec<(&CollectionConfig, usize)> {
        let all = &self.config.collections;
        let documents = self.generation.manifest().documents.iter();
        let counts = Collections::of(all).counted(documents.map(|entry| entry.path.as_str()));
        all.iter().zip(counts).collect()
    }

    /// The generation that serves.
    pub fn generation(&self) -> &Generation {
        &self.generation
    }

    /// Whether questions are answered by their words alone until the texts are embedded.
    pub fn awaits_vectors(&self) -> bool {
        self.sources(&Unobserved).awaits_vectors()
    }

    /// Answers a question from one document, or from all of them.
    ///
    /// A refusal is an answer too: [`Answer::NotFound`] and [`Answer::NoSuchPlace`]. An error means that
    /// the index could not be read.
    ///
    /// ```
    /// use fundstelle::{answer::Answer, app::App};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let folder = tempfile::tempdir()?;
    /// # let mut config = fundstelle::config::Config::default();
    /// # config.corpus.folder = folder.path().join("corpus");
    /// # config.data = folder.path().join("data");
    /// # config.embedding.enabled = false;
    /// # std::fs::create_dir(&config.corpus.folder)?;
    /// # let rules = "# Rules\n\n## 1. Berths\n\nA berth costs ten crowns a day.\n\n## 2. Dogs\n\nDogs stay on a lead.\n";
    /// # std::fs::write(config.corpus.folder.join("rules.md"), rules)?;
    /// # let app = App::open(&config, &())?.app;
    /// // `rules.md` says: ## 1. Berths. A berth costs ten crowns a day. ## 2. Dogs. …
    /// let Answer::Place { citations, .. } = app.ask("§ 1", None)? else {
    ///     panic!("a place was named");
    /// };
    /// let citation = citations.first().ok_or("a place is quoted")?;
    /// assert_eq!(citation.quote.text(), "A berth costs ten crowns a day.");
    /// assert_eq!(citation.locator.to_string(), "§ 1 “Berths” ¶ 1");
    ///
    /// let refused = app.ask("Who composed Turandot?", None)?;
    /// assert!(matches!(refused, Answer::NotFound { .. }));
    /// # Ok(())
    /// # }
    /// ```
    pub fn ask(&self, question: &str, document: Option<DocumentId>) -> Result<Answer, IndexError> {
        self.ask_with(question, &self.options(document), &Unobserved)
    }

    /// The same in another way than the settings say, with somebody who is told how far it is.
    pub fn ask_with(
        &self,
        question: &str,
        options: &AnswerOptions,
        observer: &dyn Observer,
    ) -> Result<Answer, IndexError> {
        answer::ask(self.sources(observer), effort::question(question), options)
    }

    /// Answers a question that leans on the one before it; `observer` is told how far it is.
    pub fn follow_up(
        &self,
        question: &str,
        before: &Before<'_>,
        observer: &dyn Observer,
    ) -> Result<Answer, IndexError> {
        let sources = self.sources(observer);
        let before = Before {
            question: effort::question(before.question),
            ..*before
        };
        let question = effort::question(question);
        answer::follow_up(sources, question, &before, &self.options(None))
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
        answer::rank(
            self.sources(&Unobserved),
            effort::question(question),
            options,
        )
    }

    /// The first statements for a question, as they are ranked before any is read.
    pub fn choices(&self, question: &str, count: usize) -> Result<Vec<Choice>, IndexError> {
        let question = effort::question(question);
        answer::choices(
            self.sources(&Unobserved),
            question,
            &self.options(None),
            count,
        )
    }

    /// So many questions or headings that these documents answer, in a language where there are some:
    /// for those who do not know yet what to ask.
    pub fn examples(
        &self,
        language: Option<Language>,
        count: usize,
    ) -> Result<Vec<String>, IndexError> {
        answer::examples(&self.generation, language, &self.options(None), count)
    }

    /// The model that understands the questions.
    pub fn model(&self) -> &Model {
        &self.means.model
    }

    /// The same corpus with other weights.
    #[must_use]
    pub fn with_weights(mut self, calibration: Calibration) -> Self {
        self.means.model = Arc::new(self.means.model.with(calibration));
        self
    }

    /// The settings that it was opened with.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Says whether a quote is in the corpus word for word, nearly so, or not at all.
    ///
    /// ```
    /// use fundstelle::{answer::verify::Verification, app::App};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let folder = tempfile::tempdir()?;
    /// # let mut config = fundstelle::config::Config::default();
    /// # config.corpus.folder = folder.path().join("corpus");
    /// # config.data = folder.path().join("data");
    /// # config.embedding.enabled = false;
    /// # std::fs::create_dir(&config.corpus.folder)?;
    /// # let rules = "# Rules\n\nA berth costs ten crowns a day, and twenty in August.\n";
    /// # std::fs::write(config.corpus.folder.join("rules.md"), rules)?;
    /// # let app = App::open(&config, &())?.app;
    /// // `rules.md` says: A berth costs ten crowns a day, and twenty in August.
    /// let verified = app.verify("a berth costs ten crowns a day", None)?;
    /// assert!(matches!(verified, Verification::Verbatim { differs_in_case: true, .. }));
    ///
    /// let verified = app.verify("A berth costs nine crowns a day, and twenty in August.", None)?;
    /// assert!(matches!(verified, Verification::Nearly { .. }));
    /// # Ok(())
    /// # }
    /// ```
    pub fn verify(
        &self,
        quote: &str,
        document: Option<&DocumentId>,
    ) -> Result<Verification, IndexError> {
        match effort::quote(quote) {
            Some(quote) => answer::verify::verify(&self.generation, quote, document),
            None => Ok(Verification::NotFound),
        }
    }

    /// The changes in a place from one edition to another.
    pub fn compare(&self, what: &Compared) -> Result<Comparison, IndexError> {
        diff::compare(&self.generation, what)
    }

    /// The thresholds at which answers begin.
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
            model: &self.means.model,
            observer,
        }
    }

    /// The options that the settings give for answers from one document or from all.
    pub fn options(&self, document: Option<DocumentId>) -> AnswerOptions {
        let answer = &self.config.answer;
        AnswerOptions {
            max_citations: answer.max_citations,
            max_quote_chars: answer.max_quote_chars,
            thresholds: self.thresholds(),
            reads: answer.reranker,
            document,
            language: None,
            scope: None,
        }
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
