//! Bytes to text. A wrong guess here spoils every quote silently, so each choice is reported, and
//! what is not text at all is refused with a word on what it is.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::corpus::{
    binary::{CONVERT, begins_like, is_control},
    warning::Warning,
};
use crate::language::{Language, detect};

/// The text of a file, and how it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark; line endings are left as they are.
    pub text: String,
    /// The encoding, as the Encoding Standard names it.
    pub encoding: &'static str,
    /// The grounds for the choice of the encoding.
    pub how: EncodingReason,
    /// The warnings for the owner of the file.
    pub warnings: Vec<Warning>,
}

/// The grounds for the choice of an encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EncodingReason {
    /// A byte order mark.
    ByMark,
    /// The bytes are valid UTF-8.
    Utf8,
    /// The operator, in a sidecar `name.ext.encoding`.
    Declared,
    /// The file itself, where its format has a place for it.
    DeclaredInside,
    /// A guess from the bytes.
    Detected,
}

/// The reason why a file is not text. The message says what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// The first bytes are those of a known format that is not text.
    #[error("looks like {kind}; {remedy}")]
    Binary {
        /// `a PDF`, `a PNG image`.
        kind: &'static str,
        /// Advice on what to do instead.
        remedy: &'static str,
    },
    /// Bytes that no text holds.
    #[error("is not text: it holds zero bytes, the first at byte {position}; {CONVERT}")]
    ZeroBytes {
        /// The position of the first one.
        position: usize,
    },
    /// Too many control characters for a text.
    #[error("is not text: {percent} % of its bytes are control characters; {CONVERT}")]
    ControlCharacters {
        /// Their share.
        percent: usize,
    },
    /// The sidecar names an encoding that does not exist.
    #[error(
        "the encoding `{label}` is not known; write a label such as `utf-8`, `windows-1252` or `macintosh`"
    )]
    UnknownLabel {
        /// The label in the sidecar.
        label: String,
    },
}

/// Above this share of control characters, in percent, a file is not text.
const MAX_CONTROL_PERCENT: usize = 5;

/// Reads bytes as text: by byte order mark, else as UTF-8, else as the file `says` of itself, else by a
/// guess that is reported.
pub fn decode(bytes: &[u8], says: Option<&'static Encoding>) -> Result<Decoded, DecodeError> {
    if bytes.starts_with(b"\xFF\xFE\x00\x00") {
        return Err(DecodeError::Binary {
            kind: "UTF-32 text",
            remedy: "save it as UTF-8",
        });
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(read(
            bytes.get(mark..).unwrap_or_default(),
            encoding,
            EncodingReason::ByMark,
        ));
    }
    refuse_known_format(bytes)?;
    if let Some(encoding) = utf_16_by_zero_bytes(bytes) {
        return Ok(read(bytes, encoding, EncodingReason::Detected));
    }
    refuse_no_text(bytes)?;
    if std::str::from_utf8(bytes).is_ok() {
        return Ok(read(bytes, UTF_8, EncodingReason::Utf8));
    }
    // Whoever says UTF-8 here is wrong.
    if let Some(encoding) = says.filter(|encoding| *encoding != UTF_8) {
        return Ok(read(bytes, encoding, EncodingReason::DeclaredInside));
    }
    Ok(read(bytes, guess(bytes), EncodingReason::Detected))
}

/// Reads bytes in the encoding that the operator names, whatever they look like.
pub fn decode_as(bytes: &[u8], label: &str) -> Result<Decoded, DecodeError> {
    let label = label.trim();
    let encoding =
        Encoding::for_label(label.as_bytes()).ok_or_else(|| DecodeError::UnknownLabel {
            label: label.to_owned(),
        })?;
    let mark = match Encoding::for_bom(bytes) {
        Some((marked, length)) if marked == encoding => length,
        _ => 0,
    };
    Ok(read(
        bytes.get(mark..).unwrap_or_default(),
        encoding,
        EncodingReason::Declared,
    ))
}

/// Refuses files that begin like a known format.
fn refuse_known_format(bytes: &[u8]) -> Result<(), DecodeError> {
    match begins_like(bytes) {
        Some((kind, remedy)) => Err(DecodeError::Binary { kind, remedy }),
        None => Ok(()),
    }
}

/// Refuses bytes that no text holds, or too many control characters.
fn refuse_no_text(bytes: &[u8]) -> Result<(), DecodeError> {
    if let Some(position) = bytes.iter().position(|&byte| byte == 0) {
        return Err(DecodeError::ZeroBytes { position });
    }
    let controls = bytes
        .iter()
        .filter(|&&byte| is_control(char::from(byte)))
        .count();
    let percent = controls * 100 / bytes.len().max(1);
    if percent > MAX_CONTROL_PERCENT {
        return Err(DecodeError::ControlCharacters { percent });
    }
    Ok(())
}

fn read(bytes: &[u8], encoding: &'static Encoding, how: EncodingReason) -> Decoded {
    // A second U+FEFF is text; the mark, if any, is already off.
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let text = text.into_owned();
    let mut warnings = Vec::new();
    if how == EncodingReason::Detected {
        warnings.push(Warning::note(format!(
            "the encoding is not declared; read as {}; if letters look wrong, save the file as \
             UTF-8 or name the encoding in a file with the ending .encoding beside it",
            encoding.name()
        )));
    }
    warnings.extend(unreadable(&text));
    Decoded {
        text,
        encoding: encoding.name(),
        how,
        warnings,
    }
}

/// Says where characters could not be read.
fn unreadable(text: &str) -> Option<Warning> {
    let count = text.matches(char::REPLACEMENT_CHARACTER).count();
    let line = text
        .lines()
        .position(|line| line.contains(char::REPLACEMENT_CHARACTER))?;
    Some(
        Warning::caution(format!(
            "{count} unreadable character(s), shown as \u{FFFD}, the first in this line; the file \
             is damaged or its encoding was not recognised"
        ))
        .at_line(line + 1),
    )
}

/// UTF-16 without a mark: in Western text every second byte is zero.
fn utf_16_by_zero_bytes(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let pairs = sample.len() / 2;
    let zeros = |offset: usize| {
        sample
            .iter()
            .skip(offset)
            .step_by(2)
            .take(pairs)
            .filter(|&&byte| byte == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let is_text = |encoding: &'static Encoding| {
        let (text, broken) = encoding.decode_without_bom_handling(sample);
        let odd_ones = text.chars().filter(|&c| is_control(c) || c == '\0').count();
        // The sample may cut a surrogate pair, hence no test of `broken` for long files.
        (odd_ones == 0 && (!broken || sample.len() < bytes.len())).then_some(encoding)
    };
    if pairs >= 2 && odd * 10 >= pairs * 4 && even * 20 <= pairs {
        is_text(UTF_16LE)
    } else if pairs >= 2 && even * 10 >= pairs * 4 && odd * 20 <= pairs {
        is_text(UTF_16BE)
    } else {
        None
    }
}

/// The likeliest encoding. A long text in UTF-8 with one broken byte is still UTF-8: read as
/// anything else, every other umlaut would be lost as well.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let (mut good, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    if good > broken * 10 {
        return UTF_8;
    }
    let encoding = detected(bytes);
    if encoding.is_single_byte() && encoding != WINDOWS_1252 && is_western(bytes) {
        return WINDOWS_1252;
    }
    encoding
}

/// The number of bytes of a text that are looked at to tell its language.
const LANGUAGE_SAMPLE: usize = 64 * 1024;

/// Whether a text is in a language that is written in Windows-1252, as its words without foreign letters
/// say: where there are few such letters, the detector takes a `£` for a `Ł`.
fn is_western(bytes: &[u8]) -> bool {
    let sample = bytes.get(..bytes.len().min(LANGUAGE_SAMPLE));
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(sample.unwrap_or_default());
    !matches!(detect::of_document(&text), Language::Pl | Language::Other)
}

fn detected(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, chardetng::Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::binary::{EXPORT, NOT_A_TEXT};

    #[track_caller]
    fn check(bytes: &[u8], text: &str, encoding: &str, how: EncodingReason) {
        let decoded = decode(bytes, None).unwrap();
        assert_eq!(
            (decoded.text.as_str(), decoded.encoding, decoded.how),
            (text, encoding, how)
        );
    }

    fn utf_16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn marks_come_first() {
        check(
            b"\xEF\xBB\xBFGr\xC3\xBC\xC3\x9Fe",
            "Grüße",
            "UTF-8",
            EncodingReason::ByMark,
        );
        check(
            b"\xFF\xFEG\0r\0\xFC\0",
            "Grü",
            "UTF-16LE",
            EncodingReason::ByMark,
        );
        check(
            b"\xFE\xFF\0G\0r\0\xFC",
            "Grü",
            "UTF-16BE",
            EncodingReason::ByMark,
        );
        check(
            b"\xEF\xBB\xBF\xEF\xBB\xBFa",
            "\u{FEFF}a",
            "UTF-8",
            EncodingReason::ByMark,
        );
    }

    #[test]
    fn utf_8_needs_no_remark() {
        check(
            "Straße – „ja“".as_bytes(),
            "Straße – „ja“",
            "UTF-8",
            EncodingReason::Utf8,
        );
        check(b"", "", "UTF-8", EncodingReason::Utf8);
        assert!(decode("ä".as_bytes(), None).unwrap().warnings.is_empty());
    }

    #[test]
    fn one_foreign_sign_does_not_change_the_encoding_of_prose() {
        let prose = "The fee of the licence is \u{A3}120, and it is due at the end of the year. ";
        for (text, times) in [
            (prose, 1),
            (prose, 10_000),
            (
                "La redevance est de 120 \u{A3}, et elle est due à la fin de l’année. ",
                50,
            ),
            (
                "Die Gebühr beträgt 120 \u{A3} und ist am Ende des Jahres fällig. ",
                50,
            ),
        ] {
            let text = text.repeat(times);
            let (bytes, _, _) = WINDOWS_1252.encode(&text);
            assert_eq!(decode(&bytes, None).unwrap().text, text);
        }
        let polish = "Opłata wynosi 120 złotych i należy ją uiścić do końca roku. ".repeat(20);
        let (bytes, _, _) = encoding_rs::WINDOWS_1250.encode(&polish);
        assert_eq!(decode(&bytes, None).unwrap().text, polish);
        let russian = "Мост был построен в 1904 году, и с тех пор он стоит над рекой. ".repeat(20);
        let (bytes, _, _) = encoding_rs::KOI8_R.encode(&russian);
        assert_eq!(decode(&bytes, None).unwrap().text, russian);
    }

    #[test]
    fn a_file_may_say_how_it_is_encoded() {
        let (bytes, _, _) = encoding_rs::KOI8_R.encode("Мост");
        let decoded = decode(&bytes, Some(encoding_rs::KOI8_R)).unwrap();
        assert_eq!(
            (decoded.text.as_str(), decoded.how),
            ("Мост", EncodingReason::DeclaredInside)
        );
        assert!(decoded.warnings.is_empty());
        // What is UTF-8 is UTF-8, whatever it says.
        let decoded = decode("Мост".as_bytes(), Some(encoding_rs::KOI8_R)).unwrap();
        assert_eq!(
            (decoded.text.as_str(), decoded.how),
            ("Мост", EncodingReason::Utf8)
        );
    }

    #[test]
    fn a_guess_is_reported() {
        let text = b"Die Ma\xDFnahmen der L\xE4nder \xFCber die Ausfuhr gelten \x84heute\x93.";
        check(
            text,
            "Die Maßnahmen der Länder über die Ausfuhr gelten „heute“.",
            "windows-1252",
            EncodingReason::Detected,
        );
        let warnings = decode(text, None).unwrap().warnings;
        assert!(warnings[0].message.contains("windows-1252"), "{warnings:?}");
    }

    #[test]
    fn utf_16_without_a_mark_is_recognised() {
        let text = "Über die Ausfuhr\nvon Gütern 😀";
        check(
            &utf_16(text, u16::to_le_bytes),
            text,
            "UTF-16LE",
            EncodingReason::Detected,
        );
        check(
            &utf_16(text, u16::to_be_bytes),
            text,
            "UTF-16BE",
            EncodingReason::Detected,
        );
    }

    #[test]
    fn one_broken_byte_does_not_spoil_the_rest() {
        let mut bytes = "äöüß ".repeat(20).into_bytes();
        bytes.extend_from_slice(b"\nhier \xFF fehlt etwas");
        let decoded = decode(&bytes, None).unwrap();
        assert_eq!(decoded.encoding, "UTF-8");
        assert_eq!(decoded.warnings[1].line, Some(2));
    }

    #[track_caller]
    fn check_refused(bytes: &[u8], message: &str) {
        assert_eq!(decode(bytes, None).unwrap_err().to_string(), message);
    }

    #[test]
    fn what_is_not_text_is_named() {
        check_refused(b"%PDF-1.7 ...", "looks like a PDF; give it the ending .pdf");
        check_refused(b"{\\rtf1 ...", &format!("looks like an RTF file; {EXPORT}"));
        check_refused(
            b"\x89PNG\r\n\x1A\n...",
            &format!("looks like a PNG image; {NOT_A_TEXT}"),
        );
        check_refused(
            b"\x7FELF\x02\x01",
            &format!("looks like a program; {NOT_A_TEXT}"),
        );
        check_refused(
            b"\xFF\xFE\0\0a\0\0\0",
            "looks like UTF-32 text; save it as UTF-8",
        );
        check_refused(
            b"abc\0def",
            &format!("is not text: it holds zero bytes, the first at byte 3; {CONVERT}"),
        );
        check_refused(
            b"\x01\x02\x03\x04abcd",
            &format!("is not text: 50 % of its bytes are control characters; {CONVERT}"),
        );
    }

    #[test]
    fn the_operator_may_name_the_encoding() {
        let decoded = decode_as(b"f\x9Fr", " macintosh\n").unwrap();
        assert_eq!(
            (decoded.text.as_str(), decoded.how),
            ("für", EncodingReason::Declared)
        );
        assert!(
            decode_as(b"", "latin-99")
                .unwrap_err()
                .to_string()
                .contains("`latin-99`")
        );
    }
}
