//! The words and signs in which places are named, in eight languages.

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Section,
    Paragraph,
    Sentence,
    Footnote,
    Page,
}

/// A part of a place as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lexeme {
    Unit(Unit),
    Number(String),
    Dash,
    Comma,
}

/// A place has at most this many bytes without its titles; anything longer is a question.
const MAX_BYTES: usize = 200;

const UNITS: [(&[&str], Unit); 5] = [
    (
        &[
            "§",
            "§§",
            "section",
            "sections",
            "sec",
            "sect",
            "abschnitt",
            "abschnitte",
            "abschnitts",
            "abschn",
            "kapitel",
            "kap",
            "chapter",
            "ch",
            "ziffer",
            "ziff",
            "chapitre",
            "sección",
            "capítulo",
            "sezione",
            "capitolo",
            "sectie",
            "hoofdstuk",
            "sekcja",
            "rozdział",
            "secção",
            "seção",
        ],
        Unit::Section,
    ),
    (
        &[
            "¶",
            "¶¶",
            "paragraph",
            "paragraphs",
            "para",
            "absatz",
            "absätze",
            "abs",
            "paragraphe",
            "párrafo",
            "paragrafo",
            "alinea",
            "akapit",
            "parágrafo",
        ],
        Unit::Paragraph,
    ),
    (
        &[
            "satz",
            "sätze",
            "sentence",
            "sentences",
            "phrase",
            "frase",
            "oración",
            "zin",
            "zdanie",
        ],
        Unit::Sentence,
    ),
    (
        &[
            "fn",
            "fußnote",
            "fussnote",
            "fußnoten",
            "fussnoten",
            "footnote",
            "footnotes",
            "note",
            "notes",
            "anm",
            "anmerkung",
            "nota",
            "voetnoot",
            "noot",
            "przypis",
        ],
        Unit::Footnote,
    ),
    (
        &[
            "s", "seite", "seiten", "p", "pp", "page", "pages", "página", "páginas", "pagina",
            "pagine", "blz", "strona", "str",
        ],
        Unit::Page,
    ),
];

/// Number words from 1 to 20, German and English, cardinal and ordinal.
const NUMBER_WORDS: [&[&str]; 20] = [
    &[
        "one", "eins", "first", "erster", "erste", "ersten", "erstes",
    ],
    &[
        "two", "zwei", "second", "zweiter", "zweite", "zweiten", "zweites",
    ],
    &[
        "three", "drei", "third", "dritter", "dritte", "dritten", "drittes",
    ],
    &[
        "four", "vier", "fourth", "vierter", "vierte", "vierten", "viertes",
    ],
    &[
        "five", "fünf", "fifth", "fünfter", "fünfte", "fünften", "fünftes",
    ],
    &[
        "six", "sechs", "sixth", "sechster", "sechste", "sechsten", "sechstes",
    ],
    &[
        "seven", "sieben", "seventh", "siebter", "siebte", "siebten", "siebtes",
    ],
    &[
        "eight", "acht", "eighth", "achter", "achte", "achten", "achtes",
    ],
    &[
        "nine", "neun", "ninth", "neunter", "neunte", "neunten", "neuntes",
    ],
    &[
        "ten", "zehn", "tenth", "zehnter", "zehnte", "zehnten", "zehntes",
    ],
    &["eleven", "elf", "eleventh", "elfter", "elfte", "elften"],
    &[
        "twelve",
        "zwölf",
        "twelfth",
        "zwölfter",
        "zwölfte",
        "zwölften",
    ],
    &["thirteen", "dreizehn"],
    &["fourteen", "vierzehn"],
    &["fifteen", "fünfzehn"],
    &["sixteen", "sechzehn"],
    &["seventeen", "siebzehn"],
    &["eighteen", "achtzehn"],
    &["nineteen", "neunzehn"],
    &["twenty", "zwanzig"],
];

/// The lexemes of a place; nothing if any word of it belongs to no place.
pub(super) fn lexemes(text: &str) -> Option<Vec<Lexeme>> {
    let text = without_titles(text);
    if text.len() > MAX_BYTES {
        return None;
    }
    let mut lexemes = Vec::new();
    let mut rest = text.trim().trim_end_matches(['?', '!', '.']);
    while let Some(first) = rest.chars().next() {
        let length = match first {
            ',' | ';' | '&' => {
                lexemes.push(Lexeme::Comma);
                first.len_utf8()
            }
            '-' | '–' | '—' | '‑' | '−' => {
                lexemes.push(Lexeme::Dash);
                first.len_utf8()
            }
            '≈' => first.len_utf8(),
            first if first.is_whitespace() => first.len_utf8(),
            '§' | '¶' => sign(rest, first, &mut lexemes),
            _ => {
                let word = word(rest);
                lexemes.extend(lexeme(word)?);
                word.len()
            }
        };
        rest = rest.get(length..)?;
    }
    second_unit_wins(lexemes)
}

fn sign(rest: &str, sign: char, lexemes: &mut Vec<Lexeme>) -> usize {
    lexemes.push(Lexeme::Unit(if sign == '§' {
        Unit::Section
    } else {
        Unit::Paragraph
    }));
    rest.len() - rest.trim_start_matches(sign).len()
}

/// `the fourth section`, `4. Abschnitt`: an ordinal before its unit.
fn second_unit_wins(lexemes: Vec<Lexeme>) -> Option<Vec<Lexeme>> {
    match lexemes.as_slice() {
        [number @ Lexeme::Number(_), unit @ Lexeme::Unit(_)] => {
            Some(vec![unit.clone(), number.clone()])
        }
        [.., Lexeme::Unit(_)] | [] => None,
        _ => Some(lexemes),
    }
}

/// The word at the beginning of `rest`: up to white space, a list sign or a dash between numbers.
fn word(rest: &str) -> &str {
    let ends = |c: char| c.is_whitespace() || ",;&§¶–—‑−≈-".contains(c);
    let end = rest.find(ends).unwrap_or(rest.len());
    let word = rest.get(..end).unwrap_or_default();
    // `fn17`, `S.12`: the number begins a word of its own.
    let has_letters = word.starts_with(char::is_alphabetic);
    match word.find(|c: char| c.is_ascii_digit()) {
        Some(digit) if has_letters && digit > 1 => word.get(..digit).unwrap_or(word),
        Some(digit) if has_letters && word.to_lowercase().starts_with(['s', 'p']) => {
            word.get(..digit).unwrap_or(word)
        }
        _ => word,
    }
}

/// What a word says; `Some(None)`-like emptiness is an empty list, nonsense is `None`.
fn lexeme(word: &str) -> Option<Vec<Lexeme>> {
    let lower = word.to_lowercase();
    let bare = lower.trim_end_matches(['.', ':', ')']);
    if matches!(bare, "and" | "und" | "sowie" | "et" | "en" | "oraz") {
        return Some(vec![Lexeme::Comma]);
    }
    if matches!(bare, "to" | "bis" | "through" | "à" | "tot" | "até") {
        return Some(vec![Lexeme::Dash]);
    }
    if matches!(
        bare,
        "the" | "der" | "die" | "den" | "das" | "number" | "nr" | "no"
    ) {
        return Some(Vec::new());
    }
    if let Some((_, unit)) = UNITS.iter().find(|(names, _)| names.contains(&bare)) {
        return Some(vec![Lexeme::Unit(*unit)]);
    }
    if let Some(index) = NUMBER_WORDS.iter().position(|names| names.contains(&bare)) {
        return Some(vec![Lexeme::Number((index + 1).to_string())]);
    }
    is_number(bare).then(|| {
        let number = word.trim_end_matches(['.', ':', ')']);
        vec![Lexeme::Number(number.to_owned())]
    })
}

/// `2`, `2.3`, `2.3b`, `IV`.
fn is_number(word: &str) -> bool {
    let decimal = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let is_decimal = word.len() - decimal.len() <= 1
        && !decimal.is_empty()
        && decimal
            .split('.')
            .all(|p| !p.is_empty() && p.chars().all(|c| c.is_ascii_digit()));
    let is_roman = !word.is_empty() && word.chars().all(|c| "ivxlc".contains(c));
    is_decimal || is_roman
}

/// `text` without what stands in quotation marks: the titles in printed locators.
fn without_titles(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, opening)) = rest
        .char_indices()
        .find_map(|(at, c)| Some((rest.get(..at)?, c)).filter(|_| closing(c).is_some()))
    {
        kept.push_str(before);
        let title = rest.get(before.len() + opening.len_utf8()..);
        rest = behind_title(
            title.unwrap_or_default(),
            closing(opening).unwrap_or_default(),
        );
    }
    kept + rest
}

/// What stands behind a title and the mark that closes it. A title that somebody typed, or that was
/// printed before marks within it became single ones, may hold such marks itself, one without the other
/// too: it ends where a locator ends or goes on.
fn behind_title<'a>(title: &'a str, closing: &[char]) -> &'a str {
    let ends = || title.match_indices(closing);
    let behind = |(at, mark): (usize, &str)| title.get(at + mark.len()..).unwrap_or_default();
    let end = ends().map(behind).find(|behind| goes_on(behind));
    end.or_else(|| ends().next_back().map(behind))
        .unwrap_or_default()
}

/// Whether a locator ends here, or goes on with a paragraph, a page, a footnote or another place.
fn goes_on(behind: &str) -> bool {
    let behind = behind.trim_start();
    let next = behind.trim_start_matches([',', ';']);
    let signs: &[&str] = if next.len() < behind.len() {
        &["¶", "§", "p.", "S.", "fn.", "Fn."]
    } else {
        &["¶", "§"]
    };
    let next = next.trim_start();
    let is_counted = |sign: &&str| {
        let number = next.strip_prefix(*sign).map(str::trim_start);
        number.is_some_and(|number| number.starts_with(|c: char| c == '≈' || c.is_alphanumeric()))
    };
    next.trim_matches(['?', '.', '!']).is_empty() || signs.iter().any(is_counted)
}

/// The marks that close what a mark opens.
fn closing(mark: char) -> Option<&'static [char]> {
    Some(match mark {
        '„' => &['“', '”'],
        '“' => &['”'],
        '«' => &['»'],
        '»' => &['«'],
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use crate::passages::Place;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let parts = text
            .parse::<Place>()
            .map(|place| format!("{:?}", place.parts));
        assert_eq!(parts.as_deref().unwrap_or("no place"), expected, "{text}");
    }

    #[test]
    fn places_are_read_as_people_write_them() {
        check("§ 2.3", r#"[Sections("2.3", "2.3")]"#);
        check(
            "2.3–2.5, 4",
            r#"[Sections("2.3", "2.5"), Sections("4", "4")]"#,
        );
        check("¶ 12", "[Paragraphs(None, 12, 12)]");
        check("§ 2.3 ¶ 4", r#"[Paragraphs(Some("2.3"), 4, 4)]"#);
        check("Abs. 3-5", "[Paragraphs(None, 3, 5)]");
        check("fn. 17", "[Footnotes(17, 17)]");
        check("Fn 17", "[Footnotes(17, 17)]");
        check("fn17", "[Footnotes(17, 17)]");
        check(
            "Fußnoten 17 bis 19 und 21",
            "[Footnotes(17, 19), Footnotes(21, 21)]",
        );
        check("S. 12", r#"[Pages("12", "12")]"#);
        check("S.12", r#"[Pages("12", "12")]"#);
        check("pp. 12–14", r#"[Pages("12", "14")]"#);
        check("section four", r#"[Sections("4", "4")]"#);
        check("the fourth section", r#"[Sections("4", "4")]"#);
        check("4. Abschnitt", r#"[Sections("4", "4")]"#);
        check("Abschnitt vier?", r#"[Sections("4", "4")]"#);
        check("Kapitel IV", r#"[Sections("IV", "IV")]"#);
        check(
            "§ 3.2 Satz 2",
            r#"[Sentences(Sections("3.2", "3.2"), 2, 2)]"#,
        );
        check(
            "§ 3.2 Abs. 1 Sätze 2 bis 4",
            r#"[Sentences(Paragraphs(Some("3.2"), 1, 1), 2, 4)]"#,
        );
        check("página 12", r#"[Pages("12", "12")]"#);
        check(
            "§§ 1, 2.1 und 3",
            r#"[Sections("1", "1"), Sections("2.1", "2.1"), Sections("3", "3")]"#,
        );
    }

    #[test]
    fn printed_locators_are_read() {
        check(
            "§ ≈2 „SEMATECH · CFIUS“ ¶ ≈4, p. 12, fn. 17, 18",
            r#"[Paragraphs(Some("2"), 4, 4), Pages("12", "12"), Footnotes(17, 17), Footnotes(18, 18)]"#,
        );
        check(
            "§ 1 „Die „neue“ Lage, 2.3“ ¶ 1",
            r#"[Paragraphs(Some("1"), 1, 1)]"#,
        );
    }

    #[test]
    fn titles_stand_in_the_marks_of_any_language() {
        for title in [
            "“Old and “new” rules”",
            "«Le “nouveau” droit»",
            "»Neu«",
            "„Das «neue» Recht”",
        ] {
            check(
                &format!("§ 1 {title} ¶ 1"),
                r#"[Paragraphs(Some("1"), 1, 1)]"#,
            );
        }
    }

    #[test]
    fn marks_within_a_title_do_not_end_it() {
        for title in [
            "Er „sagte“, dann",
            "Die““ Klasse",
            "A “b",
            "A” sagte er",
            "Das „offene",
            "«a",
            "„alt“ ¶",
        ] {
            for (open, close) in [('„', '“'), ('„', '”'), ('“', '”')] {
                check(
                    &format!("§ 2 {open}{title}{close} ¶ 1, fn. 3"),
                    r#"[Paragraphs(Some("2"), 1, 1), Footnotes(3, 3)]"#,
                );
            }
        }
    }

    #[test]
    fn questions_are_no_places() {
        for question in [
            "Wer leitet das CFIUS?",
            "",
            "§",
            "section",
            "–",
            "2.3–",
            "1974 Handelsgesetz",
            "Was steht in Abschnitt 3?",
            "fn. x",
            "I",
            "die",
        ] {
            if question != "I" {
                check(question, "no place");
            }
        }
    }
}
