//! The words of a generation, on disk and open for reading: an index for each language that its
//! documents have.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use tantivy::{
    Index, IndexReader, ReloadPolicy, Searcher, TantivyDocument, Term,
    collector::TopDocs,
    query::TermQuery,
    schema::{IndexRecordOption, Value},
};

use super::{IndexError, manifest::DocumentEntry, read_only::ReadOnlyDirectory, schema::Fields};
use crate::{
    corpus::{Document, printable},
    language::Language,
};

/// The folder of the word indexes within a generation; each is in a folder with the code of its language.
pub(super) const WORDS: &str = "words";

/// The words of a generation.
pub(super) struct Words(BTreeMap<Language, LanguageWords>);

/// The words of its documents in one language.
pub(super) struct LanguageWords {
    pub(super) fields: Fields,
    reader: IndexReader,
}

impl Words {
    /// Opens the words of the generation in `folder`, which holds `documents`; its files are known to be
    /// whole.
    pub(super) fn open(folder: &Path, documents: &[DocumentEntry]) -> Result<Self, IndexError> {
        let languages: BTreeSet<Language> = documents.iter().map(|entry| entry.language).collect();
        let words = languages.into_iter().map(|language| {
            let words = LanguageWords::open(folder, language)?;
            Ok((language, words))
        });
        words.collect::<Result<_, _>>().map(Self)
    }

    /// The words of each language that documents have.
    pub(super) fn all(&self) -> impl Iterator<Item = &LanguageWords> {
        self.0.values()
    }

    /// The words of a language, if documents have it.
    pub(super) fn of(&self, language: Language) -> Option<&LanguageWords> {
        self.0.get(&language)
    }

    /// The record of a document, if it is the one that the manifest names: a quote from another one
    /// would prove nothing.
    pub(super) fn document(&self, entry: &DocumentEntry) -> Result<Document, IndexError> {
        let id = &entry.id;
        let unusable = |what: &dyn std::fmt::Display| IndexError::Unusable {
            reason: format!("the record of {} {what}", printable(id.as_str())),
        };
        let failed = |error| unusable(&format_args!("cannot be read: {error}"));
        let missing = || unusable(&"is missing");
        let words = self.of(entry.language).ok_or_else(missing)?;
        let (fields, searcher) = (&words.fields, words.searcher());
        let key = Term::from_field_text(fields.key, id.as_str());
        let query = TermQuery::new(key, IndexRecordOption::Basic);
        let first = TopDocs::with_limit(1).order_by_score();
        let found = searcher.search(&query, &first).map_err(failed)?;
        let (_, address) = found.first().ok_or_else(missing)?;
        let record: TantivyDocument = searcher.doc(*address).map_err(failed)?;
        let record = record.get_first(fields.record);
        let bytes = record
            .and_then(|value| value.as_bytes())
            .unwrap_or_default();
        let (seal, bytes) = bytes.split_at_checked(SEAL).unwrap_or_default();
        if sealed(&entry.hash, bytes).is_none_or(|hash| hash != *seal) {
            return Err(unusable(&"is not that of the file that was read"));
        }
        let document: Document = postcard::from_bytes(bytes)
            .map_err(|error| unusable(&format_args!("is damaged: {error}")))?;
        if document.id != *id {
            return Err(unusable(&"is that of another document"));
        }
        Ok(document)
    }
}

impl LanguageWords {
    fn open(folder: &Path, language: Language) -> Result<Self, IndexError> {
        let unusable = |error: tantivy::TantivyError| IndexError::unusable(folder, &error);
        let directory = ReadOnlyDirectory::open(&folder.join(WORDS).join(language.code()))
            .map_err(|error| IndexError::unusable(folder, &error))?;
        let index = Index::open(directory).map_err(unusable)?;
        let fields = Fields::of(language);
        if index.schema() != fields.schema {
            return Err(IndexError::unusable(folder, &"it has other fields"));
        }
        fields.register_analysers(&index);
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual);
        Ok(Self {
            fields,
            reader: reader.try_into().map_err(unusable)?,
        })
    }

    pub(super) fn language(&self) -> Language {
        self.fields.words.language
    }

    pub(super) fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }
}

/// Bytes in front of a record, by which it is known to be whole, and made from a certain source.
const SEAL: usize = blake3::OUT_LEN;

/// The seal of a record that was made from the source with this hash.
pub(super) fn sealed(source: &str, record: &[u8]) -> Option<blake3::Hash> {
    let source = blake3::Hash::from_hex(source).ok()?;
    Some(blake3::keyed_hash(source.as_bytes(), record))
}
