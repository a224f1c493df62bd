//! Texts in the objects of a file: titles, names, labels.

/// The characters of `PDFDocEncoding` from 0x80 on, where it is not Latin-1.
const UPPER: &str = "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™\u{FB01}\u{FB02}ŁŒŠŸŽıłœšž\u{FFFD}€";

/// A text string as UTF-16, UTF-8 or `PDFDocEncoding`, with white space folded.
pub(super) fn text(bytes: &[u8]) -> String {
    let decoded = if let Some(units) = bytes.strip_prefix(b"\xFE\xFF") {
        encoding_rs::UTF_16BE
            .decode_without_bom_handling(units)
            .0
            .into_owned()
    } else if let Some(units) = bytes.strip_prefix(b"\xFF\xFE") {
        encoding_rs::UTF_16LE
            .decode_without_bom_handling(units)
            .0
            .into_owned()
    } else if let Some(text) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        String::from_utf8_lossy(text).into_owned()
    } else {
        bytes.iter().map(|byte| of_byte(*byte)).collect()
    };
    let shown: String = decoded
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn of_byte(byte: u8) -> char {
    match byte.checked_sub(0x80) {
        Some(at) if at <= 0x20 => UPPER.chars().nth(usize::from(at)).unwrap_or(' '),
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_in_one_of_three_encodings() {
        assert_eq!(text(b"\xFE\xFF\0A\x20\x14\0B"), "A—B");
        assert_eq!(text(b"\xEF\xBB\xBFGr\xC3\xBC\xC3\x9Fe"), "Grüße");
        assert_eq!(text(b"Gr\xFC\xDFe \x84 \x80\r\n x\xA0"), "Grüße — • x€");
        assert_eq!(text(b""), "");
    }
}
