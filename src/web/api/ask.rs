//! `ask`: a question or a place, answered.

use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    input::{Params, asked_for, at_most, document},
    of_report::{Extent, Facts, OwnWords, Subject},
    problem::{Problem, Refusals},
    wire::{Citation, Elsewhere, NearHeading, link},
};
use crate::{
    answer,
    app::{Answered, Library, Question, Snapshot},
    language::Language,
};

/// The largest number of citations that may be asked for.
const MOST: usize = 25;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// The question, or a place: `§ 2.3`, `¶ 12`, `fn. 17`.
    #[param(
        min_length = 1,
        max_length = 2000,
        pattern = r"\S",
        example = "Wer leitet das CFIUS?"
    )]
    q: String,
    /// Only this document, by its id.
    document: Option<String>,
    /// The asker's language (ISO 639-1). Of several editions it chooses one where the question does not
    /// tell in which language it is.
    #[param(example = "en")]
    language: Option<String>,
    /// At most this many citations; otherwise as many as the settings say.
    #[param(minimum = 1, maximum = 25)]
    limit: Option<usize>,
}

/// The answer of the documents to a question.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub(super) enum Answer {
    /// They say this, best first.
    Found {
        /// Never empty.
        citations: Vec<Citation>,
        /// The probability that the first citation answers the question.
        confidence: f32,
        /// Whether it may be near only, and not the answer.
        is_near: bool,
        /// The number of citations, from the first on, that come near the first one. Those behind are
        /// other places.
        close: usize,
        /// The language of the question, where it is long enough to tell.
        #[serde(skip_serializing_if = "Option::is_none")]
        asked_in: Option<String>,
    },
    /// A place was named, and this stands there.
    Place {
        /// Of each document that has the place, a citation for each section; never empty.
        citations: Vec<Citation>,
        /// The number of further documents that have such a place.
        more: usize,
        /// The places that were named beside it and are nowhere.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        #[schema(required = false)]
        missing: Vec<String>,
    },
    /// Nothing was asked of the documents: a greeting, thanks, "help", "who are you", a test.
    Own {
        kind: OwnWords,
        /// The language of the reply: that of the message, else the asker's own, where the bot speaks it.
        language: String,
        /// Questions that can be asked of these documents.
        examples: Vec<String>,
    },
    /// A question about a document as a whole.
    About {
        subject: Subject,
        /// The document that is meant; several if that is open.
        documents: Vec<Facts>,
        /// Citations of what it says of itself; nothing if it does not, or if it is not clear which is meant.
        citations: Vec<Citation>,
        /// Whether this is what was asked for; if not, it is what comes nearest to it.
        is_its_own: bool,
        /// Its headings, where they say it.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        #[schema(required = false)]
        outline: Vec<NearHeading>,
        /// The language of the question, where it is long enough to tell.
        #[serde(skip_serializing_if = "Option::is_none")]
        asked_in: Option<String>,
    },
    /// It was asked whether something is mentioned, and it is. (What is not is `not_found`.)
    Mentions {
        /// The name that was asked for.
        name: String,
        /// The number of times that it stands there.
        count: usize,
        /// In how many places.
        in_places: usize,
        /// The places, in the order of the documents; the first of them if there are many.
        places: Vec<Elsewhere>,
        /// The first of them, quoted.
        citations: Vec<Citation>,
        /// The language of the question, where it is long enough to tell.
        #[serde(skip_serializing_if = "Option::is_none")]
        asked_in: Option<String>,
    },
    /// They do not say it.
    NotFound {
        /// The nearest headings.
        near: Vec<NearHeading>,
        /// The probability that the best citation would have answered.
        confidence: f32,
        /// The name that was asked about and that the documents never mention.
        #[serde(skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// Whether the index is still being built, so that only words were looked for.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        #[schema(required = false)]
        awaits_vectors: bool,
    },
    /// A place was named that no document has.
    NoSuchPlace {
        /// The sections that are nearest to what was named.
        near: Vec<NearHeading>,
        /// The places that the documents have instead.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        #[schema(required = false)]
        extents: Vec<Extent>,
    },
}

/// Answer a question, or show a place
#[utoipa::path(
    get,
    path = "/ask",
    params(Wanted),
    responses((status = 200, description = "What the documents say, also where they say nothing", body = Answer), Refusals)
)]
pub(super) async fn ask(
    library: Library,
    Params(wanted): Params<Wanted>,
) -> Result<Json<Answer>, Problem> {
    let snapshot = library.snapshot()?;
    let question = Question {
        document: document(&snapshot, wanted.document.as_deref())?,
        language: wanted.language.as_deref().and_then(known),
        max_citations: wanted.limit.map(|limit| at_most(limit, MOST)).transpose()?,
        ..Question::new(asked_for("q", &wanted.q)?)
    };
    let asked = library.ask(&question).await?;
    Ok(Json(Answer::of(&snapshot, &asked)))
}

/// A language that documents may be in.
fn known(tag: &str) -> Option<Language> {
    let language = tag.parse().ok();
    language.filter(|language| *language != Language::Other)
}

impl Answer {
    #[expect(clippy::too_many_lines, reason = "an arm for each kind of answer")]
    fn of(snapshot: &Snapshot, asked: &Answered) -> Self {
        match &asked.answer {
            answer::Answer::Found {
                citations,
                confidence,
                is_near,
                close,
                asked_in,
            } => Self::Found {
                citations: with_links(snapshot, asked, citations),
                confidence: confidence.0,
                is_near: *is_near,
                close: *close,
                asked_in: asked_in.map(|language| language.to_string()),
            },
            answer::Answer::Place {
                citations,
                more,
                missing,
            } => Self::Place {
                citations: with_links(snapshot, asked, citations),
                more: *more,
                missing: missing.clone(),
            },
            answer::Answer::Own {
                kind,
                language,
                examples,
            } => Self::Own {
                kind: (*kind).into(),
                language: language.to_string(),
                examples: examples.clone(),
            },
            answer::Answer::About {
                subject,
                documents,
                citations,
                is_its_own,
                outline,
                asked_in,
            } => Self::About {
                subject: (*subject).into(),
                documents: documents.iter().map(Facts::from).collect(),
                citations: with_links(snapshot, asked, citations),
                is_its_own: *is_its_own,
                outline: headings(asked, outline),
                asked_in: asked_in.map(|language| language.to_string()),
            },
            answer::Answer::Mentions {
                name,
                count,
                in_places,
                places,
                citations,
                asked_in,
            } => Self::Mentions {
                name: name.clone(),
                count: *count,
                in_places: *in_places,
                places: places.iter().map(Elsewhere::from).collect(),
                citations: with_links(snapshot, asked, citations),
                asked_in: asked_in.map(|language| language.to_string()),
            },
            answer::Answer::NotFound {
                near,
                confidence,
                name,
                awaits_vectors,
            } => Self::NotFound {
                near: headings(asked, near),
                confidence: confidence.0,
                name: name.clone(),
                awaits_vectors: *awaits_vectors,
            },
            answer::Answer::NoSuchPlace { near, extents } => Self::NoSuchPlace {
                near: headings(asked, near),
                extents: extents.iter().map(Extent::from).collect(),
            },
        }
    }
}

fn with_links(
    snapshot: &Snapshot,
    asked: &Answered,
    citations: &[answer::Citation],
) -> Vec<Citation> {
    let citations = citations.iter().enumerate();
    citations
        .map(|(at, citation)| Citation::of(snapshot, citation, link_of(asked, at)))
        .collect()
}

fn headings(asked: &Answered, near: &[answer::NearHeading]) -> Vec<NearHeading> {
    let near = near.iter().enumerate();
    near.map(|(at, near)| NearHeading::of(near, link_of(asked, at)))
        .collect()
}

fn link_of(asked: &Answered, at: usize) -> String {
    asked.locations.get(at).map(link).unwrap_or_default()
}
