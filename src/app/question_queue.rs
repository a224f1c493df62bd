//! Questions to answers, off the threads that talk to Discord: few at once, and the same question
//! asked by many at once is worked on once.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use moka::future::Cache;
use tokio::sync::Semaphore;

use super::{
    AskError, Audience, DocumentRef, LiveIndex, Location, NotServing, Snapshot, Status,
    collections::Visible,
    counting::{Stopwatch, outcome},
    location::{citation_location, heading_location},
};
use crate::{
    answer::{Answer, AnswerOptions, Before, Observer, Unobserved, same_section, wanted_languages},
    corpus::{Document, DocumentId},
    index::IndexError,
    label::label,
    language::{
        Language,
        small_talk::{is_bare_question, small_talk, without_greeting},
    },
    telemetry::{FrontEnd, Metrics, QuestionStage},
};

/// The number of answers that are kept, and for how long: enough for a question that goes round a server.
const ANSWERS: u64 = 512;
const ANSWER_AGE: Duration = Duration::from_mins(10);

/// Longer questions are cut; nobody asks in more characters.
const MAX_QUESTION_CHARS: usize = 2_000;

/// Answers questions, a bounded number at once. A clone shares the answers and the queue.
#[derive(Clone)]
pub struct QuestionQueue {
    live_index: Arc<LiveIndex>,
    answers: Cache<Key, Arc<Answered>>,
    at_once: Arc<Semaphore>,
    /// Places for what is worked on and what waits for it.
    places: Arc<Semaphore>,
    metrics: Arc<Metrics>,
    /// The front end on which the questions are asked.
    front_end: FrontEnd,
    /// Whether questions may stand in the log.
    is_logged: bool,
}

/// A question that was asked.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Question {
    /// Its words, with single spaces.
    pub text: String,
    /// Only this document.
    pub document: Option<DocumentId>,
    /// Whether an edition of that document in another language may answer as well: somebody else than
    /// the asker chose it.
    pub of_any_edition: bool,
    /// The asker's own language, where it is known.
    pub language: Option<Language>,
    /// At most this many citations, if it is not what the settings say.
    pub max_citations: Option<usize>,
    /// The question before and the place of its answer, if this is a follow-up.
    pub after: Option<After>,
}

/// The question before, and where its answer stood.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct After {
    /// The question before.
    pub question: String,
    /// The document of its answer.
    pub document: DocumentRef,
    /// An index into `Document::sections`.
    pub section: Option<usize>,
}

/// A question to a generation, and the documents of it that its asker may see.
type Key = (u64, Visible, Question);

/// An answer, with what its buttons need to know.
pub struct Answered {
    /// The answer: what the corpus says, or that it says nothing.
    pub answer: Answer,
    /// The place of each citation, or else of each heading, in the same order.
    pub locations: Vec<Location>,
    /// Around which place a follow-up was looked for: a section, or a document without sections.
    pub around: Option<String>,
    /// The number of documents that are served; the editions of one count once.
    pub documents: usize,
    /// The title of the only document that was asked, if it was not all of them.
    pub only: Option<String>,
}

impl Question {
    /// A question as somebody typed it.
    pub fn new(text: &str) -> Self {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Self {
            text: text.chars().take(MAX_QUESTION_CHARS).collect(),
            document: None,
            of_any_edition: false,
            language: None,
            max_citations: None,
            after: None,
        }
    }

    /// The same without the asker's language where that decides nothing: then all who ask it share one
    /// answer.
    fn settled(&self, snapshot: &Snapshot) -> Self {
        let generation = snapshot.app.generation();
        let scope = |own| {
            let languages = wanted_languages(generation, &self.text, own);
            generation.scope(None, &languages)
        };
        // A reply of the bot's own is in the asker's language, whatever the documents are in.
        let is_own =
            small_talk(&self.text).is_some() || is_bare_question(without_greeting(&self.text));
        let decides = self.language.is_some() && (is_own || scope(self.language) != scope(None));
        Self {
            language: self.language.filter(|_| decides),
            ..self.clone()
        }
    }

    /// The only document that is asked, if it is not all of them.
    fn asked_document(&self, snapshot: &Snapshot) -> Option<DocumentId> {
        let document = self.document.as_ref()?;
        Some(if self.of_any_edition {
            // The default of a server may have been chosen when it was the newest edition.
            let newer = snapshot.app.generation().revisions().newer(document);
            self.edition(newer.unwrap_or(document), self.language, snapshot)
        } else {
            document.clone()
        })
    }

    /// The edition of a document in the language of the question, where it can be told, else in the
    /// asker's own; the document itself where there is none.
    fn edition(
        &self,
        document: &DocumentId,
        own: Option<Language>,
        snapshot: &Snapshot,
    ) -> DocumentId {
        let generation = snapshot.app.generation();
        let languages = wanted_languages(generation, &self.text, own);
        let editions = generation.editions().of_document(document);
        let mut wanted = languages.iter();
        let of = |language: &Language| {
            editions
                .iter()
                .find(|edition| edition.language == *language)
        };
        let found = wanted.find_map(of);
        found.map_or(document, |edition| &edition.id).clone()
    }
}

impl QuestionQueue {
    /// Answers from a library; `at_once` are worked on at the same time, and `waiting` more may wait.
    pub(super) fn new(
        live_index: Arc<LiveIndex>,
        (at_once, waiting): (usize, usize),
        metrics: Arc<Metrics>,
        is_logged: bool,
    ) -> Self {
        let answers = Cache::builder()
            .max_capacity(ANSWERS)
            .time_to_live(ANSWER_AGE)
            .build();
        Self {
            live_index,
            answers,
            at_once: Arc::new(Semaphore::new(at_once)),
            places: Arc::new(Semaphore::new(at_once + waiting)),
            metrics,
            front_end: FrontEnd::Discord,
            is_logged,
        }
    }

    /// The same for questions that are asked somewhere else.
    pub(super) fn for_front_end(&self, front_end: FrontEnd) -> Self {
        Self {
            front_end,
            ..self.clone()
        }
    }

    /// The documents that an audience may see.
    pub(super) fn visible(&self, audience: &Audience) -> Visible {
        self.live_index.visible(audience)
    }

    /// Whether some documents are only for some.
    pub fn has_collections(&self) -> bool {
        !self.live_index.collections().is_empty() || !self.live_index.shelves().is_empty()
    }

    /// The corpus that is asked.
    pub(super) fn live_index(&self) -> &Arc<LiveIndex> {
        &self.live_index
    }

    /// Whether it matters in which channel of a server somebody asks.
    pub fn has_channels_of(&self, server: u64) -> bool {
        self.live_index.collections().has_channels_of(server)
    }

    /// The snapshot that serves now, with these documents alone.
    pub(super) fn snapshot(&self, visible: &Visible) -> Result<Arc<Snapshot>, NotServing> {
        self.live_index.showing(visible)
    }

    /// The state of these documents.
    pub(super) fn status(&self, visible: &Visible) -> Status {
        self.live_index.status_of(visible)
    }

    /// Answers a question from these documents.
    pub(super) async fn ask(
        &self,
        visible: &Visible,
        question: &Question,
    ) -> Result<Arc<Answered>, AskError> {
        let asked = self.kept_or_worked_on(visible, question).await;
        let answer = asked.as_ref().map(|asked| &asked.answer);
        let outcome = outcome(answer);
        self.metrics.question(self.front_end, outcome);
        if self.is_logged {
            let (front_end, outcome) = (self.front_end.label(), outcome.label());
            tracing::info!(front_end, outcome, question = question.text, "asked");
        }
        asked
    }

    async fn kept_or_worked_on(
        &self,
        visible: &Visible,
        question: &Question,
    ) -> Result<Arc<Answered>, AskError> {
        let snapshot = self.snapshot(visible)?;
        let question = question.settled(&snapshot);
        let key: Key = (snapshot.generation(), visible.clone(), question.clone());
        let work = async {
            tracing::debug!("a question is worked on");
            let metrics = Arc::clone(&self.metrics);
            let work = move |snapshot: &Arc<Snapshot>| {
                let watch = Stopwatch::start();
                let asked = answered_observed(&question, snapshot, &watch)?;
                watch.stop(&metrics);
                Ok(Arc::new(asked))
            };
            self.with(snapshot, work).await
        };
        let answer = self.answers.try_get_with(key, work).await;
        answer.map_err(|error: Arc<AskError>| (*error).clone())
    }

    /// Does some work with these documents that may take a while.
    pub(super) async fn work<T: Send + 'static>(
        &self,
        visible: &Visible,
        work: impl FnOnce(&Arc<Snapshot>) -> Result<T, AskError> + Send + 'static,
    ) -> Result<T, AskError> {
        let snapshot = self.snapshot(visible)?;
        self.with(snapshot, work).await
    }

    async fn with<T: Send + 'static>(
        &self,
        snapshot: Arc<Snapshot>,
        work: impl FnOnce(&Arc<Snapshot>) -> Result<T, AskError> + Send + 'static,
    ) -> Result<T, AskError> {
        let broken = |error: &dyn std::fmt::Display| AskError::BrokenOff(error.to_string());
        // A queue without end would answer everybody too late, and hold ever more memory.
        let place = Arc::clone(&self.places).try_acquire_owned();
        let place = place.map_err(|_| AskError::Busy)?;
        let waits = Instant::now();
        let permit = Arc::clone(&self.at_once).acquire_owned().await;
        self.metrics.stage(QuestionStage::Waiting, waits.elapsed());
        let permit = permit.map_err(|error| broken(&error))?;
        tracing::debug!("work begins");
        // The work has the place and the permit, also where nobody waits for its end any more.
        let done = tokio::task::spawn_blocking(move || (work(&snapshot), place, permit)).await;
        tracing::debug!("work ends");
        let (done, _place, _permit) = done.map_err(|error| broken(&error))?;
        if matches!(done, Err(AskError::Index(_))) {
            self.live_index.look_soon();
        }
        done
    }
}

/// Answers a question where it stands: it blocks, and nothing is kept.
pub fn answered(question: &Question, snapshot: &Arc<Snapshot>) -> Result<Answered, AskError> {
    answered_observed(question, snapshot, &Unobserved)
}

fn answered_observed(
    question: &Question,
    snapshot: &Arc<Snapshot>,
    observer: &dyn Observer,
) -> Result<Answered, AskError> {
    let (answer, around) = answer(question, snapshot, observer)?;
    let locations: Vec<Option<Location>> = match &answer {
        Answer::Own { .. } => Vec::new(),
        Answer::About {
            citations, outline, ..
        } if citations.is_empty() => {
            let locations = outline.iter().map(|near| heading_location(snapshot, near));
            locations.collect::<Result<_, _>>()?
        }
        Answer::Found { citations, .. }
        | Answer::Place { citations, .. }
        | Answer::About { citations, .. }
        | Answer::Mentions { citations, .. } => {
            let locations = citations
                .iter()
                .map(|citation| citation_location(snapshot, citation));
            locations.collect::<Result<_, _>>()?
        }
        Answer::NotFound { near, .. } | Answer::NoSuchPlace { near, .. } => {
            let locations = near.iter().map(|near| heading_location(snapshot, near));
            locations.collect::<Result<_, _>>()?
        }
    };
    // All or none: one that is missing must not shift those behind it.
    let locations: Option<Vec<Location>> = locations.into_iter().collect();
    let only = question
        .asked_document(snapshot)
        .filter(|_| around.is_none());
    let only = only.and_then(|id| snapshot.entry(&id));
    Ok(Answered {
        locations: locations.unwrap_or_default(),
        answer,
        around,
        documents: snapshot.app.generation().distinct_documents(),
        only: only.map(|entry| label(&entry.title())),
    })
}

fn answer(
    question: &Question,
    snapshot: &Snapshot,
    observer: &dyn Observer,
) -> Result<(Answer, Option<String>), IndexError> {
    if let Some(after) = &question.after
        && let Some(before) = Preceding::of(after, question, snapshot)?
    {
        let around = before.around.clone();
        let before = Before {
            question: &after.question,
            document: &before.document.id,
            section: before.section,
        };
        let app = &snapshot.app;
        let answer = app.follow_up(&question.text, &before, observer)?;
        return Ok((answer, Some(around)));
    }
    let usual = snapshot.app.options(question.asked_document(snapshot));
    let options = AnswerOptions {
        max_citations: question.max_citations.unwrap_or(usual.max_citations),
        language: question.language,
        ..usual
    };
    let answer = snapshot.app.ask_with(&question.text, &options, observer)?;
    Ok((answer, None))
}

/// The place that a follow-up follows, in the edition for the language of the follow-up.
struct Preceding {
    document: Arc<Document>,
    /// An index into its sections.
    section: Option<usize>,
    /// The name of the section, or of the document.
    around: String,
}

impl Preceding {
    /// Nothing if the document has gone.
    fn of(
        after: &After,
        question: &Question,
        snapshot: &Snapshot,
    ) -> Result<Option<Self>, IndexError> {
        let Some(entry) = snapshot.named(&after.document) else {
            return Ok(None);
        };
        let told = question.edition(&entry.id, None, snapshot);
        let (Some(document), Some(edition)) =
            (snapshot.document(&entry.id)?, snapshot.document(&told)?)
        else {
            return Ok(None);
        };
        // In another text the sections may be others.
        let is_unchanged = snapshot.unchanged(&after.document).is_some();
        let section = after.section.filter(|_| is_unchanged);
        let section = if edition.id == document.id {
            section
        } else {
            section.and_then(|section| same_section(&document, section, &edition))
        };
        let place = section.and_then(|index| Some(edition.sections.get(index)?.place.clone()));
        Ok(Some(Self {
            around: place.unwrap_or_else(|| label(&edition.title())),
            document: edition,
            section,
        }))
    }
}
