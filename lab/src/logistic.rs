//! Logistic regression: how weights are found under which what is true is most probable.

use nalgebra::{DMatrix, DVector, RowDVector};

/// Keeps weights small that nothing speaks for, on inputs of unit spread.
const RIDGE: f64 = 1.0;
/// Steps of Newton's method; it is there after a few.
const STEPS: usize = 30;
/// Steps of the projected gradient, and the share of the last step that is gone again.
const DESCENT: usize = 4_000;
const MOMENTUM: f64 = 0.9;

/// Something that is true or not, and what speaks for it.
pub(crate) struct Example<'a> {
    /// With a 1 in front, for the bias; `NaN` is taken for the mean of the others.
    pub(crate) inputs: &'a [f64],
    pub(crate) is_true: bool,
    /// The weight with which it counts.
    pub(crate) weight: f64,
}

/// Examples as numbers of mean 0 and unit spread, so that the ridge treats them alike.
struct Standard {
    inputs: DMatrix<f64>,
    truth: DVector<f64>,
    /// The weight with which each counts; 1 in the mean.
    counts: DVector<f64>,
    mean: RowDVector<f64>,
    spread: RowDVector<f64>,
}

/// The weights of the inputs, the bias first, by Newton's method.
pub(crate) fn solve(examples: &[Example<'_>]) -> DVector<f64> {
    let standard = Standard::of(examples);
    let width = standard.inputs.ncols();
    let ridge = ridge(width);
    let mut weights = DVector::zeros(width);
    for _ in 0..STEPS {
        let said = standard.said(&weights);
        let gradient = standard.slope(&said) - &ridge * &weights;
        let mut weighted = standard.inputs.clone();
        let counted = said.iter().zip(standard.counts.iter());
        for (mut row, (said, count)) in weighted.row_iter_mut().zip(counted) {
            row *= (count * said * (1.0 - said)).max(1e-9);
        }
        let curvature = standard.inputs.transpose() * weighted + &ridge;
        let Some(step) = curvature
            .cholesky()
            .map(|curvature| curvature.solve(&gradient))
        else {
            break;
        };
        weights += step;
    }
    standard.undone(&weights)
}

/// The same where no weight is below 0 but those that may be: what speaks for it in one set of examples must not
/// speak against it in another. By the projected gradient.
pub(crate) fn rising(examples: &[Example<'_>], may_fall: &[bool]) -> DVector<f64> {
    let standard = Standard::of(examples);
    let width = standard.inputs.ncols();
    let count = examples.len().max(1) as f64;
    // The curvature of a logistic loss is at most a fourth of that of its inputs, which have unit spread.
    let pace = (1.0 - MOMENTUM) * 4.0 / width.max(1) as f64;
    let ridge = ridge(width);
    let mut weights = DVector::zeros(width);
    let mut speed = DVector::zeros(width);
    for _ in 0..DESCENT {
        let gradient = standard.slope(&standard.said(&weights)) - &ridge * &weights;
        speed = speed * MOMENTUM + gradient * (pace / count);
        weights += &speed;
        for (at, weight) in weights.iter_mut().enumerate().skip(1) {
            let is_free = may_fall.get(at - 1).copied().unwrap_or(false);
            if !is_free && *weight < 0.0 {
                *weight = 0.0;
            }
        }
    }
    standard.undone(&weights)
}

/// The penalty that keeps weights small; the bias is free.
fn ridge(width: usize) -> DMatrix<f64> {
    let free_bias = |at| if at == 0 { 0.0 } else { RIDGE };
    DMatrix::from_diagonal(&DVector::from_fn(width, |at, _| free_bias(at)))
}

/// The mean of each input where it is known.
pub(crate) fn means(examples: &[Example<'_>]) -> DVector<f64> {
    let width = examples.first().map_or(0, |example| example.inputs.len());
    DVector::from_fn(width, |at, _| {
        let values = examples.iter().filter_map(|example| {
            let value = example.inputs.get(at)?;
            (!value.is_nan()).then_some((*value, example.weight))
        });
        let (sum, count) = values.fold((0.0, 0.0), |(sum, count), (value, weight)| {
            (sum + value * weight, count + weight)
        });
        if count > 0.0 { sum / count } else { 0.0 }
    })
}

impl Standard {
    fn of(examples: &[Example<'_>]) -> Self {
        let typical = means(examples);
        let width = typical.len();
        let known = |(value, typical): (&f64, &f64)| if value.is_nan() { *typical } else { *value };
        let rows = examples
            .iter()
            .flat_map(|example| example.inputs.iter().zip(&typical).map(known));
        let mut inputs = DMatrix::from_row_iterator(examples.len(), width, rows);
        let truth = examples
            .iter()
            .map(|example| f64::from(u8::from(example.is_true)));
        let truth = DVector::from_iterator(examples.len(), truth);
        let counts = DVector::from_iterator(
            examples.len(),
            examples.iter().map(|example| example.weight),
        );
        let counts = &counts * (examples.len() as f64 / counts.sum().max(f64::MIN_POSITIVE));
        let mut mean = typical.transpose();
        let variance = inputs.row_variance();
        let mut spread = variance.map(|variance| variance.sqrt().max(1e-6));
        if let (Some(mean), Some(spread)) = (mean.get_mut(0), spread.get_mut(0)) {
            (*mean, *spread) = (0.0, 1.0);
        }
        for mut row in inputs.row_iter_mut() {
            row -= &mean;
            row.component_div_assign(&spread);
        }
        Self {
            inputs,
            truth,
            counts,
            mean,
            spread,
        }
    }

    /// The probability of each example.
    fn said(&self, weights: &DVector<f64>) -> DVector<f64> {
        (&self.inputs * weights).map(|sum: f64| 1.0 / (1.0 + (-sum).exp()))
    }

    /// The slope, along each weight, of the logarithm of the probability of what is true.
    fn slope(&self, said: &DVector<f64>) -> DVector<f64> {
        let missed = (&self.truth - said).component_mul(&self.counts);
        self.inputs.transpose() * missed
    }

    /// The weights for the inputs as they were given.
    fn undone(&self, weights: &DVector<f64>) -> DVector<f64> {
        let mut weights = weights.component_div(&self.spread.transpose());
        let shift = weights.dot(&self.mean.transpose());
        if let Some(bias) = weights.get_mut(0) {
            *bias -= shift;
        }
        weights
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Inputs of what is true where the first is large; the second one is the opposite of the first, a little blurred.
    fn inputs() -> Vec<[f64; 3]> {
        let of = |n: i32| {
            let x = f64::from(n) / 10.0;
            [1.0, x, -x + f64::from(n % 3)]
        };
        (-20..20).map(of).collect()
    }

    fn examples(inputs: &[[f64; 3]]) -> Vec<Example<'_>> {
        inputs
            .iter()
            .enumerate()
            .map(|(n, inputs)| Example {
                inputs,
                is_true: inputs[1] > 0.0 || n % 7 == 0,
                weight: 1.0,
            })
            .collect()
    }

    #[test]
    fn no_weight_falls_that_may_not() {
        let inputs = inputs();
        let examples = examples(&inputs);
        let free = solve(&examples);
        assert!(free[1] > 0.0 && free[2] != 0.0, "{free}");
        let bounded = rising(&examples, &[false, false]);
        assert!(bounded[1] > 0.0 && bounded[2] >= 0.0, "{bounded}");
        let both = rising(&examples, &[true, true]);
        assert!((both - free).amax() < 1e-3, "the same where all may fall");
    }
}
