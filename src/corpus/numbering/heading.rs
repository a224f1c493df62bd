//! The number that may stand at the beginning of a heading, and how sure it is that it is one.

use super::{
    Label, LabelKind,
    label::{key, order},
    roman::roman,
    words::{announced, number_word},
};

/// The sureness that a heading's own form gives its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sureness {
    /// It is announced, or has several parts.
    Sure,
    /// It ends as a number does: `5.`, `IV.`, `a)`. A date or an initial may.
    Ended,
    /// It stands alone: `2 Mitgliedschaft`, but also `10 things to know`.
    Alone,
}

/// The way a number is written; the numbers of one list are written alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writing {
    Arabic,
    Roman,
    Capital,
    Small,
}

/// A heading that may be numbered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) label: Label,
    pub(super) title: String,
    pub(super) sureness: Sureness,
    /// Its value, in each writing that it may be of: `I.` is Roman one and the ninth capital.
    pub(super) values: Vec<(Writing, u32)>,
}

/// Digits of a number that nothing announces; four are a year.
const MAX_DIGITS: usize = 3;
const MAX_DIGITS_ANNOUNCED: usize = 5;
const MAX_PARTS: usize = 8;

impl Label {
    /// The number that a text is: `§ 21a`, `Article 3`; whatever else it is, as it stands.
    pub fn read(text: &str) -> Self {
        let found = candidate(text).filter(|found| found.title.is_empty());
        found.map_or_else(|| Self::bare(text.trim()), |found| found.label)
    }
}

/// The number at the beginning of a heading, if there may be one.
pub(super) fn candidate(heading: &str) -> Option<Candidate> {
    let heading = heading.trim();
    signed(heading)
        .or_else(|| announced_number(heading))
        .or_else(|| number_before_word(heading))
        .or_else(|| plain(heading))
}

fn sure(kind: LabelKind, printed: String, number: &str, title: &str) -> Candidate {
    Candidate {
        label: Label {
            printed,
            kind,
            key: key(number),
            last: None,
        },
        title: title.to_owned(),
        sureness: Sureness::Sure,
        values: Vec::new(),
    }
}

/// `§ 21a Title`, `§§ 3 bis 5 (weggefallen)`, `§ 12 a Title`.
fn signed(heading: &str) -> Option<Candidate> {
    let rest = heading.strip_prefix('§')?;
    let of_several = rest.strip_prefix('§');
    let rest = of_several.unwrap_or(rest).trim_start();
    let (number, behind) = first_word(rest);
    let number = unended(number);
    if !is_number(number, MAX_DIGITS_ANNOUNCED) {
        return None;
    }
    let sign = if of_several.is_some() { "§§" } else { "§" };
    let (next, after) = first_word(behind);
    let is_letter = next.len() == 1 && next.bytes().all(|b| b.is_ascii_lowercase());
    if is_letter && number.bytes().all(|b| b.is_ascii_digit()) && opens_title(after) {
        let printed = format!("{sign} {number} {next}");
        return Some(sure(
            LabelKind::Sign,
            printed,
            &format!("{number}{next}"),
            after,
        ));
    }
    let mut found = sure(
        LabelKind::Sign,
        format!("{sign} {number}"),
        number,
        title(behind),
    );
    let is_range = matches!(next, "bis" | "to" | "-" | "–" | "und" | "and" | "u.");
    let (last, title_behind) = first_word(after);
    let last = unended(last);
    if of_several.is_some() && is_range && is_number(last, MAX_DIGITS_ANNOUNCED) {
        found.label.printed = format!("{sign} {number} {next} {last}");
        found.label.last = Some(key(last));
        title(title_behind).clone_into(&mut found.title);
    } else if let Some((first, last)) = number.split_once('–').filter(|_| of_several.is_some()) {
        found.label.key = key(first);
        found.label.last = Some(key(last));
    }
    Some(found)
}

/// `Article 3 Title`, `Section 5. Title`, `Anhang B`.
fn announced_number(heading: &str) -> Option<Candidate> {
    let (word, rest) = first_word(heading);
    let kind = announced(word).filter(|_| word.starts_with(char::is_uppercase))?;
    let (written, behind) = first_word(rest);
    let number = unended(written);
    let is_ended = written.len() > number.len();
    let is_word = number_word(number).is_some() && !number.ends_with(['r', 's']);
    if !is_number(number, MAX_DIGITS_ANNOUNCED) && !is_letters(number) && !is_word {
        return None;
    }
    // `Section 5 of the act` is no number of a section, and `Part of the deal` has none.
    if !(is_ended || opens_title(behind)) {
        return None;
    }
    let counted = number_word(number).map(|value| value.to_string());
    let key = counted.as_deref().unwrap_or(number);
    let printed = written.trim_end_matches(['.', ')', ':', ',', '–', '—', '-']);
    Some(sure(kind, format!("{word} {printed}"), key, title(behind)))
}

/// `3. Abschnitt: Title`, `Zweiter Teil`.
fn number_before_word(heading: &str) -> Option<Candidate> {
    let (first, rest) = first_word(heading);
    let (word, behind) = first_word(rest);
    let word = unended(word);
    let kind = announced(word).filter(|_| word.starts_with(char::is_uppercase))?;
    let number = unended(first);
    let is_ordinal = first.ends_with('.') && number.bytes().all(|b| b.is_ascii_digit());
    let value = if is_ordinal && !number.is_empty() && number.len() <= MAX_DIGITS {
        number.to_owned()
    } else {
        number_word(first)
            .filter(|_| first.starts_with(char::is_uppercase))?
            .to_string()
    };
    let may_end = behind.is_empty() || opens_title(behind);
    may_end.then(|| sure(kind, format!("{first} {word}"), &value, title(behind)))
}

/// `1.4.3 Title`, `5. Title`, `IV. Title`, `a) Title`, `2 Title`.
fn plain(heading: &str) -> Option<Candidate> {
    let (first, rest) = first_word(heading);
    let rest = title(rest);
    if rest.is_empty() {
        return None;
    }
    let bare = first.strip_prefix('(').filter(|_| first.ends_with(')'));
    let number = unended(bare.unwrap_or(first));
    let is_ended = first.len() > number.len();
    let is_arabic = number.starts_with(|c: char| c.is_ascii_digit());
    let fits = if is_arabic {
        is_number(number, MAX_DIGITS)
    } else {
        is_compound(number) || is_letters(number) || (is_ended && is_small_letter(number))
    };
    if !fits {
        return None;
    }
    let has_parts = number.contains('.');
    let sureness = match (has_parts, is_ended) {
        // `6.9.3. debconf` ends as a number does, whatever its title begins with.
        (true, ended) if ended || opens_title(rest) => Sureness::Sure,
        (_, true) => Sureness::Ended,
        _ => Sureness::Alone,
    };
    Some(Candidate {
        label: Label::bare(number),
        title: rest.to_owned(),
        sureness,
        values: values(number),
    })
}

fn values(number: &str) -> Vec<(Writing, u32)> {
    let last = number.rsplit('.').next().unwrap_or(number);
    let mut values = Vec::new();
    if let Some((value, _)) = order(last) {
        values.push((Writing::Arabic, value));
    }
    if let Some(value) = roman(last).filter(|_| last == last.to_uppercase()) {
        values.push((Writing::Roman, value));
    }
    if let [letter] = last.as_bytes() {
        if letter.is_ascii_uppercase() {
            values.push((Writing::Capital, u32::from(letter - b'A') + 1));
        } else if letter.is_ascii_lowercase() {
            values.push((Writing::Small, u32::from(letter - b'a') + 1));
        }
    }
    values
}

fn first_word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    text.split_once(char::is_whitespace)
        .map_or((text, ""), |(word, rest)| (word, rest.trim_start()))
}

/// A number without what ends it.
fn unended(word: &str) -> &str {
    // `1.º`, `3ª`: as the Romance languages write ordinals.
    word.trim_end_matches(['.', ')', ':', ',', '–', '—', '-', 'º', 'ª', '°'])
}

/// The title behind a number, without what parts the two.
fn title(behind: &str) -> &str {
    let title = behind.trim_start_matches(['–', '—', '-', ':', '·', '|']);
    // `- 3 degrees` has lost nothing but the sign.
    title.trim()
}

fn opens_title(behind: &str) -> bool {
    !title(behind).starts_with(char::is_lowercase)
}

/// `21a`, `600.1`, `10b-5`, `2.3`: parts of digits with up to two letters behind them.
fn is_number(word: &str, max_digits: usize) -> bool {
    let parts: Vec<&str> = word.split(['.', '-', '–']).collect();
    let fits = |part: &&str| {
        let end = part.find(|c: char| !c.is_ascii_digit());
        let (digits, letters) = part.split_at(end.unwrap_or(part.len()));
        (1..=max_digits).contains(&digits.len())
            && letters.len() <= 2
            && letters.bytes().all(|b| b.is_ascii_alphabetic())
    };
    parts.len() <= MAX_PARTS && parts.iter().all(fits)
}

/// `II.B.5`, `A.1`: parts of which the first is of letters.
fn is_compound(word: &str) -> bool {
    let mut parts = word.split('.');
    let first = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    let fits =
        |part: &&str| is_letters(part) || is_small_letter(part) || is_number(part, MAX_DIGITS);
    is_letters(first) && !rest.is_empty() && rest.len() < MAX_PARTS && rest.iter().all(fits)
        // `U.S.` and `A.D.` are no numbers.
        && rest.iter().any(|part| part.starts_with(|c: char| c.is_ascii_digit()) || roman(part).is_some())
}

/// A Roman number or one letter, in capitals.
fn is_letters(word: &str) -> bool {
    let is_capital = !word.is_empty() && word.bytes().all(|b| b.is_ascii_uppercase());
    is_capital && (word.len() == 1 || roman(word).is_some())
}

fn is_small_letter(word: &str) -> bool {
    word.len() == 1 && word.bytes().all(|b| b.is_ascii_lowercase())
}
