//! `verify` from outside: what counts as word for word, what as nearly, and what as not found.

use crate::program::{Program, Said};

const TEXT: &str = "# Vertrag\n\n## Pflichten\n\nDer Mieter – nicht der Vermieter – zahlt den „Abschlag“[^1] bis zum\n\
    dritten Werktag. Der Vermieter haftet für die Heizung.\n\n## Dauer\n\nDer Vertrag läuft *fünf* Jahre. \
    Er endet ohne Kündigung. It's the landlord's right to renew it.\n\n[^1]: Siehe die Anlage A.\n";

fn verify(quote: &str) -> Said {
    Program::with(&[("vertrag.md", TEXT)]).run(&["verify", quote])
}

#[track_caller]
fn check_verbatim(quote: &str, place: &str) {
    drop(verify(quote).code(0).says("Word for word.").says(place));
}

#[test]
fn a_quote_is_found_word_for_word() {
    check_verbatim(
        "Der Vermieter haftet für die Heizung.",
        "— § ≈1 „Pflichten“ ¶ 1 · Vertrag",
    );
    check_verbatim("haftet für", "Pflichten");
    check_verbatim("Siehe die Anlage A.", "fn. 1");
}

#[test]
fn a_footnote_mark_inside_makes_no_difference() {
    check_verbatim(
        "zahlt den „Abschlag“ bis zum dritten Werktag.",
        "¶ 1, fn. 1",
    );
    check_verbatim(
        "zahlt den „Abschlag“[^1] bis zum dritten Werktag.",
        "¶ 1, fn. 1",
    );
}

#[test]
fn other_quotation_marks_dashes_and_apostrophes_make_no_difference() {
    check_verbatim(
        "Der Mieter - nicht der Vermieter - zahlt den \"Abschlag\"",
        "Pflichten",
    );
    check_verbatim("zahlt den »Abschlag« bis", "Pflichten");
    check_verbatim("It’s the landlord’s right", "Dauer");
}

#[test]
fn line_breaks_and_markup_make_no_difference() {
    check_verbatim("bis\n  zum dritten\tWerktag", "Pflichten");
    check_verbatim("Der Vertrag läuft fünf Jahre.", "Dauer");
    check_verbatim("Der Vertrag läuft *fünf* Jahre.", "Dauer");
}

#[test]
fn a_quote_that_was_copied_with_its_own_marks_is_found() {
    check_verbatim("„Der Vermieter haftet für die Heizung.“", "Pflichten");
    check_verbatim("\"Er endet ohne Kündigung\"", "Dauer");
}

#[test]
fn nearly_is_not_word_for_word_and_shows_the_differences() {
    let said = verify("Der Vermieter haftet nicht für die Heizung.").code(1);
    let said = said
        .says("Nearly, but not word for word")
        .says("haftet [-nicht -]für die Heizung.");
    drop(said.says("— § ≈1 „Pflichten“ ¶ 1 · Vertrag"));
    let said = verify("Der Vertrag läuft zehn Jahre.").code(1);
    drop(said.says("[-zehn-]{+fünf+}"));
}

#[test]
fn words_make_a_difference() {
    for quote in [
        "Der Vermieter haftet für Heizung.",
        "der vermieter haftet für sechs heizungen.",
        "Er endet mit Kündigung.",
    ] {
        drop(verify(quote).code(1).says("Nearly"));
    }
}

#[test]
fn capitals_make_none_and_are_told() {
    let said = verify("der vermieter haftet für die heizung.").code(0);
    drop(
        said.says("Word for word, apart from capital letters.")
            .says("Pflichten"),
    );
}

#[test]
fn parts_are_found_each_in_its_place() {
    let said = verify("Der Vermieter haftet […] die Heizung. … Er endet ohne Kündigung.").code(0);
    let said = said
        .says("Word for word, in 3 parts")
        .says("§ ≈1 „Pflichten“ ¶ 1");
    drop(said.says("§ ≈2 „Dauer“ ¶ 1"));
    let said = verify("Er endet ohne Kündigung. Der Vermieter haftet für die Heizung.").code(0);
    drop(said.says("in 2 parts").says("Dauer").says("Pflichten"));
    let said = verify("Der Vermieter haftet für die Heizung. Der Mond ist rund.").code(1);
    drop(said.says("Nearly").says("does not appear word for word"));
    let said = verify("… haftet für die Heizung").code(0);
    drop(
        said.says("Word for word.")
            .says("[…] haftet für die Heizung"),
    );
}

#[test]
fn an_ellipsis_does_not_swallow_a_not() {
    let said = verify("Der Mieter […] der Vermieter – zahlt").code(1);
    drop(said.says("Nearly").says("{+ – nicht +}"));
    let said = verify("Er endet … Kündigung").code(1);
    drop(said.says("{+ ohne +}"));
}

#[test]
fn single_words_are_whole_words_and_counted() {
    let said = verify("Vermieter").code(0);
    drop(said.says("It appears 2 times; this is the first place."));
    drop(verify("mieter haftet").code(1));
    drop(verify("Heiz").code(1));
}

#[test]
fn what_stands_behind_a_quote_is_no_difference() {
    let said = verify("Der Vertrag läuft zehn").code(1);
    drop(said.says("[-zehn-]{+fünf+}").never_says("Jahre"));
}

#[test]
fn front_matter_is_not_the_text_and_a_heading_is_a_place() {
    let text = "---\ntitle: Vertrag\nlicence: CC0-1.0\nexamples:\n  - Wozu dient die Pacht?\n---\n\n# Vertrag\n\n\
                ## Die Pacht\n\nSie ist zu zahlen.\n";
    let program = Program::with(&[("vertrag.md", text)]);
    for quote in ["Wozu dient die Pacht?", "CC0-1.0"] {
        drop(
            program
                .run(&["verify", quote])
                .code(1)
                .never_says("Word for word"),
        );
    }
    let said = program.run(&["verify", "Die Pacht"]).code(0);
    drop(
        said.says("Word for word.")
            .says("— § ≈1 „Die Pacht“ · Vertrag"),
    );
    drop(program.run(&["verify", "Vertrag"]).code(0));
}

#[test]
fn what_is_not_there_is_not_found() {
    for quote in [
        "Die Kuh springt über den Mond.",
        "?!",
        "Abschlag Heizung Kündigung Anlage Jahre",
    ] {
        drop(verify(quote).code(1).says("Not found in the corpus."));
    }
    verify(" ").fails("the quote is empty");
}

const BRING: &str = "<title>Hafen</title><main><h1>Hafen</h1><p>Mitzubringen sind:</p><ol type=a><li>ein Tau</li>\
    <li>ein Anker</li><li>der Schlüssel zum Tor.</li></ol><ul><li>ohne Nummer</li></ul></main>";

const RULES: &str =
    "# Ordnung\n\n## Regeln\n\n1. Hunde bleiben an der Leine.\n2. Der Zoll wird bar bezahlt.\n";

const LAW: &str =
    "Gesetz\n\n§ 1 Zweck\n\n(1) Der Hafen dient dem Handel.\n\n(2) Er ist immer offen.\n";

fn listed() -> Program {
    Program::with(&[
        ("hafen.html", BRING),
        ("ordnung.md", RULES),
        ("gesetz.txt", LAW),
    ])
}

#[test]
fn the_number_before_an_item_is_no_difference_in_any_form() {
    let program = listed();
    for quote in [
        "c) der Schlüssel zum Tor.",
        "c. der Schlüssel zum Tor.",
        "(c) der Schlüssel zum Tor.",
        "„c) der Schlüssel zum Tor.“",
        "c.) der Schlüssel zum Tor",
        "a) ein Tau\nb) ein Anker\nc) der Schlüssel",
        "• ohne Nummer",
        "- ohne Nummer",
        "2) Der Zoll wird bar bezahlt.",
        "(2) Der Zoll wird bar",
        "1) Hunde bleiben an der Leine.\n2) Der Zoll wird bar bezahlt.",
        "2. Er ist immer offen.",
        "1) Der Hafen dient dem Handel.",
    ] {
        drop(
            program
                .run(&["verify", "--", quote])
                .code(0)
                .says("Word for word."),
        );
    }
    let said = program
        .run(&["verify", "--", "C) Der Schlüssel zum Tor."])
        .code(0);
    drop(said.says("apart from capital letters"));
}

#[test]
fn the_number_of_another_item_is_a_difference() {
    let program = listed();
    for quote in [
        "b) der Schlüssel zum Tor.",
        "3. der Schlüssel zum Tor.",
        "3) Der Zoll wird bar bezahlt.",
        "1. Er ist immer offen.",
        "a) ein Tau\nc) ein Anker",
        "• der Schlüssel zum Tor.",
    ] {
        let said = program.run(&["verify", "--", quote]);
        assert_eq!(said.code, Some(1), "{quote}: {said:#?}");
    }
    // The number is right, and a word is not.
    let said = program
        .run(&["verify", "--", "c) der Riegel zum Tor."])
        .code(1);
    drop(
        said.says("Nearly")
            .says("der [-Riegel-]{+Schlüssel+} zum Tor.")
            .never_says("[-c"),
    );
}
