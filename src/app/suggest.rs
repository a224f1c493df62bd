//! Suggestions while somebody types a question: headings that have the words, and the sentences that
//! say them best.

use std::{collections::BTreeSet, sync::Arc};

use super::{DocumentRef, QuoteRef, Sentences, Snapshot, effort, reader_url};
use crate::{
    answer::wanted_languages,
    corpus::{Document, Reading},
    index::{DocumentEntry, IndexError, Query, Scope},
    label::label,
    language::Language,
    passages::Locator,
};

/// The number of documents that are looked through for headings; in a corpus of more, they are those
/// that the words meet best.
const DOCUMENTS: usize = 50;

/// A place that may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The heading with its number, or the sentence.
    pub text: String,
    /// The section of a sentence: `§ 2.3`.
    pub place: Option<String>,
    /// The title of the document.
    pub title: String,
    /// The section or the sentence that it is.
    pub target: Target,
    /// The path that opens it in the reader, from the reader's root.
    pub path: String,
}

/// The place that a suggestion leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A section: an index into `Document::sections`.
    Section(DocumentRef, usize),
    /// A sentence, with its neighbours.
    Quote(QuoteRef),
}

impl Target {
    /// The document that it is in.
    pub fn document(&self) -> &DocumentRef {
        match self {
            Self::Section(document, _) => document,
            Self::Quote(quote) => &quote.document,
        }
    }
}

/// The number of suggestions that are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// So many in all.
    pub all: usize,
    /// So many of them are sentences, if as many headings are found.
    pub sentences: usize,
}

/// Headings that have what was typed, and sentences that say it, of one document or of all. Of several
/// editions, that in the language of what was typed is looked through, else that in the asker's own.
pub fn suggest(
    snapshot: &Snapshot,
    document: Option<&DocumentEntry>,
    (typed, own): (&str, Option<Language>),
    room: Room,
) -> Result<Vec<Suggestion>, IndexError> {
    let typed = effort::question(typed);
    let generation = snapshot.app.generation();
    let languages = wanted_languages(generation, typed, own);
    let document = document.map(|entry| &entry.id);
    let scope = generation.scope(document, &languages);
    let found = suggested(&Suggesting { snapshot, scope }, typed, room)?;
    if !found.is_empty() {
        return Ok(found);
    }
    // A word in another language than the asker's stands in another edition.
    let scope = Scope::of(document);
    suggested(&Suggesting { snapshot, scope }, typed, room)
}

fn suggested(
    suggesting: &Suggesting<'_>,
    typed: &str,
    room: Room,
) -> Result<Vec<Suggestion>, IndexError> {
    let sentences = suggesting.sentences(typed, room.all)?;
    let headings = room.all - sentences.len().min(room.sentences).min(room.all);
    let mut suggestions = suggesting.headings(typed, headings)?;
    suggestions.extend(sentences);
    suggestions.truncate(room.all);
    Ok(suggestions)
}

/// Whether every word that was typed is there, in any case.
pub fn has_words(text: &str, typed: &str) -> bool {
    let text = text.to_lowercase();
    let typed = typed.to_lowercase();
    typed.split_whitespace().all(|word| text.contains(word))
}

struct Suggesting<'a> {
    snapshot: &'a Snapshot,
    /// The documents that are looked through.
    scope: Scope,
}

impl Suggesting<'_> {
    fn headings(&self, typed: &str, room: usize) -> Result<Vec<Suggestion>, IndexError> {
        let mut found = Vec::new();
        for entry in self.looked_through(typed)? {
            let Some(document) = self.snapshot.document(&entry.id)? else {
                continue;
            };
            let sections = document.sections.iter().enumerate();
            let meant = sections.filter(|(_, section)| has_words(&section.label(), typed));
            for (index, section) in meant.take(room.saturating_sub(found.len())) {
                let anchor = section.anchor();
                found.push(Suggestion {
                    text: label(&section.label()),
                    place: None,
                    title: label(&document.title()),
                    target: Target::Section(DocumentRef::of(entry), index),
                    path: reader_url::place_path(&document, None, &anchor),
                });
            }
        }
        Ok(found)
    }

    /// The documents whose headings are looked through.
    fn looked_through(&self, typed: &str) -> Result<Vec<&DocumentEntry>, IndexError> {
        let generation = self.snapshot.app.generation();
        let entries: Vec<_> = generation.documents_in(&self.scope).collect();
        if entries.len() <= DOCUMENTS {
            return Ok(entries);
        }
        let query = self.query(typed)?;
        let hits = generation.search_passages(&query, &self.scope, DOCUMENTS)?;
        let documents: BTreeSet<_> = hits.into_iter().map(|hit| hit.document).collect();
        Ok(documents
            .iter()
            .filter_map(|id| self.snapshot.entry(id))
            .collect())
    }

    fn sentences(&self, typed: &str, room: usize) -> Result<Vec<Suggestion>, IndexError> {
        let query = self.query(typed)?;
        if query.terms.is_empty() {
            return Ok(Vec::new());
        }
        let generation = self.snapshot.app.generation();
        let hits = generation.search_sentences(&query, &self.scope, room)?;
        let mut found = Vec::new();
        for hit in hits {
            let (Some(entry), Some(document)) = (
                self.snapshot.entry(&hit.document),
                self.snapshot.document(&hit.document)?,
            ) else {
                continue;
            };
            found.extend(sentence(entry, &document, hit.sentence));
        }
        Ok(found)
    }

    /// The question so far; its last word may go on.
    fn query(&self, typed: &str) -> Result<Query, IndexError> {
        let generation = self.snapshot.app.generation();
        let mut query = Query::new(typed, &generation.languages_in(&self.scope));
        let is_open = typed.ends_with(char::is_alphanumeric);
        if let Some(last) = query.terms.last_mut().filter(|_| is_open) {
            *last = generation.completed(last)?;
        }
        Ok(query)
    }
}

fn sentence(entry: &DocumentEntry, document: &Arc<Document>, index: usize) -> Option<Suggestion> {
    let span = *document.sentences.get(index)?;
    let paragraph = document
        .paragraphs
        .get(document.paragraph_at(span.start)?)?;
    let section = paragraph.section.and_then(|at| document.sections.get(at));
    let quote = QuoteRef {
        document: DocumentRef::of(entry),
        sentences: Sentences {
            from: index,
            to: index,
            answer: index,
        },
    };
    let anchor = Locator::of(document, span).anchor();
    Some(Suggestion {
        text: label(&Reading::of(&document.text, span, &document.edits).text),
        place: section.map(|section| section.place.clone()),
        title: label(&document.title()),
        path: reader_url::place_path(document, Some(&quote), &anchor),
        target: Target::Quote(quote),
    })
}
