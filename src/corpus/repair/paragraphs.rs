//! Paragraphs of a text that lost its line breaks: the few that gluing left traces of, and between
//! them those that the change of words suggests.

use crate::{corpus::cohesion::Cohesion, language::Language};

/// The length a paragraph is drawn to, in words.
const AIM: f32 = 100.0;

/// The cost of missing that length by all of it.
const LENGTH_COST: f32 = 0.5;

/// The cost of every break, so that only a clear one is made.
const BREAK_COST: f32 = 0.2;

/// The most sentences in one paragraph that are tried, which keeps the search linear.
const MOST_SENTENCES: usize = 30;

/// The number of sentences on either side of a gap that are compared.
const WINDOW: usize = 3;

/// Words with which a paragraph likes to begin.
const BEGINNINGS: &[&str] = &[
    "Darüber hinaus",
    "In den letzten",
    "In den ",
    "Im Gegensatz",
    "Ein weiterer",
    "Eine weitere",
    "Ein weiteres",
    "Trotz ",
    "Zunächst",
    "Schließlich",
    "Obwohl ",
    "Seit ",
    "In addition",
    "Moreover",
    "Another ",
    "Although ",
    "Despite ",
    "Finally",
    "First",
    "Since ",
    "Over the ",
];

/// Words that point back into the paragraph they stand in.
const REFERENCES: &[&str] = &[
    "Diese ",
    "Dieser ",
    "Dieses ",
    "Diesen ",
    "Dies ",
    "Es ",
    "Er ",
    "Sie ",
    "Aber ",
    "Und ",
    "Doch ",
    "Dazu ",
    "Dadurch ",
    "Beispielsweise ",
    "Glücklicherweise ",
    "This ",
    "These ",
    "Those ",
    "It ",
    "They ",
    "He ",
    "She ",
    "But ",
    "And ",
    "So ",
    "For example",
    "However",
];

/// A sentence, as far as paragraphs go.
pub(super) struct Unit {
    /// The sentence as it is read.
    pub(super) text: String,
    /// Whether a paragraph begins here for certain.
    pub(super) hard: bool,
    /// Whether the space before it survived, which it does within a block only.
    pub(super) kept_space: bool,
}

/// The first sentences of the paragraphs that `units` fall into.
pub(super) fn starts(units: &[Unit], language: Language) -> Vec<usize> {
    let texts: Vec<&str> = units.iter().map(|unit| unit.text.as_str()).collect();
    let depths = Cohesion::of(&texts, language).depths(WINDOW);
    let glued = units.iter().skip(1).filter(|unit| !unit.kept_space).count();
    let spaces_tell = 2 * glued > units.len();
    let scores: Vec<f32> = units
        .iter()
        .enumerate()
        .map(|(index, unit)| {
            let depth = index
                .checked_sub(1)
                .and_then(|gap| depths.get(gap))
                .copied();
            let within = if spaces_tell && unit.kept_space {
                1.0
            } else {
                0.0
            };
            depth.unwrap_or_default() + cue(&unit.text) - within - BREAK_COST
        })
        .collect();
    let words: Vec<f32> = texts.iter().map(|text| count(text.split(' '))).collect();
    let mut starts = Vec::new();
    let mut first = 0;
    for block in units.chunk_by(|_, next| !next.hard) {
        let end = first + block.len();
        let scores = scores.get(first..end).unwrap_or_default();
        let words = words.get(first..end).unwrap_or_default();
        let layout = Layout {
            aim: AIM,
            length_cost: LENGTH_COST,
            most: MOST_SENTENCES,
            fewest: 1,
        };
        starts.extend(
            layout
                .starts(scores, words)
                .into_iter()
                .map(|start| first + start),
        );
        first = end;
    }
    starts
}

fn cue(text: &str) -> f32 {
    let begins = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    let gain = if begins(BEGINNINGS) { 0.3 } else { 0.0 };
    if begins(REFERENCES) { gain - 0.5 } else { gain }
}

fn count<T>(items: impl Iterator<Item = T>) -> f32 {
    items.map(|_| 1.0_f32).sum()
}

/// The way to cut a row of units into groups of about the same length where it costs least.
pub(crate) struct Layout {
    /// The length to aim at, in words.
    pub(crate) aim: f32,
    /// The cost of missing it by all of it.
    pub(crate) length_cost: f32,
    /// The most units in one group.
    pub(crate) most: usize,
    /// The fewest units in one group, where the row is long enough.
    pub(crate) fewest: usize,
}

impl Layout {
    /// The first units of the groups. `scores` say what a group that begins there gains, `words`
    /// how long each unit is.
    pub(crate) fn starts(&self, scores: &[f32], words: &[f32]) -> Vec<usize> {
        let count = words.len().min(scores.len());
        // Best total and first unit of the last group, for the first `n` units.
        let mut best: Vec<(f32, usize)> = vec![(0.0, 0)];
        for end in 1..=count {
            let mut choice = (f32::NEG_INFINITY, end - 1);
            let mut length = 0.0;
            for start in (end.saturating_sub(self.most)..end).rev() {
                length += words.get(start).copied().unwrap_or_default();
                let missed = (length - self.aim) / self.aim;
                let start_score = scores.get(start).filter(|_| start > 0).copied();
                let short = if end - start < self.fewest { 10.0 } else { 0.0 };
                let before = best.get(start).map_or(0.0, |(total, _)| *total);
                let total = before + start_score.unwrap_or_default()
                    - self.length_cost * missed * missed.min(3.0)
                    - short;
                if total > choice.0 {
                    choice = (total, start);
                }
            }
            best.push(choice);
        }
        let mut starts = Vec::new();
        let mut end = count;
        while let Some((_, start)) = best.get(end).filter(|_| end > 0) {
            starts.push(*start);
            end = *start;
        }
        starts.reverse();
        starts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hard_breaks_are_kept_and_groups_are_near_their_aim() {
        let unit = |index: usize| Unit {
            text: "Das Wort steht hier zehn Mal in einem kurzen Satz.".to_owned(),
            hard: index == 7,
            kept_space: false,
        };
        let units: Vec<Unit> = (0..30).map(unit).collect();
        let starts = starts(&units, Language::De);
        assert!(starts.contains(&0) && starts.contains(&7), "{starts:?}");
        assert!((3..=6).contains(&starts.len()), "{starts:?}");
        assert_eq!(super::starts(&[], Language::De), Vec::<usize>::new());
    }
}
