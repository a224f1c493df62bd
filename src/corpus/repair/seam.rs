//! Whether a space was lost before a character, judged by the words on either side.

use crate::{
    corpus::repair::{quotes::Role, vocabulary::Vocabulary},
    language::{
        abbreviations::{Abbreviation, WordLists},
        sentences::{first_word, is_closer, is_mark},
    },
    span::Span,
};

/// The distance back to which words are read, in bytes.
const LOOK_BACK: usize = 200;

/// So many invisible characters in a row are looked past.
const MOST_INVISIBLE: usize = 16;

/// Numbers are read up to this many characters.
const LONGEST_NUMBER: usize = 24;

/// The text before the place that is looked at.
#[derive(Debug, Default)]
pub(super) struct Around {
    /// The character before; none at the beginning and behind a footnote mark or gap.
    pub(super) before: Option<char>,
    /// The last mark that ends a sentence, if only closing marks stand behind it.
    stop: Option<usize>,
    /// Whether closing marks stand behind it.
    closed: bool,
    /// The beginning of the word that stands before the place, after the last seam in it.
    word: usize,
}

/// A place where a space was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seam {
    /// Whether a sentence ends here, and then whether a paragraph does too.
    pub(super) ends: Option<bool>,
    /// Whether a list was lost here as well.
    pub(super) gap: bool,
}

const SPACE: Seam = Seam {
    ends: None,
    gap: false,
};
const SENTENCE: Seam = Seam {
    ends: Some(false),
    gap: false,
};
const BLOCK: Seam = Seam {
    ends: Some(true),
    gap: false,
};
const LOST_LIST: Seam = Seam {
    ends: Some(true),
    gap: true,
};

impl Around {
    /// Goes on behind a footnote mark or a gap.
    pub(super) fn pass_mark(&mut self) {
        *self = Self {
            word: usize::MAX,
            ..Self::default()
        };
    }

    /// Goes on behind a seam: a new word begins.
    pub(super) fn pass_seam(&mut self, at: usize) {
        self.word = at;
    }

    /// Goes on behind the character `c` at `at`.
    pub(super) fn pass(&mut self, at: usize, c: char, role: Option<Role>) {
        if !c.is_alphabetic() || self.word == usize::MAX {
            self.word = if c.is_alphabetic() {
                at
            } else {
                at + c.len_utf8()
            };
        }
        let closes = role == Some(Role::Closes) || matches!(c, ')' | ']');
        if is_invisible(c) {
            // A byte order mark between two blocks says nothing.
        } else if is_mark(c) {
            self.stop = Some(at);
            self.closed = false;
        } else if closes && self.stop.is_some() {
            self.closed = true;
        } else {
            self.stop = None;
        }
        self.before = Some(c);
    }
}

/// The seam before the character `c` at `at`, if there is one.
pub(super) fn between(
    text: &str,
    at: usize,
    c: char,
    role: Option<Role>,
    around: &Around,
    lists: &WordLists,
    vocabulary: &Vocabulary<'_>,
) -> Option<Seam> {
    let before = around.before?;
    let after = visible(Span::new(at, text.len()).of(text));
    let c = if is_invisible(c) {
        after.chars().next()?
    } else {
        c
    };
    let opens = role == Some(Role::Opens) || c == '(' && around.stop.is_some();
    if !(c.is_alphanumeric() || opens) || before.is_whitespace() || is_invisible(before) {
        return None;
    }
    if let Some(stop) = around.stop {
        return behind_stop(text, stop, at, c, around.closed, lists);
    }
    match before {
        ';' => (!ends_in_entity(text, at)).then_some(SPACE),
        ':' => behind_colon(text, at, c, opens, lists),
        ',' => {
            let left = Span::new(around.word.min(at), at).of(text);
            let word = token_before(text, at - 1);
            let letters = word.chars().next_back().is_some_and(char::is_alphabetic);
            (left.is_empty() && letters && c.is_alphabetic()).then_some(SPACE)
        }
        ')' | ']' => {
            let word = first_word(after);
            (c.is_uppercase() && word.chars().nth(1).is_some_and(char::is_lowercase))
                .then_some(SPACE)
        }
        _ if before.is_lowercase() && c.is_uppercase() && at - around.word.min(at) < LOOK_BACK => {
            let left = Span::new(around.word, at).of(text);
            let whole = first_word(Span::new(around.word, text.len()).of(text));
            let right = up_to_next_capital(first_word(after));
            vocabulary.is_join(left, right, whole).then_some(BLOCK)
        }
        _ => None,
    }
}

/// A seam behind a full stop, question mark and the like, perhaps with closing marks behind it.
fn behind_stop(
    text: &str,
    stop: usize,
    at: usize,
    c: char,
    closed: bool,
    lists: &WordLists,
) -> Option<Seam> {
    if c.is_lowercase() {
        return None;
    }
    let token = token_before(text, stop);
    let after = visible(Span::new(at, text.len()).of(text));
    let word = first_word(after);
    let opener = lists.is_opener(word);
    if is_address(token) && !opener {
        return None;
    }
    let marks = Span::new(stop, at).of(text);
    if closed || !marks.starts_with('.') || token.ends_with('.') {
        return Some(SENTENCE);
    }
    if c.is_ascii_digit() {
        return before_number(token, after, lists);
    }
    if c.is_alphabetic() {
        return before_capital(token, word, after, opener, lists);
    }
    let inner = lists.abbreviation(token) == Some(Abbreviation::Inner);
    Some(if inner { SPACE } else { SENTENCE })
}

/// `Stelle.1960 benannte`, but not `4.2`, `Abs.3` or `v.2`.
fn before_number(token: &str, after: &str, lists: &WordLists) -> Option<Seam> {
    let is_digit = |c: char| c.is_ascii_digit();
    let number = after.chars().take(LONGEST_NUMBER);
    let number = number
        .take_while(|&c| is_digit(c) || c == '.' || c == ',')
        .count();
    let run = Span::new(0, number).of(after).trim_end_matches(['.', ',']);
    let apart = after
        .get(run.len()..)?
        .trim_start_matches(',')
        .starts_with([' ', '-', '–']);
    let is_year = |run: &str| run.len() == 4 && run.chars().all(is_digit);
    let token = token.trim_end_matches(is_closer);
    let word = token
        .chars()
        .rev()
        .take_while(|c| c.is_alphabetic())
        .count()
        >= 3
        && lists.abbreviation(token).is_none();
    (apart && (word || is_year(token) && is_year(run))).then_some(SENTENCE)
}

/// `Stelle.Die`, but not `U.S`, `Ph.D` or `Node.JS`; `Dr.Weber` lost a space and ends nothing.
fn before_capital(
    token: &str,
    word: &str,
    after: &str,
    opener: bool,
    lists: &WordLists,
) -> Option<Seam> {
    let letters = word.chars().count();
    let last_part = token.rsplit('.').next().unwrap_or_default();
    let part_letters = last_part.chars().count();
    let is_dotted_next =
        letters == 1 && after.get(word.len()..).is_some_and(|r| r.starts_with('.'));
    if is_dotted_next && part_letters <= 2
        || lists.abbreviation(&format!("{token}.{word}")).is_some()
    {
        return None;
    }
    if part_letters == 1 && !last_part.starts_with(|c: char| c.is_ascii_digit()) {
        return (letters > 1).then_some(if opener { SENTENCE } else { SPACE });
    }
    if matches!(word, "NET" | "COM" | "ORG" | "JS" | "IO" | "DE" | "EU") {
        return None;
    }
    let day = last_part.len() <= 2 && last_part.bytes().all(|b| b.is_ascii_digit());
    let inner = lists.abbreviation(token) == Some(Abbreviation::Inner) || day && is_month(word);
    Some(if inner && !opener { SPACE } else { SENTENCE })
}

/// `jährlich:Es` ends a sentence, `sagte:„Nein` does not, `Autor:innen` is one word. Where a list
/// was lost, its opener has no end: `sollten die Vereinigten Staaten und Japan:Das Ziel`.
fn behind_colon(text: &str, at: usize, c: char, opens: bool, lists: &WordLists) -> Option<Seam> {
    let word = first_word(Span::new(at, text.len()).of(text));
    let token = token_before(text, at - 1);
    if opens {
        return Some(SPACE);
    }
    if !c.is_uppercase() || word == "Innen" || is_address(token) || token.is_empty() {
        return None;
    }
    let lost = lists.is_opener(word) && breaks_off(look_back(text, at - 1));
    Some(if lost { LOST_LIST } else { SENTENCE })
}

/// Whether a clause that leads to a list has no verb of its own: a German modal without an
/// infinitive at the end, an English one at the end.
fn breaks_off(clause: &str) -> bool {
    let clause = clause.rsplit(is_mark).next().unwrap_or_default();
    let last = clause.rsplit(' ').next().unwrap_or_default();
    let is_modal = |word: &str| {
        matches!(
            word,
            "sollten" | "sollte" | "müssen" | "müssten" | "muss" | "können" | "könnten"
        )
    };
    let german = last.starts_with(char::is_uppercase) && clause.split(' ').any(is_modal);
    german
        || matches!(
            last,
            "should" | "must" | "to" | "by" | "can" | "could" | "will"
        )
}

/// The end of the word or address before `at`, back to white space or an opening mark.
fn token_before(text: &str, at: usize) -> &str {
    let before = look_back(text, at);
    let start = before.rfind(|c: char| c.is_whitespace() || matches!(c, '(' | '„' | '“' | '"'));
    let token = start
        .and_then(|start| before.get(start..))
        .unwrap_or(before);
    token.trim_start_matches(|c: char| !c.is_alphanumeric())
}

fn look_back(text: &str, at: usize) -> &str {
    let mut start = at.saturating_sub(LOOK_BACK);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    Span::new(start, at).of(text)
}

/// Text without the few invisible characters that it begins with.
pub(super) fn visible(text: &str) -> &str {
    let invisible = text
        .chars()
        .take(MOST_INVISIBLE)
        .take_while(|c| is_invisible(*c));
    let length = invisible.map(char::len_utf8).sum();
    Span::new(length, text.len()).of(text)
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200b}' | '\u{2060}')
}

fn up_to_next_capital(word: &str) -> &str {
    let mut chars = word.char_indices().skip(1);
    let end = chars
        .find(|(_, c)| c.is_uppercase())
        .map_or(word.len(), |(at, _)| at);
    Span::new(0, end).of(word)
}

/// Whether a token is a web or mail address, whose full stops part no sentences.
fn is_address(token: &str) -> bool {
    let token = token
        .rsplit(|c: char| is_mark(c) && c != '.' && c != '?')
        .next()
        .unwrap_or(token);
    token.contains("://") || token.contains('@') || token.starts_with("www.")
}

/// Whether `text` up to `at` ends in a character reference such as `&amp;`.
fn ends_in_entity(text: &str, at: usize) -> bool {
    let token = look_back(text, at)
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or_default();
    token
        .rfind('&')
        .and_then(|from| token.get(from + 1..))
        .is_some_and(|name| {
            (2..9).contains(&name.len())
                && name
                    .trim_end_matches(';')
                    .chars()
                    .all(char::is_alphanumeric)
        })
}

fn is_month(word: &str) -> bool {
    matches!(
        word,
        "Januar"
            | "Februar"
            | "März"
            | "April"
            | "Mai"
            | "Juni"
            | "Juli"
            | "August"
            | "September"
            | "Oktober"
            | "November"
            | "Dezember"
    )
}
