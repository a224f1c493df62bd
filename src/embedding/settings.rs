//! `model.toml`: how a model wants its input. A folder without one is taken to hold a model of the
//! E5 family.

use serde::Deserialize;

/// The input that a model wants, and the way in which its output becomes one vector.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ModelSettings {
    /// The name of the model.
    pub name: String,
    /// Stands in front of a question. (E5 was trained with `query: `.)
    pub query_prefix: String,
    /// Stands in front of a passage or sentence.
    pub passage_prefix: String,
    /// The way in which the vectors of the tokens become that of the text.
    pub pooling: Pooling,
    /// Longer texts are cut to this many tokens.
    pub max_tokens: usize,
}

/// The way in which the vectors of the tokens become that of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pooling {
    /// Their mean.
    Mean,
    /// The vector of the first token.
    First,
}

impl Default for ModelSettings {
    fn default() -> Self {
        Self {
            name: "a model without model.toml".to_owned(),
            query_prefix: "query: ".to_owned(),
            passage_prefix: "passage: ".to_owned(),
            pooling: Pooling::Mean,
            max_tokens: 512,
        }
    }
}
