//! Whether a question gets the kind of reply that it should: a quote, words of the bot's own, what a
//! report says of itself, a place, whether it mentions something, or a refusal.

use serde_json::Value;

use crate::{
    answer::{Answer, Citation},
    exam::{KnownQuestion, Reply, is_hit},
};

/// Whether the answer to a question is the reply that it should get; nothing if its file does not say
/// which that is.
pub(super) fn is_right(question: &KnownQuestion, answer: &Answer) -> Option<bool> {
    let expected = |citations: &[Citation]| {
        let is_one = |citation| question.is_answered_by(citation);
        question.expect.is_empty() || citations.first().is_some_and(is_one)
    };
    Some(match (question.reply?, answer) {
        (Reply::Quote, Answer::Found { citations, .. }) => citations
            .first()
            .is_some_and(|first| is_bold(question, first)),
        (Reply::Own, Answer::Own { kind, .. }) => is_named(question.own.as_ref(), kind),
        (
            Reply::About,
            Answer::About {
                subject, citations, ..
            },
        ) => is_named(question.about.as_ref(), subject) && expected(citations),
        (
            Reply::Place,
            Answer::Place {
                citations, missing, ..
            },
        ) => expected(citations) && question.missing == *missing,
        (Reply::Mention, Answer::Mentions { citations, .. }) => citations
            .iter()
            .any(|citation| expected(std::slice::from_ref(citation))),
        (Reply::NoPlace, Answer::NoSuchPlace { .. })
        | (Reply::Refusal, Answer::NotFound { .. }) => true,
        _ => false,
    })
}

/// Whether a quote is one of those that are expected, with the right sentence set in bold.
fn is_bold(question: &KnownQuestion, citation: &Citation) -> bool {
    let quote = &citation.quote;
    let bold = quote.answer().map(|answer| answer.of(quote.text()));
    let bold = bold.unwrap_or_default();
    let mut expected = question.expect.iter();
    expected.any(|expected| is_hit(expected, citation) && bold.contains(&expected.bold))
}

fn is_named(wanted: Option<&String>, name: &impl serde::Serialize) -> bool {
    let name = serde_json::to_value(name).ok();
    let name = name.as_ref().and_then(Value::as_str);
    wanted.is_none_or(|wanted| name == Some(wanted.as_str()))
}

/// The reply that was given, in a word.
pub(super) fn named(answer: &Answer) -> String {
    let value = serde_json::to_value(answer).unwrap_or_default();
    let of = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default();
    let parts = [of("answer"), of("kind"), of("subject")].into_iter();
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}
