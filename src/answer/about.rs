//! Questions about the report itself. They are answered from what it says of itself: the section that
//! sums it up, its findings, its recommendations, its conclusions; its metadata; its outline.

use std::{collections::BTreeSet, sync::Arc};

use super::{Answer, AnswerOptions, Citation, Facts, NearHeading, Quote, Sources};
use crate::{
    corpus::{Document, ParagraphKind, Reading, Section, without_shelf},
    index::{DocumentEntry, IndexError},
    label::{address, label},
    language::{
        Language,
        analyser::{self, folded},
        detect,
        requests::{SectionKind, Subject, languages_of_request},
    },
    span::Span,
};

/// Of a section that is shown for the whole report, about so many characters: a screen or two.
const SHOWN_CHARS: usize = 1_600;

/// The number of documents that are named where it is not clear which one is meant.
const NAMED: usize = 15;

/// The number of headings in an outline.
const HEADINGS: usize = 40;

/// From this share of its words on, a heading says what its section does.
const OF_KIND: f32 = 0.3;

/// The parts of a document that are shown for a question about the report as a whole.
#[derive(Default)]
struct Shown {
    citations: Vec<Citation>,
    /// Whether it is the section that does what was asked for.
    is_its_own: bool,
    outline: Vec<NearHeading>,
}

/// Answers a question about the report as a whole.
pub(super) fn about(
    sources: Sources<'_>,
    subject: Subject,
    question: &str,
    options: &AnswerOptions,
) -> Result<Answer, IndexError> {
    let generation = sources.generation;
    let meant = meant(sources, question, options);
    let asked_in = asked_in(question);
    let answer = |documents, shown: Shown| Answer::About {
        subject,
        documents,
        citations: shown.citations,
        is_its_own: shown.is_its_own,
        outline: shown.outline,
        asked_in,
    };
    let only = match meant.as_slice() {
        [only] if subject != Subject::Documents => generation.document(&only.id)?,
        _ => None,
    };
    let Some(document) = only else {
        let named = meant.iter().take(NAMED);
        return Ok(answer(
            named.map(|entry| Facts::of(entry)).collect(),
            Shown::default(),
        ));
    };
    let facts = meant.iter().map(|entry| Facts::of(entry));
    let mut facts: Vec<Facts> = facts.collect();
    if let Some(facts) = facts.first_mut() {
        // What stands before the first printed number is on none.
        let pages = document.pages.iter().filter(|page| !page.label.is_empty());
        facts.pages = Some(pages.count()).filter(|pages| *pages > 0);
        facts.words = (subject == Subject::Length).then(|| words(&document));
    }
    Ok(answer(facts, shown(&document, subject, options)))
}

/// The language of a request: the only one that has it in its list, else what its words tell.
fn asked_in(question: &str) -> Option<Language> {
    let listed = languages_of_request(question, |_| false);
    let only = listed.first().filter(|_| listed.len() == 1);
    only.copied().or_else(|| detect::of_asker(question))
}

/// The documents that are meant: the one that was chosen or is named, or all of them.
fn meant<'a>(
    sources: Sources<'a>,
    question: &str,
    options: &'a AnswerOptions,
) -> Vec<&'a DocumentEntry> {
    let all: Vec<&DocumentEntry> = options.documents(sources.generation).collect();
    if all.len() <= 1 {
        return all;
    }
    let asked = folded(question);
    let named = |entry: &&&DocumentEntry| names(&asked, entry) > 0;
    let most = all.iter().map(|entry| names(&asked, entry)).max();
    let best = all
        .iter()
        .filter(|entry| most == Some(names(&asked, entry)));
    match best.filter(named).collect::<Vec<_>>().as_slice() {
        [only] => vec![**only],
        _ => all,
    }
}

/// The number of words of a question that name a document: those of its title and its id that say something.
fn names(asked: &[String], entry: &DocumentEntry) -> usize {
    let title = folded(&format!(
        "{} {}",
        entry.title(),
        without_shelf(entry.id.as_str())
    ));
    let is_named = |word: &&String| says_something(word) && title.contains(word);
    asked.iter().filter(is_named).count()
}

fn says_something(word: &str) -> bool {
    word.chars().count() > 3
}

/// The words of a question that may only name the document that is meant.
pub(super) struct TitleWords(BTreeSet<String>);

impl TitleWords {
    /// Those that say something where there are several documents, and all of a title that stands there whole.
    pub(super) fn of(entries: &[&DocumentEntry], question: &str) -> Self {
        let question = folded(question);
        let mut words = BTreeSet::new();
        for entry in entries {
            let title = folded(&entry.title());
            let id = folded(without_shelf(entry.id.as_str()));
            let named = title.iter().chain(&id).filter(|_| entries.len() > 1);
            words.extend(named.filter(|word| says_something(word)).cloned());
            if !title.is_empty() && question.windows(title.len()).any(|window| window == title) {
                words.extend(title);
            }
        }
        Self(words)
    }

    /// Whether a word is one of them.
    pub(super) fn has(&self, word: &str) -> bool {
        folded(word).iter().any(|word| self.0.contains(word))
    }
}

impl Facts {
    fn of(entry: &DocumentEntry) -> Self {
        let metadata = &entry.metadata;
        Self {
            document: entry.id.clone(),
            title: label(&entry.title()),
            language: entry.language,
            edition: entry.edition().map(label),
            date: metadata.date.as_deref().map(label),
            author: metadata.author.as_deref().map(label),
            source_url: metadata.source_url.as_deref().and_then(address),
            sections: entry.counts.sections,
            footnotes: entry.counts.footnotes,
            pages: None,
            words: None,
        }
    }
}

fn words(document: &Document) -> usize {
    let read = |span: &Span| Reading::of(&document.text, *span, &document.edits).text;
    let sentences = document.sentences.iter();
    sentences
        .map(|span| read(span).split_whitespace().count())
        .sum()
}

fn shown(document: &Arc<Document>, subject: Subject, options: &AnswerOptions) -> Shown {
    let outline = || Shown {
        outline: outline(document),
        is_its_own: true,
        ..Shown::default()
    };
    let kinds: &[SectionKind] = match subject {
        Subject::Summary => &[SectionKind::Summary, SectionKind::Findings],
        Subject::Findings => &[
            SectionKind::Findings,
            SectionKind::Summary,
            SectionKind::Conclusion,
        ],
        Subject::Recommendations => &[SectionKind::Recommendations],
        Subject::Conclusion => &[SectionKind::Conclusion, SectionKind::Summary],
        Subject::Authors | Subject::Published => return colophon(document, subject, options),
        Subject::Length => {
            return Shown {
                is_its_own: true,
                ..Shown::default()
            };
        }
        Subject::Outline => return outline(),
        Subject::List | Subject::Documents => {
            return Shown {
                is_its_own: false,
                ..outline()
            };
        }
    };
    for (at, kind) in kinds.iter().enumerate() {
        if let Some(section) = section(document, *kind) {
            return Shown {
                citations: beginning(document, section.span),
                is_its_own: at == 0,
                ..Shown::default()
            };
        }
    }
    if subject == Subject::Recommendations {
        return Shown {
            citations: said_of(document, SectionKind::Recommendations, options),
            ..Shown {
                is_its_own: false,
                ..outline()
            }
        };
    }
    // What a text without a summary puts first.
    Shown {
        citations: beginning(document, Span::new(0, document.text.len())),
        ..Shown::default()
    }
}

/// The section whose heading says most clearly that it is of a kind; of several the highest, then the
/// first.
fn section(document: &Document, kind: SectionKind) -> Option<&Section> {
    let mut best: Option<(&Section, f32)> = None;
    for section in &document.sections {
        let share = kind.share(&section.title);
        let is_better = best.is_none_or(|(known, most)| {
            share > most || (share >= most && section.level < known.level)
        });
        let has_text = || !document.body_in(section.span).is_empty();
        if share >= OF_KIND && is_better && has_text() {
            best = Some((section, share));
        }
    }
    best.map(|(section, _)| section)
}

/// The first paragraphs of a stretch, as many as are shown.
fn beginning(document: &Document, span: Span) -> Vec<Citation> {
    let mut chars = 0;
    let mut spans = Vec::new();
    for paragraph in document.body_in(span) {
        let read = Reading::of(&document.text, paragraph, &document.edits).text;
        let next = chars + read.chars().count();
        if !spans.is_empty() && next > SHOWN_CHARS {
            break;
        }
        chars = next;
        spans.push(paragraph);
    }
    Citation::of_place(document, &spans)
}

/// Cites what is said of something that has no section of its own: the sentences that name it, first those
/// that say that it is missing.
fn said_of(document: &Document, kind: SectionKind, options: &AnswerOptions) -> Vec<Citation> {
    let stems = stems(&kind.words(document.language).join(" "), document.language);
    let missing = self::stems(MISSING, document.language);
    let mut found: Vec<(bool, usize)> = Vec::new();
    for (index, span) in document.sentences.iter().enumerate() {
        let own = sentence_stems(document, *span);
        if own.iter().any(|stem| stems.contains(stem)) {
            let says_missing = own.iter().any(|stem| missing.contains(stem));
            found.push((!says_missing, index));
        }
    }
    found.sort_unstable();
    let says_missing = found.first().is_some_and(|(is_other, _)| !is_other);
    let shown = if says_missing {
        1
    } else {
        options.max_citations
    };
    let quotes = found
        .into_iter()
        .take(shown)
        .filter_map(|(_, index)| Quote::around(document, index, options.max_quote_chars, |_| 0.0));
    quotes.map(|quote| Citation::of(document, quote)).collect()
}

/// Words that say that something is not there.
const MISSING: &str = "fehlt fehlte fehlten fehlen missing lacks lack lacking omitted absent without ohne \
    keine nicht not no manque manquent faltan falta mancano manca ontbreken ontbreekt brak brakuje faltam";

/// Words that say who made something, and when.
const MADE: &str = "verfasst verfasste geschrieben schrieb autor autorin autoren verfasser herausgeber \
    herausgegeben written wrote author authors prepared edited publisher auteur auteurs rédigé écrit autor \
    autores escrito autore autori scritto geschreven opgesteld napisany autorzy escrito";
const PUBLISHED: &str = "veröffentlicht erschienen geschrieben verfasst stand fassung sachstand auflage \
    published written edition version issued released publié paru publicado pubblicato gepubliceerd \
    verschenen opublikowany publicado";

fn stems(words: &str, language: Language) -> Vec<String> {
    let tokens = analyser::tokens(words, &mut analyser::text_analyser(language));
    tokens.into_iter().map(|token| token.stem).collect()
}

fn sentence_stems(document: &Document, span: Span) -> Vec<String> {
    let read = Reading::of(&document.text, span, &document.edits).text;
    stems(&analyser::composed(&read), document.language)
}

/// Finds what a document says of its making: the sentence of its colophon, or of its very beginning.
fn colophon(document: &Document, subject: Subject, options: &AnswerOptions) -> Shown {
    let metadata = &document.metadata;
    let is_known = match subject {
        Subject::Authors => metadata.author.is_some(),
        _ => metadata.date.is_some() || document.edition().is_some(),
    };
    let wanted = match subject {
        Subject::Authors => MADE,
        _ => PUBLISHED,
    };
    let wanted = stems(wanted, document.language);
    let colophons = document.sections.iter();
    let colophons = colophons.filter(|of| SectionKind::Colophon.share(&of.title) >= OF_KIND);
    let stretches = colophons.map(|section| section.span);
    let front = document
        .sections
        .first()
        .map(|first| Span::new(0, first.span.start));
    let sentence = stretches.chain(front).find_map(|stretch| {
        document.sentences_in(stretch).find(|index| {
            let span = document
                .sentences
                .get(*index)
                .copied()
                .unwrap_or(Span::at(0));
            let has_year = subject == Subject::Authors || has_year(document, span);
            let is_body = document.paragraph_at(span.start).is_some_and(|paragraph| {
                let paragraph = document.paragraphs.get(paragraph);
                paragraph.is_some_and(|of| of.kind != ParagraphKind::Note)
            });
            let own = sentence_stems(document, span);
            is_body && has_year && own.iter().any(|stem| wanted.contains(stem))
        })
    });
    let quote =
        sentence.and_then(|index| Quote::around(document, index, options.max_quote_chars, |_| 0.0));
    let citations: Vec<Citation> = quote
        .map(|quote| Citation::of(document, quote))
        .into_iter()
        .collect();
    Shown {
        is_its_own: is_known || !citations.is_empty(),
        citations,
        ..Shown::default()
    }
}

fn has_year(document: &Document, span: Span) -> bool {
    let read = Reading::of(&document.text, span, &document.edits).text;
    let mut numbers = read.split(|c: char| !c.is_ascii_digit());
    numbers
        .any(|number| number.len() == 4 && (number.starts_with("19") || number.starts_with("20")))
}

/// The headings, down to the level at which they still fit.
fn outline(document: &Document) -> Vec<NearHeading> {
    let deepest = document
        .sections
        .iter()
        .map(|of| of.level)
        .max()
        .unwrap_or(1);
    let count = |level: &u8| {
        document
            .sections
            .iter()
            .filter(|s| s.level <= *level)
            .count()
    };
    let level = (1..=deepest).rev().find(|level| count(level) <= HEADINGS);
    let level = level.unwrap_or(1).min(2);
    let sections = document.sections.iter().enumerate();
    let shown = sections
        .filter(|(_, section)| section.level <= level)
        .take(HEADINGS);
    shown
        .map(|(index, _)| NearHeading::of(document, Some(index)))
        .collect()
}
