//! The axes on which token vectors are kept: where tokens are centred, and along which axes they
//! differ most (principal component analysis).

use std::collections::BTreeSet;

use anyhow::Context;
use fundstelle::{
    embedding::{Embedder, TokenBasis},
    exam::Set,
    passages,
};
use nalgebra::{DMatrix, DVector};

/// The number of axes that are kept. On `XQuAD` 128 rank as well as all 384; 64 lose two questions in a
/// hundred.
const AXES: usize = 128;

/// The basis as it is written to a file, and the share of the variance that it keeps.
pub(crate) fn make(sets: &[Set]) -> anyhow::Result<(Vec<u8>, f64)> {
    let first = sets.first().and_then(|set| set.app.model().embedder());
    let embedder = first.context("a basis needs an embedding model; embedding.enabled is false")?;
    let (mut passages, mut questions) = (Vec::new(), Vec::new());
    let mut seen = BTreeSet::new();
    for set in sets {
        if seen.insert(set.app.config().corpus.folder.clone()) {
            tokens_of_corpus(set, embedder, &mut passages)?;
        }
        for question in &set.questions {
            questions.extend(embedder.raw_tokens(true, "", &question.text)?);
        }
    }
    let mean = mean(&passages);
    let centred: Vec<f32> = passages
        .iter()
        .flat_map(|token| direction(token, &mean))
        .collect();
    let dimensions = mean.len();
    let tokens = DMatrix::from_row_slice(passages.len(), dimensions, &centred);
    let eigen = (tokens.transpose() * &tokens).symmetric_eigen();
    let mut order: Vec<usize> = (0..dimensions).collect();
    let variance = |axis: usize| eigen.eigenvalues.get(axis).copied().unwrap_or(0.0);
    order.sort_by(|a, b| variance(*b).total_cmp(&variance(*a)));
    order.truncate(AXES);
    let kept: f32 = order.iter().map(|axis| variance(*axis)).sum();
    let axes = order
        .iter()
        .flat_map(|axis| {
            eigen
                .eigenvectors
                .column(*axis)
                .iter()
                .copied()
                .collect::<Vec<_>>()
        })
        .collect();
    let basis = TokenBasis {
        question_mean: self::mean(&questions).as_slice().to_vec(),
        mean: mean.as_slice().to_vec(),
        axes,
    };
    let share = f64::from(kept) / f64::from(eigen.eigenvalues.sum());
    Ok((postcard::to_stdvec(&basis)?, share))
}

fn tokens_of_corpus(
    set: &Set,
    embedder: &Embedder,
    tokens: &mut Vec<Vec<f32>>,
) -> anyhow::Result<()> {
    let generation = set.app.generation();
    for entry in &generation.manifest().documents {
        let Some(document) = generation.document(&entry.id)? else {
            continue;
        };
        for passage in passages::passages(&document) {
            let text = passage.span.of(&document.text);
            tokens.extend(embedder.raw_tokens(false, "", text)?);
        }
    }
    Ok(())
}

fn mean(tokens: &[Vec<f32>]) -> DVector<f32> {
    let dimensions = tokens.first().map_or(0, Vec::len);
    let mut sum = DVector::<f32>::zeros(dimensions);
    for token in tokens {
        sum += DVector::from_column_slice(token);
    }
    sum / tokens.len().max(1) as f32
}

/// From the mean to a token, of length 1.
fn direction(token: &[f32], mean: &DVector<f32>) -> Vec<f32> {
    let centred = DVector::from_column_slice(token) - mean;
    centred.normalize().as_slice().to_vec()
}
