//! Sentences that say outright what a question asks: what a term means, when something was founded. An
//! answer of the right kind is not enough for that ([`super::answer_type`]): a report has many years, and
//! many sentences with "is a"; here the words of the question stand in the form of the answer.

use std::sync::LazyLock;

use super::{
    Language,
    answer_type::AnswerType,
    detect,
    phrases::{self, Dropped, Entry, Word, words},
    stop_words::is_stop_word,
};

static LIST: LazyLock<Vec<Entry>> =
    LazyLock::new(|| phrases::read(include_str!("data/direct_answers.txt"), &Dropped::default()));

/// A term that is to be explained has at most so many words.
const WORDS_OF_A_TERM: usize = 3;

/// Between "is called" and a term may stand an article.
const WORDS_BETWEEN: usize = 1;

/// The statement that a sentence must make to answer a question outright.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DirectAnswer {
    /// The meaning of this term; its words are joined, so that "techno-nationalism" is one word.
    Definition(String),
    /// The time when what has these words was founded, or began.
    Beginning(Vec<String>),
}

impl DirectAnswer {
    /// The statement that would answer a question outright, if it asks for a definition or a beginning.
    pub fn of(question: &str) -> Option<Self> {
        let words = words(question);
        match AnswerType::of(question)? {
            AnswerType::Definition => {
                let asked = AnswerType::Definition.asked_by(question)?;
                // The words before the term ask for it: "Was ist", "What is".
                let term = words.get(asked.min(words.len())..)?;
                let language = detect::of_asker(question);
                let is_small = |word: &&Word| is_small(&word.text, language);
                let small = term.iter().take_while(is_small).count();
                let term = term.get(small..)?;
                let is_term = (1..=WORDS_OF_A_TERM).contains(&term.len());
                is_term.then(|| Self::Definition(joined(term)))
            }
            AnswerType::Time => {
                let begins = |word: &Word| stands("begins", None, std::slice::from_ref(word));
                if !words.iter().any(begins) {
                    return None;
                }
                let language = detect::of_asker(question);
                let subject = words
                    .iter()
                    .filter(|word| !begins(word) && !is_small(&word.text, language));
                let asked = AnswerType::Time.asked_by(question).unwrap_or(0);
                let behind = words.get(asked).map_or(usize::MAX, |word| word.span.start);
                let subject = subject.filter(|word| word.span.start >= behind);
                let subject: Vec<String> = subject.map(|word| word.text.clone()).collect();
                (!subject.is_empty()).then_some(Self::Beginning(subject))
            }
            _ => None,
        }
    }

    /// Whether a sentence says it.
    pub fn is_in(&self, sentence: &str, language: Language) -> bool {
        let words = words(sentence);
        match self {
            Self::Definition(term) => terms(&words, term).any(|(start, end)| {
                let before = words.get(..start).unwrap_or_default();
                let behind = words.get(end..).unwrap_or_default();
                ends_with_call(before, language) || begins_with_is(behind, language)
            }),
            Self::Beginning(subject) => {
                let has = |wanted: &String| words.iter().any(|word| word.text == *wanted);
                subject.iter().all(has)
                    && AnswerType::Time.is_in(sentence, language)
                    && stands("begins", Some(language), &words)
            }
        }
    }
}

/// The places where a term stands, as ranges of words.
fn terms<'a>(words: &'a [Word], term: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
    (0..words.len()).flat_map(move |start| {
        let ends = start + 1..=(start + WORDS_OF_A_TERM).min(words.len());
        ends.filter_map(move |end| {
            let found = joined(words.get(start..end)?);
            (found == term).then_some((start, end))
        })
    })
}

fn joined(words: &[Word]) -> String {
    words.iter().map(|word| word.text.as_str()).collect()
}

fn is_small(word: &str, language: Option<Language>) -> bool {
    match language {
        Some(language) => is_stop_word(word, language),
        None => Language::ALL.iter().any(|of| is_stop_word(word, *of)),
    }
}

fn phrases_of(kind: &str, language: Language) -> impl Iterator<Item = &'static phrases::Phrase> {
    let entries = LIST.iter();
    let own = entries.filter(move |entry| entry.kind == kind && entry.language == language);
    own.flat_map(|entry| &entry.phrases)
}

/// Whether "is called", or the like, ends right before a term.
fn ends_with_call(before: &[Word], language: Language) -> bool {
    let mut ends =
        (0..=WORDS_BETWEEN).filter_map(|between| before.get(..before.len().checked_sub(between)?));
    ends.any(|before| {
        phrases_of("called", language).any(|phrase| {
            let from = before.len().checked_sub(phrase.len());
            let tail = from.and_then(|from| before.get(from..));
            tail.is_some_and(|tail| phrase.matched(tail).is_some())
        })
    })
}

/// Whether "is a", or the like, begins right behind a term.
fn begins_with_is(behind: &[Word], language: Language) -> bool {
    phrases_of("is", language).any(|phrase| {
        let head = behind.get(..phrase.len());
        head.is_some_and(|head| phrase.matched(head).is_some())
    })
}

/// Whether a phrase of a kind stands among words, in one language or in any.
fn stands(kind: &str, language: Option<Language>, words: &[Word]) -> bool {
    let languages: &[Language] = match &language {
        Some(language) => std::slice::from_ref(language),
        None => &Language::ALL,
    };
    languages.iter().any(|language| {
        phrases_of(kind, *language).any(|phrase| {
            let mut windows = words.windows(phrase.len().max(1));
            windows.any(|window| phrase.matched(window).is_some())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn says(question: &str, sentence: &str, language: Language) -> bool {
        let wanted = DirectAnswer::of(question);
        let wanted = wanted.unwrap_or_else(|| panic!("{question} asks for neither"));
        wanted.is_in(sentence, language)
    }

    #[test]
    fn a_definition_has_its_term_in_the_form_of_one() {
        let de = |question, sentence| says(question, sentence, Language::De);
        let en = |question, sentence| says(question, sentence, Language::En);
        let term = "Was ist Technonationalismus?";
        assert!(de(term, "Dieses Verhalten heißt Technonationalismus."));
        assert!(de(term, "Der Technonationalismus ist eine Haltung."));
        assert!(!de(term, "Technonationalismus ist ansteckend."));
        assert!(!de(term, "Das ist ein Ergebnis des Technonationalismus."));
        let term = "What is techno-nationalism?";
        assert!(en(term, "This behaviour is called technonationalism."));
        assert!(!en(term, "Technonationalism is contagious."));
        assert!(de(
            "Was war SEMATECH?",
            "So entstand SEMATECH, ein Zusammenschluss."
        ));
        assert!(en(
            "What is the G7?",
            "The G7 is the group of major nations."
        ));
    }

    #[test]
    fn a_beginning_has_a_year_and_what_began() {
        let de = |question, sentence| says(question, sentence, Language::De);
        let question = "Wann wurde SEMATECH gegründet?";
        assert!(de(question, "1987 entstand SEMATECH."));
        assert!(!de(question, "SEMATECH ließ von 1996 an Mitglieder zu."));
        assert!(!de(question, "1985 entstand das Forum."));
        let question = "When was SEMATECH founded?";
        assert!(says(question, "SEMATECH was set up in 1987.", Language::En));
    }

    #[test]
    fn other_questions_have_no_direct_answer() {
        for question in [
            "Wer leitet das CFIUS?",
            "Wann wurde der Yen aufgewertet?",
            "Was ist der wichtigste Grund für den Rückgang der Investitionen?",
            "SEMATECH",
        ] {
            assert_eq!(DirectAnswer::of(question), None, "{question}");
        }
    }
}
