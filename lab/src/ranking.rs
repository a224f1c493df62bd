//! The weights of the ranking: those under which the right passage of each question is most
//! probable among the others (softmax regression).

use std::io::Write;

use fundstelle::{
    answer::{RankingWeights, Signs},
    exam::{Set, is_place},
};
use nalgebra::{DMatrix, DVector};

use crate::folds::{FOLDS, fold};

/// The number of passages of a question that compete.
const COMPETITORS: usize = 100;
/// The number of signs that are weighed. The passage's own cosine and BM25 were tried too: the right
/// passages become a little more probable, but fewer come first.
const SIGNS: usize = 3;
/// Keeps weights small that nothing speaks for, on signs of unit spread.
const RIDGE: f64 = 1e-3;
/// Steps of gradient descent, and how far one goes.
const STEPS: usize = 2_000;
const PACE: f64 = 1.0;

/// The passages of a question.
struct Contest {
    set: usize,
    fold: usize,
    signs: DMatrix<f64>,
    is_right: Vec<bool>,
}

/// Fits the weights, and prints how well they rank.
pub(crate) fn fit(sets: &[Set], output: &mut dyn Write) -> anyhow::Result<RankingWeights> {
    let contests = contests(sets)?;
    let all: Vec<&Contest> = contests.iter().collect();
    let mut right = vec![(0, 0); sets.len()];
    for part in 0..FOLDS {
        let (own, others): (Vec<&Contest>, Vec<&Contest>) =
            all.iter().partition(|contest| contest.fold == part);
        let weights = descend(&others);
        for contest in own {
            if let Some((won, of)) = right.get_mut(contest.set) {
                *won += usize::from(contest.is_won(&weights));
                *of += 1;
            }
        }
    }
    for (set, (won, of)) in sets.iter().zip(&right) {
        let share = *won as f64 / f64::from(u32::try_from(*of)?.max(1));
        writeln!(
            output,
            "{}: right passage first {share:.3} of {of}",
            set.name()
        )?;
    }
    Ok(named(&descend(&all)))
}

fn contests(sets: &[Set]) -> anyhow::Result<Vec<Contest>> {
    let mut contests = Vec::new();
    for (index, set) in sets.iter().enumerate() {
        for question in &set.questions {
            let ranked = set.app.rank(&question.text, COMPETITORS)?;
            let is_right: Vec<bool> = ranked
                .citations
                .iter()
                .map(|citation| question.expect.iter().any(|e| is_place(e, citation)))
                .collect();
            if !question.expect.is_empty() {
                let signs = ranked.signs.iter().flat_map(numbers);
                contests.push(Contest {
                    set: index,
                    fold: fold(question),
                    signs: DMatrix::from_row_iterator(is_right.len(), SIGNS, signs),
                    is_right,
                });
            }
        }
    }
    Ok(contests)
}

fn numbers(signs: &Signs) -> [f64; SIGNS] {
    [signs.sentence, signs.late.mean, signs.heading].map(f64::from)
}

#[allow(clippy::cast_possible_truncation, reason = "weights need no 64 bits")]
fn named(weights: &DVector<f64>) -> RankingWeights {
    let weight = |at: usize| weights.get(at).copied().unwrap_or(0.0) as f32;
    RankingWeights {
        sentence: weight(0),
        late: weight(1),
        heading: weight(2),
        ..RankingWeights::default()
    }
}

impl Contest {
    fn is_won(&self, weights: &DVector<f64>) -> bool {
        let scores = &self.signs * weights;
        let first = scores
            .iter()
            .zip(&self.is_right)
            .max_by(|a, b| a.0.total_cmp(b.0));
        first.is_some_and(|(_, is_right)| *is_right)
    }

    /// The slope, along each weight, of the logarithm of the probability of the right passages; nothing
    /// where there are none.
    fn gradient(&self, weights: &DVector<f64>) -> Option<DVector<f64>> {
        let scores = &self.signs * weights;
        let top = scores.max();
        let odds = scores.map(|score| (score - top).exp());
        let all = &odds / odds.sum();
        let right = DVector::from_iterator(
            odds.len(),
            odds.iter()
                .zip(&self.is_right)
                .map(|(odds, is)| if *is { *odds } else { 0.0 }),
        );
        let sum = right.sum();
        (sum > 0.0).then(|| self.signs.transpose() * (right / sum - all))
    }
}

/// Gradient descent with momentum, on signs of unit spread.
fn descend(contests: &[&Contest]) -> DVector<f64> {
    let spread = spread(contests);
    let mut weights = DVector::zeros(SIGNS);
    let mut speed = DVector::zeros(SIGNS);
    for _ in 0..STEPS {
        let actual = weights.component_div(&spread);
        let gradients: Vec<DVector<f64>> = contests
            .iter()
            .filter_map(|contest| contest.gradient(&actual))
            .collect();
        let count = gradients.len().max(1) as f64;
        let sum = gradients
            .iter()
            .fold(DVector::zeros(SIGNS), |sum, one| sum + one);
        let gradient = sum.component_div(&spread) / count - &weights * (2.0 * RIDGE);
        speed = speed * 0.9 + gradient * PACE;
        weights += &speed;
    }
    weights.component_div(&spread)
}

/// The standard deviation of each sign.
fn spread(contests: &[&Contest]) -> DVector<f64> {
    let rows = || contests.iter().flat_map(|contest| contest.signs.row_iter());
    let count = rows().count().max(1) as f64;
    let zero = || nalgebra::RowDVector::zeros(SIGNS);
    let mean = rows().fold(zero(), |sum, row| sum + row) / count;
    let squares = rows().fold(zero(), |sum, row| {
        let off = row - &mean;
        sum + off.component_mul(&off)
    });
    (squares / count)
        .map(|variance| variance.sqrt().max(1e-6))
        .transpose()
}
