//! Replies of the bot's own to messages that ask nothing of the report, with questions that this
//! corpus answers.

use super::{Answer, AnswerOptions, OwnWords};
use crate::{
    corpus::{Document, Origin, Section},
    index::{DocumentEntry, Generation, IndexError, Query, Scope},
    label::label,
    language::{
        Language, detect,
        small_talk::{SmallTalk, is_bare_question, small_talk},
    },
    locales::Locale,
};

/// The number of examples in a reply.
const EXAMPLES: usize = 3;

/// From how many documents examples are made, where none lists any.
const READ_FOR_EXAMPLES: usize = 5;

/// A heading of more characters is no example, and one of fewer says nothing.
const HEADING_CHARS: std::ops::RangeInclusive<usize> = 4..=70;

impl From<SmallTalk> for OwnWords {
    fn from(said: SmallTalk) -> Self {
        match said {
            SmallTalk::Greeting => Self::Greeting,
            SmallTalk::Thanks => Self::Thanks,
            SmallTalk::Help => Self::Help,
            SmallTalk::Identity => Self::Identity,
            SmallTalk::Nothing => Self::Nothing,
        }
    }
}

/// The reply to a message that asks nothing of the report, if it is one.
pub(super) fn own(
    generation: &Generation,
    message: &str,
    options: &AnswerOptions,
) -> Result<Option<Answer>, IndexError> {
    let Some((said, language)) = small_talk(message) else {
        return Ok(None);
    };
    spoken(generation, said.into(), language, options).map(Some)
}

/// The reply to a message that only has words in which one asks, and follows no answer.
pub(super) fn bare_question(
    generation: &Generation,
    message: &str,
    options: &AnswerOptions,
) -> Result<Option<Answer>, IndexError> {
    if !is_bare_question(message) {
        return Ok(None);
    }
    let language = detect::of_asker(message);
    spoken(generation, OwnWords::Nothing, language, options).map(Some)
}

fn spoken(
    generation: &Generation,
    kind: OwnWords,
    language: Option<Language>,
    options: &AnswerOptions,
) -> Result<Answer, IndexError> {
    let language = language_of_reply(language, options.language);
    let examples = examples(generation, Some(language), options, EXAMPLES)?;
    Ok(Answer::Own {
        kind,
        language,
        examples,
    })
}

/// The language of a message if the bot speaks it, else the asker's own, else English.
fn language_of_reply(spoken: Option<Language>, own: Option<Language>) -> Language {
    let mut wanted = spoken.into_iter().chain(own);
    let is_spoken = |language: &Language| Locale::of(*language).language() == *language;
    let found = wanted.find(is_spoken);
    found.unwrap_or_else(|| Locale::default().language())
}

/// So many questions that this corpus answers, all in one language, the one that is wanted where there are
/// some in it: what the documents list themselves, else what stands under a heading, and a place. Of several
/// editions of a document only one is looked at.
pub fn examples(
    generation: &Generation,
    language: Option<Language>,
    options: &AnswerOptions,
    count: usize,
) -> Result<Vec<String>, IndexError> {
    let wanted: Vec<Language> = language.into_iter().collect();
    let scope = generation.scope(options.document.as_ref(), &wanted);
    let entries: Vec<&DocumentEntry> = generation.documents_in(&scope).collect();
    let mut examples = listed(&entries, language, count);
    if examples.is_empty() {
        let locale = language.map(Locale::of).unwrap_or_default();
        examples = made(generation, &entries, locale, count)?;
    }
    Ok(examples)
}

/// Examples that the documents list in one language, one from each document in turn: in the language that is
/// wanted, else in that of the first example there is.
fn listed(entries: &[&DocumentEntry], language: Option<Language>, count: usize) -> Vec<String> {
    let longest = entries.iter().map(|entry| entry.metadata.examples.len());
    let longest = longest.max().unwrap_or(0);
    let in_turn = (0..longest).flat_map(|at| {
        entries.iter().filter_map(move |entry| {
            let example = entry.metadata.examples.get(at)?;
            let own = detect::of_question(example).unwrap_or(entry.language);
            Some((own, example))
        })
    });
    let all: Vec<(Language, &String)> = in_turn.collect();
    let is_there = |wanted: &Language| all.iter().any(|(own, _)| own == wanted);
    let first = all.first().map(|(own, _)| *own);
    let chosen = language.filter(is_there).or(first);
    let mut examples: Vec<String> = Vec::new();
    for (own, example) in all {
        let is_new = Some(own) == chosen && !examples.contains(example);
        if is_new && examples.len() < count {
            examples.push(example.clone());
        }
    }
    examples
}

/// Questions for what stands under headings, spread over the documents, and a place at the end.
fn made(
    generation: &Generation,
    entries: &[&DocumentEntry],
    locale: Locale,
    count: usize,
) -> Result<Vec<String>, IndexError> {
    let mut examples: Vec<String> = Vec::new();
    let mut place = None;
    let read = entries.iter().take(READ_FOR_EXAMPLES);
    let each = count.div_ceil(read.len().max(1));
    for entry in read {
        let Some(document) = generation.document(&entry.id)? else {
            continue;
        };
        let headings = headings(&document);
        let step = headings.len().div_ceil(each).max(1);
        let spread = headings.iter().step_by(step);
        let new = spread.map(|section| under(&label(&section.title), locale));
        let new: Vec<String> = new.filter(|title| !examples.contains(title)).collect();
        examples.extend(new);
        place = place.or_else(|| last_place(&document));
    }
    examples.truncate(count);
    if let Some(place) = place.filter(|_| count > 1) {
        examples.truncate(count - 1);
        examples.push(place);
    }
    Ok(examples)
}

/// The question for what stands under a heading, which may be a question already.
fn under(heading: &str, locale: Locale) -> String {
    if heading.ends_with('?') {
        return heading.to_owned();
    }
    locale.say_with("example-heading", &[("heading", heading.into())])
}

/// The headings that may be asked for as they stand.
fn headings(document: &Document) -> Vec<&Section> {
    let sections = || {
        document.sections.iter().filter(|section| {
            let is_long_enough = HEADING_CHARS.contains(&section.title.chars().count());
            section.origin != Origin::Derived && is_long_enough
        })
    };
    let inner: Vec<&Section> = sections().filter(|section| section.level > 1).collect();
    if inner.is_empty() {
        sections().collect()
    } else {
        inner
    }
}

/// A place that every reader can try: a section in the middle, or the first paragraph.
fn last_place(document: &Document) -> Option<String> {
    let middle = document.sections.get(document.sections.len() / 2);
    let section = middle.map(|section| section.place.clone());
    section.or_else(|| (!document.paragraphs.is_empty()).then(|| "¶ 1".to_owned()))
}

/// Words that a report about the weather has.
const WEATHER: [&str; 6] = ["wetter", "weather", "météo", "meteorolog", "pogod", "clima"];

/// Whether the documents speak of the weather, so that a question about it is one to them.
pub(super) fn speaks_of_weather(
    generation: &Generation,
    options: &AnswerOptions,
) -> Result<bool, IndexError> {
    let query = Query::of_all_words(&WEATHER.join(" "), generation.languages());
    let scope = Scope::of(options.document.as_ref());
    for hit in generation.search_sentences(&query, &scope, SENTENCES_ON_WEATHER)? {
        let Some(document) = generation.document(&hit.document)? else {
            continue;
        };
        let span = document.sentences.get(hit.sentence);
        let read = span.map(|span| span.of(&document.text).to_lowercase());
        if read.is_some_and(|read| WEATHER.iter().any(|word| read.contains(word))) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The number of sentences that are looked at for the weather.
const SENTENCES_ON_WEATHER: usize = 20;
