//! The picture of how true a confidence is, as SVG. It has its own ground, and follows the reader's light or dark
//! colours.

use fundstelle::answer::Thresholds;

use crate::curve::{Curve, Group};

/// The sizes of the picture and of the side of a panel, in pixels.
const WIDTH: f64 = 860.0;
const HEIGHT: f64 = 450.0;
const SIDE: f64 = 320.0;

/// The upper edge of the panels, and the left edge of each.
const TOP: f64 = 64.0;
const LEFT: [f64; 2] = [64.0, 500.0];

/// The normal quantile for an interval of 95 %.
const QUANTILE: f64 = 1.96;

const STYLE: &str = "
svg { font: 13px system-ui, sans-serif; }
.ground { fill: #ffffff; } .text { fill: #1f2328; } .title { font-weight: 600; }
.soft { fill: #59636e; font-size: 12px; }
.line { stroke: #d1d9e0; } .dashed { stroke: #818b98; stroke-dasharray: 4 4; } .curve { fill: none; stroke-width: 2; }
.c0 { stroke: #0b62a8; } .c1 { stroke: #b94a00; } .d0 { fill: #0b62a8; } .d1 { fill: #b94a00; }
@media (prefers-color-scheme: dark) {
.ground { fill: #0d1117; } .text { fill: #e6edf3; } .soft { fill: #9da7b1; }
.line { stroke: #3d444d; } .dashed { stroke: #7d8590; }
.c0 { stroke: #6cb6ff; } .c1 { stroke: #f0883e; } .d0 { fill: #6cb6ff; } .d1 { fill: #f0883e; }
}
";

/// The number that a panel takes of a group.
type Counts = fn(&Group) -> usize;

/// The panels, each with its title and its number.
const PANELS: [(&str, Counts); 2] = [
    ("one of the quotes answers", |of| of.shown),
    ("the first quote answers", |of| of.first),
];

/// Draws what came true over what was said, with 95 % intervals; whoever is on the dashed diagonal is believed
/// rightly. The upright lines are the confidences from which something is shown, and shown without caution.
pub(crate) fn draw(curves: &[Curve], thresholds: Thresholds) -> String {
    let said = "How often an answer is right, over the confidence it was given with.";
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" \
         height=\"{HEIGHT}\" role=\"img\" aria-label=\"{said}\">\n<style>{STYLE}</style>\n\
         <rect class=\"ground\" width=\"{WIDTH}\" height=\"{HEIGHT}\"/>\n"
    );
    for ((title, counts), left) in PANELS.iter().zip(LEFT) {
        text(&mut svg, left, TOP - 18.0, "start", "text title", title);
        axes(&mut svg, left, thresholds);
        for (index, curve) in curves.iter().enumerate() {
            draw_curve(&mut svg, left, index, &curve.groups, *counts);
        }
    }
    for (index, (curve, left)) in curves.iter().zip(LEFT).enumerate() {
        let (x, y) = (left, HEIGHT - 14.0);
        push(
            &mut svg,
            &format!(
                "<circle class=\"d{index}\" cx=\"{x}\" cy=\"{}\" r=\"4\"/>",
                y - 4.0
            ),
        );
        text(&mut svg, x + 12.0, y, "start", "text", curve.name);
    }
    svg.push_str("</svg>\n");
    svg
}

fn axes(svg: &mut String, left: f64, thresholds: Thresholds) {
    let (right, bottom) = (left + SIDE, TOP + SIDE);
    for step in 0..=4 {
        let share = f64::from(step) / 4.0;
        let (x, y) = at(left, share, share);
        line(svg, "line", (left, y), (right, y));
        text(
            svg,
            left - 8.0,
            y + 4.0,
            "end",
            "soft",
            &format!("{share:.2}"),
        );
        text(
            svg,
            x,
            bottom + 18.0,
            "middle",
            "soft",
            &format!("{share:.2}"),
        );
    }
    text(
        svg,
        left + SIDE / 2.0,
        bottom + 36.0,
        "middle",
        "soft",
        "confidence",
    );
    line(svg, "dashed", at(left, 0.0, 0.0), at(left, 1.0, 1.0));
    for confidence in [thresholds.near, thresholds.answer] {
        let confidence = f64::from(confidence);
        line(
            svg,
            "line",
            at(left, confidence, 0.0),
            at(left, confidence, 1.0),
        );
    }
}

fn draw_curve(svg: &mut String, left: f64, index: usize, groups: &[Group], counts: Counts) {
    let mut points = Vec::new();
    for group in groups {
        let (from, share, to) = interval(counts(group), group.count);
        let (x, y) = at(left, group.said, share);
        let class = format!("c{index}");
        line(
            svg,
            &class,
            at(left, group.said, from),
            at(left, group.said, to),
        );
        push(
            svg,
            &format!("<circle class=\"d{index}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\"/>"),
        );
        points.push(format!("{x:.1},{y:.1}"));
    }
    push(
        svg,
        &format!(
            "<polyline class=\"curve c{index}\" points=\"{}\"/>",
            points.join(" ")
        ),
    );
}

/// The share of `of` in `all`, between the ends of its interval (Wilson, 1927).
fn interval(of: usize, all: usize) -> (f64, f64, f64) {
    let (share, all) = (of as f64 / all as f64, all as f64);
    let square = QUANTILE * QUANTILE / all;
    let middle = (share + square / 2.0) / (1.0 + square);
    let half =
        QUANTILE / (1.0 + square) * (share * (1.0 - share) / all + square / all / 4.0).sqrt();
    (middle - half, share, middle + half)
}

/// The place of a share over a confidence.
fn at(left: f64, confidence: f64, share: f64) -> (f64, f64) {
    (left + SIDE * confidence, TOP + SIDE * (1.0 - share))
}

fn line(svg: &mut String, class: &str, from: (f64, f64), to: (f64, f64)) {
    let ((x1, y1), (x2, y2)) = (from, to);
    push(
        svg,
        &format!(
            "<line class=\"{class}\" x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\"/>"
        ),
    );
}

fn text(svg: &mut String, x: f64, y: f64, anchor: &str, class: &str, words: &str) {
    push(
        svg,
        &format!(
            "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{words}</text>"
        ),
    );
}

/// Adds an element on a line of its own.
fn push(svg: &mut String, element: &str) {
    svg.push_str(element);
    svg.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(of: f64, to: f64) {
        assert!((of - to).abs() < 0.001, "{of} is not {to}");
    }

    #[test]
    fn an_interval_is_as_wide_as_in_tables() {
        // R: binom::binom.wilson(8, 10) and (0, 20).
        let (from, share, to) = interval(8, 10);
        close(from, 0.490);
        close(share, 0.8);
        close(to, 0.943);
        let (from, _, to) = interval(0, 20);
        close(from, 0.0);
        close(to, 0.161);
    }

    #[test]
    fn what_is_always_right_stands_above() {
        let group = |said, first| Group {
            said,
            count: 10,
            shown: 10,
            first,
        };
        let curve = Curve {
            name: "all",
            groups: vec![group(0.25, 0), group(0.75, 10)],
        };
        let thresholds = Thresholds {
            near: 0.4,
            answer: 0.6,
        };
        let svg = draw(&[curve], thresholds);
        assert!(svg.contains("points=\"144.0,64.0 304.0,64.0\""), "{svg}");
        assert!(svg.contains("points=\"580.0,384.0 740.0,64.0\""), "{svg}");
    }
}
