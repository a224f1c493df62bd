//! The measures, and how they are taken.

use std::fmt;

use serde::Serialize;

use crate::{exam::auroc, plural::counted};

/// The outcome of one question.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is measured by itself")]
pub(super) struct Measurement {
    /// Whether it is answered from a ranking, which is measured by what follows.
    pub(super) is_ranked: bool,
    /// Whether the corpus has an answer.
    pub(super) is_answerable: bool,
    /// Rank, from 0, of the first citation of the right place.
    pub(super) place_rank: Option<usize>,
    /// Rank, from 0, of the first citation whose quote shows the answer.
    pub(super) hit_rank: Option<usize>,
    /// The confidence of the program.
    pub(super) confidence: f32,
    /// Whether it would have said "the report does not say this".
    pub(super) refused: bool,
    /// Whether it would have answered without saying that it may be near only.
    pub(super) sure: bool,
    /// The number of quotes that were made.
    pub(super) quotes: usize,
    /// The number of them that are verbatim.
    pub(super) verbatim: usize,
    /// The time that it took, in milliseconds.
    pub(super) took_ms: f64,
    /// Whether the reply was of the right kind, and right, where that is measured.
    pub(super) reply: Option<bool>,
    /// The reply, in a word.
    pub(super) replied: String,
}

impl Measurement {
    /// Of a question that is not answered from a ranking.
    pub(super) fn unranked() -> Self {
        Self {
            is_ranked: false,
            is_answerable: false,
            place_rank: None,
            hit_rank: None,
            confidence: 0.0,
            refused: false,
            sure: false,
            quotes: 0,
            verbatim: 0,
            took_ms: 0.0,
            reply: None,
            replied: String::new(),
        }
    }
}

/// Measures over some questions. Rankings are taken before refusal, over the questions that have
/// an answer. A measure over nothing is left out.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Metrics {
    /// The first citation is of the right place.
    #[serde(rename = "place@1")]
    pub(super) place_1: Option<f64>,
    /// And its quote shows the answer.
    #[serde(rename = "hit@1")]
    pub(super) hit_1: Option<f64>,
    /// One of the first three does.
    #[serde(rename = "hit@3")]
    pub(super) hit_3: Option<f64>,
    /// One of the first five does.
    #[serde(rename = "hit@5")]
    pub(super) hit_5: Option<f64>,
    /// Mean reciprocal rank of the first hit among ten.
    pub(super) mrr: Option<f64>,
    /// Area under the ROC curve of confidence, answerable against not: the chance that an
    /// answerable question gets more confidence than one that is not.
    pub(super) auroc: Option<f64>,
    /// Of the refused questions, those without an answer.
    pub(super) refusal_precision: Option<f64>,
    /// Of the questions without an answer, those refused.
    pub(super) refusal_recall: Option<f64>,
    /// Harmonic mean of both.
    pub(super) refusal_f1: Option<f64>,
    /// Of the questions without an answer, those answered.
    pub(super) answered_though_absent: Option<f64>,
    /// Of the questions with an answer, those refused.
    pub(super) refused_though_present: Option<f64>,
    /// Of the questions without an answer, those answered without a word of caution.
    pub(super) sure_though_absent: Option<f64>,
    /// Of the questions with an answer, those answered without a word of caution.
    pub(super) sure_though_present: Option<f64>,
    /// Of all quotes, those that stand in the source word for word.
    pub(super) verbatim: Option<f64>,
    /// Median time to rank, in milliseconds.
    pub(super) p50_ms: Option<f64>,
    /// 99th percentile of it.
    pub(super) p99_ms: Option<f64>,
    /// Of the questions whose file says what should be replied, those that were replied to so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) reply: Option<f64>,
    /// The number of questions.
    pub(super) questions: usize,
}

impl Metrics {
    pub(super) fn of<'a>(outcomes: impl IntoIterator<Item = &'a Measurement>) -> Self {
        let asked: Vec<&Measurement> = outcomes.into_iter().collect();
        let replies: Vec<bool> = asked.iter().filter_map(|outcome| outcome.reply).collect();
        let right = replies.iter().filter(|is_right| **is_right).count();
        let ranked = asked.iter().copied().filter(|outcome| outcome.is_ranked);
        let all: Vec<&Measurement> = ranked.collect();
        let (present, absent): (Vec<&Measurement>, Vec<&Measurement>) =
            all.iter().partition(|outcome| outcome.is_answerable);
        let rate = |of: &[&Measurement], is: &dyn Fn(&Measurement) -> bool| {
            ratio(of.iter().filter(|outcome| is(outcome)).count(), of.len())
        };
        let confidences = |of: &[&Measurement]| {
            let all: Vec<f32> = of.iter().map(|outcome| outcome.confidence).collect();
            all.into_iter()
        };
        let within = |rank: Option<usize>, k: usize| rank.is_some_and(|rank| rank < k);
        let refused = all.iter().filter(|outcome| outcome.refused).count();
        let rightly = absent.iter().filter(|outcome| outcome.refused).count();
        let precision = ratio(rightly, refused);
        let recall = ratio(rightly, absent.len());
        let reciprocal =
            |o: &&Measurement| o.hit_rank.map_or(0.0, |rank| 1.0 / (rank as f64 + 1.0));
        let quotes: usize = all.iter().map(|outcome| outcome.quotes).sum();
        let mut times: Vec<f64> = all.iter().map(|outcome| outcome.took_ms).collect();
        times.sort_by(f64::total_cmp);
        Self {
            place_1: rate(&present, &|outcome| within(outcome.place_rank, 1)),
            hit_1: rate(&present, &|outcome| within(outcome.hit_rank, 1)),
            hit_3: rate(&present, &|outcome| within(outcome.hit_rank, 3)),
            hit_5: rate(&present, &|outcome| within(outcome.hit_rank, 5)),
            mrr: (!present.is_empty())
                .then(|| present.iter().map(reciprocal).sum::<f64>() / present.len() as f64),
            auroc: auroc(confidences(&present), &confidences(&absent)),
            refusal_f1: precision.zip(recall).map(|(p, r)| {
                if p + r > 0.0 {
                    2.0 * p * r / (p + r)
                } else {
                    0.0
                }
            }),
            refusal_precision: precision,
            refusal_recall: recall,
            answered_though_absent: rate(&absent, &|outcome| !outcome.refused),
            refused_though_present: rate(&present, &|outcome| outcome.refused),
            sure_though_absent: rate(&absent, &|outcome| outcome.sure),
            sure_though_present: rate(&present, &|outcome| outcome.sure),
            verbatim: ratio(all.iter().map(|outcome| outcome.verbatim).sum(), quotes),
            p50_ms: percentile(&times, 50),
            p99_ms: percentile(&times, 99),
            reply: ratio(right, replies.len()),
            questions: asked.len(),
        }
    }

    /// Every measure by its name in JSON, in order.
    pub(super) fn named(&self) -> [(&'static str, Option<f64>); 17] {
        [
            ("place@1", self.place_1),
            ("hit@1", self.hit_1),
            ("hit@3", self.hit_3),
            ("hit@5", self.hit_5),
            ("mrr", self.mrr),
            ("auroc", self.auroc),
            ("refusal_precision", self.refusal_precision),
            ("refusal_recall", self.refusal_recall),
            ("refusal_f1", self.refusal_f1),
            ("answered_though_absent", self.answered_though_absent),
            ("refused_though_present", self.refused_though_present),
            ("sure_though_absent", self.sure_though_absent),
            ("sure_though_present", self.sure_though_present),
            ("verbatim", self.verbatim),
            ("p50_ms", self.p50_ms),
            ("p99_ms", self.p99_ms),
            ("reply", self.reply),
        ]
    }
}

impl fmt::Display for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = counted(self.questions, "question", "questions");
        write!(f, "    {count}")?;
        for (index, (name, value)) in self.named().into_iter().enumerate() {
            if let Some(value) = value {
                let lead = if index % 5 == 0 { "\n    " } else { "  " };
                write!(f, "{lead}{name} {value:.3}")?;
            }
        }
        Ok(())
    }
}

fn ratio(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// The value below which this many percent of the sorted values lie (nearest rank).
fn percentile(sorted: &[f64], percent: usize) -> Option<f64> {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(is_answerable: bool, hit_rank: Option<usize>, confidence: f32) -> Measurement {
        Measurement {
            is_ranked: true,
            is_answerable,
            place_rank: hit_rank,
            hit_rank,
            confidence,
            refused: confidence < 0.5,
            sure: confidence > 0.8,
            quotes: 2,
            verbatim: 2,
            took_ms: 1.0,
            ..Measurement::unranked()
        }
    }

    #[test]
    fn measures_are_what_their_names_say() {
        let outcomes = [
            outcome(true, Some(0), 0.9),
            outcome(true, Some(2), 0.4),
            outcome(true, None, 0.6),
            outcome(false, None, 0.5),
            outcome(false, None, 0.1),
        ];
        let metrics = Metrics::of(&outcomes);
        let shown = metrics.to_string();
        for measure in [
            "hit@1 0.333",
            "hit@3 0.667",
            "mrr 0.444",
            "auroc 0.833",
            "refusal_precision 0.500",
            "refusal_recall 0.500",
            "answered_though_absent 0.500",
            "refused_though_present 0.333",
            "sure_though_absent 0.000",
            "sure_though_present 0.333",
            "verbatim 1.000",
        ] {
            assert!(shown.contains(measure), "{measure} is not in {shown}");
        }
    }

    #[test]
    fn nothing_measured_is_no_number() {
        assert!(
            Metrics::of([])
                .named()
                .iter()
                .all(|(_, value)| value.is_none())
        );
    }
}
