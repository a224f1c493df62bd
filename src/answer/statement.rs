//! What a sentence says to a question, as far as its words, its kind and its place tell: a second look at
//! the sentences of the first passages, which likeness alone has found. To be near a question is not to
//! answer it.

use std::collections::BTreeMap;

use super::{candidates::Candidate, confidence::Weights};
use crate::{
    corpus::{Document, Paragraph, ParagraphKind, Reading},
    language::{Language, analyser::Analysers, answer_type::AnswerType},
    span::Span,
};

/// How many signs a statement has.
const COUNT: usize = 19;

/// What speaks for a sentence as an answer; see [`Statement::NAMES`].
#[derive(Clone, Debug, PartialEq)]
pub struct Statement([f32; COUNT]);

impl Statement {
    /// The signs by the names that they have in a calibration, in order. A share is of the weight of the
    /// question's words, each of which weighs as much as it is rare in the corpus.
    pub const NAMES: [&'static str; COUNT] = [
        // The score by likeness.
        "near",
        // The cosine of the sentence, and late interaction with it.
        "cosine",
        "late",
        // The cosine of its passage, late interaction with it, and the cosine of its nearest sentence.
        "passage",
        "passage_late",
        "passage_sentence",
        // The share that stands in the sentence.
        "own",
        // The same with the headings above it and what opens its list or table.
        "around",
        // The share in the headings alone, and in the title of the document.
        "heading",
        "title",
        // The share in the sentence, the one before, the one behind, and the opening.
        "neighbours",
        // The share in the passage with all of these.
        "all",
        // 1 if a time, or a quantity, is asked for and there.
        "time",
        "quantity",
        // 1 if it is a row of a table.
        "table",
        // Natural logarithm of its length in characters.
        "length",
        // 1 if it has a digit.
        "digits",
        // 1 if something opens its list or table.
        "has_opening",
        // How many words of the question it has.
        "own_count",
    ];

    /// The signs, in the order of their names.
    pub fn signs(&self) -> &[f32] {
        &self.0
    }

    /// Their sum by weights that have the names of signs.
    pub(super) fn score(&self, weights: &BTreeMap<String, f32>) -> f32 {
        let named = Self::NAMES.iter().zip(self.0);
        let weighed = named.map(|(name, sign)| weights.get(*name).copied().unwrap_or(0.0) * sign);
        weighed.sum()
    }
}

/// What is known of a sentence by its words, its kind and its place.
#[derive(Clone, Debug)]
pub(super) struct Said {
    own: f32,
    around: f32,
    heading: f32,
    title: f32,
    neighbours: f32,
    all: f32,
    own_count: f32,
    kind: Option<AnswerType>,
    is_row: bool,
    length: usize,
    has_digit: bool,
    has_opening: bool,
}

/// How near a sentence is to a question: its score by likeness, its cosine, late interaction with it.
pub(super) struct Nearness {
    pub(super) score: f32,
    pub(super) cosine: f32,
    pub(super) late: f32,
}

/// A question, as sentences are compared with it.
pub(super) struct Listener<'a> {
    weights: &'a Weights<'a>,
    kind: Option<AnswerType>,
    analysers: BTreeMap<Language, Analysers>,
}

impl<'a> Listener<'a> {
    /// Reads what a question asks for. `weights` are those of its words.
    pub(super) fn new(weights: &'a Weights<'a>, question: &str) -> Self {
        Self {
            weights,
            kind: AnswerType::of(question),
            analysers: BTreeMap::new(),
        }
    }

    /// Hears the sentences of a passage, in order.
    pub(super) fn hear(&mut self, document: &Document, candidate: &Candidate) -> Vec<Said> {
        let (first, last) = candidate.sentences;
        let language = document.language;
        let (weights, kind) = (self.weights, self.kind);
        let analysers = self.analysers.entry(language);
        let analysers = analysers.or_insert_with(|| Analysers::new(language));
        let mut find = |text: &str| weights.found(text, language, analysers);
        let read = |span: Span| Reading::of(&document.text, span, &document.edits).text;
        let spans = document.sentences.get(first..last).unwrap_or_default();
        let texts: Vec<String> = spans.iter().map(|span| read(*span)).collect();
        let owns: Vec<Vec<f32>> = texts.iter().map(|text| find(text)).collect();
        let paragraph = spans.first().and_then(|span| {
            let index = document.paragraph_at(span.start)?;
            document.paragraphs.get(index)
        });
        let heading = find(&headings(document, paragraph));
        let title = find(&document.title());
        let opening = paragraph.and_then(|paragraph| paragraph.opening);
        let found_in_opening = opening.map(|span| find(&read(span))).unwrap_or_default();
        let share = |texts: &[&Vec<f32>]| weights.share(texts);
        let mut everything = vec![&heading, &title, &found_in_opening];
        everything.extend(&owns);
        let all = share(&everything);
        let of = |(at, (text, own)): (usize, (&String, &Vec<f32>))| {
            let before = at.checked_sub(1).and_then(|at| owns.get(at));
            let mut neighbours = vec![own, &found_in_opening];
            neighbours.extend(before.into_iter().chain(owns.get(at + 1)));
            Said {
                own: share(&[own]),
                around: share(&[own, &found_in_opening, &heading]),
                heading: share(&[&heading]),
                title: share(&[&title]),
                neighbours: share(&neighbours),
                all,
                own_count: own.iter().filter(|found| **found > 0.0).count() as f32,
                kind: kind.filter(|kind| kind.is_in(text, language)),
                is_row: paragraph.is_some_and(|own| own.kind == ParagraphKind::Table),
                length: text.chars().count(),
                has_digit: text.contains(|c: char| c.is_ascii_digit()),
                has_opening: opening.is_some(),
            }
        };
        texts.iter().zip(&owns).enumerate().map(of).collect()
    }
}

/// The headings above a paragraph.
fn headings(document: &Document, paragraph: Option<&Paragraph>) -> String {
    let mut headings = String::new();
    let mut section = paragraph.and_then(|paragraph| paragraph.section);
    while let Some(own) = section.and_then(|index| document.sections.get(index)) {
        headings.push_str(&own.title);
        headings.push_str(". ");
        section = own.parent;
    }
    headings
}

impl Said {
    /// What speaks for the sentence, as one of the passage that it was found in.
    pub(super) fn statement(&self, candidate: &Candidate, near: &Nearness) -> Statement {
        let flag = |is: bool| f32::from(u8::from(is));
        let signs = &candidate.signs;
        Statement([
            near.score,
            near.cosine,
            near.late,
            signs.passage,
            signs.late.mean,
            signs.sentence,
            self.own,
            self.around,
            self.heading,
            self.title,
            self.neighbours,
            self.all,
            flag(self.kind == Some(AnswerType::Time)),
            flag(self.kind == Some(AnswerType::Quantity)),
            flag(self.is_row),
            (self.length.max(1) as f32).ln(),
            flag(self.has_digit),
            flag(self.has_opening),
            self.own_count,
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_weighs_signs_by_their_names() {
        let mut signs = [0.0; COUNT];
        (signs[0], signs[1]) = (2.0, 3.0);
        let weights = BTreeMap::from([("near".to_owned(), 0.5), ("cosine".to_owned(), 10.0)]);
        let score = Statement(signs).score(&weights);
        assert!((score - 31.0).abs() < 1e-6);
    }
}
