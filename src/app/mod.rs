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
mod once;
mod opening;
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
mod served;
mod server_library;
mod service;
mod serving_log;
mod shared_look;
mod sharing;
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
    corpus::DocumentId,
    index::{Generation, IndexError},
    language::Language,
};

use building::Means;
use collections::{Collections, Visible};

pub use ask_error::AskError;
pub use audience::Audience;
pub use building::{
    document_reader, folders, index_folder, is_current, shelf_limits, shelves_folder,
};
pub use comparing::{became, changed_place, compared};
pub use editions::{OtherEdition, with_newer};
pub use effort::{quote_weight, weight};
pub use library::Library;
pub use live_index::{LiveIndex, NotServing};
pub use location::{Location, citation_location, printed_path, recall};
pub use once::{build, build_with};
pub use opening::{Opened, open_as_it_is};
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
pub use server_library::{Examined, ServedState, ServerLibrary};
pub use service::Service;
pub use sharing::{SharingDiagnosis, SharingRole, SharingStatus, diagnose_sharing};
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

impl App {
    /// The same corpus for an audience: what it may not see is not there.
    #[must_use]
    pub fn seen_by(&self, audience: &Audience) -> Self {
        let collections = Collections::of(&self.config.collections);
        self.showing(&collections, &collections.visible(audience, |_| false))
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
