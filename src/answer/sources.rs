//! What a question is asked of, and the options by which it is answered.

use super::{Model, Observer, Thresholds};
use crate::{
    corpus::DocumentId,
    index::{DocumentEntry, Generation, Scope},
    language::Language,
};

/// The index that a question is asked of, with the model and the observer.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// The index.
    pub generation: &'a Generation,
    /// The model that understands the question.
    pub model: &'a Model,
    /// The observer that is told how far the question is.
    pub observer: &'a dyn Observer,
}

impl Sources<'_> {
    /// Whether there is a model, but the texts are still to be embedded.
    pub fn awaits_vectors(self) -> bool {
        self.model.embedder().is_some() && self.generation.vectors().is_none()
    }
}

/// The options by which answers are made.
#[derive(Clone, Debug)]
pub struct AnswerOptions {
    /// At most this many citations.
    pub max_citations: usize,
    /// A quote has at most this many characters.
    pub max_quote_chars: usize,
    /// The thresholds for how sure an answer must be.
    pub thresholds: Thresholds,
    /// Whether statements are read with the question, where the model can.
    pub reads: bool,
    /// Only this document is asked.
    pub document: Option<DocumentId>,
    /// The asker's own language, where it is known: it chooses between the editions of a document where
    /// the question does not tell in which language it is.
    pub language: Option<Language>,
    /// The documents that are asked, where that is settled already.
    pub scope: Option<Scope>,
}

impl AnswerOptions {
    /// The documents that are asked.
    pub(super) fn documents<'a>(
        &'a self,
        generation: &'a Generation,
    ) -> impl Iterator<Item = &'a DocumentEntry> {
        let (wanted, scope) = (self.document.as_ref(), self.scope.as_ref());
        let documents = generation.manifest().documents.iter();
        documents.filter(move |entry| {
            wanted.is_none_or(|wanted| *wanted == entry.id)
                && scope.is_none_or(|scope| scope.has(&entry.id))
        })
    }
}
