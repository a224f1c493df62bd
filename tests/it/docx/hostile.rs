//! Files that are broken, locked, something else, or made to hurt.

use fundstelle::corpus::Format;

use super::made::{Made, document, p, t};
use crate::{
    packed::{packed, parse},
    program::Program,
};

fn simple() -> Made {
    Made::with(p("", &t("The bell tolls at noon.")))
}

#[track_caller]
fn refused(bytes: Vec<u8>, says: &str) {
    let finding = parse(Format::Docx, bytes).unwrap_err();
    assert!(finding.message.contains(says), "{}", finding.message);
}

/// An old office file with a stream of this name.
fn ole(stream: &str) -> Vec<u8> {
    let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(),
        &[0; 504],
        &name,
        &[0; 100],
    ]
    .concat()
}

#[test]
fn what_is_no_docx_is_named() {
    refused(ole("EncryptedPackage"), "opens with a password only");
    refused(
        ole("WordDocument"),
        "an old office file (DOC, XLS) and no DOCX",
    );
    refused(b"{\\rtf1 The bell}".to_vec(), "an RTF file and no DOCX");
    refused(b"<html>The bell</html>".to_vec(), "no DOCX");
    refused(Vec::new(), "the file is empty");
    refused(
        packed(&[("a.txt".to_owned(), b"a".to_vec())]),
        "no part word/document.xml",
    );
    let book = [(
        "META-INF/container.xml".to_owned(),
        b"<container/>".to_vec(),
    )];
    refused(packed(&book), "it is an EPUB and no DOCX");
    let sheet = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>\
         <Relationship Id='a' Type='http://a/officeDocument' Target='xl/workbook.xml'/></Relationships>";
    refused(
        packed(&[("_rels/.rels".to_owned(), sheet.into())]),
        "a spreadsheet (XLSX)",
    );
    refused(
        Made::default().raw("../evil.xml", "<a/>").bytes(),
        "leads out of the file",
    );
    let program = Program::with(&[("a.md", "The bell is old.\n")]);
    program.write("locked.docx", ole("EncryptedPackage"));
    drop(
        program
            .check()
            .code(2)
            .says("error: locked.docx: not read: it is encrypted and opens with a password only")
            .says("a.md: en"),
    );
}

#[test]
fn what_is_cut_off_or_spoilt_is_read_or_refused() {
    let whole = simple().bytes();
    for cut in (0..whole.len()).step_by(37) {
        assert!(parse(Format::Docx, whole[..cut].to_vec()).is_err());
    }
    for at in (0..whole.len()).step_by(23) {
        let mut spoilt = whole.clone();
        spoilt[at] ^= 0x55;
        drop(parse(Format::Docx, spoilt));
    }
    refused(with_document(b"<w:document><w:body>"), "is no whole XML");
}

/// A document whose text is this part.
fn with_document(bytes: &[u8]) -> Vec<u8> {
    let mut parts = simple().parts();
    for (name, content) in &mut parts {
        if name == "word/document.xml" {
            *content = bytes.to_vec();
        }
    }
    packed(&parts)
}

#[test]
fn broken_parts_beside_the_text_are_findings() {
    let made = simple().part("numbering", "numbering", "<w:num>");
    let parsed = parse(Format::Docx, made.bytes()).unwrap();
    assert!(parsed.document.text.contains("The bell tolls"));
    let says = "the numbers of lists and headings are not read";
    assert!(
        parsed
            .warnings
            .iter()
            .any(|warning| warning.message.contains(says)),
        "{:?}",
        parsed.warnings
    );
}

#[test]
fn bombs_are_refused() {
    let zeros = document(&format!(
        "<w:p><w:r><w:t>{}</w:t></w:r></w:p>",
        " ".repeat(30_000_000)
    ));
    refused(
        with_document(zeros.as_bytes()),
        "200 times as large as it is packed",
    );
    let deep = document(&"<w:p>".repeat(5_000));
    refused(with_document(deep.as_bytes()), "deep in each other");
    let many: Vec<_> = (0..10_001)
        .map(|at| (format!("{at}.xml"), Vec::new()))
        .collect();
    refused(packed(&many), "10001 parts");
    let laughs = format!(
        "<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>{}",
        document("<w:p><w:r><w:t>The bell &b; tolls.</w:t></w:r></w:p>")
    );
    let parsed = parse(Format::Docx, with_document(laughs.as_bytes())).unwrap();
    assert!(
        !parsed.document.text.contains("ha"),
        "{}",
        parsed.document.text
    );
}

#[test]
fn tables_within_tables_end() {
    let mut body = p("", &t("The bell."));
    for _ in 0..55 {
        body = format!(
            "<w:tbl><w:tr><w:tc>{body}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>",
            p("", &t("a"))
        );
    }
    let parsed = parse(Format::Docx, Made::with(body).bytes()).unwrap();
    assert!(parsed.document.text.contains("The bell."));
}

#[test]
fn other_encodings_of_xml_are_read() {
    let text = document(&p("", &t("Größe")));
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let parsed = parse(
        Format::Docx,
        with_document(&[b"\xFF\xFE".as_slice(), &little].concat()),
    )
    .unwrap();
    assert_eq!(parsed.document.text, "Größe");
}

#[test]
fn names_of_parts_and_prefixes_may_be_others() {
    let body = document(&p("", &t("The bell.")))
        .replace("w:", "x:")
        .replace("xmlns:w=", "xmlns:x=");
    let parsed = parse(Format::Docx, with_document(body.as_bytes())).unwrap();
    assert_eq!(parsed.document.text, "The bell.");
    let strict = document(&p("", &t("The bell."))).replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    );
    let parsed = parse(Format::Docx, with_document(strict.as_bytes())).unwrap();
    assert_eq!(parsed.document.text, "The bell.");
}
