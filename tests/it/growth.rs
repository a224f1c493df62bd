//! Files that hurt: each kind is read in time that grows with its length, within limits of time
//! and memory, and without losing a visible word.

use std::{
    fs,
    io::Read as _,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use fundstelle::{
    corpus::{
        BlockKind, Document, DocumentId, Format, Outline, ParagraphKind, Parsed, Reading,
        SourceInfo, assemble, parse,
    },
    passages::passages,
};
use tempfile::TempDir;

#[path = "../hostile/mod.rs"]
mod hostile;

#[path = "../support/fuzzed.rs"]
mod fuzzed;

use hostile::Kind;

use crate::processor;

/// The length of the shorter file of a kind; the longer one is four times as long.
const BYTES: usize = 10_000;

/// How much longer the longer one may take: 4 would be linear, 16 quadratic.
const MOST_GROWTH: f64 = 10.0;

/// Shorter times say nothing about growth, in seconds.
const SHORTEST: f64 = 0.015;

fn made(kind: &Kind, bytes: usize) -> Parsed {
    let outline = kind.outline.map(|outline| outline(bytes));
    let outline = outline.map(|outline| Outline::parse(&outline).unwrap());
    read(kind.ending, (kind.text)(bytes), outline.as_ref())
}

fn read(ending: &str, text: String, outline: Option<&Outline>) -> Parsed {
    let source = SourceInfo {
        id: DocumentId("hostile".to_owned()),
        path: format!("hostile.{ending}"),
        encoding: "UTF-8".to_owned(),
    };
    let format = Format::from_path(Path::new(&source.path)).unwrap();
    let parsed = assemble(source, parse(format, text), outline);
    assert!(passages(&parsed.document).len() >= parsed.document.paragraphs.len());
    parsed
}

fn seconds(kind: &Kind, bytes: usize) -> Option<f64> {
    processor::seconds_of(|| drop(made(kind, bytes)))
}

#[track_caller]
fn check_growth(kinds: &[Kind]) {
    for kind in kinds {
        let growth = || {
            let short = seconds(kind, BYTES)?.max(SHORTEST);
            Some(seconds(kind, 4 * BYTES)? / short)
        };
        // A busy machine may spoil one measurement.
        let tries = std::iter::repeat_with(growth).take(3).flatten();
        let all: Vec<f64> = tries
            .scan(false, |done, growth| {
                (!std::mem::replace(done, growth < MOST_GROWTH)).then_some(growth)
            })
            .collect();
        let is_linear = all.is_empty() || all.iter().any(|growth| *growth < MOST_GROWTH);
        assert!(
            is_linear,
            "{}.{}: {all:?} times as long",
            kind.name, kind.ending
        );
    }
}

#[test]
fn attributes_cost_no_more_than_their_length() {
    check_growth(hostile::attributes::KINDS);
}

#[test]
fn front_matter_costs_no_more_than_its_length() {
    check_growth(hostile::front_matter::KINDS);
}

#[test]
fn headings_cost_no_more_than_their_length() {
    check_growth(hostile::headings::KINDS);
}

#[test]
fn markup_within_a_paragraph_costs_no_more_than_its_length() {
    check_growth(hostile::inline::KINDS);
}

#[test]
fn lines_cost_no_more_than_their_length() {
    check_growth(hostile::lines::KINDS);
}

#[test]
fn lists_cost_no_more_than_their_length() {
    check_growth(hostile::lists::KINDS);
}

#[test]
fn nesting_costs_no_more_than_its_length() {
    check_growth(hostile::nesting::KINDS);
}

#[test]
fn notes_cost_no_more_than_their_length() {
    check_growth(hostile::notes::KINDS);
}

#[test]
fn outlines_cost_no_more_than_their_length() {
    check_growth(hostile::outlines::KINDS);
}

#[test]
fn tables_cost_no_more_than_their_length() {
    check_growth(hostile::tables::KINDS);
}

/// All kinds in one corpus, under a limit of processor time, with the most memory measured.
#[test]
fn a_corpus_of_files_that_hurt_is_read_within_limits() {
    const MOST_BYTES: u64 = 400_000_000;
    let home = TempDir::new().unwrap();
    let corpus = home.path().join("corpus");
    fs::create_dir(&corpus).unwrap();
    fs::write(
        corpus.join("good.md"),
        "# Turm\n\nDer Turm steht auf Amrum.\n",
    )
    .unwrap();
    for kind in hostile::kinds() {
        let name = format!("{}-{}", kind.ending, kind.name);
        fs::write(
            corpus.join(format!("{name}.{}", kind.ending)),
            (kind.text)(BYTES),
        )
        .unwrap();
        if let Some(outline) = kind.outline {
            fs::write(corpus.join(format!("{name}.outline.toml")), outline(BYTES)).unwrap();
        }
    }
    let mut check = Command::new(env!("CARGO_BIN_EXE_fundstelle"));
    check
        .arg("--corpus")
        .arg(&corpus)
        .arg("--data")
        .arg(home.path().join("data"))
        .arg("check")
        .env("FUNDSTELLE_EMBEDDING__ENABLED", "false");
    let mut check = processor::limited(&check, 300)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdout = check.stdout.take().unwrap();
    let said = thread::spawn(move || {
        let mut said = String::new();
        stdout.read_to_string(&mut said).unwrap();
        said
    });
    let mut most = 0;
    while check.try_wait().unwrap().is_none() {
        most = most.max(hostile::memory::most_of(check.id()));
        thread::sleep(Duration::from_millis(5));
    }
    let said = said.join().unwrap();
    assert!(said.contains("good.md: "), "{said}");
    for kind in hostile::kinds() {
        let line = format!("{}-{}.{}: ", kind.ending, kind.name, kind.ending);
        assert!(said.contains(&line), "{line} is not there");
    }
    assert!(most < MOST_BYTES, "{most} bytes");
}

fn numbered(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect::<Vec<_>>().concat()
}

fn text_of(document: &Document) -> String {
    let read = |span| Reading::of(&document.text, span, &document.edits).text;
    let paragraphs = document
        .paragraphs
        .iter()
        .map(|paragraph| read(paragraph.span));
    paragraphs.collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn check_read(ending: &str, text: &str, read_as: &str, finding: &str, line: Option<usize>) {
    let parsed = read(ending, text.to_owned(), None);
    let read = text_of(&parsed.document);
    assert!(read.contains(read_as), "{read:.200}");
    let found = parsed
        .warnings
        .iter()
        .find(|warning| warning.message.contains(finding));
    let found = found.unwrap_or_else(|| panic!("{:?}", parsed.warnings));
    assert_eq!(found.line, line);
}

#[test]
fn what_is_nested_too_deep_is_read_and_told() {
    let deep = |tag: &str| format!("<p>a\n{}deep words <b>here</b>.", tag.repeat(1_000));
    for tag in [
        "<div>",
        "<ul><li>",
        "<span>",
        "<blockquote>",
        "<table><tr><td>",
    ] {
        check_read(
            "html",
            &deep(tag),
            "deep words here.",
            "nested more than 150 deep",
            Some(2),
        );
    }
    let after = format!(
        "{}deep words.{}<p>And after.<p>The end.",
        "<div>".repeat(300),
        "</div>".repeat(300)
    );
    check_read(
        "html",
        &after,
        "And after.\nThe end.",
        "nested more than",
        Some(1),
    );
    for marker in ["- ", "> ", "1. ", "> - "] {
        let text = format!("Text.\n\n{}deep words *here*.\n", marker.repeat(100));
        check_read("md", &text, "deep words here.", "nested too deep", Some(3));
    }
}

#[test]
fn what_multiplies_is_left_out_and_its_words_are_read() {
    let fonts = numbered(1_000, |i| format!("<p><font id=f{i}>word{i}</p>"));
    let parsed = read("html", fonts, None);
    let text = text_of(&parsed.document);
    assert!((0..1_000).all(|i| text.contains(&format!("word{i}"))));
    let finding = &parsed.warnings[0];
    assert!(finding.message.contains("would multiply"), "{finding}");
    assert!(finding.line.is_some());
    let attributes = numbered(1_000, |i| format!("a{i}='>' "));
    let page = format!("<p>One.\n<p {attributes}hidden>Two.\n<p id=x>Three.");
    check_read(
        "html",
        &page,
        "One.\nTwo.\nThree.",
        "too many attributes",
        Some(2),
    );
}

#[test]
fn what_swallows_the_rest_of_a_page_is_told() {
    for (page, what) in [
        ("<p>One.\n<!-- Two. <p>Three.", "a comment begins"),
        ("<p>One.\n<p class='a>Two. <p>Three.", "a tag begins"),
        ("<p>One.\n<title>Two. <p>Three.", "<title> begins"),
        ("<p>One.\n<script>Two. <p>Three.", "<script> begins"),
    ] {
        check_read("html", page, "One.", what, Some(2));
    }
    assert_eq!(
        read("html", "<p>One.<script>a<b</script>".to_owned(), None).warnings,
        []
    );
}

#[test]
fn a_heading_that_is_a_paragraph_is_read_as_one() {
    let long = "Wort ".repeat(50);
    let sentence = "Dies ist ein ganzer Satz, der als Überschrift gesetzt wurde, damit er auffällt, \
                    und er endet auch so.";
    for (ending, text, line) in [
        (
            "md",
            format!("# Titel\n\n## {long}\n\nText.\n\n## Kurz\n\n### {sentence}\n"),
            Some(3),
        ),
        (
            "html",
            format!("<h1>Titel</h1><h2>{long}</h2>Text.<h2>Kurz</h2><h3>{sentence}</h3>"),
            None,
        ),
    ] {
        let parsed = read(ending, text, None);
        let titles: Vec<&str> = parsed
            .document
            .sections
            .iter()
            .map(|s| s.title.as_str())
            .collect();
        assert_eq!(titles, ["Kurz"]);
        assert_eq!(parsed.document.title(), "Titel");
        let read = text_of(&parsed.document);
        assert!(
            read.contains(long.trim()) && read.contains(sentence),
            "{read}"
        );
        let told: Vec<_> = parsed.warnings.iter().map(|warning| warning.line).collect();
        assert_eq!((told.len(), told[0]), (2, line), "{:?}", parsed.warnings);
    }
}

#[test]
fn what_names_a_document_is_cut() {
    let long = "Sehr langer Titel ".repeat(10_000);
    let text =
        format!("---\nlanguage: de\ntitle: \"{long}\"\nedition: \"{long}\"\n---\n\nEin Satz.\n");
    let parsed = read("md", text, None);
    let metadata = &parsed.document.metadata;
    for value in [
        metadata.title.as_ref().unwrap(),
        metadata.edition.as_ref().unwrap(),
    ] {
        assert!(
            value.chars().count() <= 300 && value.ends_with('…'),
            "{value:.50}"
        );
    }
    let told: Vec<_> = parsed
        .warnings
        .iter()
        .map(|w| (w.line, w.message.len() < 300))
        .collect();
    assert!(told.contains(&(Some(3), true)), "{told:?}");
    let page = format!("<title>{long}</title><p>Ein Satz.");
    let title = read("html", page, None).document.metadata.title.unwrap();
    assert!(title.chars().count() <= 300);
    let outline = format!("[[section]]\ntitle = \"{long}\"\nstarts_with = \"Ein Satz\"\n");
    let outline = Outline::parse(&outline).unwrap();
    let parsed = read("txt", "Ein Satz.".to_owned(), Some(&outline));
    assert!(parsed.document.sections[0].title.chars().count() <= 200);
}

#[test]
fn a_file_with_many_findings_tells_the_first() {
    let text = numbered(5_000, |i| format!("[^{i}]: Text.\n\n"));
    let parsed = read("md", text + "a[^x]", None);
    assert!(parsed.warnings.len() <= 101, "{}", parsed.warnings.len());
}

/// Whether a long line is one paragraph, or taken apart.
#[track_caller]
fn check_paragraphs(ending: &str, text: String, count: usize, repaired: bool) {
    let parsed = read(ending, text, None);
    let document = &parsed.document;
    assert_eq!(document.repaired, repaired);
    let text = |kind: ParagraphKind| kind == ParagraphKind::Text;
    let paragraphs = document.paragraphs.iter().filter(|p| text(p.kind)).count();
    if repaired {
        assert!(paragraphs > count, "{paragraphs}");
    } else {
        assert_eq!(paragraphs, count);
    }
}

#[test]
fn a_long_line_is_a_paragraph_unless_it_is_all_there_is() {
    let sentence = "Der Hafen von Norrby wurde im Jahr 1644 für den Handel mit Salz gebaut. ";
    let long = sentence.repeat(80);
    let glued = sentence.trim_end().repeat(80);
    assert!(long.len() > 5_000);
    check_paragraphs("md", format!("# A\n\n{long}\n\nKurz.\n"), 2, false);
    check_paragraphs("md", long.clone(), 1, false);
    check_paragraphs("html", format!("<h1>A</h1><p>{long}<p>Kurz."), 2, false);
    check_paragraphs("html", format!("<p>{long}"), 1, false);
    check_paragraphs("txt", format!("{long}\n\n{long}\n\nKurz.\n"), 3, false);
    check_paragraphs("txt", long.clone(), 1, true);
    check_paragraphs("txt", glued.clone(), 1, true);
    check_paragraphs("md", format!("# A\n\n{glued}\n\nKurz.\n"), 2, true);
    let names = "Rufe Math.Max, Math.Min, List.Add und Vue.Js auf. ".repeat(40);
    let clean = "Der Hafen ist alt. Er wurde im Jahr 1644 gebaut.\n\n".repeat(9);
    for ending in ["md", "txt"] {
        check_paragraphs(ending, format!("{clean}{names}\n\n{clean}"), 19, false);
    }
    let one_slip = format!("{clean}{glued}\n\n{}", clean.repeat(40));
    check_paragraphs("md", one_slip, 370, false);
    let extracted = parse(Format::Markdown, format!("{long}\n\n{long}\n"));
    let kinds = extracted.blocks.iter().map(|block| &block.kind);
    assert!(
        kinds
            .into_iter()
            .all(|kind| matches!(kind, BlockKind::Paragraph(_)))
    );
}

/// What once broke a property, found by the targets of `fuzz/`.
#[test]
fn what_fuzzing_found_stays_mended() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/fuzz");
    for (name, target) in fuzzed::TARGETS {
        let Ok(files) = fs::read_dir(cases.join(name)) else {
            continue;
        };
        for file in files {
            let path = file.unwrap().path();
            target(&fs::read(path).unwrap());
        }
    }
}
