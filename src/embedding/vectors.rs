//! The vectors that a model makes of questions and passages.

/// The vectors that the model makes of a question.
#[derive(Clone, Debug)]
pub struct QuestionVectors {
    /// The question, of length 1.
    pub vector: Vec<f32>,
    /// Its tokens; empty for a model without a basis.
    pub tokens: Vec<QuestionToken>,
    /// Characters for each token.
    pub(super) token_length: f32,
}

/// Questions in the model's languages have three characters a token and more; "CFIUS?" has two. In
/// a script of which the tokenizer knows single letters only, a token has hardly more than one.
const LEAST_TOKEN_LENGTH: f32 = 1.75;

impl QuestionVectors {
    /// Whether the model was made for the language of the question.
    pub fn is_understood(&self) -> bool {
        self.token_length >= LEAST_TOKEN_LENGTH
    }
}

/// A token of a question.
#[derive(Clone, Debug)]
pub struct QuestionToken {
    /// On the axes of the basis, of length 1.
    pub vector: Vec<f32>,
    /// The weight of the token: how much it says; the weights of a question add up to 1.
    pub weight: f32,
}

/// The vectors that the model makes of a passage.
#[derive(Clone, Debug)]
pub struct PassageVectors {
    /// The passage, of length 1.
    pub vector: Vec<f32>,
    /// Its tokens; empty for a model without a basis.
    pub tokens: Vec<PassageToken>,
}

/// A token of a passage.
#[derive(Clone, Debug)]
pub struct PassageToken {
    /// On the axes of the basis, of length 1.
    pub vector: Vec<f32>,
    /// The place in the text of the passage at which it begins, in bytes.
    pub start: usize,
}
