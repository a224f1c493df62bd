//! How a model cuts texts into tokens, and how much each token says.

use tokenizers::{ModelWrapper, Tokenizer, TruncationParams};

use super::ModelSettings;

/// A token with this probability (natural logarithm, without the sign) or a larger one says
/// nothing; "the" has 3.9, "Raumfahrt" 13.
const SAYS_NOTHING: f32 = 6.0;
/// But it does not count for nothing.
const LEAST_WEIGHT: f32 = 0.2;

/// The tokenizer in `tokenizer.json`, set to cut off what is longer than the model takes.
pub(super) fn tokenizer(bytes: &[u8], settings: &ModelSettings) -> Result<Tokenizer, String> {
    let mut tokenizer = Tokenizer::from_bytes(bytes).map_err(|error| error.to_string())?;
    tokenizer.with_padding(None);
    let truncation = TruncationParams {
        max_length: settings.max_tokens,
        ..TruncationParams::default()
    };
    tokenizer
        .with_truncation(Some(truncation))
        .map_err(|error| error.to_string())?;
    Ok(tokenizer)
}

/// How much each token says: the fewer texts of the world have it, the more. A unigram tokenizer
/// knows the logarithm of each token's probability; others do not tell, and every token counts the
/// same.
#[allow(clippy::cast_possible_truncation, reason = "weights need no 64 bits")]
pub(super) fn weights(tokenizer: &Tokenizer) -> Vec<f32> {
    let ModelWrapper::Unigram(unigram) = tokenizer.get_model() else {
        return Vec::new();
    };
    let weight =
        |(_, probability): &(String, f64)| (-*probability as f32 - SAYS_NOTHING).max(LEAST_WEIGHT);
    unigram.iter().map(weight).collect()
}

/// The token that stands for whatever a tokenizer does not know, by the names that are usual.
pub(super) fn unknown(tokenizer: &Tokenizer) -> Option<u32> {
    let mut names = ["<unk>", "[UNK]", "<UNK>"].into_iter();
    names.find_map(|name| tokenizer.token_to_id(name))
}
