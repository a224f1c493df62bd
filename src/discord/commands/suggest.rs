//! What Discord suggests while somebody types: documents, headings, and the sentences that say it
//! best. The value of a choice is the id of the button that would show it.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use serenity::all::{AutocompleteChoice, CreateAutocompleteResponse, ResolvedValue};

use super::{
    super::{
        limits,
        press::{Action, Press},
    },
    Context, turn,
};
use crate::{
    app::{AskError, QuoteAt, Sentences, Shelf, Stamped},
    corpus::{Document, Reading},
    index::{DocumentEntry, IndexError, Query},
};

/// Suggestions that come later than this are for what is no longer there.
const PATIENCE: Duration = Duration::from_millis(100);

/// So many of the choices are sentences, if as many headings are found.
const SENTENCES: usize = 15;

/// How many documents are looked through for headings; in a corpus of more, those that the words
/// meet best.
const DOCUMENTS: usize = 50;

/// Typed where a document is named: all of them, whatever the server's default is.
pub(in crate::discord) const ALL: &str = "*";

/// Documents whose title or id has what was typed, and all of them where the server has a default.
pub(super) async fn documents(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let Ok(shelf) = ctx.data().asking.shelf() else {
        return CreateAutocompleteResponse::new();
    };
    let choices = shelf.entries().iter().filter_map(|entry| {
        let title = entry.title();
        let is_meant = has(title, typed) || has(entry.id.as_str(), typed);
        // A longer id cannot be sent back whole; the beginning of the title finds it too.
        let id = Some(entry.id.as_str()).filter(|id| limits::len(id) <= limits::CHOICE);
        let value = id.map_or_else(
            || limits::head(title, limits::CHOICE).to_owned(),
            str::to_owned,
        );
        is_meant.then(|| AutocompleteChoice::new(limits::fit(title, limits::CHOICE), value))
    });
    let turn = turn(ctx).await;
    let all = turn.locale.say("settings-all-documents");
    let is_offered = turn.rules.settings.document.is_some() && has(&all, typed);
    let all = is_offered.then(|| AutocompleteChoice::new(all, ALL));
    let choices = all.into_iter().chain(choices);
    CreateAutocompleteResponse::new().set_choices(choices.take(limits::CHOICES).collect())
}

/// Headings that have what was typed, and sentences that say it, of the document that is chosen or
/// of all. Choosing one shows exactly that place.
pub(super) async fn places(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let options = ctx.interaction.data.options();
    let named = options.iter().find_map(|option| match option.value {
        ResolvedValue::String(name) if option.name == "document" => Some(name.to_owned()),
        _ => None,
    });
    let default = match named {
        Some(_) => None,
        None => ctx.data().default_document(&turn(ctx).await.rules),
    };
    let (typed, asker) = (typed.to_owned(), ctx.interaction.user.id.get());
    let work = ctx.data().asking.work(move |shelf| {
        let default = default.and_then(|id| shelf.entry(&id));
        let suggesting = Suggesting {
            shelf,
            document: named.map_or(default, |name| shelf.typed(&name)),
            asker,
        };
        Ok::<_, AskError>(suggesting.places(&typed)?)
    });
    let choices = tokio::time::timeout(PATIENCE, work).await;
    let choices = choices.ok().and_then(Result::ok).unwrap_or_default();
    CreateAutocompleteResponse::new().set_choices(choices)
}

struct Suggesting<'a> {
    shelf: &'a Shelf,
    /// Only this document.
    document: Option<&'a DocumentEntry>,
    asker: u64,
}

impl Suggesting<'_> {
    fn places(&self, typed: &str) -> Result<Vec<AutocompleteChoice>, IndexError> {
        let sentences = self.sentences(typed)?;
        let room = limits::CHOICES - sentences.len().min(SENTENCES);
        let mut choices = self.headings(typed, room)?;
        choices.extend(sentences);
        choices.truncate(limits::CHOICES);
        Ok(choices)
    }

    fn headings(&self, typed: &str, room: usize) -> Result<Vec<AutocompleteChoice>, IndexError> {
        let mut choices = Vec::new();
        for entry in self.looked_through(typed)? {
            let Some(document) = self.shelf.document(&entry.id)? else {
                continue;
            };
            let sections = document.sections.iter().enumerate();
            let meant = sections.filter(|(_, section)| has(&section.label(), typed));
            for (index, section) in meant.take(room.saturating_sub(choices.len())) {
                let show = Action::Section {
                    document: Stamped::of(entry),
                    section: Some(index),
                    page: 0,
                    back: None,
                };
                choices.extend(self.choice(&section.label(), &self.of(&document), show));
            }
        }
        Ok(choices)
    }

    /// The documents whose headings are looked through.
    fn looked_through(&self, typed: &str) -> Result<Vec<&DocumentEntry>, IndexError> {
        if let Some(document) = self.document {
            return Ok(vec![document]);
        }
        let entries = self.shelf.entries();
        if entries.len() <= DOCUMENTS {
            return Ok(entries.iter().collect());
        }
        let query = self.query(typed)?;
        let hits = self
            .shelf
            .app
            .generation()
            .search_passages(&query, None, DOCUMENTS)?;
        let documents: BTreeSet<_> = hits.into_iter().map(|hit| hit.document).collect();
        Ok(documents
            .iter()
            .filter_map(|id| self.shelf.entry(id))
            .collect())
    }

    fn sentences(&self, typed: &str) -> Result<Vec<AutocompleteChoice>, IndexError> {
        let query = self.query(typed)?;
        if query.terms.is_empty() {
            return Ok(Vec::new());
        }
        let wanted = self.document.map(|entry| &entry.id);
        let generation = self.shelf.app.generation();
        let hits = generation.search_sentences(&query, wanted, limits::CHOICES)?;
        let mut choices = Vec::new();
        for hit in hits {
            let (Some(entry), Some(document)) = (
                self.shelf.entry(&hit.document),
                self.shelf.document(&hit.document)?,
            ) else {
                continue;
            };
            choices.extend(self.sentence(entry, &document, hit.sentence));
        }
        Ok(choices)
    }

    fn sentence(
        &self,
        entry: &DocumentEntry,
        document: &Arc<Document>,
        index: usize,
    ) -> Option<AutocompleteChoice> {
        let span = *document.sentences.get(index)?;
        let text = Reading::of(&document.text, span, &document.edits).text;
        let paragraph = document
            .paragraphs
            .get(document.paragraph_at(span.start)?)?;
        let section = paragraph.section.and_then(|at| document.sections.get(at));
        let place = section.map(|section| format!(" · {}", section.place()));
        let show = Action::Quote(QuoteAt {
            document: Stamped::of(entry),
            sentences: Sentences {
                from: index,
                to: index,
                answer: index,
            },
        });
        let place = place.unwrap_or_default() + &self.of(document);
        self.choice(&text, &place, show)
    }

    /// The question so far; its last word may go on.
    fn query(&self, typed: &str) -> Result<Query, IndexError> {
        let generation = self.shelf.app.generation();
        let mut query = Query::new(typed, generation.languages());
        let is_open = typed.ends_with(char::is_alphanumeric);
        if let Some(last) = query.terms.last_mut().filter(|_| is_open) {
            *last = generation.completed(last)?;
        }
        Ok(query)
    }

    /// Which document it is, where that is open.
    fn of(&self, document: &Document) -> String {
        if self.document.is_some() || self.shelf.entries().len() == 1 {
            return String::new();
        }
        format!(" · {}", limits::fit(document.title(), limits::CHOICE / 3))
    }

    fn choice(&self, text: &str, place: &str, show: Action) -> Option<AutocompleteChoice> {
        let press = Press {
            asker: self.asker,
            action: show,
        };
        let room = limits::CHOICE.saturating_sub(limits::len(place));
        let name = limits::fit(text, room) + place;
        Some(AutocompleteChoice::new(name, press.id()?))
    }
}

/// Whether every word that was typed is there, in any case.
fn has(text: &str, typed: &str) -> bool {
    let text = text.to_lowercase();
    let typed = typed.to_lowercase();
    typed.split_whitespace().all(|word| text.contains(word))
}
