//! The kind of a file, told by what stands in it, whatever it is called: for what comes from elsewhere, where a name
//! says little (`download?id=3`). It looks at how the bytes begin and at the names of the parts of an archive,
//! and parses nothing.

use super::{
    binary::{EXPORT, begins_like},
    decode::decode,
    formats::{Format, is_encrypted_office},
};

/// The kind of content that some bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// A format that says so by itself.
    Format(Format),
    /// Text; only its name tells plain text from Markdown.
    Text,
    /// None at all.
    Empty,
    /// Content that cannot be read.
    Other {
        /// `a PNG image`.
        kind: &'static str,
        /// Advice on what to do instead.
        remedy: &'static str,
    },
}

/// A PDF may begin behind so many bytes of something else.
const BEFORE_PDF: usize = 1024;

/// So much of a text is decoded here; who reads it reads all of it, in a process of its own.
const DECODED: usize = 64 * 1024;

/// So much of it is looked at for the first tags.
const BEGINNING: usize = 8 * 1024;

/// The beginnings of pages of the web, behind a declaration and comments. Other tags begin Markdown as well.
const OF_PAGES: [&str; 7] = [
    "<!doctype html",
    "<html",
    "<head",
    "<body",
    "<title",
    "<meta",
    "<script",
];

/// Advice on files that could be read otherwise.
const ENCRYPTED: &str = "open it in the program that made it and save a copy without a password";
const NOT_WHOLE: &str = "open it in the program that made it and save it anew";
const UNPACK: &str = "unpack it and add the files in it";

impl Content {
    /// The kind of content that these bytes are.
    pub fn of(bytes: &[u8]) -> Self {
        if bytes.is_empty() {
            return Self::Empty;
        }
        if bytes.starts_with(b"%PDF-") {
            return Self::Format(Format::Pdf);
        }
        if bytes.starts_with(b"PK\x03\x04") {
            return of_archive(bytes);
        }
        if is_encrypted_office(bytes) {
            return Self::Other {
                kind: "an encrypted office file",
                remedy: ENCRYPTED,
            };
        }
        let begin = bytes.get(..bytes.len().min(DECODED)).unwrap_or_default();
        match decode(begin, None) {
            Ok(decoded) if decoded.text.trim().is_empty() && begin.len() == bytes.len() => {
                Self::Empty
            }
            Ok(decoded) => of_text(&decoded.text),
            Err(_) if has_pdf_behind(bytes) => Self::Format(Format::Pdf),
            Err(_) => match begins_like(bytes) {
                Some((kind, remedy)) => Self::Other { kind, remedy },
                None => Self::Other {
                    kind: "neither text nor a document that is known",
                    remedy: EXPORT,
                },
            },
        }
    }
}

/// Whether a PDF begins behind something else, as some servers send it.
fn has_pdf_behind(bytes: &[u8]) -> bool {
    let begin = bytes.get(..bytes.len().min(BEFORE_PDF)).unwrap_or_default();
    begin.windows(5).any(|window| window == b"%PDF-")
}

fn of_text(text: &str) -> Content {
    let begin = text.get(..text.floor_char_boundary(BEGINNING));
    let begin = begin.unwrap_or_default().to_ascii_lowercase();
    let mut rest = begin.trim_start();
    let is_xml = rest.starts_with("<?xml");
    while let Some(behind) = behind_comment(rest) {
        rest = behind.trim_start();
    }
    if OF_PAGES.iter().any(|tag| rest.starts_with(tag)) {
        return Content::Format(Format::Html);
    }
    let is_other_xml = ["<rss", "<feed", "<svg", "<!doctype svg"]
        .iter()
        .any(|tag| rest.starts_with(tag));
    if is_xml || is_other_xml {
        return Content::Other {
            kind: "XML, and no web page",
            remedy: EXPORT,
        };
    }
    Content::Text
}

/// The text behind a declaration or a comment.
fn behind_comment(text: &str) -> Option<&str> {
    [("<?xml", "?>"), ("<!--", "-->")]
        .into_iter()
        .find_map(|(begin, end)| {
            let inner = text.strip_prefix(begin)?;
            inner.split_once(end).map(|(_, behind)| behind)
        })
}

fn of_archive(bytes: &[u8]) -> Content {
    let Some(parts) = Parts::of(bytes) else {
        return Content::Other {
            kind: "an archive or office file that is damaged or not whole",
            remedy: NOT_WHOLE,
        };
    };
    let mut found = Content::Other {
        kind: "a ZIP archive",
        remedy: UNPACK,
    };
    for name in parts.take(MOST_PARTS) {
        let name = name.to_ascii_lowercase();
        let is = |kind| Content::Other {
            kind,
            remedy: EXPORT,
        };
        found = match name.as_slice() {
            b"meta-inf/container.xml" => return Content::Format(Format::Epub),
            name if name.starts_with(b"word/") => return Content::Format(Format::Docx),
            name if name.starts_with(b"xl/") => return is("a spreadsheet (XLSX)"),
            name if name.starts_with(b"ppt/") => return is("a presentation (PPTX)"),
            // An EPUB has this part too, and says more behind it.
            b"content.xml" => is("an OpenDocument file (ODT, ODS, ODP)"),
            _ => found,
        };
    }
    found
}

/// So many names of an archive are looked at.
const MOST_PARTS: usize = 10_000;

/// The end of the table of contents of an archive, the beginning of each entry, and the lengths of both without
/// what varies.
const END: &[u8] = b"PK\x05\x06";
const END_BYTES: usize = 22;
const ENTRY: &[u8] = b"PK\x01\x02";
const ENTRY_BYTES: usize = 46;

/// A comment may stand behind the end.
const LONGEST_COMMENT: usize = u16::MAX as usize;

/// The names of the parts of an archive, from its table of contents alone.
struct Parts<'a>(&'a [u8]);

impl<'a> Parts<'a> {
    fn of(bytes: &'a [u8]) -> Option<Self> {
        let from = bytes.len().saturating_sub(END_BYTES + LONGEST_COMMENT);
        let tail = bytes.get(from..)?;
        let end = from + tail.windows(END.len()).rposition(|window| window == END)?;
        let size = u32::from_le_bytes(bytes.get(end + 12..end + 16)?.try_into().ok()?);
        let table = end.checked_sub(usize::try_from(size).ok()?)?;
        bytes.get(table..end).map(Self)
    }
}

impl<'a> Iterator for Parts<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let length = |at: usize| {
            let bytes = self.0.get(at..at + 2)?.try_into().ok()?;
            Some(usize::from(u16::from_le_bytes(bytes)))
        };
        if !self.0.starts_with(ENTRY) {
            return None;
        }
        let name = ENTRY_BYTES + length(28)?;
        let whole = name + length(30)? + length(32)?;
        let found = self.0.get(ENTRY_BYTES..name)?;
        self.0 = self.0.get(whole..)?;
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    fn archive(names: &[&str]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for name in names {
            let options = SimpleFileOptions::default();
            archive.start_file(*name, options).unwrap();
            archive.write_all(b"x").unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    #[track_caller]
    fn check(bytes: &[u8], expected: &str) {
        let found = match Content::of(bytes) {
            Content::Format(format) => format.to_string(),
            Content::Text => "text".to_owned(),
            Content::Empty => "nothing".to_owned(),
            Content::Other { kind, .. } => kind.to_owned(),
        };
        assert_eq!(found, expected, "{}", String::from_utf8_lossy(bytes));
    }

    #[test]
    fn pages_are_told_from_text_and_from_other_xml() {
        for page in [
            "<!DOCTYPE html><p>x",
            "\u{feff}\n<html lang=de>",
            "<?xml version=\"1.0\"?>\n<!-- a -->\n<html xmlns=\"http://www.w3.org/1999/xhtml\">",
            "<!-- a --><!-- b --><!doctype HTML>",
        ] {
            check(page.as_bytes(), "HTML");
        }
        for text in [
            "# Lage\n\n<html> is a tag.",
            "<div align=\"center\">\n\n# Lage",
            "<!-- fundstelle -->\n# Lage",
            "a < b",
            "<!-- never ends",
            "The magic number of a PDF is %PDF-1.7.",
        ] {
            check(text.as_bytes(), "text");
        }
        check(b"\xFF\xFEL\0a\0g\0e\0", "text");
        check(b"<?xml version='1.0'?><rss>", "XML, and no web page");
        check(b"<svg width=1>", "XML, and no web page");
        check(b" \n", "nothing");
        let long = format!("{}ü", " ".repeat(DECODED - 1));
        assert_eq!(Content::of(long.as_bytes()), Content::Text);
    }

    #[test]
    fn documents_are_known_by_their_bytes() {
        check(b"%PDF-1.7\n", "PDF");
        check(b"\0\0\0junk\0\0\r\n%PDF-1.4", "PDF");
        check(
            &archive(&["[Content_Types].xml", "word/document.xml"]),
            "DOCX",
        );
        check(
            &archive(&["mimetype", "content.xml", "META-INF/container.xml"]),
            "EPUB",
        );
        check(b"\x89PNG\r\n\x1A\n\0\0", "a PNG image");
        check(
            b"\x01\x02\x03\x04\0",
            "neither text nor a document that is known",
        );
    }

    #[test]
    fn other_archives_are_named() {
        check(&archive(&["xl/workbook.xml"]), "a spreadsheet (XLSX)");
        check(
            &archive(&["mimetype", "content.xml", "META-INF/manifest.xml"]),
            "an OpenDocument file (ODT, ODS, ODP)",
        );
        check(&archive(&["a.docx", "b/word/x.txt"]), "a ZIP archive");
        let whole = archive(&["word/document.xml"]);
        check(
            &whole[..whole.len() / 2],
            "an archive or office file that is damaged or not whole",
        );
    }

    #[test]
    fn lengths_that_lie_end_nothing() {
        let mut bytes = archive(&["word/document.xml"]);
        let end = bytes.len() - END_BYTES;
        for size in [0, 1, 40, u32::MAX] {
            bytes[end + 12..end + 16].copy_from_slice(&size.to_le_bytes());
            assert!(!matches!(Content::of(&bytes), Content::Format(_)));
        }
    }
}
