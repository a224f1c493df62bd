//! Telling which language a text or a question is in.

use std::{
    cmp::{Ordering, Reverse},
    collections::{BTreeMap, BTreeSet},
};

use super::{Language, analyser, stop_words::is_stop_word};

/// Below this many words a question is too short to tell its language: the detector is right for
/// 99.5 % of whole German questions but for 95 % of their first three words.
const MIN_QUESTION_WORDS: usize = 4;

/// Words that name places and belong to one language.
const PLACE_WORDS: [(Language, &[&str]); 2] = [
    (
        Language::De,
        &[
            "abschnitt",
            "abschnitte",
            "kapitel",
            "absatz",
            "ziffer",
            "seite",
            "seiten",
            "fußnote",
            "fußnoten",
            "bis",
            "eins",
            "zwei",
            "drei",
            "vier",
            "fünf",
            "sechs",
            "sieben",
            "acht",
            "neun",
            "zehn",
        ],
    ),
    (
        Language::En,
        &[
            "section",
            "sections",
            "chapter",
            "chapters",
            "page",
            "pages",
            "footnote",
            "footnotes",
            "to",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
        ],
    ),
];

/// The number of a document's most frequent words that are looked at: function words are among them.
const FREQUENT_WORDS: usize = 60;

/// The least share of function words in prose; they are a third of it and more, and next to nothing of a
/// table.
const LEAST_SHARE: f64 = 0.12;

/// The same where the detector takes the text for a language that is none of ours, Swedish for one.
const LEAST_SHARE_OF_FOREIGN: f64 = 0.25;

/// A text of fewer words tells its language by any function word.
const FEW_WORDS: usize = 20;

/// The least ratio of the function words of the likeliest language to those of the next one, where
/// the detector says otherwise.
const CLEARLY: f64 = 1.25;

/// The language of a document's text, by its function words and, where they leave it open, by its
/// letters. [`Language::Other`] for a text without either: a table of names and numbers has no language.
pub fn of_document(text: &str) -> Language {
    let words = analyser::words(text);
    let told = of_text(text);
    let counts = function_words(&words);
    let count = |language: Language| {
        let mut counts = counts.iter();
        counts
            .find(|(of, _)| *of == language)
            .map_or(0, |(_, n)| *n)
    };
    let Some(&(best, most)) = counts.first() else {
        return Language::Other;
    };
    let next = counts.get(1).map_or(0, |(_, count)| *count);
    let least = match told {
        Language::Other => LEAST_SHARE_OF_FOREIGN,
        _ if words.len() < FEW_WORDS => 0.0,
        _ => LEAST_SHARE,
    };
    let is_prose = most as f64 >= least * words.len() as f64;
    if most == 0 && is_made_of_sentences(text) {
        told
    } else if most == 0 || !is_prose {
        Language::Other
    } else if most as f64 >= CLEARLY * next as f64 {
        best
    } else if count(told) as f64 * CLEARLY >= most as f64 {
        told
    } else {
        best
    }
}

/// Whether most lines end like sentences, as those of a recipe do and those of a table do not.
fn is_made_of_sentences(text: &str) -> bool {
    let lines = text
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty());
    let ends = |line: &&str| line.ends_with(['.', '!', '?', '…']);
    lines.clone().filter(ends).count() * 2 > lines.count()
}

/// The number of function words of each language among the most frequent words, most first.
fn function_words(words: &[String]) -> Vec<(Language, usize)> {
    let mut frequent: BTreeMap<&str, usize> = BTreeMap::new();
    for word in words {
        *frequent.entry(word).or_default() += 1;
    }
    let mut frequent: Vec<(&str, usize)> = frequent.into_iter().collect();
    frequent.sort_by_key(|(_, count)| Reverse(*count));
    frequent.truncate(FREQUENT_WORDS);
    let count = |language: Language| {
        let own = frequent
            .iter()
            .filter(|(word, _)| is_stop_word(word, language));
        own.map(|(_, count)| count).sum()
    };
    let languages = Language::ALL.into_iter();
    let mut counts: Vec<_> = languages
        .map(|language| (language, count(language)))
        .collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    counts
}

/// The language of a question, if it is long enough to tell.
pub fn of_question(question: &str) -> Option<Language> {
    let is_long_enough = question.split_whitespace().count() >= MIN_QUESTION_WORDS;
    is_long_enough
        .then(|| of_text(question))
        .filter(|language| *language != Language::Other)
}

/// The language that somebody asks in, also where the question is short: then by the words in it that
/// carry no matter ("Wozu diente SEMATECH?"). Nothing where several languages have as many of them.
pub fn of_asker(question: &str) -> Option<Language> {
    let told = of_question(question);
    let words = question.split(|c: char| !c.is_alphanumeric());
    let words: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let count = |language: Language| {
        let small = words.iter().filter(|word| is_stop_word(word, language));
        small.count()
    };
    let counts: Vec<(Language, usize)> = Language::ALL
        .into_iter()
        .map(|language| (language, count(language)))
        .collect();
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let mut best = counts
        .iter()
        .filter(|(_, count)| *count == most && most > 0);
    match (told, best.next(), best.next()) {
        (Some(told), ..) if count(told) == most => Some(told),
        (_, Some((only, _)), None) => Some(*only),
        (told, ..) => told,
    }
}

/// The one of these languages that a question is in, also where it is short: then by the words in it
/// that carry no matter ("Who chairs CFIUS?") or name a place ("section four").
pub fn of_question_among(question: &str, languages: &BTreeSet<Language>) -> Option<Language> {
    let told = of_asker(question);
    if told.is_some() {
        return told;
    }
    let words = question.split(|c: char| !c.is_alphanumeric());
    let words: Vec<String> = words.map(str::to_lowercase).collect();
    let mut best = (0, None);
    for language in languages {
        let is_of =
            |word: &&String| is_stop_word(word, *language) || is_place_word(word, *language);
        let count = words.iter().filter(is_of).count();
        best = match count.cmp(&best.0) {
            Ordering::Greater => (count, Some(*language)),
            Ordering::Equal => (count, None),
            Ordering::Less => best,
        };
    }
    best.1
}

fn is_place_word(word: &str, language: Language) -> bool {
    let mut words = PLACE_WORDS.iter();
    words.any(|(of, words)| *of == language && words.contains(&word))
}

/// The letters that Polish has, and none of the languages that the detector knows.
const POLISH_LETTERS: &str = "ąęłśźżńć";

/// The least share of them in Polish; it is 5 to 6 %, and next to nothing in a text that only names Poles.
const LEAST_POLISH: f64 = 0.02;

/// Whether a text is in Polish, which the detector does not know, by its letters.
fn is_polish(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let own = |c: &char| c.to_lowercase().any(|c| POLISH_LETTERS.contains(c));
    let (all, polish) = (letters.clone().count(), letters.filter(own).count());
    polish as f64 >= LEAST_POLISH * all as f64
}

fn of_text(text: &str) -> Language {
    if !text.chars().any(char::is_alphabetic) {
        return Language::Other;
    }
    if is_polish(text) {
        return Language::Pl;
    }
    match whichlang::detect_language(text) {
        whichlang::Lang::Deu => Language::De,
        whichlang::Lang::Eng => Language::En,
        whichlang::Lang::Fra => Language::Fr,
        whichlang::Lang::Spa => Language::Es,
        whichlang::Lang::Ita => Language::It,
        whichlang::Lang::Nld => Language::Nl,
        whichlang::Lang::Por => Language::Pt,
        _ => Language::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_apart() {
        assert_eq!(
            of_document("Die Sonne scheint auf das Haus am See."),
            Language::De
        );
        assert_eq!(
            of_document("The sun shines on the house by the lake."),
            Language::En
        );
        assert_eq!(
            of_document("Słońce świeci na dom, który stoi nad jeziorem, i jest ciepło."),
            Language::Pl
        );
        assert_eq!(of_document("1975 – 1980"), Language::Other);
    }

    #[test]
    fn polish_prose_is_known_by_its_letters() {
        let report = "Ośrodek jest jednostką budżetową miasta. W roku 2024 liczba wejść przekroczyła dwieście tysięcy, a wynik \
            finansowy okazał się lepszy od planu. Dyrektor dziękuje pracownikom, którzy przywrócili pracę niecki. \
            Nie udało się jednak zakończyć remontu hali, który przesunięto na rok następny.";
        assert_eq!(of_document(report), Language::Pl);
        assert_eq!(
            of_question("Ile kosztował remont hali?"),
            Some(Language::Pl)
        );
        let english = "Lech Wałęsa spoke in Gdańsk, and the crowd listened for more than two hours in the rain.";
        assert_eq!(of_document(english), Language::En);
    }

    #[test]
    fn a_table_of_names_and_numbers_has_no_language() {
        let rows = "Montauban 1200 EUR 7 Tage · Rodez 950 EUR 5 Tage · Cahors 800 EUR 4 Tage · ";
        assert_eq!(of_document(&rows.repeat(5)), Language::Other);
        let parts =
            "Flange DN 80 PN 16 steel · Gasket DN 80 EPDM · Bolt M16 x 70 A2 · Nut M16 A2 · ";
        assert_eq!(of_document(&parts.repeat(5)), Language::Other);
    }

    #[test]
    fn what_stands_between_prose_does_not_change_its_language() {
        let line = "RDATE;VALUE=DATE:19970101,19970120 EXDATE;TZID=Europe:19980404 SEQUENCE:2\n";
        let prose = "The value of the property is the date on which the event takes place.\n";
        assert_eq!(
            of_document(&[line.repeat(2).as_str(), prose].concat().repeat(9)),
            Language::En
        );
    }

    #[test]
    fn other_languages_are_not_taken_for_ours() {
        for text in [
            "Мост был построен в 1904 году, и с тех пор он стоит над рекой.",
            "図書館は9時に開きます。本は二週間借りられます。",
            "Bron byggdes 1904 och sedan dess har den stått över floden som är bred.",
            "Köprü 1904 yılında yapıldı ve o zamandan beri nehrin üzerinde duruyor.",
        ] {
            assert_eq!(of_document(text), Language::Other, "{text}");
        }
    }

    #[test]
    fn an_asker_is_known_by_small_words() {
        for (question, language) in [
            ("Wozu diente SEMATECH?", Some(Language::De)),
            ("Who chairs CFIUS?", Some(Language::En)),
            ("Wer leitet das CFIUS?", Some(Language::De)),
            ("Kto kieruje CFIUS?", Some(Language::Pl)),
            ("Super 301", None),
        ] {
            assert_eq!(of_asker(question), language, "{question}");
        }
    }

    #[test]
    fn short_questions_are_told_by_their_small_words() {
        let both = BTreeSet::from([Language::De, Language::En]);
        for (question, language) in [
            ("Who chairs CFIUS?", Some(Language::En)),
            ("Wer leitet CFIUS?", Some(Language::De)),
            ("What was SEMATECH?", Some(Language::En)),
            ("Was war SEMATECH?", Some(Language::De)),
            ("section four", Some(Language::En)),
            ("Abschnitt 4", Some(Language::De)),
            ("§ 2.3", None),
            ("CFIUS?", None),
            ("Super 301", None),
            ("¿Quién preside hoy el comité CFIUS?", Some(Language::Es)),
        ] {
            assert_eq!(of_question_among(question, &both), language, "{question}");
        }
    }

    #[test]
    fn short_questions_are_not_guessed() {
        assert_eq!(of_question("Plaza Accord?"), None);
        assert_eq!(
            of_question("Wer leitet heute das CFIUS?"),
            Some(Language::De)
        );
    }
}
