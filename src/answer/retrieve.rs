//! Retrieval: what a question meets in the documents, by its words (`by_words`) and by its meaning where there is a
//! model (`by_meaning`), and which of that goes first because of what it is.

use std::collections::BTreeMap;

use super::{
    Sources,
    asked::answer_to,
    by_meaning, by_words,
    candidates::{Fitting, Met},
    confidence::Weights,
};
use crate::{
    corpus::{Document, DocumentId, ParagraphKind, Reading},
    index::{IndexError, Query, Scope},
    language::{answer_type::AnswerType, direct_answer::DirectAnswer},
};

/// By how much a sentence that has an answer of the kind that is asked for goes before one that has
/// not, in units of their scores; a number often stands there by chance, an office or a purpose rarely.
fn weight(kind: AnswerType) -> f32 {
    match kind {
        AnswerType::Person => 0.1,
        AnswerType::Purpose => 0.06,
        AnswerType::Time | AnswerType::Quantity | AnswerType::Reason => 0.01,
        AnswerType::Definition => 0.025,
    }
}

/// By how much a passage may rise by that among the others. What something is for stands rarely in a
/// passage by chance; who, when and how many stand everywhere, and only choose the sentence within one.
fn most(kind: AnswerType) -> f32 {
    match kind {
        AnswerType::Purpose => 1.5,
        AnswerType::Person
        | AnswerType::Time
        | AnswerType::Quantity
        | AnswerType::Reason
        | AnswerType::Definition => 0.0,
    }
}

impl Fitting {
    /// The bonus of a sentence that says outright what is asked: such a sentence hardly stands there by
    /// chance.
    const DIRECT: Self = Self {
        weight: 0.1,
        most: 5.0,
    };

    fn of(kind: AnswerType) -> Self {
        Self {
            weight: weight(kind),
            most: most(kind),
        }
    }
}

/// The amount by which a footnote scores less than the text that it hangs on: it mostly says where that is
/// taken from, or what something is called.
const OF_A_NOTE: f32 = 1.5;

/// So many of the first passages are looked at closely: whether they ask or answer, and what they are headed by.
const LOOKED_AT: usize = 24;

/// Finds what a question meets in the documents of a scope. `weight` is that of all its words.
pub(super) fn meet<'a>(
    sources: Sources<'a>,
    question: &str,
    query: &Query,
    weight: f32,
    scope: &'a Scope,
) -> Result<Met<'a>, IndexError> {
    let words = by_words::meet(sources.generation, query, weight, scope)?;
    let asked = by_meaning::EmbeddedQuestion::new(sources, question)?;
    Ok(match asked {
        Some(asked) => asked.meet(words, scope),
        None => words,
    })
}

impl Met<'_> {
    /// Favours what answers before what asks, sentences that have an answer of the kind that is asked for, and
    /// the text before its footnotes. Words alone are too unsure for that.
    pub(super) fn favour(
        &mut self,
        sources: Sources<'_>,
        question: &str,
        weights: &Weights<'_>,
    ) -> Result<(), IndexError> {
        let generation = sources.generation;
        let is_by_meaning = self.is_by_meaning();
        let kind = is_by_meaning.then(|| AnswerType::of(question)).flatten();
        let direct = DirectAnswer::of(question);
        let fitted = sources.model.meaning();
        let of_heading = match kind {
            // What defines a thing stands anywhere; what is headed by its name says more of it.
            Some(AnswerType::Definition) => 0.0,
            _ => fitted.map_or(0.0, |fitted| fitted.ranking.heading),
        };
        let mut shares: BTreeMap<(DocumentId, String), f32> = BTreeMap::new();
        for candidate in self.candidates.iter_mut().take(LOOKED_AT) {
            let Some(document) = generation.document(&candidate.document)? else {
                continue;
            };
            let (first, last) = candidate.sentences;
            let key = |sentence| (candidate.document.clone(), sentence);
            for index in first..last {
                let answer = answer_to(&document, index);
                self.answered
                    .extend(answer.map(|answer| (key(index), answer)));
                let fitting =
                    kind.and_then(|kind| fitting(&document, index, kind, direct.as_ref()));
                self.fitting
                    .extend(fitting.map(|fitting| (key(index), fitting)));
            }
            if !is_by_meaning {
                continue;
            }
            if is_note(&document, first) {
                candidate.score -= OF_A_NOTE;
            }
            let above = (candidate.document.clone(), above(&document, first));
            let share = match shares.get(&above) {
                Some(share) => *share,
                None => weights.share_of(&above.1, document.language),
            };
            shares.insert(above, share);
            candidate.signs.heading = share;
            candidate.score += of_heading * share;
        }
        if is_by_meaning {
            self.candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
        }
        Ok(())
    }
}

/// The bonus of a sentence for what it has of the kind of answer that is asked for.
fn fitting(
    document: &Document,
    sentence: usize,
    kind: AnswerType,
    direct: Option<&DirectAnswer>,
) -> Option<Fitting> {
    let span = *document.sentences.get(sentence)?;
    let read = Reading::of(&document.text, span, &document.edits).text;
    if direct.is_some_and(|direct| direct.is_in(&read, document.language)) {
        return Some(Fitting::DIRECT);
    }
    let has = kind.is_in(&read, document.language);
    has.then(|| Fitting::of(kind))
}

/// The heading above a sentence, and what opens its list, its table or its paragraph.
fn above(document: &Document, sentence: usize) -> String {
    let span = document.sentences.get(sentence).copied();
    let paragraph = span.and_then(|span| document.paragraph_at(span.start));
    let paragraph = paragraph.and_then(|index| document.paragraphs.get(index));
    let section = paragraph.and_then(|of| document.sections.get(of.section?));
    let opening = paragraph.and_then(|of| of.opening);
    let opening = opening.map(|of| Reading::of(&document.text, of, &document.edits).text);
    let title = section.map(|section| section.title.as_str());
    let parts = [title, opening.as_deref()];
    parts
        .into_iter()
        .flatten()
        .flat_map(|part| [part, " "])
        .collect()
}

/// Whether a sentence is of the text of a footnote.
fn is_note(document: &Document, sentence: usize) -> bool {
    let start = document.sentences.get(sentence).map(|span| span.start);
    let paragraph = start.and_then(|start| document.paragraph_at(start));
    let paragraph = paragraph.and_then(|index| document.paragraphs.get(index));
    paragraph.is_some_and(|paragraph| paragraph.kind == ParagraphKind::Note)
}
