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
    What changed from one edition of a document to another: in a section word by word, or else a list of all sections that changed. Spacing and the style of quotation marks make no difference.
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
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_place_all_that_changed_is_listed() {
    let pages = pages().await;
    let old = pages.open("/d/rules%402021").await.is(200);
    let ways = old.attributes(".facts a", "href");
    let way = ways.iter().find(|href| href.contains("diff?")).unwrap();
    let listed = pages.open(&super::followed(way)).await.is(200);
    insta::assert_snapshot!(listed.shown(), @"
    # Compare editions
    What changed from one edition of a document to another: in a section word by word, or else a list of all sections that changed. Spacing and the style of quotation marks make no difference.
    ## 3 sections changed from edition 2021 to edition 2024-06:
    - [§ 2.1 “Amount”](./diff?place=%C2%A7%202%2E1&document=rules%402024%2D06&from=rules%402021&to=rules%402024%2D06) changed
    - [§ 2.2 “Payment”](./diff?place=%C2%A7%202%2E2&document=rules%402024%2D06&from=rules%402021&to=rules%402024%2D06) changed
    - [§ 2.3 “Gifts”](./diff?place=%C2%A7%202%2E3&document=rules%402024%2D06&from=rules%402021&to=rules%402024%2D06) gone
    ");
    let first = listed.attributes(".places a", "href").swap_remove(0);
    let words = pages.open(&super::followed(&first)).await.is(200);
    assert_eq!(words.texts("del"), ["20"]);
    let bare = pages.open_in("de", "/diff").await.is(200).shown();
    assert!(bare.contains("3 Abschnitte haben sich"), "{bare}");
    let alone = Pages::of(&[("rules.md", RULES)]).await;
    let bare = alone.open("/diff").await.is(200);
    assert!(bare.texts("#found").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn of_several_documents_one_is_chosen() {
    let pages = Pages::of(&[
        ("rules@2024-06.md", RULES),
        ("rules@2021.md", OLD_RULES),
        ("harbour@2.md", "# Harbour\n\nA berth costs ten crowns.\n"),
        ("harbour@1.md", "# Harbour\n\nA berth costs two crowns.\n"),
    ])
    .await;
    let several = pages.open("/diff").await.is(200);
    assert_eq!(several.texts(".places a"), ["Harbour", "Club rules"]);
    let harbour = several.attributes(".places a", "href").swap_remove(0);
    let listed = pages.open(&super::followed(&harbour)).await.is(200);
    assert!(listed.shown().contains("changed"), "{}", listed.shown());
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
