//! The last word of somebody who is still typing: what it may become.

use std::cmp::Reverse;

use super::{Generation, IndexError, QueryTerm, words::LanguageWords};

/// The number of words of the index that a beginning may become.
const COMPLETIONS: usize = 5;

/// Of the most frequent ones, so many are looked for in the documents that are seen.
const LOOKED_FOR: usize = 50;

/// The number of words of the index that are looked at: many begin with two letters.
const LOOKED_AT: usize = 5_000;

impl Generation {
    /// A word of a question with the words of the index that begin like it, the most frequent
    /// first. A beginning of one letter is left as it is.
    pub fn completed(&self, term: &QueryTerm) -> Result<QueryTerm, IndexError> {
        let mut completed = term.clone();
        for (language, stems) in &mut completed.stems {
            let words = self.words().of(*language);
            let beginning = stems.first().filter(|stem| stem.chars().count() > 1);
            let (Some(words), Some(beginning)) = (words, beginning) else {
                continue;
            };
            let found = self.guarded(|| {
                self.beginning_with(words, beginning)
                    .map_err(IndexError::io("read the words of", self.folder()))
            })?;
            let new: Vec<_> = found
                .into_iter()
                .filter(|word| !stems.contains(word))
                .collect();
            stems.extend(new);
        }
        Ok(completed)
    }

    fn beginning_with(
        &self,
        words: &LanguageWords,
        beginning: &str,
    ) -> std::io::Result<Vec<String>> {
        let field = words.fields.words.sentence;
        let mut found: Vec<(u32, String)> = Vec::new();
        for segment in words.searcher().segment_readers() {
            let index = segment
                .inverted_index(field)
                .map_err(std::io::Error::other)?;
            let mut terms = index.terms().range().ge(beginning).into_stream()?;
            let mut looked_at = 0;
            while terms.advance() && looked_at < LOOKED_AT {
                looked_at += 1;
                let Ok(word) = std::str::from_utf8(terms.key()) else {
                    continue;
                };
                if !word.starts_with(beginning) {
                    break;
                }
                found.push((terms.value().doc_freq, word.to_owned()));
            }
        }
        found.sort_by(|a, b| Reverse(a.0).cmp(&Reverse(b.0)).then_with(|| a.1.cmp(&b.1)));
        let mut seen = Vec::new();
        for (_, word) in found.into_iter().take(LOOKED_FOR) {
            if seen.len() < COMPLETIONS && self.sees(words, field, &word)? {
                seen.push(word);
            }
        }
        Ok(seen)
    }
}
