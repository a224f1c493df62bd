//! The mean of a measure over several sets, and how far it can be trusted: the sets are small, and other
//! questions about the same documents would have given another mean.

use std::{collections::BTreeMap, fmt};

use fastrand::Rng;
use serde::Serialize;

use super::metrics::{Measurement, Metrics};

/// The number of times that the questions are drawn again.
const DRAWN: usize = 1_000;

/// The draws are the same each time, so that two measurements differ by what is measured alone.
const SEED: u64 = 2_026;

/// A mean with the interval that holds it with 95 % certainty (percentile bootstrap: Efron 1979, "Bootstrap
/// Methods: Another Look at the Jackknife"). The questions of each set are drawn again with replacement; that
/// other sets might have been taken is not in it.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Mean {
    pub(super) value: f64,
    pub(super) low: f64,
    pub(super) high: f64,
}

impl fmt::Display for Mean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3} [{:.3}, {:.3}]", self.value, self.low, self.high)
    }
}

/// The means of what was measured on every set, by their names. Times are left out.
pub(super) fn of(sets: &[Vec<Measurement>]) -> BTreeMap<&'static str, Mean> {
    let mut rng = Rng::with_seed(SEED);
    let measured: Vec<Metrics> = sets.iter().map(Metrics::of).collect();
    let mut drawn: BTreeMap<&'static str, Vec<f64>> = BTreeMap::new();
    for _ in 0..DRAWN {
        let again = sets.iter().map(|set| {
            let some = std::iter::repeat_with(|| set.get(rng.usize(..set.len().max(1))));
            Metrics::of(some.take(set.len()).flatten())
        });
        let again: Vec<Metrics> = again.collect();
        for (name, mean) in means(&again) {
            drawn.entry(name).or_default().push(mean);
        }
    }
    let interval = |(name, value)| {
        let mut again = drawn.remove(name).unwrap_or_default();
        again.sort_by(f64::total_cmp);
        let at = |thousandths: usize| again.get(again.len() * thousandths / 1_000).copied();
        let (low, high) = (at(25).unwrap_or(value), at(975).unwrap_or(value));
        (name, Mean { value, low, high })
    };
    means(&measured).into_iter().map(interval).collect()
}

/// The mean of each measure over the sets that have it.
fn means(sets: &[Metrics]) -> BTreeMap<&'static str, f64> {
    let mut all: BTreeMap<&'static str, Vec<f64>> = BTreeMap::new();
    for (name, value) in sets.iter().flat_map(Metrics::named) {
        if !name.ends_with("_ms") {
            all.entry(name).or_default().extend(value);
        }
    }
    all.retain(|_, values| !values.is_empty());
    let mean = |values: Vec<f64>| values.iter().sum::<f64>() / values.len() as f64;
    all.into_iter()
        .map(|(name, values)| (name, mean(values)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(right: usize, wrong: usize) -> Vec<Measurement> {
        let outcome = |hit_rank| Measurement {
            is_ranked: true,
            is_answerable: true,
            hit_rank,
            ..Measurement::unranked()
        };
        let right = std::iter::repeat_n(outcome(Some(0)), right);
        right
            .chain(std::iter::repeat_n(outcome(None), wrong))
            .collect()
    }

    #[test]
    fn every_set_counts_alike() {
        let mean = of(&[set(10, 0), set(50, 50)])["hit@1"];
        assert!((mean.value - 0.75).abs() < 1e-9);
        assert!((0.68..0.73).contains(&mean.low) && (0.77..0.82).contains(&mean.high));
    }

    #[test]
    fn more_questions_say_it_more_surely() {
        let width = |of: Mean| of.high - of.low;
        let few = of(&[set(5, 5), set(5, 5)])["hit@1"];
        let many = of(&[set(500, 500), set(500, 500)])["hit@1"];
        assert!(width(few) > 5.0 * width(many));
        assert!(!of(&[set(5, 5)]).contains_key("auroc"));
    }
}
