//! Small pictures of the pages beside the one that is seen.

use std::{
    future::Future as _,
    task::{Context, Waker},
};

use axum::http::header;
use fundstelle::{app::Audience, config::Config, telemetry::FrontEnd};

use super::{Page, Pages, followed};
use crate::pdf::paper::Paper;

/// A book of so many pages, the first two of them `i` and `ii`.
async fn book(count: usize, change: impl FnOnce(&mut Config)) -> Pages {
    let mut paper = Paper::new();
    for number in 0..count {
        let words = format!("Rule {number} of the harbour.");
        paper = paper.page(|page| {
            page.text(50.0, 50.0, &[&words]);
        });
    }
    let bytes = paper.label(0, b'r', 1).label(2, b'D', 1).bytes();
    Pages::with_bytes(&[("book.pdf", &bytes)], change).await
}

/// The addresses of the small pictures.
fn small(page: &Page) -> Vec<String> {
    let sources = page.attributes(".nearby img", "src");
    sources.iter().map(|source| followed(source)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_shows_those_that_are_near_and_leads_to_them() {
    let pages = book(20, |_| {}).await;
    let seen = pages.open("/d/book?page=6").await.is(200);
    let labels = [
        "page 1", "page 2", "page 3", "page 4", "page 5", "page 6", "page 7", "page 8", "page 9",
        "page 10", "page 11",
    ];
    assert_eq!(seen.texts(".nearby a"), labels);
    assert_eq!(seen.texts(".nearby [aria-current=page]"), ["page 6"]);
    assert_eq!(seen.texts(".nearby li:not(.far)"), labels[3..8]);
    let lazy = seen.attributes(".nearby img", "loading");
    assert!(lazy.len() == 11 && lazy.iter().all(|loading| loading == "lazy"));
    let first = seen.attributes(".nearby a", "href").swap_remove(0);
    let first = pages.open(&followed(&first)).await.is(200);
    assert_eq!(
        first.texts(".nearby a")[..4],
        ["page i", "page ii", "page 1", "page 2"]
    );
    // All are small pictures that a browser keeps, and each is another one.
    let mut sizes = Vec::new();
    for path in small(&seen) {
        let picture = pages.open(&path).await.is(200);
        assert!(picture.bytes.starts_with(b"\x89PNG"));
        assert!(picture.header(header::CACHE_CONTROL).contains("immutable"));
        let width = u16::from_be_bytes([picture.bytes[18], picture.bytes[19]]);
        assert_eq!(width, 111);
        sizes.push(picture.bytes);
    }
    sizes.dedup();
    assert_eq!(sizes.len(), 11);
    let beyond = small(&seen)[0].replace("/3.png", "/21.png");
    pages.open(&beyond).await.is(404);
    pages
        .open(&beyond.replace("/21.png", "/0.png"))
        .await
        .is(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_alone_has_none_beside_it() {
    let pages = book(1, |_| {}).await;
    let seen = pages.open("/d/book?page=i").await.is(200);
    assert!(small(&seen).is_empty());
    assert!(seen.texts(".nearby").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn small_pictures_do_not_keep_a_page_waiting() {
    let pages = book(40, |_| {}).await;
    let seen = pages.open("/d/book?page=10").await.is(200);
    let whole = followed(&seen.attributes(".sheet img", "src")[0]);
    let of_page = |number: usize| small(&seen)[0].replace("/7.png", &format!("/{number}.png"));
    let painting = pages.service.painting();
    let library = pages
        .service
        .queue(FrontEnd::Pages)
        .library(&Audience::operator());
    let mut context = Context::from_waker(Waker::noop());
    let mut held = Vec::new();
    // Two are painted.
    for _ in 0..2 {
        let (release, wait) = tokio::sync::oneshot::channel::<()>();
        let mut work =
            Box::pin(painting.work(&library, move |_, _| Ok(wait.blocking_recv().is_ok())));
        assert!(work.as_mut().poll(&mut context).is_pending());
        held.push((work, release));
    }
    // However many small ones are asked for, they take one place of the queue of pages.
    let paths: Vec<String> = (1..=40).map(of_page).collect();
    let mut wanted = Vec::new();
    for path in &paths {
        let mut picture = Box::pin(pages.open(path));
        assert!(picture.as_mut().poll(&mut context).is_pending());
        wanted.push(picture);
    }
    let mut page = Box::pin(pages.open(&whole));
    assert!(page.as_mut().poll(&mut context).is_pending());
    drop(held);
    page.await.is(200);
    for picture in wanted {
        picture.await.is(200);
    }
    // What is there is shown also where the queue is full.
    let mut full = Vec::new();
    for _ in 0..18 {
        let (release, wait) = tokio::sync::oneshot::channel::<()>();
        let mut work =
            Box::pin(painting.work(&library, move |_, _| Ok(wait.blocking_recv().is_ok())));
        assert!(work.as_mut().poll(&mut context).is_pending());
        full.push((work, release));
    }
    pages.open(&paths[0]).await.is(200);
}
