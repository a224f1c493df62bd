//! Repair of glued text: the hard text it was made for, generated texts of known truth, and
//! whatever proptest thinks of.

#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::too_many_lines,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test may panic, and its helpers are not seen as tests"
)]

#[path = "../support/glue.rs"]
mod glue;

use std::{collections::BTreeSet, fs, path::Path};

use fundstelle::{
    corpus::{
        EditKind, Reading, derive,
        repair::{Repaired, is_glued, repair},
    },
    language::{Language, sentences},
    span::Span,
};
use glue::{Glued, Gluing};
use proptest::prelude::*;

use crate::processor;

const SHARED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/eval");
const GERMAN: &str = include_str!("../cases/glue/de.md");
const ENGLISH: &str = include_str!("../cases/glue/en.md");

fn notes(repaired: &Repaired) -> Vec<(usize, u32)> {
    let notes = repaired.edits.iter().filter_map(|edit| match edit.kind {
        EditKind::Note(number) => Some((edit.span.start, number)),
        _ => None,
    });
    notes.collect()
}

fn lines(source: &str) -> Vec<String> {
    source
        .lines()
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

/// How well something found agrees with the truth.
#[derive(Clone, Copy, Debug, Default)]
struct Agreement {
    right: usize,
    found: usize,
    true_ones: usize,
}

impl Agreement {
    fn of<T: Ord>(found: &[T], truth: &[T]) -> Self {
        let truth: BTreeSet<&T> = truth.iter().collect();
        let right = found.iter().filter(|one| truth.contains(one)).count();
        Self {
            right,
            found: found.len(),
            true_ones: truth.len(),
        }
    }

    fn and(self, other: Self) -> Self {
        Self {
            right: self.right + other.right,
            found: self.found + other.found,
            true_ones: self.true_ones + other.true_ones,
        }
    }

    fn precision(self) -> f64 {
        share(self.right, self.found)
    }

    fn recall(self) -> f64 {
        share(self.right, self.true_ones)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        1.0
    } else {
        part as f64 / whole as f64
    }
}

/// Compares what `repair` finds in a glued text with the truth: notes, then sentence ends.
fn compare(glued: &Glued, language: Language) -> (Agreement, Agreement) {
    let repaired = repair(&glued.text, language);
    let marks = notes(&repaired);
    let at: BTreeSet<usize> = glued.notes.iter().map(|(at, _)| *at).collect();
    let end = |span: &Span| {
        let note = repaired.edits.iter().rfind(|edit| {
            edit.span.end == span.end && at.contains(&edit.span.start) && !edit.span.is_empty()
        });
        note.map_or(span.end, |note| note.span.start)
    };
    let mut ends: Vec<usize> = repaired.sentences.iter().map(end).collect();
    ends.pop();
    (
        Agreement::of(&marks, &glued.notes),
        Agreement::of(&ends, &glued.sentence_ends),
    )
}

fn check(name: &str, sources: &[Vec<String>], language: Language, seed: u64, gluing: Gluing) {
    let mut totals = (Agreement::default(), Agreement::default());
    for (index, sentences) in sources.iter().enumerate() {
        let glued = glue::glue(sentences, seed * 1000 + index as u64, gluing);
        let (notes, ends) = compare(&glued, language);
        totals = (totals.0.and(notes), totals.1.and(ends));
    }
    let (notes, ends) = totals;
    println!(
        "{name} seed {seed} {gluing:?}: notes P {:.3} R {:.3}, sentences P {:.3} R {:.3}",
        notes.precision(),
        notes.recall(),
        ends.precision(),
        ends.recall()
    );
    if gluing.notes == 0 {
        assert_eq!(
            notes.found, 0,
            "{name} {seed}: notes in a text without notes"
        );
    }
    assert!(
        notes.precision() >= 0.99 && notes.recall() >= 0.98,
        "{name} {seed} {notes:?}"
    );
    assert!(
        ends.precision() >= 0.99 && ends.recall() >= 0.96,
        "{name} {seed} {ends:?}"
    );
}

/// One source several times, to be glued in as many ways: a single one has some thirty notes, too
/// few to measure a share of one in a hundred.
fn pooled(source: &str) -> Vec<Vec<String>> {
    vec![lines(source); 6]
}

const CLEAN: Gluing = Gluing {
    notes: 0,
    glued_on_both_sides: 0,
    inside: 0,
    lost: 0,
};

#[test]
fn glued_german_and_english_are_taken_apart() {
    for seed in 1..=10 {
        for (name, source, language) in
            [("de", GERMAN, Language::De), ("en", ENGLISH, Language::En)]
        {
            let source = pooled(source);
            check(name, &source, language, seed, Gluing::default());
            check(
                name,
                &source,
                language,
                seed,
                Gluing {
                    lost: 10,
                    ..Gluing::default()
                },
            );
            check(name, &source, language, seed, CLEAN);
        }
    }
}

#[test]
fn glued_encyclopaedia_articles_are_taken_apart() {
    for (name, language) in [("de", Language::De), ("en", Language::En)] {
        let Ok(files) = fs::read_dir(Path::new(SHARED).join("xquad").join(name)) else {
            println!("skipped: no shared articles");
            return;
        };
        let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
        paths.sort();
        let articles: Vec<Vec<String>> = paths.iter().map(|path| article(path, language)).collect();
        let sources: Vec<Vec<String>> = articles.chunks(4).map(<[_]>::concat).collect();
        for seed in 1..=5 {
            check(name, &sources, language, seed, Gluing::default());
            check(
                name,
                &sources,
                language,
                seed,
                Gluing {
                    lost: 10,
                    ..Gluing::default()
                },
            );
        }
        check(name, &sources, language, 1, CLEAN);
    }
}

/// The sentences of an article, by the rules for clean text.
fn article(path: &Path, language: Language) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let paragraphs = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let sentences = paragraphs.flat_map(|paragraph| {
        let spans = sentences::split(paragraph, language);
        spans
            .into_iter()
            .map(|span| span.of(paragraph).to_owned())
            .collect::<Vec<_>>()
    });
    sentences.collect()
}

#[test]
fn the_hard_text_is_taken_apart_without_a_mistake() {
    let Ok(text) =
        fs::read_to_string(Path::new(SHARED).join("report/corpus/technonationalismus.txt"))
    else {
        println!("skipped: no shared report");
        return;
    };
    assert!(is_glued(&text));
    let repaired = repair(&text, Language::De);
    let numbers: Vec<u32> = notes(&repaired).iter().map(|(_, number)| *number).collect();
    assert_eq!(numbers, (1..=45).collect::<Vec<_>>());
    assert_eq!(repaired.unresolved, []);
    assert_eq!(repaired.sentences.len(), 157);
    assert!(
        (40..=50).contains(&repaired.paragraphs.len()),
        "{}",
        repaired.paragraphs.len()
    );
    let hard = repaired
        .paragraphs
        .iter()
        .filter(|paragraph| paragraph.hard)
        .count();
    // 17 marks glued on both sides, one join of two words, one lost list.
    assert_eq!(hard, 19);

    let boilerplate: Vec<&str> = repaired
        .boilerplate
        .iter()
        .map(|span| span.of(&text))
        .collect();
    assert!(boilerplate[0].starts_with("Melden Sie") && boilerplate[0].ends_with("Ihrer E-Mail."));
    assert!(boilerplate[1].starts_with("....") && boilerplate[1].ends_with("von Carnegie."));
    assert_eq!(boilerplate.len(), 2);

    let read: Vec<String> = repaired
        .sentences
        .iter()
        .map(|span| Reading::of(&text, *span, &repaired.edits).text)
        .collect();
    let ends = |end: &str| read.iter().any(|sentence| sentence.ends_with(end));
    let begins = |start: &str| read.iter().any(|sentence| sentence.starts_with(start));
    let holds = |part: &str| read.iter().any(|sentence| sentence.contains(part));
    assert!(ends("für den Weltraum von 1979.") && begins("Die beiden letztgenannten"));
    assert!(ends("um Teil von Google. zu werden") && begins("Zwei von der Regierung"));
    assert!(holds("an 73. Stelle hinter") && holds("Super-301-Klausel") && holds("(5G)"));
    assert!(holds("Gründungsmitglied der G7,") && holds("Technologiebüros des"));
    assert!(holds("2018–2019") && holds("verabschiedet wurde; Diese Maßnahme"));
    assert!(ends("(siehe Abbildung 1).") && begins("In den 1970er Jahren wurden drei"));
    assert!(ends("Staaten und Japan:") && begins("Das Gesamtziel"));
    assert!(holds("US-Dollar jährlich; es gibt") && holds("SEMATECH (gegründet 1987)"));
    let gaps = repaired
        .edits
        .iter()
        .filter(|edit| edit.kind == EditKind::Gap)
        .count();
    assert_eq!(gaps, 2);

    let paragraphs: Vec<String> = repaired
        .paragraphs
        .iter()
        .map(|paragraph| Reading::of(&text, paragraph.span, &repaired.edits).text)
        .collect();
    let sections = derive::sections(&paragraphs, Language::De);
    assert!((5..=12).contains(&sections.len()), "{sections:#?}");
    let labels: BTreeSet<&str> = sections
        .iter()
        .map(|section| section.label.as_str())
        .collect();
    assert_eq!(labels.len(), sections.len());
    for phrase in labels.iter().flat_map(|label| label.split(" · ")) {
        assert!(
            paragraphs.iter().any(|text| text.contains(phrase)),
            "{phrase}"
        );
    }
}

#[test]
fn clean_text_is_not_taken_for_glued() {
    for source in [GERMAN, ENGLISH] {
        assert!(!is_glued(source));
        assert!(!is_glued(&lines(source)[..20].join(" ")));
        assert!(is_glued(
            &glue::glue(&lines(source), 1, Gluing::default()).text
        ));
    }
    assert!(!is_glued(
        "The U.S.A. and the U.K. met in D.C. on Monday. Node.JS is no place. No."
    ));
    assert!(!is_glued(""));
}

#[test]
fn blank_lines_end_paragraphs_and_other_line_breaks_are_spaces() {
    let text = "Das Haus\nsteht.Es ist alt.\n \nDer Baum wächst.Er ist grün.";
    let repaired = repair(text, Language::De);
    let read: Vec<String> = repaired
        .sentences
        .iter()
        .map(|span| Reading::of(text, *span, &repaired.edits).text)
        .collect();
    assert_eq!(
        read,
        [
            "Das Haus steht.",
            "Es ist alt.",
            "Der Baum wächst.",
            "Er ist grün."
        ]
    );
    assert_eq!(repaired.paragraphs.len(), 2);
    assert!(repaired.paragraphs[1].hard);
}

#[test]
fn a_long_line_is_read_in_one_pass() {
    let line = glue::glue(&lines(GERMAN), 1, Gluing::default())
        .text
        .repeat(100);
    let hostile = [
        "aB", ".1", ". ", "“", "1", "a:B", "\n", "....", "x", "é.", "(", " ",
    ];
    for text in hostile
        .iter()
        .map(|part| part.repeat(300_000 / part.len()))
        .chain([line])
    {
        let seconds = processor::seconds_of(|| drop(repair(&text, Language::De)));
        let head: String = text.chars().take(8).collect();
        println!("{head:?} {} kB: {seconds:?} s", text.len() / 1000);
        assert!(seconds.is_none_or(|seconds| seconds < 60.0), "{head:?}");
    }
}

fn check_properties(text: &str, language: Language) -> Result<(), TestCaseError> {
    let repaired = repair(text, language);
    prop_assert_eq!(&repaired, &repair(text, language));
    let fits = |span: Span| text.get(span.start..span.end).is_some();
    for pair in repaired.edits.windows(2) {
        prop_assert!(pair[0].span.end <= pair[1].span.start, "{:?}", pair);
        prop_assert!(pair[0].span != pair[1].span);
    }
    prop_assert!(repaired.edits.iter().all(|edit| fits(edit.span)));
    for pair in repaired.sentences.windows(2) {
        prop_assert!(pair[0].end <= pair[1].start);
    }
    let mut next = 0;
    for paragraph in &repaired.paragraphs {
        prop_assert_eq!(paragraph.sentences.0, next);
        prop_assert!(paragraph.sentences.1 > next);
        next = paragraph.sentences.1;
        let held = &repaired.sentences[paragraph.sentences.0..next];
        prop_assert!(
            held.iter()
                .all(|span| fits(*span) && paragraph.span.contains(*span))
        );
    }
    prop_assert_eq!(next, repaired.sentences.len());
    let mut covered: Vec<Span> = repaired.sentences.clone();
    covered.extend(&repaired.boilerplate);
    covered.extend(repaired.edits.iter().map(|edit| edit.span));
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        let character = Span::new(at, at + c.len_utf8());
        prop_assert!(
            covered.iter().any(|span| span.contains(character)),
            "{c:?} at {at}"
        );
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_held_by_what_repair_returns(text in "\\PC{0,60}") {
        check_properties(&text, Language::De)?;
    }

    #[test]
    fn text_full_of_seams_is_held_by_what_repair_returns(
        text in "([A-Za-zäß]{1,4}|[.!?…:;,]|[„“”»«\"()]| |\n|[0-9]{1,3}|\\.{4}|All rights reserved)\
            {0,40}",
    ) {
        check_properties(&text, Language::De)?;
        check_properties(&text, Language::En)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn fresh_seeds_are_no_harder_than_fixed_ones(seed in 1_000_u64..1_000_000_000) {
        check("de", &pooled(GERMAN), Language::De, seed, Gluing::default());
        check("en", &pooled(ENGLISH), Language::En, seed, Gluing::default());
    }
}
