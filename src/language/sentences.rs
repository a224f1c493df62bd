//! The ends of sentences. A full stop is asked what stands before and behind it, because the Unicode
//! rules alone cut `am 3. Oktober`, `Dr. Weber` and `z. B. Chips` in two.

use unicode_segmentation::UnicodeSegmentation;

use crate::{
    language::{
        Language,
        abbreviations::{Abbreviation, WordLists},
    },
    span::Span,
};

/// The length, in characters, up to which a word before a full stop is read back: longer ones are no
/// abbreviation.
const LONGEST_TOKEN: usize = 40;

/// Words are read up to this many letters.
const LONGEST_WORD: usize = 80;

/// The distance behind a stop, in characters, within which a closing quotation mark keeps a quoted
/// fragment with its sentence.
const NEAR_QUOTE_END: usize = 28;

/// The sentences of one block of text, in order: trimmed, disjoint, together holding every byte
/// that is not white space. Line breaks count as spaces.
pub fn split(text: &str, language: Language) -> Vec<Span> {
    let lists = WordLists::of(language);
    let mut sentences = Vec::new();
    let mut start = 0;
    for stop in stops(text) {
        let end = Span::new(start, stop.end).trimmed(text);
        if !end.is_empty() && stop.ends_sentence(text, end.start, language, lists) {
            sentences.push(end);
            start = stop.end;
        }
    }
    let rest = Span::new(start, text.len()).trimmed(text);
    if !rest.is_empty() {
        sentences.push(rest);
    }
    sentences
}

/// A place where a sentence may end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Stop {
    /// Behind the closing quotation marks and brackets that follow the mark.
    end: usize,
    /// The marks themselves, `.` or `?!`; empty where another script's mark stands.
    marks: Span,
}

/// All places where a sentence may end, in order.
///
/// Latin marks are found here, since the Unicode rules miss `…` and a sentence that begins with a
/// number; the marks of other scripts are left to those rules.
fn stops(text: &str) -> Vec<Stop> {
    let mut stops = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if !is_mark(c) {
            continue;
        }
        while chars.next_if(|(_, c)| is_mark(*c)).is_some() {}
        let marks = Span::new(start, chars.peek().map_or(text.len(), |(at, _)| *at));
        while chars.next_if(|(_, c)| is_closer(*c)).is_some() {}
        match chars.peek() {
            Some((end, c)) if c.is_whitespace() => stops.push(Stop { end: *end, marks }),
            _ => {}
        }
    }
    let latin = stops.len();
    if text.contains(is_foreign_mark) {
        foreign_stops(text, &mut stops);
    }
    if stops.len() > latin {
        stops.sort_unstable();
        stops.dedup_by_key(|stop| stop.end);
    }
    stops
}

/// The places at which a mark of another script ends a sentence.
///
/// The Unicode rules look ahead from each full stop, however far it is to the next word. So they
/// are asked about what stands between full stops, and the full stops of other scripts are seen to
/// here: they end a sentence unless a digit or a small letter follows.
fn foreign_stops(text: &str, stops: &mut Vec<Stop>) {
    let mut stop_at = |end: usize| {
        let marks = Span::at(end);
        stops.push(Stop { end, marks });
    };
    let mut start = 0;
    for piece in text.split_inclusive(is_full_stop) {
        let next = start + piece.len();
        for (at, sentence) in piece.split_sentence_bound_indices() {
            let end = start + at + sentence.trim_end().len();
            let before = Span::new(start, end).of(text).trim_end_matches(is_closer);
            let is_whole = start + at + sentence.len() < next || next == text.len();
            if is_whole && before.ends_with(|c| is_foreign_mark(c) && !is_full_stop(c)) {
                stop_at(end);
            }
        }
        if piece.ends_with(|c| is_full_stop(c) && c != '.') {
            let rest = Span::new(next, text.len()).of(text);
            let behind = rest.trim_start_matches(is_closer);
            if !behind.starts_with(|c: char| c.is_lowercase() || c.is_numeric()) {
                stop_at(text.len() - behind.len());
            }
        }
        start = next;
    }
}

impl Stop {
    /// Whether the sentence that begins at `start` ends here.
    fn ends_sentence(
        self,
        text: &str,
        start: usize,
        language: Language,
        lists: &WordLists,
    ) -> bool {
        let after = Span::new(self.end, text.len()).of(text).trim_start();
        let next = after.trim_start_matches(|c| is_opening(c) || is_dash(c) || c == ' ');
        let Some(first) = next.chars().next() else {
            return true;
        };
        if self.marks.is_empty() {
            return true;
        }
        if continues_in_lower_case(next) || quote_ends_soon(after) {
            return false;
        }
        let token = token_before(text, start, self.marks.start);
        let word = first_word(next);
        if self.marks.of(text) != "." {
            let name = token.to_lowercase() + self.marks.of(text);
            return lists.abbreviation(&name).is_none() || lists.is_opener(word);
        }
        if self.end > self.marks.end {
            // A closing mark behind the stop: only `(Meier & Co.) GmbH` and its like go on.
            return !is_short_form(token, lists) || lists.is_opener(word);
        }
        let token_begins_sentence = self.marks.start - token.len() == start;
        let opener = lists.is_opener(word);
        if token.chars().all(|c| c.is_ascii_digit()) && !token.is_empty() {
            let enumerates = token_begins_sentence && token.len() < 3;
            let ordinal = language == Language::De && token.len() < 4 && !opener;
            return !(enumerates || ordinal);
        }
        let regnal = language == Language::De && is_roman(token);
        if regnal {
            opener
        } else {
            ends_after_word(token, first, opener, lists)
        }
    }
}

/// Whether a full stop behind the word `token` ends a sentence, when `first` comes next.
fn ends_after_word(token: &str, first: char, opener: bool, lists: &WordLists) -> bool {
    match lists.abbreviation(token) {
        Some(Abbreviation::Inner) => return false,
        Some(Abbreviation::MayEnd) => return opener,
        Some(Abbreviation::BeforeNumber) if first.is_ascii_digit() => return false,
        Some(Abbreviation::BeforeNumber) => return true,
        None => {}
    }
    let mut letters = token.chars();
    if let (Some(only), None) = (letters.next(), letters.next()) {
        return !only.is_alphabetic() || only.is_uppercase() && opener;
    }
    opener || !is_dotted(token) && !has_no_vowel(token)
}

/// Whether `token` is an abbreviation by list or by form, so that its stop proves nothing.
fn is_short_form(token: &str, lists: &WordLists) -> bool {
    matches!(
        lists.abbreviation(token),
        Some(Abbreviation::Inner | Abbreviation::MayEnd)
    ) || is_dotted(token)
}

/// `U.S`, `Ph.D`, `a.m`: parts of one or two letters between full stops.
pub(crate) fn is_dotted(token: &str) -> bool {
    token.contains('.')
        && token.split('.').all(|part| {
            (1..=2).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic)
        })
}

fn is_roman(token: &str) -> bool {
    token.len() > 1 && token.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L'))
}

/// Short lower-case tokens without a vowel are abbreviations no list has heard of: `tgl.`
fn has_no_vowel(token: &str) -> bool {
    (2..=5).contains(&token.chars().count())
        && token.chars().skip(1).all(|c| c.is_ascii_lowercase())
        && token
            .chars()
            .all(|c| c.is_ascii_alphabetic() && !"aeiouyAEIOUY".contains(c))
}

/// Whether the text goes on with a lower-case word; `iPhone` and `eBay` are names.
fn continues_in_lower_case(next: &str) -> bool {
    let mut chars = next.chars();
    chars.next().is_some_and(char::is_lowercase) && !chars.next().is_some_and(char::is_uppercase)
}

/// Whether what follows is a short fragment that still belongs to an open quotation:
/// `„Wir müssen handeln. Jetzt!“`
fn quote_ends_soon(after: &str) -> bool {
    let mut before = ' ';
    for c in after.chars().take(NEAR_QUOTE_END) {
        if is_quotation_mark(c) {
            return is_mark(before);
        }
        if is_opening(c) {
            return false;
        }
        if is_mark(before) && c == ' ' {
            return false;
        }
        before = c;
    }
    false
}

/// The word that ends at `end`, without opening brackets and quotation marks.
fn token_before(text: &str, start: usize, end: usize) -> &str {
    let sentence = Span::new(start, end).of(text);
    let mut length = 0;
    for (count, c) in sentence.chars().rev().enumerate() {
        if c.is_whitespace() || count == LONGEST_TOKEN {
            break;
        }
        length += c.len_utf8();
    }
    let token = Span::new(end - length, end).of(text);
    token.trim_start_matches(|c| is_opening(c) || is_dash(c) || is_closer(c))
}

/// The letters that `text` begins with, up to the length of the longest words.
pub(crate) fn first_word(text: &str) -> &str {
    let letters = text
        .chars()
        .take(LONGEST_WORD)
        .take_while(|c| c.is_alphabetic());
    Span::new(0, letters.map(char::len_utf8).sum()).of(text)
}

/// Marks that may end a sentence in Latin script.
pub(crate) fn is_mark(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…')
}

/// Full stops, which may stand in numbers and abbreviations.
fn is_full_stop(c: char) -> bool {
    matches!(c, '.' | '\u{2024}' | '\u{fe52}' | '\u{ff0e}')
}

fn is_foreign_mark(c: char) -> bool {
    !c.is_ascii()
        && !c.is_alphanumeric()
        && !is_mark(c)
        && !is_dash(c)
        && !c.is_whitespace()
        && !matches!(c, '\u{80}'..='\u{2ff}' | '\u{2000}'..='\u{203b}' | '\u{2040}'..='\u{2bff}')
}

/// Marks that may close a quotation or a bracket behind the end of a sentence.
pub(crate) fn is_closer(c: char) -> bool {
    is_quotation_mark(c) || matches!(c, ')' | ']' | '}')
}

/// Marks that may open a sentence before its first word.
pub(crate) fn is_opening(c: char) -> bool {
    is_quotation_mark(c) || matches!(c, '(' | '[' | '{' | '¿' | '¡' | '„' | '‚')
}

fn is_quotation_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '“' | '”' | '‘' | '’' | '«' | '»' | '‹' | '›'
    )
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―' | '•')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Splits every line of a case file and returns the lines that come out otherwise.
    fn misses(cases: &str) -> Vec<String> {
        let wrong = cases.lines().filter_map(|line| {
            let (code, marked) = line.split_once('\t')?;
            let text = marked.replace('|', " ");
            let spans = split(&text, code.parse().unwrap());
            let found: Vec<&str> = spans.iter().map(|span| span.of(&text)).collect();
            let found = found.join("|");
            (found != marked).then(|| format!("{code}\t{found}"))
        });
        wrong.collect()
    }

    #[test]
    fn our_cases_are_split_where_they_say() {
        let cases = include_str!("../../tests/cases/sentences/cases.txt");
        assert!(cases.lines().count() >= 60);
        assert_eq!(misses(cases), Vec::<String>::new());
    }

    #[test]
    fn the_shared_cases_are_split_where_they_say() {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../shared/eval/sentences/cases.txt"
        );
        let Ok(cases) = std::fs::read_to_string(path) else {
            println!("skipped: no shared sentence cases");
            return;
        };
        let misses = misses(&cases);
        println!(
            "{} of {} lines wrong: {misses:#?}",
            misses.len(),
            cases.lines().count()
        );
        let of = |code: &str| misses.iter().filter(|line| line.starts_with(code)).count();
        assert!(of("de") <= 1 && of("en") <= 1);
    }

    #[test]
    fn line_breaks_are_spaces_and_other_scripts_end_at_their_own_marks() {
        let read = |text: &str, language| -> Vec<String> {
            split(text, language)
                .iter()
                .map(|span| span.of(text).to_owned())
                .collect()
        };
        assert_eq!(
            read("Das Haus\nsteht. \n Es", Language::De),
            ["Das Haus\nsteht.", "Es"]
        );
        assert_eq!(
            read("これは本です。あれは机です。", Language::Other).len(),
            2
        );
        assert_eq!(read(" \u{a0} ", Language::De), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn sentences_are_trimmed_in_order_and_hold_all_that_is_visible(
            text in "(\\PC|[A-Za-zä .!?…„“\"\n0-9。]){0,80}",
        ) {
            let sentences = split(&text, Language::De);
            let mut at = 0;
            for span in &sentences {
                prop_assert!(span.start >= at && !span.of(&text).is_empty());
                prop_assert_eq!(span.trimmed(&text), *span);
                prop_assert!(Span::new(at, span.start).of(&text).trim().is_empty());
                at = span.end;
            }
            prop_assert!(Span::new(at, text.len()).of(&text).trim().is_empty());
        }
    }
}
