//! A published cross-encoder reads a question and a statement as it was trained to.

use std::borrow::Cow;

use super::{
    EmbeddingError, ModelSettings, cross_encoder_files::CrossEncoderSettings, tokens::Tokenizer,
};

/// A tokenizer that cuts a question and a statement as a published cross-encoder was trained on them.
pub(super) struct PairTokenizer {
    tokenizer: Tokenizer,
    settings: CrossEncoderSettings,
}

impl PairTokenizer {
    pub(super) fn of(json: &[u8], settings: CrossEncoderSettings) -> Result<Self, String> {
        let wanted = ModelSettings {
            max_tokens: settings.max_tokens,
            ..ModelSettings::default()
        };
        let tokenizer = Tokenizer::read(json, &wanted)?;
        Ok(Self {
            tokenizer,
            settings,
        })
    }

    /// The ids of the tokens of both, with the marks between them, and for each the text that it is of: 0 or 1.
    pub(super) fn encode(
        &self,
        question: &str,
        context: &str,
        statement: &str,
    ) -> Result<(Vec<u32>, Vec<u32>), EmbeddingError> {
        let has_context = self.settings.context && !context.is_empty();
        let statement = if has_context {
            Cow::Owned(format!("{context}: {statement}"))
        } else {
            Cow::Borrowed(statement)
        };
        let encoded = self.tokenizer.encode_pair(question, &statement)?;
        Ok((encoded.get_ids().to_vec(), encoded.get_type_ids().to_vec()))
    }
}
