//! Where named places are in a document, and which of them it has not.

use std::fmt;

use super::{Place, PlacePart};
use crate::{
    corpus::{Document, ParagraphKind},
    span::Span,
};

/// In a range of more sections than this nobody is told which are missing.
const LONGEST_RANGE: u32 = 500;

impl Place {
    /// Where the place is in a document: spans of whole paragraphs, or of whole sentences for
    /// footnotes, in reading order. Empty if the document has no such place.
    pub fn find(&self, document: &Document) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        for part in &self.parts {
            let found = part.find(document);
            let known = Known::of(&spans);
            let is_known = |span: &Span| known.contain(*span);
            let is_remark = matches!(part, PlacePart::Pages(..) | PlacePart::Footnotes(..))
                && found.iter().any(|span| known.overlap(*span));
            if is_remark {
                // `§ 2.3 ¶ 4, p. 12, fn. 17`: page and footnote say again where that paragraph is.
                continue;
            }
            let new: Vec<_> = found.into_iter().filter(|span| !is_known(span)).collect();
            spans.extend(new);
        }
        spans.sort_unstable();
        spans
    }

    /// What was named and is not in the document, as it is printed: `§ 2.5`, `fn. 46–50`.
    pub fn missing(&self, document: &Document) -> Vec<String> {
        let parts = self.parts.iter();
        parts.filter_map(|part| part.missing(document)).collect()
    }

    /// The sections that stand beside those that were named and are not there: those of the same
    /// chapter. An index into `Document::sections` each.
    pub fn sections_beside(&self, document: &Document) -> Vec<usize> {
        let named = self.parts.iter().filter_map(|part| match part {
            PlacePart::Sections(first, _) | PlacePart::Paragraphs(Some(first), ..) => Some(first),
            _ => None,
        });
        let chapters: Vec<&str> = named
            .filter_map(|number| Some(number.rsplit_once('.')?.0))
            .collect();
        let is_beside = |number: &str| {
            let chapter = number.rsplit_once('.').map(|(chapter, _)| chapter);
            chapters.iter().any(|of| chapter == Some(of))
        };
        let sections = document.sections.iter().enumerate();
        let beside = sections.filter(|(_, section)| is_beside(&section.number));
        let mut beside: Vec<usize> = beside.map(|(index, _)| index).collect();
        // The last ones are the nearest: a number that is not there is most often too high.
        beside.reverse();
        beside
    }
}

/// Places that were found, to be asked quickly: in order, each with the furthest end up to it.
struct Known(Vec<(usize, usize)>);

impl Known {
    fn of(spans: &[Span]) -> Self {
        let mut known: Vec<(usize, usize)> = spans.iter().map(|s| (s.start, s.end)).collect();
        known.sort_unstable();
        let mut furthest = 0;
        for (_, end) in &mut known {
            furthest = furthest.max(*end);
            *end = furthest;
        }
        Self(known)
    }

    /// The furthest end of those that begin before `limit`.
    fn end_before(&self, limit: usize) -> Option<usize> {
        let next = self.0.partition_point(|(start, _)| *start < limit);
        Some(self.0.get(next.checked_sub(1)?)?.1)
    }

    fn contain(&self, span: Span) -> bool {
        let end = self.end_before(span.start + 1);
        end.is_some_and(|end| end >= span.end)
    }

    fn overlap(&self, span: Span) -> bool {
        let end = self.end_before(span.end);
        end.is_some_and(|end| end > span.start)
    }
}

impl PlacePart {
    fn find(&self, document: &Document) -> Vec<Span> {
        match self {
            PlacePart::Sections(first, last) => sections(document, first, last).0,
            PlacePart::Paragraphs(section, first, last) => {
                paragraphs(document, section.as_deref(), *first, *last)
            }
            PlacePart::Sentences(within, first, last) => {
                sentences(document, &within.find(document), *first, *last)
            }
            PlacePart::Footnotes(first, last) => footnotes(document, *first, *last),
            PlacePart::Pages(first, last) => pages(document, first, last),
        }
    }

    /// The part of a range, or all of a place, that a document has not.
    fn missing(&self, document: &Document) -> Option<String> {
        let all = || self.find(document).is_empty().then(|| self.to_string());
        match self {
            PlacePart::Sections(first, last) => sections(document, first, last).1,
            PlacePart::Footnotes(first, last) => {
                let has = |number| !footnotes(document, number, number).is_empty();
                missing_in(*first, *last, has).map(|gaps| format!("fn. {gaps}"))
            }
            PlacePart::Paragraphs(section, first, last) if self.find(document).is_empty() => {
                let _ = (section, first, last);
                all()
            }
            PlacePart::Paragraphs(section, first, last) => {
                let section = section.as_deref();
                let has = |at| !paragraphs(document, section, at, at).is_empty();
                let gaps = missing_in(*first, *last, has)?;
                Some(section.map_or_else(|| format!("¶ {gaps}"), |of| format!("§ {of} ¶ {gaps}")))
            }
            PlacePart::Sentences(..) | PlacePart::Pages(..) => all(),
        }
    }
}

impl fmt::Display for PlacePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PlacePart::Sections(first, last) => write!(f, "§ {}", range(first, last)),
            PlacePart::Paragraphs(section, first, last) => {
                if let Some(section) = section {
                    write!(f, "§ {section} ")?;
                }
                write!(f, "¶ {}", range(first, last))
            }
            PlacePart::Sentences(within, first, last) => {
                write!(f, "{within}, sentence {}", range(first, last))
            }
            PlacePart::Footnotes(first, last) => write!(f, "fn. {}", range(first, last)),
            PlacePart::Pages(first, last) => write!(f, "p. {}", range(first, last)),
        }
    }
}

fn range<T: fmt::Display + PartialEq>(first: &T, last: &T) -> String {
    if first == last {
        first.to_string()
    } else {
        format!("{first}–{last}")
    }
}

/// The numbers of a range that are not there: `3, 7–9`. Nothing if all are.
fn missing_in(first: u32, last: u32, has: impl Fn(u32) -> bool) -> Option<String> {
    let (first, last) = (first.min(last), first.max(last));
    if last - first > LONGEST_RANGE {
        return None;
    }
    let mut gaps: Vec<(u32, u32)> = Vec::new();
    for number in (first..=last).filter(|number| !has(*number)) {
        match gaps.last_mut() {
            Some((_, end)) if *end + 1 == number => *end = number,
            _ => gaps.push((number, number)),
        }
    }
    let gaps: Vec<String> = gaps.iter().map(|(from, to)| range(from, to)).collect();
    (!gaps.is_empty()).then(|| gaps.join(", "))
}

fn section(document: &Document, number: &str) -> Option<usize> {
    document
        .sections
        .iter()
        .position(|section| section.number.eq_ignore_ascii_case(number))
}

/// The sections from one to another, and which of them are not there.
fn sections(document: &Document, first: &str, last: &str) -> (Vec<Span>, Option<String>) {
    let span = |index: usize| document.sections.get(index).map_or(Span::at(0), |s| s.span);
    if let (Some(from), Some(to)) = (section(document, first), section(document, last)) {
        let cover = span(from).cover(span(to));
        return (document.body_in(cover), None);
    }
    let (Some((chapter, from)), Some((same, to))) = (counted(first), counted(last)) else {
        return (
            ends(document, first, last),
            Some(missing_end(document, first, last)),
        );
    };
    if chapter != same || from.max(to) - from.min(to) > LONGEST_RANGE {
        return (
            ends(document, first, last),
            Some(missing_end(document, first, last)),
        );
    }
    let number = |at: u32| format!("{chapter}{at}");
    let all = from.min(to)..=from.max(to);
    let there = all.filter_map(|at| section(document, &number(at)));
    let spans = there
        .flat_map(|index| document.body_in(span(index)))
        .collect();
    let has = |at: u32| section(document, &number(at)).is_some();
    let gaps = missing_in(from, to, has).map(|gaps| {
        let numbers = gaps.split(", ").map(|gap| {
            let ends: Vec<String> = gap.split('–').map(|at| format!("{chapter}{at}")).collect();
            ends.join("–")
        });
        format!("§ {}", numbers.collect::<Vec<_>>().join(", "))
    });
    (spans, gaps)
}

/// `2.3` as `2.` and 3.
fn counted(number: &str) -> Option<(&str, u32)> {
    let at = number.rfind('.').map_or(0, |dot| dot + 1);
    Some((number.get(..at)?, number.get(at..)?.parse().ok()?))
}

/// The sections at both ends of a range, as far as they are there.
fn ends(document: &Document, first: &str, last: &str) -> Vec<Span> {
    let ends = [first, last].into_iter();
    let mut found: Vec<usize> = ends.filter_map(|end| section(document, end)).collect();
    found.dedup();
    let sections = found
        .into_iter()
        .filter_map(|index| document.sections.get(index));
    sections
        .flat_map(|section| document.body_in(section.span))
        .collect()
}

fn missing_end(document: &Document, first: &str, last: &str) -> String {
    let mut missing: Vec<&str> = [first, last].into();
    missing.dedup();
    missing.retain(|end| section(document, end).is_none());
    format!("§ {}", missing.join(", "))
}

fn paragraphs(document: &Document, in_section: Option<&str>, first: u32, last: u32) -> Vec<Span> {
    let body = || {
        document
            .paragraphs
            .iter()
            .filter(|p| p.kind != ParagraphKind::Note)
    };
    let Some(number) = in_section else {
        let skipped = first.saturating_sub(1) as usize;
        let count = last.saturating_add(1).saturating_sub(first.max(1)) as usize;
        return body()
            .skip(skipped)
            .take(count)
            .map(|paragraph| paragraph.span)
            .collect();
    };
    let Some(index) = section(document, number) else {
        return Vec::new();
    };
    body()
        .filter(|p| p.section == Some(index) && first <= p.ordinal && p.ordinal <= last)
        .map(|paragraph| paragraph.span)
        .collect()
}

/// The sentences of some paragraphs, counted from 1.
fn sentences(document: &Document, within: &[Span], first: u32, last: u32) -> Vec<Span> {
    let all = within.iter().flat_map(|span| {
        let range = document.sentences_in(*span);
        document.sentences.get(range).unwrap_or_default()
    });
    let count = last.saturating_add(1).saturating_sub(first.max(1)) as usize;
    let skipped = first.saturating_sub(1) as usize;
    all.skip(skipped).take(count).copied().collect()
}

fn footnotes(document: &Document, first: u32, last: u32) -> Vec<Span> {
    let wanted = document
        .footnotes
        .iter()
        .filter(|f| first <= f.number && f.number <= last);
    let mut spans = Vec::new();
    for footnote in wanted {
        let next = document
            .sentences
            .partition_point(|s| s.start < footnote.mark.start.max(1));
        spans.extend(
            next.checked_sub(1)
                .and_then(|index| document.sentences.get(index)),
        );
        let note = footnote
            .note
            .and_then(|index| document.paragraphs.get(index));
        spans.extend(note.map(|paragraph| paragraph.span));
    }
    spans.sort_unstable();
    spans.dedup();
    spans
}

fn pages(document: &Document, first: &str, last: &str) -> Vec<Span> {
    let find = |label: &str| document.pages.iter().position(|page| page.label == label);
    let (Some(first), Some(last)) = (find(first), find(last)) else {
        return Vec::new();
    };
    let pages = document
        .pages
        .get(first..=last.max(first))
        .unwrap_or_default();
    pages
        .iter()
        .flat_map(|page| document.body_in(page.span))
        .collect()
}
