//! Documents that come, change, are renamed and go.

use std::fs;

use super::Live;

const TOWER: &str = "# Turm\n\nDer Turm ist 40 Meter hoch.\n";
const BRIDGE: &str = "# Brücke\n\nDie Brücke wurde 1904 gebaut.\n";
const HIGH: &str = "Wie hoch ist der Turm?";
const BUILT: &str = "Wann wurde die Brücke gebaut?";

#[tokio::test(flavor = "multi_thread")]
async fn a_document_that_comes_changes_and_goes_is_served_as_it_is_heard_of() {
    // Without listening it would be seen after 1,000 seconds.
    let live = Live::start(&[("turm.md", TOWER)]).await;
    assert!(live.status().is_watched);
    live.write("tief/unten/brücke.md", BRIDGE);
    live.will_answer(BUILT, "1904").await;
    live.write("tief/unten/brücke.md", BRIDGE.replace("1904", "1911"));
    live.will_answer(BUILT, "1911").await;
    live.write("turm.md", TOWER.replace("40", "50"));
    live.will_answer(HIGH, "50 Meter").await;
    live.remove("tief/unten/brücke.md");
    live.will_not_answer(BUILT, "1911").await;
    // Each change made one generation, and none is left over.
    assert_eq!(live.generation(), 5);
    live.until("what is old is gone", |_| {
        // The generation, and what stands beside generations.
        fs::read_dir(live.index()).unwrap().count() == 4
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_without_events_is_looked_at_from_time_to_time() {
    let live = Live::start_with(&[("turm.md", TOWER)], |config| {
        config.corpus.watch = false;
        config.corpus.refresh_seconds = 1;
    })
    .await;
    assert!(!live.status().is_watched);
    live.write("brücke.md", BRIDGE);
    live.will_answer(BUILT, "1904").await;
    live.remove("brücke.md");
    live.will_not_answer(BUILT, "1904").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replacement_that_is_moved_into_place_is_served_at_once() {
    let Live { folder, service } = Live::start(&[("turm.md", TOWER)]).await;
    drop(service);
    // Whoever waits for that waits in vain.
    let live = Live::start_in(folder, |config| config.corpus.settle_seconds = 1_000).await;
    live.write(".turm.md.neu", TOWER.replace("40", "50"));
    live.rename(".turm.md.neu", "turm.md");
    live.will_answer(HIGH, "50 Meter").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sidecar_that_changes_changes_its_document() {
    let live = Live::start(&[("turm.txt", "Der Turm ist 40 Meter hoch.\n")]).await;
    let title = || {
        live.service
            .live_index
            .snapshot(&fundstelle::app::Audience::operator())
            .unwrap()
            .entries()[0]
            .title()
            .into_owned()
    };
    assert_eq!(title(), "turm");
    live.write("turm.outline.toml", "title = \"Vom Turm\"\n");
    live.until("the title is read", |_| title() == "Vom Turm")
        .await;
    live.remove("turm.outline.toml");
    live.until("the title is gone", |_| title() == "turm").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_only_touched_makes_no_generation() {
    let live = Live::start(&[("turm.md", TOWER), ("brücke.md", BRIDGE)]).await;
    let checked = live.status().checked;
    live.write("turm.md", TOWER);
    live.until("it was looked at", |status| {
        status.checked > checked && status.waiting == 0
    })
    .await;
    assert_eq!(live.generation(), 1);
}
