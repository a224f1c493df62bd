//! The tokens that a model cuts texts into, and how much each token says.

use serde::{Deserialize, de::DeserializeOwned};
use tokenizers::{
    DecoderWrapper, Encoding, Model, ModelWrapper, NormalizerWrapper, PostProcessorWrapper,
    PreTokenizerWrapper, TokenizerImpl, TruncationParams,
};

use super::{EmbeddingError, ModelSettings, unigram::Unigram};

/// A token with this probability (natural logarithm, without the sign) or a larger one says
/// nothing; "the" has 3.9, "Raumfahrt" 13.
const SAYS_NOTHING: f32 = 6.0;
/// But it does not count for nothing.
const LEAST_WEIGHT: f32 = 0.2;

type Of<M> =
    TokenizerImpl<M, NormalizerWrapper, PreTokenizerWrapper, PostProcessorWrapper, DecoderWrapper>;

/// The tokenizer that cuts texts into tokens.
pub(super) enum Tokenizer {
    /// A unigram tokenizer, as models of many languages have it.
    Unigram(Box<Of<Unigram>>),
    /// Any other.
    Other(Box<Of<ModelWrapper>>),
}

/// The part of `tokenizer.json` that is looked at first.
#[derive(Deserialize)]
struct Kind {
    model: KindOfModel,
}

#[derive(Deserialize)]
struct KindOfModel {
    #[serde(rename = "type")]
    kind: Option<String>,
    unk_id: Option<u32>,
    #[serde(default)]
    byte_fallback: bool,
}

impl Tokenizer {
    /// Reads `tokenizer.json`; what is longer than the model takes will be cut off.
    pub(super) fn read(json: &[u8], settings: &ModelSettings) -> Result<Self, String> {
        let Kind { model } = serde_json::from_slice(json).map_err(|error| error.to_string())?;
        let is_unigram = model.kind.as_deref() == Some("Unigram") && model.unk_id.is_some();
        Ok(if is_unigram && !model.byte_fallback {
            Self::Unigram(read(json, settings)?)
        } else {
            Self::Other(read(json, settings)?)
        })
    }

    /// Cuts a text into tokens; with the marks that the model wants around a text, if asked for.
    pub(super) fn encode(&self, text: &str, with_marks: bool) -> Result<Encoding, EmbeddingError> {
        let encoded = match self {
            Self::Unigram(tokenizer) => tokenizer.encode(text, with_marks),
            Self::Other(tokenizer) => tokenizer.encode(text, with_marks),
        };
        encoded.map_err(|error| EmbeddingError::Failed(error.to_string()))
    }

    /// Cuts two texts into tokens, with the marks that the model wants around and between them.
    pub(super) fn encode_pair(&self, one: &str, other: &str) -> Result<Encoding, EmbeddingError> {
        let encoded = match self {
            Self::Unigram(tokenizer) => tokenizer.encode((one, other), true),
            Self::Other(tokenizer) => tokenizer.encode((one, other), true),
        };
        encoded.map_err(|error| EmbeddingError::Failed(error.to_string()))
    }

    /// The number of a token.
    pub(super) fn number(&self, token: &str) -> Option<u32> {
        match self {
            Self::Unigram(tokenizer) => tokenizer.token_to_id(token),
            Self::Other(tokenizer) => tokenizer.token_to_id(token),
        }
    }

    /// The weight of each token, by its number: the fewer texts of the world have it, the more it says. A unigram
    /// tokenizer knows the logarithm of each token's probability; others do not tell, and every token counts the
    /// same.
    #[allow(clippy::cast_possible_truncation, reason = "weights need no 64 bits")]
    pub(super) fn weights(&self) -> Vec<f32> {
        let weight = |probability: f64| (-probability as f32 - SAYS_NOTHING).max(LEAST_WEIGHT);
        match self {
            Self::Unigram(tokenizer) => {
                let scores = tokenizer.get_model().scores().iter();
                scores.map(|score| weight(*score)).collect()
            }
            Self::Other(tokenizer) => match tokenizer.get_model() {
                ModelWrapper::Unigram(unigram) => unigram.iter().map(|(_, p)| weight(*p)).collect(),
                _ => Vec::new(),
            },
        }
    }

    /// The token that stands for whatever is not known, by the names that are usual.
    pub(super) fn unknown(&self) -> Option<u32> {
        let mut names = ["<unk>", "[UNK]", "<UNK>"].into_iter();
        names.find_map(|name| self.number(name))
    }
}

fn read<M: Model + DeserializeOwned>(
    json: &[u8],
    settings: &ModelSettings,
) -> Result<Box<Of<M>>, String> {
    let mut tokenizer: Of<M> = serde_json::from_slice(json).map_err(|error| error.to_string())?;
    tokenizer.with_padding(None);
    let truncation = TruncationParams {
        max_length: settings.max_tokens,
        ..TruncationParams::default()
    };
    tokenizer
        .with_truncation(Some(truncation))
        .map_err(|error| error.to_string())?;
    Ok(Box::new(tokenizer))
}
