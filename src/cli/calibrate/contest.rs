//! Softmax regression: the weights under which the right one of those that compete for each question is
//! most probable.

use nalgebra::{DMatrix, DVector, RowDVector};

use super::{FOLDS, Set, fold};
use crate::{
    answer::{Citation, Ranked},
    cli::{Output, eval::questions::Expected},
};

/// How many citations compete for a question.
const COMPETITORS: usize = 100;

/// Those that compete for a question.
pub(super) struct Contest {
    set: usize,
    fold: usize,
    /// How much the question counts.
    weight: f64,
    /// A row for each that competes.
    signs: DMatrix<f64>,
    is_right: Vec<bool>,
}

/// What competes, and which of it is right.
#[derive(Clone, Copy)]
pub(super) struct Rules {
    /// What is printed of the right ones.
    pub(super) what: &'static str,
    pub(super) is_right: fn(&Expected, &Citation) -> bool,
    /// The signs of each citation, as far as they have any.
    pub(super) signs: fn(&Ranked) -> Vec<Vec<f64>>,
    pub(super) descent: Descent,
}

/// How weights are looked for.
#[derive(Clone, Copy)]
pub(super) struct Descent {
    /// Keeps weights small that nothing speaks for, on signs of unit spread.
    pub(super) ridge: f64,
    /// Steps up the slope.
    pub(super) steps: usize,
}

impl Rules {
    /// Fits weights, and prints how often something right is first, cross-validated.
    pub(super) fn fit(self, sets: &[Set], output: &mut Output) -> anyhow::Result<DVector<f64>> {
        let contests = self.contests(sets)?;
        let all: Vec<&Contest> = contests.iter().collect();
        let mut right = vec![(0, 0); sets.len()];
        for part in 0..FOLDS {
            let (own, others): (Vec<&Contest>, Vec<&Contest>) =
                all.iter().partition(|contest| contest.fold == part);
            let weights = self.descent.weights(&others);
            for contest in own {
                if let Some((won, of)) = right.get_mut(contest.set) {
                    *won += usize::from(contest.is_won(&weights));
                    *of += 1;
                }
            }
        }
        for (set, (won, of)) in sets.iter().zip(&right) {
            let share = *won as f64 / f64::from(u32::try_from(*of)?.max(1));
            let (name, what) = (&set.name, self.what);
            output.line(&format!("{name}: {what} first {share:.3} of {of}"));
        }
        Ok(self.descent.weights(&all))
    }

    fn contests(self, sets: &[Set]) -> anyhow::Result<Vec<Contest>> {
        let mut contests = Vec::new();
        for (index, set) in sets.iter().enumerate() {
            let with_answer = set.questions.iter().filter(|of| !of.expect.is_empty());
            for question in with_answer {
                let ranked = set.app.rank(&question.text, COMPETITORS)?;
                let rows = (self.signs)(&ranked);
                let citations = ranked.citations.iter().take(rows.len());
                let is_right = |citation: &Citation| {
                    question.expect.iter().any(|e| (self.is_right)(e, citation))
                };
                let width = rows.first().map_or(0, Vec::len);
                contests.push(Contest {
                    set: index,
                    fold: fold(question),
                    weight: question.weight,
                    is_right: citations.map(is_right).collect(),
                    signs: DMatrix::from_row_iterator(
                        rows.len(),
                        width,
                        rows.into_iter().flatten(),
                    ),
                });
            }
        }
        contests.retain(|contest| !contest.is_right.is_empty());
        Ok(contests)
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

    /// How the logarithm of the probability of the right ones grows with each weight, and how much
    /// the signs of all vary together; nothing where none is right.
    fn slope(&self, weights: &DVector<f64>) -> Option<(DVector<f64>, DMatrix<f64>)> {
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
        if sum <= 0.0 {
            return None;
        }
        let mean = self.signs.tr_mul(&all);
        let mut weighed = self.signs.clone();
        for (mut row, odds) in weighed.row_iter_mut().zip(&all) {
            row *= *odds;
        }
        let varied = weighed.tr_mul(&self.signs) - &mean * mean.transpose();
        let gradient = self.signs.tr_mul(&(right / sum)) - mean;
        Some((gradient * self.weight, varied * self.weight))
    }
}

impl Descent {
    /// Newton's method on signs of unit spread, with the curvature as if nobody were known to be right:
    /// so a step is never too long.
    pub(super) fn weights(self, contests: &[&Contest]) -> DVector<f64> {
        let width = contests.first().map_or(0, |contest| contest.signs.ncols());
        let spread = spread(contests, width);
        let with_right = contests.iter().filter(|of| of.is_right.contains(&true));
        let count = with_right.map(|contest| contest.weight).sum::<f64>();
        let count = count.max(1e-6);
        let scale = DMatrix::from_diagonal(&spread.map(|spread| 1.0 / spread));
        let ridge = DMatrix::from_diagonal_element(width, width, 2.0 * self.ridge);
        let mut weights = DVector::zeros(width);
        for _ in 0..self.steps {
            let actual = weights.component_div(&spread);
            let slopes = contests.iter().filter_map(|of| of.slope(&actual));
            let zero = (DVector::zeros(width), DMatrix::zeros(width, width));
            let (gradient, varied) = slopes.fold(zero, |sum, one| (sum.0 + one.0, sum.1 + one.1));
            let gradient = &scale * gradient / count - &ridge * &weights;
            let curvature = &scale * varied * &scale / count + &ridge;
            let Some(curvature) = curvature.cholesky() else {
                break;
            };
            weights += curvature.solve(&gradient);
        }
        weights.component_div(&spread)
    }
}

/// The standard deviation of each sign.
fn spread(contests: &[&Contest], width: usize) -> DVector<f64> {
    let rows = || contests.iter().flat_map(|contest| contest.signs.row_iter());
    let count = rows().count().max(1) as f64;
    let zero = || RowDVector::zeros(width);
    let mean = rows().fold(zero(), |sum, row| sum + row) / count;
    let squares = rows().fold(zero(), |sum, row| {
        let off = row - &mean;
        sum + off.component_mul(&off)
    });
    (squares / count)
        .map(|variance| variance.sqrt().max(1e-6))
        .transpose()
}
