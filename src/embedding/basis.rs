//! The axes on which token vectors are kept.
//!
//! All token vectors of a transformer share a large common part, which says nothing. Without it,
//! and turned to the axes along which tokens differ most (a principal component analysis), a third
//! of the dimensions ranks as well as all of them; `docs/decisions.md` has the numbers.

use serde::{Deserialize, Serialize};

/// The means on which token vectors are centred, and the axes that are kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TokenBasis {
    /// The mean of the tokens of passages.
    pub mean: Vec<f32>,
    /// The mean of the tokens of questions, which the prefix moves elsewhere.
    pub question_mean: Vec<f32>,
    /// The axes, orthonormal, one after the other; each has as many numbers as `mean`.
    pub axes: Vec<f32>,
}

impl TokenBasis {
    /// The number of axes.
    pub fn dimensions(&self) -> usize {
        self.axes.len() / self.mean.len().max(1)
    }

    /// Whether it fits vectors of `dimensions` numbers.
    pub(super) fn fits(&self, dimensions: usize) -> bool {
        self.mean.len() == dimensions
            && self.question_mean.len() == dimensions
            && !self.axes.is_empty()
            && self.axes.len().is_multiple_of(dimensions)
    }

    /// A token of a passage on the axes, of length 1.
    pub(super) fn of_passage(&self, token: &[f32]) -> Vec<f32> {
        self.project(token, &self.mean)
    }

    /// A token of a question on the axes, of length 1.
    pub(super) fn of_question(&self, token: &[f32]) -> Vec<f32> {
        self.project(token, &self.question_mean)
    }

    fn project(&self, token: &[f32], mean: &[f32]) -> Vec<f32> {
        let centred: Vec<f32> = token.iter().zip(mean).map(|(x, mean)| x - mean).collect();
        let on_axis = |axis: &[f32]| axis.iter().zip(&centred).map(|(a, x)| a * x).sum();
        let mut projected = self.axes.chunks_exact(mean.len()).map(on_axis).collect();
        normalise(&mut projected);
        projected
    }
}

/// Gives a vector the length 1; one of length 0 stays.
pub(super) fn normalise(vector: &mut Vec<f32>) {
    let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
    if length > 0.0 {
        for x in vector {
            *x /= length;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_centred_turned_and_of_length_one() {
        let basis = TokenBasis {
            mean: vec![1.0, 1.0, 1.0],
            question_mean: vec![0.0, 1.0, 1.0],
            axes: vec![0.0, 1.0, 0.0, 0.0, 0.0, 1.0],
        };
        assert!(basis.fits(3) && !basis.fits(2));
        assert_eq!(basis.dimensions(), 2);
        assert_eq!(basis.of_passage(&[9.0, 4.0, 5.0]), [0.6, 0.8]);
        assert_eq!(basis.of_question(&[9.0, 1.0, 1.0]), [0.0, 0.0]);
    }
}
