//! Pictures of pages: the glyphs under the marks, read again by other code, spell the quote.

use std::{fs, path::Path};

use fundstelle::{
    corpus::{
        Area, Format, NoPicture, Parsed, Picture, PictureRequest, SandboxRequest, SandboxResponse,
        View, answer,
    },
    span::Span,
};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, RenderContent, SoftMask, TransformExt,
    font::{Glyph, GlyphRun},
    hayro_cmap::BfString,
    hayro_syntax::Pdf,
    interpret_page,
    kurbo::{BezPath, Point, Rect},
};

use unicode_normalization::UnicodeNormalization as _;

use super::{
    FULL,
    paper::{Font, Paper},
    parse,
};
use crate::program::Program;

/// Where glyphs are painted on a page: the middle of each, a little above its baseline.
#[derive(Default)]
struct Glyphs(Vec<(Point, String)>);

impl<'a> Device<'a> for Glyphs {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            let advance = match &**glyph {
                Glyph::Outline(glyph) => glyph.advance_width(),
                Glyph::Type3(glyph) => glyph.advance_width(),
            };
            let middle = Point::new(f64::from(advance.unwrap_or(500.0)) / 2.0, 150.0);
            let text = match glyph.as_unicode() {
                Some(BfString::Char(c)) => c.to_string(),
                Some(BfString::String(text)) => text,
                None => String::new(),
            };
            let place = props.transform * glyph.transform();
            self.0.push((place * middle, text));
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// The characters under marks, in the order in which they are painted.
fn under(bytes: &[u8], page: usize, marks: &[Area]) -> String {
    let pdf = Pdf::new(bytes.to_vec()).unwrap();
    let page = &pdf.pages()[page];
    let settings = InterpreterSettings {
        render_content: RenderContent::PAGE,
        ..InterpreterSettings::default()
    };
    let cache = InterpreterCache::new();
    let (width, height) = page.render_dimensions();
    let whole = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let place = page.initial_transform(true).to_kurbo();
    let mut context = Context::new(place, whole, &cache, page.xref(), settings);
    let mut glyphs = Glyphs::default();
    interpret_page(page, &mut context, &mut glyphs);
    let is_marked = |at: &Point| {
        marks.iter().any(|mark| {
            (f64::from(mark.left)..f64::from(mark.right)).contains(&at.x)
                && (f64::from(mark.top)..f64::from(mark.bottom)).contains(&at.y)
        })
    };
    let marked = glyphs.0.iter().filter(|(at, _)| is_marked(at));
    let text: String = marked.map(|(_, text)| text.as_str()).collect();
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn pictures(parsed: &Parsed, bytes: &[u8], span: Span) -> Result<Vec<Picture>, NoPicture> {
    let request = PictureRequest {
        format: Format::Pdf,
        view: View::Words,
        spans: vec![span],
        words: vec![span.of(&parsed.document.text).to_owned()],
        bytes: bytes.to_vec(),
    };
    match answer(SandboxRequest::Picture(request)) {
        SandboxResponse::Picture(painted) => painted,
        SandboxResponse::Document(_) => panic!("a document is no picture"),
    }
}

/// What is marked in all pictures.
fn marked(bytes: &[u8], pictures: &[Picture]) -> String {
    let mut pages: Vec<(usize, &[Area])> = pictures
        .iter()
        .map(|picture| (picture.page, picture.marks.as_slice()))
        .collect();
    pages.dedup_by_key(|(page, _)| *page);
    pages
        .into_iter()
        .map(|(page, marks)| under(bytes, page, marks))
        .collect()
}

fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[track_caller]
fn check(paper: &Paper, words: &str, pages: &[usize]) -> Vec<Picture> {
    let bytes = paper.bytes();
    let parsed = parse(bytes.clone()).unwrap();
    let text = &parsed.document.text;
    let start = text.find(words).unwrap_or_else(|| panic!("{text}"));
    let span = Span::new(start, start + words.len());
    let pictures = pictures(&parsed, &bytes, span).unwrap();
    let found: Vec<usize> = pictures.iter().map(|picture| picture.page).collect();
    assert_eq!(found, pages);
    assert_eq!(marked(&bytes, &pictures), without_space(words));
    for picture in &pictures {
        assert!(picture.png.starts_with(b"\x89PNG"));
        let size = [&picture.png[18..20], &picture.png[22..24]];
        let size = size.map(|two| u16::from_be_bytes([two[0], two[1]]));
        assert_eq!((size[0], size[1]), picture.size);
    }
    pictures
}

#[test]
fn words_are_marked_line_by_line() {
    let paper = Paper::new().page(|page| {
        page.text(
            50.0,
            300.0,
            &[
                FULL,
                "of those who own them. The list is open to everybody.",
            ],
        );
    });
    let pictures = check(&paper, "lie here, and\nof those who own them.", &[0]);
    assert_eq!(pictures[0].marks.len(), 2);
    // All of the width, and 90 points above and below two lines.
    let (width, height) = pictures[0].size;
    assert_eq!(width, 778);
    assert!((380..410).contains(&height), "{height}");
}

#[test]
fn what_is_larger_than_its_line_is_marked_at_its_own_height() {
    let paper = Paper::new().page(|page| {
        page.line(30.0, 60.0, 24.0, Font::Bold, "Notices");
        page.line(
            200.0,
            55.0,
            9.0,
            Font::Plain,
            "Register of the Harbour Office",
        );
        page.text(30.0, 120.0, &[FULL, FULL]);
    });
    let pictures = check(&paper, "Notices", &[0]);
    let mark = pictures[0].marks[0];
    assert!(mark.bottom - mark.top > 20.0, "{mark:?}");
}

#[test]
fn a_quote_over_a_page_break_has_two_pictures() {
    let paper = Paper::new()
        .page(|page| {
            page.text(50.0, 500.0, &[FULL, FULL]);
        })
        .page(|page| {
            page.text(
                50.0,
                50.0,
                &["of those who own them. It is open to everybody."],
            );
        });
    check(
        &paper,
        "boats that lie here, and\nof those who own them.",
        &[0, 1],
    );
}

#[test]
fn a_quote_over_columns_has_a_picture_of_each_end() {
    let line = "The office keeps a list of boats";
    let paper = Paper::new().page(|page| {
        page.text(30.0, 50.0, &[line; 40]);
        page.text(220.0, 50.0, &["that lie here. The fee is ten crowns."]);
    });
    let pictures = check(&paper, "list of boats\nthat lie here.", &[0, 0]);
    assert!(pictures[0].marks[0].top > 400.0);
}

#[test]
fn columns_that_are_quoted_from_top_to_bottom_are_one_picture() {
    let line = "The office keeps a list";
    let paper = Paper::new().page(|page| {
        page.text(30.0, 50.0, &[line; 40]);
        page.text(220.0, 50.0, &[line; 40]);
    });
    let both = [line; 80].join("\n");
    check(&paper, &both, &[0]);
}

#[test]
fn other_words_have_no_picture() {
    let paper = Paper::new().page(|page| {
        page.text(50.0, 50.0, &["The bell tolls at noon."]);
    });
    let ask = |span: Span, words: &str| {
        answer(SandboxRequest::Picture(PictureRequest {
            format: Format::Pdf,
            view: View::Words,
            spans: vec![span],
            words: vec![words.to_owned()],
            bytes: paper.bytes(),
        }))
    };
    let is_refused = |response| {
        matches!(
            response,
            SandboxResponse::Picture(Err(NoPicture::OtherWords))
        )
    };
    assert!(is_refused(ask(Span::new(0, 8), "The ball")));
    assert!(is_refused(ask(Span::new(0, 900), "The bell")));
}

/// Sentences of real files, here and there: whatever the layout, the marks lie on the words.
#[test]
fn marks_on_real_files_lie_on_the_words() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/eval/formats");
    if !root.is_dir() {
        eprintln!("skipped: there are no real files here");
        return;
    }
    let files = [root.clone(), root.join("real")]
        .into_iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "pdf"));
    let (mut tried, mut wrong) = (0, Vec::new());
    for path in files {
        let bytes = fs::read(&path).unwrap();
        let Ok(parsed) = parse(bytes.clone()) else {
            continue;
        };
        let sentences = &parsed.document.sentences;
        for share in [1, 2, 3] {
            let Some(sentence) = sentences.get(sentences.len() * share / 4) else {
                continue;
            };
            // Bars part cells; here both sides are read letter by letter.
            let plain = |text: &str| -> String {
                let text = without_space(text).replace('|', "");
                text.nfkc().collect()
            };
            let words = plain(sentence.of(&parsed.document.text));
            let painted = pictures(&parsed, &bytes, *sentence);
            let found = painted.map(|pictures| plain(&marked(&bytes, &pictures)));
            tried += 1;
            if found.as_ref() != Ok(&words) {
                wrong.push(format!("{}: {words}\n  {found:?}", path.display()));
            }
        }
    }
    assert!(
        wrong.len() * 10 <= tried,
        "{} of {tried}\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn ask_writes_the_picture_and_overwrites_nothing() {
    let program = Program::with(&[("a.md", "# Hafen\n\nDie Fähre kostet neunzig Kronen.\n")]);
    let paper = Paper::new().page(|page| {
        page.text(50.0, 50.0, &["The harbour bell tolls at noon."]);
    });
    program.write("bell.pdf", paper.bytes());
    let question = "When does the harbour bell toll?";
    let ask = |more: &[&str]| program.run(&[&["ask", question, "--image"], more].concat());
    let said = ask(&["bell.png"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(
        said.stderr.contains("bell.png: p. 1 of bell.pdf"),
        "{said:?}"
    );
    let png = fs::read(program.folder().join("bell.png")).unwrap();
    assert!(png.starts_with(b"\x89PNG"));
    let said = ask(&["bell.png"]);
    assert_eq!(said.code, Some(2));
    assert!(
        said.stderr.contains("overwrite it with --force"),
        "{said:?}"
    );
    assert_eq!(ask(&["bell.png", "--force"]).code, Some(0));
    let said = ask(&["bell.jpg"]);
    assert!(said.stderr.contains("ends in .png"), "{said:?}");
    let said = program.run(&["ask", "Was kostet die Fähre?", "--image", "ferry.png"]);
    assert_eq!(said.code, Some(2));
    assert!(said.stdout.contains("neunzig Kronen"), "{said:?}");
    assert!(said.stderr.contains("Markdown has no pages"), "{said:?}");
}

#[test]
fn verify_writes_the_picture_of_the_quote_that_was_found() {
    let program = Program::with(&[]);
    let paper = Paper::new().page(|page| {
        page.text(50.0, 50.0, &["The harbour bell tolls at noon."]);
    });
    program.write("bell.pdf", paper.bytes());
    let verify = |quote: &str, file: &str| program.run(&["verify", quote, "--image", file]);
    let said = verify("The harbour bell tolls at noon.", "bell.png").code(0);
    assert!(said.stderr.contains("bell.png: p. 1 of"), "{said:?}");
    let png = fs::read(program.folder().join("bell.png")).unwrap();
    assert!(png.starts_with(b"\x89PNG"));
    let said = verify("The harbour bell tolls at dawn.", "near.png").code(1);
    assert!(said.stderr.contains("near.png: p. 1 of"), "{said:?}");
    let said = verify("Turandot is an opera by Puccini.", "none.png").code(1);
    assert!(said.stderr.contains("no picture was written"), "{said:?}");
    assert!(!program.folder().join("none.png").exists());
    let said = verify("The harbour bell tolls at noon.", "bell.png").code(2);
    assert!(said.stderr.contains("--force"), "{said:?}");
}

#[test]
fn a_page_that_cannot_be_painted_is_said_within_the_limits() {
    let program = Program::with(&[]);
    let paper = Paper::new().page(|page| {
        page.only_picture();
        page.text(50.0, 50.0, &["The harbour bell tolls at noon."]);
    });
    let bytes = paper.bytes();
    let bytes = super::hostile::replaced(&bytes, "/Width 1", "/Width 2000000000");
    let bytes = super::hostile::replaced(&bytes, "/Height 1", "/Height 2000000000");
    program.write("bell.pdf", bytes);
    let question = "When does the harbour bell toll?";
    let said = program.run(&["ask", question, "--image", "bell.png"]);
    assert!(said.stdout.contains("tolls at noon"), "{said:?}");
    let is_stopped = said.code == Some(2) && said.stderr.contains("was stopped");
    assert!(said.code == Some(0) || is_stopped, "{said:?}");
}
