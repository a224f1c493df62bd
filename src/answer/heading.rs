//! Headings, and questions that a document answers itself, that are typed as they stand: exactly, nearly, or in a
//! phrase that asks for them ("what are the key findings").

use std::collections::BTreeSet;

use tantivy::tokenizer::TextAnalyzer;

use super::{Answer, AnswerOptions, Citation, asked::answered_questions, editions::scope};
use crate::{
    corpus::{Document, DocumentId, Origin, Reading, Section},
    index::{Generation, IndexError, Query},
    language::{
        Language,
        analyser::{self, Token, folded},
        requests::{Request, essential, requests},
        stop_words::is_stop_word,
    },
    span::Span,
    spelling::likeness,
};

/// Longer messages are no headings.
const MOST_CHARS: usize = 160;

/// In a corpus of more documents only those are looked through that the words meet best.
const DOCUMENTS: usize = 20;

/// The likeness that a heading must have to what was typed: one slip of the pen in eight letters.
const ALIKE: f64 = 0.87;

/// Shorter headings must be typed exactly: of few letters one is much.
const MIN_CHARS_OF_A_SLIP: usize = 8;

/// The number of characters that an article and its space add to a heading.
const ARTICLE: usize = 5;

/// Of one document at most so many sections of the same heading are shown.
const SECTIONS: usize = 3;

/// The sections whose heading a message is, if it is one, and how exactly.
pub(super) fn opened(
    generation: &Generation,
    message: &str,
    options: &AnswerOptions,
) -> Result<Option<(Likeness, Answer)>, IndexError> {
    if message.chars().count() > MOST_CHARS {
        return Ok(None);
    }
    let wanted = Wanted::of(message);
    if wanted.is_empty() {
        return Ok(None);
    }
    let mut citations = Vec::new();
    let (mut documents, mut more) = (0, 0);
    let mut best = Likeness::None;
    for id in looked_through(generation, message, options)? {
        let Some(document) = generation.document(&id)? else {
            continue;
        };
        let (likeness, places) = wanted.found(&document);
        if likeness == Likeness::None || likeness < best {
            continue;
        }
        let found = places.iter().take(SECTIONS);
        let found = found
            .flat_map(|span| Citation::beginning_of_place(&document, &document.body_in(*span)));
        let found: Vec<Citation> = found.collect();
        if found.is_empty() {
            continue;
        }
        if likeness > best {
            best = likeness;
            citations.clear();
            (documents, more) = (0, 0);
        }
        if documents < options.max_citations {
            documents += 1;
            citations.extend(found);
        } else {
            more += 1;
        }
    }
    let answer = Answer::Place {
        citations,
        more,
        missing: Vec::new(),
    };
    Ok((best > Likeness::None).then_some((best, answer)))
}

/// The section whose heading a question says in other words around it ("Which lessons does history teach?"
/// asks for "What history teaches"), where there is exactly one in a document. For questions that no
/// sentence answers.
pub(super) fn asked_for(
    generation: &Generation,
    question: &str,
    options: &AnswerOptions,
) -> Result<Option<Answer>, IndexError> {
    if question.chars().count() > MOST_CHARS {
        return Ok(None);
    }
    let mut citations = Vec::new();
    for id in looked_through(generation, question, options)? {
        let Some(document) = generation.document(&id)? else {
            continue;
        };
        let language = document.language;
        let mut analyser = analyser::text_analyser(language);
        let asked = matter(question, &mut analyser, language);
        let mut is_asked = |section: &&Section| {
            let is_short = section.title.len() <= 2 * question.len();
            if section.origin == Origin::Derived || !is_short {
                return false;
            }
            let heading = matter(&section.title, &mut analyser, language);
            let is_said = |stem: &String| asked.iter().any(|asked| is_alike_stem(stem, asked));
            let is_all = heading.len() >= MIN_WORDS_OF_MATTER && heading.iter().all(is_said);
            is_all && asked.len() <= heading.len() + WORDS_BESIDE
        };
        let found: Vec<&Section> = document.sections.iter().filter(&mut is_asked).collect();
        if let [only] = found.as_slice() {
            let body = document.body_in(only.span);
            citations.extend(Citation::beginning_of_place(&document, &body));
        }
    }
    citations.truncate(options.max_citations);
    Ok((!citations.is_empty()).then_some(Answer::Place {
        citations,
        more: 0,
        missing: Vec::new(),
    }))
}

/// A heading of fewer words of matter is too often said by chance.
const MIN_WORDS_OF_MATTER: usize = 2;

/// A question asks for a heading if it has at most so many words of matter more.
const WORDS_BESIDE: usize = 1;

/// The stems of the words that carry the matter of a text.
fn matter(text: &str, analyser: &mut TextAnalyzer, language: Language) -> BTreeSet<String> {
    let text = analyser::composed(text);
    let tokens = analyser::tokens(&text, analyser);
    let carries = |token: &Token| {
        let word = token.span.of(&text).to_lowercase();
        !is_stop_word(&word, language)
    };
    let carrying = tokens.into_iter().filter(carries);
    carrying.map(|token| token.stem).collect()
}

/// A shorter stem is the beginning of too many words.
const MIN_CHARS_OF_A_STEM: usize = 4;

/// Whether two stems are those of one word, or of a noun and its verb: `lehr` of "Lehren", `lehrt` of "lehrt".
fn is_alike_stem(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let rest = long.strip_prefix(short).map(|rest| rest.chars().count());
    rest == Some(0) || rest == Some(1) && short.chars().count() >= MIN_CHARS_OF_A_STEM
}

/// The likeness of a heading to what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// Another one.
    None,
    /// But for a slip of the pen, articles, or words around it that ask for it.
    Nearly,
    /// Word for word, with or without its number.
    Exactly,
}

/// The message that was typed, in the forms in which it may be a heading.
struct Wanted {
    /// As it was typed.
    typed: Vec<String>,
    /// The same, and what it asks for in a phrase.
    words: Vec<Vec<String>>,
    /// The same without articles and the like.
    essential: Vec<Vec<String>>,
    /// The number of characters of the shortest and the longest form.
    chars: (usize, usize),
}

impl Wanted {
    fn of(message: &str) -> Self {
        let asked = requests(message, |_| false).into_iter();
        let asked = asked.filter_map(|request| match request {
            Request::Open(heading) | Request::Says(heading) => Some(heading),
            _ => None,
        });
        let forms: Vec<String> = [message.to_owned()].into_iter().chain(asked).collect();
        let distinct = |of: Vec<Vec<String>>| {
            let words: BTreeSet<Vec<String>> = of.into_iter().filter(|w| !w.is_empty()).collect();
            words.into_iter().collect()
        };
        let essentials: Vec<String> = forms.iter().map(|form| essential(form)).collect();
        let chars = forms
            .iter()
            .chain(&essentials)
            .map(|form| form.chars().count());
        let chars = chars.filter(|count| *count > 0);
        Self {
            typed: folded(message),
            chars: (chars.clone().min().unwrap_or(0), chars.max().unwrap_or(0)),
            words: distinct(forms.iter().map(|form| folded(form)).collect()),
            essential: distinct(essentials.iter().map(|form| folded(form)).collect()),
        }
    }

    fn is_empty(&self) -> bool {
        self.typed.is_empty()
    }

    /// Whether a heading is far too long or too short, so that it need not be looked at closely.
    fn is_out_of_reach(&self, title: &str) -> bool {
        let (shortest, longest) = self.chars;
        let count = title.chars().count();
        count * 2 < shortest || count > longest * 2 + ARTICLE
    }

    /// The sections with the heading that is most like it, and the questions with what answers them.
    fn found(&self, document: &Document) -> (Likeness, Vec<Span>) {
        let sections = document.sections.iter();
        let sections = sections.map(|of| (self.likeness(&of.title, &of.number()), of.span));
        let questions = answered_questions(document).into_iter().map(|of| {
            let read = Reading::of(&document.text, of.question, &document.edits).text;
            (self.likeness(&read, ""), of.with_answer)
        });
        let all: Vec<(Likeness, Span)> = sections.chain(questions).collect();
        let best = all.iter().map(|(likeness, _)| *likeness).max();
        let best = best.unwrap_or(Likeness::None);
        let like = all.into_iter().filter(|(likeness, _)| *likeness == best);
        match best {
            Likeness::None => (best, Vec::new()),
            _ => (best, like.map(|(_, span)| span).collect()),
        }
    }

    fn likeness(&self, title: &str, number: &str) -> Likeness {
        // "Two schools of thought" opens "Two schools of thought: nation and globe".
        let first = first_part(title).map(|first| self.likeness_of(first, number));
        let first = first.map(|likeness| likeness.min(Likeness::Nearly));
        first
            .max(Some(self.likeness_of(title, number)))
            .unwrap_or(Likeness::None)
    }

    fn likeness_of(&self, title: &str, number: &str) -> Likeness {
        if self.is_out_of_reach(title) {
            return Likeness::None;
        }
        let essential = || folded(&essential(title));
        let title = folded(title);
        let numbered: Vec<String> = folded(number)
            .into_iter()
            .chain(title.iter().cloned())
            .collect();
        if self.typed == title || self.typed == numbered {
            return Likeness::Exactly;
        }
        let is_alike = |words: &Vec<String>| {
            is_alike(words, &title) || is_alike(words, &numbered) || *words == title
        };
        let is_near = self.words.iter().any(is_alike) || self.essential.contains(&essential());
        if is_near {
            Likeness::Nearly
        } else {
            Likeness::None
        }
    }
}

/// The part before a colon or a dash in a heading, where that is a heading by itself: two words or more.
fn first_part(title: &str) -> Option<&str> {
    let ends = [": ", " – ", " — ", " - "].into_iter();
    let end = ends.filter_map(|mark| title.find(mark)).min()?;
    let first = title.get(..end)?;
    (first.split_whitespace().count() > 1).then_some(first)
}

/// Whether two headings differ by a slip of the pen; in numbers nothing is one.
fn is_alike(typed: &[String], heading: &[String]) -> bool {
    let (a, b) = (typed.concat(), heading.concat());
    let numbers = |words: &[String]| {
        let digits = words
            .iter()
            .flat_map(|w| w.chars())
            .filter(char::is_ascii_digit);
        digits.collect::<String>()
    };
    a.chars().count().min(b.chars().count()) >= MIN_CHARS_OF_A_SLIP
        && numbers(typed) == numbers(heading)
        && likeness(&a, &b) >= ALIKE
}

/// The documents whose headings are looked through.
fn looked_through(
    generation: &Generation,
    message: &str,
    options: &AnswerOptions,
) -> Result<Vec<DocumentId>, IndexError> {
    let all: Vec<DocumentId> = options
        .documents(generation)
        .map(|entry| entry.id.clone())
        .collect();
    if all.len() <= DOCUMENTS {
        return Ok(all);
    }
    let query = Query::of_all_words(message, generation.languages());
    let hits =
        generation.search_passages(&query, &scope(generation, message, options), 2 * DOCUMENTS)?;
    let mut found: Vec<DocumentId> = Vec::new();
    for hit in hits {
        if !found.contains(&hit.document) && all.contains(&hit.document) {
            found.push(hit.document);
        }
    }
    found.truncate(DOCUMENTS);
    Ok(found)
}
