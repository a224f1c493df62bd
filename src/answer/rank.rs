//! The passages that answer a question best, each as a citation.

use std::{collections::BTreeSet, sync::Arc};

use super::{
    AnswerOptions, Citation, Confidence, Elsewhere, Features, NearHeading, Quote, Signs, Sources,
    candidates::{Candidate, Contender},
    confidence::Weights,
    editions::scope,
    numbered::NumberedNames,
    read::read,
    retrieve::meet,
    types::NEAR_HEADINGS,
};
use crate::{
    corpus::{Document, ParagraphKind},
    index::{IndexError, Query},
    language::{Language, detect},
    span::Span,
};

/// Quotes that share this part of their words are the same.
const SAME: f32 = 0.9;

/// Citations before it is decided whether they answer the question.
#[derive(Clone, Debug, Default)]
pub struct Ranked {
    /// Best first.
    pub citations: Vec<Citation>,
    /// The signs that speak for each of them.
    pub signs: Vec<Signs>,
    /// The number of them, from the first on, that come near the first one.
    pub close: usize,
    /// The confidence that one of them answers.
    pub confidence: Confidence,
    /// The confidence that the first one does; never above the other.
    pub first: Confidence,
    /// The features that the confidence was made from.
    pub features: Features,
    /// Whether meaning spoke, or words alone.
    pub by_meaning: bool,
    /// The language of the question, where it is long enough to tell.
    pub asked_in: Option<Language>,
    /// The headings above the best passages.
    pub near: Vec<NearHeading>,
}

/// Ranks what the corpus says to a question.
#[expect(clippy::too_many_lines, reason = "one walk over what may be quoted")]
pub fn rank(
    sources: Sources<'_>,
    question: &str,
    options: &AnswerOptions,
) -> Result<Ranked, IndexError> {
    let generation = sources.generation;
    let scope = scope(generation, question, options);
    let query = Query::new(question, &generation.languages_in(&scope));
    let weights = Weights::new(generation, &query, &scope)?;
    let mut met = meet(sources, question, &query, weights.sum(), &scope)?;
    met.favour(sources, question, &weights)?;
    let mut ranked = Ranked {
        by_meaning: met.is_by_meaning(),
        asked_in: detect::of_asker(question),
        ..Ranked::default()
    };
    let mut contenders = met.contenders();
    let names = NumberedNames::of(question);
    if !names.is_empty() {
        leave_out_others(sources, &names, &mut contenders)?;
    }
    if options.reads {
        let most = options.max_quote_chars;
        read(sources, question, &met, &mut contenders, most)?;
    }
    let is_read = contenders.first().is_some_and(|first| first.says.is_some());
    let mut scores: Vec<f32> = Vec::new();
    let mut seen: Vec<BTreeSet<String>> = Vec::new();
    let mut quoted = BTreeSet::new();
    for Contender {
        candidate,
        sentence,
        score,
        says,
    } in contenders
    {
        let Some(document) = generation.document(&candidate.document)? else {
            continue;
        };
        if met.is_near(candidate) {
            note_heading(&mut ranked.near, &document, candidate);
        }
        let of = |sentence: usize| met.score(candidate, sentence);
        let is_other = |sentence: usize| names.exclude_sentence(&document, sentence);
        let sentence = below_head(&document, candidate, sentence, of, is_other);
        let is_new = quoted.insert((document.id.clone(), sentence));
        if !is_new || is_shown(&ranked.citations, &document, sentence) {
            continue;
        }
        let max_chars = options.max_quote_chars;
        let Some(quote) = Quote::around(&document, sentence, max_chars, of) else {
            continue;
        };
        let words = words(quote.text());
        let citation = Citation::of(&document, quote);
        if let Some(same) = seen.iter().position(|other| says_the_same(other, &words)) {
            if let Some(first) = ranked.citations.get_mut(same) {
                note_elsewhere(first, citation);
            }
            continue;
        }
        if ranked.citations.len() == options.max_citations {
            break;
        }
        if ranked.citations.is_empty() {
            let covered = weights.covered(&document, passage_span(&document, candidate));
            let same = same_language(query.language, document.language);
            ranked.features = Features::of(candidate, &met, covered, same);
            ranked.features.read(says);
            let (model, by_meaning) = (sources.model, ranked.by_meaning);
            ranked.confidence = model.confidence(&ranked.features, by_meaning);
            ranked.first =
                model.confidence_in_first(&ranked.features, by_meaning, ranked.confidence);
        }
        seen.push(words);
        // What is shown in part already is no quote to stand beside it.
        let is_apart = !overlaps(&ranked.citations, &citation);
        scores.push(if is_apart { score } else { f32::NEG_INFINITY });
        ranked.citations.push(citation);
        ranked.signs.push(candidate.signs.clone());
    }
    ranked.close = met.close(&scores, is_read);
    Ok(ranked)
}

/// Leaves out what is said of other things than those that the question names by their numbers.
fn leave_out_others(
    sources: Sources<'_>,
    names: &NumberedNames,
    contenders: &mut Vec<Contender<'_>>,
) -> Result<(), IndexError> {
    for contender in std::mem::take(contenders) {
        let document = sources.generation.document(&contender.candidate.document)?;
        let excludes = |of: Arc<Document>| names.exclude_sentence(&of, contender.sentence);
        if !document.is_some_and(excludes) {
            contenders.push(contender);
        }
    }
    Ok(())
}

/// The row that answers best, of those in a passage, in place of the head of its table: a head names what
/// stands below, and says nothing by itself. Any other sentence as it is. Rows about other things are passed over.
fn below_head(
    document: &Document,
    candidate: &Candidate,
    sentence: usize,
    score: impl Fn(usize) -> f32,
    is_other: impl Fn(usize) -> bool,
) -> usize {
    let span = |sentence: usize| document.sentences.get(sentence).copied();
    let paragraph = span(sentence).and_then(|span| document.paragraph_at(span.start));
    let paragraph = paragraph.and_then(|paragraph| document.paragraphs.get(paragraph));
    let Some(table) = paragraph.filter(|of| of.kind == ParagraphKind::Table) else {
        return sentence;
    };
    let head = table.opening;
    let is_head = |row: usize| {
        head.zip(span(row))
            .is_some_and(|(head, row)| head.contains(row))
    };
    if !is_head(sentence) {
        return sentence;
    }
    let last = table.sentences.1.min(candidate.sentences.1);
    let rows = (sentence + 1..last).filter(|row| !is_head(*row) && !is_other(*row));
    rows.max_by(|a, b| score(*a).total_cmp(&score(*b)))
        .unwrap_or(sentence)
}

/// Whether a sentence stands in a quote already.
fn is_shown(citations: &[Citation], document: &Document, sentence: usize) -> bool {
    let span = document.sentences.get(sentence);
    citations.iter().any(|citation| {
        let quote = &citation.quote;
        let parts = quote.spans().iter().copied().chain([quote.cover()]);
        let is_inside = |span: &Span| parts.clone().any(|part| part.contains(*span));
        citation.document == document.id && span.is_some_and(is_inside)
    })
}

/// Whether a quote shares words of its document with one of several.
fn overlaps(citations: &[Citation], other: &Citation) -> bool {
    citations.iter().any(|citation| {
        citation.document == other.document && citation.quote.cover().overlaps(other.quote.cover())
    })
}

/// 1 if question and document are in the same language, 0 if not, 0.5 if nobody knows.
pub(super) fn same_language(question: Option<Language>, document: Language) -> f32 {
    question.map_or(0.5, |question| f32::from(u8::from(question == document)))
}

pub(super) fn passage_span(document: &Document, candidate: &Candidate) -> Span {
    let (first, last) = candidate.sentences;
    let sentences = document.sentences.get(first..last).unwrap_or_default();
    let start = sentences.first().copied().unwrap_or(Span::at(0));
    sentences
        .iter()
        .fold(start, |cover, sentence| cover.cover(*sentence))
}

fn note_heading(near: &mut Vec<NearHeading>, document: &Arc<Document>, candidate: &Candidate) {
    if near.len() >= NEAR_HEADINGS {
        return;
    }
    let start = document
        .sentences
        .get(candidate.sentence)
        .map_or(0, |sentence| sentence.start);
    let paragraph = document
        .paragraph_at(start)
        .and_then(|index| document.paragraphs.get(index));
    let heading = NearHeading::of(document, paragraph.and_then(|paragraph| paragraph.section));
    if !near.contains(&heading) {
        near.push(heading);
    }
}

fn note_elsewhere(first: &mut Citation, again: Citation) {
    let is_same_place = first.document == again.document && first.locator == again.locator;
    let elsewhere = Elsewhere {
        document: again.document,
        locator: again.locator,
    };
    if !is_same_place && !first.also.contains(&elsewhere) {
        first.also.push(elsewhere);
    }
}

fn words(text: &str) -> BTreeSet<String> {
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Whether two quotes say the same. Numbers are never near: "40 Euro" is not "55 Euro".
fn says_the_same(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    let has_digit = |word: &&String| word.contains(|c: char| c.is_ascii_digit());
    overlap(a, b) >= SAME && a.iter().filter(has_digit).eq(b.iter().filter(has_digit))
}

/// The share of words that two quotes have in common (Jaccard).
fn overlap(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f32 {
    let common = a.intersection(b).count();
    let all = a.len() + b.len() - common;
    if all == 0 {
        1.0
    } else {
        common as f32 / all as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_that_differ_in_a_number_are_not_the_same() {
        let long = "Der Beitrag der ordentlichen Mitglieder des Vereins beträgt nach Beschluss der \
                    Versammlung im Jahr und ist bis zum Ende des Monats März auf das bekannte \
                    Konto zu zahlen, und zwar genau";
        let quote = |end: &str| words(&format!("{long} {end} Euro."));
        assert!(says_the_same(&quote("40"), &quote("40")));
        assert!(overlap(&quote("40"), &quote("55")) >= SAME);
        assert!(!says_the_same(&quote("40"), &quote("55")));
        assert!(says_the_same(&quote("genau"), &quote("")));
    }
}
