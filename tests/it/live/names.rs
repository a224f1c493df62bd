//! Documents that get another name: nothing of them is read or embedded again.

use fundstelle::app::DocumentRef;

use super::Live;
use crate::program::Program;

const TOWER: &str = "# Turm\n\nDer Turm ist 40 Meter hoch.\n";
const HIGH: &str = "Wie hoch ist der Turm?";

/// The address of the only document.
fn address(live: &Live) -> DocumentRef {
    DocumentRef::of(
        &live
            .service
            .live_index
            .snapshot(&fundstelle::app::Audience::operator())
            .unwrap()
            .entries()[0],
    )
}

/// Where an old address leads: to which document, and whether it is as it was.
fn leads_to(live: &Live, old: &DocumentRef) -> Option<(String, bool)> {
    let snapshot = live
        .service
        .live_index
        .snapshot(&fundstelle::app::Audience::operator())
        .unwrap();
    let entry = snapshot.named(old)?;
    Some((entry.id.to_string(), snapshot.unchanged(old).is_some()))
}

async fn until_it_leads_to(live: &Live, old: &DocumentRef, to: Option<(&str, bool)>) {
    let to = to.map(|(id, is_unchanged)| (id.to_owned(), is_unchanged));
    live.until("the address leads there", |_| leads_to(live, old) == to)
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_address_leads_to_the_document_whatever_it_is_called() {
    let live = Live::start(&[("turm.md", TOWER)]).await;
    let old = address(&live);
    live.rename("turm.md", "hoch.md");
    until_it_leads_to(&live, &old, Some(("hoch", true))).await;
    // Both halves of the renaming came at once.
    assert_eq!(live.generation(), 2);
    assert_eq!(live.status().documents, 1);
    live.write("tief/x", "");
    live.rename("hoch.md", "tief/höher.md");
    until_it_leads_to(&live, &old, Some(("tief/höher", true))).await;
    assert!(live.ask(HIGH).await.contains("40 Meter"));
    // Another text under the old name is another document.
    live.write("turm.md", "# Turm\n\nDer Turm ist abgerissen.\n");
    live.until("both are there", |status| status.documents == 2)
        .await;
    assert_eq!(leads_to(&live, &old), Some(("tief/höher".to_owned(), true)));
    live.write("tief/höher.md", TOWER.replace("40", "50"));
    until_it_leads_to(&live, &old, Some(("turm", false))).await;
    live.remove("turm.md");
    until_it_leads_to(&live, &old, Some(("tief/höher", false))).await;
    live.write("andere.md", "# Anderes\n\nNichts vom Bau.\n");
    live.remove("tief/höher.md");
    until_it_leads_to(&live, &old, None).await;
}

#[test]
fn a_renamed_document_is_neither_read_nor_embedded_again() {
    let program = Program::with(&[("turm.md", TOWER), ("blatt.txt", "Ohne Titel ist dies.\n")]);
    let program = program.with_meaning();
    let index = |program: &Program| {
        let report = program.run(&["index", "--json"]).code(0).json();
        let number = |key: &str| report[key].as_u64().unwrap();
        [number("read"), number("removed"), number("embedded")]
    };
    // A passage and a sentence each.
    assert_eq!(index(&program), [2, 0, 4]);
    std::fs::rename(
        program.corpus().join("turm.md"),
        program.corpus().join("hoch.md"),
    )
    .unwrap();
    assert_eq!(index(&program), [0, 1, 0]);
    program.ask(HIGH).answers("40 Meter");
    // Without a title of its own, a document is understood in the light of its name.
    std::fs::rename(
        program.corpus().join("blatt.txt"),
        program.corpus().join("seite.txt"),
    )
    .unwrap();
    assert_eq!(index(&program), [0, 1, 1]);
    // A copy is the same text once more.
    std::fs::copy(
        program.corpus().join("hoch.md"),
        program.corpus().join("kopie.md"),
    )
    .unwrap();
    assert_eq!(index(&program), [0, 0, 0]);
}
