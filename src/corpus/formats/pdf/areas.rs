//! The areas in which characters are painted, for marks on a picture of their page.

use super::glyphs::{Glyph, Turn};
use crate::corpus::picture::Area;

/// The reach of a mark above and below the baseline, in sizes of the line.
const ABOVE: f64 = 0.78;
const BELOW: f64 = 0.24;

/// The greatest difference between the edges of areas on one line, in points.
const LEVEL: f32 = 1.5;

/// A wider gap, in heights of a mark, parts what may be the cells of a table.
const GAP: f32 = 2.0;

/// A character of the text, and where it is painted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Painted {
    /// The page, from 0.
    pub(super) page: usize,
    pub(super) area: Area,
}

/// The area in which a glyph is painted that stands on a line of this baseline and size. Turned text is turned as it
/// stands on the page.
pub(super) fn area_of(glyph: &Glyph, baseline: f64, size: f64) -> Area {
    let (from, to) = (glyph.x, glyph.x + glyph.advance);
    let (top, bottom) = (baseline - ABOVE * size, baseline + BELOW * size);
    match glyph.turn {
        Turn::Upright | Turn::Odd | Turn::Vertical => area((from, top), (to, bottom)),
        Turn::Down => area((-top, from), (-bottom, to)),
        Turn::Upside => area((-from, -top), (-to, -bottom)),
        Turn::Up => area((top, -from), (bottom, -to)),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a place on a page needs no more digits"
)]
fn area(one: (f64, f64), other: (f64, f64)) -> Area {
    Area {
        left: one.0.min(other.0) as f32,
        top: one.1.min(other.1) as f32,
        right: one.0.max(other.0) as f32,
        bottom: one.1.max(other.1) as f32,
    }
}

/// One area for what stands on one line, in the order of the text.
pub(super) fn joined(painted: &[Painted]) -> Vec<Painted> {
    let mut joined: Vec<Painted> = Vec::new();
    for next in painted {
        match joined.last_mut() {
            Some(last) if last.page == next.page && goes_on(last.area, next.area) => {
                last.area = last.area.cover(next.area);
            }
            _ => joined.push(*next),
        }
    }
    joined
}

/// Whether an area lies on the line of another one, and near it.
fn goes_on(one: Area, next: Area) -> bool {
    let is_near = |a: f32, b: f32| (a - b).abs() < LEVEL;
    let gap = |from: f32, to: f32| (from - to).max(0.0);
    let across = gap(next.left, one.right).max(gap(one.left, next.right));
    let along = gap(next.top, one.bottom).max(gap(one.top, next.bottom));
    let is_level = is_near(one.top, next.top) && is_near(one.bottom, next.bottom);
    let is_upright = is_near(one.left, next.left) && is_near(one.right, next.right);
    let height = one.bottom - one.top;
    let width = one.right - one.left;
    (is_level && across < GAP * height) || (!is_level && is_upright && along < GAP * width)
}
