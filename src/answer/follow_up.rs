//! Questions that lean on the one before: "und Japan?", "when was that?". Two rankings are joined:
//! by the words of the question before with the new ones, which say what it is about, and by the
//! new ones alone, which say what is asked for. What both find comes first, and before that what
//! stands near the answer before. First of all comes a sentence of the section that was shown, if it
//! says what is asked for.

use super::{
    Answer, AnswerOptions, Citation, Confidence, Model, Quote, Ranked, Sources,
    ask::{ask, decided, without_search},
    rank,
};
use crate::{
    corpus::{Document, DocumentId, Reading},
    index::IndexError,
    language::follow_up::{asks_when, content_words, has_form_of, points_back, topic},
    passages::Place,
    span::Span,
};

/// The question before, and where its answer stood.
#[derive(Clone, Copy, Debug)]
pub struct Before<'a> {
    /// The question, as it was asked.
    pub question: &'a str,
    /// The document of the answer. Only this one is asked.
    pub document: &'a DocumentId,
    /// The section of the answer: an index into `Document::sections`.
    pub section: Option<usize>,
}

/// The number of citations of each ranking that are looked at.
const LOOKED_AT: usize = 10;

/// A citation counts `1 / (FLATNESS + rank)` in each ranking: of which rank it is matters less the
/// higher this is.
const FLATNESS: f32 = 5.0;

/// Weight of the ranking by the new words alone.
const NEW_WORDS: f32 = 2.0;

/// The score that is added for standing in the section of the answer before, or beside it in the same chapter.
const SAME_SECTION: f32 = 0.08;
const SAME_CHAPTER: f32 = 0.06;

/// The share of the new words that a sentence of the section must have to be shown as near.
const ENOUGH: f32 = 0.5;

/// Answers a question in the light of the one before it.
pub fn follow_up(
    sources: Sources<'_>,
    question: &str,
    before: &Before<'_>,
    options: &AnswerOptions,
) -> Result<Answer, IndexError> {
    let generation = sources.generation;
    let document = generation.document(before.document)?;
    let options = AnswerOptions {
        document: document.is_some().then(|| before.document.clone()),
        ..options.clone()
    };
    let Some(document) = document.filter(|_| question.parse::<Place>().is_err()) else {
        return ask(sources, question, &options);
    };
    if let Some(answer) = without_search(sources, question, &options)? {
        return Ok(answer);
    }
    let wide = AnswerOptions {
        max_citations: LOOKED_AT.max(options.max_citations),
        ..options.clone()
    };
    // A place that was shown says nothing of what it is about.
    let old = match before.question.parse::<Place>() {
        Ok(_) => "",
        Err(_) => before.question,
    };
    let new = content_words(question).join(" ");
    let both = rank(sources, &format!("{old} {new}"), &wide)?;
    // A word or two mean too little to be compared by their meaning.
    let words = Model::of_words();
    let by_words = Sources {
        model: &words,
        ..sources
    };
    let own = if new.is_empty() {
        None
    } else {
        Some(rank(by_words, &new, &wide)?)
    };
    let mut ranked = joined(own, both, |citation| {
        nearness(&document, section_of(&document, citation), before.section)
    });
    let shown = before
        .section
        .and_then(|index| document.sections.get(index));
    if let Some(section) = shown.map(|section| section.span) {
        let follow_up = FollowUp {
            sources,
            document: &document,
            section,
            options: &wide,
        };
        follow_up.look_at_section(&mut ranked, question, before.question)?;
    }
    ranked.citations.truncate(options.max_citations);
    if asks_when(question)
        && let Some(first) = ranked.citations.first_mut()
        && let Some(dated) = dated(first, &document, options.max_quote_chars)
    {
        *first = dated;
    }
    decided(sources, ranked, &options).with_editions(generation)
}

/// A follow-up to an answer in a section.
struct FollowUp<'a> {
    sources: Sources<'a>,
    document: &'a Document,
    section: Span,
    options: &'a AnswerOptions,
}

impl FollowUp<'_> {
    /// Puts first what the section says to the new words: all of them in one sentence; where nothing
    /// else answers, half of them, or what they mean with what the question before was about.
    fn look_at_section(
        &self,
        ranked: &mut Ranked,
        question: &str,
        before: &str,
    ) -> Result<(), IndexError> {
        let thresholds = self.options.thresholds;
        let new = content_words(question);
        let Some((share, sentence)) = self.best_sentence(&new) else {
            return Ok(());
        };
        if share >= 1.0 {
            self.put_first(ranked, sentence, thresholds.answer);
            return Ok(());
        }
        let is_refused = ranked.confidence.0 < thresholds.near || ranked.citations.is_empty();
        if !is_refused || !points_back(question) {
            return Ok(());
        }
        let topic = topic(before).join(" ");
        let meant = rank(self.sources, &format!("{topic} {question}"), self.options)?;
        let is_here = |first: &Citation| self.section.contains(first.quote.cover());
        let is_meant = meant.by_meaning
            && meant.confidence.0 >= thresholds.near
            && meant.citations.first().is_some_and(is_here)
            && !self.is_the_answer_before(&meant, before)?;
        if is_meant {
            *ranked = meant;
        } else if share >= ENOUGH {
            self.put_first(ranked, sentence, thresholds.near);
        }
        Ok(())
    }

    /// Whether the first citation has the sentence that answered the question before: what was asked
    /// before says too much then.
    fn is_the_answer_before(&self, meant: &Ranked, before: &str) -> Result<bool, IndexError> {
        let answer = |ranked: &Ranked| {
            let quote = &ranked.citations.first()?.quote;
            Some(quote.answer()?.of(quote.text()).to_owned())
        };
        let before = rank(self.sources, before, self.options)?;
        Ok(answer(&before) == answer(meant))
    }

    /// The sentence of the section that has most of the words, and the share that it has.
    fn best_sentence(&self, words: &[String]) -> Option<(f32, usize)> {
        let share = |index: usize| {
            let span = *self.document.sentences.get(index)?;
            let read = Reading::of(&self.document.text, span, &self.document.edits).text;
            let met = words.iter().filter(|word| has_form_of(&read, word)).count();
            Some((met as f32 / words.len() as f32, index))
        };
        if words.is_empty() {
            return None;
        }
        let shares = self.document.sentences_in(self.section).filter_map(share);
        // Of those that are equal, the first.
        shares.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
    }

    fn put_first(&self, ranked: &mut Ranked, sentence: usize, at_least: f32) {
        let Some(span) = self.document.sentences.get(sentence) else {
            return;
        };
        let quote = Quote::around(
            self.document,
            sentence,
            self.options.max_quote_chars,
            |_| 0.0,
        );
        let Some(quote) = quote else {
            return;
        };
        let is_said = |citation: &Citation| citation.quote.cover().contains(*span);
        ranked.citations.retain(|citation| !is_said(citation));
        ranked
            .citations
            .insert(0, Citation::of(self.document, quote));
        for confidence in [&mut ranked.confidence, &mut ranked.first] {
            confidence.0 = confidence.0.max(at_least);
        }
    }
}

/// Two rankings as one. Of a paragraph that is in both, the quote is that for the new words. What
/// was asked before has been answered: the confidences are those in the new words, and full where
/// there are none.
fn joined(own: Option<Ranked>, both: Ranked, bonus: impl Fn(&Citation) -> f32) -> Ranked {
    let full = (Confidence(1.0), Confidence(1.0));
    let (confidence, first) = own.as_ref().map_or(full, |own| (own.confidence, own.first));
    let mut scored: Vec<(f32, Citation)> = Vec::new();
    let own = own.map_or_else(Vec::new, |own| own.citations);
    for (weight, citations) in [(NEW_WORDS, own), (1.0, both.citations)] {
        for (rank, citation) in citations.into_iter().enumerate() {
            let score = weight / (FLATNESS + rank as f32);
            let known = scored
                .iter_mut()
                .find(|(_, known)| known.paragraph == citation.paragraph && citation.paragraph > 0);
            match known {
                Some((sum, _)) => *sum += score,
                None => scored.push((score + bonus(&citation), citation)),
            }
        }
    }
    // The sort is stable.
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    Ranked {
        close: scored.len(),
        citations: scored.into_iter().map(|(_, citation)| citation).collect(),
        confidence,
        first,
        near: both.near,
        asked_in: both.asked_in,
        ..Ranked::default()
    }
}

fn section_of(document: &Document, citation: &Citation) -> Option<usize> {
    let paragraph = document.paragraph_at(citation.quote.cover().start)?;
    document.paragraphs.get(paragraph)?.section
}

fn nearness(document: &Document, section: Option<usize>, before: Option<usize>) -> f32 {
    let parent = |section: usize| document.sections.get(section).and_then(|of| of.parent);
    let (Some(section), Some(before)) = (section, before) else {
        return 0.0;
    };
    let (above, above_before) = (parent(section), parent(before));
    let is_beside = above.is_some() && above == above_before;
    if section == before {
        SAME_SECTION
    } else if is_beside || above == Some(before) || above_before == Some(section) {
        SAME_CHAPTER
    } else {
        0.0
    }
}

/// The quote for the nearest sentence of the section that names a year, if the sentence that
/// answers names none.
fn dated(citation: &Citation, document: &Document, max_chars: usize) -> Option<Citation> {
    let quote = &citation.quote;
    if has_year(quote.answer()?.of(quote.text())) {
        return None;
    }
    let cover = quote.cover();
    let section = document.sections.get(section_of(document, citation)?)?.span;
    let names_year =
        |span: &Span| has_year(&Reading::of(&document.text, *span, &document.edits).text);
    let sentences = document.sentences.iter().enumerate();
    let nearest = sentences
        .filter(|(_, span)| section.contains(**span) && names_year(span))
        .min_by_key(|(_, span)| {
            cover.start.saturating_sub(span.end) + span.start.saturating_sub(cover.end)
        });
    let quote = Quote::around(document, nearest?.0, max_chars, |_| 0.0)?;
    Some(Citation::of(document, quote))
}

fn has_year(text: &str) -> bool {
    let numbers = text.split(|c: char| !c.is_ascii_digit());
    numbers
        .filter(|number| number.len() == 4)
        .any(|number| number.starts_with('1') || number.starts_with("20"))
}
