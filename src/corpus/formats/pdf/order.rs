//! The order in which lines are read: that in which they are painted, unless it makes no sense.

use std::collections::BTreeMap;

use super::{glyphs::Turn, lines::Line};

/// More lines than this share, in percent, that jump up within a column are no order.
const MOST_JUMPS: usize = 15;

/// A strip without text between two columns is so wide at least, in sizes.
const GUTTER: f64 = 1.0;

/// The number of times that a region is cut into parts.
const MAX_DEPTH: usize = 30;

/// Puts the lines of a page into the order in which they are read. Turned text comes last.
pub(super) fn ordered(lines: Vec<Line>) -> Vec<Line> {
    let mut counts: BTreeMap<Turn, usize> = BTreeMap::new();
    for line in &lines {
        *counts.entry(line.turn).or_default() += 1;
    }
    let most = counts.iter().max_by_key(|(_, count)| **count);
    let most = most.map(|(turn, _)| *turn);
    let (main, turned): (Vec<Line>, Vec<Line>) =
        lines.into_iter().partition(|line| Some(line.turn) == most);
    let mut ordered = if is_coherent(&main) {
        main
    } else {
        joined(cut(main, MAX_DEPTH))
    };
    ordered.extend(turned);
    ordered
}

/// Whether lines follow each other downwards, column by column.
fn is_coherent(lines: &[Line]) -> bool {
    let jumps = lines.windows(2).filter(|pair| match pair {
        [one, next] => {
            let is_level = (one.y - next.y).abs() < one.size * 0.5;
            let goes_back = is_level && next.x0 < one.x0;
            (next.y < one.y - one.size && one.overlap(next) > 0.5) || goes_back
        }
        _ => false,
    });
    // Words that come one by one in the right order are still no lines.
    let broken = lines.windows(2).filter(|pair| match pair {
        [one, next] => {
            (one.y - next.y).abs() < one.size * 0.1 && (0.0..one.size).contains(&(next.x0 - one.x1))
        }
        _ => false,
    });
    (jumps.count() + broken.count()) * 100 <= lines.len() * MOST_JUMPS
}

/// Lines from top to bottom, columns from left to right.
fn cut(mut lines: Vec<Line>, depth: usize) -> Vec<Line> {
    if lines.len() > 1 && depth > 0 {
        if let Some(x) = gutter(&lines) {
            let (left, right) = lines.into_iter().partition(|line: &Line| line.x1 <= x);
            let mut read = cut(left, depth - 1);
            read.extend(cut(right, depth - 1));
            return read;
        }
        if let Some(y) = widest_gap(&lines) {
            let (above, below) = lines.into_iter().partition(|line: &Line| line.y <= y);
            let mut read = cut(above, depth - 1);
            read.extend(cut(below, depth - 1));
            return read;
        }
    }
    lines.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
    lines
}

/// The place where a strip without text parts lines into columns of several lines each.
fn gutter(lines: &[Line]) -> Option<f64> {
    let mut by_start: Vec<&Line> = lines.iter().collect();
    by_start.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut reach = f64::MIN;
    for (at, line) in by_start.iter().enumerate() {
        let is_wide = line.x0 - reach > GUTTER * line.size;
        if is_wide && at >= 3 && by_start.len() - at >= 3 {
            return Some(reach);
        }
        reach = reach.max(line.x1);
    }
    None
}

/// Above which height the widest gap between lines is, if it is wider than between lines of one paragraph.
fn widest_gap(lines: &[Line]) -> Option<f64> {
    let mut heights: Vec<(f64, f64)> = lines.iter().map(|line| (line.y, line.size)).collect();
    heights.sort_by(|a, b| a.0.total_cmp(&b.0));
    let gaps = heights.windows(2).filter_map(|pair| match pair {
        [one, next] => Some((next.0 - one.0 - next.1, one.0)),
        _ => None,
    });
    let widest = gaps.max_by(|a, b| a.0.total_cmp(&b.0))?;
    let size = heights.first().map_or(1.0, |first| first.1);
    (widest.0 > size * 0.8).then_some(widest.1)
}

/// Pieces of one line that now stand beside each other become one.
fn joined(lines: Vec<Line>) -> Vec<Line> {
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        match joined.last_mut() {
            Some(before) if goes_on(before, &line) => before.join(line),
            _ => joined.push(line),
        }
    }
    joined
}

fn goes_on(before: &Line, line: &Line) -> bool {
    let size = before.size.max(line.size);
    before.turn == line.turn
        && before.is_artifact == line.is_artifact
        && (before.y - line.y).abs() < size * 0.12
        && (-0.3 * size..size * 40.0).contains(&(line.x0 - before.x1))
}

impl Line {
    /// Takes the words of a line that goes on behind this one.
    fn join(&mut self, line: Line) {
        let gap = line.x0 - self.x1;
        let mut cells = line.cells.into_iter();
        if gap < self.size * 1.3
            && let (Some(last), Some(first)) = (self.cells.last_mut(), cells.next())
        {
            if gap > self.size * 0.13
                && let Some(bit) = last.bits.last_mut()
            {
                bit.text.push(' ');
            }
            last.bits.extend(first.bits);
            last.x1 = first.x1;
        }
        self.cells.extend(cells);
        self.x1 = self.x1.max(line.x1);
        self.is_bold &= line.is_bold;
        self.is_italic &= line.is_italic;
        self.tag = self.tag.or(line.tag);
    }
}
