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
    insta::assert_snapshot!(page.shown(), @"
    # Compare editions
    What changed in a section from one edition of a document to another, word by word. Spacing and the style of quotation marks make no difference.
    ## This changed from edition 2021 to edition 2024-06.
    Struck through: only in the older edition. Underlined: only in the newer edition.
    The fee is due on the first of --March--++May++. Whoever pays later than the first of June pays 5 euros more.++ The treasurer sends the invoices in April.++
    - [§ 2.2 “Payment” ¶ 1 · Club rules, 2021](./d/rules%402021?at=s2.2p1#s2.2p1)
    - [§ 2.2 “Payment” · Club rules, 2024-06](./d/rules%402024-06?at=s2.2#s2.2)
    ");
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
    insta::assert_snapshot!(shown, @"
    # How high is the yearly fee?
    Only “Club rules” was searched. [Search all documents](./ask?q=How%20high%20is%20the%20yearly%20fee%3F)
    **The yearly fee is 20 euros for each member.**
    [§ 2.1 “Amount” ¶ 1](./d/rules%402021?quote=…_1_2_1&asked=How%20high%20is%20the%20yearly%20fee%3F&asked_of=rules%402021#s2.1p1) Club rules, 2021 [There is a newer edition: 2024-06.](./d/rules%402024-06?at=s2.1p1#s2.1p1)
    ## Other places
    **The fee is due on the first of March.** Whoever pays later than the first of June pays 5 euros more.
    [§ 2.2 “Payment” ¶ 1](./d/rules%402021?quote=…_2_4_2&asked=How%20high%20is%20the%20yearly%20fee%3F&asked_of=rules%402021#s2.2p1)
    **Gifts are spent on the boats.**
    [§ 2.3 “Gifts” ¶ 1](./d/rules%402021?quote=…_4_5_4&asked=How%20high%20is%20the%20yearly%20fee%3F&asked_of=rules%402021#s2.3p1)
    ");
}
