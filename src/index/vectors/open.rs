//! The vectors of a generation, mapped into memory and compared with a question.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    path::Path,
    sync::Arc,
};

use tantivy::directory::{Directory, MmapDirectory, OwnedBytes};

use super::{FOLDER, KEY, Key, Late, NUMBERS, PASSAGES, SENTENCES, Shape, TOKENS, VectorsEntry};
use crate::{
    corpus::DocumentId,
    embedding::{ModelId, Probe, TokenProbes},
    index::{IndexError, Scope, manifest::DocumentEntry},
};

/// The vectors of a generation.
pub struct Vectors {
    model: ModelId,
    shape: Shape,
    passages: OwnedBytes,
    sentences: OwnedBytes,
    tokens: OwnedBytes,
    documents: BTreeMap<DocumentId, Rows>,
    /// By row, so that the document of a row can be found.
    starts: Arc<Vec<(usize, DocumentId)>>,
    /// The end of the tokens of each passage.
    token_ends: Arc<Vec<usize>>,
}

/// The rows of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rows {
    passages: Range<usize>,
    sentences: Range<usize>,
}

/// The nearness of a question to passages and sentences, by cosine.
#[derive(Clone)]
pub struct Cosines<'a> {
    vectors: &'a Vectors,
    scope: &'a Scope,
    rows: Rows,
    passages: Vec<f32>,
    sentences: Vec<f32>,
}

/// A passage, and how near the question is to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    /// The row of the passage.
    pub row: usize,
    /// The cosine of the passage.
    pub passage_cosine: f32,
    /// Its nearest sentence: an index into `Document::sentences`.
    pub sentence: usize,
    /// The cosine of that sentence.
    pub sentence_cosine: f32,
}

impl Vectors {
    /// Opens the vectors in the folder of a generation that holds `documents`; their files are known to
    /// be whole.
    pub(in crate::index) fn open(
        folder: &Path,
        entry: &VectorsEntry,
        documents: &[DocumentEntry],
    ) -> Result<Self, IndexError> {
        let folder = folder.join(FOLDER);
        let damaged = |what: &dyn std::fmt::Display| IndexError::Unusable {
            reason: format!("the vectors in {} cannot be used: {what}", folder.display()),
        };
        let directory = MmapDirectory::open(&folder).map_err(|error| damaged(&error))?;
        let map = |name: &str| {
            let slice = directory.open_read(Path::new(name));
            let slice = slice.map_err(|error| damaged(&error))?;
            slice.read_bytes().map_err(|error| damaged(&error))
        };
        let mut vectors = Self {
            model: entry.model.clone(),
            shape: entry.shape,
            passages: map(PASSAGES)?,
            sentences: map(SENTENCES)?,
            tokens: map(TOKENS)?,
            documents: BTreeMap::new(),
            starts: Arc::default(),
            token_ends: Arc::default(),
        };
        vectors.count(documents);
        let is_complete = vectors.is_complete();
        is_complete
            .then_some(vectors)
            .ok_or_else(|| damaged(&"they are not those of the documents"))
    }

    /// Notes which rows are whose.
    fn count(&mut self, documents: &[DocumentEntry]) {
        let (mut passage, mut sentence) = (0, 0);
        let mut starts = Vec::with_capacity(documents.len());
        for entry in documents {
            let rows = Rows {
                passages: passage..passage + entry.counts.passages,
                sentences: sentence..sentence + entry.counts.sentences,
            };
            (passage, sentence) = (rows.passages.end, rows.sentences.end);
            starts.push((rows.passages.start, entry.id.clone()));
            self.documents.insert(entry.id.clone(), rows);
        }
        let mut end = 0;
        let token_ends = (0..passage).map(|row| {
            end += self.numbers(row)[2];
            end
        });
        self.token_ends = Arc::new(token_ends.collect());
        self.starts = Arc::new(starts);
    }

    fn is_complete(&self) -> bool {
        let rows = |of: fn(&Rows) -> usize| self.documents.values().map(of).max().unwrap_or(0);
        let tokens = self.token_ends.last().copied().unwrap_or(0);
        self.passages.len() == rows(|rows| rows.passages.end) * self.shape.passage()
            && self.sentences.len() == rows(|rows| rows.sentences.end) * self.shape.sentence()
            && self.tokens.len() == tokens * self.shape.token()
    }

    /// The same vectors without those of some documents.
    pub(in crate::index) fn without(&self, hidden: &BTreeSet<DocumentId>) -> Self {
        let documents = self.documents.iter();
        let documents = documents.filter(|(id, _)| !hidden.contains(*id));
        Self {
            model: self.model.clone(),
            shape: self.shape,
            passages: self.passages.clone(),
            sentences: self.sentences.clone(),
            tokens: self.tokens.clone(),
            documents: documents
                .map(|(id, rows)| (id.clone(), rows.clone()))
                .collect(),
            starts: Arc::clone(&self.starts),
            token_ends: Arc::clone(&self.token_ends),
        }
    }

    /// Whether there are vectors of a document.
    pub(in crate::index) fn has(&self, document: &DocumentId) -> bool {
        self.documents.contains_key(document)
    }

    /// The model that made them.
    pub fn model(&self) -> &ModelId {
        &self.model
    }

    /// Compares a question with every passage and sentence of a scope.
    pub fn scan<'a>(&'a self, question: &Probe, scope: &'a Scope) -> Cosines<'a> {
        let all = Rows {
            passages: 0..self.token_ends.len(),
            sentences: 0..self.sentences.len() / self.shape.sentence(),
        };
        let none = Rows {
            passages: 0..0,
            sentences: 0..0,
        };
        let rows = match scope {
            Scope::Only(id) => self.documents.get(id).cloned().unwrap_or(none),
            Scope::All | Scope::Without(_) => all,
        };
        let (passages, sentences, _) = self.bytes_of(&rows);
        Cosines {
            vectors: self,
            scope,
            passages: question.dots(passages, self.shape.passage(), KEY + NUMBERS),
            sentences: question.dots(sentences, self.shape.sentence(), KEY),
            rows,
        }
    }

    /// The document of a passage, and the range of its sentences there.
    pub fn passage(&self, row: usize) -> Option<(&DocumentId, (usize, usize))> {
        let index = self.starts.partition_point(|(start, _)| *start <= row);
        // Documents without passages begin where the next one does.
        let (_, document) = self.starts.get(index.checked_sub(1)?)?;
        let [first, last, _] = self.numbers(row);
        Some((document, (first, last)))
    }

    /// The row of the passage of a document with these sentences.
    pub fn row(&self, document: &DocumentId, sentences: (usize, usize)) -> Option<usize> {
        let rows = self.documents.get(document)?.passages.clone();
        rows.into_iter().find(|row| {
            let [first, last, _] = self.numbers(*row);
            (first, last) == sentences
        })
    }

    /// Compares the tokens of a question with those of a passage.
    pub fn late(&self, question: &TokenProbes, row: usize) -> Late {
        let [first, last, _] = self.numbers(row);
        let tokens = self.tokens_of(row).unwrap_or_default();
        let sentences = last.saturating_sub(first);
        Late::of(
            question.nearest(tokens, self.shape.token(), sentences),
            sentences,
        )
    }

    /// The row of each key.
    pub(super) fn keys(&self) -> BTreeMap<Key, usize> {
        let keys = |bytes: &'_ OwnedBytes, row: usize| -> Vec<(Key, usize)> {
            let rows = bytes.chunks_exact(row).enumerate();
            rows.filter_map(|(at, row)| Some((*row.first_chunk()?, at)))
                .collect()
        };
        let passages = keys(&self.passages, self.shape.passage());
        let sentences = keys(&self.sentences, self.shape.sentence());
        passages.into_iter().chain(sentences).collect()
    }

    pub(super) fn rows(&self, document: &DocumentId) -> Option<&Rows> {
        self.documents.get(document)
    }

    /// The bytes of some rows: passages, sentences, tokens.
    pub(super) fn bytes_of(&self, rows: &Rows) -> (&[u8], &[u8], &[u8]) {
        let cut = |bytes: &'_ OwnedBytes, rows: &Range<usize>, row: usize| {
            rows.start * row..(rows.end * row).min(bytes.len())
        };
        let (passage, sentence) = (self.shape.passage(), self.shape.sentence());
        let token = self.shape.token();
        let tokens =
            self.token_end(rows.passages.start) * token..self.token_end(rows.passages.end) * token;
        let passages = cut(&self.passages, &rows.passages, passage);
        let sentences = cut(&self.sentences, &rows.sentences, sentence);
        (
            self.passages.get(passages).unwrap_or_default(),
            self.sentences.get(sentences).unwrap_or_default(),
            self.tokens.get(tokens).unwrap_or_default(),
        )
    }

    /// The vector of a passage and those of its tokens.
    pub(super) fn passage_vectors(&self, row: usize) -> Vec<u8> {
        let start = row * self.shape.passage();
        let passage = self
            .passages
            .get(start + KEY + NUMBERS..start + self.shape.passage());
        let mut vectors = passage.unwrap_or_default().to_vec();
        vectors.extend(self.tokens_of(row).unwrap_or_default());
        vectors
    }

    /// The vector of a sentence.
    pub(super) fn sentence_vector(&self, row: usize) -> &[u8] {
        let start = row * self.shape.sentence();
        let sentence = self
            .sentences
            .get(start + KEY..start + self.shape.sentence());
        sentence.unwrap_or_default()
    }

    fn tokens_of(&self, row: usize) -> Option<&[u8]> {
        let token = self.shape.token();
        let range = self.token_end(row) * token..self.token_end(row + 1) * token;
        self.tokens.get(range)
    }

    /// The end of the tokens of the passages before `row`.
    fn token_end(&self, row: usize) -> usize {
        let before = row.checked_sub(1).and_then(|row| self.token_ends.get(row));
        before.copied().unwrap_or(0)
    }

    /// First sentence, last sentence and number of tokens of a passage.
    fn numbers(&self, row: usize) -> [usize; 3] {
        let start = row * self.shape.passage() + KEY;
        let bytes = self
            .passages
            .get(start..start + NUMBERS)
            .unwrap_or_default();
        let mut numbers = [0; 3];
        for (number, bytes) in numbers.iter_mut().zip(bytes.chunks_exact(size_of::<u32>())) {
            let bytes = bytes.first_chunk().copied().unwrap_or_default();
            *number = usize::try_from(u32::from_le_bytes(bytes)).unwrap_or(usize::MAX);
        }
        numbers
    }
}

impl Cosines<'_> {
    /// Every passage that was looked at, with its nearest sentence.
    pub fn passages(&self) -> Vec<Near> {
        let mut near = Vec::with_capacity(self.passages.len());
        for (id, rows) in &self.vectors.documents {
            if !self.scope.has(id) {
                continue;
            }
            let Some(cosines) = self.sentences_of(rows) else {
                continue;
            };
            for row in rows.passages.clone() {
                let [first, last, _] = self.vectors.numbers(row);
                let inside = cosines.get(first..last).unwrap_or_default();
                let best = inside.iter().zip(first..).max_by(|a, b| a.0.total_cmp(b.0));
                let at = row.checked_sub(self.rows.passages.start);
                let passage = at.and_then(|at| self.passages.get(at));
                if let (Some((cosine, sentence)), Some(passage)) = (best, passage) {
                    near.push(Near {
                        row,
                        passage_cosine: *passage,
                        sentence,
                        sentence_cosine: *cosine,
                    });
                }
            }
        }
        near
    }

    /// The cosine of the sentence with this index in its document.
    pub fn sentence(&self, document: &DocumentId, index: usize) -> Option<f32> {
        let cosines = self.sentences_of(self.vectors.rows(document)?)?;
        cosines.get(index).copied()
    }

    /// The cosines of the sentences of a document, if it was looked at.
    fn sentences_of(&self, rows: &Rows) -> Option<&[f32]> {
        let start = rows
            .sentences
            .start
            .checked_sub(self.rows.sentences.start)?;
        self.sentences.get(start..start + rows.sentences.len())
    }
}
