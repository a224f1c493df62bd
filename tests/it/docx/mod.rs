//! DOCX: documents made for one trap each, files that mean harm, and the outlines of real ones.

mod hostile;
pub(crate) mod made;
mod questions;
mod real;
mod soup;

use fundstelle::corpus::{EditKind, Format, Parsed, Style};
use made::{Made, cell, field, item, level, list, mark, note, numbered, p, r, row, style, t};
use proptest::prelude::*;

use crate::{
    packed::{dump, parse},
    program::Program,
};

fn read(made: &Made) -> Parsed {
    parse(Format::Docx, made.bytes()).unwrap()
}

#[track_caller]
fn check(made: &Made, expected: &[&str]) {
    let found = dump(&read(made));
    let found: Vec<&str> = found.lines().collect();
    assert_eq!(found, expected);
}

#[track_caller]
fn check_body(body: &str, expected: &[&str]) {
    check(&Made::with(body), expected);
}

#[test]
fn headings_are_known_by_their_styles() {
    let outline = |level: u8| format!("<w:pPr><w:outlineLvl w:val='{level}'/></w:pPr>");
    let body = [
        p("T", &t("Charter")),
        p("berschrift1", &t("Aims")),
        p("", &t("We keep the pier.")),
        p("Eigene", &t("Means")),
        p("", &t("We paint it.")),
        "<w:p><w:pPr><w:outlineLvl w:val='0'/></w:pPr><w:r><w:t>Ends</w:t></w:r></w:p>".to_owned(),
        p("", &t("All is well.")),
    ];
    let made = Made::with(body.concat())
        .style(&style(
            "Eigene",
            "Kapitel",
            "<w:basedOn w:val='berschrift2'/>",
        ))
        .style(&style("berschrift1", "heading 1", &outline(0)));
    check(
        &made,
        &[
            "title: Charter",
            "# Aims [§ ≈1]",
            "Text: We keep the pier.",
            "## Means [§ ≈1.1]",
            "Text: We paint it.",
            "# Ends [§ ≈2]",
            "Text: All is well.",
        ],
    );
}

#[test]
fn the_numbers_that_are_counted_are_those_of_the_places() {
    let levels = [
        level(0, "decimal", "%1"),
        level(1, "decimal", "%1.%2"),
        level(2, "lowerLetter", "(%3)"),
    ];
    let body = [
        numbered("berschrift1", 1, 0, "Boats"),
        numbered("berschrift2", 1, 1, "Berths"),
        p("", &t("There are nine. The fee is due:")),
        item(1, 2, "in May"),
        item(1, 2, "in June"),
        numbered("berschrift1", 1, 0, "Winds"),
        numbered("berschrift2", 1, 1, "West"),
        p("", &t("It blows.")),
    ];
    let made = Made::with(body.concat()).part("numbering", "numbering", &list(1, &levels.concat()));
    check(
        &made,
        &[
            "# 1 Boats [§ 1]",
            "## 1.1 Berths [§ 1.1]",
            "Text: There are nine. ⏎ The fee is due:",
            "List: (a) in May ⏎ (b) in June",
            "# 2 Winds [§ 2]",
            "## 2.1 West [§ 2.1]",
            "Text: It blows.",
        ],
    );
    let program = Program::with(&[]);
    program.write("rules.docx", made.bytes());
    drop(program.ask("§ 1.1 (b)").says("in June"));
    drop(program.ask("§ 2.1").says("It blows."));
    drop(
        program
            .ask("When is the fee due?")
            .says("The fee is due:")
            .says("(a) in May"),
    );
}

#[test]
fn numbered_paragraphs_of_contracts_are_no_items() {
    let levels = [
        level(0, "decimal", "%1."),
        level(1, "decimal", "%1.%2"),
        level(2, "lowerRoman", "(%3)"),
    ];
    let body = [
        numbered("berschrift1", 1, 0, "Supply"),
        item(1, 1, "The supplier shall deliver a boat."),
        item(1, 1, "The buyer shall pay for:"),
        item(1, 2, "the boat"),
        item(1, 2, "its oars"),
        item(1, 1, "Nothing else is owed."),
    ];
    check(
        &Made::with(body.concat()).part("numbering", "numbering", &list(1, &levels.concat())),
        &[
            "title: 1. Supply",
            "# 1. Supply [§ 1]",
            "Text: 1.1 The supplier shall deliver a boat.",
            "Text: 1.2 The buyer shall pay for:",
            "List: (i) the boat ⏎ (ii) its oars",
            "Text: 1.3 Nothing else is owed.",
        ],
    );
}

#[test]
fn numbered_lines_of_a_paragraph_are_items() {
    let line = "<w:r><w:br/></w:r>";
    let body = p(
        "",
        &format!(
            "{}{line}{}{line}{}",
            t("Bring:"),
            t("a) the key"),
            t("b) the card")
        ),
    );
    check_body(&body, &["Text: Bring:", "List: a) the key ⏎ b) the card"]);
}

#[test]
fn lists_nest_go_on_and_hold_paragraphs() {
    let levels = [level(0, "decimal", "%1."), level(1, "bullet", "o")].concat();
    let silent = list(2, &level(0, "bullet", " "));
    let body = [
        p("", &t("Bring:")),
        item(1, 0, "a rope"),
        item(2, 0, "of ten metres"),
        item(1, 0, "tools"),
        item(1, 1, "a knife"),
        item(1, 1, "a file"),
        p("", &t("All of it is dear. Then bring:")),
        item(1, 0, "a friend"),
    ];
    let made = Made::with(body.concat()).part(
        "numbering",
        "numbering",
        &format!("{}{silent}", list(1, &levels)),
    );
    check(
        &made,
        &[
            "Text: Bring:",
            "List: 1. a rope ⏎ of ten metres ⏎ 2. tools ⏎ > a knife ⏎ > a file",
            "Text: All of it is dear. ⏎ Then bring:",
            "List: 3. a friend",
        ],
    );
}

#[test]
fn tables_keep_spans_and_layout_is_read_as_text() {
    let merged = [
        row(&["Boat", "Size", "Fee"]),
        format!(
            "<w:tr>{}{}{}</w:tr>",
            cell("<w:vMerge w:val='restart'/>", "Yacht"),
            cell("", "small"),
            cell("", "30")
        ),
        format!(
            "<w:tr>{}{}{}</w:tr>",
            cell("<w:vMerge/>", "not shown"),
            cell("", "large"),
            cell("", "40")
        ),
        format!(
            "<w:tr>{}{}</w:tr>",
            cell("<w:gridSpan w:val='2'/>", "Dinghy"),
            cell("", "10")
        ),
        format!(
            "<w:tr><w:trPr><w:del w:id='1'/></w:trPr>{}</w:tr>",
            cell("", "Raft")
        ),
    ];
    let layout = format!(
        "<w:tr><w:tc>{}{}</w:tc></w:tr>",
        p("berschrift1", &t("Winds")),
        p("", &t("They blow."))
    );
    check_body(
        &format!("<w:tbl>{}</w:tbl><w:tbl>{layout}</w:tbl>", merged.concat()),
        &[
            "title: Winds",
            "Table: Boat | Size | Fee ⏎ Yacht | small | 30 ⏎ Yacht | large | 40 ⏎ Dinghy | | 10",
            "Text: They blow.",
            "1 deletion is not accepted yet; the document is read as if all its changes were; accept or reject them",
        ],
    );
}

#[test]
fn notes_are_numbered_in_order_of_appearance() {
    let body = [
        p(
            "",
            &format!(
                "{}{}{}",
                t("The pier is old."),
                mark("footnote", 7),
                t(" It leans.")
            ),
        ),
        p(
            "",
            &format!(
                "{}{}{}",
                t("It is loved."),
                mark("footnote", 3),
                mark("endnote", 2)
            ),
        ),
    ];
    let notes = [
        "<w:footnote w:type='separator' w:id='0'><w:p><w:r><w:separator/></w:r></w:p></w:footnote>"
            .to_owned(),
        note("footnote", 3, "By all."),
        note("footnote", 7, "Built in 1901."),
        note("footnote", 9, "Nobody sees this."),
    ];
    let made = Made::with(body.concat())
        .part("footnotes", "footnotes", &notes.concat())
        .part(
            "endnotes",
            "endnotes",
            &note("endnote", 2, "So says the mayor."),
        );
    check(
        &made,
        &[
            "Text: The pier is old. ⏎ It leans.",
            "Text: It is loved.",
            "Note 1: Built in 1901.",
            "Note 2: By all.",
            "Note 3: So says the mayor.",
            "fn. 1 behind old.",
            "fn. 2 behind loved.",
            "fn. 3 behind loved.2",
        ],
    );
}

#[test]
fn the_comma_between_two_marks_belongs_to_them() {
    let comma = r("<w:vertAlign w:val='superscript'/>", ",");
    let body = format!(
        "{}{}{comma}{}{}",
        t("The pier is old."),
        mark("footnote", 1),
        mark("footnote", 2),
        t(" It leans.")
    );
    let notes = note("footnote", 1, "Of 1901.") + &note("footnote", 2, "To the west.");
    check(
        &Made::with(p("T", &t("Rules")) + &p("T", &t("of the pier")) + &p("", &body)).part(
            "footnotes",
            "footnotes",
            &notes,
        ),
        &[
            "title: Rules of the pier",
            "Text: The pier is old. ⏎ It leans.",
            "Note 1: Of 1901.",
            "Note 2: To the west.",
            "fn. 1 behind old.",
            "fn. 2 behind old.1",
        ],
    );
}

#[test]
fn changes_are_read_as_if_they_were_accepted() {
    let deleted =
        |text: &str| format!("<w:del w:id='1'><w:r><w:delText>{text}</w:delText></w:r></w:del>");
    let moved = |kind: &str| format!("<w:{kind} w:id='2'>{}</w:{kind}>", t("The bell is loud. "));
    let joined = "<w:p><w:pPr><w:rPr><w:del w:id='4'/></w:rPr></w:pPr><w:r><w:t xml:space='preserve'>It was </w:t></w:r></w:p>";
    let body = [
        p(
            "",
            &format!(
                "{}{}{}",
                t("The fee is "),
                deleted("ten"),
                format_args!("<w:ins w:id='3'>{}</w:ins>", t("twelve crowns."))
            ),
        ),
        p("", &moved("moveFrom")),
        p("", &format!("{}{}", moved("moveTo"), t("It hangs."))),
        joined.to_owned(),
        p("", &t("cast in 1901.")),
    ];
    check_body(
        &body.concat(),
        &[
            "Text: The fee is twelve crowns.",
            "Text: The bell is loud. ⏎ It hangs.",
            "Text: It was cast in 1901.",
            "1 deletion is not accepted yet; the document is read as if all its changes were; accept or reject them",
        ],
    );
}

#[test]
fn text_boxes_are_read_once_and_drawings_by_what_they_show() {
    let boxed = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", p("", &t(text)));
    let body = p(
        "",
        &format!(
            "{}<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><wp:docPr descr='The \
             pier in May'/>{}</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{}\
             </v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>{}",
            t("Mind "),
            boxed("Open at noon."),
            boxed("Open at noon."),
            t("the gap.")
        ),
    );
    let parsed = read(&Made::with(&body));
    let picture = |style: &Style| *style == Style::Picture(Some("The pier in May".to_owned()));
    assert!(
        parsed
            .document
            .styles
            .iter()
            .any(|styled| picture(&styled.style))
    );
    check_body(&body, &["Text: Mind the gap.", "Text: Open at noon."]);
}

#[test]
fn fields_show_their_results_and_symbols_their_characters() {
    let code = |code: &str| format!("<w:r><w:instrText>{code}</w:instrText></w:r>");
    let linked = format!(
        "{}{}{}{}{}",
        field("begin"),
        code("HYPERLINK \"https://example.org/fees\""),
        field("separate"),
        t("the list"),
        field("end")
    );
    let nested = format!(
        "{}{}{}{}{}{}{}{}{}",
        field("begin"),
        code("IF "),
        field("begin"),
        code("PAGE"),
        field("separate"),
        t("99"),
        field("end"),
        field("separate"),
        t("yes") + &field("end")
    );
    let symbol = "<w:r><w:sym w:font='Symbol' w:char='F0B3'/></w:r>";
    let body = p(
        "",
        &format!(
            "{}{linked}{}{nested}{}{symbol}{}",
            t("See "),
            t(": "),
            t(", fees "),
            t(" 10.")
        ),
    );
    let parsed = read(&Made::with(&body));
    let link = Style::Link("https://example.org/fees".to_owned());
    let linked = parsed
        .document
        .styles
        .iter()
        .find(|styled| styled.style == link)
        .unwrap();
    assert_eq!(linked.span.of(&parsed.document.text), "the list");
    check_body(&body, &["Text: See the list: yes, fees ≥ 10."]);
    // One that is never closed hides nothing.
    check_body(
        &p("", &format!("{}{}", field("begin"), t("All is said."))),
        &["Text: All is said."],
    );
    let unknown = "<w:r><w:sym w:font='Webdings' w:char='F021'/></w:r>";
    let parsed = read(&Made::with(p(
        "",
        &format!("{}{unknown}{}", t("A "), t(" sign.")),
    )));
    assert!(
        parsed
            .document
            .edits
            .iter()
            .any(|edit| edit.kind == EditKind::Gap)
    );
}

#[test]
fn links_lead_where_the_document_says() {
    let body = p(
        "",
        &format!(
            "See <w:hyperlink r:id='a'>{}</w:hyperlink>{}",
            t("the list"),
            t(".")
        ),
    );
    let parsed = read(&Made::with(body).link("a", "https://example.org/fees"));
    let link = Style::Link("https://example.org/fees".to_owned());
    let linked = parsed
        .document
        .styles
        .iter()
        .find(|styled| styled.style == link)
        .unwrap();
    assert_eq!(linked.span.of(&parsed.document.text), "the list");
}

const CHART: &str = "<chart xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'>\
     <a:t>Fees rise</a:t></chart>";

#[test]
fn what_is_not_read_is_set_apart() {
    let toc = "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>\
         <w:sdtContent><w:p><w:r><w:t>Fees 3</w:t></w:r></w:p></w:sdtContent></w:sdt>";
    let body = [
        toc.to_owned(),
        p(
            "",
            &format!(
                "{}{}{}",
                t("The fee is "),
                r("<w:strike/>", "ten"),
                t(" twelve crowns.")
            ),
        ),
        p(
            "",
            &format!("{}{}", t("All pay."), r("<w:vanish/>", "Not so.")),
        ),
    ];
    let made = Made::with(body.concat())
        .part("header", "hdr", &p("", &t("Annual report")))
        .raw("word/charts/chart1.xml", CHART)
        .part(
            "comments",
            "comments",
            &format!("<w:comment w:id='1'>{}</w:comment>", p("", &t("Really?"))),
        );
    check(
        &made,
        &[
            "-- navigation: Fees 3",
            "Text: The fee is twelve crowns.",
            "-- struck out: ten",
            "Text: All pay.",
            "-- hidden: Not so.",
            "-- running head or foot: Annual report",
            "-- hidden: Really?",
            "-- in a picture: Fees rise",
        ],
    );
}

#[test]
fn text_keeps_its_looks() {
    let body = [
        p(
            "",
            &format!(
                "{}{}{}",
                t("10"),
                r("<w:vertAlign w:val='superscript'/>", "6"),
                r("<w:b/>", " boats")
            ),
        ),
        p(
            "C",
            &format!("{}<w:r><w:br/></w:r>{}", t("tide  --port"), t("  80")),
        ),
        p("C", &t("tide stop")),
        p("Q", &t("The tide waits.")),
        p(
            "",
            &format!(
                "{}{}{}",
                t("a"),
                "<w:r><w:noBreakHyphen/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r>",
                t("\u{AD}d")
            ),
        ),
        p(
            "",
            "<m:oMath><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>",
        ),
        "<w:p><w:pPr><w:framePr w:dropCap='drop'/></w:pPr><w:r><w:t>O</w:t></w:r></w:p>".to_owned(),
        p("", &t("nce upon a time.")),
    ];
    let made = Made::with(body.concat());
    let parsed = read(&made);
    assert!(
        parsed
            .document
            .text
            .contains("tide  --port\n  80\ntide stop"),
        "{}",
        parsed.document.text
    );
    check(
        &made,
        &[
            "Text: 10⁶ boats",
            "Code: tide --port 80 tide stop",
            "Quote: The tide waits.",
            "Text: a\u{2011}b cd",
            "Text: x²",
            "Text: Once upon a time.",
        ],
    );
}

#[test]
fn short_bold_paragraphs_are_headings_where_there_are_no_others() {
    let bold = |text: &str| p("", &r("<w:b/>", text));
    let body = [
        bold("Boats"),
        p("", &t("There are nine of them.")),
        p("", &t("All are old.")),
        bold("Winds"),
        p("", &t("They blow from the west.")),
    ];
    check_body(
        &body.concat(),
        &[
            "# Boats [§ ≈1]",
            "Text: There are nine of them.",
            "Text: All are old.",
            "# Winds [§ ≈2]",
            "Text: They blow from the west.",
            "no paragraph has the style of a heading; 2 short ones in bold type are read as headings",
        ],
    );
}

const CORE: &str = "<cp:coreProperties \
     xmlns:cp='http://schemas.openxmlformats.org/package/2006/metadata/core-properties' \
     xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:dcterms='http://purl.org/dc/terms/'>\
     <dc:title>Rules of the harbour</dc:title><dc:creator>Ada Holm</dc:creator>\
     <dcterms:modified>2024-05-02T10:00:00Z</dcterms:modified></cp:coreProperties>";

#[test]
fn a_document_says_who_wrote_it() {
    let made = Made::with(p("", &t("The bell tolls."))).raw("docProps/core.xml", CORE);
    check(
        &made,
        &[
            "title: Rules of the harbour",
            "author: Ada Holm",
            "date: 2024-05-02",
            "Text: The bell tolls.",
        ],
    );
}

/// A document with a bit of all, for docs/formats.md.
pub(crate) fn report() -> Made {
    let levels = [level(0, "decimal", "%1"), level(1, "lowerLetter", "(%2)")].concat();
    let fee = format!(
        "{}{}{}{}{}",
        t("The fee for a berth is "),
        "<w:del w:id='1'><w:r><w:delText>ten</w:delText></w:r></w:del>",
        format_args!("<w:ins w:id='2'>{}</w:ins>", t("twelve")),
        t(" crowns."),
        mark("footnote", 5)
    );
    let table = [
        row(&["Boat", "Fee"]),
        row(&["Dinghy", "10"]),
        row(&["Yacht", "40"]),
    ];
    let body = [
        p("T", &t("Rules of the harbour")),
        numbered("berschrift1", 1, 0, "Boats"),
        p("", &fee),
        numbered("berschrift1", 1, 0, "Guests"),
        p("", &t("Guests bring:")),
        item(1, 1, "a rope"),
        item(1, 1, "a knife"),
        format!("<w:tbl>{}</w:tbl>", table.concat()),
    ];
    Made::with(body.concat())
        .part("numbering", "numbering", &list(1, &levels))
        .part(
            "footnotes",
            "footnotes",
            &note("footnote", 5, "Since 2019."),
        )
        .part("header", "hdr", &p("", &t("Harbour office")))
}

#[test]
fn a_conversation_about_a_document() {
    let program = Program::with(&[]);
    program.write("rules.docx", report().bytes());
    drop(
        program
            .ask("What is the fee for a berth?")
            .says("The fee for a berth is twelve crowns.")
            .says("§ 1 “Boats” ¶ 1, fn. 1"),
    );
    drop(program.ask("fn. 1").says("Since 2019."));
    drop(program.ask("p. 3").says("has no pages"));
    drop(
        program
            .check()
            .code(0)
            .says("rules.docx: en, DOCX; 2 sections")
            .says("running head or foot"),
    );
}

proptest! {
    /// A list of so many items has so many, each with its number.
    #[test]
    fn every_item_is_read_with_its_number(count in 1_u32..40, start in 1_u32..90) {
        let level = format!(
            "<w:lvl w:ilvl='0'><w:start w:val='{start}'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1)'/></w:lvl>"
        );
        let items: String = (0..count).map(|at| item(1, 0, &format!("boat {at}"))).collect();
        let parsed = read(&Made::with(items).part("numbering", "numbering", &list(1, &level)));
        let items = &parsed.document.paragraphs.first().unwrap().items;
        let markers: Vec<_> = items.iter().filter_map(|item| item.marker.clone()).collect();
        let expected: Vec<_> = (start..start + count).map(|number| format!("{number})")).collect();
        prop_assert_eq!(markers, expected);
    }

    /// Runs are cut anywhere, in the middle of words too.
    #[test]
    fn cuts_between_runs_say_nothing(cuts in prop::collection::vec(1_usize..60, 0..6)) {
        let text = "The harbour office keeps a list of all boats that lie here.";
        let mut runs = String::new();
        let mut from = 0;
        let mut cuts = cuts;
        cuts.sort_unstable();
        for cut in cuts.into_iter().chain([text.len()]) {
            let cut = cut.min(text.len());
            runs.push_str(&t(&text[from..cut]));
            from = cut;
        }
        let parsed = read(&Made::with(p("", &runs)));
        prop_assert_eq!(&parsed.document.text, text);
    }
}
