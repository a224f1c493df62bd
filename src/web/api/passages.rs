//! `passages`: what stands nearest to some words, before it is decided whether it answers them.

use std::sync::Arc;

use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    input::{Params, asked_for, at_most, document},
    problem::{Problem, Refusals},
    wire::Citation,
};
use crate::{
    answer::{self, AnswerOptions},
    app::{AskError, Library, Snapshot},
    corpus::DocumentId,
};

/// The number of hits unless somebody says otherwise, and the greatest number.
const USUAL: usize = 10;
const MOST: usize = 50;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// The words to look for.
    #[param(
        min_length = 1,
        max_length = 2000,
        pattern = r"\S",
        example = "Exportkontrollen"
    )]
    q: String,
    /// Only this document, by its id.
    document: Option<String>,
    /// At most this many; 10 unless said otherwise.
    #[param(minimum = 1, maximum = 50)]
    limit: Option<usize>,
}

/// The nearest passages.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Passages {
    /// Best first.
    passages: Vec<Passage>,
    /// The probability that the first one answers, if it is a question.
    confidence: f32,
    /// Whether meaning spoke, or words alone.
    by_meaning: bool,
}

/// A hit, and what speaks for it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Passage {
    citation: Citation,
    signs: Signs,
}

/// The signs that speak for a passage. The numbers rank; they are no probabilities.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Signs {
    /// BM25, as a share of the best possible score.
    words: f32,
    /// The same for its best sentence.
    sentence_words: f32,
    /// The cosine of the passage; 0 where words alone speak.
    passage: f32,
    /// The cosine of its nearest sentence.
    sentence: f32,
    /// Late interaction.
    late: f32,
}

/// Search passages
#[utoipa::path(
    get,
    path = "/passages",
    params(Wanted),
    responses((status = 200, description = "What stands nearest, whether it answers or not", body = Passages), Refusals)
)]
pub(super) async fn passages(
    library: Library,
    Params(wanted): Params<Wanted>,
) -> Result<Json<Passages>, Problem> {
    let only = document(&*library.snapshot()?, wanted.document.as_deref())?;
    let limit = at_most(wanted.limit.unwrap_or(USUAL), MOST)?;
    let words = asked_for("q", &wanted.q)?.to_owned();
    let work = move |snapshot: &Arc<Snapshot>| Passages::of(snapshot, &words, only, limit);
    Ok(Json(library.work(work).await?))
}

impl Passages {
    fn of(
        snapshot: &Snapshot,
        words: &str,
        document: Option<DocumentId>,
        limit: usize,
    ) -> Result<Self, AskError> {
        let options = AnswerOptions {
            max_citations: limit,
            ..snapshot.app.options(document)
        };
        let ranked = snapshot.app.rank_with(words, &options)?;
        let hits = ranked.citations.iter().zip(&ranked.signs);
        let passages = hits.map(|(citation, signs)| {
            Ok(Passage {
                citation: Citation::placed(snapshot, citation)?,
                signs: Signs::from(signs),
            })
        });
        Ok(Self {
            passages: passages.collect::<Result<_, AskError>>()?,
            confidence: ranked.confidence.0,
            by_meaning: ranked.by_meaning,
        })
    }
}

impl From<&answer::Signs> for Signs {
    fn from(signs: &answer::Signs) -> Self {
        Self {
            words: signs.words,
            sentence_words: signs.sentence_words,
            passage: signs.passage,
            sentence: signs.sentence,
            late: signs.late.mean,
        }
    }
}
