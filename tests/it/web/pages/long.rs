//! A book opens in parts, and every link into it still finds its place.

use std::fmt::Write as _;

use fundstelle::{app::is_long, passages::Locator};

use super::{Pages, followed};

/// About a thousand pages: forty chapters of ten sections.
fn book() -> String {
    let mut text = "---\ntitle: Handbuch\nlanguage: de\n---\n\nEin Vorwort.\n".to_owned();
    for chapter in 1..=40 {
        let _ = write!(text, "\n# Kapitel {chapter}\n");
        for section in 1..=10 {
            let _ = write!(text, "\n## Teil {chapter}.{section}\n");
            for paragraph in 1..=5 {
                text.push('\n');
                for sentence in 1..=12 {
                    let _ = write!(
                        text,
                        "Der Posten {chapter}-{section}-{paragraph}-{sentence} liegt im Lager am Westufer \
                         hinter dem alten Pumpwerk. ",
                    );
                }
                if paragraph == 5 {
                    let _ = write!(text, "Siehe dort.[^{chapter}-{section}]");
                }
                text.push('\n');
            }
        }
    }
    for chapter in 1..=40 {
        for section in 1..=10 {
            let _ = write!(
                text,
                "\n[^{chapter}-{section}]: Blatt {chapter}/{section}.\n"
            );
        }
    }
    text
}

#[tokio::test(flavor = "multi_thread")]
async fn every_place_of_a_book_is_found_in_its_part() {
    let pages = Pages::of(&[("handbuch.md", &book())]).await;
    let snapshot = pages
        .service
        .live_index
        .snapshot(&fundstelle::app::Audience::operator())
        .unwrap();
    let document = snapshot
        .document(&snapshot.entries()[0].id)
        .unwrap()
        .unwrap();
    assert!(document.text.len() > 1_500_000 && is_long(&document));
    let first = pages.open("/d/handbuch").await.is(200);
    assert!(first.body.len() < 600_000, "{}", first.body.len());
    // Every entry of the contents leads to its heading.
    let links = first.attributes(".contents a", "href");
    assert!(links.len() >= 40, "{}", links.len());
    for href in links
        .iter()
        .filter(|href| !href.starts_with('#'))
        .step_by(7)
    {
        let anchor = href.split('#').nth(1).unwrap().to_owned();
        let page = pages.open(&followed(href)).await.is(200);
        assert!(page.attributes("[id]", "id").contains(&anchor), "{href}");
    }
    // From the first part to the last, by the way on, every paragraph stands in one part only.
    let (mut page, mut places, mut parts) = (first, Vec::new(), 1);
    loop {
        places.extend(page.attributes(".para", "id"));
        assert_eq!(
            page.texts("article .note").len(),
            page.texts(".notes li").len()
        );
        let Some(next) = page.attributes("a[rel=next]", "href").into_iter().next() else {
            break;
        };
        page = pages.open(&followed(&next)).await.is(200);
        parts += 1;
    }
    let all = document
        .paragraphs
        .iter()
        .filter(|paragraph| paragraph.ordinal > 0);
    let all: Vec<String> = all
        .map(|p| Locator::of(&document, p.span).anchor())
        .collect();
    assert_eq!(places, all);
    assert!(parts > 10, "{parts}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quote_of_a_book_is_marked_in_its_part() {
    let pages = Pages::of(&[("handbuch.md", &book())]).await;
    let page = pages.open("/ask?q=Posten+33-7-2-5").await.is(200);
    let href = page.attributes("a.place", "href").remove(0);
    let anchor = href.split('#').nth(1).unwrap().to_owned();
    let place = pages.open(&followed(&href)).await.is(200);
    let marked = place.texts("mark.answer").join("");
    assert!(marked.contains("33-7-2-5"), "{href}: {marked}");
    assert!(place.attributes("[id]", "id").contains(&anchor), "{href}");
    let page = pages.open("/ask?q=Blatt+33/7").await.is(200);
    let notes = page.attributes("a.place", "href");
    let note = notes.iter().find(|href| href.contains("#fn")).unwrap();
    let place = pages.open(&followed(note)).await.is(200);
    assert_eq!(place.texts(".notes mark.answer"), ["Blatt 33/7."]);
}
