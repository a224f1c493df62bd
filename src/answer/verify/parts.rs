//! Quotes in parts: with `[…]` or `…` where something was left out, or sentences from several places.
//! Each part must stand there word for word. What was left out within a sentence must not be a "not".

use std::{collections::BTreeSet, sync::Arc};

use super::{
    Difference, QuotePart, QuoteSide, Verification,
    corpus::{Corpus, Found},
    form::Case,
    marks,
};
use crate::{
    answer::{Citation, Quote},
    corpus::{Document, Reading},
    language::{Language, detect, sentences},
    span::Span,
};

/// The signs for something left out.
const ELLIPSES: [&str; 6] = ["[…]", "[...]", "(…)", "(...)", "…", "..."];

/// The verdict on the parts of a quote.
pub(super) enum PartsVerdict {
    /// Each stands there.
    Verbatim(Verification),
    /// Each stands there, but what was left out between them turns the meaning.
    Nearly(Verification),
    /// Some of them stand there, or none; nothing for a quote in one part.
    Some(Vec<QuotePart>),
}

/// Looks for a quote part by part.
pub(super) fn verify(corpus: &Corpus, quote: &str) -> PartsVerdict {
    let elided = between_ellipses(quote);
    let has_ellipsis = elided.first().is_some_and(|only| only != quote.trim());
    if has_ellipsis && let Some(verdict) = in_order(corpus, &elided) {
        return verdict;
    }
    let language = detect::of_question(quote).unwrap_or(Language::Other);
    let split = |part: &String| {
        let spans = sentences::split(part, language).into_iter();
        let sentences = spans.map(|span| span.of(part).trim().to_owned());
        sentences.collect::<Vec<_>>()
    };
    let sentences: Vec<String> = elided.iter().flat_map(split).collect();
    let sentences = sentences.into_iter().filter(|of| has_words(of));
    let sentences = marks::with_marks(sentences);
    if sentences.len() < 2 {
        return PartsVerdict::Some(Vec::new());
    }
    let found: Vec<Option<Found>> = sentences.iter().map(|words| corpus.find(words)).collect();
    let parts = sentences
        .into_iter()
        .zip(&found)
        .map(|(words, found)| QuotePart {
            words,
            citation: found.as_ref().and_then(Found::citation),
            times: found.as_ref().map_or(0, |found| found.times),
        });
    let parts: Vec<QuotePart> = parts.collect();
    if parts.iter().all(|part| part.citation.is_none()) {
        return PartsVerdict::Some(Vec::new());
    }
    let all: Option<Vec<Found>> = found.into_iter().collect();
    match all.and_then(|all| whole(&all, &parts)) {
        Some(verbatim) => PartsVerdict::Verbatim(verbatim),
        None => PartsVerdict::Some(parts),
    }
}

/// The verdict on parts that all stand there.
fn whole(found: &[Found], parts: &[QuotePart]) -> Option<Verification> {
    let first = found.first()?;
    let folded = found.iter().any(|found| found.case == Case::Folded);
    let Some(Verification::Verbatim {
        citation, times, ..
    }) = first.verbatim(Vec::new())
    else {
        return None;
    };
    Some(Verification::Verbatim {
        citation,
        times,
        differs_in_case: folded,
        parts: parts.to_vec(),
    })
}

/// The words between the signs for something left out.
fn between_ellipses(quote: &str) -> Vec<String> {
    let mut parts = vec![quote.to_owned()];
    for ellipsis in ELLIPSES {
        let cut = parts.iter().flat_map(|part| part.split(ellipsis));
        parts = cut.map(str::to_owned).collect();
    }
    let parts = parts.iter().map(|part| part.trim().to_owned());
    parts.filter(|part| has_words(part)).collect()
}

fn has_words(part: &str) -> bool {
    part.chars().any(char::is_alphanumeric)
}

/// The parts of a quote in the order in which they stand in one document, as near to each other as they
/// are anywhere. Nothing if no document has them so.
fn in_order(corpus: &Corpus, parts: &[String]) -> Option<PartsVerdict> {
    [Case::Kept, Case::Folded].into_iter().find_map(|case| {
        corpus.documents.iter().find_map(|(document, searched)| {
            let find = |part: &String| marks::find(searched, document, part, case);
            let places: Vec<Vec<Span>> = parts.iter().map(find).collect();
            let chosen = nearest(&places)?;
            Some(verdict(document, case, parts, &places, &chosen))
        })
    })
}

/// For each part a place behind that of the part before: those that span the least.
fn nearest(places: &[Vec<Span>]) -> Option<Vec<Span>> {
    let mut best: Option<Vec<Span>> = None;
    let reach = |spans: &[Span]| match (spans.first(), spans.last()) {
        (Some(first), Some(last)) => last.end - first.start,
        _ => usize::MAX,
    };
    let (first, others) = places.split_first()?;
    for start in first {
        let mut chosen = vec![*start];
        for next in others {
            let end = chosen.last().map_or(0, |last| last.end);
            let Some(behind) = next.iter().find(|span| span.start >= end) else {
                break;
            };
            chosen.push(*behind);
        }
        let is_whole = chosen.len() == places.len();
        if is_whole
            && best
                .as_ref()
                .is_none_or(|best| reach(&chosen) < reach(best))
        {
            best = Some(chosen);
        }
    }
    best
}

fn verdict(
    document: &Arc<Document>,
    case: Case,
    parts: &[String],
    places: &[Vec<Span>],
    chosen: &[Span],
) -> PartsVerdict {
    let citation = |span: &Span| {
        let quote = Quote::whole(document, &[*span])?;
        Some(Box::new(Citation::of(document, quote)))
    };
    let cited = parts.iter().zip(places).zip(chosen);
    let cited = cited.map(|((words, places), span)| QuotePart {
        words: words.clone(),
        citation: citation(span),
        times: places.len(),
    });
    let cited: Vec<QuotePart> = cited.collect();
    let cover = chosen.iter().skip(1).fold(
        chosen.first().copied().unwrap_or(Span::at(0)),
        |cover, span| cover.cover(*span),
    );
    if let Some(differences) = swallowed(document, chosen) {
        let quote = Quote::whole(document, &[cover]);
        if let Some(quote) = quote {
            return PartsVerdict::Nearly(Verification::Nearly {
                citation: Box::new(Citation::of(document, quote)),
                differences,
                similarity: 1.0,
                parts: cited,
            });
        }
    }
    let first = chosen.first().and_then(citation);
    let times = places.first().map_or(0, Vec::len);
    match first {
        Some(citation) => PartsVerdict::Verbatim(Verification::Verbatim {
            citation,
            times,
            differs_in_case: case == Case::Folded,
            // One part between two signs stands in one place.
            parts: if cited.len() > 1 { cited } else { Vec::new() },
        }),
        None => PartsVerdict::Some(cited),
    }
}

/// The passage with what was left out, if a word that says no is among it within the sentences that are
/// quoted in part.
fn swallowed(document: &Document, chosen: &[Span]) -> Option<Vec<Difference>> {
    let read = |span: Span| Reading::of(&document.text, span, &document.edits).text;
    let mut differences = Vec::new();
    let mut says_no = false;
    for (at, span) in chosen.iter().enumerate() {
        differences.push(Difference {
            side: QuoteSide::Both,
            words: read(*span),
        });
        let Some(next) = chosen.get(at + 1) else {
            continue;
        };
        let gap = Span::new(span.end, next.start);
        // Whole sentences may be left out; of those that are quoted in part, nothing that says no.
        let rest = |of: &Span| document.sentences_in(*of);
        let quoted: BTreeSet<usize> = rest(span).chain(rest(next)).collect();
        let left_out = quoted.into_iter().filter_map(|index| {
            let sentence = document.sentences.get(index)?;
            let (start, end) = (sentence.start.max(gap.start), sentence.end.min(gap.end));
            (start < end).then(|| read(Span::new(start, end)))
        });
        let left_out: Vec<String> = left_out.collect();
        says_no |= left_out.iter().any(|words| has_negation(words));
        differences.push(Difference {
            side: QuoteSide::Document,
            words: format!(" {} ", left_out.join(" […] ").trim()),
        });
    }
    says_no.then_some(differences)
}

/// Words that say no, in eight languages.
const NEGATIONS: [&str; 44] = [
    "nicht", "nie", "niemals", "kein", "keine", "keiner", "keinen", "keinem", "keines", "weder",
    "ohne", "niemand", "kaum", "not", "no", "never", "none", "neither", "nor", "without", "cannot",
    "hardly", "ne", "pas", "jamais", "aucun", "aucune", "sans", "nunca", "ningún", "ninguna",
    "sin", "non", "mai", "nessun", "nessuna", "senza", "niet", "geen", "nooit", "zonder", "bez",
    "não", "sem",
];

fn has_negation(words: &str) -> bool {
    let words = words.to_lowercase();
    let contracted = words.contains("n't") || words.contains("n’t");
    let mut split = words.split(|c: char| !c.is_alphanumeric());
    contracted || split.any(|word| NEGATIONS.contains(&word))
}
