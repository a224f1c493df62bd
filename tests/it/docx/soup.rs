//! Documents of anything within anything: whatever stands where, no letter is lost and no span is wrong.

use fundstelle::corpus::Format;
use proptest::prelude::*;

use super::made::{Made, field, level, list, mark, note};
use crate::packed::{check_sound, parse};

/// What holds others: what stands before them, and behind.
const AROUND: [(&str, &str); 19] = [
    ("<w:p>", "</w:p>"),
    (
        "<w:p><w:pPr><w:pStyle w:val='berschrift1'/></w:pPr>",
        "</w:p>",
    ),
    (
        "<w:p><w:pPr><w:pStyle w:val='T'/><w:rPr><w:del/></w:rPr></w:pPr>",
        "</w:p>",
    ),
    ("<w:p><w:pPr><w:pStyle w:val='C'/></w:pPr>", "</w:p>"),
    (
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>",
        "</w:p>",
    ),
    (
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr></w:pPr>",
        "</w:p>",
    ),
    ("<w:r>", "</w:r>"),
    ("<w:r><w:rPr><w:strike/><w:b/></w:rPr>", "</w:r>"),
    ("<w:r><w:rPr><w:vanish/></w:rPr>", "</w:r>"),
    (
        "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr>",
        "</w:r>",
    ),
    ("<w:tbl>", "</w:tbl>"),
    ("<w:tr>", "</w:tr>"),
    ("<w:tc><w:tcPr><w:vMerge/></w:tcPr>", "</w:tc>"),
    ("<w:tc>", "</w:tc>"),
    ("<w:ins>", "</w:ins>"),
    ("<w:del>", "</w:del>"),
    ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    (
        "<w:r><w:drawing><w:txbxContent>",
        "</w:txbxContent></w:drawing></w:r>",
    ),
    ("<w:hyperlink r:id='a'>", "</w:hyperlink>"),
];

fn soup() -> impl Strategy<Value = String> {
    let code = |code: &str| format!("<w:r><w:instrText>{code}</w:instrText></w:r>");
    let leaves = vec![
        "<w:r><w:t>The bell.</w:t></w:r>".to_owned(),
        "<w:t xml:space='preserve'> é 12 </w:t>".to_owned(),
        "<w:t>x</w:t>".to_owned(),
        "<w:br/>".to_owned(),
        "<w:tab/>".to_owned(),
        "<w:sym w:font='Webdings' w:char='F021'/>".to_owned(),
        "<w:r><w:sym w:font='Symbol' w:char='F061'/></w:r>".to_owned(),
        mark("footnote", 1),
        mark("endnote", 2),
        field("begin"),
        code("TOC"),
        code("HYPERLINK \"https://example.org\""),
        field("separate"),
        field("end"),
    ];
    prop::sample::select(leaves).prop_recursive(6, 60, 6, |inner| {
        let around = prop::sample::select(AROUND.to_vec());
        (around, prop::collection::vec(inner, 0..6))
            .prop_map(|((before, behind), inner)| format!("{before}{}{behind}", inner.concat()))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]
    #[test]
    fn anything_within_anything_is_read_without_loss(parts in prop::collection::vec(soup(), 1..8)) {
        let levels = [level(0, "decimal", "%1."), level(1, "bullet", "•")].concat();
        let notes = note("footnote", 1, "Of 1901.");
        let made = Made::with(parts.concat())
            .link("a", "https://example.org")
            .part("numbering", "numbering", &list(1, &levels))
            .part("footnotes", "footnotes", &notes)
            .part("header", "hdr", &parts.concat());
        check_sound(&parse(Format::Docx, made.bytes()).unwrap().document);
    }
}
