//! When there is nothing to show: each reason has a page and a status of its own.

use std::{fs, time::Duration};

use axum::http::header::{CACHE_CONTROL, CONTENT_LANGUAGE, RETRY_AFTER, VARY};

use super::{Page, Pages};
use crate::discord::corpus::BERICHT;

#[tokio::test(flavor = "multi_thread")]
async fn a_link_to_a_document_that_was_renamed_opens_it_with_the_quote_marked() {
    let pages = Pages::of(&[("bericht.md", BERICHT)]).await;
    let answer = pages.open("/ask?q=Wer%20leitet%20das%20CFIUS%3F").await;
    let (_, rest) = answer.body.split_once("href=\"./d/bericht?quote=").unwrap();
    let quote = rest.split(['"', '#']).next().unwrap();
    let link = format!("/d/bericht?quote={quote}");
    let marked = |page: Page| page.html().select("mark").text().to_string();
    let before = marked(pages.open(&link).await.is(200));
    assert!(before.contains("Finanzminister"), "{before}");
    let corpus = pages.folder.path().join("corpus");
    fs::rename(corpus.join("bericht.md"), corpus.join("neu.md")).unwrap();
    let mut waited = 0;
    while pages.open("/d/neu").await.status != 200 {
        assert!(waited < 200, "the new name is not served");
        tokio::time::sleep(Duration::from_millis(100)).await;
        waited += 1;
    }
    assert_eq!(marked(pages.open(&link).await.is(200)), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_document_is_answered_with_the_nearest() {
    let pages = Pages::of(&[
        ("recht/bericht.md", BERICHT),
        ("zoll.md", "# Zoll\n\nText.\n"),
    ])
    .await;
    let page = pages.open("/d/recht/berichte").await.is(404);
    insta::assert_snapshot!(page.shown(), @r"
    # Document not found
    There is no document “recht/berichte” here. It may have been renamed or removed.
    ## Did you mean one of these?
    - [Technik und Bündnis](../../d/recht/bericht)
    - [Zoll](../../d/zoll)
    ");
    let page = pages
        .open_in("de", "/ask?q=x&document=Technik%20und%20B%C3%BCndniss")
        .await;
    insta::assert_snapshot!(page.is(404).shown(), @r"
    # Dokument nicht gefunden
    Ein Dokument „Technik und Bündniss“ gibt es hier nicht. Vielleicht wurde es umbenannt oder entfernt.
    ## Meintest du eines davon?
    - [Technik und Bündnis](./d/recht/bericht)
    - [Zoll](./d/zoll)
    ");
    let page = pages.open("/nowhere").await.is(404);
    insta::assert_snapshot!(page.shown(), @r"
    # Page not found
    The address may be out of date or mistyped. Try asking for what you were looking for.
    ");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_corpus_that_cannot_be_read_is_not_an_answer() {
    let pages = Pages::with(&[], |config| config.corpus.folder = "/nowhere".into()).await;
    for path in ["/", "/d/bericht", "/ask?q=x", "/verify?quote=x"] {
        let page = pages.open(path).await.is(503);
        assert!(!page.header(RETRY_AFTER).is_empty(), "{path}");
    }
    let page = pages.open("/ask?q=x").await;
    insta::assert_snapshot!(page.shown(), @r"
    # The documents cannot be read right now
    This does not mean that the answer is not in them.
    [Try again]()
    ");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_when_too_many_wait_is_told_to_come_again() {
    let none = |config: &mut fundstelle::config::Config| {
        config.answer.at_once = 0;
        config.answer.waiting = 0;
    };
    let pages = Pages::with(&[("bericht.md", BERICHT)], none).await;
    let page = pages.open("/ask?q=CFIUS").await.is(503);
    assert_eq!(page.header(RETRY_AFTER), "1");
    insta::assert_snapshot!(page.shown(), @r"
    # Too many questions right now
    Please try again in a few seconds.
    [Try again]()
    ");
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_say_their_language_and_are_asked_for_again() {
    let pages = Pages::of(&[("bericht.md", BERICHT)]).await;
    let page = pages.open_in("de", "/").await.is(200);
    assert_eq!(page.header(CONTENT_LANGUAGE), "de");
    assert_eq!(page.header(VARY), "accept-language");
    assert_eq!(page.header(CACHE_CONTROL), "private, no-cache");
    assert_eq!(page.attributes("html", "lang"), ["de"]);
    for file in page.attributes("link[href], script[src]", "href") {
        let file = pages.open(&super::followed(&file)).await.is(200);
        assert!(file.header(CACHE_CONTROL).contains("immutable"));
    }
    let other = pages.open("/static/reader.000000000000.css").await;
    other.is(404);
}
