//! The texts of a document that are embedded: its passages with their headings, and its sentences.
//!
//! They are made from the records of the word index whenever they are needed: kept for a whole corpus, they
//! would take more memory than all else.

use std::path::Path;

use super::{KEY, Key};
use crate::{
    corpus::{Document, Reading},
    index::{IndexError, manifest::DocumentEntry, words::Words},
    passages::{Passage, passages},
    span::Span,
};

/// The documents of a generation whose texts have no vectors yet in the generation before.
pub(in crate::index) struct NewTexts<'a> {
    /// In the order of their ids.
    documents: Vec<&'a DocumentEntry>,
    words: Words,
}

impl<'a> NewTexts<'a> {
    /// Those of `documents` that are new, from the words in the folder of their generation.
    pub(in crate::index) fn of(
        folder: &Path,
        documents: &'a [DocumentEntry],
        is_new: impl Fn(&DocumentEntry) -> bool,
    ) -> Result<Self, IndexError> {
        Ok(Self {
            documents: documents.iter().filter(|entry| is_new(entry)).collect(),
            words: Words::open(folder, documents)?,
        })
    }

    /// The texts of each document, one after the other.
    pub(super) fn all(&self) -> impl Iterator<Item = Result<Texts, IndexError>> {
        let documents = self.documents.iter();
        documents.map(|entry| self.texts_of(entry))
    }

    /// The texts of a document; nothing if it is not new.
    pub(super) fn get(&self, entry: &DocumentEntry) -> Result<Option<Texts>, IndexError> {
        let found = self
            .documents
            .binary_search_by_key(&&entry.id, |new| &new.id);
        found.is_ok().then(|| self.texts_of(entry)).transpose()
    }

    fn texts_of(&self, entry: &DocumentEntry) -> Result<Texts, IndexError> {
        let document = self.words.document(entry)?;
        Ok(Texts::of(&document, &passages(&document)))
    }
}

/// The texts of a document, in the order in which their vectors are kept.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    pub(super) passages: Vec<PassageText>,
    pub(super) sentences: Vec<SentenceText>,
}

/// A passage as it is embedded.
#[derive(Clone, Debug)]
pub(super) struct PassageText {
    pub(super) key: Key,
    /// Title and heading: a passage is understood in their light.
    pub(super) context: String,
    pub(super) text: String,
    /// The range of sentences.
    pub(super) sentences: (usize, usize),
    /// The beginning of each of them in `text`.
    starts: Vec<usize>,
}

/// A sentence as it is embedded.
#[derive(Clone, Debug)]
pub(super) struct SentenceText {
    pub(super) key: Key,
    pub(super) text: String,
}

impl Texts {
    /// The texts of a document and its passages.
    fn of(document: &Document, passages: &[Passage]) -> Self {
        let read = |span: Span| Reading::of(&document.text, span, &document.edits).text;
        let passage = |passage: &Passage| {
            let reading = Reading::of(&document.text, passage.span, &document.edits);
            let (first, last) = passage.sentences;
            let sentences = document.sentences.get(first..last).unwrap_or_default();
            let starts = sentences
                .iter()
                .map(|span| reading.from_source(*span).start);
            let context = context(document, passage);
            PassageText {
                key: key(b'p', &context, &reading.text),
                starts: starts.collect(),
                context,
                text: reading.text,
                sentences: passage.sentences,
            }
        };
        let sentence = |span: &Span| {
            let text = read(*span);
            SentenceText {
                key: key(b's', "", &text),
                text,
            }
        };
        Self {
            passages: passages.iter().map(passage).collect(),
            sentences: document.sentences.iter().map(sentence).collect(),
        }
    }
}

impl Texts {
    /// The keys of all of them.
    pub(super) fn keys(&self) -> impl Iterator<Item = Key> {
        let passages = self.passages.iter().map(|passage| passage.key);
        passages.chain(self.sentences.iter().map(|sentence| sentence.key))
    }
}

impl PassageText {
    /// The index of the passage's sentence, from 0, that has the byte at `at` of the text.
    pub(super) fn sentence_at(&self, at: usize) -> usize {
        let up_to = self.starts.partition_point(|start| *start <= at);
        up_to.saturating_sub(1)
    }
}

/// The title of the document, the nearest heading, and what a list or table is read with.
fn context(document: &Document, passage: &Passage) -> String {
    let paragraph = document.paragraphs.get(passage.paragraph);
    let section = paragraph.and_then(|paragraph| paragraph.section);
    let heading = section.and_then(|index| document.sections.get(index));
    let title = document.title();
    let opening = paragraph.and_then(|paragraph| paragraph.opening);
    let opening = opening.filter(|opening| !passage.span.contains(*opening));
    let opening = opening.map(|span| Reading::of(&document.text, span, &document.edits).text);
    let parts = [
        Some(title.as_ref()),
        heading.map(|section| section.title.as_str()),
        opening.as_deref(),
    ];
    parts
        .into_iter()
        .flatten()
        .flat_map(|part| [part, ". "])
        .collect()
}

/// A hash of the kind of a text and its words. Vectors are looked up by it within one model only.
fn key(kind: u8, context: &str, text: &str) -> Key {
    let mut hash = blake3::Hasher::new();
    hash.update(&[kind]);
    hash.update(&(context.len() as u64).to_le_bytes());
    hash.update(context.as_bytes());
    hash.update(text.as_bytes());
    let mut key = [0; KEY];
    hash.finalize_xof().fill(&mut key);
    key
}
