//! Headings of plain text that stand alone between empty lines: numbered ones and ones in capitals.

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

/// Words that announce a number. They open a heading whether or not a title follows.
const WORDS: [&str; 12] = [
    "kapitel",
    "abschnitt",
    "teil",
    "anhang",
    "artikel",
    "chapter",
    "section",
    "part",
    "appendix",
    "annex",
    "article",
    "book",
];

/// Recognises `2.3 Titel`, `§ 4 Titel`, `IV. Titel`, `Kapitel 3: …` and `Chapter 3`.
pub(super) fn numbered(line: &str) -> Option<Numbered> {
    if line.chars().count() > MAX_CHARS || line.split_whitespace().count() > MAX_WORDS {
        return None;
    }
    // A sentence, or the start of one: headings do not end so. A question may be a heading.
    if line.ends_with(['.', ',', ';', ':', '!']) {
        return None;
    }
    let (first, rest) = split_word(line);
    let heading = Numbered {
        level: 1,
        may_be_item: false,
    };
    if let Some(after) = line.strip_prefix('§') {
        let (number, title) = split_word(after.trim_start());
        let is_number = number.starts_with(|c: char| c.is_ascii_digit()) && number.len() <= 5;
        return (is_number && (title.is_empty() || opens_title(title))).then_some(heading);
    }
    if WORDS.contains(&first.to_lowercase().as_str()) {
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
    if !opens_title(rest) {
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
    letter || is_roman(number) || depth(number).is_some()
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
        check("Chapter 3", 1);
        check("Anhang B", 1);
        check("Teil II – Der Rahmen", 1);
    }

    #[test]
    fn sentences_and_dates_are_not_headings() {
        check("3. Oktober 1990 war ein Feiertag.", 0);
        check("1994 Begann die Zusammenarbeit", 0);
        check("3 millionen Menschen", 0);
        check("C. Weber und andere", 0);
        check("Teil der Lösung", 0);
        check("Kapitel 3 behandelt die Folgen", 0);
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
