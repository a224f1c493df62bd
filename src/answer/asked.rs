//! Questions that a document asks itself: "May I keep a dog?" A question is like a question, so it is found; what
//! answers is what follows it.

use crate::{
    corpus::{Document, Paragraph, ParagraphKind, Reading},
    language::context,
    span::Span,
};

/// The first sentence that answers a sentence, by their indices; nothing if that asks nothing, or nothing follows.
pub(super) fn answer_to(document: &Document, sentence: usize) -> Option<usize> {
    let span = *document.sentences.get(sentence)?;
    if !is_question(document, span) {
        return None;
    }
    let index = document.paragraph_at(span.start)?;
    let asking = document.paragraphs.get(index)?;
    let mut rest = sentence + 1..end_of_unit(document, asking, span);
    let inside = rest.find(|at| {
        let next = document.sentences.get(*at);
        next.is_some_and(|next| !is_question(document, *next))
    });
    inside.or_else(|| {
        let next = document.paragraphs.get(index + 1)?;
        let is_answer = next.opening.is_some_and(|opening| opening.contains(span));
        (is_answer && next.kind != ParagraphKind::Table).then_some(next.sentences.0)
    })
}

/// Whether a sentence answers the one before it in its paragraph, so that it is not understood without that.
pub(super) fn answers_the_one_before(document: &Document, sentence: usize) -> bool {
    let before = sentence.checked_sub(1);
    let before = before.and_then(|at| document.sentences.get(at));
    before.is_some_and(|before| is_question(document, *before))
}

/// A question that a document answers.
pub(super) struct AnsweredQuestion {
    /// The question.
    pub(super) question: Span,
    /// The paragraphs in which it is asked and answered.
    pub(super) with_answer: Span,
}

/// The questions of a document with which a paragraph begins, or that stand before one, where something answers
/// them.
pub(super) fn answered_questions(document: &Document) -> Vec<AnsweredQuestion> {
    let asked = document.paragraphs.iter().filter_map(|paragraph| {
        let (first, last) = paragraph.sentences;
        if let Some(question) = paragraph
            .opening
            .filter(|of| of.end <= paragraph.span.start)
        {
            return is_question(document, question).then(|| AnsweredQuestion {
                question,
                with_answer: question.cover(paragraph.span),
            });
        }
        let question = *document.sentences.get(first)?;
        let is_answered = last > first + 1 && paragraph.kind == ParagraphKind::Text;
        (is_answered && is_question(document, question)).then_some(AnsweredQuestion {
            question,
            with_answer: paragraph.span,
        })
    });
    asked.collect()
}

fn is_question(document: &Document, sentence: Span) -> bool {
    // Most sentences ask nothing, and need not be read for that.
    let asks = sentence.of(&document.text).contains(['?', '？', '؟']);
    asks && context::is_question(&Reading::of(&document.text, sentence, &document.edits).text)
}

/// The sentence behind the last one of the item or the paragraph that a sentence stands in, by its index.
fn end_of_unit(document: &Document, paragraph: &Paragraph, sentence: Span) -> usize {
    let items = paragraph.items.iter().rev();
    let own = items.clone().find(|item| item.span.contains(sentence));
    let end = own.map_or(paragraph.span.end, |item| item.span.end);
    let (first, last) = paragraph.sentences;
    let sentences = document.sentences.get(first..last).unwrap_or_default();
    first + sentences.partition_point(|span| span.start < end)
}
