//! Questions that lean on the one before: "und Japan?", "when was that?". They are short, so that
//! their language cannot be told; the words of German and English are looked for at once.

use super::{Language, stop_words::is_stop_word};

/// Words that go on from what was said.
const OPENERS: &str = "und aber oder auch dann dagegen and but or also then what's";

/// A shorter beginning of a word is in too many others.
const SHORTEST_STEM: usize = 4;

/// The same in two words.
const PHRASES: [&str; 4] = ["what about", "how about", "wie ist", "wie sieht"];

/// Words that only ask for more.
const FILLERS: &str = "noch mehr sonst weiter weitere seit since else more other others another";

/// Words at the end of a question that stand for what was said.
const POINTERS: &str = "das dies es dort da damals davon dafür dazu dabei daran sie ihn ihm ihnen \
                        that this it there then them these those he she him her they";

/// Words anywhere in a question that stand for what was said.
const PRONOUNS: &str = "er sie es ihm ihn ihnen ihr ihre ihrer sein seine seiner dessen deren dort darin \
                        davon dazu dafür daran he she it him her his hers its they them their there";

/// Words that ask for a time.
const TIMES: &str = "wann jahr datum seit when year date since";

/// Whether a question goes on from the one before, and says little by itself.
pub fn leans_on_the_last(question: &str) -> bool {
    let words = words(question);
    let is_of = |word: Option<&String>, list: &str| {
        word.is_some_and(|word| list.split_whitespace().any(|listed| listed == word))
    };
    let opening = words.iter().take(2).cloned().collect::<Vec<_>>().join(" ");
    content_words(question).is_empty()
        || is_of(words.first(), OPENERS)
        || PHRASES.contains(&opening.as_str())
        || is_of(words.last(), POINTERS)
}

/// The words of a question that say what it is about, in lower case.
pub fn content_words(question: &str) -> Vec<String> {
    let lists = [OPENERS, POINTERS, FILLERS];
    let is_listed = |word: &String| {
        let mut listed = lists.iter().flat_map(|list| list.split_whitespace());
        listed.any(|listed| listed == word)
    };
    let carries = |word: &String| {
        !is_listed(word) && !is_stop_word(word, Language::De) && !is_stop_word(word, Language::En)
    };
    words(question).into_iter().filter(carries).collect()
}

/// Whether a question speaks of what was said before by a word that stands for it.
pub fn points_back(question: &str) -> bool {
    words(question)
        .iter()
        .any(|word| PRONOUNS.split_whitespace().any(|pronoun| pronoun == word))
}

/// The topic of a question: its names and numbers, and in German its nouns.
pub fn topic(question: &str) -> Vec<&str> {
    let mut is_first = true;
    let mut topic = Vec::new();
    for word in question.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let capitals = bare.chars().filter(|c| c.is_uppercase()).count();
        let is_name =
            capitals > usize::from(is_first) || bare.contains(|c: char| c.is_ascii_digit());
        if is_name {
            topic.push(bare);
        }
        // Behind a full stop or a question mark another sentence begins.
        is_first = word.ends_with(['.', '?', '!']);
    }
    topic
}

/// Whether a text has a word, in this or another form of it: "gehört" is in "angehören".
pub fn has_form_of(text: &str, word: &str) -> bool {
    let (word, text) = (word.to_lowercase(), text.to_lowercase());
    let length = word.chars().count();
    let stem: String = word.chars().take((length * 3).div_ceil(4)).collect();
    let is_short = stem.chars().count() < SHORTEST_STEM;
    words(&text).iter().any(|other| {
        if is_short {
            *other == word
        } else {
            other.contains(&stem)
        }
    })
}

/// Whether a question asks for a time.
pub fn asks_when(question: &str) -> bool {
    let words = words(question);
    words
        .iter()
        .any(|word| TIMES.split_whitespace().any(|time| time == word))
}

fn words(question: &str) -> Vec<String> {
    question
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follow_ups_are_told_from_questions() {
        for question in [
            "und Japan?",
            "when was that?",
            "Wann war das?",
            "And who leads it?",
            "What about Japan?",
            "Seit wann gibt es das?",
            "Warum?",
        ] {
            assert!(leans_on_the_last(question), "{question}");
        }
        for question in [
            "Wer leitet das CFIUS?",
            "SEMATECH",
            "Who repairs the crane?",
            "§ 2.3",
        ] {
            assert!(!leans_on_the_last(question), "{question}");
        }
    }

    #[test]
    fn what_is_spoken_of_is_told_from_what_points_at_it() {
        assert!(points_back("und wer gehört ihm an?") && points_back("and who belongs to it?"));
        assert!(!points_back("und Japan?"));
        assert_eq!(
            topic("Wer leitet das CFIUS? Und in Japan?"),
            ["CFIUS", "Japan"]
        );
        assert_eq!(topic("What is Super 301?"), ["Super", "301"]);
        assert!(has_form_of("Ihm gehören drei Minister an.", "gehört"));
        assert!(has_form_of("Die Angehörigen.", "gehört"));
        assert!(!has_form_of("Die Unternehmen.", "Untersuchungen"));
        assert!(!has_form_of("Sie kam.", "am"));
    }

    #[test]
    fn what_is_new_is_told_from_what_only_asks() {
        assert_eq!(content_words("und in Japan?"), ["japan"]);
        assert!(content_words("when was that?").is_empty());
        assert!(asks_when("Seit wann?") && !asks_when("und Japan?"));
    }
}
