//! Finds named places in a document, and tells which of them it has not.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Place, PlacePart, SectionName, printed::range, subdivisions};
use crate::{
    corpus::{
        Document, ParagraphKind,
        numbering::{Label, Match, joined, order},
    },
    span::Span,
};

/// In a range of more sections than this nobody is told which are missing.
const LONGEST_RANGE: u32 = 500;

impl Place {
    /// Finds the place in a document: spans of whole paragraphs, or of whole sentences for
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

    /// The places that were named and are not in the document, as they are printed: `§ 2.5`, `fn. 46–50`.
    pub fn missing(&self, document: &Document) -> Vec<String> {
        let parts = self.parts.iter();
        parts.filter_map(|part| part.missing(document)).collect()
    }

    /// The first section that is named in it and is there: an index into `Document::sections`.
    pub fn first_section(&self, document: &Document) -> Option<usize> {
        let mut names = self.parts.iter().filter_map(PlacePart::section);
        names.find_map(|name| name.find(document).into_iter().next())
    }

    /// The best match of the sections that were named with those of the document; nothing where none was named.
    pub fn likeness(&self, document: &Document) -> Option<Match> {
        let names = self.parts.iter().filter_map(PlacePart::section);
        names.filter_map(|name| name.likeness(document)).max()
    }

    /// The sections that stand beside those that were named and are not there: those of the same
    /// chapter. An index into `Document::sections` each.
    pub fn sections_beside(&self, document: &Document) -> Vec<usize> {
        let names = self.parts.iter().filter_map(PlacePart::section);
        let chapters = names.filter_map(SectionName::outer);
        let chapters: Vec<usize> = chapters.flat_map(|outer| outer.find(document)).collect();
        let sections = document.sections.iter().enumerate();
        let beside = sections.filter(|(_, section)| {
            section
                .parent
                .is_some_and(|parent| chapters.contains(&parent))
        });
        let mut beside: Vec<usize> = beside.map(|(index, _)| index).collect();
        // The last ones are the nearest: a number that is not there is most often too high.
        beside.reverse();
        beside
    }

    /// Tells what there is where something was named that is not: the place that would hold it, and the first
    /// and last of what it holds.
    pub fn beside(&self, document: &Document) -> Option<RangeWithin> {
        self.parts.iter().find_map(|part| part.beside(document))
    }
}

/// The place that would hold what was named and is not there, with what it holds instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RangeWithin {
    /// The place that was named.
    pub missing: String,
    /// The place that would hold it.
    pub within: String,
    /// The first of what it holds.
    pub first: String,
    /// The last.
    pub last: String,
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
                paragraphs(document, section.as_ref(), *first, *last)
            }
            PlacePart::Subdivisions(section, path, last) => {
                subdivisions::find(document, section, path, last)
            }
            PlacePart::Sentences(within, first, last) => {
                sentences(document, &within.find(document), *first, *last)
            }
            PlacePart::Footnotes(first, last) => footnotes(document, *first, *last),
            PlacePart::Pages(first, last) => pages(document, first, last),
        }
    }

    /// The section that is named in it.
    fn section(&self) -> Option<&SectionName> {
        match self {
            PlacePart::Sections(name, _)
            | PlacePart::Paragraphs(Some(name), ..)
            | PlacePart::Subdivisions(name, ..) => Some(name),
            PlacePart::Sentences(within, ..) => within.section(),
            _ => None,
        }
    }

    fn beside(&self, document: &Document) -> Option<RangeWithin> {
        if !self.find(document).is_empty() {
            return None;
        }
        let section = self.section()?;
        let place = |index: &usize| document.sections.get(*index).map(|of| of.place.clone());
        if let Some(found) = section.find(document).first() {
            let PlacePart::Subdivisions(_, path, _) = self else {
                return None;
            };
            let (first, last) = subdivisions::extent(document, section, path)?;
            let outer = path.split_last().map_or(&[][..], |(_, outer)| outer);
            let within: Vec<String> = outer.iter().map(|number| format!("({number})")).collect();
            return Some(RangeWithin {
                missing: self.to_string(),
                within: [place(found)?, joined(&within)]
                    .join(" ")
                    .trim_end()
                    .to_owned(),
                first,
                last,
            });
        }
        let outer = section.outer()?.find(document);
        let outer = outer.first()?;
        let sections = document.sections.iter();
        let mut within = sections.filter(|of| of.parent == Some(*outer));
        let first = within.next()?;
        let last = within.next_back().unwrap_or(first);
        Some(RangeWithin {
            missing: section.to_string(),
            within: place(outer)?,
            first: first.place.clone(),
            last: last.place.clone(),
        })
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
            PlacePart::Paragraphs(..) if self.find(document).is_empty() => all(),
            PlacePart::Paragraphs(section, first, last) => {
                let section = section.as_ref();
                let has = |at| !paragraphs(document, section, at, at).is_empty();
                let gaps = missing_in(*first, *last, has)?;
                Some(section.map_or_else(|| format!("¶ {gaps}"), |of| format!("{of} ¶ {gaps}")))
            }
            PlacePart::Subdivisions(..) | PlacePart::Sentences(..) | PlacePart::Pages(..) => all(),
        }
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

/// The sections from one to another, and which of them are not there.
fn sections(
    document: &Document,
    first: &SectionName,
    last: &SectionName,
) -> (Vec<Span>, Option<String>) {
    let body = |index: usize| {
        let section = document.sections.get(index);
        section.map_or_else(Vec::new, |section| document.body_in(section.span))
    };
    let from = first.find(document);
    if first == last {
        let missing = from.is_empty().then(|| first.to_string());
        return (from.into_iter().flat_map(body).collect(), missing);
    }
    let to = last.find(document);
    let covers = covers(document, &from, &to);
    if !covers.is_empty() {
        let spans = covers.into_iter().flat_map(|span| document.body_in(span));
        return (spans.collect(), None);
    }
    let ends = || {
        let ends = [(first, &from), (last, &to)].into_iter();
        let missing = ends.filter(|(_, found)| found.is_empty());
        let missing: Vec<String> = missing.map(|(name, _)| name.to_string()).collect();
        let found = from.iter().chain(&to).copied();
        (found.flat_map(body).collect(), Some(missing.join(", ")))
    };
    let (Some((chapter, from)), Some((same, to))) = (counted(first), counted(last)) else {
        return ends();
    };
    if chapter != same || from.max(to) - from.min(to) > LONGEST_RANGE {
        return ends();
    }
    let name = |at: u32| {
        let label = first
            .label()
            .map(|of| Label::of(of.kind, &format!("{chapter}{at}")));
        label.map_or_else(|| first.clone(), |label| first.with(label))
    };
    let all = from.min(to)..=from.max(to);
    let there = all.flat_map(|at| name(at).find(document));
    let spans = there.flat_map(body).collect();
    let has = |at: u32| !name(at).find(document).is_empty();
    let gaps = missing_in(from, to, has).map(|gaps| {
        let numbers = gaps.split(", ").map(|gap| {
            let ends: Vec<String> = gap.split('–').map(|at| format!("{chapter}{at}")).collect();
            ends.join("–")
        });
        let printed = first.label().map_or("", |label| label.printed.as_str());
        let word = printed.rsplit_once(' ').map_or("§", |(word, _)| word);
        format!("{word} {}", numbers.collect::<Vec<_>>().join(", "))
    });
    (spans, gaps)
}

/// From each section of the first name to the one of the last that stands beside it.
fn covers(document: &Document, from: &[usize], to: &[usize]) -> Vec<Span> {
    let section = |index: &usize| document.sections.get(*index);
    let mut beside = BTreeMap::new();
    for to in to {
        let parent = section(to).and_then(|section| section.parent);
        beside.entry(parent).or_insert(to);
    }
    let pairs = from.iter().filter_map(|from| {
        let first = section(from)?;
        let only = to.first().filter(|_| to.len() == 1);
        let last = beside.get(&first.parent).copied().or(only)?;
        Some(first.span.cover(section(last)?.span))
    });
    pairs.collect()
}

/// `2.3` as `2.` and 3.
fn counted(name: &SectionName) -> Option<(&str, u32)> {
    let number = name.label()?.key.as_str();
    let at = number.rfind('.').map_or(0, |dot| dot + 1);
    let (last, letters) = order(number.get(at..)?)?;
    letters.is_empty().then_some((number.get(..at)?, last))
}

fn paragraphs(
    document: &Document,
    within: Option<&SectionName>,
    first: u32,
    last: u32,
) -> Vec<Span> {
    let body = || {
        document
            .paragraphs
            .iter()
            .filter(|p| p.kind != ParagraphKind::Note)
    };
    let Some(section) = within else {
        let skipped = first.saturating_sub(1) as usize;
        let count = last.saturating_add(1).saturating_sub(first.max(1)) as usize;
        return body()
            .skip(skipped)
            .take(count)
            .map(|paragraph| paragraph.span)
            .collect();
    };
    let sections = section.find(document);
    let is_meant =
        |section: &Option<usize>| section.is_some_and(|of| sections.binary_search(&of).is_ok());
    body()
        .filter(|p| is_meant(&p.section) && first <= p.ordinal && p.ordinal <= last)
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

/// The paragraphs that have part in pages, also those that begin before.
fn pages(document: &Document, first: &str, last: &str) -> Vec<Span> {
    let pages = document.pages.iter();
    let find = |label: &str| {
        let mut pages = pages.clone();
        pages.position(|page| page.label.eq_ignore_ascii_case(label))
    };
    let (Some(first), Some(last)) = (find(first), find(last)) else {
        return Vec::new();
    };
    let pages = document
        .pages
        .get(first..=last.max(first))
        .unwrap_or_default();
    let (Some(start), Some(end)) = (pages.first(), pages.last()) else {
        return Vec::new();
    };
    let span = start.span.cover(end.span);
    let paragraphs = document.paragraphs.iter();
    paragraphs
        .filter(|paragraph| paragraph.kind != ParagraphKind::Note)
        .map(|paragraph| paragraph.span)
        .filter(|paragraph| paragraph.overlaps(span))
        .collect()
}
