//! The most work that somebody may make with one question, wherever it is asked: longer ones are cut
//! before anything is done with them, and count as several.

/// Of a question, so many characters and words are understood. A question says what it asks in far
/// fewer; a page that somebody pastes is no question.
const QUESTION_CHARS: usize = 600;
const QUESTION_WORDS: usize = 64;

/// A quote is looked for if it has so many characters and words: a part of it must not stand for all.
const QUOTE_CHARS: usize = 4_000;
const QUOTE_WORDS: usize = 700;

/// So many bytes count as one question.
const BYTES: usize = 500;

/// To look for a quote costs as much as so many questions.
const QUOTE: u32 = 2;

/// As much of a question as is understood.
pub(super) fn question(text: &str) -> &str {
    bounded(text, QUESTION_CHARS, QUESTION_WORDS)
}

/// A quote, if it is not too long to be looked for.
pub(super) fn quote(text: &str) -> Option<&str> {
    let text = text.trim();
    (bounded(text, QUOTE_CHARS, QUOTE_WORDS).len() == text.len()).then_some(text)
}

/// As how many a question of so many bytes counts.
pub fn weight(bytes: usize) -> u32 {
    let more = u32::try_from(bytes / BYTES).unwrap_or(u32::MAX);
    more.saturating_add(1)
}

/// As how many questions a quote of so many bytes counts.
pub fn quote_weight(bytes: usize) -> u32 {
    weight(bytes).saturating_mul(QUOTE)
}

/// The beginning of a text; its last word is whole.
fn bounded(text: &str, chars: usize, words: usize) -> &str {
    let (mut count, mut end, mut is_in_word) = (0, None, false);
    for (number, (at, c)) in text.char_indices().enumerate() {
        let is_word = c.is_alphanumeric();
        count += usize::from(is_word && !is_in_word);
        is_in_word = is_word;
        if count > words || number >= chars {
            end = Some(at);
            break;
        }
    }
    let Some(head) = end.and_then(|end| text.get(..end)) else {
        return text;
    };
    let whole = head.rfind(char::is_whitespace);
    whole.and_then(|at| head.get(..at)).unwrap_or(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_ask_is_left_alone() {
        for text in ["Wer leitet das CFIUS?", "", "§ 2.3–2.5, 4"] {
            assert_eq!(question(text), text);
            assert_eq!(quote(text), Some(text));
        }
    }

    #[test]
    fn what_is_longer_ends_with_a_whole_word() {
        let long = "ein Wort ".repeat(1_000);
        let cut = question(&long);
        assert_eq!(cut.split_whitespace().count(), QUESTION_WORDS);
        assert!(cut.ends_with("Wort"), "{cut}");
        assert!(question(&"x".repeat(6_000)).chars().count() <= QUESTION_CHARS);
        assert!(question(&"a-".repeat(3_000)).len() < 3 * QUESTION_WORDS);
        assert_eq!(quote(&long), None);
    }

    #[test]
    fn long_ones_count_as_several() {
        assert_eq!((weight(0), weight(120), weight(6_000)), (1, 1, 13));
        assert_eq!((quote_weight(120), quote_weight(2_000)), (2, 10));
    }
}
