//! The kind of answer that a question asks for, and whether a sentence has one: a question with "when" wants
//! a date, one with "who" somebody. Of the sentences of a passage that are about the matter, it tells
//! the one that answers from those that only name it.

use std::sync::LazyLock;

use super::{
    Language, detect,
    phrases::{self, Dropped, Entry, Word, words},
};

const MARKERS: &str = include_str!("data/answer_types.txt");

/// The kind of answer that a question asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerType {
    /// A date, a year.
    Time,
    /// A number.
    Quantity,
    /// Somebody: a person, an office.
    Person,
    /// The purpose of something.
    Purpose,
    /// The reason why something is so.
    Reason,
    /// The definition of something.
    Definition,
}

static LIST: LazyLock<Vec<Entry>> = LazyLock::new(|| phrases::read(MARKERS, &Dropped::default()));

/// A question word stands among so many words at the beginning: "Seit wann …", "In what year …".
const OPENING: usize = 4;

impl AnswerType {
    const ALL: [Self; 6] = [
        Self::Time,
        Self::Quantity,
        Self::Purpose,
        Self::Reason,
        Self::Person,
        Self::Definition,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::Quantity => "quantity",
            Self::Person => "person",
            Self::Purpose => "purpose",
            Self::Reason => "reason",
            Self::Definition => "definition",
        }
    }

    /// The kind of answer that a word at the beginning of a question asks for.
    pub fn of(question: &str) -> Option<Self> {
        let (language, asked) = (detect::of_asker(question), words(question));
        let mut all = Self::ALL.into_iter();
        all.find(|kind| kind.asked_in(language, &asked).is_some())
    }

    /// Behind how many words the one that asks for this kind ends, if there is one.
    pub fn asked_by(self, question: &str) -> Option<usize> {
        self.asked_in(detect::of_asker(question), &words(question))
    }

    fn asked_in(self, language: Option<Language>, asked: &[Word]) -> Option<usize> {
        let words: Vec<&str> = asked.iter().map(|word| word.text.as_str()).collect();
        let name = format!("{}?", self.name());
        let entries = LIST.iter().filter(|entry| entry.kind == name);
        let entries = entries.filter(|entry| language.is_none_or(|own| own == entry.language));
        let mut phrases = entries.flat_map(|entry| &entry.phrases);
        phrases.find_map(|phrase| {
            let length = phrase.head.len();
            // `what is * for` is the whole question.
            if phrase.tail.is_some() {
                return phrase.matched(asked).map(|_| length);
            }
            let opening = words.len().min(OPENING + length - 1);
            let opening = words.get(..opening).unwrap_or_default();
            let mut windows = opening.windows(length);
            let start = windows.position(|window| window == phrase.head)?;
            Some(start + length)
        })
    }

    /// Whether a sentence has an answer of this kind.
    pub fn is_in(self, sentence: &str, language: Language) -> bool {
        let words = words(sentence);
        match self {
            Self::Time if words.iter().any(|word| is_year(&word.text)) => return true,
            Self::Quantity => {
                let is_number =
                    |text: &str| text.starts_with(|c: char| c.is_ascii_digit()) && !is_year(text);
                if words.iter().any(|word| is_number(&word.text)) {
                    return true;
                }
            }
            _ => {}
        }
        let own = |entry: &&Entry| entry.kind == self.name() && entry.language == language;
        let mut phrases = LIST.iter().filter(own).flat_map(|entry| &entry.phrases);
        phrases.any(|phrase| {
            // `*minister`: a word that ends so.
            if let Some(tail) = &phrase.tail {
                let ends =
                    |ending: &String| words.iter().any(|w| w.text.ends_with(ending.as_str()));
                return tail.first().is_some_and(ends);
            }
            let mut windows = words.windows(phrase.head.len());
            windows.any(|window| phrase.matched(window).is_some())
        })
    }
}

fn is_year(text: &str) -> bool {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    digits.len() == 4 && (digits.starts_with('1') || digits.starts_with("20"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_say_what_they_ask_for() {
        for (question, kind) in [
            ("Wann entstand SEMATECH?", Some(AnswerType::Time)),
            ("Seit wann gibt es das Forum?", Some(AnswerType::Time)),
            ("How many cases were there?", Some(AnswerType::Quantity)),
            ("Wer leitet das CFIUS?", Some(AnswerType::Person)),
            ("Wozu diente SEMATECH?", Some(AnswerType::Purpose)),
            ("What was SEMATECH for?", Some(AnswerType::Purpose)),
            ("Waar is het fonds voor?", Some(AnswerType::Purpose)),
            ("Why did the alliance hold?", Some(AnswerType::Reason)),
            ("Was ist Technonationalismus?", Some(AnswerType::Definition)),
            ("SEMATECH", None),
        ] {
            assert_eq!(AnswerType::of(question), kind, "{question}");
        }
    }

    #[test]
    fn sentences_have_answers_of_a_kind() {
        let de = |kind: AnswerType, sentence: &str| kind.is_in(sentence, Language::De);
        assert!(de(AnswerType::Time, "Das Forum gibt es seit 1980."));
        assert!(!de(AnswerType::Time, "Das Forum gibt es seit Langem."));
        assert!(de(AnswerType::Quantity, "Es gab sieben Fälle."));
        assert!(!de(AnswerType::Quantity, "Das war 1980."));
        assert!(de(
            AnswerType::Person,
            "Geleitet wird es vom Finanzminister der USA."
        ));
        assert!(!de(
            AnswerType::Person,
            "Es prüft Übernahmen und Beteiligungen."
        ));
        assert!(de(
            AnswerType::Purpose,
            "Es sollte den Rückstand wettmachen."
        ));
        assert!(de(
            AnswerType::Definition,
            "Dieses Verhalten heißt Technonationalismus."
        ));
    }
}
