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
        "— § 1 „Pflichten“ ¶ 1 · Vertrag",
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
    drop(said.says("— § 1 „Pflichten“ ¶ 1 · Vertrag"));
    let said = verify("Der Vertrag läuft zehn Jahre.").code(1);
    drop(said.says("[-zehn-]{+fünf+}"));
}

#[test]
fn letters_and_words_make_a_difference() {
    for quote in [
        "der vermieter haftet für die heizung.",
        "Der Vermieter haftet für Heizung.",
    ] {
        drop(verify(quote).code(1).says("Nearly"));
    }
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
