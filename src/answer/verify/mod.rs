//! Whether somebody's quote is in the corpus, word for word: as a whole, or in parts between which
//! something was left out.

mod align;
mod corpus;
mod form;
mod marks;
mod parts;
mod tokens;
mod verification;

pub use align::{Difference, QuoteSide};
pub(super) use form::{Case, plain};
pub(super) use tokens::{is_word, tokens};
pub use verification::{QuotePart, Verification};

use self::{
    align::aligned,
    corpus::{Corpus, PASSAGES},
    form::Form,
};
use super::{Citation, Quote, newer};
use crate::{
    corpus::{Document, DocumentId, Reading},
    index::{Generation, IndexError, Query, Scope},
    span::Span,
};

/// From this share of common words on, a passage is "nearly" the quote.
const NEARLY: f32 = 0.6;

/// Looks for a quote. An empty one is not found.
pub fn verify(
    generation: &Generation,
    quote: &str,
    wanted: Option<&DocumentId>,
) -> Result<Verification, IndexError> {
    if Form::of(quote, Case::Kept).is_empty() {
        return Ok(Verification::NotFound);
    }
    let mut found = looked_for(generation, quote, wanted)?;
    if let Verification::Verbatim { citation, .. } | Verification::Nearly { citation, .. } =
        &mut found
    {
        citation.newer = newer(generation, citation)?.map(Box::new);
    }
    Ok(found)
}

fn looked_for(
    generation: &Generation,
    quote: &str,
    wanted: Option<&DocumentId>,
) -> Result<Verification, IndexError> {
    let corpus = Corpus::open(generation, quote, wanted)?;
    let whole = corpus.find(quote);
    if let Some(verbatim) = whole.and_then(|found| found.verbatim(Vec::new())) {
        return Ok(verbatim);
    }
    let parts = match parts::verify(&corpus, quote) {
        parts::PartsVerdict::Verbatim(verbatim) => return Ok(verbatim),
        parts::PartsVerdict::Nearly(nearly) => return Ok(nearly),
        parts::PartsVerdict::Some(parts) => parts,
    };
    nearest(generation, quote, wanted, parts)
}

/// The passage that is most like a quote.
fn nearest(
    generation: &Generation,
    quote: &str,
    wanted: Option<&DocumentId>,
    parts: Vec<QuotePart>,
) -> Result<Verification, IndexError> {
    let query = Query::of_all_words(quote, generation.languages());
    let mut best: Option<(f32, Vec<Difference>, Citation)> = None;
    let mut hits = generation.search_passages(&query, &Scope::of(wanted), PASSAGES)?;
    hits.sort_by_key(|hit| generation.revisions().newer(&hit.document).is_some());
    for hit in hits {
        let Some(document) = generation.document(&hit.document)? else {
            continue;
        };
        let (first, last) = hit.sentences;
        for span in windows(&document, first, last, quote) {
            let (given, stands) = marks::behind_marks(&document, quote, span);
            let read = Reading::of(&document.text, stands, &document.edits).text;
            let alignment = aligned(given, &read);
            let is_better = |(most, ..): &(f32, _, _)| alignment.similarity > *most;
            if best.as_ref().is_none_or(is_better)
                && let Some(quote) = Quote::whole(&document, &[span])
            {
                let citation = Citation::of(&document, quote);
                best = Some((alignment.similarity, alignment.differences, citation));
            }
        }
    }
    Ok(match best {
        Some((similarity, differences, citation)) if similarity >= NEARLY => Verification::Nearly {
            differences,
            citation: Box::new(citation),
            similarity,
            parts,
        },
        _ => Verification::NotFound,
    })
}

/// Runs of as many sentences as the quote seems to have, within a passage.
fn windows(document: &Document, first: usize, last: usize, quote: &str) -> Vec<Span> {
    let wanted = quote.chars().filter(|c| !c.is_whitespace()).count();
    let sentences = document.sentences.get(first..last).unwrap_or_default();
    let mut spans = Vec::new();
    for (index, start) in sentences.iter().enumerate() {
        let mut cover = *start;
        for next in sentences.iter().skip(index) {
            let grown = cover.cover(*next);
            spans.push(grown);
            if grown.len() > wanted + wanted / 2 {
                break;
            }
            cover = grown;
        }
    }
    spans
}
