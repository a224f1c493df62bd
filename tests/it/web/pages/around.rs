//! What stands around an answer: what is folded, the way back, the citation that is copied, and what
//! others show where a link is pasted.

use std::fmt::Write as _;

use axum::{
    body::Body,
    http::{Request, header},
};

use super::{Page, Pages, followed};
use crate::discord::corpus::BERICHT;

const QUESTION: &str = "/ask?q=Wer+leitet+das+CFIUS%3F";

async fn pages() -> Pages {
    Pages::of(&[("bericht.md", BERICHT)]).await
}

/// A page as a browser asks for it, under a name.
async fn open_at(pages: &Pages, path: &str, host: &str) -> Page {
    let request = Request::get(path).header(header::HOST, host);
    pages.send(request.body(Body::empty()).unwrap()).await
}

/// What is said of a page where a link to it is pasted.
fn card(page: &Page) -> String {
    let mut card = String::new();
    for (names, name) in [
        ("meta[property^='og:']", "property"),
        ("meta[name^='twitter:']", "name"),
    ] {
        let keys = page.attributes(names, name);
        for (key, value) in keys.iter().zip(page.attributes(names, "content")) {
            writeln!(card, "{key}: {value}").unwrap();
        }
    }
    super::unstamped(&card)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_answer_stands_between_what_is_folded() {
    let page = pages().await.open(QUESTION).await.is(200);
    let html = page.html();
    let quote = html.select("blockquote");
    let folded = quote.select("details.context");
    // What stands before is short, what stands behind is not.
    assert_eq!(folded.length(), 0, "{}", quote.html());
    let long = "Der Bericht beschreibt, wie beide Staaten über Jahrzehnte hinweg Ausfuhren prüften, und \
                nennt viele Zahlen dazu. Den Ausschuss leitet der Finanzminister. Danach folgen lange \
                Ausführungen über Sitzungen, Fristen, Gutachten, Anhörungen, Akten und Register, die hier \
                niemand ganz lesen will, weil sie nichts zur Sache tun und doch sehr viel Platz auf dem \
                kleinen Schirm eines Telefons brauchen.";
    let pages = Pages::of(&[("lang.md", &format!("# Ausschuss\n\n{long}\n"))]).await;
    let page = pages
        .open("/ask?q=Wer+leitet+den+Ausschuss%3F")
        .await
        .is(200);
    insta::assert_snapshot!(page.shown_in("blockquote"), @r"
    Show the text before
    Der Bericht beschreibt, wie beide Staaten über Jahrzehnte hinweg Ausfuhren prüften, und nennt viele Zahlen dazu.
    **Den Ausschuss leitet der Finanzminister.**
    Show the text after
    Danach folgen lange Ausführungen über Sitzungen, Fristen, Gutachten, Anhörungen, Akten und Register, die hier niemand ganz lesen will, weil sie nichts zur Sache tun und doch sehr viel Platz auf dem kleinen Schirm eines Telefons brauchen.
    ");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_leads_back_to_the_answer_without_a_script() {
    let pages = pages().await;
    let answer = pages.open(QUESTION).await.is(200);
    let href = answer.attributes("a.place", "href").remove(0);
    let place = pages.open(&followed(&href)).await.is(200);
    let back = place.attributes("a.back-to-answer", "href").remove(0);
    assert_eq!(back, "../ask?q=Wer%20leitet%20das%20CFIUS%3F");
    let again = pages.open(&followed(&back)).await.is(200);
    assert_eq!(again.texts("h1"), ["Wer leitet das CFIUS?"]);
    let only = pages.open(&format!("{QUESTION}&document=bericht")).await;
    let href = only.attributes("a.place", "href").remove(0);
    let place = pages.open(&followed(&href)).await.is(200);
    let back = place.attributes("a.back-to-answer", "href").remove(0);
    assert_eq!(
        back,
        "../ask?q=Wer%20leitet%20das%20CFIUS%3F&document=bericht"
    );
    let plain = pages.open("/d/bericht").await.is(200);
    assert!(plain.attributes("a.back-to-answer", "href").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_citation_is_there_to_be_copied_with_its_link() {
    let pages = pages().await;
    let page = open_at(&pages, QUESTION, "localhost:8080").await.is(200);
    let copied = |page: &Page| super::unstamped(&page.html().select("textarea").first().text());
    insta::assert_snapshot!(copied(&page), @"
    „Geleitet wird das CFIUS vom Finanzminister der USA.“
    — § ≈1.1 „Der Ausschuss“ ¶ 1, fn. 1, Technik und Bündnis, 2. Auflage, 2020-06-15
    http://localhost:8080/d/bericht?quote=…_0_4_1#s1.1p1
    ");
    let link = copied(&page).lines().last().unwrap().to_owned();
    assert!(!link.contains("asked"), "{link}");
    let href = page.attributes("a.place", "href").remove(0);
    let place = open_at(&pages, &followed(&href), "localhost:8080").await;
    assert_eq!(copied(&place.is(200)), copied(&page));
    // The setting wins over the name under which the reader is asked.
    let url = |config: &mut fundstelle::config::Config| {
        config.web.url = "https://example.org/reader".to_owned();
    };
    let pages = Pages::with(&[("bericht.md", BERICHT)], url).await;
    let page = open_at(&pages, QUESTION, "localhost:8080").await.is(200);
    assert!(copied(&page).contains("https://example.org/reader/d/bericht?quote=…"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pasted_link_unfolds_as_document_place_and_quote() {
    let pages = pages().await;
    let answer = open_at(&pages, QUESTION, "localhost:8080").await.is(200);
    insta::assert_snapshot!(card(&answer), @"
    og:site_name: Fundstelle
    og:type: article
    og:title: Wer leitet das CFIUS?
    og:description: „Geleitet wird das CFIUS vom Finanzminister der USA.“ — § ≈1.1 „Der Ausschuss“ ¶ 1, fn. 1, Technik und Bündnis, 2. Auflage, 2020-06-15
    og:url: http://localhost:8080/ask?q=Wer%20leitet%20das%20CFIUS%3F
    twitter:card: summary
    twitter:title: Wer leitet das CFIUS?
    twitter:description: „Geleitet wird das CFIUS vom Finanzminister der USA.“ — § ≈1.1 „Der Ausschuss“ ¶ 1, fn. 1, Technik und Bündnis, 2. Auflage, 2020-06-15
    ");
    let href = answer.attributes("a.place", "href").remove(0);
    let place = open_at(&pages, &followed(&href), "localhost:8080").await;
    insta::assert_snapshot!(card(&place.is(200)), @"
    og:site_name: Fundstelle
    og:type: article
    og:title: Technik und Bündnis · § ≈1.1 „Der Ausschuss“ ¶ 1, fn. 1
    og:description: „Geleitet wird das CFIUS vom Finanzminister der USA.“
    og:url: http://localhost:8080/d/bericht?quote=…_0_4_1#s1.1p1
    twitter:card: summary
    twitter:title: Technik und Bündnis · § ≈1.1 „Der Ausschuss“ ¶ 1, fn. 1
    twitter:description: „Geleitet wird das CFIUS vom Finanzminister der USA.“
    ");
    let document = open_at(&pages, "/d/bericht", "localhost:8080").await;
    insta::assert_snapshot!(card(&document.is(200)), @r"
    og:site_name: Fundstelle
    og:type: article
    og:title: Technik und Bündnis
    og:description: Das CFIUS prüft seit 1975 ausländische Investitionen in den Vereinigten Staaten. Geleitet wird das CFIUS vom Finanzminister der USA. Dem Ausschuss gehören auch der Justizminister und der Handelsminister an. In Japan prüft seit 2020 das Finanzministerium solche Investitionen.
    og:url: http://localhost:8080/d/bericht
    twitter:card: summary
    twitter:title: Technik und Bündnis
    twitter:description: Das CFIUS prüft seit 1975 ausländische Investitionen in den Vereinigten Staaten. Geleitet wird das CFIUS vom Finanzminister der USA. Dem Ausschuss gehören auch der Justizminister und der Handelsminister an. In Japan prüft seit 2020 das Finanzministerium solche Investitionen.
    ");
    let named = open_at(&pages, "/d/bericht?at=s1.1p1", "localhost:8080").await;
    assert!(
        card(&named.is(200)).contains("og:title: Technik und Bündnis · § ≈1.1 „Der Ausschuss“ ¶ 1"),
    );
    // Whatever a program calls the reader, it stands in no link unless it is a name.
    let odd = open_at(&pages, "/d/bericht", "\"><b>").await;
    assert!(!odd.body.contains("<b>"), "{}", odd.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn once_asked_the_form_is_one_line_and_the_question_stands_in_it() {
    let pages = pages().await;
    let page = pages.open(QUESTION).await.is(200);
    assert_eq!(
        page.attributes("form.compact input", "value"),
        ["Wer leitet das CFIUS?"]
    );
    assert_eq!(page.attributes("h1", "class"), ["unseen"]);
    assert!(
        pages
            .open("/")
            .await
            .attributes("form.compact", "class")
            .is_empty()
    );
}
