//! The numbers that BM25 needs to know about a collection of records.
//!
//! Documents, passages and sentences of a language share one tantivy index, so its own counts
//! are those of no collection at all: rarity and length would be judged against records that do
//! not even have the field.

use tantivy::{Searcher, Term, query::Bm25StatisticsProvider, schema::Field};

/// The statistics of the records that have a field: passages, or sentences, in one language.
pub(super) struct Collection<'a> {
    pub(super) searcher: &'a Searcher,
    /// The number of records.
    pub(super) records: u64,
}

impl Bm25StatisticsProvider for Collection<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        self.searcher.total_num_tokens(field)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.records)
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        self.searcher.doc_freq(term)
    }
}
