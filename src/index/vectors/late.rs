//! Late interaction: a passage is looked at token by token, where its one vector says too little.

/// The degree to which the tokens of a question are met by those of a passage: for each of them, the
/// cosine of the most similar one. Late interaction, as in Khattab & Zaharia, `ColBERT` (2020).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Late {
    /// The mean, by the weights of the question's tokens.
    pub mean: f32,
    /// The mean of the two that are met worst.
    pub worst: f32,
    /// The mean where each sentence of the passage stands alone.
    pub sentences: Vec<f32>,
}

impl Late {
    /// Sums up how each token of a question is met, of which the weight and the nearness to each sentence are
    /// told.
    pub(super) fn of(tokens: impl Iterator<Item = (f32, Vec<f32>)>, sentences: usize) -> Self {
        let mut late = Self {
            sentences: vec![0.0; sentences],
            ..Self::default()
        };
        let mut met = Vec::new();
        for (weight, best) in tokens {
            for (mean, best) in late.sentences.iter_mut().zip(&best) {
                *mean += weight * best;
            }
            let best = best.into_iter().fold(-1.0, f32::max);
            late.mean += weight * best;
            met.push(best);
        }
        met.sort_by(f32::total_cmp);
        met.truncate(2);
        late.worst = met.iter().sum::<f32>() / met.len().max(1) as f32;
        late
    }
}
