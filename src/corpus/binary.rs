//! Telling files that are not text by their bytes, whatever their names say.

/// Advice on a file of which only the bytes are known.
pub(super) const CONVERT: &str = "save it as plain text, Markdown or HTML";
pub(super) const EXPORT: &str = "export it as text, Markdown or HTML and put that here instead";
const UNPACK: &str = "unpack it and put the files here instead";
pub(super) const NOT_A_TEXT: &str =
    "pictures, sound and programs are not read; remove it from the corpus";

/// The beginnings of files that are not text.
const MAGIC: [(&[u8], &str, &str); 15] = [
    (b"%PDF-", "a PDF", "give it the ending .pdf"),
    (
        b"PK\x03\x04",
        "a ZIP archive or an office file (DOCX, ODT, EPUB)",
        "give a DOCX or EPUB its ending; export others as text, Markdown or HTML",
    ),
    (
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        "an old office file (DOC, XLS)",
        EXPORT,
    ),
    (b"{\\rtf", "an RTF file", EXPORT),
    (b"\x1F\x8B", "a gzip archive", UNPACK),
    (b"BZh", "a bzip2 archive", UNPACK),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive", UNPACK),
    (b"\xFD7zXZ\x00", "an xz archive", UNPACK),
    (b"\x28\xB5\x2F\xFD", "a zstd archive", UNPACK),
    (b"\x89PNG\r\n\x1A\n", "a PNG image", NOT_A_TEXT),
    (b"\xFF\xD8\xFF", "a JPEG image", NOT_A_TEXT),
    (b"GIF8", "a GIF image", NOT_A_TEXT),
    (b"\x7FELF", "a program", NOT_A_TEXT),
    (b"SQLite format 3\x00", "a database", NOT_A_TEXT),
    (b"\x00\x00\xFE\xFF", "UTF-32 text", "save it as UTF-8"),
];

/// The known format that a file begins like, and what to do about it.
pub(super) fn begins_like(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let mut known = MAGIC.into_iter();
    let (_, kind, remedy) = known.find(|(magic, ..)| bytes.starts_with(magic))?;
    Some((kind, remedy))
}

/// Control characters of ASCII that do not stand in texts.
pub(super) fn is_control(c: char) -> bool {
    (c < ' ' && !matches!(c, '\t' | '\n' | '\r' | '\u{C}' | '\u{1B}')) || c == '\u{7F}'
}
