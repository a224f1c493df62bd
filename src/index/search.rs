//! Asking the words: which passages and which sentences have those of the question.

use std::{
    collections::{BTreeMap, btree_map::Entry},
    io,
};

use tantivy::{
    DocAddress, DocId, Score, Searcher, SegmentReader, Term,
    collector::{Count, TopDocs},
    columnar::{Column, StrColumn},
    query::{
        BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, Occur,
        Query as TantivyQuery, TermQuery, TermSetQuery,
    },
    schema::{Field, IndexRecordOption},
};

use super::{
    Generation, IndexError, Query, Scope,
    manifest::Counts,
    query::QueryTerm,
    schema::{Fields, WordFields},
    statistics::Collection,
    words::LanguageWords,
};
use crate::{corpus::DocumentId, language::Language};

/// Weight of a word in the text of a passage; the other weights are relative to it.
const TEXT: Score = 1.0;
/// Weight of a part of a compound.
const PARTS: Score = 0.5;
/// Weight of a word in the title or a heading.
const HEADING: Score = 0.3;
/// Weight of a word in a neighbouring sentence.
const NEAR: Score = 0.15;
/// The share that the other forms of a word add to the best one: three years of a decade are more about
/// it than one.
const OTHER_FORMS: Score = 0.3;

/// Up to so many documents are asked for one by one: for more, tantivy makes an automaton of them, which takes as long
/// as the rest of a question.
const ONE_BY_ONE: usize = 32;

/// A passage that has words of the question.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The document.
    pub document: DocumentId,
    /// Its sentences: a range of indices into `Document::sentences`.
    pub sentences: (usize, usize),
    /// The degree to which the words meet, by BM25 over weighted fields; higher is better, and only
    /// comparable within one question.
    pub score: Score,
}

/// A sentence that has words of the question.
#[derive(Clone, Debug, PartialEq)]
pub struct SentenceHit {
    /// The document.
    pub document: DocumentId,
    /// An index into `Document::sentences`.
    pub sentence: usize,
    /// As in [`Hit`].
    pub score: Score,
}

impl Generation {
    /// The passages that meet the question best, best first; ties in order of documents.
    pub fn search_passages(
        &self,
        query: &Query,
        scope: &Scope,
        limit: usize,
    ) -> Result<Vec<Hit>, IndexError> {
        let weighted = |fields: WordFields, term: &QueryTerm| {
            let stems = term.stems(fields.language);
            let mut clauses = vec![
                any_of(fields.text, stems, TEXT),
                any_of(fields.heading, stems, HEADING),
                any_of(fields.near, stems, NEAR),
            ];
            clauses.extend(part_clauses(
                fields.parts,
                term.parts(fields.language),
                PARTS,
            ));
            clauses
        };
        let records = |counts: &Counts| counts.passages;
        self.guarded(|| self.search(query, scope, limit, records, weighted))
    }

    /// The sentences that meet the question best, best first.
    pub fn search_sentences(
        &self,
        query: &Query,
        scope: &Scope,
        limit: usize,
    ) -> Result<Vec<SentenceHit>, IndexError> {
        let weighted = |fields: WordFields, term: &QueryTerm| {
            let mut clauses = vec![any_of(fields.sentence, term.stems(fields.language), TEXT)];
            let parts = term.parts(fields.language);
            clauses.extend(part_clauses(fields.sentence_parts, parts, PARTS));
            clauses
        };
        let records = |counts: &Counts| counts.sentences;
        let hits = self.guarded(|| self.search(query, scope, limit, records, weighted))?;
        let sentence = |hit: Hit| SentenceHit {
            document: hit.document,
            sentence: hit.sentences.0,
            score: hit.score,
        };
        Ok(hits.into_iter().map(sentence).collect())
    }

    /// In how many of the passages a word of the question stands, in any of its forms. A compound
    /// counts where all of its parts may stand: by the rarest.
    pub fn passages_with(&self, term: &QueryTerm) -> Result<u64, IndexError> {
        self.guarded(|| self.count_passages_with(term))
    }

    fn count_passages_with(&self, term: &QueryTerm) -> Result<u64, IndexError> {
        let mut most = 0;
        for words in self.words().all() {
            let (searcher, fields) = (words.searcher(), words.fields.words);
            let count = |field: Field, stem: &str| {
                let term = Term::from_field_text(field, stem);
                let counted = if self.hidden().is_empty() {
                    searcher.doc_freq(&term)
                } else {
                    self.count_seen(words, term)
                };
                counted.map_err(IndexError::tantivy(self.folder()))
            };
            for stem in term.stems(fields.language) {
                most = most.max(count(fields.text, stem)?);
            }
            if let Some(field) = fields.parts {
                let mut rarest = u64::MAX;
                for part in term.parts(fields.language) {
                    rarest = rarest.min(count(field, part)?);
                }
                most = most.max(if rarest == u64::MAX { 0 } else { rarest });
            }
        }
        Ok(most)
    }

    /// In how many records that are not held back a word stands. Otherwise an answer would tell whether a word that nobody
    /// may see is there: by that, questions are refused.
    fn count_seen(&self, words: &LanguageWords, term: Term) -> tantivy::Result<u64> {
        let word = TermQuery::new(term, IndexRecordOption::Basic);
        let word: Box<dyn TantivyQuery> = Box::new(word);
        let word = BooleanQuery::new(vec![(Occur::Must, word)]);
        let seen = self.within(&words.fields, word, &Scope::All);
        Ok(words.searcher().search(&seen, &Count)? as u64)
    }

    /// Whether a word of the index stands in a record that is not held back.
    pub(super) fn sees(&self, words: &LanguageWords, field: Field, stem: &str) -> io::Result<bool> {
        if self.hidden().is_empty() {
            return Ok(true);
        }
        let term = Term::from_field_text(field, stem);
        let count = self.count_seen(words, term);
        Ok(count.map_err(io::Error::other)? > 0)
    }

    /// Searches the records of each language by its own statistics, and merges what is found.
    fn search(
        &self,
        query: &Query,
        scope: &Scope,
        limit: usize,
        records: impl Fn(&Counts) -> usize,
        weighted: impl Fn(WordFields, &QueryTerm) -> Vec<Box<dyn TantivyQuery>>,
    ) -> Result<Vec<Hit>, IndexError> {
        let languages = self.languages_in(scope);
        let mut hits = Vec::new();
        for words in self.words().all() {
            if !languages.contains(&words.language()) {
                continue;
            }
            let (searcher, fields) = (words.searcher(), &words.fields);
            let clauses = query.terms.iter();
            let clauses = clauses.flat_map(|term| weighted(fields.words, term));
            let words = BooleanQuery::new(clauses.map(|clause| (Occur::Should, clause)).collect());
            let query = self.within(fields, words, scope);
            let collection = Collection {
                searcher: &searcher,
                records: self.count(fields.words.language, &records),
            };
            let collector = TopDocs::with_limit(limit.max(1)).order_by_score();
            let top = searcher
                .search_with_statistics_provider(&query, &collector, &collection)
                .map_err(IndexError::tantivy(self.folder()))?;
            hits.extend(self.hits(&searcher, &top)?);
        }
        hits.sort_by(|a, b| {
            let by_place = || (&a.document, a.sentences).cmp(&(&b.document, b.sentences));
            b.score.total_cmp(&a.score).then_with(by_place)
        });
        hits.truncate(limit);
        Ok(hits)
    }

    /// The words in the documents of a scope, without those that are held back.
    fn within(&self, fields: &Fields, words: BooleanQuery, scope: &Scope) -> BooleanQuery {
        let only = |words, records| BooleanQuery::intersection(vec![Box::new(words), records]);
        let entries = &self.manifest().documents;
        // Of what is held back and what is not, the shorter list is told.
        if self.hidden().len() > entries.len() {
            let seen = self.documents_in(scope).map(|entry| &entry.id);
            return only(words, fields.records_of(seen));
        }
        let left_out = match scope {
            Scope::Only(id) => {
                let seen = Some(id).filter(|id| !self.hidden().contains(*id));
                return only(words, fields.records_of(seen));
            }
            Scope::All => None,
            Scope::Without(others) => Some(others),
        };
        let left_out = left_out.into_iter().flatten().chain(self.hidden());
        let mut left_out = left_out.peekable();
        if left_out.peek().is_none() {
            return words;
        }
        BooleanQuery::new(vec![
            (Occur::Must, Box::new(words)),
            (Occur::MustNot, fields.records_of(left_out)),
        ])
    }

    fn hits(
        &self,
        searcher: &Searcher,
        top: &[(Score, DocAddress)],
    ) -> Result<Vec<Hit>, IndexError> {
        // Opening a column costs more than reading a hit from it.
        let mut opened: BTreeMap<u32, Places> = BTreeMap::new();
        let mut hits = Vec::with_capacity(top.len());
        for (score, address) in top {
            let places = match opened.entry(address.segment_ord) {
                Entry::Occupied(entry) => entry.into_mut(),
                Entry::Vacant(entry) => {
                    let segment = searcher.segment_reader(address.segment_ord);
                    let places = Places::open(segment).map_err(IndexError::tantivy(self.folder()));
                    entry.insert(places?)
                }
            };
            let document = places
                .document(address.doc_id)
                .map_err(IndexError::io("read a column of", self.folder()))?;
            let Some(document) = document else { continue };
            hits.push(Hit {
                document,
                sentences: places.sentences(address.doc_id),
                score: rounded(*score),
            });
        }
        Ok(hits)
    }
}

impl Fields {
    /// The records of some documents, which add nothing to the score.
    fn records_of<'a>(
        &self,
        ids: impl IntoIterator<Item = &'a DocumentId>,
    ) -> Box<dyn TantivyQuery> {
        let terms = ids.into_iter();
        let terms = terms.map(|id| Term::from_field_text(self.document, id.as_str()));
        let terms: Vec<Term> = terms.collect();
        let records: Box<dyn TantivyQuery> = if terms.len() > ONE_BY_ONE {
            Box::new(TermSetQuery::new(terms))
        } else {
            let of_one = terms.into_iter().map(|term| {
                let query = TermQuery::new(term, IndexRecordOption::Basic);
                Box::new(query) as Box<dyn TantivyQuery>
            });
            Box::new(BooleanQuery::union(of_one.collect()))
        };
        Box::new(ConstScoreQuery::new(records, 0.0))
    }
}

/// A score without its last digits. They depend on the order in which records came into the index;
/// an index built step by step must rank like a fresh one.
fn rounded(score: Score) -> Score {
    (score * 1_024.0).round() / 1_024.0
}

/// The columns of a segment that say what a record is about.
struct Places {
    documents: Option<StrColumn>,
    first: Column<u64>,
    last: Column<u64>,
}

impl Places {
    fn open(segment: &SegmentReader) -> tantivy::Result<Self> {
        let columns = segment.fast_fields();
        Ok(Self {
            documents: columns.str("document")?,
            first: columns.u64("first")?,
            last: columns.u64("last")?,
        })
    }

    fn document(&self, record: DocId) -> io::Result<Option<DocumentId>> {
        let Some(documents) = &self.documents else {
            return Ok(None);
        };
        let mut id = String::new();
        if let Some(ordinal) = documents.term_ords(record).next() {
            documents.ord_to_str(ordinal, &mut id)?;
        }
        Ok(Some(DocumentId(id)))
    }

    fn sentences(&self, record: DocId) -> (usize, usize) {
        let number =
            |column: &Column<u64>| usize::try_from(column.first(record).unwrap_or(0)).unwrap_or(0);
        (number(&self.first), number(&self.last))
    }
}

impl QueryTerm {
    fn stems(&self, language: Language) -> &[String] {
        let stems = self.stems.iter().find(|(of, _)| *of == language);
        stems.map(|(_, stems)| stems.as_slice()).unwrap_or_default()
    }

    fn parts(&self, language: Language) -> &[String] {
        let parts = self.parts.iter().find(|(of, _)| *of == language);
        parts.map(|(_, parts)| parts.as_slice()).unwrap_or_default()
    }
}

fn clause(field: Field, stem: &str, weight: Score) -> Box<dyn TantivyQuery> {
    let term = Term::from_field_text(field, stem);
    let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
    Box::new(BoostQuery::new(Box::new(query), weight))
}

/// The best of several forms of a word.
fn any_of(field: Field, stems: &[String], weight: Score) -> Box<dyn TantivyQuery> {
    match stems {
        [stem] => clause(field, stem, weight),
        stems => Box::new(DisjunctionMaxQuery::with_tie_breaker(
            stems
                .iter()
                .map(|stem| clause(field, stem, weight))
                .collect(),
            OTHER_FORMS,
        )),
    }
}

/// The parts of a compound share its weight.
fn part_clauses(
    field: Option<Field>,
    parts: &[String],
    weight: Score,
) -> Vec<Box<dyn TantivyQuery>> {
    let share = weight / parts.len().max(1) as Score;
    field.map_or_else(Vec::new, |field| {
        let clauses = parts.iter().map(|part| clause(field, part, share));
        clauses.collect()
    })
}
