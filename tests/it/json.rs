//! `--json` of every command: it parses, and its spans cut the quote out of the source file.

use serde_json::Value;

use crate::program::{Program, folded};

const REPORT: &str = "---\ntitle: Über Brücken\n---\n\n# Über Brücken\n\nVorweg ein Wort: „Bauen heißt fügen.“\n\n\
    ## Holz\n\nDie Ältere Brücke besteht aus Lärchenholz.[^1] Sie trägt\n**zwölf** Tonnen.\n\n\
    ## Stahl\n\nDie neue Brücke ist aus Stahl. Größe: 40 m.\n\n[^1]: Gutachten Öhler, 1999.\n";

fn program() -> Program {
    Program::with(&[
        ("brücken.md", REPORT),
        ("zwei.txt", "Über den Bach führt ein Steg.\n"),
    ])
}

/// What the spans of a quote cut out of the source, read as Markdown is read.
fn cut(quote: &Value) -> String {
    let spans = quote["spans"].as_array().unwrap();
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let parts = spans
        .iter()
        .map(|s| &REPORT[number(&s["start"])..number(&s["end"])]);
    let source = parts.collect::<Vec<_>>().join("\n");
    let marks = regex::Regex::new(r"\[\^\d+\]|\*\*").unwrap();
    folded(&marks.replace_all(&source, ""))
}

#[track_caller]
fn check_citation(citation: &Value) {
    let quote = &citation["quote"];
    assert_eq!(citation["document"], "brücken");
    assert_eq!(citation["path"], "brücken.md");
    assert_eq!(citation["title"], "Über Brücken");
    assert_eq!(citation["language"], "de");
    assert_eq!(cut(quote), folded(quote["text"].as_str().unwrap()));
}

#[test]
fn ask_gives_spans_that_cut_the_quote_out_of_the_file() {
    let program = program();
    let found = program
        .run(&["ask", "Woraus besteht die ältere Brücke?", "--json"])
        .code(0)
        .json();
    assert_eq!(found["answer"], "found");
    let citation = &found["citations"][0];
    check_citation(citation);
    assert_eq!(citation["locator"], "§ ≈1 „Holz“ ¶ 1, fn. 1");
    assert_eq!(citation["paragraph"], 2);
    let span = &citation["quote"]["answer"];
    let (start, end) = (
        span["start"].as_u64().unwrap(),
        span["end"].as_u64().unwrap(),
    );
    let text = citation["quote"]["text"].as_str().unwrap();
    assert_eq!(
        &text[usize::try_from(start).unwrap()..usize::try_from(end).unwrap()],
        "Die Ältere Brücke besteht aus Lärchenholz."
    );
    for place in ["§ 1–2", "fn. 1", "¶ 1"] {
        let shown = program
            .run(&["ask", place, "--json", "--document", "brücken"])
            .code(0)
            .json();
        assert_eq!(shown["answer"], "place");
        check_citation(&shown["citations"][0]);
    }
}

#[test]
fn a_refusal_says_what_there_is() {
    let program = program();
    let refused = program
        .run(&["ask", "Wer komponierte Turandot?", "--json"])
        .code(1)
        .json();
    assert_eq!(refused["answer"], "not_found");
    assert_eq!(refused["near"].as_array().unwrap().len(), 0, "none is near");
    let nowhere = program.run(&["ask", "§ 9", "--json"]).code(1).json();
    assert_eq!(nowhere["answer"], "no_such_place");
    assert_eq!(nowhere["extents"][0]["sections"][0], "§ ≈1");
}

#[test]
fn verify_gives_citation_and_differences() {
    let program = program();
    let verify = |quote: &str| program.run(&["verify", quote, "--json"]);
    let found = verify("besteht aus Lärchenholz. Sie trägt zwölf Tonnen.")
        .code(0)
        .json();
    assert_eq!(found["found"], "verbatim");
    check_citation(&found["citation"]);
    let nearly = verify("Die Ältere Brücke besteht aus Eichenholz.")
        .code(1)
        .json();
    assert_eq!(nearly["found"], "nearly");
    check_citation(&nearly["citation"]);
    let sides: Vec<_> = nearly["differences"].as_array().unwrap().iter().collect();
    let of = |side: &str| sides.iter().find(|d| d["side"] == side).unwrap()["words"].to_string();
    assert!(of("given").contains("Eichenholz") && of("document").contains("Lärchenholz"));
    assert_eq!(
        verify("Turandot ist eine Oper.").code(1).json()["found"],
        "not_found"
    );
}

#[test]
fn check_counts_and_lists() {
    let program = program();
    program
        .write("bild.md", b"\x89PNG\r\n\x1a\n\0\0")
        .write("plan.odt", "PK");
    let report = program.run(&["check", "--json"]).code(2).json();
    let first = &report["files"][0];
    assert_eq!(
        (&first["path"], &first["encoding"]),
        (&"brücken.md".into(), &"UTF-8".into())
    );
    assert_eq!(first["counts"]["footnotes"], 1);
    assert_eq!(report["errors"], 1);
    let warnings = report["warnings"].as_array().unwrap();
    let severity = |path: &str| &warnings.iter().find(|w| w["path"] == path).unwrap()["severity"];
    assert_eq!(severity("bild.md"), "error");
    assert_eq!(severity("plan.odt"), "note");
}

#[test]
fn index_counts_documents() {
    let report = program().run(&["index", "--json"]).code(0).json();
    assert_eq!(
        (&report["documents"], &report["read"]),
        (&2.into(), &2.into())
    );
    assert_eq!(
        (&report["published"], &report["generation"]),
        (&true.into(), &1.into())
    );
    assert!(report["folder"].as_str().unwrap().contains("corpus-"));
}

#[test]
fn outline_gives_sections_with_spans() {
    let outlines = program().run(&["outline", "--json"]).code(0).json();
    let sections = outlines[0]["sections"].as_array().unwrap();
    let titles: Vec<_> = sections
        .iter()
        .map(|section| section["title"].as_str().unwrap())
        .collect();
    assert_eq!(titles, ["Holz", "Stahl"]);
    let start = usize::try_from(sections[1]["span"]["start"].as_u64().unwrap()).unwrap();
    assert!(REPORT[start..].starts_with("## Stahl") || REPORT[start..].starts_with("Stahl"));
    assert_eq!(outlines[1]["sections"].as_array().unwrap().len(), 0);
}

#[test]
fn an_index_inside_the_corpus_is_no_part_of_it() {
    let program = Program::with(&[("bericht.md", "# Lage\n\nDer Umsatz stieg.\n")]);
    let published = || {
        let report = program.run(&["index", "--corpus", ".", "--json"]).json();
        report["published"].clone()
    };
    assert_eq!(published(), true);
    assert_eq!(published(), false, "what it made itself is no change");
}
