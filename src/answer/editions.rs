//! Editions of an answer: the one that a question is put to, and the same place in the others.

use super::{Answer, AnswerOptions, Citation, Counterpart, about::TitleWords};
use crate::{
    corpus::{
        Document, DocumentId, Origin, Paragraph, ParagraphKind, Reading, Section, without_shelf,
    },
    index::{Generation, IndexError, Scope},
    label::label,
    language::{Language, detect, requests::languages_of_request},
    locales::Locale,
    passages::{Locator, SectionLocator},
};

/// The documents that a question is put to.
pub(super) fn scope(generation: &Generation, question: &str, options: &AnswerOptions) -> Scope {
    if let Some(scope) = &options.scope {
        return scope.clone();
    }
    let languages = wanted_languages(generation, question, options.language);
    generation.scope(options.document.as_ref(), &languages)
}

/// The languages in which somebody would like to read the answer, the best one first: that of the
/// question where it can be told, then the asker's own.
pub fn wanted_languages(
    generation: &Generation,
    question: &str,
    own: Option<Language>,
) -> Vec<Language> {
    let editions = generation.editions().languages();
    if editions.is_empty() {
        return Vec::new();
    }
    let told = detect::of_question_among(question, &editions);
    let requested = language_of_request(generation, question, told, own);
    requested.into_iter().chain(told).chain(own).collect()
}

/// The language of a short request that is known from the lists, such as "summary". Where it is the same
/// in several languages, the one that the rest of it tells or the asker's own, if it is among them, else
/// that in which the bot replies to somebody it does not know, else one that there is an edition in.
fn language_of_request(
    generation: &Generation,
    question: &str,
    told: Option<Language>,
    own: Option<Language>,
) -> Option<Language> {
    let entries: Vec<_> = generation.manifest().documents.iter().collect();
    let titles = TitleWords::of(&entries, question);
    let listed = languages_of_request(question, |word| titles.has(word));
    let reply = Locale::default().language();
    let likely = told.into_iter().chain(own).chain([reply]);
    let mut wanted = likely.chain(generation.editions().languages());
    let found = wanted.find(|language| listed.contains(language));
    found.or_else(|| listed.first().copied())
}

impl AnswerOptions {
    /// The same for all editions of the documents that are asked.
    pub(super) fn in_all_editions(&self) -> Self {
        Self {
            scope: Some(Scope::of(self.document.as_ref())),
            ..self.clone()
        }
    }
}

impl Answer {
    /// The same answer, with the place of each citation in the other editions.
    pub(super) fn with_editions(mut self, generation: &Generation) -> Result<Self, IndexError> {
        if let Self::Found { citations, .. }
        | Self::Place { citations, .. }
        | Self::About { citations, .. }
        | Self::Mentions { citations, .. } = &mut self
        {
            for citation in citations {
                citation.editions = counterparts(generation, citation)?;
                citation.newer = newer(generation, citation)?.map(Box::new);
            }
        }
        Ok(self)
    }
}

/// The place of a citation in the other editions of its document.
pub fn counterparts(
    generation: &Generation,
    citation: &Citation,
) -> Result<Vec<Counterpart>, IndexError> {
    let mut counterparts = Vec::new();
    for edition in generation.editions().beside(&citation.document) {
        let both = (
            generation.document(&citation.document)?,
            generation.document(&edition.id)?,
        );
        if let (Some(document), Some(other)) = both {
            counterparts.push(Counterpart {
                edition: None,
                ..Counterpart::of(citation, &document, &other)
            });
        }
    }
    Ok(counterparts)
}

/// The place of a citation in the newest edition of its document, if that is another.
pub fn newer(
    generation: &Generation,
    citation: &Citation,
) -> Result<Option<Counterpart>, IndexError> {
    let Some(newest) = newest_of(generation, &citation.document, citation.language) else {
        return Ok(None);
    };
    let both = (
        generation.document(&citation.document)?,
        generation.document(newest)?,
    );
    let (Some(document), Some(other)) = both else {
        return Ok(None);
    };
    Ok(Some(Counterpart::of(citation, &document, &other)))
}

/// The newest edition of a document, if it is an older one, in this language where it is there in several.
pub fn newest_of<'a>(
    generation: &'a Generation,
    id: &DocumentId,
    language: Language,
) -> Option<&'a DocumentId> {
    let newest = generation.revisions().newer(id)?;
    Some(generation.editions().for_reader(newest, &[language]))
}

/// The name that tells an edition from others: what it is called, else its date, else its file.
fn edition_name(document: &Document) -> String {
    let date = document.metadata.date.as_deref();
    label(
        document
            .edition()
            .or(date)
            .unwrap_or(without_shelf(&document.path)),
    )
}

/// The section of another edition that has the same number; in the same language rather the one of the same
/// heading, as what is counted and not printed counts otherwise where a section was added.
pub fn same_section(document: &Document, section: usize, other: &Document) -> Option<usize> {
    let section = document.sections.get(section)?;
    // What was derived from the text is divided otherwise in each language.
    let is_derived = |of: &Section| of.origin == Origin::Derived;
    if is_derived(section) {
        return None;
    }
    let others = || {
        let others = other.sections.iter().enumerate();
        others.filter(|(_, of)| !is_derived(of))
    };
    let by_address = others().find(|(_, of)| of.address == section.address);
    let by_address = by_address.map(|(index, _)| index);
    if document.language != other.language {
        return by_address;
    }
    let is_same = |of: &Section| of.title == section.title && of.level == section.level;
    let mut same = others().filter(|(_, of)| is_same(of));
    match (same.next(), same.next()) {
        (Some((index, _)), None) => Some(index),
        (None, _) => by_address.filter(|_| !section.is_counted),
        (Some(_), Some(_)) => by_address,
    }
}

impl Counterpart {
    /// The document as a whole.
    pub fn whole(other: &Document) -> Self {
        Self {
            document: other.id.clone(),
            edition: Some(edition_name(other)),
            language: other.language,
            locator: Locator {
                language: other.language,
                ..Locator::default()
            },
            section: (!other.sections.is_empty()).then_some(0),
            paragraph: None,
            anchor: String::new(),
        }
    }

    fn of(citation: &Citation, document: &Document, other: &Document) -> Self {
        let whole = Self::whole(other);
        let at = document.paragraph_at(citation.quote.cover().start);
        let Some((at, paragraph)) = at.and_then(|at| Some((at, document.paragraphs.get(at)?)))
        else {
            return whole;
        };
        if paragraph.kind == ParagraphKind::Note {
            return same_note(document, at, other).map_or(whole.clone(), |(note, number)| Self {
                locator: Locator {
                    footnotes: vec![number],
                    ..whole.locator.clone()
                },
                section: None,
                paragraph: Some(note),
                anchor: format!("fn{number}"),
                ..whole
            });
        }
        let section = match paragraph.section {
            Some(section) => match same_section(document, section, other) {
                Some(section) => Some(section),
                None => return whole,
            },
            None => None,
        };
        // A whole section was quoted, or the paragraphs are others.
        let is_one = citation.locator.paragraph.is_some();
        let same = || same_paragraph(document, paragraph, section, other);
        if let Some((index, same)) = is_one.then(same).flatten() {
            let locator = Locator::of(other, same.span);
            return Self {
                anchor: locator.anchor(),
                locator,
                section,
                paragraph: Some(index),
                ..whole
            };
        }
        let Some(section) = section else {
            return whole;
        };
        let locator = Locator {
            section: other.sections.get(section).map(SectionLocator::of),
            ..whole.locator.clone()
        };
        Self {
            anchor: locator.anchor(),
            locator,
            section: Some(section),
            ..whole
        }
    }
}

/// The text of the footnote of the same number.
fn same_note(document: &Document, note: usize, other: &Document) -> Option<(usize, u32)> {
    let mut footnotes = document.footnotes.iter();
    let number = footnotes.find(|of| of.note == Some(note))?.number;
    let mut others = other.footnotes.iter().filter(|of| of.number == number);
    Some((others.find_map(|of| of.note)?, number))
}

/// The paragraph of the same words, or of the same position if both sections have as many.
fn same_paragraph<'a>(
    document: &Document,
    paragraph: &Paragraph,
    section: Option<usize>,
    other: &'a Document,
) -> Option<(usize, &'a Paragraph)> {
    let in_section = |of: &Paragraph, section| of.section == section && of.ordinal > 0;
    let ours = document.paragraphs.iter();
    let ours = ours.filter(|of| in_section(of, paragraph.section)).count();
    let theirs = other.paragraphs.iter().enumerate();
    let theirs: Vec<_> = theirs.filter(|(_, of)| in_section(of, section)).collect();
    let read = |of: &Document, span| Reading::of(&of.text, span, &of.edits).text;
    let words = read(document, paragraph.span);
    let has_words = |(_, of): &&(usize, &Paragraph)| read(other, of.span) == words;
    if let Some(same) = theirs.iter().find(has_words) {
        return Some(*same);
    }
    let is_same = |(_, of): &(usize, &Paragraph)| of.ordinal == paragraph.ordinal;
    let same = theirs.iter().find(|of| is_same(of)).copied();
    same.filter(|_| theirs.len() == ours)
}
