//! The way from a message to an answer: a place that is named, words of the bot's own, what the report says of itself,
//! else what ranks first, or a refusal.

use super::{
    Answer, AnswerOptions, Sources, Verdict, about, editions, heading,
    heading::Likeness,
    item, mention, named_edition, named_place, own,
    rank::{Ranked, rank},
    unknown_name,
};
use crate::{
    index::{DocumentEntry, IndexError},
    language::{
        detect,
        requests::{Request, requests},
        small_talk::without_greeting,
    },
};

/// Answers a question, or shows a place.
pub fn ask(
    sources: Sources<'_>,
    question: &str,
    options: &AnswerOptions,
) -> Result<Answer, IndexError> {
    let generation = sources.generation;
    let scope = editions::scope(generation, question, options);
    let (question, scope) = named_edition::read(generation, question, scope);
    let options = &AnswerOptions {
        scope: Some(scope),
        ..options.clone()
    };
    let answer = answer(sources, &question, options)?;
    answer.with_editions(generation)
}

fn answer(
    sources: Sources<'_>,
    question: &str,
    options: &AnswerOptions,
) -> Result<Answer, IndexError> {
    let generation = sources.generation;
    let item = item::named(generation, question, options)?;
    if let Some(item) = item
        && !named_place::is_number_of_section(generation, question, options)?
    {
        return Ok(item);
    }
    if let Some(answer) = named_place::place(generation, question, options)? {
        return Ok(answer);
    }
    if let Some(answer) = without_search(sources, question, options)? {
        return Ok(answer);
    }
    let question = without_greeting(question);
    if let Some(own) = own::bare_question(generation, question, &options.in_all_editions())? {
        return Ok(own);
    }
    let ranked = match said_about(question) {
        // "What does the report say about" would be found where the report speaks of itself.
        Some(matter) => Ranked {
            asked_in: detect::of_asker(question),
            ..rank(sources, &matter, options)?
        },
        None => rank(sources, question, options)?,
    };
    let decided = decided(sources, ranked, options);
    if let Answer::Found { is_near: true, .. } = decided
        && let Some(name) = unknown_name::unknown_name(sources, question, options)?
    {
        return Ok(Answer::refused(Some(name)));
    }
    if matches!(decided, Answer::NotFound { .. })
        && let Some(section) = heading::asked_for(generation, question, options)?
    {
        return Ok(section);
    }
    Ok(decided)
}

/// The matter of a question that asks what is said about it.
fn said_about(question: &str) -> Option<String> {
    requests(question, |_| false)
        .into_iter()
        .find_map(|request| match request {
            Request::Says(matter) => Some(matter),
            _ => None,
        })
}

/// The answer to a message that is no question to the text: a heading, small talk, a question about
/// the report itself, or whether it mentions something.
pub(super) fn without_search(
    sources: Sources<'_>,
    message: &str,
    options: &AnswerOptions,
) -> Result<Option<Answer>, IndexError> {
    let generation = sources.generation;
    // A heading is typed in the language of its edition, and what is said to the bot in any.
    let all = options.in_all_editions();
    let own = heading::opened(generation, message, options)?;
    let opened = match own {
        Some(opened) => Some(opened),
        None => heading::opened(generation, message, &all)?,
    };
    if let Some((Likeness::Exactly, opened)) = opened {
        return Ok(Some(opened));
    }
    if let Some(own) = own::own(generation, message, &all)? {
        return Ok(Some(own));
    }
    let question = without_greeting(message);
    let entries: Vec<&DocumentEntry> = options.documents(generation).collect();
    let titles = about::TitleWords::of(&entries, question);
    let requests = requests(question, |word| titles.has(word));
    let is_about_all = matches!(requests.as_slice(), [Request::About(_)]);
    if !is_about_all && let Some((_, opened)) = opened {
        return Ok(Some(opened));
    }
    for request in requests {
        let answer = match &request {
            Request::About(subject) => Some(about::about(sources, *subject, question, options)?),
            Request::Mention(name) => mention::mentioned(sources, name, question, options)?,
            Request::Says(name) if unknown_name::is_absent(sources, name, question, options)? => {
                Some(Answer::refused(Some(name.clone())))
            }
            Request::Refused => Some(Answer::refused(None)),
            Request::Weather if !own::speaks_of_weather(generation, options)? => {
                Some(Answer::refused(None))
            }
            Request::Open(place) | Request::Place(place) => {
                named_place::within_message(generation, question, place, options)?
            }
            Request::Weather | Request::Says(_) => None,
        };
        if answer.is_some() {
            return Ok(answer);
        }
    }
    Ok(None)
}

/// The citations, if it is sure enough that they answer.
pub(super) fn decided(sources: Sources<'_>, ranked: Ranked, options: &AnswerOptions) -> Answer {
    let (confidence, first) = (ranked.confidence, ranked.first);
    match options.thresholds.verdict(confidence, first) {
        verdict @ (Verdict::Answer | Verdict::Near) if !ranked.citations.is_empty() => {
            Answer::Found {
                close: ranked.close.min(ranked.citations.len()),
                citations: ranked.citations,
                confidence: first,
                is_near: verdict == Verdict::Near,
                asked_in: ranked.asked_in,
            }
        }
        _ => Answer::NotFound {
            near: ranked.near,
            confidence,
            name: None,
            awaits_vectors: sources.awaits_vectors(),
        },
    }
}
