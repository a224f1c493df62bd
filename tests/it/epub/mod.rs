//! EPUB: books made for one trap each, books that cannot be read, and the outlines of real ones.

pub(crate) mod made;
mod questions;
mod soup;

use fundstelle::corpus::{Format, Parsed, Style};
use made::Book;

use crate::{
    packed::{dump, packed, parse, real_files},
    program::Program,
};

fn read(book: &Book) -> Parsed {
    parse(Format::Epub, book.bytes()).unwrap()
}

#[track_caller]
fn check(book: &Book, expected: &[&str]) {
    let found = dump(&read(book));
    let found: Vec<&str> = found.lines().collect();
    assert_eq!(found, expected);
}

#[track_caller]
fn refused(book: &Book, says: &str) {
    let finding = parse(Format::Epub, book.bytes()).unwrap_err();
    assert!(finding.message.contains(says), "{}", finding.message);
}

#[test]
fn real_books_have_the_sections_that_readers_see() {
    real_files("epub");
}

#[test]
fn files_are_read_in_the_order_of_the_spine() {
    let book = Book::new()
        .says("<dc:title>Rules of the harbour</dc:title><dc:creator>Ada Holm</dc:creator><dc:creator opf:role='ill'>Bo</dc:creator>")
        .says("<dc:language>en-GB</dc:language><dc:date>2024-05-02</dc:date><dc:rights>CC0</dc:rights>")
        .file("b.xhtml", "<h1>Boats</h1><p>There are <b>nine</b>.</p>")
        .file("a.xhtml", "<h1>Winds</h1><p>They blow from the west. See <a href='b.xhtml'>boats</a>.</p>");
    check(
        &book,
        &[
            "title: Rules of the harbour",
            "author: Ada Holm",
            "date: 2024-05-02",
            "# Boats [§ ≈1]",
            "Text: There are nine.",
            "# Winds [§ ≈2]",
            "Text: They blow from the west. ⏎ See boats.",
        ],
    );
    let styles = read(&book).document.styles;
    assert!(
        !styles
            .iter()
            .any(|styled| matches!(styled.style, Style::Link(_))),
        "{styles:?}"
    );
    assert_eq!(
        read(&book).document.metadata.licence.as_deref(),
        Some("CC0")
    );
}

const CONTENTS: &str = "<nav epub:type='toc'><ol><li><a href='text/a.xhtml'>Harbour</a><ol>\
     <li><a href='text/b.xhtml'>Boats</a></li></ol></li><li><a href='text/c.xhtml#w'>Winds</a></li></ol></nav>";

#[test]
fn the_table_of_contents_knows_the_levels_of_headings() {
    let book = Book::new()
        .says("<dc:title>Rules</dc:title>")
        .file("title.xhtml", "<h1>Rules</h1><p>By Ada.</p>")
        .file("a.xhtml", "<h1>Harbour</h1><p>It is short.</p>")
        .file(
            "b.xhtml",
            "<h1>Boats</h1><p>There are nine.</p><h2>Berths</h2><p>Ten.</p>",
        )
        .file(
            "c.xhtml",
            "<p id='w' class='chapter'>Winds</p><p>They blow.</p>",
        )
        .navigation(CONTENTS);
    check(
        &book,
        &[
            "title: Rules",
            "Text: By Ada.",
            "# Harbour [§ ≈1]",
            "Text: It is short.",
            "## Boats [§ ≈1.1]",
            "Text: There are nine.",
            "### Berths [§ ≈1.1.1]",
            "Text: Ten.",
            "# Winds [§ ≈2]",
            "Text: They blow.",
        ],
    );
}

#[test]
fn notes_are_joined_to_their_marks_over_files() {
    let book = Book::new()
        .file(
            "a.xhtml",
            "<p>The pier is old.<a epub:type='noteref' href='#fn1'>1</a> It leans.<sup><a href='notes.xhtml#n2'>2</a></sup></p>\
             <aside epub:type='footnote' id='fn1'><p>Built in 1901.</p></aside>",
        )
        .file("b.xhtml", "<p>It is loved.<a epub:type='noteref' href='notes.xhtml#n3'>3</a></p>")
        .file(
            "notes.xhtml",
            "<h2>Notes</h2><ol><li id='n2'>To the west. <a href='a.xhtml#r2'>↩</a></li><li id='n3'>By all.</li></ol>",
        );
    check(
        &book,
        &[
            "Text: The pier is old. ⏎ It leans.",
            "Text: It is loved.",
            "-- navigation: Notes",
            "Note 1: Built in 1901.",
            "Note 2: To the west.",
            "Note 3: By all.",
            "fn. 1 behind old.",
            "fn. 2 behind leans.",
            "fn. 3 behind loved.",
        ],
    );
}

/// Printed pages by signs in the text and by the list.
pub(crate) fn paged() -> Book {
    Book::new()
        .says("<dc:title>Rules of the harbour</dc:title>")
        .file(
            "a.xhtml",
            "<h1>Boats</h1><p>Preface.</p><p><span epub:type='pagebreak' id='p12' title='12'/>There are nine boats, \
             which <span role='doc-pagebreak' aria-label='Page 13'/>pay ten crowns<a epub:type='noteref' \
             href='#fn1'>1</a>.</p><aside epub:type='footnote' id='fn1'>Since 2019.</aside>",
        )
        .file("b.xhtml", "<h1>Winds</h1><p><a id='page_14'/>They blow from the west.</p>")
        .navigation(
            "<nav epub:type='toc'><ol><li><a href='text/a.xhtml'>Boats</a></li></ol></nav>\
             <nav epub:type='page-list' hidden=''><ol><li><a href='text/a.xhtml#p12'>12</a></li>\
             <li><a href='text/b.xhtml#page_14'>14</a></li></ol></nav>",
        )
}

#[test]
fn printed_pages_are_named_and_found() {
    check(
        &paged(),
        &[
            "title: Rules of the harbour",
            "# Boats [§ ≈1]",
            "Text: Preface.",
            "Text p. 12–13: There are nine boats, which pay ten crowns.",
            "# Winds [§ ≈2]",
            "Text p. 14: They blow from the west.",
            "Note 1: Since 2019.",
            "fn. 1 behind crowns",
        ],
    );
    let program = Program::with(&[]);
    program.write("rules.epub", paged().bytes());
    drop(
        program
            .ask("p. 14")
            .says("They blow from the west.")
            .says("p. 14"),
    );
    drop(
        program
            .ask("How much do the boats pay?")
            .says("pay ten crowns")
            .says("§ ≈1 “Boats” ¶ 2, p. 12–13, fn. 1"),
    );
    drop(program.ask("p. 99").says("12").says("14"));
    drop(
        program
            .check()
            .code(0)
            .says("rules.epub: en, EPUB; 2 sections"),
    );
}

#[test]
fn the_older_navigation_is_read_too() {
    let book = Book::new()
        .file("toc.xhtml", "<p>Contents</p><p><a href='a.xhtml'>Boats</a> 7</p>")
        .file("a.xhtml", "<h3>Boats</h3><p>There are nine.</p><h3 id='x'>Berths</h3><p><b id='p8'>Ten</b> of them.</p>")
        .file("b.xhtml", "<h3>Winds</h3><p>They blow.</p>")
        .guide("text/toc.xhtml")
        .ncx(
            "<navMap><navPoint><navLabel><text>Boats</text></navLabel><content src='text/a.xhtml'/>\
             <navPoint><navLabel><text>Berths</text></navLabel><content src='text/a.xhtml#x'/></navPoint></navPoint>\
             <navPoint><navLabel><text>Winds</text></navLabel><content src='text/b.xhtml'/></navPoint></navMap>\
             <pageList><pageTarget value='8'><navLabel><text>8</text></navLabel><content src='text/a.xhtml#p8'/></pageTarget></pageList>",
        );
    check(
        &book,
        &[
            "-- navigation: Contents Boats 7",
            "# Boats [§ ≈1]",
            "Text: There are nine.",
            "## Berths [§ ≈1.1]",
            "Text p. 8: Ten of them.",
            "# Winds [§ ≈2]",
            "Text p. 8: They blow.",
        ],
    );
}

#[test]
fn pages_as_xml_allows_and_browsers_do_not() {
    let book = Book::new()
        .file("a.xhtml", "<p>The <a id='x'/>bell<br/> tolls&#160;at<i/> noon.</p><script src='a.js'/><p>Twice.</p>")
        .raw_file("b.xhtml", "<html><head><title/></head><body><p>Gr&uuml;n &amp; blau.</p></body></html>")
        .raw_file("c.xhtml", "<html><body><p>Not closed.<p>Nor this.</body></html>");
    check(
        &book,
        &[
            "Text: The bell tolls at noon.",
            "Text: Twice.",
            "Text: Grün & blau.",
            "Text: Not closed.",
            "Text: Nor this.",
            "its part OPS/text/c.xhtml is no whole XML (ill-formed document: expected `</p>`, but `</body>` was found); it is read as far as a browser would show it",
        ],
    );
}

#[test]
fn style_sheets_strike_hide_and_raise_by_class() {
    let head = "<style>.old { text-decoration: line-through } .up { vertical-align: super } .no { display: none }</style>";
    let page = format!(
        "<html xmlns='http://www.w3.org/1999/xhtml'><head>{head}</head><body><p>The fee is <span class='old big'>ten</span> \
         twelve crowns for 10<span class='up'>6</span> boats.<span class='no'>Not so.</span></p></body></html>"
    );
    check(
        &Book::new().raw_file("a.xhtml", page),
        &[
            "Text: The fee is twelve crowns for 10⁶ boats.",
            "-- struck out: ten",
            "-- hidden: Not so.",
        ],
    );
}

#[test]
fn what_cannot_be_read_is_refused_plainly() {
    let plain = || Book::new().file("a.xhtml", "<p>The bell.</p>");
    let encrypted = |algorithm: &str| {
        let xml = format!(
            "<encryption xmlns='urn:oasis:names:tc:opendocument:xmlns:container' \
             xmlns:e='http://www.w3.org/2001/04/xmlenc#'><e:EncryptedData><e:EncryptionMethod \
             Algorithm='{algorithm}'/></e:EncryptedData></encryption>"
        );
        plain().raw("META-INF/encryption.xml", xml)
    };
    refused(
        &encrypted("http://www.w3.org/2001/04/xmlenc#aes128-cbc"),
        "protected against copying (DRM)",
    );
    let fonts = read(&encrypted("http://www.idpf.org/2008/embedding"));
    assert_eq!(fonts.document.text, "The bell.");
    refused(
        &plain().says("<meta property='rendition:layout'>pre-paginated</meta>"),
        "fixed layout",
    );
    refused(
        &plain().says("<meta name='fixed-layout' content='true'/>"),
        "fixed layout",
    );
    refused(&Book::new(), "names no file with text");
    let finding =
        |parts: &[(String, Vec<u8>)]| parse(Format::Epub, packed(parts)).unwrap_err().message;
    assert!(finding(&[("a".to_owned(), Vec::new())]).contains("no META-INF/container.xml"));
    assert!(finding(&[("word/document.xml".to_owned(), Vec::new())]).contains("it is a DOCX"));
    let missing = plain()
        .raw("x", "")
        .parts()
        .into_iter()
        .filter(|(name, _)| name != "OPS/book.opf");
    assert!(finding(&missing.collect::<Vec<_>>()).contains("OPS/book.opf"));
}

#[test]
fn what_is_cut_off_or_spoilt_is_read_or_refused() {
    let whole = paged().bytes();
    for cut in (0..whole.len()).step_by(41) {
        assert!(parse(Format::Epub, whole[..cut].to_vec()).is_err());
    }
    for at in (0..whole.len()).step_by(29) {
        let mut spoilt = whole.clone();
        spoilt[at] ^= 0x55;
        drop(parse(Format::Epub, spoilt));
    }
    let missing = paged()
        .parts()
        .into_iter()
        .filter(|(name, _)| name != "OPS/text/b.xhtml");
    let parsed = parse(Format::Epub, packed(&missing.collect::<Vec<_>>())).unwrap();
    let says = |says: &str| {
        parsed
            .warnings
            .iter()
            .any(|warning| warning.message.contains(says))
    };
    assert!(
        says("its part OPS/text/b.xhtml is named and missing"),
        "{:?}",
        parsed.warnings
    );
}
