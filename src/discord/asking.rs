//! Questions to answers, off the threads that talk to Discord: few at once, and the same question
//! asked by many at once is worked on once.

use std::{sync::Arc, time::Duration};

use moka::future::Cache;
use thiserror::Error;
use tokio::sync::Semaphore;

use super::{
    library::{Library, NotServing, Shelf},
    press::{QuoteAt, Sentences, Stamped},
    view::Beside,
};
use crate::{
    answer::{Answer, Before, Citation, NearHeading, Quote},
    corpus::{Document, DocumentId, Reading},
    index::IndexError,
};

/// How many answers are kept, and for how long: enough for a question that goes round a server.
const ANSWERS: u64 = 512;
const ANSWER_AGE: Duration = Duration::from_mins(10);

/// Longer questions are cut; nobody asks in more characters.
const MAX_QUESTION_CHARS: usize = 2_000;

/// Answers questions, a bounded number at once.
pub(super) struct Asking {
    library: Arc<Library>,
    answers: Cache<Key, Arc<Asked>>,
    at_once: Arc<Semaphore>,
    /// Places for what is worked on and what waits for it.
    places: Arc<Semaphore>,
}

/// What was asked.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Question {
    pub(super) text: String,
    /// Only this document.
    pub(super) document: Option<DocumentId>,
    /// What it follows, if it is a follow-up.
    pub(super) after: Option<After>,
}

/// The question before, and where its answer stood.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct After {
    pub(super) question: String,
    pub(super) document: Stamped,
    /// An index into `Document::sections`.
    pub(super) section: Option<usize>,
}

/// A question to a generation.
type Key = (u64, Question);

/// An answer, with what its buttons need to know.
pub(super) struct Asked {
    pub(super) answer: Answer,
    /// Where each citation stands, or each of the near headings, in the same order.
    pub(super) spots: Vec<Spot>,
    /// Around which place a follow-up was looked for: a section, or a document without sections.
    pub(super) around: Option<String>,
    /// The title of the only document that was asked, if it was not all of them.
    pub(super) only: Option<String>,
}

/// Where something stands, in terms of its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) document: Stamped,
    /// An index into `Document::sections`.
    pub(super) section: Option<usize>,
    /// The sections before and behind it.
    pub(super) beside: Beside,
    /// What opens it in the reader, where there is one.
    pub(super) link: Option<String>,
    /// The quote, if it is one that can be made again.
    pub(super) sentences: Option<Sentences>,
}

impl Spot {
    /// Where the quote is.
    pub(super) fn quote(&self) -> Option<QuoteAt> {
        Some(QuoteAt {
            document: self.document.clone(),
            sentences: self.sentences?,
        })
    }
}

/// Why there is no answer, not even "the report does not say this".
#[derive(Clone, Debug, Error)]
pub(super) enum AskError {
    #[error(transparent)]
    NotServing(#[from] NotServing),
    /// More questions wait than can be answered in time.
    #[error("too many questions are waiting")]
    Busy,
    #[error("{0}")]
    Index(Arc<IndexError>),
    /// The work ended without a result: it panicked, or the program is stopping.
    #[error("the work on a question was broken off: {0}")]
    BrokenOff(String),
}

impl From<IndexError> for AskError {
    fn from(error: IndexError) -> Self {
        Self::Index(Arc::new(error))
    }
}

impl Question {
    /// A question as somebody typed it.
    pub(super) fn new(text: &str) -> Self {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Self {
            text: text.chars().take(MAX_QUESTION_CHARS).collect(),
            document: None,
            after: None,
        }
    }
}

impl Asking {
    pub(super) fn new(library: Arc<Library>, at_once: usize, waiting: usize) -> Self {
        let answers = Cache::builder()
            .max_capacity(ANSWERS)
            .time_to_live(ANSWER_AGE)
            .build();
        Self {
            library,
            answers,
            at_once: Arc::new(Semaphore::new(at_once)),
            places: Arc::new(Semaphore::new(at_once + waiting)),
        }
    }

    /// What serves now.
    pub(super) fn shelf(&self) -> Result<Arc<Shelf>, NotServing> {
        self.library.shelf()
    }

    /// Answers a question.
    pub(super) async fn ask(&self, question: &Question) -> Result<Arc<Asked>, AskError> {
        let shelf = self.shelf()?;
        let key: Key = (shelf.generation(), question.clone());
        let work = async {
            tracing::debug!("a question is worked on");
            let question = question.clone();
            let work = move |shelf: &Arc<Shelf>| Ok(Arc::new(asked(&question, shelf)?));
            self.with(shelf, work).await
        };
        let answer = self.answers.try_get_with(key, work).await;
        answer.map_err(|error: Arc<AskError>| (*error).clone())
    }

    /// Does some work with the corpus that may take a while.
    pub(super) async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Arc<Shelf>) -> Result<T, AskError> + Send + 'static,
    ) -> Result<T, AskError> {
        let shelf = self.shelf()?;
        self.with(shelf, work).await
    }

    async fn with<T: Send + 'static>(
        &self,
        shelf: Arc<Shelf>,
        work: impl FnOnce(&Arc<Shelf>) -> Result<T, AskError> + Send + 'static,
    ) -> Result<T, AskError> {
        let broken = |error: &dyn std::fmt::Display| AskError::BrokenOff(error.to_string());
        // A queue without end would answer everybody too late, and hold ever more memory.
        let place = Arc::clone(&self.places).try_acquire_owned();
        let place = place.map_err(|_| AskError::Busy)?;
        let permit = Arc::clone(&self.at_once).acquire_owned().await;
        let permit = permit.map_err(|error| broken(&error))?;
        tracing::debug!("work begins");
        // The work has the place and the permit, also where nobody waits for its end any more.
        let done = tokio::task::spawn_blocking(move || (work(&shelf), place, permit)).await;
        tracing::debug!("work ends");
        let (done, _place, _permit) = done.map_err(|error| broken(&error))?;
        done
    }
}

pub(super) fn asked(question: &Question, shelf: &Arc<Shelf>) -> Result<Asked, AskError> {
    let (answer, around) = answer(question, shelf)?;
    let spots: Vec<Option<Spot>> = match &answer {
        Answer::Found { citations, .. } | Answer::Place { citations, .. } => {
            let spots = citations
                .iter()
                .map(|citation| citation_spot(shelf, citation));
            spots.collect::<Result<_, _>>()?
        }
        Answer::NotFound { near, .. } | Answer::NoSuchPlace { near } => {
            let spots = near.iter().map(|near| heading_spot(shelf, near));
            spots.collect::<Result<_, _>>()?
        }
    };
    // All or none: one that is missing must not shift those behind it.
    let spots: Option<Vec<Spot>> = spots.into_iter().collect();
    let only = question.document.as_ref().filter(|_| around.is_none());
    let only = only.and_then(|id| shelf.entry(id));
    Ok(Asked {
        spots: spots.unwrap_or_default(),
        answer,
        around,
        only: only.map(|entry| entry.title().to_owned()),
    })
}

fn answer(question: &Question, shelf: &Shelf) -> Result<(Answer, Option<String>), IndexError> {
    let Question {
        text,
        document,
        after,
    } = question;
    if let Some(after) = after
        && let Some(entry) = shelf.named(&after.document)
        && let Some(document) = shelf.document(&entry.id)?
    {
        // In another text the sections may be others.
        let is_unchanged = shelf.unchanged(&after.document).is_some();
        let section = after.section.filter(|_| is_unchanged);
        let before = Before {
            question: &after.question,
            document: &entry.id,
            section,
        };
        let place = section.and_then(|index| Some(document.sections.get(index)?.place()));
        let around = place.unwrap_or_else(|| entry.title().to_owned());
        return Ok((shelf.app.follow_up(text, &before)?, Some(around)));
    }
    Ok((shelf.app.ask(text, document.clone())?, None))
}

/// Where a citation stands.
pub(super) fn citation_spot(
    shelf: &Shelf,
    citation: &Citation,
) -> Result<Option<Spot>, IndexError> {
    let number = citation
        .locator
        .section
        .as_ref()
        .map(|section| &section.number);
    let spot = spot(shelf, &citation.document, number)?;
    Ok(spot.map(|(document, spot)| Spot {
        link: shelf.link(&citation.document, &citation.locator),
        sentences: sentences(&document, &citation.quote),
        ..spot
    }))
}

fn heading_spot(shelf: &Shelf, near: &NearHeading) -> Result<Option<Spot>, IndexError> {
    Ok(spot(shelf, &near.document, near.number.as_ref())?.map(|(_, spot)| spot))
}

fn spot(
    shelf: &Shelf,
    id: &DocumentId,
    number: Option<&String>,
) -> Result<Option<(Arc<Document>, Spot)>, IndexError> {
    let (Some(entry), Some(document)) = (shelf.entry(id), shelf.document(id)?) else {
        return Ok(None);
    };
    let sections = &document.sections;
    let section = number.and_then(|number| sections.iter().position(|s| s.number == *number));
    let spot = Spot {
        document: Stamped::of(entry),
        section,
        beside: Beside::of(&document, section),
        link: None,
        sentences: None,
    };
    Ok(Some((document, spot)))
}

fn sentences(document: &Document, quote: &Quote) -> Option<Sentences> {
    let cover = quote.cover();
    let all = &document.sentences;
    let from = all.partition_point(|sentence| sentence.end <= cover.start);
    let to = all.partition_point(|sentence| sentence.start < cover.end);
    if quote.is_cut() {
        let answer = from;
        return Some(Sentences {
            from,
            to: from,
            answer,
        });
    }
    let answer = quote.answer().map(|answer| answer.of(quote.text()));
    let read = |index: &usize| {
        let sentence = all.get(*index).copied()?;
        Some(Reading::of(&document.text, sentence, &document.edits).text)
    };
    let answer = (from..to).find(|index| read(index).as_deref() == answer)?;
    Some(Sentences { from, to, answer })
}

/// The citation of a quote, made again from its sentences.
pub(super) fn recall(
    document: &Document,
    sentences: Sentences,
    max_chars: usize,
) -> Option<Citation> {
    let Sentences { from, to, answer } = sentences;
    let quote = if from == to {
        Quote::around(document, answer, max_chars, |_| 0.0)
    } else {
        Quote::again(document, from, to, answer)
    };
    quote.map(|quote| Citation::of(document, quote))
}
