//! Documents as they are read: everything stands there, and every place has a name.

use std::{collections::BTreeSet, fs, path::Path};

use fundstelle::{
    corpus::{Document, ParagraphKind, Reading},
    passages::Locator,
};

use super::{Page, Pages, folded};
use crate::discord::corpus::BERICHT;

#[tokio::test(flavor = "multi_thread")]
async fn a_document_is_shown_with_contents_and_footnotes() {
    let pages = Pages::of(&[("bericht.md", BERICHT)]).await;
    let page = pages.open("/d/bericht").await.is(200);
    insta::assert_snapshot!(page.shown(), @"
    # Technik und Bündnis
    2. Auflage · 2020-06-15 · German
    ≈ marks what the source itself does not have: numbers that were counted, and sections and paragraphs that were derived from the text.
    ## Contents
    - [≈1 Zwei Gesetze](#s1)
    - [≈1.1 Der Ausschuss](#s1.1)
    - [≈1.2 Die Klausel](#s1.2)
    - [≈2 Forschung](#s2)
    - [≈2.1 SEMATECH](#s2.1)
    - [≈2.2 Ausgaben](#s2.2)
    ## [≈1](#s1) Zwei Gesetze
    ### [≈1.1](#s1.1) Der Ausschuss
    [1](#s1.1p1)
    Das CFIUS prüft seit 1975 ausländische Investitionen in den Vereinigten Staaten.^[1](#fn1)^ Geleitet wird das CFIUS vom Finanzminister der USA. Dem Ausschuss gehören auch der Justizminister und der Handelsminister an. In Japan prüft seit 2020 das Finanzministerium solche Investitionen.
    [2](#s1.1p2)
    Zwischen 1988 und 1992 gab es fünfzehn Untersuchungen.
    ### [≈1.2](#s1.2) Die Klausel
    [1](#s1.2p1)
    Super 301 ist eine Klausel des Handelsgesetzes von 1988. Sie erlaubte Strafzölle gegen Partner.^[2](#fn2)^
    ## [≈2](#s2) Forschung
    ### [≈2.1](#s2.1) SEMATECH
    [1](#s2.1p1)
    SEMATECH entstand 1987 als Zusammenschluss amerikanischer Hersteller von Chips. Das Konsortium erhielt Geld aus dem Haushalt des Verteidigungsministeriums.
    ### [≈2.2](#s2.2) Ausgaben
    [1](#s2.2p1)
    Im Jahr 2015 entfielen 28 Prozent der weltweiten Ausgaben für Forschung auf die Vereinigten Staaten.
    ## Footnotes
    - 1 Durchführungsverordnung 11858. [↩](#fnref1)
    - 2 Handelsgesetz, Abschnitt 1302. [↩](#fnref2)
    ");
    assert_eq!(page.attributes("article", "lang"), ["de"]);
    let page = pages.open_in("de", "/d/bericht").await.is(200);
    insta::assert_snapshot!(page.shown_in(".lead, .contents summary, .notes h2"), @r"
    # Technik und Bündnis
    2. Auflage · 2020-06-15 · Deutsch
    ## Inhalt
    ## Fußnoten
    ");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_says_where_and_when_it_was_taken_from() {
    let sidecar = "source_url = 'https://example.org/a'\nretrieved = '2026-11-27'\n";
    let pages = Pages::of(&[
        ("bericht.md", "# Bericht\n\nDer Turm ist alt.\n"),
        ("bericht.outline.toml", sidecar),
    ])
    .await;
    let english = pages.open("/d/bericht").await.is(200);
    let german = pages.open_in("de", "/d/bericht").await.is(200);
    let both = [english, german].map(|page| page.shown_in(".facts"));
    insta::assert_snapshot!(both.join("\n"), @"
    German · Source: [https://example.org/a](https://example.org/a) · retrieved on 2026-11-27
    Deutsch · Quelle: [https://example.org/a](https://example.org/a) · abgerufen am 2026-11-27
    ");
}

/// A document with every kind of block.
const BLOCKS: &str = "# Alles\n\nErst ein Satz.\n\n- eins\n- zwei, das\n  weitergeht\n\n3. drei\n4. vier\n\n\
> Ein Zitat.\n\n```\nfn main() {\n    <b>\n}\n```\n\n| Jahr | Anteil |\n|---|---|\n| 2018   | 3,5 % |\n| | leer  |\n\
| 2019 | a\\|b |\n";

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_block_has_its_form() {
    let pages = Pages::of(&[("alles.md", BLOCKS)]).await;
    let page = pages.open("/d/alles").await.is(200);
    insta::assert_snapshot!(page.shown_in("article"), @"
    [1](#p1)
    Erst ein Satz.
    [2](#p2)
    - eins
    - zwei, das weitergeht
    [3](#p3)
    - drei
    - vier
    [4](#p4)
    Ein Zitat.
    [5](#p5)
    fn main() { <b> }
    [6](#p6)
    [Jahr | ][ Anteil]
    [2018 | ][3,5 %]
    [][leer]
    [2019 | ][ a|b]
    ");
    let html = page.html();
    assert_eq!(
        html.select("article ol li")
            .attr("value")
            .unwrap()
            .to_string(),
        "3"
    );
    assert_eq!(
        html.select("article pre").text().to_string(),
        "fn main() {\n    <b>\n}"
    );
    assert_eq!(page.texts("th"), ["Jahr |", "Anteil"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_text_is_folded_and_what_is_lost_is_said() {
    let text = "<!doctype html><title>Seite</title><main><h1>Bericht</h1><p>Der Umsatz stieg um vier \
        Prozent.</p><nav>Am Rande steht Werbung.</nav><p>Die Kosten sanken.</p></main>";
    let pages = Pages::of(&[("seite.html", text)]).await;
    let page = pages.open("/d/seite").await.is(200);
    insta::assert_snapshot!(page.shown_in("article"), @r"
    [1](#p1)
    Der Umsatz stieg um vier Prozent.
    Not part of the text, and not searched
    Am Rande steht Werbung.
    [2](#p2)
    Die Kosten sanken.
    ");
}

/// The text of a page without what the program added to it.
fn text_of(page: &Page) -> String {
    let html = page.html();
    html.select(
        "article sup:has(a), article s, article .gap, article .page, article .para-number, article .back",
    )
    .remove();
    folded(&html.select("article").text())
}

fn check_whole(document: &Document, page: &Page) {
    let text = text_of(page);
    for span in &document.sentences {
        let sentence = Reading::of(&document.text, *span, &document.edits).text;
        let sentence = folded(&sentence);
        assert!(
            text.contains(&sentence),
            "{}: {sentence} in {text}",
            document.id
        );
    }
    let ids: Vec<String> = page.attributes("[id]", "id");
    let unique: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(
        ids.len(),
        unique.len(),
        "{}: an id stands twice",
        document.id
    );
    for paragraph in &document.paragraphs {
        if paragraph.kind != ParagraphKind::Note {
            let anchor = Locator::of(document, paragraph.span).anchor();
            assert!(unique.contains(&anchor), "{}: {anchor}", document.id);
        }
    }
    for section in &document.sections {
        let anchor = section.anchor();
        assert!(unique.contains(&anchor), "{}: {anchor}", document.id);
    }
    for href in page.attributes("article a, .contents a", "href") {
        if let Some(anchor) = href.strip_prefix('#') {
            assert!(
                unique.contains(&anchor.to_owned()),
                "{}: {href}",
                document.id
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_holds_every_sentence_and_every_place_of_its_document() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let report = fs::read_to_string(root.join("corpus/technologiepolitik-usa-japan.md")).unwrap();
    let body = report.split("\n---\n").nth(1).unwrap();
    let glued: String = body
        .lines()
        .map(|line| {
            if line.starts_with('#') {
                line.trim_start_matches(|c: char| !c.is_alphabetic())
            } else {
                line
            }
        })
        .collect();
    let glued = glued.replace(". ", ".");
    let mut files = vec![
        ("report.md".to_owned(), report.clone()),
        ("glued.txt".to_owned(), glued),
    ];
    for case in fs::read_dir(root.join("tests/cases/formats")).unwrap() {
        let case = case.unwrap();
        let name = case.file_name().into_string().unwrap();
        for file in fs::read_dir(case.path()).unwrap() {
            let path = file.unwrap().path();
            let ending = path.extension().unwrap().to_str().unwrap().to_owned();
            if ending != "snap" {
                files.push((
                    format!("{name}.{ending}"),
                    fs::read_to_string(path).unwrap(),
                ));
            }
        }
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    let pages = Pages::of(&files).await;
    let snapshot = pages
        .service
        .live_index
        .snapshot(&fundstelle::app::Audience::operator())
        .unwrap();
    assert!(snapshot.entries().len() > 15);
    for entry in snapshot.entries() {
        let document = snapshot.document(&entry.id).unwrap().unwrap();
        let page = pages.open(&format!("/d/{}", entry.id)).await.is(200);
        check_whole(&document, &page);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quote_of_an_older_text_is_not_marked_and_the_page_says_so() {
    let pages = Pages::of(&[("bericht.md", BERICHT)]).await;
    let page = pages.open("/ask?q=Wer+leitet+das+CFIUS%3F").await.is(200);
    let href = page.attributes("a.place", "href").remove(0);
    let path = super::followed(&href);
    assert!(!pages.open(&path).await.is(200).texts("mark").is_empty());
    pages
        .change("bericht.md", &BERICHT.replace("1975", "1976"))
        .await;
    let page = pages.open(&path).await.is(200);
    assert!(page.texts("mark").is_empty());
    insta::assert_snapshot!(page.texts(".notice:not([hidden])").join("\n"), @"The document has changed since it was quoted. This is the current text.");
}
