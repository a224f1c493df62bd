//! The figures in which a document counts: `3`, `iv`, `AA`, `First`, `①`.

use crate::corpus::{formats::list_numbers::doubled_letters, numbering::to_roman};

/// Numbers are written in letters and Roman figures up to here.
const LAST_ROMAN: u32 = 3_999;
const LAST_LETTER: u32 = 780;

/// English words, which are written in this one language.
const CARDINAL: [&str; 20] = [
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
    "Thirteen",
    "Fourteen",
    "Fifteen",
    "Sixteen",
    "Seventeen",
    "Eighteen",
    "Nineteen",
    "Twenty",
];
const ORDINAL: [&str; 20] = [
    "First",
    "Second",
    "Third",
    "Fourth",
    "Fifth",
    "Sixth",
    "Seventh",
    "Eighth",
    "Ninth",
    "Tenth",
    "Eleventh",
    "Twelfth",
    "Thirteenth",
    "Fourteenth",
    "Fifteenth",
    "Sixteenth",
    "Seventeenth",
    "Eighteenth",
    "Nineteenth",
    "Twentieth",
];

/// The signs of notes that are not numbered.
const SIGNS: [char; 4] = ['*', '†', '‡', '§'];

/// A number as the format `name` writes it; nothing where it writes none.
pub(super) fn written(name: &str, number: u32, is_english: bool) -> Option<String> {
    let plain = || number.to_string();
    let word = |words: &[&str]| {
        let word = usize::try_from(number).ok()?.checked_sub(1)?;
        words
            .get(word)
            .filter(|_| is_english)
            .map(|word| (*word).to_owned())
    };
    Some(match name {
        "none" | "bullet" => return None,
        "upperRoman" => small_roman(number).map_or_else(plain, |roman| roman.to_uppercase()),
        "lowerRoman" => small_roman(number).unwrap_or_else(plain),
        "upperLetter" => small_letters(number).map_or_else(plain, |letters| letters.to_uppercase()),
        "lowerLetter" => small_letters(number).unwrap_or_else(plain),
        "decimalZero" => format!("{number:02}"),
        "ordinal" if is_english => format!("{number}{}", english_ending(number)),
        "ordinal" => format!("{number}."),
        "cardinalText" => word(&CARDINAL).unwrap_or_else(plain),
        "ordinalText" => word(&ORDINAL).unwrap_or_else(plain),
        "numberInDash" => format!("- {number} -"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => {
            enclosed(number, 0x245F).unwrap_or_else(plain)
        }
        "decimalEnclosedParen" => enclosed(number, 0x2473).unwrap_or_else(plain),
        "decimalEnclosedFullstop" => enclosed(number, 0x2487).unwrap_or_else(plain),
        "chicago" => sign(number).unwrap_or_else(plain),
        _ => plain(),
    })
}

fn small_roman(number: u32) -> Option<String> {
    (1..=LAST_ROMAN).contains(&number).then(|| to_roman(number))
}

/// `a` to `z`, `aa`, `bb` …; nothing beyond what is written in letters.
fn small_letters(number: u32) -> Option<String> {
    (1..=LAST_LETTER)
        .contains(&number)
        .then(|| doubled_letters(number - 1, usize::MAX))
}

fn english_ending(number: u32) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

/// Numbers up to 20 that are one character each.
fn enclosed(number: u32, before: u32) -> Option<String> {
    let character = (1..=20).contains(&number).then(|| before + number)?;
    char::from_u32(character).map(String::from)
}

fn sign(number: u32) -> Option<String> {
    let at = usize::try_from(number.checked_sub(1)?).ok()?;
    let sign = SIGNS.get(at % SIGNS.len())?;
    Some(sign.to_string().repeat((at / SIGNS.len()).min(20) + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_processors_write_them() {
        let of = |name, number| written(name, number, true).unwrap_or_default();
        for (name, number, expected) in [
            ("decimal", 12, "12"),
            ("upperRoman", 14, "XIV"),
            ("lowerRoman", 0, "0"),
            ("lowerLetter", 26, "z"),
            ("lowerLetter", 28, "bb"),
            ("upperLetter", 2, "B"),
            ("decimalZero", 7, "07"),
            ("ordinal", 22, "22nd"),
            ("ordinal", 112, "112th"),
            ("ordinalText", 3, "Third"),
            ("cardinalText", 21, "21"),
            ("decimalEnclosedCircle", 3, "③"),
            ("chicago", 6, "††"),
            ("bullet", 1, ""),
            ("unheardOf", 4, "4"),
        ] {
            assert_eq!(of(name, number), expected, "{name} {number}");
        }
        assert_eq!(written("ordinal", 3, false).as_deref(), Some("3."));
    }
}
