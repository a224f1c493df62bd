//! Characters of fonts that have signs in the places of letters: Symbol, Wingdings.

/// The letters of the font Symbol from `A` and from `a` on.
const GREEK_CAPITALS: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
const GREEK_SMALL: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";

/// The other characters of the font Symbol.
const SYMBOL: [(u8, char); 73] = [
    (0x22, '∀'),
    (0x24, '∃'),
    (0x27, '∋'),
    (0x2A, '∗'),
    (0x2D, '−'),
    (0x40, '≅'),
    (0x5C, '∴'),
    (0x5E, '⊥'),
    (0x7E, '∼'),
    (0xA0, '€'),
    (0xA1, 'ϒ'),
    (0xA2, '′'),
    (0xA3, '≤'),
    (0xA4, '⁄'),
    (0xA5, '∞'),
    (0xA6, 'ƒ'),
    (0xA7, '♣'),
    (0xA8, '♦'),
    (0xA9, '♥'),
    (0xAA, '♠'),
    (0xAB, '↔'),
    (0xAC, '←'),
    (0xAD, '↑'),
    (0xAE, '→'),
    (0xAF, '↓'),
    (0xB0, '°'),
    (0xB1, '±'),
    (0xB2, '″'),
    (0xB3, '≥'),
    (0xB4, '×'),
    (0xB5, '∝'),
    (0xB6, '∂'),
    (0xB7, '•'),
    (0xB8, '÷'),
    (0xB9, '≠'),
    (0xBA, '≡'),
    (0xBB, '≈'),
    (0xBC, '…'),
    (0xC0, 'ℵ'),
    (0xC1, 'ℑ'),
    (0xC2, 'ℜ'),
    (0xC3, '℘'),
    (0xC4, '⊗'),
    (0xC5, '⊕'),
    (0xC6, '∅'),
    (0xC7, '∩'),
    (0xC8, '∪'),
    (0xC9, '⊃'),
    (0xCA, '⊇'),
    (0xCB, '⊄'),
    (0xCC, '⊂'),
    (0xCD, '⊆'),
    (0xCE, '∈'),
    (0xCF, '∉'),
    (0xD0, '∠'),
    (0xD1, '∇'),
    (0xD2, '®'),
    (0xD3, '©'),
    (0xD4, '™'),
    (0xD5, '∏'),
    (0xD6, '√'),
    (0xD7, '⋅'),
    (0xD8, '¬'),
    (0xD9, '∧'),
    (0xDA, '∨'),
    (0xDB, '⇔'),
    (0xDC, '⇐'),
    (0xDD, '⇑'),
    (0xDE, '⇒'),
    (0xDF, '⇓'),
    (0xE0, '◊'),
    (0xE5, '∑'),
    (0xF2, '∫'),
];

/// The signs of Wingdings that stand in documents: boxes, ticks, arrows, bullets.
const WINGDINGS: [(u8, char); 34] = [
    (0x22, '✂'),
    (0x28, '☎'),
    (0x29, '✆'),
    (0x2A, '✉'),
    (0x3A, '🖥'),
    (0x46, '☞'),
    (0x4A, '☺'),
    (0x4C, '☹'),
    (0x6C, '●'),
    (0x6D, '❍'),
    (0x6E, '■'),
    (0x6F, '□'),
    (0x71, '❑'),
    (0x72, '❒'),
    (0x73, '⬧'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x9F, '•'),
    (0xA0, '▪'),
    (0xA7, '▪'),
    (0xA8, '◻'),
    (0xD8, '➢'),
    (0xDF, '←'),
    (0xE0, '→'),
    (0xE1, '↑'),
    (0xE2, '↓'),
    (0xE8, '➔'),
    (0xF0, '⇨'),
    (0xFB, '✗'),
    (0xFC, '✓'),
    (0xFD, '☒'),
    (0xFE, '☑'),
    (0xFF, '⊞'),
    (0x4B, '😐'),
];

/// The character that a code shows in a font. Nothing where nobody says.
pub(super) fn character(font: &str, code: u32) -> Option<char> {
    let font = font.to_lowercase();
    // Such fonts have their signs in the private area, behind a fixed place.
    let byte = u8::try_from(if (0xF000..0xF100).contains(&code) {
        code - 0xF000
    } else {
        code
    })
    .ok();
    let in_list = |list: &[(u8, char)]| {
        let found = list.iter().find(|(own, _)| Some(*own) == byte);
        found.map(|(_, character)| *character)
    };
    match font.as_str() {
        "symbol" => symbol(byte?).or_else(|| in_list(&SYMBOL)),
        "wingdings" => in_list(&WINGDINGS),
        _ if is_private(code) || font.starts_with("wingdings") || font.starts_with("webdings") => {
            None
        }
        _ => char::from_u32(code).filter(|c| !c.is_control()),
    }
}

/// Whether a font has signs in the places of letters.
pub(super) fn is_of_signs(font: &str) -> bool {
    let font = font.to_lowercase();
    font == "symbol" || font.starts_with("wingdings") || font.starts_with("webdings")
}

/// Whether nobody says what a character is.
pub(super) fn is_private(code: u32) -> bool {
    (0xE000..0xF900).contains(&code)
}

fn symbol(byte: u8) -> Option<char> {
    let letter = |letters: &str, from: u8| letters.chars().nth(usize::from(byte - from));
    match byte {
        b'A'..=b'Z' => letter(GREEK_CAPITALS, b'A'),
        b'a'..=b'z' => letter(GREEK_SMALL, b'a'),
        b'0'..=b'9'
        | b' '
        | b'!'
        | b'#'
        | b'%'
        | b'&'
        | b'('
        | b')'
        | b'+'
        | b','
        | b'.'
        | b'/'
        | b':'
        | b';'
        | b'<'
        | b'='
        | b'>'
        | b'?'
        | b'['
        | b']'
        | b'_'
        | b'{'
        | b'|'
        | b'}' => Some(char::from(byte)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_read_by_their_font() {
        assert_eq!(character("Symbol", 0xF061), Some('α'));
        assert_eq!(character("Symbol", 0xF0B3), Some('≥'));
        assert_eq!(character("Symbol", 0x57), Some('Ω'));
        assert_eq!(character("Wingdings", 0xF0FE), Some('☑'));
        assert_eq!(character("Wingdings", 0xF021), None);
        assert_eq!(character("Wingdings 3", 0xF0FE), None);
        assert_eq!(character("Arial", 0x2265), Some('≥'));
        assert_eq!(character("Arial", 0xF0FE), None);
    }
}
