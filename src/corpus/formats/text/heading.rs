//! Headings of plain text that stand alone between empty lines: numbered ones and ones in capitals.

use crate::corpus::numbering;

/// A numbered heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numbered {
    /// Its depth, from 1: `2.3` is 2.
    pub(super) level: u8,
    /// Whether it could also be an item of a numbered list (`2. …`).
    pub(super) may_be_item: bool,
}

const MAX_CHARS: usize = 100;
const MAX_WORDS: usize = 14;

/// The number and the title of a chapter that ends in a full stop have at most so many words.
const MAX_WORDS_OF_CHAPTER: usize = 11;

/// A heading goes on over at most so many lines, of which the first is filled.
const MAX_LINES: usize = 3;
const LEAST_WRAPPED: usize = 40;

/// Recognises `2.3 Titel`, `§ 4 Titel`, `IV. Titel`, `Kapitel 3: …` and `Chapter 3`.
pub(super) fn numbered(line: &str) -> Option<Numbered> {
    if line.chars().count() > MAX_CHARS || line.split_whitespace().count() > MAX_WORDS {
        return None;
    }
    // A sentence, or the start of one: headings do not end so. A question may be a heading.
    let (first, rest) = split_word(line);
    let is_call = line.ends_with('!') && !(first.ends_with('.') && depth(first) > Some(1));
    let is_sentence = line.ends_with('.') && !is_ended_chapter(first, rest);
    if is_call || is_sentence || line.ends_with([',', ';', ':']) {
        return None;
    }
    let heading = Numbered {
        level: 1,
        may_be_item: false,
    };
    if let Some(after) = line.strip_prefix('§') {
        let (number, title) = split_word(after.trim_start());
        let is_number = number.starts_with(|c: char| c.is_ascii_digit()) && number.len() <= 5;
        return (is_number && (title.is_empty() || opens_title(title))).then_some(heading);
    }
    if announces_part(first) {
        let (number, title) = split_word(rest);
        let number = number.trim_end_matches([':', '.', '–', '-']);
        let title = title.trim_start_matches([':', '–', '-', ' ']);
        let titled = title.is_empty() || opens_title(title);
        let level = if number.contains('.') {
            depth(number)?
        } else {
            1
        };
        return (is_ordinal(number) && titled).then_some(Numbered { level, ..heading });
    }
    // `6.9.3. debconf` ends as a number does, whatever its title begins with.
    let has_parts = first.ends_with('.') && depth(first).is_some_and(|depth| depth > 1);
    let titled = opens_title(rest) || has_parts && !rest.is_empty();
    if !titled {
        return None;
    }
    if let Some(roman) = first
        .strip_suffix(['.', ')'])
        .filter(|roman| is_roman(roman))
    {
        // `I. Müller` and `C. Weber` are people: one letter needs more of a title to be a number.
        let initial = roman.len() == 1 && !matches!(roman, "I" | "V" | "X");
        return (!initial).then_some(heading);
    }
    let level = depth(first)?;
    Some(Numbered {
        level,
        may_be_item: level == 1 && first.ends_with('.'),
    })
}

/// Whether a title that ends in a full stop is that of a chapter: `Chapter 5. Of the tides.`
fn is_ended_chapter(word: &str, behind: &str) -> bool {
    let number = split_word(behind).0;
    announces_part(word)
        && number.strip_suffix('.').is_some_and(is_ordinal)
        && behind.split_whitespace().count() <= MAX_WORDS_OF_CHAPTER
}

/// A numbered heading of several parts that goes on over two lines or three, as its number says that it is one.
pub(super) fn numbered_on_lines<'a>(lines: impl Iterator<Item = &'a str>) -> Option<Numbered> {
    let lines: Vec<&str> = lines.collect();
    let first = lines.first()?;
    let is_wrapped = (2..=MAX_LINES).contains(&lines.len())
        && first.chars().count() >= LEAST_WRAPPED
        && lines
            .last()
            .is_some_and(|last| !last.ends_with(['.', ',', ';', ':', '!']))
        && lines
            .iter()
            .all(|line| !line.contains(". ") || line == first);
    let (number, title) = split_word(first);
    let level = depth(number).filter(|_| number.ends_with('.') && opens_title(title))?;
    let heading = Numbered {
        level,
        may_be_item: false,
    };
    (is_wrapped && level > 1 && !title.contains(". ")).then_some(heading)
}

/// Whether a word announces a part of a text that has a heading: `Kapitel 3`, `Article 12`.
fn announces_part(word: &str) -> bool {
    use numbering::LabelKind::{Annex, Appendix, Article, Book, Chapter, Part, Section};
    let kind = numbering::announced(word);
    word.starts_with(char::is_uppercase)
        && word.chars().count() > 3
        && kind.is_some_and(|kind| {
            matches!(
                kind,
                Annex | Appendix | Article | Book | Chapter | Part | Section
            )
        })
}

/// Whether a line is a short one in capitals.
pub(super) fn is_capitals(line: &str) -> bool {
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 4
        && line.chars().count() <= 60
        && line.split_whitespace().count() <= 8
        && !line.contains(char::is_lowercase)
        // `RDATE;VALUE=DATE` is an example.
        && !line.contains([';', '=', '<', '>', '{', '}', '[', ']', '_', '|', '*', '@', '#'])
        && line.chars().filter(|c| c.is_uppercase()).count() + 1 >= letters
        && line.starts_with(char::is_alphabetic)
        && !line.ends_with(['.', ',', ';', '!'])
}

fn split_word(text: &str) -> (&str, &str) {
    text.split_once(char::is_whitespace)
        .map_or((text, ""), |(word, rest)| (word, rest.trim_start()))
}

fn opens_title(title: &str) -> bool {
    title
        .trim_start_matches(['„', '“', '"', '»', '«', '\'', '‘'])
        .starts_with(|c: char| c.is_uppercase())
}

/// The depth of `2`, `2.` or `2.3.1`; none if it is no such number.
fn depth(number: &str) -> Option<u8> {
    let parts: Vec<&str> = number.trim_end_matches('.').split('.').collect();
    let fits =
        |part: &&str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    (parts.len() <= 6 && parts.iter().all(fits)).then(|| u8::try_from(parts.len()).ok())?
}

fn is_ordinal(number: &str) -> bool {
    let letter = number.len() == 1 && number.bytes().all(|b| b.is_ascii_uppercase());
    letter || is_roman(number) || depth(number).is_some() || is_of_many(number)
}

/// Whether a number is one of a long row, such as `Artikel 140` or `Article 1186a`, and no year.
fn is_of_many(number: &str) -> bool {
    let digits = number.trim_end_matches(|c: char| c.is_ascii_lowercase());
    number.len() - digits.len() <= 1
        && digits
            .parse()
            .is_ok_and(|value: u32| (1..1_500).contains(&value))
}

fn is_roman(number: &str) -> bool {
    (1..=7).contains(&number.len())
        && number
            .bytes()
            .all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, level: u8) {
        assert_eq!(
            numbered(line).map(|heading| heading.level),
            (level > 0).then_some(level),
            "{line}"
        );
    }

    #[test]
    fn numbered_headings_are_recognised() {
        check("2.3 Die Ausfuhr", 2);
        check("2 Kontrollen", 1);
        check("2. Kontrollen", 1);
        check("1.2.3. „Weiche“ Ziele", 3);
        check("§ 4 Begriffe", 1);
        check("§ 12a", 1);
        check("IV. Ergebnisse", 1);
        check("Kapitel 3: Was folgt", 1);
        check("Artikel 140", 1);
        check("Artikel 146a Ende", 1);
        check("Artikel 2020 Preise", 0);
        check("Chapter 3", 1);
        check("Anhang B", 1);
        check("Teil II – Der Rahmen", 1);
        check("Capítulo 3. Las mareas", 1);
        check("Rozdział 2. Pływy", 1);
        check("Capítulo 5. Otras mareas.", 1);
        check("6.9.3. debconf einrichten", 3);
        check("3.2. Sichern Sie Ihre Daten!", 2);
        check("3.4. /bin : Commands", 2);
    }

    #[test]
    fn sentences_and_dates_are_not_headings() {
        check("3. Oktober 1990 war ein Feiertag.", 0);
        check("1994 Begann die Zusammenarbeit", 0);
        check("3 millionen Menschen", 0);
        check("C. Weber und andere", 0);
        check("Teil der Lösung", 0);
        check("Kapitel 3 behandelt die Folgen", 0);
        check("Kapitel 3 behandelt die Folgen.", 0);
        check("Article 12.", 1);
        check("2.3 gilt entsprechend", 0);
    }

    #[test]
    fn short_lines_in_capitals_are_headings() {
        assert!(is_capitals("EINLEITUNG"));
        assert!(is_capitals("MASSNAHMEN UND ZIELE BIS 2030"));
        assert!(!is_capitals("USA"));
        assert!(!is_capitals("RDATE;VALUE=DATE:19970101"));
        assert!(!is_capitals("NATO und EU"));
        assert!(!is_capitals("ALLE RECHTE VORBEHALTEN."));
    }
}
