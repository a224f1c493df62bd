//! Pages as they are printed, beside the text: pictures of a PDF, with the quote marked.

use std::{
    future::Future as _,
    task::{Context, Waker},
};

use axum::http::header;
use fundstelle::{app::Audience, config::Config, telemetry::FrontEnd};

use super::{Page, Pages, followed};
use crate::pdf::paper::Paper;

/// Three pages of rules, and a text without pages.
async fn harbour(change: impl FnOnce(&mut Config)) -> Pages {
    let paper = Paper::new()
        .page(|page| {
            page.text(50.0, 50.0, &["The harbour bell tolls at noon."]);
        })
        .page(|page| {
            page.text(50.0, 50.0, &["A berth costs ten crowns a day."]);
        })
        .page(|page| {
            page.text(50.0, 50.0, &["The crane lifts forty tons."]);
        })
        .label(0, b'r', 1);
    let rules = paper.bytes();
    let ferry = "# Fähre\n\nDie Überfahrt kostet neunzig Kronen.\n";
    Pages::with_bytes(
        &[("rules.pdf", &rules), ("ferry.md", ferry.as_bytes())],
        change,
    )
    .await
}

/// The only link with these words.
#[track_caller]
fn link(page: &Page, words: &str) -> String {
    let html = page.html();
    let links = html.select("main a");
    let mut found = links
        .nodes()
        .iter()
        .filter(|node| node.text().trim() == words);
    let href = found.next().unwrap_or_else(|| panic!("{}", page.shown()));
    href.attr("href").unwrap().to_string()
}

/// The picture on a page, and the words for it.
#[track_caller]
fn picture(page: &Page) -> (String, String) {
    let of = |name| page.attributes(".sheet img", name).pop().unwrap();
    (of("src"), of("alt"))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_leads_to_the_printed_page_with_the_quote_marked() {
    let pages = harbour(|_| {}).await;
    let answer = pages.open("/ask?q=What+does+a+berth+cost%3F").await.is(200);
    let seen = pages
        .open(&followed(&link(&answer, "Show page")))
        .await
        .is(200);
    let shown = seen.shown();
    assert!(shown.contains("page ii · [Text]"), "{shown}");
    assert!(shown.contains("2 / 3"), "{shown}");
    assert!(shown.contains("Back to the answer"), "{shown}");
    let (source, words) = picture(&seen);
    assert!(
        words.contains("page ii, with this marked: “A berth costs ten crowns a day.”"),
        "{words}"
    );
    let marked = pages.open(&followed(&source)).await.is(200);
    assert_eq!(marked.header(header::CONTENT_TYPE), "image/png");
    assert!(marked.header(header::CACHE_CONTROL).contains("immutable"));
    assert!(marked.bytes.starts_with(b"\x89PNG"));
    let unmarked = followed(source.split('?').next().unwrap());
    let plain = pages.open(&unmarked).await.is(200);
    assert_ne!(plain.bytes, marked.bytes);
    // The text is where the quote is marked, and leads back.
    let text = pages.open(&followed(&link(&seen, "Text"))).await.is(200);
    assert_eq!(text.texts("mark"), ["A berth costs ten crowns a day."]);
    let again = pages
        .open(&followed(&link(&text, "Show page")))
        .await
        .is(200);
    assert_eq!(picture(&again).0, source);
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_turned_and_enlarged() {
    let pages = harbour(|_| {}).await;
    let first = pages.open("/d/rules?page=i").await.is(200);
    assert!(first.shown().contains("page i "), "{}", first.shown());
    assert!(first.attributes("a[rel=prev]", "href").is_empty());
    let next = first.attributes("a[rel=next]", "href").pop().unwrap();
    assert_eq!(next, "../d/rules?page=ii");
    let large = pages.open(&followed(&link(&first, "Larger"))).await.is(200);
    let (fine, _) = picture(&large);
    let (usual, words) = picture(&first);
    assert_eq!(words, "Picture of page i");
    let fine = pages.open(&followed(&fine)).await.is(200);
    let usual = pages.open(&followed(&usual)).await.is(200);
    assert!(width(&fine) > width(&usual));
    assert_eq!(width(&usual), 778);
    let next = large.attributes("a[rel=next]", "href").pop().unwrap();
    assert_eq!(next, "../d/rules?page=ii&zoom=2");
    let last = pages.open_in("de", "/d/rules?page=iii").await.is(200);
    assert!(last.shown().contains("Seite iii"), "{}", last.shown());
    assert!(last.attributes("a[rel=next]", "href").is_empty());
}

/// How wide a picture is.
fn width(picture: &Page) -> u16 {
    u16::from_be_bytes([picture.bytes[18], picture.bytes[19]])
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_found_by_what_is_printed_on_it() {
    let mut paper = Paper::new();
    for words in [
        "Foreword.",
        "Thanks.",
        "Rule one.",
        "Rule two.",
        "Annex one.",
    ] {
        paper = paper.page(|page| {
            page.text(50.0, 50.0, &[words]);
        });
    }
    // i, ii, 1, 2, and 1 once more.
    let book = paper.label(0, b'r', 1).label(2, b'D', 1).label(4, b'D', 1);
    let book = book.bytes();
    let pages = Pages::with_bytes(&[("book.pdf", &book)], |_| {}).await;
    let seen = |page: &Page| {
        let shown = page.shown();
        let label = shown.lines().find(|line| line.contains("[Text]")).unwrap();
        label.split(" · ").next().unwrap().to_owned()
    };
    let printed = pages.open("/d/book?page=2").await.is(200);
    assert_eq!(seen(&printed), "page 2");
    assert_eq!(printed.texts(".notice"), [""; 0]);
    assert!(picture(&printed).0.contains("/4.png"));
    let before = printed.attributes("a[rel=prev]", "href").pop().unwrap();
    assert_eq!(before, "../d/book?page=file-3");
    let next = printed.attributes("a[rel=next]", "href").pop().unwrap();
    assert_eq!(next, "../d/book?page=file-5");
    let roman = pages.open("/d/book?page=II").await.is(200);
    assert_eq!(seen(&roman), "page ii");
    // What leads to several pages, or counts them in the file, says so.
    let first = pages.open("/d/book?page=1").await.is(200);
    assert!(picture(&first).0.contains("/3.png"));
    insta::assert_snapshot!(first.texts(".notice").join(" "), @"Several pages are printed as page 1. This is the first of them.");
    let counted = pages.open("/d/book?page=5").await.is(200);
    assert!(picture(&counted).0.contains("/5.png"));
    insta::assert_snapshot!(counted.texts(".notice").join(" "), @"No page is printed as page 5. This is page 5 of the file.");
    let canonical = |page: &Page| page.attributes("link[rel=canonical]", "href");
    assert_eq!(canonical(&counted), ["../d/book?page=file-5"]);
    assert_eq!(canonical(&roman), ["../d/book?page=ii"]);
    let own = pages.open(&followed(&next)).await.is(200);
    assert_eq!(picture(&own).0, picture(&counted).0);
    assert_eq!(own.texts(".notice"), [""; 0]);
    assert_eq!(canonical(&own), canonical(&counted));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quote_that_was_checked_leads_to_its_page() {
    let pages = harbour(|_| {}).await;
    for quote in [
        "A berth costs ten crowns a day.",
        "A berth costs two crowns a day.",
    ] {
        let path = format!("/verify?quote={}", super::encoded(quote));
        let found = pages.open(&path).await.is(200);
        let seen = pages
            .open(&followed(&link(&found, "Show page")))
            .await
            .is(200);
        let (_, words) = picture(&seen);
        assert!(
            words.contains("page ii, with this marked: “A berth costs ten crowns a day.”"),
            "{words}"
        );
    }
    let path = format!(
        "/verify?quote={}",
        super::encoded("Die Überfahrt kostet neunzig Kronen.")
    );
    let found = pages.open(&path).await.is(200);
    assert!(!found.shown().contains("Show page"), "{}", found.shown());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_opens_where_the_quote_is_marked() {
    let pages = harbour(|_| {}).await;
    let answer = pages.open("/ask?q=What+does+a+berth+cost%3F").await.is(200);
    let printed = link(&answer, "Show page");
    assert!(printed.ends_with("#mark"), "{printed}");
    let seen = pages.open(&followed(&printed)).await.is(200);
    let (source, _) = picture(&seen);
    let marked = pages.open(&followed(&source)).await.is(200);
    let of = |page: &Page, element, name| -> u32 {
        let value = page.attributes(element, name).pop();
        value.unwrap().parse().unwrap()
    };
    // The place is kept free before the picture is there.
    assert_eq!(of(&seen, ".sheet img", "width"), u32::from(width(&marked)));
    // The text begins 50 points from the left and 50 from above; its baseline is there.
    let left = of(&seen, "#mark", "x");
    let top = of(&seen, "#mark", "y");
    let bottom = top + of(&seen, "#mark", "height");
    assert_eq!(left, 97);
    assert!(top < 97 && bottom > 97, "{top} to {bottom}");
    let larger = link(&seen, "Larger");
    assert!(larger.ends_with("#mark"), "{larger}");
    let large = pages.open(&followed(&larger)).await.is(200);
    assert_eq!(of(&large, "#mark", "x"), 153);
    // On another page there is nothing to open at.
    let next = seen.attributes("a[rel=next]", "href").pop().unwrap();
    let next = pages.open(&followed(&next)).await.is(200);
    assert!(next.attributes("#mark", "x").is_empty());
    assert!(link(&next, "To the quote, page ii").ends_with("#mark"));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_turns_the_page_finds_the_quote_again() {
    let pages = harbour(|_| {}).await;
    let answer = pages.open("/ask?q=What+does+a+berth+cost%3F").await.is(200);
    let quoted = link(&answer, "Show page");
    assert!(quoted.contains("?page=ii&quote="), "{quoted}");
    let seen = pages.open(&followed(&quoted)).await.is(200);
    let next = seen.attributes("a[rel=next]", "href").pop().unwrap();
    let next = pages.open(&followed(&next)).await.is(200);
    assert_eq!(picture(&next).1, "Picture of page iii");
    let again = pages
        .open(&followed(&link(&next, "To the quote, page ii")))
        .await
        .is(200);
    assert_eq!(picture(&again), picture(&seen));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_no_pages_offers_none() {
    let pages = harbour(|_| {}).await;
    let text = pages.open("/d/ferry").await.is(200);
    assert!(!text.shown().contains("Show page"), "{}", text.shown());
    pages.open("/d/ferry?page=1").await.is(404);
    for wrong in ["0", "4", "x", "99999999999999999999"] {
        pages.open(&format!("/d/rules?page={wrong}")).await.is(404);
    }
    pages
        .open("/picture/abcdef-0123456789abcdef0123/1.png")
        .await
        .is(404);
    let (source, _) = picture(&pages.open("/d/rules?page=1").await);
    let beyond = source.replace("/1.png", "/4.png");
    pages.open(&followed(&beyond)).await.is(404);
    let other = source.replace("/1.png", "/1.png?quote=abcdef0000_1_2_1");
    pages.open(&followed(&other)).await.is(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_when_too_many_wait_for_pictures_is_told_to_come_again() {
    let pages = harbour(|_| {}).await;
    let (source, _) = picture(&pages.open("/d/rules?page=1").await);
    let source = followed(&source);
    let answer = pages.open("/ask?q=What+does+a+berth+cost%3F").await.is(200);
    let quoted = followed(&link(&answer, "Show page"));
    let painting = pages.service.painting();
    let library = pages
        .service
        .queue(FrontEnd::Pages)
        .library(&Audience::operator());
    let mut begun = Vec::new();
    // Two are painted, and sixteen wait.
    for _ in 0..18 {
        let (release, held) = tokio::sync::oneshot::channel::<()>();
        let work = painting.work(&library, move |_, _| Ok(held.blocking_recv().is_ok()));
        let mut work = Box::pin(work);
        let mut context = Context::from_waker(Waker::noop());
        assert!(work.as_mut().poll(&mut context).is_pending());
        begun.push((work, release));
    }
    let refused = pages.open(&source).await.is(503);
    assert_eq!(refused.header(header::RETRY_AFTER), "1");
    // The text is there all the same, and the page without the place of its mark.
    pages.open("/d/rules").await.is(200);
    let seen = pages.open(&quoted).await.is(200);
    assert!(seen.attributes("#mark", "y").is_empty());
    drop(begun);
    pages.open(&source).await.is(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_are_behind_the_same_door() {
    let pages = harbour(|_| {}).await;
    let (source, _) = picture(&pages.open("/d/rules?page=1").await);
    let closed = harbour(|config| config.web.access_token = "sesame".to_owned().into()).await;
    let refused = closed.open(&followed(&source)).await;
    assert_ne!(refused.status.as_u16(), 200);
    assert!(!refused.bytes.starts_with(b"\x89PNG"));
}
