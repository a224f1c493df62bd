//! Places as they are written, in their words and signs.

use super::{
    lexeme::{Lexeme, Unit, unit},
    titles::{Stretch, is_opening, stretches},
};
use crate::corpus::{
    Certainty,
    numbering::{LabelKind, announced, number_word},
};

/// A place has at most this many bytes without its titles; anything longer is a question.
const MAX_BYTES: usize = 200;

/// The lexemes that a text begins with, and the words behind them that belong to no place.
pub(super) fn lexemes(text: &str) -> Option<(Vec<Lexeme>, String)> {
    let text = text.trim().trim_end_matches(['?', '!']);
    let mut lexemes: Vec<Lexeme> = Vec::new();
    let stretches = stretches(titles_above(text, &mut lexemes));
    let plain = stretches.iter().map(|stretch| match stretch {
        Stretch::Plain(plain) => plain.len(),
        Stretch::Title(_) => 0,
    });
    if plain.sum::<usize>() > MAX_BYTES {
        return None;
    }
    let mut rest = String::new();
    for stretch in stretches {
        match stretch {
            // The title behind a number says again which section that is.
            Stretch::Title(title) if matches!(lexemes.last(), None | Some(Lexeme::Below)) => {
                lexemes.push(Lexeme::Title(title.to_owned()));
            }
            Stretch::Title(_) => {}
            Stretch::Plain(plain) => {
                let behind = scan(plain, &mut lexemes)?;
                if !behind.trim().is_empty() {
                    behind.trim().clone_into(&mut rest);
                    break;
                }
            }
        }
    }
    Some((second_unit_wins(lexemes)?, rest))
}

/// Adds the lexemes of a text; what is left of it from the first word on that is none. Nothing if
/// there is nonsense in it.
fn scan<'a>(text: &'a str, lexemes: &mut Vec<Lexeme>) -> Option<&'a str> {
    let mut rest = text;
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
            '≈' => {
                lexemes.push(Lexeme::Counted);
                first.len_utf8()
            }
            '›' => {
                lexemes.push(Lexeme::Below);
                let behind = rest.get(first.len_utf8()..)?;
                rest = title_below(behind, lexemes);
                continue;
            }
            '(' => {
                let inner = rest.get(1..)?.split(')').next()?;
                // `p. 3 (machine-read)`
                if [Certainty::MachineRead, Certainty::Uncertain]
                    .iter()
                    .any(|doubt| doubt.remark() == inner)
                {
                    rest = rest.get(inner.len() + 2..)?;
                    continue;
                }
                if inner.is_empty() || inner.len() > 6 || !inner.chars().all(char::is_alphanumeric)
                {
                    return Some(rest);
                }
                lexemes.push(Lexeme::Parenthesis(inner.to_lowercase()));
                (inner.len() + 2).min(rest.len())
            }
            first if first.is_whitespace() => first.len_utf8(),
            '§' | '¶' => sign(rest, first, lexemes),
            _ => {
                let word = word(rest);
                match lexeme(word, lexemes) {
                    Some(found) => lexemes.extend(found),
                    None if has_number(lexemes) => return Some(rest),
                    None => return None,
                }
                word.len()
            }
        };
        rest = rest.get(length..)?;
    }
    Some(rest)
}

fn has_number(lexemes: &[Lexeme]) -> bool {
    let is_number = |lexeme: &Lexeme| matches!(lexeme, Lexeme::Number(_) | Lexeme::Title(_));
    lexemes.iter().any(is_number)
}

/// The titles that a text begins with, each before a `›`; what stands behind them. They are written as they are:
/// a title may hold marks of quotation itself, `Part “North” › § 3`.
fn titles_above<'a>(text: &'a str, lexemes: &mut Vec<Lexeme>) -> &'a str {
    let mut rest = text;
    while let Some((title, behind)) = rest.split_once('›') {
        let title = title.trim();
        // `§ 3 “A › B”`: the title behind a number has the sign itself.
        let number = title.split(is_opening).next().unwrap_or_default().trim();
        if number.is_empty() || is_label(number) {
            break;
        }
        lexemes.push(Lexeme::Title(title.to_owned()));
        lexemes.push(Lexeme::Below);
        rest = behind;
    }
    rest
}

/// The title that a text begins with, if that is no number; what stands behind it. `1 Einleitung` is a title.
fn title_below<'a>(text: &'a str, lexemes: &mut Vec<Lexeme>) -> &'a str {
    let text = text.trim_start();
    let end = text.find(['›', '¶']).unwrap_or(text.len());
    let (title, behind) = text.split_at_checked(end).unwrap_or((text, ""));
    let title = title.trim_end();
    if title.is_empty() || is_label(title) {
        return text;
    }
    lexemes.push(Lexeme::Title(title.to_owned()));
    behind
}

/// Whether the name of a section is its number, with what announces it.
fn is_label(title: &str) -> bool {
    let word = word(title);
    let bare = word.trim_end_matches(['.', ':', ')', 'º', 'ª', '°']);
    let is_number_alone = || {
        let mut lexemes = Vec::new();
        let rest = scan(title, &mut lexemes);
        // `21. Eins` is a title, and so is `(old) rules`.
        rest.is_some_and(str::is_empty) && lexemes.len() == 1
    };
    title.starts_with(['§', '≈'])
        || (title.starts_with('(') && is_number_alone())
        || (is_number(&bare.to_lowercase()) && is_number_alone())
        || (announced(bare).is_some()
            && title.contains(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase())
            && title.split_whitespace().count() == 2)
}

fn sign(rest: &str, sign: char, lexemes: &mut Vec<Lexeme>) -> usize {
    lexemes.push(Lexeme::Unit(if sign == '§' {
        Unit::Section(LabelKind::Sign)
    } else {
        Unit::Pilcrow
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
    let ends = |c: char| c.is_whitespace() || ",;&§¶–—‑−≈-(›".contains(c);
    let end = rest.find(ends).unwrap_or(rest.len());
    let word = rest.get(..end).unwrap_or_default();
    // `fn17`, `S.12`: the number begins a word of its own.
    let has_letters = word.starts_with(char::is_alphabetic);
    match word.find(|c: char| c.is_ascii_digit()) {
        Some(digit) if has_letters && digit > 1 && !is_number(&word.to_lowercase()) => {
            word.get(..digit).unwrap_or(word)
        }
        Some(digit) if has_letters && word.to_lowercase().starts_with(['s', 'p']) => {
            word.get(..digit).unwrap_or(word)
        }
        _ => word,
    }
}

/// The lexemes of a word; emptiness is an empty list, and what belongs to no place is `None`.
fn lexeme(word: &str, before: &mut [Lexeme]) -> Option<Vec<Lexeme>> {
    let lower = word.to_lowercase();
    let bare = lower.trim_end_matches(['.', ':', ')', 'º', 'ª', '°']);
    if matches!(bare, "and" | "und" | "sowie" | "et" | "en" | "oraz") {
        return Some(vec![Lexeme::Comma]);
    }
    if matches!(bare, "to" | "bis" | "through" | "à" | "tot" | "até") {
        return Some(vec![Lexeme::Dash]);
    }
    if matches!(bare, "the" | "der" | "die" | "den" | "das") {
        return if has_number(before) {
            None
        } else {
            Some(Vec::new())
        };
    }
    // `Artigo 22.º, n.º 3`; a bare `n` is a number of nothing.
    if matches!(bare, "n" | "n.os") && lower != bare {
        return Some(vec![Lexeme::Unit(Unit::Item)]);
    }
    let is_of_section = matches!(before.last(), Some(Lexeme::Unit(Unit::Section(_))));
    let is_one_letter = bare.len() == 1 && bare.bytes().all(|b| b.is_ascii_lowercase());
    if is_of_section && is_one_letter {
        // `Annex S`, which is no page.
        return Some(vec![Lexeme::Number(word.get(..1)?.to_owned())]);
    }
    if let Some(unit) = unit(bare) {
        return Some(vec![Lexeme::Unit(unit)]);
    }
    if let Some(number) = number_word(bare) {
        return Some(vec![Lexeme::Number(number.to_string())]);
    }
    let number = word.trim_end_matches(['.', ':', ')', 'º', 'ª', '°']);
    let first = number.bytes().next();
    let is_one = |b: u8| b.is_ascii_alphabetic() && Some(b) == first;
    // `aa)` comes behind `z)` or stands within `a)`.
    let is_letter = matches!(number.len(), 1..=3) && number.bytes().all(is_one);
    if is_letter && let Some(Lexeme::Number(last)) = before.last_mut() {
        let is_of_number = number.len() == 1
            && number == word
            && number == lower
            && last.bytes().all(|b| b.is_ascii_digit());
        if is_of_number {
            // `§ 12 a`.
            last.push_str(number);
            return Some(Vec::new());
        }
    }
    let may_be_letter = matches!(
        before.last(),
        Some(
            Lexeme::Unit(Unit::Section(_) | Unit::Item | Unit::Point | Unit::Paragraph)
                | Lexeme::Below
        )
    ) || (word.len() > number.len() && has_number(before))
        || word.ends_with('.') && word.starts_with(|c: char| c.is_ascii_uppercase());
    (is_number(bare) || (is_letter && may_be_letter))
        .then(|| vec![Lexeme::Number(number.to_owned())])
}

/// `2`, `2.3`, `2.3b`, `IV`, `II.B.5`.
fn is_number(word: &str) -> bool {
    let mut parts = word.split('.');
    let is_roman = |part: &str| !part.is_empty() && part.chars().all(|c| "ivxlc".contains(c));
    let is_decimal = |part: &str| {
        let digits = part.trim_end_matches(|c: char| c.is_ascii_lowercase());
        !digits.is_empty()
            && part.len() - digits.len() <= 2
            && digits.chars().all(|c| c.is_ascii_digit())
    };
    let is_letter = |part: &str| part.len() == 1 && part.bytes().all(|b| b.is_ascii_lowercase());
    let is_alone = !word.contains('.');
    let first = parts.next().unwrap_or_default();
    (is_decimal(first) || is_roman(first) || (is_letter(first) && !is_alone))
        && parts.all(|part| is_decimal(part) || is_roman(part) || is_letter(part))
}

#[cfg(test)]
mod tests {
    use crate::passages::Place;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let parts = text.parse::<Place>().map(|place| {
            let parts = place.parts.iter().map(ToString::to_string);
            parts.collect::<Vec<_>>().join(" | ")
        });
        assert_eq!(parts.as_deref().unwrap_or("no place"), expected, "{text}");
    }

    #[test]
    fn places_are_read_as_people_write_them() {
        check("§ 2.3", "§ 2.3");
        check("2.3–2.5, 4", "§ 2.3–2.5 | § 4");
        check("¶ 12", "¶ 12");
        check("§ 2.3 ¶ 4", "§ 2.3 ¶ 4");
        check("Abs. 3-5", "¶ 3–5");
        check("fn. 17", "fn. 17");
        check("Fn 17", "fn. 17");
        check("fn17", "fn. 17");
        check("Fußnoten 17 bis 19 und 21", "fn. 17–19 | fn. 21");
        check("S. 12", "p. 12");
        check("S.12", "p. 12");
        check("pp. 12–14", "p. 12–14");
        check("section four", "Section 4");
        check("the fourth section", "Section 4");
        check("4. Abschnitt", "Section 4");
        check("Abschnitt vier?", "Section 4");
        check("Kapitel IV", "Chapter IV");
        check("§ 3.2 Satz 2", "§ 3.2, sentence 2");
        check("§ 3.2 Abs. 1 Sätze 2 bis 4", "§ 3.2 (1), sentence 2–4");
        check(
            "§ 3.2 Satz 2 und 3",
            "§ 3.2, sentence 2 | § 3.2, sentence 3",
        );
        check(
            "§ 5 Abs. 1 Satz 2, Satz 4",
            "§ 5 (1), sentence 2 | § 5 (1), sentence 4",
        );
        check("página 12", "p. 12");
        check("§§ 1, 2.1 und 3", "§ 1 | § 2.1 | § 3");
    }

    #[test]
    fn numbers_of_sources_are_read() {
        check("§ 21a", "§ 21a");
        check("§ 12 a", "§ 12a");
        check("Article 12(3)(b)", "Art. 12 (3)(b)");
        check("§ 17 Abs. 2 Nr. 3", "§ 17 (2)(3)");
        check("§ 17 Abs. 2 Nr. 3 lit. a", "§ 17 (2)(3)(a)");
        check("§ 17 (2) 1. a)", "§ 17 (2)(1)(a)");
        check("Art. 4 (1) bis (3)", "Art. 4 (1)–(3)");
        check("Art. 13", "Art. 13");
        check("Artigo 22.º, n.º 3", "Art. 22 (3)");
        check("art. 5, comma 2", "Art. 5 (2)");
        check("§ 5, Abs. 2, Nr. 1", "§ 5 (2)(1)");
        check("§ 5, ¶ 2", "§ 5 | ¶ 2");
        check("§ 5, 2", "§ 5 | § 2");
        check("Section 5", "Section 5");
        check("II.B.5", "§ II.B.5");
        check("Anhang B", "Annex B");
        check("Rule 7", "Rule 7");
        check("Part II › § 3", "Part II › § 3");
        check("Part II § 3", "Part II › § 3");
        check("§ 3, Part II", "§ 3 | Part II");
        check("§§ 3 bis 5", "§ 3–5");
        check("§ 3 Ziffer 2", "§ 3 (2)");
        check("§ 2 › Austritt", "§ 2 › Austritt");
    }

    #[test]
    fn printed_locators_are_read() {
        check(
            "§ ≈2 „SEMATECH · CFIUS“ ¶ ≈4, p. 12, fn. 17, 18",
            "§ ≈2 ¶ 4 | p. 12 | fn. 17 | fn. 18",
        );
        check("§ 1 „Die „neue“ Lage, 2.3“ ¶ 1", "§ 1 ¶ 1");
        check("§ 17 (2) 1. „Wahl“, fn. 3", "§ 17 (2)(1) | fn. 3");
        check("§ 2 › „Austritt, § 7“ ¶ 1", "§ 2 › Austritt, § 7 ¶ 1");
        check("§ 2 › „Austritt“ (2) 1.", "§ 2 › Austritt (2)(1)");
        check("„Präambel“ ¶ 1", "Präambel ¶ 1");
        check("Fees › § 1 „a“ ¶ 1", "Fees › § 1 ¶ 1");
        check("1 Einleitung › § 1.1 “Der Rahmen”", "1 Einleitung › § 1.1");
        check("2.3 › „Der Rahmen“", "§ 2.3 › Der Rahmen");
        check("Annex B › “Crews” aa)", "Annex B › Crews (aa)");
        check("Part “North” › § 3 „a“ ¶ 1", "Part “North” › § 3 ¶ 1");
        check("Die „Halle › § 3 “a” ¶ 1", "Die „Halle › § 3 ¶ 1");
        check("21. Eins › § 3", "21. Eins › § 3");
        check("Annex S", "Annex S");
        check("§ p › „a“ ¶ 2", "§ p › a ¶ 2");
        check("§ 2 a) bb) „Frist“", "§ 2 (a)(bb)");
    }

    #[test]
    fn what_stands_behind_a_place_may_name_its_document() {
        let read = |text: &str| {
            let (place, behind) = Place::read(text).ok()?;
            Some(format!("{} | {behind}", place.parts.first()?))
        };
        assert_eq!(read("Art. 13 GDPR").as_deref(), Some("Art. 13 | GDPR"));
        assert_eq!(read("§ 3 BUrlG").as_deref(), Some("§ 3 | BUrlG"));
        let of = read("Article 12(3)(b) of the Treaty");
        assert_eq!(of.as_deref(), Some("Art. 12 (3)(b) | of the Treaty"));
    }

    #[test]
    fn titles_stand_in_the_marks_of_any_language() {
        for title in [
            "“Old and “new” rules”",
            "«Le “nouveau” droit»",
            "»Neu«",
            "„Das «neue» Recht”",
        ] {
            check(&format!("§ 1 {title} ¶ 1"), "§ 1 ¶ 1");
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
                let text = format!("§ 2 {open}{title}{close} ¶ 1, fn. 3");
                check(&text, "§ 2 ¶ 1 | fn. 3");
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
            "die",
        ] {
            check(question, "no place");
        }
    }
}
