//! What a document says as a title, a heading or a table may be megabytes: it stands once, where it
//! stands, and everything else shows as much of it as names it.

use std::fmt::Write as _;

use axum::{body::Body, http::Request};

use super::{Pages, followed};

/// Everything but the document itself is shorter than this, in bytes.
const SHORT: usize = 100_000;

/// A title and an edition of two megabytes, and a heading of one.
fn long_names() -> [(&'static str, String); 2] {
    let title = "Sehr langer Titel ".repeat(120_000);
    let edition = "Ausgabe ".repeat(100_000);
    let heading = "Überschrift lang ".repeat(60_000);
    [
        (
            "t.md",
            format!(
                "---\ntitle: \"{title}\"\nedition: \"{edition}\"\n---\n\n# Kapitel\n\nDer Turm von Amrum wurde \
                 am 1. Januar 1875 in Betrieb genommen.\n"
            ),
        ),
        (
            "h.md",
            format!("# {heading}\n\nDer Hafen von Norrby wurde im Jahr 1644 gebaut.\n"),
        ),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_and_no_answer_repeats_a_title_or_a_heading_of_megabytes() {
    let files = long_names();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    let pages = Pages::of(&files).await;
    for path in [
        "/",
        "/ask",
        "/ask?q=Turm+Amrum",
        "/ask?q=Hafen+Norrby",
        "/ask?q=Wer+komponierte+Turandot",
        "/ask?q=%C2%A7+1",
        "/verify?quote=Der+Hafen+von+Norrby+wurde+im+Jahr+1644+gebaut.",
        "/suggest?q=Hafen",
        "/suggest?q=%C3%9Cberschrift",
        "/d/t",
        "/d/nothing",
        "/api/v1/ask?q=Turm+Amrum",
        "/api/v1/ask?q=Hafen+Norrby",
        "/api/v1/ask?q=Wer+komponierte+Turandot",
        "/api/v1/ask?q=%C2%A7+1",
        "/api/v1/documents",
        "/api/v1/passages?q=Hafen",
        "/api/v1/sections?document=h",
        "/api/v1/verify?quote=Der+Hafen+von+Norrby+wurde+im+Jahr+1644+gebaut.",
    ] {
        let request = Request::get(path).header("accept-language", "en");
        let page = pages.send(request.body(Body::empty()).unwrap()).await;
        let size = page.body.len();
        assert!(size < SHORT, "{path}: {size} bytes");
        assert!(
            page.status.is_success() || path == "/d/nothing",
            "{path}: {}",
            page.status
        );
    }
    let page = pages.open("/d/h").await.is(200);
    assert!(page.body.len() < 1_200_000, "{}", page.body.len());
    assert!(page.body.contains('…'), "nothing says that it was cut");
}

/// A table of so many rows.
fn table(rows: usize) -> String {
    let mut text =
        "# Messwerte\n\nEin Vorwort.\n\n| Jahr | Ort | Wert |\n|---|---|---|\n".to_owned();
    for row in 0..rows {
        let _ = writeln!(
            text,
            "| {} | Hafen {row} | {}.{} |",
            1900 + row % 100,
            row % 7,
            row % 13
        );
    }
    text.push_str("\n## Schluss\n\nDer letzte Absatz.\n");
    text
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_of_megabytes_opens_in_parts_each_under_its_head() {
    let rows = 60_000;
    let text = table(rows);
    assert!(text.len() > 1_500_000, "{}", text.len());
    let pages = Pages::of(&[("werte.md", &text)]).await;
    let (mut page, mut seen, mut parts) = (pages.open("/d/werte").await.is(200), 0, 0);
    loop {
        assert!(
            page.body.len() < 500_000,
            "part {parts}: {} bytes",
            page.body.len()
        );
        let tables = page.texts("article table tbody tr").len();
        if tables > 0 {
            assert_eq!(
                page.texts("article table thead th"),
                ["Jahr |", "Ort |", "Wert"]
            );
        }
        seen += tables;
        parts += 1;
        let Some(next) = page.attributes("a[rel=next]", "href").into_iter().next() else {
            break;
        };
        page = pages.open(&followed(&next)).await.is(200);
    }
    assert_eq!(seen, rows, "every row stands in one part");
    assert!(parts > 10, "{parts}");
    assert!(page.shown().contains("Der letzte Absatz."));
    // Asked for as a place, as much is quoted as a page has room for.
    for path in ["/ask?q=%C2%A7+1", "/api/v1/ask?q=%C2%A7+1"] {
        let page = pages.open(path).await.is(200);
        assert!(page.body.len() < 3 * SHORT, "{path}: {}", page.body.len());
    }
    // What is quoted from the middle is opened where it stands.
    let found = pages.open("/ask?q=Hafen+31234").await.is(200);
    let href = found.attributes("a.place", "href").remove(0);
    let place = pages.open(&followed(&href)).await.is(200);
    assert!(place.texts("mark").join(" ").contains("31234"), "{href}");
    let anchor = href.split('#').nth(1).unwrap().to_owned();
    assert!(place.attributes("[id]", "id").contains(&anchor), "{href}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_of_thousands_of_chapters_lists_those_that_lead_to_all() {
    let mut text = String::new();
    for chapter in 1..=8_000 {
        let _ = write!(
            text,
            "# Kapitel {chapter} über den Hafen und seine Kräne\n\nAbsatz {chapter}.\n\n"
        );
    }
    let pages = Pages::of(&[("h.md", &text)]).await;
    let home = pages.open("/").await.is(200);
    assert!(home.body.len() < SHORT, "{}", home.body.len());
    // A place is quoted as far as a page has room for it, and opened whole.
    for path in ["/ask?q=%C2%B6+1-8000", "/api/v1/ask?q=%C2%A7+1-8000"] {
        let page = pages.open(path).await.is(200);
        assert!(page.body.len() < 8 * SHORT, "{path}: {}", page.body.len());
    }
    let page = pages.open("/d/h").await.is(200);
    assert!(page.body.len() < 800_000, "{}", page.body.len());
    assert!(page.attributes(".contents a", "href").len() > 100);
}
