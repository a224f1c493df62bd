//! Messages that are no question to a report: greetings, thanks, "help", "who are you", "test". They
//! are known in eight languages by lists of phrases; a message counts only if nothing else is in it.

use std::sync::LazyLock;

use super::{
    Language,
    phrases::{self, Dropped, Entry, Word, words},
    stop_words::is_stop_word,
};

/// The kind of a message that asks nothing of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SmallTalk {
    /// Nothing at all: "test", "ok", a question mark.
    Nothing,
    /// A greeting, or a farewell.
    Greeting,
    /// Thanks, or praise.
    Thanks,
    /// A cry for help: what can be asked, and how.
    Help,
    /// A question about who or what this is.
    Identity,
}

static LIST: LazyLock<Vec<Entry>> =
    LazyLock::new(|| phrases::read(include_str!("data/small_talk.txt"), &Dropped::default()));

/// The kind of the phrases in which one asks.
const ASKING: &str = "asking";

/// A message of more words is something else.
const MOST_WORDS: usize = 16;

/// Words behind a greeting that make a message a question, if no comma sets it apart.
const WORDS_OF_A_QUESTION: usize = 3;

/// The kind of a message that asks nothing, and the language that it is in, where that can be told.
pub fn small_talk(message: &str) -> Option<(SmallTalk, Option<Language>)> {
    let words = words(message);
    if words.is_empty() {
        return Some((SmallTalk::Nothing, None));
    }
    if words.len() > MOST_WORDS {
        return None;
    }
    let mut rest = words.as_slice();
    let mut said: Option<(SmallTalk, Option<Language>)> = None;
    while !rest.is_empty() {
        let (kind, length, languages) = longest(rest)?;
        rest = rest.get(length..)?;
        let Some(kind) = kind else { continue };
        let language = match languages.as_slice() {
            [only] => Some(*only),
            _ => None,
        };
        said = match said {
            Some((before, of)) if before >= kind => Some((before, of.or(language))),
            Some((_, of)) => Some((kind, language.or(of))),
            None => Some((kind, language)),
        };
    }
    said
}

/// A message of more words asks for something, however common its words are.
const WORDS_OF_A_BARE_QUESTION: usize = 3;

/// Whether a message has nothing but words in which one asks: "why?", "was ist". Behind an answer it is a
/// question, and by itself it is none. What is written in capitals may be a name: "WHO", "IT".
pub fn is_bare_question(message: &str) -> bool {
    let words = words(message);
    let may_be_name = |word: &Word| {
        let as_typed = word.span.of(message);
        as_typed.chars().count() > 1 && as_typed.chars().all(char::is_uppercase)
    };
    if words.len() > WORDS_OF_A_BARE_QUESTION || words.iter().any(may_be_name) {
        return false;
    }
    let mut lists = LIST.iter().filter(|entry| entry.kind == ASKING);
    lists.any(|asking| {
        let asks = |from: usize| {
            let rest = words.get(from..).unwrap_or_default();
            (1..=rest.len()).any(|length| rest.get(..length).is_some_and(|w| asking.matches(w)))
        };
        let says_nothing = |word: &Word| {
            is_stop_word(&word.text, asking.language) || asking.matches(std::slice::from_ref(word))
        };
        (0..words.len()).any(asks) && words.iter().all(says_nothing)
    })
}

/// The longest phrase at the beginning, what it says (nothing: a filler), and in which languages.
fn longest(rest: &[Word]) -> Option<(Option<SmallTalk>, usize, Vec<Language>)> {
    let mut best: Option<(Option<SmallTalk>, usize, Vec<Language>)> = None;
    for entry in LIST.iter().filter(|entry| entry.kind != ASKING) {
        for phrase in &entry.phrases {
            let length = phrase.len();
            let is_here = rest
                .get(..length)
                .is_some_and(|head| phrase.matched(head).is_some());
            if !is_here {
                continue;
            }
            let kind = kind(entry.kind);
            match &mut best {
                Some((_, longest, _)) if *longest > length => {}
                Some((known, longest, languages)) if *longest == length => {
                    // "test" is the same in five languages, "ciao" a greeting and a farewell.
                    *known = (*known).max(kind);
                    if !languages.contains(&entry.language) {
                        languages.push(entry.language);
                    }
                }
                _ => best = Some((kind, length, vec![entry.language])),
            }
        }
    }
    best
}

fn kind(name: &str) -> Option<SmallTalk> {
    match name {
        "nothing" => Some(SmallTalk::Nothing),
        "greeting" => Some(SmallTalk::Greeting),
        "thanks" => Some(SmallTalk::Thanks),
        "help" => Some(SmallTalk::Help),
        "identity" => Some(SmallTalk::Identity),
        _ => None,
    }
}

/// The question behind a greeting: "Hi, who chairs CFIUS?" asks who chairs CFIUS.
pub fn without_greeting(question: &str) -> &str {
    let words = words(question);
    let Some((Some(SmallTalk::Greeting), length, _)) = longest(&words) else {
        return question;
    };
    let (Some(last), Some(next)) = (
        length.checked_sub(1).and_then(|last| words.get(last)),
        words.get(length),
    ) else {
        return question;
    };
    let between = question.get(last.span.end..next.span.start);
    let is_set_apart = between.is_some_and(|between| between.contains([',', '!', '.', ':', '\n']));
    if is_set_apart || (words.len() - length > WORDS_OF_A_QUESTION && between == Some(" ")) {
        question.get(next.span.start..).unwrap_or(question)
    } else {
        question
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(message: &str, kind: SmallTalk) {
        assert_eq!(
            small_talk(message).map(|(kind, _)| kind),
            Some(kind),
            "{message}"
        );
    }

    #[test]
    fn messages_that_ask_nothing_are_known() {
        for message in [
            "hi",
            "Hallo!",
            "Guten Morgen zusammen",
            "¡Hola!",
            "Cześć",
            "hey bot 👋",
        ] {
            check(message, SmallTalk::Greeting);
        }
        for message in [
            "thanks",
            "Hi, danke!",
            "Merci beaucoup",
            "thank you for the help",
        ] {
            check(message, SmallTalk::Thanks);
        }
        for message in ["help", "Hallo, was kannst du?", "What can I ask you?"] {
            check(message, SmallTalk::Help);
        }
        for message in ["who are you", "Hallo, wer bist du?", "¿Quién eres?"] {
            check(message, SmallTalk::Identity);
        }
        for message in ["test", "?", "👍", "ok", "…", ""] {
            check(message, SmallTalk::Nothing);
        }
    }

    #[test]
    fn questions_are_none() {
        for question in [
            "Hi, who chairs CFIUS?",
            "Was hilft gegen Spionage?",
            "Test der Anlage",
            "Wer hilft dem Ausschuss?",
            "Hilfe für Unternehmen",
            "Thanks to whom was the Yen revalued?",
            "CFIUS",
            "Who are you quoting?",
            "und Japan?",
        ] {
            assert_eq!(small_talk(question), None, "{question}");
        }
    }

    #[test]
    fn words_of_asking_alone_ask_nothing() {
        for message in [
            "why?",
            "Warum?",
            "what",
            "Pourquoi ?",
            "¿Por qué?",
            "perché?",
            "was ist das?",
            "dlaczego",
            "who is it",
        ] {
            assert!(is_bare_question(message), "{message}");
        }
        for message in [
            "WHO",
            "why Japan?",
            "CFIUS",
            "Fristen",
            "2",
            "was kostet das",
            "",
        ] {
            assert!(!is_bare_question(message), "{message}");
        }
    }

    #[test]
    fn the_language_is_told_where_it_can_be() {
        assert_eq!(small_talk("Guten Morgen").unwrap().1, Some(Language::De));
        assert_eq!(small_talk("who are you").unwrap().1, Some(Language::En));
        assert_eq!(small_talk("test").unwrap().1, None);
    }

    #[test]
    fn a_question_behind_a_greeting_is_left() {
        assert_eq!(
            without_greeting("hi, wer leitet das CFIUS?"),
            "wer leitet das CFIUS?"
        );
        assert_eq!(
            without_greeting("Guten Tag wer leitet das CFIUS?"),
            "wer leitet das CFIUS?"
        );
        for question in [
            "Hi-Fi für alle",
            "Hello Kitty",
            "Wer leitet das CFIUS?",
            "hi",
        ] {
            assert_eq!(without_greeting(question), question);
        }
    }
}
