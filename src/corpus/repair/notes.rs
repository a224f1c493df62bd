//! Footnote marks that scraping left as bare digits in the text: `steigern.2Ein`, `1979.36 Die`.
//!
//! A single digit run cannot be told from a decimal. A chain of them can: footnotes count upwards,
//! so every run is scored by what stands on either side, and the best rising chain wins.

use std::collections::HashSet;

use crate::{
    corpus::repair::chain::{self, Candidate},
    language::{
        Language,
        abbreviations::{Abbreviation, WordLists},
        sentences::{is_closer, is_mark, is_opening},
    },
    span::Span,
};

/// The distance back to which a word before a digit run is read, in bytes.
const LONGEST_WORD: usize = 60;

/// From this score on a digit run that is not in the chain is worth a word to the operator.
const UNRESOLVED_SCORE: f32 = 2.5;

/// A footnote mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) span: Span,
    pub(super) number: u32,
    /// Whether a sentence's last mark stands before it.
    pub(super) ends_sentence: bool,
}

/// The marks that were found, and those that were not believed.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// In order; empty if there is no chain of at least three.
    pub(super) found: Vec<Mark>,
    /// Digit runs that stand where a mark would, but do not fit the count.
    pub(super) unresolved: Vec<Span>,
}

/// The footnote marks of `text`.
pub(super) fn marks(text: &str, language: Language) -> Marks {
    let lists = WordLists::of(language);
    let mut candidates = Vec::new();
    for (run, span) in digit_runs(text).into_iter().enumerate() {
        for (span, score) in readings(text, span, lists) {
            if let Ok(number) = span.of(text).parse()
                && number > 0
                && score >= chain::LOWEST_SCORE
            {
                candidates.push(Candidate {
                    run,
                    span,
                    number,
                    score,
                });
            }
        }
    }
    let chosen = chain::best(&candidates);
    let chosen_runs: HashSet<usize> = chosen.iter().map(|candidate| candidate.run).collect();
    candidates.retain(|c| c.score >= UNRESOLVED_SCORE && !chosen_runs.contains(&c.run));
    candidates.dedup_by_key(|candidate| candidate.run);
    let found = chosen.into_iter().map(|Candidate { span, number, .. }| {
        let left = left_kind(text, span.start, lists);
        let ends_sentence = matches!(left, Left::SentenceEnd | Left::Number { .. });
        Mark {
            span,
            number,
            ends_sentence,
        }
    });
    Marks {
        found: found.collect(),
        unresolved: candidates.iter().map(|c| c.span).collect(),
    }
}

/// Every maximal run of ASCII digits.
fn digit_runs(text: &str) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    for (at, _) in text
        .bytes()
        .enumerate()
        .filter(|(_, byte)| byte.is_ascii_digit())
    {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end += 1,
            _ => runs.push(Span::new(at, at + 1)),
        }
    }
    runs
}

/// The ways in which a digit run may hold a footnote number, with a score each: all of it, or the
/// part behind or before a year that it is glued to (`198612`, `392012`).
fn readings(text: &str, run: Span, lists: &WordLists) -> Vec<(Span, f32)> {
    let mut readings = Vec::new();
    if run.len() <= 3 {
        let score = left_score(text, run.start, lists) + right_score(text, run.end);
        readings.push((run, score));
    } else if (5..=7).contains(&run.len()) {
        let behind = Span::new(run.start + 4, run.end);
        let alone = text
            .get(..run.start)
            .is_none_or(|before| !before.ends_with(['.', ',']));
        if alone && is_year(Span::new(run.start, run.start + 4).of(text)) {
            readings.push((behind, 0.4 + right_score(text, run.end)));
        }
        let before = Span::new(run.start, run.end - 4);
        if is_year(Span::new(run.end - 4, run.end).of(text))
            && left_kind(text, run.start, lists) == Left::SentenceEnd
        {
            readings.push((before, 2.0));
        }
    }
    readings.retain(|(span, _)| !span.of(text).starts_with('0'));
    readings
}

/// The kind of text before a digit run.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Left {
    /// White space, an opening bracket, a hyphen: the run is a number of its own.
    Apart,
    /// The mark that ends a sentence, perhaps with closing quotation marks around it.
    SentenceEnd,
    /// A full stop behind a number, which may be a decimal point unless the number is whole: a year.
    Number { whole: bool },
    /// A closing quotation mark or bracket.
    Closer,
    /// A comma, semicolon or colon.
    Pause,
    /// A lower-case word.
    Word,
    /// An abbreviation, a name like `G` or `CO`, a decimal comma: rather not a mark.
    Doubtful,
}

fn left_score(text: &str, at: usize, lists: &WordLists) -> f32 {
    match left_kind(text, at, lists) {
        Left::Apart => -9.0,
        Left::SentenceEnd => 2.0,
        Left::Number { whole: true } | Left::Pause => 1.0,
        Left::Number { whole: false } => -1.0,
        Left::Closer => 1.5,
        Left::Word => 0.8,
        Left::Doubtful => -1.5,
    }
}

fn left_kind(text: &str, at: usize, lists: &WordLists) -> Left {
    let before = text_before(text, at);
    let Some(last) = before.chars().next_back() else {
        return Left::Apart;
    };
    let inner = before.trim_end_matches(is_closer);
    if inner.ends_with(is_mark) {
        return kind_of_stop(before, inner, lists);
    }
    if inner.len() < before.len() {
        return if inner.ends_with(char::is_whitespace) {
            Left::Apart
        } else {
            Left::Closer
        };
    }
    if matches!(last, ',' | ';' | ':') {
        let digit_before = before
            .trim_end_matches(last)
            .ends_with(|c: char| c.is_ascii_digit());
        return if digit_before {
            Left::Doubtful
        } else {
            Left::Pause
        };
    }
    if !last.is_alphabetic() {
        return Left::Apart;
    }
    let word = before.trim_end_matches(char::is_alphabetic).len();
    let word = Span::new(word, before.len()).of(before);
    let letters = word.chars().count();
    if letters >= 3 && last.is_lowercase() {
        Left::Word
    } else {
        Left::Doubtful
    }
}

/// The meaning of a full stop, question mark or the like before a digit run.
fn kind_of_stop(before: &str, inner: &str, lists: &WordLists) -> Left {
    let token = inner.trim_end_matches(is_mark);
    if token.len() < inner.len() - 1 || !inner.ends_with('.') || inner.len() < before.len() {
        return Left::SentenceEnd;
    }
    let start = token
        .rfind(char::is_whitespace)
        .map_or(0, |space| space + 1);
    let token = Span::new(start, token.len()).of(token);
    let token = token.trim_start_matches(is_opening);
    if token.ends_with(|c: char| c.is_ascii_digit()) {
        let digits = token.trim_end_matches(|c: char| c.is_ascii_digit());
        let run = Span::new(digits.len(), token.len()).of(token);
        let range = digits.ends_with(['-', '–']) && run.len() >= 2;
        // What has a decimal comma or points between thousands takes no decimal point.
        let complete = digits.ends_with(',') && run.len() != 3
            || digits.ends_with('.') && run.len() == 3 && digits.len() <= 4;
        return match digits.chars().next_back() {
            None => Left::Number {
                whole: is_year(run),
            },
            Some(c) if c.is_alphabetic() => Left::SentenceEnd,
            Some(_) => Left::Number {
                whole: is_year(run) || range || complete,
            },
        };
    }
    let short = token
        .chars()
        .filter(|c| c.is_alphanumeric())
        .take(2)
        .count()
        < 2;
    let listed = lists.abbreviation(token);
    let before_number = matches!(
        listed,
        Some(Abbreviation::Inner | Abbreviation::BeforeNumber)
    );
    if short && !token.ends_with(['%', '°', '€', '$']) || before_number {
        Left::Doubtful
    } else {
        Left::SentenceEnd
    }
}

fn right_score(text: &str, at: usize) -> f32 {
    let mut after = Span::new(at, text.len()).of(text).chars();
    let (Some(first), second) = (after.next(), after.next()) else {
        return 0.5;
    };
    let digit_next = second.is_some_and(|c| c.is_ascii_digit());
    match first {
        '%' | '°' | '‰' | '€' | '$' | '-' | '–' | '/' | '\'' | '’' => -3.0,
        // The number of a heading that was glued on: `offen.9.2 Die Leitlinien`.
        '.' | ',' | ':' if digit_next => -9.0,
        c if c.is_lowercase() => -2.0,
        c if c.is_alphabetic() || is_opening(c) => 1.0,
        c if c.is_whitespace() => match second {
            Some(next) if next == '%' || next == '°' => -3.0,
            Some(next) if next.is_lowercase() => 0.0,
            Some(_) => 0.8,
            None => 0.5,
        },
        _ => 0.0,
    }
}

/// The text of one block before `at`, cut to what a word can need.
fn text_before(text: &str, at: usize) -> &str {
    let mut start = at.saturating_sub(LONGEST_WORD);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    Span::new(start, at).of(text)
}

fn is_year(run: &str) -> bool {
    run.len() == 4
        && run
            .parse()
            .is_ok_and(|year: u32| (1000..=2100).contains(&year))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[u32]) {
        let marks = marks(text, Language::De).found;
        let found: Vec<u32> = marks.iter().map(|mark| mark.number).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_chain_is_found_across_every_way_of_gluing() {
        check(
            "Es stieg.1Dann sank es.2 Man sah (im Bild).3 Er sagte: „Gut.“4Sie ging wird5 aber.",
            &[1, 2, 3, 4, 5],
        );
    }

    #[test]
    fn numbers_that_only_look_like_marks_are_left_alone() {
        check(
            "Die G7 und 5G, §301, an 73. Stelle, Abs.3, 1.5 Prozent, 2018–2019, CO2.",
            &[],
        );
        check(
            "Es kam.7.1 Das Alte\nAlles blieb.8.1 Das Neue\nUnd so.9.2 Das Ende\nGut.10.1 Nichts",
            &[],
        );
        check(
            "Das kam vor.1 Es waren 1.5 Meter.2 Also 4.2 Prozent.3 Und (5G) im G7.4 Ende.",
            &[1, 2, 3, 4],
        );
    }

    #[test]
    fn a_mark_behind_a_year_fills_the_hole_in_the_chain() {
        check(
            "So war es.35Dann kam 1979.36 Die Foren blieben.37 Ende gut.38Alles",
            &[35, 36, 37, 38],
        );
        check(
            "So war es.1Das Jahr 19862 Die Foren blieben.3 Gut.4 Es kam.52012 war alles gut.",
            &[1, 2, 3, 4, 5],
        );
    }

    #[test]
    fn notes_may_count_from_one_again() {
        check(
            "A bab.1 Bab bab.2 Cab cab.3 Dab dab.4 Neu neu.1 Und und.2 So so.3 Ja ja.4 Ende",
            &[1, 2, 3, 4, 1, 2, 3, 4],
        );
    }

    #[test]
    fn two_marks_are_no_chain() {
        check("Das ist so.1 Das ist anders.2 Ende.", &[]);
    }
}
