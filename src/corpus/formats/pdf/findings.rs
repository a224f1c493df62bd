//! The findings about pages that cannot be read, or not be relied on.

use super::{
    glyphs::MOST_GLYPHS,
    pages::Read,
    trust::{Trust, listed},
};
use crate::{corpus::warning::Warning, plural::counted};

/// The findings that the owner of the file should know, page by page.
pub(super) fn findings(read: &Read, labels: &[String]) -> Vec<Warning> {
    let mut findings = Vec::new();
    let of = |trust: Trust| -> Vec<usize> {
        let pages = read.pages.iter().enumerate();
        pages
            .filter(|(_, page)| page.trust == trust)
            .map(|(at, _)| at)
            .collect()
    };
    let mut say = |pages: Vec<usize>, what: &dyn Fn(&str) -> String| {
        if !pages.is_empty() {
            findings.push(Warning::caution(what(&listed(&pages, labels))));
        }
    };
    say(of(Trust::Scan), &|pages| {
        format!(
            "{pages}: a picture without text (a scan), not read; run text recognition over the file first"
        )
    });
    say(of(Trust::MachineRead), &|pages| {
        format!(
            "{pages}: the text was read from pictures by a machine; what is quoted from there may be wrong, and says so"
        )
    });
    say(of(Trust::Unreadable), &|pages| {
        format!(
            "{pages}: the text cannot be read, as the file does not say which letters its signs are; print the page anew from its source"
        )
    });
    say(of(Trust::RightToLeft), &|pages| {
        format!(
            "{pages}: written from right to left, which is not read from a PDF; use the source of the text"
        )
    });
    say(of(Trust::Vertical), &|pages| {
        format!(
            "{pages}: written from top to bottom, which is not read from a PDF; use the source of the text"
        )
    });
    let wrong: Vec<usize> = of(Trust::Uncertain);
    say(wrong, &|pages| format!("{pages}: {}", wrong_letters(read)));
    let read_pages = read.unknown.keys().copied();
    let unknown: Vec<usize> = read_pages
        .filter(|at| read.pages.get(*at).is_some_and(|page| page.trust.is_read()))
        .collect();
    say(unknown, &|pages| {
        format!("{pages}: {}", unknown_characters(read))
    });
    say(read.cut.clone(), &|pages| {
        format!("{pages}: more than {MOST_GLYPHS} glyphs, and only so many are read")
    });
    findings
}

fn wrong_letters(read: &Read) -> String {
    let letters = counted(
        read.wrong.values().sum::<usize>(),
        "letter is not the one that the page shows",
        "letters are not those that the page shows",
    );
    format!(
        "{letters} (mostly ligatures that the file calls by one letter); what is quoted from there says so"
    )
}

fn unknown_characters(read: &Read) -> String {
    counted(
        read.unknown.values().sum::<usize>(),
        "character that the file does not name; no quote holds it",
        "characters that the file does not name; no quote holds them",
    )
}
