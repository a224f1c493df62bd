//! Editions in the browser: each reads their own, and a link leads to the same place in the other.

use super::Pages;
use crate::editions::{AMT, OFFICE};

async fn pages() -> Pages {
    Pages::of(&[("amt.md", AMT), ("office.md", OFFICE)]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_links_to_the_same_place_in_the_other_edition() {
    let pages = pages().await;
    let page = pages
        .open("/ask?q=What+is+the+fee+for+a+berth%3F")
        .await
        .is(200);
    let shown = page.shown();
    assert!(
        shown.contains("**The fee for a berth is 40 euros a day.**"),
        "{shown}"
    );
    assert!(!shown.contains("Gebühr"), "{shown}");
    assert!(
        shown.contains("[In German](./d/amt?at=s2p1#s2p1)"),
        "{shown}"
    );
    let page = pages
        .open_in("de", "/ask?q=Wie+viele+Menschen+arbeiten+im+Hafenamt%3F")
        .await
        .is(200);
    let shown = page.shown();
    assert!(
        shown.contains("[Auf Englisch](./d/office?at=s1p2#s1p2)"),
        "{shown}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_is_shown_in_the_language_of_the_pages() {
    let pages = pages().await;
    let shown = pages.open("/ask?q=%C2%A7+2").await.is(200).shown();
    assert!(
        shown.contains("The fee") && !shown.contains("Die Gebühr"),
        "{shown}"
    );
    let shown = pages.open_in("de", "/ask?q=%C2%A7+2").await.is(200).shown();
    assert!(
        shown.contains("Die Gebühr") && !shown.contains("The fee"),
        "{shown}"
    );
    // A document that is named is obeyed.
    let shown = pages
        .open("/ask?q=%C2%A7+2&document=amt")
        .await
        .is(200)
        .shown();
    assert!(shown.contains("Die Gebühr"), "{shown}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_links_to_its_other_editions() {
    let pages = pages().await;
    let shown = pages.open("/d/amt").await.is(200).shown();
    assert!(shown.contains("[In English](../d/office)"), "{shown}");
    let shown = pages.open_in("de", "/d/office").await.is(200).shown();
    assert!(shown.contains("[Auf Deutsch](../d/amt)"), "{shown}");
}
