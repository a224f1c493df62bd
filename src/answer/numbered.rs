//! Things that are told apart by a number: bus N2, Pier 3, Level 5. What is said of bus N1 is no answer to a
//! question about bus N2, however alike the two are written.

use super::Statement;
use crate::{
    corpus::Document,
    language::{Language, capitals, detect, stop_words::is_stop_word},
};

/// Signs that may stand between a word and its number, besides none at all.
const JOINTS: [&str; 4] = [" ", "\u{a0}", "-", "\u{2011}"];

/// English words that a number may stand behind without being named by them; the lists of small words have those of
/// the other languages.
const PREPOSITIONS: [&str; 7] = [
    "about", "after", "around", "before", "over", "since", "until",
];

/// A word and the number that stands behind it, both in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Numbered {
    word: String,
    /// Its digits, with the letter that may follow them: "21a".
    number: String,
}

/// The things with a number that a question names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct NumberedNames(Vec<Numbered>);

impl NumberedNames {
    /// Takes from a question what has a number behind it. "5 euros" and "after 14 days" count something, and
    /// name nothing.
    pub(super) fn of(question: &str) -> Self {
        let language = detect::of_asker(question);
        let pieces = pieces(question);
        let names = pairs(&pieces).filter(|pair| pair.is_name(language));
        Self(names.map(|pair| pair.numbered()).collect())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a sentence is about another thing of the same name.
    pub(super) fn exclude_sentence(&self, document: &Document, sentence: usize) -> bool {
        let statement = || Statement::of(document, sentence);
        !self.is_empty() && statement().is_some_and(|statement| self.exclude(&statement))
    }

    /// The same of a statement: by its own words, or, where these name none, by those that it is understood by.
    fn exclude(&self, statement: &Statement) -> bool {
        let own = self.among(&statement.text);
        own.or_else(|| self.among(&statement.context)) == Some(false)
    }

    /// Whether a text names what is asked about; `None` if it names nothing like it.
    fn among(&self, text: &str) -> Option<bool> {
        let pieces = pieces(text);
        let is_alike = |other: &Numbered| self.0.iter().any(|own| own.word == other.word);
        let others = pairs(&pieces).map(|pair| pair.numbered());
        let named: Vec<Numbered> = others.filter(is_alike).collect();
        // "Piers 1 and 3" names both: any number by itself may be of the list.
        let is_asked = |own: &Numbered| {
            named.iter().any(|other| other.number == own.number)
                || digits(&pieces).any(|number| number == own.number)
        };
        (!named.is_empty()).then(|| self.0.iter().any(is_asked))
    }
}

/// A run of letters or of digits, and what stands before it.
struct Piece<'a> {
    gap: &'a str,
    run: &'a str,
    is_number: bool,
}

impl Piece<'_> {
    /// Whether it goes on with the number before it, behind a sign that parts one: "2,5", "18:30".
    fn goes_on(&self) -> bool {
        self.is_number && [".", ",", ":"].contains(&self.gap)
    }
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(begin) = rest.find(char::is_alphanumeric) {
        let (gap, behind) = rest.split_at(begin);
        let is_number = behind.starts_with(|c: char| c.is_ascii_digit());
        let is_other = |c: char| !c.is_alphanumeric() || c.is_ascii_digit() != is_number;
        let (run, behind) = behind.split_at(behind.find(is_other).unwrap_or(behind.len()));
        pieces.push(Piece {
            gap,
            run,
            is_number,
        });
        rest = behind;
    }
    pieces
}

/// The numbers of a text that stand by themselves: no part of a fraction, a time or a longer number.
fn digits<'a>(pieces: &'a [Piece<'a>]) -> impl Iterator<Item = &'a str> {
    pieces.iter().enumerate().filter_map(move |(at, piece)| {
        let is_apart = at == 0 || !(piece.gap.is_empty() || piece.goes_on());
        let is_parted = pieces.get(at + 1).is_some_and(Piece::goes_on);
        let is_whole = piece.is_number && is_apart && !is_parted;
        is_whole.then_some(piece.run)
    })
}

/// A word with a number behind it, where they stand.
struct Pair<'a> {
    before: Option<&'a Piece<'a>>,
    word: &'a Piece<'a>,
    number: &'a Piece<'a>,
    letter: Option<&'a Piece<'a>>,
    behind: Option<&'a Piece<'a>>,
}

/// The words with a number behind them. A number with a fraction, a time or a part of a longer number names
/// nothing.
fn pairs<'a>(pieces: &'a [Piece<'a>]) -> impl Iterator<Item = Pair<'a>> {
    (1..pieces.len()).filter_map(|at| {
        let (word, number) = (pieces.get(at - 1)?, pieces.get(at)?);
        let is_joined = number.gap.is_empty() || JOINTS.contains(&number.gap);
        let next = pieces.get(at + 1);
        let is_letter = |piece: &&Piece<'_>| piece.gap.is_empty() && piece.run.chars().count() == 1;
        let letter = next.filter(is_letter);
        let behind = match letter {
            Some(_) => pieces.get(at + 2),
            None => next,
        };
        let goes_on = behind.is_some_and(Piece::goes_on);
        let is_pair = !word.is_number && number.is_number && is_joined && !goes_on;
        is_pair.then_some(Pair {
            before: at.checked_sub(2).and_then(|at| pieces.get(at)),
            word,
            number,
            letter,
            behind,
        })
    })
}

impl Pair<'_> {
    fn numbered(&self) -> Numbered {
        let letter = self.letter.map_or("", |letter| letter.run);
        Numbered {
            word: self.word.run.to_lowercase(),
            number: format!("{}{letter}", self.number.run).to_lowercase(),
        }
    }

    /// Whether it is the name of a thing in a question: written as one word, or with nothing behind it that the
    /// number could count.
    fn is_name(&self, language: Option<Language>) -> bool {
        if self.number.gap.chars().all(|c| !c.is_whitespace()) {
            return true;
        }
        let is_empty = |run: &str| {
            let word = run.to_lowercase();
            let mut all = Language::ALL.into_iter();
            all.any(|language| is_stop_word(&word, language))
                || PREPOSITIONS.contains(&word.as_str())
        };
        if is_empty(self.word.run) {
            return false;
        }
        let has_capitals = language.is_some_and(|language| language != Language::De);
        let is_proper = has_capitals && capitals::begins(self.word.run) && self.before.is_some();
        let counts = |behind: &Piece<'_>| behind.gap.trim().is_empty() && !is_empty(behind.run);
        is_proper || !self.behind.is_some_and(counts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statement(context: &str, text: &str) -> Statement {
        Statement {
            context: context.to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn a_question_names_things_with_a_number_but_not_amounts() {
        for (question, named) in [
            ("When does the last bus N2 leave?", vec!["n 2"]),
            ("wie lang ist steg 1", vec!["steg 1"]),
            ("Does Level 5 apply to tents?", vec!["level 5"]),
            ("Was kostet Halle 21a?", vec!["halle 21a"]),
            ("Hilft COVID-19 beim Lernen?", vec!["covid 19"]),
            ("Do adults pay 5 euros?", vec![]),
            ("Muss ich 14 Tage warten?", vec![]),
            ("Is it open after 2?", vec![]),
            ("Beginnt die Sitzung 18:30?", vec![]),
            ("Wie hoch ist der Beitrag?", vec![]),
        ] {
            let NumberedNames(names) = NumberedNames::of(question);
            let names: Vec<String> = names
                .iter()
                .map(|name| format!("{} {}", name.word, name.number))
                .collect();
            assert_eq!(names, named, "{question}");
        }
    }

    #[test]
    fn what_is_said_of_another_thing_of_that_name_is_no_answer() {
        let bus = NumberedNames::of("When does the last bus N2 leave?");
        for (context, text, is_excluded) in [
            ("", "N1 Harbour, 23:40", true),
            ("", "N2 Harbour, 23:40", false),
            ("", "N1 and N2 leave at 23:40.", false),
            ("", "N1/2 leave at 23:40.", false),
            ("", "The last bus leaves at 23:40.", false),
            ("Line N3", "The last bus leaves at 23:40.", true),
            ("Line N3", "N2 leaves at 23:40.", false),
        ] {
            let said = statement(context, text);
            assert_eq!(bus.exclude(&said), is_excluded, "{said:?}");
        }
        let pier = NumberedNames::of("wie lang ist steg 2");
        assert!(pier.exclude(&statement("", "Steg 1 ist 40 m lang.")));
        assert!(!pier.exclude(&statement("", "Steg 1 und 2 sind 40 m lang.")));
        assert!(pier.exclude(&statement("", "Steg 1 ist 2,5 m breit.")));
    }
}
