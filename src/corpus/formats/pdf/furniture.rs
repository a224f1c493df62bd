//! Running heads and feet, and the numbers of pages: lines at the edges of pages that come again on others.

use std::collections::{BTreeMap, BTreeSet};

use super::{glyphs::Turn, headings::is_chapter, lines::Line};
use crate::corpus::numbering::{self, LabelKind};

/// The share of the height of a page that its head and its foot may each take.
const EDGE: f64 = 0.25;

/// So many lines at each edge may be running.
const MOST_LINES: usize = 3;

/// Lines that come again on so many pages are running; in a document of few pages, on two.
const LEAST_PAGES: usize = 3;
const FEW_PAGES: usize = 5;

/// The greatest distance between the places of the same line on two pages, in points.
const DRIFT: f64 = 6.0;

/// A larger line, in sizes of the text, is a heading.
const HEADING: f64 = 1.25;

/// A page, as far as it matters here.
pub(super) struct Extent<'a> {
    pub(super) lines: &'a [Line],
    pub(super) height: f64,
}

/// The findings about the pages.
#[derive(Debug, Default)]
pub(super) struct Furniture {
    /// The lines of each page that are running, by index.
    pub(super) running: Vec<BTreeSet<usize>>,
    /// The number by which the printed number of a page exceeds its position, where they count on.
    pub(super) offset: Option<i64>,
}

/// A line at the edge of its page.
struct Edge {
    page: usize,
    line: usize,
    y: f64,
    is_foot: bool,
    /// Whether nothing stands further out on the page.
    is_outermost: bool,
    key: String,
    text: String,
    numbers: Vec<i64>,
}

/// Finds what is running. `body` is the size of the text, `labels` are what the file calls its pages.
pub(super) fn find(pages: &[Extent<'_>], body: f64, labels: Option<&[String]>) -> Furniture {
    let mut edges = Vec::new();
    for (page, extent) in pages.iter().enumerate() {
        edges.extend(of_page(page, extent, body));
    }
    let finder = Finder {
        offset: offset(&edges, pages.len()),
        least: if pages.len() <= FEW_PAGES {
            2
        } else {
            LEAST_PAGES
        },
        labels,
        edges: &edges,
    };
    let mut running = vec![BTreeSet::new(); pages.len()];
    let mut heights: Vec<(bool, f64)> = Vec::new();
    for edge in finder.again() {
        heights.push((edge.is_foot, edge.y));
        insert(&mut running, edge);
    }
    for edge in finder.beside(&heights) {
        insert(&mut running, edge);
    }
    add_turned(pages, finder.least, &mut running);
    Furniture {
        running,
        offset: finder.offset,
    }
}

fn insert(running: &mut [BTreeSet<usize>], edge: &Edge) {
    if let Some(lines) = running.get_mut(edge.page) {
        lines.insert(edge.line);
    }
}

struct Finder<'a> {
    offset: Option<i64>,
    /// On so many pages a line must stand.
    least: usize,
    labels: Option<&'a [String]>,
    edges: &'a [Edge],
}

impl<'a> Finder<'a> {
    /// Lines that come again on other pages, and the numbers of pages.
    fn again(&self) -> Vec<&'a Edge> {
        let mut by_key: BTreeMap<(bool, &str), Vec<&Edge>> = BTreeMap::new();
        for edge in self.edges {
            let key = (edge.is_foot, edge.key.as_str());
            by_key.entry(key).or_default().push(edge);
        }
        let comes_again = |edge: &Edge| {
            // It stands above the number of the chapter, on the first page of each.
            if is_chapter(&edge.text) {
                return false;
            }
            let alike = by_key.get(&(edge.is_foot, edge.key.as_str()));
            let near = |other: &&&Edge| (other.y - edge.y).abs() < DRIFT;
            let mut pages: Vec<usize> = Vec::new();
            for other in alike.into_iter().flatten().filter(near) {
                if pages.last() != Some(&other.page) {
                    pages.push(other.page);
                }
                if pages.len() >= self.least {
                    return true;
                }
            }
            false
        };
        let edges = self.edges.iter();
        edges
            .filter(|edge| {
                let label = self.labels.and_then(|labels| labels.get(edge.page));
                label.is_some_and(|label| *label == edge.text)
                    || (edge.key.is_empty() && self.has_number(edge))
                    || (!edge.key.is_empty() && comes_again(edge))
                    || self.opens_alike(edge)
            })
            .collect()
    }

    /// A head that names the chapter, and behind it what stands on its page: `CHAPTER 2 TIDES 2.3 NEAP TIDES`.
    fn opens_alike(&self, edge: &Edge) -> bool {
        let Some(opening) = opening(&edge.text).filter(|_| edge.is_outermost) else {
            return false;
        };
        let alike = self.edges.iter().filter(|other| {
            other.is_outermost
                && other.is_foot == edge.is_foot
                && (other.y - edge.y).abs() < 2.0
                && other.text.starts_with(opening)
        });
        let pages: BTreeSet<usize> = alike.map(|other| other.page).take(self.most()).collect();
        pages.len() >= self.least
    }

    /// So many alike are enough to know.
    fn most(&self) -> usize {
        self.least * 2
    }

    /// A head that changes from page to page stands where others stand, with the number of its page, or opens
    /// with the word for a chapter as they do.
    fn beside(&self, heights: &[(bool, f64)]) -> Vec<&'a Edge> {
        let edges = self.edges.iter();
        edges
            .filter(|edge| {
                let near = heights
                    .iter()
                    .filter(|(is_foot, y)| *is_foot == edge.is_foot && (y - edge.y).abs() < 2.0);
                let names_chapter = edge.is_outermost && opening(&edge.text).is_some();
                (self.has_number(edge) || names_chapter)
                    && near.take(self.least).count() >= self.least
            })
            .collect()
    }

    fn has_number(&self, edge: &Edge) -> bool {
        edge.numbers
            .iter()
            .any(|number| is_at(*number, edge.page, self.offset))
    }
}

/// Adds what stands at the side of pages, turned, and comes again.
fn add_turned(pages: &[Extent<'_>], least: usize, running: &mut [BTreeSet<usize>]) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let turned = |extent: &Extent<'_>| -> Vec<(usize, String)> {
        let main = extent.lines.first().map(|line| line.turn);
        let lines = extent.lines.iter().enumerate();
        let lines = lines.filter(|(_, line)| Some(line.turn) != main);
        lines
            .map(|(at, line)| (at, without_numbers(&line.text())))
            .collect()
    };
    for extent in pages {
        for (_, key) in turned(extent) {
            *counts.entry(key).or_default() += 1;
        }
    }
    for (extent, running) in pages.iter().zip(running) {
        for (at, key) in turned(extent) {
            if counts.get(&key).is_some_and(|count| *count >= least) {
                running.insert(at);
            }
        }
    }
}

fn is_at(number: i64, page: usize, offset: Option<i64>) -> bool {
    offset.is_some_and(|offset| number - position(page) == offset)
}

fn position(page: usize) -> i64 {
    i64::try_from(page).unwrap_or(i64::MAX) + 1
}

/// The lines at the edges of a page.
fn of_page(page: usize, extent: &Extent<'_>, body: f64) -> Vec<Edge> {
    let upright = extent.lines.first().map(|line| line.turn);
    let mut lines: Vec<(usize, &Line)> = extent.lines.iter().enumerate().collect();
    lines.retain(|(_, line)| Some(line.turn) == upright && line.size < body * HEADING);
    // Of a page that lies on its side, the text alone shows where its edges are.
    let (top, bottom) = if upright == Some(Turn::Upright) {
        (0.0, extent.height)
    } else {
        let heights = lines.iter().map(|(_, line)| line.y);
        let top = heights.clone().fold(f64::MAX, f64::min);
        (top, heights.fold(f64::MIN, f64::max))
    };
    lines.sort_by(|a, b| a.1.y.total_cmp(&b.1.y));
    let height = bottom - top;
    let edge = |is_foot: bool| {
        move |(at, &(line, of)): (usize, &(usize, &Line))| {
            let text = of.text();
            Edge {
                is_outermost: at == 0,
                page,
                line,
                y: of.y,
                is_foot,
                key: without_numbers(&text),
                numbers: numbers(&text),
                text,
            }
        }
    };
    let heads = lines.iter().take(MOST_LINES).enumerate();
    let heads = heads.filter(|(_, (_, line))| line.y < top + height * EDGE);
    let feet = lines.iter().rev().take(MOST_LINES).enumerate();
    let feet = feet.filter(|(_, (_, line))| line.y > bottom - height * EDGE);
    heads.map(edge(false)).chain(feet.map(edge(true))).collect()
}

/// The number by which the numbers at the edges of most pages exceed the positions of these.
fn offset(edges: &[Edge], pages: usize) -> Option<i64> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for edge in edges {
        *counts.entry(edge.key.as_str()).or_default() += 1;
    }
    let comes_again =
        |edge: &&Edge| edge.key.is_empty() || counts.get(edge.key.as_str()) > Some(&1);
    let mut of: BTreeMap<i64, BTreeSet<usize>> = BTreeMap::new();
    for edge in edges.iter().filter(comes_again) {
        for number in &edge.numbers {
            of.entry(number - position(edge.page))
                .or_default()
                .insert(edge.page);
        }
    }
    let (offset, found) = of
        .iter()
        .max_by_key(|(offset, pages)| (pages.len(), -offset.abs()))?;
    let is_most = found.len() * 2 >= pages && found.len() >= 2;
    is_most.then_some(*offset)
}

/// A line as it is on other pages; nothing for the number of a page.
fn without_numbers(line: &str) -> String {
    let words = line.split_whitespace();
    let words = words.map(|word| word.trim_matches(|c: char| c.is_ascii_digit()));
    let words: Vec<&str> = words
        .filter(|word| {
            !word.is_empty() && !word.chars().all(|c| matches!(c, '-' | '–' | '—' | '|'))
        })
        .collect();
    match words.as_slice() {
        [word] if is_page(word) || is_roman(word) => String::new(),
        [page, of] if is_page(page) && of.len() <= 4 => String::new(),
        _ => words.join(" ").to_lowercase(),
    }
}

/// The word for a chapter and its number, with which a line opens that says more.
fn opening(line: &str) -> Option<&str> {
    let (word, behind) = line.split_once(' ')?;
    let (number, _) = behind.split_once(' ')?;
    let kind = numbering::announced(word)?;
    let is_chapter = matches!(
        kind,
        LabelKind::Chapter | LabelKind::Part | LabelKind::Appendix | LabelKind::Annex
    );
    let is_number = number.len() <= 4 && number.starts_with(|c: char| c.is_ascii_alphanumeric());
    let length = word.len() + 1 + number.len();
    line.get(..length).filter(|_| is_chapter && is_number)
}

/// Words that stand before the number of a page.
fn is_page(word: &str) -> bool {
    let word = word
        .trim_matches(|c: char| !c.is_alphabetic())
        .to_lowercase();
    matches!(
        word.as_str(),
        "page" | "p" | "seite" | "s" | "blatt" | "página" | "pagina" | "folha" | "side" | "blz"
    )
}

fn is_roman(word: &str) -> bool {
    word.len() <= 6 && word.chars().all(|c| "ivxlc".contains(c))
}

/// The numbers that a line begins and ends with.
fn numbers(line: &str) -> Vec<i64> {
    let clean = |word: &str| {
        let digits = word.trim_matches(|c: char| !c.is_ascii_digit());
        (digits.len() <= 5).then(|| digits.parse().ok()).flatten()
    };
    let mut words = line
        .split_whitespace()
        .filter(|word| word.contains(|c: char| c.is_ascii_digit()));
    let first = words.next().and_then(clean);
    let last = words.next_back().and_then(clean);
    first.into_iter().chain(last).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_page_says_nothing_else() {
        for line in [
            "12",
            "- 12 -",
            "Page 3 of 9",
            "Seite 4",
            "| 7 |",
            "xii",
            "S. 3",
        ] {
            assert_eq!(without_numbers(line), "", "{line}");
        }
        assert_eq!(without_numbers("12 Annual Report 2020"), "annual report");
        assert_eq!(numbers("12 Annual Report 2020"), [12, 2020]);
        assert_eq!(numbers("Report"), [0; 0]);
    }
}
