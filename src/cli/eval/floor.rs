//! Floors: what a measurement must reach for the command to succeed.

use std::{collections::BTreeMap, str::FromStr};

use super::metrics::Metrics;

/// A metric and the worst value that is good enough.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Floor {
    metric: String,
    value: f64,
}

/// Metrics of which less is better: for them the floor is a ceiling.
const LESS_IS_BETTER: [&str; 5] = [
    "sure_though_absent",
    "answered_though_absent",
    "refused_though_present",
    "p50_ms",
    "p99_ms",
];

impl FromStr for Floor {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> anyhow::Result<Self> {
        let wrong =
            || anyhow::anyhow!("{text:?} is not a floor; write METRIC=VALUE, e.g. hit@1=0.8");
        let (metric, value) = text.split_once('=').ok_or_else(wrong)?;
        let known = Metrics::default().named().map(|(name, _)| name);
        anyhow::ensure!(
            known.contains(&metric),
            "there is no metric {metric:?}; there are {}",
            known.join(", ")
        );
        Ok(Self {
            metric: metric.to_owned(),
            value: value.parse().map_err(|_| wrong())?,
        })
    }
}

impl Floor {
    /// The complaint to be made if its metric does not reach it. What could not be measured does not.
    pub(super) fn complaint(&self, measured: &BTreeMap<&str, f64>) -> Option<String> {
        let Some(value) = measured.get(self.metric.as_str()).copied() else {
            return Some(format!("{} was not measured", self.metric));
        };
        let is_ceiling = LESS_IS_BETTER.contains(&self.metric.as_str());
        let passes = if is_ceiling {
            value <= self.value
        } else {
            value >= self.value
        };
        let word = if is_ceiling { "above" } else { "below" };
        (!passes).then(|| format!("{} is {value:.3}, {word} {}", self.metric, self.value))
    }
}
