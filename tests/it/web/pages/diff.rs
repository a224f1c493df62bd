//! Editions over time in the browser: what changed, and the way from an older edition to the newest.

use super::Pages;
use crate::diff::{OLD_RULES, RULES};

async fn pages() -> Pages {
    Pages::of(&[("rules@2024-06.md", RULES), ("rules@2021.md", OLD_RULES)]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_shows_what_changed() {
    let pages = pages().await;
    let page = pages.open("/diff?place=%C2%A7+2.2").await.is(200);
    insta::assert_snapshot!(page.shown(), @"");
    let shown = pages
        .open_in("de", "/diff?place=Gifts")
        .await
        .is(200)
        .shown();
    assert!(shown.contains("Das steht nur in Ausgabe 2021"), "{shown}");
    let shown = pages.open("/diff").await.is(200).shown();
    assert!(shown.contains("Compare editions"), "{shown}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_edition_leads_to_the_newest() {
    let pages = pages().await;
    let shown = pages.open("/d/rules%402021").await.is(200).shown();
    assert!(
        shown.contains("[There is a newer edition: 2024-06.](/d/rules@2024-06")
            || shown.contains("There is a newer edition: 2024-06."),
        "{shown}"
    );
    let shown = pages.open("/d/rules%402024-06").await.is(200).shown();
    assert!(!shown.contains("newer edition"), "{shown}");
    assert!(shown.contains("Compare editions"), "{shown}");
    let shown = pages
        .open("/ask?q=How+high+is+the+yearly+fee%3F&document=rules%402021")
        .await
        .is(200)
        .shown();
    insta::assert_snapshot!(shown, @"");
}
