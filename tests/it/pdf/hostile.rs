//! Files that are broken, locked, or made to hurt.

use super::{
    paper::{Font, Paper},
    parse,
};
use crate::program::{Program, Said};

fn simple() -> Vec<u8> {
    Paper::new()
        .page(|page| {
            page.text(50.0, 50.0, &["The bell tolls at noon."]);
        })
        .bytes()
}

pub(super) fn replaced(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let at = bytes
        .windows(from.len())
        .position(|window| window == from.as_bytes())
        .unwrap();
    [&bytes[..at], to.as_bytes(), &bytes[at + from.len()..]].concat()
}

#[test]
fn a_locked_file_is_a_finding() {
    let lock = format!(
        "trailer\n<<\n/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{0}> /U <{0}> >> /ID [<00> <00>]",
        "41".repeat(32)
    );
    let locked = replaced(&simple(), "trailer\n<<", &lock);
    let finding = parse(locked.clone()).unwrap_err();
    assert!(
        finding.message.contains("opens with a password only"),
        "{}",
        finding.message
    );
    let program = Program::with(&[("a.md", "The bell is old.\n")]);
    program.write("locked.pdf", locked);
    drop(
        program
            .check()
            .code(2)
            .says("error: locked.pdf: not read: it is encrypted"),
    );
}

#[test]
fn what_is_cut_off_is_read_or_refused() {
    let whole = simple();
    for cut in (0..whole.len()).step_by(97) {
        drop(parse(whole[..cut].to_vec()));
    }
    for at in (0..whole.len()).step_by(61) {
        let mut spoilt = whole.clone();
        spoilt[at] = b'<';
        drop(parse(spoilt));
    }
    assert!(parse(Vec::new()).unwrap_err().message.contains("damaged"));
    assert!(parse(b"%PDF-1.7".to_vec()).is_err());
}

#[test]
fn pages_that_hold_themselves_end() {
    let looped = replaced(&simple(), "/Kids [", "/Kids [2 0 R 2 0 R ");
    let parsed = parse(looped).unwrap();
    assert_eq!(parsed.document.pages.len(), 1);
}

#[test]
fn a_page_of_too_many_glyphs_is_read_in_part() {
    let line = "x".repeat(1_000);
    let paper = Paper::new().page(|page| {
        for row in 0_u16..210 {
            page.line(0.5, 2.0 + f32::from(row) * 2.8, 0.5, Font::Plain, &line);
        }
    });
    let parsed = parse(paper.bytes()).unwrap();
    let says = |warning: &&fundstelle::corpus::Warning| {
        warning.message.contains("more than 200000 glyphs")
    };
    assert!(
        parsed.warnings.iter().any(|warning| says(&warning)),
        "{:?}",
        parsed.warnings
    );
}

#[test]
fn a_file_of_too_many_pages_is_refused() {
    let mut paper = Paper::new();
    for _ in 0..3_001 {
        paper = paper.page(|_| {});
    }
    let finding = parse(paper.bytes()).unwrap_err();
    assert!(
        finding.message.contains("3001 pages"),
        "{}",
        finding.message
    );
}

/// Forms that call the next one twice, 40 deep, never end.
#[test]
fn a_file_that_never_ends_is_stopped_and_the_others_are_read() {
    use pdf_writer::{Content, Finish as _, Name, Pdf, Rect, Ref};
    let mut pdf = Pdf::new();
    pdf.catalog(Ref::new(1)).pages(Ref::new(2));
    pdf.pages(Ref::new(2)).kids([Ref::new(3)]).count(1);
    let mut page = pdf.page(Ref::new(3));
    page.media_box(Rect::new(0.0, 0.0, 100.0, 100.0))
        .parent(Ref::new(2));
    page.contents(Ref::new(4));
    page.resources().x_objects().pair(Name(b"X"), Ref::new(10));
    page.finish();
    let mut content = Content::new();
    content.x_object(Name(b"X")).x_object(Name(b"X"));
    let content = content.finish().to_vec();
    pdf.stream(Ref::new(4), &content);
    for at in 10..50 {
        let mut form = pdf.form_xobject(Ref::new(at), &content);
        form.bbox(Rect::new(0.0, 0.0, 100.0, 100.0));
        form.resources()
            .x_objects()
            .pair(Name(b"X"), Ref::new(at + 1));
    }
    let program = Program::with(&[("a.md", "The bell is old.\n")]);
    program.write("endless.pdf", pdf.finish());
    let mut command = program.command(&["check"]);
    command.env("FUNDSTELLE_CORPUS__READ_SECONDS", "1");
    drop(
        Said::of(command)
            .code(2)
            .says("reading it was stopped")
            .says("a.md: en"),
    );
}
