//! The weights of the ranking: those under which the right passage of each question is most
//! probable among the others.

use nalgebra::DVector;

use super::{
    Set,
    contest::{Descent, Rules},
};
use crate::{
    answer::{Ranked, RankingWeights, Signs},
    cli::{Output, eval::judge::is_place},
};

/// The passage's own cosine and BM25 were tried too: the right passages become a little more probable,
/// but fewer come first.
const RULES: Rules = Rules {
    what: "right passage",
    is_right: is_place,
    signs,
    descent: Descent {
        ridge: 1e-3,
        steps: 40,
    },
};

/// Fits the weights, and prints how well they rank.
pub(super) fn fit(sets: &[Set], output: &mut Output) -> anyhow::Result<RankingWeights> {
    Ok(named(&RULES.fit(sets, output)?))
}

fn signs(ranked: &Ranked) -> Vec<Vec<f64>> {
    let numbers = |signs: &Signs| [signs.sentence, signs.late.mean].map(f64::from).to_vec();
    ranked.signs.iter().map(numbers).collect()
}

#[allow(clippy::cast_possible_truncation, reason = "weights need no 64 bits")]
fn named(weights: &DVector<f64>) -> RankingWeights {
    let weight = |at: usize| weights.get(at).copied().unwrap_or(0.0) as f32;
    RankingWeights {
        sentence: weight(0),
        late: weight(1),
        ..RankingWeights::default()
    }
}
