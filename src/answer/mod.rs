//! (5) Questions to answers: citations, or the word that the corpus does not say it.

mod about;
mod asked;
mod by_meaning;
mod by_words;
mod calibration;
mod candidates;
mod choices;
mod citation;
mod confidence;
pub mod diff;
mod editions;
mod extent;
mod features;
mod follow_up;
mod heading;
mod item;
mod mention;
mod model;
mod named_edition;
mod named_place;
mod numbered;
mod observer;
mod own;
mod quote;
mod rank;
mod read;
mod statement;
mod unknown_name;
pub mod verbatim;
pub mod verify;

use serde::Serialize;

pub use about::Facts;
pub use calibration::{Calibration, ConfidenceWeights, RankingWeights, ReadingWeights};
pub use candidates::Signs;
pub use choices::{Choice, choices};
pub use citation::{Citation, Elsewhere};
pub use confidence::{Confidence, Thresholds, Verdict};
pub use editions::{Counterpart, counterparts, newer, newest_of, same_section, wanted_languages};
pub use extent::Extent;
pub use features::Features;
pub use follow_up::{Before, follow_up};
pub use model::Model;
pub use observer::{Observer, Unobserved};
pub use own::{OwnWords, examples};
pub use quote::{Quote, QuotedItem, Shown, Stretch};
pub use rank::{Ranked, rank};
pub use statement::Statement;

use self::heading::Likeness;
use crate::{
    corpus::{Document, DocumentId},
    index::{DocumentEntry, Generation, IndexError, Scope},
    label::label,
    language::{
        Language, detect,
        requests::{Request, Subject, requests},
        small_talk::without_greeting,
    },
    passages::SectionLocator,
};

/// The index that a question is asked of, with the model and the observer.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// The index.
    pub generation: &'a Generation,
    /// The model that understands the question.
    pub model: &'a Model,
    /// The observer that is told how far the question is.
    pub observer: &'a dyn Observer,
}

impl Sources<'_> {
    /// Whether there is a model, but the texts are still to be embedded.
    pub fn awaits_vectors(self) -> bool {
        self.model.embedder().is_some() && self.generation.vectors().is_none()
    }
}

/// The options by which answers are made.
#[derive(Clone, Debug)]
pub struct AnswerOptions {
    /// At most this many citations.
    pub max_citations: usize,
    /// A quote has at most this many characters.
    pub max_quote_chars: usize,
    /// The thresholds for how sure an answer must be.
    pub thresholds: Thresholds,
    /// Whether statements are read with the question, where the model can.
    pub reads: bool,
    /// Only this document is asked.
    pub document: Option<DocumentId>,
    /// The asker's own language, where it is known: it chooses between the editions of a document where
    /// the question does not tell in which language it is.
    pub language: Option<Language>,
    /// The documents that are asked, where that is settled already.
    pub scope: Option<Scope>,
}

/// The answer of the corpus to a question.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum Answer {
    /// The corpus says this, best first.
    Found {
        /// Never empty.
        citations: Vec<Citation>,
        /// The confidence that the first citation answers the question.
        confidence: Confidence,
        /// Whether it may be near only, and not the answer.
        is_near: bool,
        /// The number of citations, from the first on, that come near the first one. Those behind are
        /// other places.
        close: usize,
        /// The language of the question, where it is long enough to tell.
        #[serde(skip_serializing_if = "Option::is_none")]
        asked_in: Option<Language>,
    },
    /// A place was named, and this is what stands there.
    Place {
        /// Of each document that has the place, a citation for each section; never empty.
        citations: Vec<Citation>,
        /// The number of further documents that have such a place.
        more: usize,
        /// The places that were named beside it and are nowhere.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        missing: Vec<String>,
    },
    /// Nothing was asked of the documents: the bot speaks for itself.
    Own {
        /// The reason why it does.
        kind: OwnWords,
        /// The language of the reply: that of the message, else the asker's own, where the bot speaks it.
        language: Language,
        /// Questions that can be asked of these documents.
        examples: Vec<String>,
    },
    /// A question about a document as a whole.
    About {
        /// The subject that was asked for.
        subject: Subject,
        /// The document that is meant; several if that is open.
        documents: Vec<Facts>,
        /// Citations of what it says of itself; none if it says nothing, or if it is not clear which is meant.
        citations: Vec<Citation>,
        /// Whether this is what was asked for; if not, it is what comes nearest to it.
        is_its_own: bool,
        /// Its headings, where they say it.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        outline: Vec<NearHeading>,
        /// The language of the question, where it is long enough to tell.
        #[serde(skip_serializing_if = "Option::is_none")]
        asked_in: Option<Language>,
    },
    /// It was asked whether something is mentioned, and it is.
    Mentions {
        /// The name that was asked for.
        name: String,
        /// The number of times it stands there.
        count: usize,
        /// The number of places in which it stands.
        in_places: usize,
        /// The places, in the order of the documents; the first of them if there are many.
        places: Vec<Elsewhere>,
        /// The first of them, quoted.
        citations: Vec<Citation>,
        /// The language of the question, where it is long enough to tell.
        #[serde(skip_serializing_if = "Option::is_none")]
        asked_in: Option<Language>,
    },
    /// The corpus does not say it.
    NotFound {
        /// The nearest headings.
        near: Vec<NearHeading>,
        /// The confidence that its best citation would have had.
        confidence: Confidence,
        /// The name that the documents never mention, if it was asked about by its name.
        #[serde(skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// Whether the texts are still to be embedded, so that only words were looked for.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        awaits_vectors: bool,
    },
    /// A place was named that no document has.
    NoSuchPlace {
        /// The sections that are nearest to what was named.
        near: Vec<NearHeading>,
        /// The places that the documents have instead.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        extents: Vec<Extent>,
    },
}

/// A heading where the asker may look on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NearHeading {
    /// The document.
    pub document: DocumentId,
    /// Its title.
    pub title: String,
    /// The name of the section: `§ 2.3`; nothing for a document without sections.
    pub place: Option<String>,
    /// The name of the section in links.
    pub address: Option<String>,
    /// Its number as printed, where it has one.
    pub number: Option<String>,
    /// The heading.
    pub heading: Option<String>,
    /// Whether its number is none of the source's, but counted.
    pub is_counted: bool,
    /// Whether the section is derived.
    pub is_derived: bool,
    /// The section with its heading, in the quotation marks of the document.
    #[serde(skip)]
    pub named: Option<String>,
}

impl NearHeading {
    /// A section of a document, or the document as a whole.
    pub fn of(document: &Document, section: Option<usize>) -> Self {
        let section = section.and_then(|index| document.sections.get(index));
        let section = section.map(SectionLocator::of);
        NearHeading {
            document: document.id.clone(),
            title: label(&document.title()),
            named: section
                .as_ref()
                .map(|section| section.named(None, document.language)),
            is_counted: section.as_ref().is_some_and(|section| section.is_counted),
            is_derived: section.as_ref().is_some_and(|section| section.is_derived),
            number: section.as_ref().and_then(|section| section.number.clone()),
            place: section.as_ref().map(|section| section.place.clone()),
            address: section.as_ref().map(|section| section.address.clone()),
            heading: section.map(|section| section.title),
        }
    }

    /// `§ ≈2.3 „Titel“`; nothing for a document as a whole.
    pub fn label(&self) -> Option<String> {
        self.named.clone()
    }
}

/// The number of headings that a refusal names.
const NEAR_HEADINGS: usize = 3;

/// Answers a question, or shows a place.
pub fn ask(
    sources: Sources<'_>,
    question: &str,
    options: &AnswerOptions,
) -> Result<Answer, IndexError> {
    let generation = sources.generation;
    let scope = editions::scope(generation, question, options);
    let (question, scope) = named_edition::read(generation, question, scope);
    let options = &AnswerOptions {
        scope: Some(scope),
        ..options.clone()
    };
    let answer = answer(sources, &question, options)?;
    answer.with_editions(generation)
}

fn answer(
    sources: Sources<'_>,
    question: &str,
    options: &AnswerOptions,
) -> Result<Answer, IndexError> {
    let generation = sources.generation;
    let item = item::named(generation, question, options)?;
    if let Some(item) = item
        && !named_place::is_number_of_section(generation, question, options)?
    {
        return Ok(item);
    }
    if let Some(answer) = named_place::place(generation, question, options)? {
        return Ok(answer);
    }
    if let Some(answer) = without_search(sources, question, options)? {
        return Ok(answer);
    }
    let question = without_greeting(question);
    if let Some(own) = own::bare_question(generation, question, &options.in_all_editions())? {
        return Ok(own);
    }
    let ranked = match said_about(question) {
        // "What does the report say about" would be found where the report speaks of itself.
        Some(matter) => Ranked {
            asked_in: detect::of_asker(question),
            ..rank(sources, &matter, options)?
        },
        None => rank(sources, question, options)?,
    };
    let decided = decided(sources, ranked, options);
    if let Answer::Found { is_near: true, .. } = decided
        && let Some(name) = unknown_name::unknown_name(sources, question, options)?
    {
        return Ok(refused(Some(name)));
    }
    if matches!(decided, Answer::NotFound { .. })
        && let Some(section) = heading::asked_for(generation, question, options)?
    {
        return Ok(section);
    }
    Ok(decided)
}

/// The matter of a question that asks what is said about it.
fn said_about(question: &str) -> Option<String> {
    requests(question, |_| false)
        .into_iter()
        .find_map(|request| match request {
            Request::Says(matter) => Some(matter),
            _ => None,
        })
}

/// The answer to a message that is no question to the text: a heading, small talk, a question about
/// the report itself, or whether it mentions something.
fn without_search(
    sources: Sources<'_>,
    message: &str,
    options: &AnswerOptions,
) -> Result<Option<Answer>, IndexError> {
    let generation = sources.generation;
    // A heading is typed in the language of its edition, and what is said to the bot in any.
    let all = options.in_all_editions();
    let own = heading::opened(generation, message, options)?;
    let opened = match own {
        Some(opened) => Some(opened),
        None => heading::opened(generation, message, &all)?,
    };
    if let Some((Likeness::Exactly, opened)) = opened {
        return Ok(Some(opened));
    }
    if let Some(own) = own::own(generation, message, &all)? {
        return Ok(Some(own));
    }
    let question = without_greeting(message);
    let entries: Vec<&DocumentEntry> = asked(generation, options).collect();
    let titles = about::TitleWords::of(&entries, question);
    let requests = requests(question, |word| titles.has(word));
    let is_about_all = matches!(requests.as_slice(), [Request::About(_)]);
    if !is_about_all && let Some((_, opened)) = opened {
        return Ok(Some(opened));
    }
    for request in requests {
        let answer = match &request {
            Request::About(subject) => Some(about::about(sources, *subject, question, options)?),
            Request::Mention(name) => mention::mentioned(sources, name, question, options)?,
            Request::Says(name) if unknown_name::is_absent(sources, name, question, options)? => {
                Some(refused(Some(name.clone())))
            }
            Request::Refused => Some(refused(None)),
            Request::Weather if !own::speaks_of_weather(generation, options)? => {
                Some(refused(None))
            }
            Request::Open(place) | Request::Place(place) => {
                named_place::within_message(generation, question, place, options)?
            }
            Request::Weather | Request::Says(_) => None,
        };
        if answer.is_some() {
            return Ok(answer);
        }
    }
    Ok(None)
}

/// The word that the documents do not say it, with nowhere else to look.
fn refused(name: Option<String>) -> Answer {
    Answer::NotFound {
        near: Vec::new(),
        confidence: Confidence::default(),
        name,
        awaits_vectors: false,
    }
}

/// The citations, if it is sure enough that they answer.
fn decided(sources: Sources<'_>, ranked: Ranked, options: &AnswerOptions) -> Answer {
    let confidence = ranked.confidence;
    match confidence.verdict(options.thresholds) {
        verdict @ (Verdict::Answer | Verdict::Near) if !ranked.citations.is_empty() => {
            Answer::Found {
                close: ranked.close.min(ranked.citations.len()),
                citations: ranked.citations,
                confidence,
                is_near: verdict == Verdict::Near,
                asked_in: ranked.asked_in,
            }
        }
        _ => Answer::NotFound {
            near: ranked.near,
            confidence,
            name: None,
            awaits_vectors: sources.awaits_vectors(),
        },
    }
}

/// The documents that are asked.
fn asked<'a>(
    generation: &'a Generation,
    options: &'a AnswerOptions,
) -> impl Iterator<Item = &'a DocumentEntry> {
    let (wanted, scope) = (options.document.as_ref(), options.scope.as_ref());
    let documents = generation.manifest().documents.iter();
    documents.filter(move |entry| {
        wanted.is_none_or(|wanted| *wanted == entry.id)
            && scope.is_none_or(|scope| scope.has(&entry.id))
    })
}
