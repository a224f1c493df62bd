//! Questions in the browser: the same answers, each with a link that opens its place.

use super::{Pages, encoded, folded, followed, unstamped};
use crate::discord::corpus::BERICHT;

const LEASE: &str = "---\ntitle: Lease\nlanguage: en\n---\n\n## Duties\n\nThe tenant pays the rent by the \
third working day of each month. The landlord sends no reminder.\n";

async fn pages() -> Pages {
    Pages::of(&[("bericht.md", BERICHT), ("law/lease.md", LEASE)]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_page_says_what_is_served() {
    let pages = pages().await;
    let page = pages.open("/").await.is(200);
    insta::assert_snapshot!(page.shown(), @"
    # Answers in the documents’ own words
    Ask a question and read what the documents say about it, word for word and with the exact place. If they say nothing about it, you are told so.
    ## For example
    - [What does it say about “Der Ausschuss”?](./ask?q=What%20does%20it%20say%20about%20%E2%80%9CDer%20Ausschuss%E2%80%9D%3F)
    - [What does it say about “SEMATECH”?](./ask?q=What%20does%20it%20say%20about%20%E2%80%9CSEMATECH%E2%80%9D%3F)
    - [§ ≈2](./ask?q=%C2%A7%20%E2%89%882)
    ## 2 documents
    -
    ### [Technik und Bündnis](./d/bericht)
    2. Auflage · 2020-06-15 · German · 98 words · 6 sections
    -
    ### [Lease](./d/law/lease)
    English · 18 words
    Index built just now · Fundstelle 0.1.0
    ");
    let page = pages.open_in("de-AT,de;q=0.9,en;q=0.5", "/").await.is(200);
    insta::assert_snapshot!(page.shown(), @"
    # Antworten im Wortlaut der Dokumente
    Stell eine Frage und lies, was die Dokumente dazu sagen: Wort für Wort und mit der genauen Stelle. Sagen sie nichts dazu, erfährst du auch das.
    ## Zum Beispiel
    - [Was steht unter „Der Ausschuss“?](./ask?q=Was%20steht%20unter%20%E2%80%9EDer%20Ausschuss%E2%80%9C%3F)
    - [Was steht unter „SEMATECH“?](./ask?q=Was%20steht%20unter%20%E2%80%9ESEMATECH%E2%80%9C%3F)
    - [§ ≈2](./ask?q=%C2%A7%20%E2%89%882)
    ## 2 Dokumente
    -
    ### [Technik und Bündnis](./d/bericht)
    2. Auflage · 2020-06-15 · Deutsch · 98 Wörter · 6 Abschnitte
    -
    ### [Lease](./d/law/lease)
    Englisch · 18 Wörter
    Index gerade eben erstellt · Fundstelle 0.1.0
    ");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_document_alone_shows_its_contents() {
    let pages = Pages::of(&[("bericht.md", BERICHT)]).await;
    let page = pages.open("/").await.is(200);
    insta::assert_snapshot!(page.shown(), @"
    # Answers in the documents’ own words
    Ask a question and read what the documents say about it, word for word and with the exact place. If they say nothing about it, you are told so.
    ## For example
    - [What does it say about “Der Ausschuss”?](./ask?q=What%20does%20it%20say%20about%20%E2%80%9CDer%20Ausschuss%E2%80%9D%3F)
    - [What does it say about “SEMATECH”?](./ask?q=What%20does%20it%20say%20about%20%E2%80%9CSEMATECH%E2%80%9D%3F)
    - [§ ≈2](./ask?q=%C2%A7%20%E2%89%882)
    ## The document
    -
    ### [Technik und Bündnis](./d/bericht)
    2. Auflage · 2020-06-15 · German · 98 words · 6 sections
    - [≈1 Zwei Gesetze](./d/bericht#s1)
    - [≈1.1 Der Ausschuss](./d/bericht#s1.1)
    - [≈1.2 Die Klausel](./d/bericht#s1.2)
    - [≈2 Forschung](./d/bericht#s2)
    - [≈2.1 SEMATECH](./d/bericht#s2.1)
    - [≈2.2 Ausgaben](./d/bericht#s2.2)
    Index built just now · Fundstelle 0.1.0
    ");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_quoted_with_its_place() {
    let pages = pages().await;
    let page = pages.open("/ask?q=Wer+leitet+das+CFIUS%3F").await.is(200);
    insta::assert_snapshot!(page.shown(), @"
    # Wer leitet das CFIUS?
    Das CFIUS prüft seit 1975 ausländische Investitionen in den Vereinigten Staaten. **Geleitet wird das CFIUS vom Finanzminister der USA.** Dem Ausschuss gehören auch der Justizminister und der Handelsminister an. In Japan prüft seit 2020 das Finanzministerium solche Investitionen.
    [§ ≈1.1 „Der Ausschuss“ ¶ 1, fn. 1](./d/bericht?quote=…_0_4_1&asked=Wer%20leitet%20das%20CFIUS%3F#s1.1p1) Technik und Bündnis, 2. Auflage, 2020-06-15
    ");
    assert_eq!(page.attributes("blockquote", "lang"), ["de"]);
    let page = pages.open("/ask?q=Wer+leitet+das+CFIUS%3F&lang=de").await;
    insta::assert_snapshot!(page.shown(), @"
    # Wer leitet das CFIUS?
    Das CFIUS prüft seit 1975 ausländische Investitionen in den Vereinigten Staaten. **Geleitet wird das CFIUS vom Finanzminister der USA.** Dem Ausschuss gehören auch der Justizminister und der Handelsminister an. In Japan prüft seit 2020 das Finanzministerium solche Investitionen.
    [§ ≈1.1 „Der Ausschuss“ ¶ 1, fn. 1](./d/bericht?quote=…_0_4_1&asked=Wer%20leitet%20das%20CFIUS%3F&lang=de#s1.1p1) Technik und Bündnis, 2. Auflage, 2020-06-15
    ");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_documents_do_not_say_is_refused_with_the_nearest_headings() {
    let pages = pages().await;
    let page = pages.open("/ask?q=Turandot").await.is(200);
    insta::assert_snapshot!(page.shown(), @r"
    # Turandot
    The report does not say this.
    ");
    let page = pages.open_in("de", "/ask?q=%C2%A7+99").await.is(200);
    insta::assert_snapshot!(page.shown(), @"
    # § 99
    Diese Stelle gibt es nicht. „Technik und Bündnis“ hat § ≈1 bis § ≈2 und die Fußnoten 1 bis 2. „Lease“ hat einen Absatz.
    ");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_is_shown() {
    let pages = pages().await;
    let path = format!("/ask?q={}&document=bericht", encoded("§ 1.2"));
    let page = pages.open(&path).await.is(200);
    insta::assert_snapshot!(page.shown(), @"
    # § 1.2
    Only “Technik und Bündnis” was searched. [Search all documents](./ask?q=%C2%A7%201%2E2)
    Super 301 ist eine Klausel des Handelsgesetzes von 1988. Sie erlaubte Strafzölle gegen Partner.
    [§ ≈1.2 „Die Klausel“ ¶ 1, fn. 2](./d/bericht?asked=%C2%A7%201%2E2&asked_of=bericht#s1.2p1) Technik und Bündnis, 2. Auflage, 2020-06-15 · quoted in German
    ");
}

/// Follows every link of every citation, and compares what is marked there with what was quoted.
async fn check_citations(pages: &Pages, question: &str) -> usize {
    let path = format!("/ask?q={}", encoded(question));
    let page = pages.open(&path).await.is(200);
    let html = page.html();
    let mut followed_links = 0;
    for figure in html.select("figure.cited").nodes() {
        let figure = dom_query::Selection::from(*figure);
        figure.select("summary").remove();
        let quoted = folded(&figure.select("blockquote").text());
        let strong = folded(&figure.select("strong").text());
        let href = figure.select("a.place").attr("href").unwrap().to_string();
        let place = pages.open(&followed(&href)).await.is(200);
        let anchor = href.split('#').nth(1).unwrap();
        let ids = place.attributes("[id]", "id");
        assert!(ids.iter().any(|id| id == anchor), "{href} leads nowhere");
        if href.contains("quote=") {
            let html = place.html();
            let marked = folded(&html.select("mark").text());
            let answering = folded(&html.select("mark.answer").text());
            let quoted = quoted.trim_start_matches("[…] ").trim_end_matches(" […]");
            assert_eq!(marked, quoted, "{href}");
            assert_eq!(answering, strong, "{href}");
        }
        followed_links += 1;
    }
    followed_links
}

#[tokio::test(flavor = "multi_thread")]
async fn every_citation_opens_its_place_with_the_quote_marked() {
    let pages = Pages::bundled().await;
    let mut count = 0;
    for question in [
        "Wer leitet das CFIUS?",
        "Wozu diente SEMATECH?",
        "Was war das Toshiba-Kongsberg-Geschäft?",
        "Exportkontrollen für Halbleiter",
        "Schoff Carnegie Endowment 2020",
        "Huawei",
        "§ 2",
        "fn. 8",
        "¶ 3",
    ] {
        count += check_citations(&pages, question).await;
    }
    assert!(count > 15, "{count}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quote_is_checked_and_its_place_opened() {
    let pages = pages().await;
    let check = async |quote| pages.post("/verify", &[("quote", quote)]).await.is(200);
    let page = check("„Geleitet wird das CFIUS vom Finanzminister der USA.“").await;
    insta::assert_snapshot!(page.shown(), @"
    # Check a quote
    Paste a quote to see whether it is in the documents word for word, and where. Footnote marks, spacing, the style of quotation marks and the number before an item of a list make no difference.
    ## Word for word.
    […] Geleitet wird das CFIUS vom Finanzminister der USA. […]
    [§ ≈1.1 „Der Ausschuss“ ¶ 1](./d/bericht?quote=…_1_2_1#s1.1p1) Technik und Bündnis, 2. Auflage, 2020-06-15 · quoted in German
    ");
    let href = page.attributes("a.place", "href").remove(0);
    let place = pages.open(&followed(&href)).await.is(200);
    let marked = place.texts("mark").join(" ");
    assert_eq!(
        marked,
        "Geleitet wird das CFIUS vom Finanzminister der USA."
    );
    let page = check("Geleitet wird das CFIUS vom Handelsminister der USA.").await;
    insta::assert_snapshot!(page.shown(), @"
    # Check a quote
    Paste a quote to see whether it is in the documents word for word, and where. Footnote marks, spacing, the style of quotation marks and the number before an item of a list make no difference.
    ## Almost, but not word for word.
    Struck through: only in your quote. Underlined: only in the document.
    Geleitet wird das CFIUS vom --Handelsminister--++Finanzminister++ der USA.
    ### In the document
    […] Geleitet wird das CFIUS vom Finanzminister der USA. […]
    [§ ≈1.1 „Der Ausschuss“ ¶ 1](./d/bericht?quote=…_1_2_1#s1.1p1) Technik und Bündnis, 2. Auflage, 2020-06-15 · quoted in German
    ");
    let page = check("Puccini komponierte Turandot.").await;
    insta::assert_snapshot!(page.shown(), @r"
    # Check a quote
    Paste a quote to see whether it is in the documents word for word, and where. Footnote marks, spacing, the style of quotation marks and the number before an item of a list make no difference.
    ## Not found in the documents.
    ");
}

#[tokio::test(flavor = "multi_thread")]
async fn headings_and_sentences_are_suggested() {
    let pages = pages().await;
    let page = pages.open("/suggest?q=Klaus").await.is(200);
    insta::assert_snapshot!(unstamped(&page.body), @r#"{"said":"2 suggestions","suggestions":[{"text":"§ ≈1.2 Die Klausel","lang":"de","place":"Technik und Bündnis","href":"./d/bericht#s1.2"},{"text":"Super 301 ist eine Klausel des Handelsgesetzes von 1988.","lang":"de","place":"§ ≈1.2 · Technik und Bündnis","href":"./d/bericht?quote=…_5_5_5#s1.2p1"}]}"#);
    let page = pages.open("/suggest?q=Klausel&lang=de").await.is(200);
    insta::assert_snapshot!(unstamped(&page.body), @r#"{"said":"2 Vorschläge","suggestions":[{"text":"§ ≈1.2 Die Klausel","lang":"de","place":"Technik und Bündnis","href":"./d/bericht?lang=de#s1.2"},{"text":"Super 301 ist eine Klausel des Handelsgesetzes von 1988.","lang":"de","place":"§ ≈1.2 · Technik und Bündnis","href":"./d/bericht?quote=…_5_5_5&lang=de#s1.2p1"}]}"#);
    let suggested: serde_json::Value = serde_json::from_str(&page.body).unwrap();
    for suggestion in suggested["suggestions"].as_array().unwrap() {
        let href = suggestion["href"].as_str().unwrap();
        let place = pages.open(&followed(href)).await.is(200);
        let anchor = href.split('#').nth(1).unwrap();
        let ids = place.attributes("[id]", "id");
        assert!(ids.iter().any(|id| id == anchor), "{href} leads nowhere");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chosen_language_goes_along_with_every_link() {
    let pages = pages().await;
    let page = pages.open("/ask?lang=de&q=CFIUS").await.is(200);
    assert_eq!(page.attributes("html", "lang"), ["de"]);
    let links = page.attributes("a[href]", "href");
    for link in links.iter().filter(|link| !link.starts_with('#')) {
        assert!(link.contains("lang="), "{link}");
    }
    assert!(links.contains(&"?q=CFIUS&lang=en".to_owned()), "{links:?}");
    let hidden = page.attributes("input[type=hidden]", "value");
    assert_eq!(hidden, ["de"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn links_hold_behind_any_prefix_of_a_path() {
    let pages = pages().await;
    for path in [
        "/",
        "/ask?q=CFIUS",
        "/verify",
        "/d/law/lease",
        "/d/x/y/z",
        "/nowhere",
    ] {
        let page = pages.open(path).await;
        let depth = path.split('?').next().unwrap().matches('/').count() - 1;
        for name in ["href", "src", "action", "data-suggest", "cite"] {
            for link in page.attributes(&format!("[{name}]"), name) {
                let is_here = link.is_empty() || link.starts_with(['#', '?']);
                let ups = link.matches("../").count();
                assert!(
                    is_here || (ups == depth && !link.starts_with('/')),
                    "{path}: {link}"
                );
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn code_keeps_its_lines() {
    let guide = include_str!("../../../cases/ask/code/corpus/guide.md");
    let pages = Pages::of(&[("guide.md", guide)]).await;
    let page = pages
        .open("/ask?q=How+many+retries+are+there%3F")
        .await
        .is(200);
    let html = page.html();
    let quote = html.select("blockquote").first();
    insta::assert_snapshot!(quote.select("pre > code").text(), @r#"
    [relay]
    listen = "0.0.0.0:8080"
    retries = 3

    [relay.limits]
    memory = "512M"
    "#);
    let opening = quote.select("p").text();
    assert_eq!(opening.trim(), "A complete file looks like this:");
}
