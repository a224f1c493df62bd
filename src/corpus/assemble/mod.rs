//! From a parser's blocks to a document: sentences, footnotes, numbered sections, and what is set
//! apart.
//!
//! The work that every format needs done in the same way is done here, so that a parser only has to
//! say what its format says.

use serde::{Deserialize, Serialize};

use crate::{
    corpus::{
        code,
        document::{Document, Origin, ParagraphKind},
        document_id::DocumentId,
        edit::{Edit, EditKind},
        extracted::{Block, BlockKind, Extracted},
        numbering::{leading, marker},
        outline::Outline,
        reading::Reading,
        repair,
        sections::{self, Heading},
        set_apart::{Reason, SetApart},
        style::Styled,
        warning::{self, Warning},
    },
    language::{Language, detect, sentences},
    span::Span,
};

mod account;
mod draft;
mod labels;
mod lengths;
mod notes;
mod openings;
mod paragraphs;

use account::Shown;
use draft::{Draft, DraftItem, DraftParagraph};

/// A block shorter than this (in bytes) is read as it stands, however it looks.
const MIN_GLUED_BYTES: usize = 1_000;

/// A document without headings gets derived sections from this many words on; below, paragraphs
/// are reference enough.
const MIN_WORDS_TO_DERIVE: usize = 1_500;

/// A row of a table that reads longer than this, in bytes, holds running text.
const LONGEST_ROW: usize = 800;

/// The facts known about a source before it is read.
#[derive(Clone, Debug)]
pub struct SourceInfo {
    /// Its id in the corpus.
    pub id: DocumentId,
    /// Its path in the corpus.
    pub path: String,
    /// The encoding it was decoded from.
    pub encoding: String,
}

/// A document and what is odd about its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parsed {
    /// The document; as much of it as could be read.
    pub document: Document,
    /// The warnings for its owner.
    pub warnings: Vec<Warning>,
}

/// Builds the document. `outline` is the operator's sidecar, which wins over the source.
pub fn assemble(source: SourceInfo, mut extracted: Extracted, outline: Option<&Outline>) -> Parsed {
    let mut warnings = std::mem::take(&mut extracted.warnings);
    let from_outline = outline.map(Outline::metadata).unwrap_or_default();
    let metadata = from_outline.or(std::mem::take(&mut extracted.metadata));
    let mut metadata = lengths::short(metadata, &extracted, &mut warnings);
    lengths::long_headings(&mut extracted, &mut warnings);
    let language = metadata.language.unwrap_or_else(|| language_of(&extracted));
    let mut draft = read_blocks(&extracted, language);
    let numbers = notes::numbers(&extracted);
    draft.edits.append(&mut extracted.edits);
    draft.edits.extend(extracted.marks.iter().map(|mark| Edit {
        span: mark.span,
        kind: EditKind::Note(numbers.get(&mark.label).copied().unwrap_or_default()),
    }));
    draft
        .edits
        .sort_by_key(|edit| (edit.span.start, edit.span.end));

    let plan = plan_sections(&extracted, outline, &draft, language, &mut warnings);
    if metadata.title.is_none() {
        metadata.title.clone_from(&plan.title);
    }
    draft.split_at(
        &plan
            .headings
            .iter()
            .map(|heading| heading.at)
            .collect::<Vec<_>>(),
    );
    let sections = sections::number(&plan.headings, extracted.text.len(), &mut warnings);
    let (mut paragraphs, sentences) = draft.paragraphs(&extracted.text, &sections);
    openings::find(&extracted.text, &draft.edits, &mut paragraphs, &sentences);
    let footnotes = notes::footnotes(&draft, &numbers, &extracted, &mut warnings);
    draft.set_apart.append(&mut extracted.set_apart);
    draft.set_struck_apart();
    let shown = Shown::of(outline, &plan.headings, metadata.title.as_deref());
    let account = account::of(&extracted, &draft, &paragraphs, shown.as_ref());
    account::warn(&account, &mut warnings);
    let mut styles = extracted.styles;
    Styled::sort(&mut styles);
    let document = Document {
        id: source.id,
        path: source.path,
        metadata,
        language,
        encoding: source.encoding,
        text: extracted.text,
        edits: draft.edits,
        styles,
        sections,
        paragraphs,
        sentences,
        footnotes,
        pages: extracted.pages,
        set_apart: draft.set_apart,
        account,
        repaired: draft.repaired,
    };
    let warnings = warning::of_document(warnings, &document);
    Parsed { document, warnings }
}

/// The number of bytes of a document that are looked at to tell its language, and of one block.
const LANGUAGE_SAMPLE: usize = 16_000;
const OF_A_BLOCK: usize = 800;

/// The language of the whole text, by parts of it from the beginning to the end.
fn language_of(extracted: &Extracted) -> Language {
    let prose = |block: &&Block| match block.kind {
        BlockKind::Paragraph(kind) => kind != ParagraphKind::Code,
        _ => false,
    };
    let parts = extracted.blocks.iter().filter(prose).map(|block| {
        let text = block.span.of(&extracted.text);
        text.get(..text.floor_char_boundary(OF_A_BLOCK))
            .unwrap_or(text)
    });
    let length: usize = parts.clone().map(str::len).sum();
    let every = length.div_ceil(LANGUAGE_SAMPLE).max(1);
    let sample: Vec<&str> = parts.step_by(every).collect();
    detect::of_document(&sample.join("\n"))
}

/// Finds the sentences of every block; glued blocks are repaired on the way.
fn read_blocks(extracted: &Extracted, language: Language) -> Draft {
    let mut draft = Draft::default();
    let lost_lines = has_lost_lines(extracted);
    let is_glued = has_glued_joins(extracted);
    for block in &extracted.blocks {
        match &block.kind {
            BlockKind::Heading(_) => {}
            BlockKind::Apart(reason) => draft.set_apart.push(SetApart {
                span: block.span,
                reason: *reason,
            }),
            BlockKind::Note(label) => {
                let mut paragraph = read_block(extracted, block, ParagraphKind::Note, language);
                paragraph.note = Some(label.clone());
                draft.paragraphs.push(paragraph);
            }
            BlockKind::Paragraph(ParagraphKind::Text)
                if lost_lines || is_glued && has_glued_block(extracted, block) =>
            {
                repair_block(extracted, block, language, &mut draft);
            }
            BlockKind::Paragraph(kind) => {
                draft
                    .paragraphs
                    .push(read_block(extracted, block, *kind, language));
            }
        }
    }
    draft
        .paragraphs
        .retain(|paragraph| !paragraph.sentences.is_empty());
    draft
}

/// Whether the document as a whole is one long line: where anything parts two blocks, lines are
/// not lost, and a long one is a paragraph.
fn has_lost_lines(extracted: &Extracted) -> bool {
    match extracted.blocks.as_slice() {
        [only] if extracted.has_only_lines => repair::has_lost_lines(only.span.of(&extracted.text)),
        _ => false,
    }
}

/// Whether the sentences of the document as a whole are glued together: in others, a long line may have something
/// like it, which is no damage.
fn has_glued_joins(extracted: &Extracted) -> bool {
    let prose = extracted
        .blocks
        .iter()
        .filter(|block| matches!(block.kind, BlockKind::Paragraph(ParagraphKind::Text)));
    let joins = prose.map(|block| repair::Joins::of(block.span.of(&extracted.text)));
    joins.sum::<repair::Joins>().are_glued()
}

fn has_glued_block(extracted: &Extracted, block: &Block) -> bool {
    block.span.len() >= MIN_GLUED_BYTES && repair::has_glued_joins(block.span.of(&extracted.text))
}

/// The ends of the parts of a block that are read one by one: its items, its rows, long code's statements.
fn ends(extracted: &Extracted, block: &Block, kind: ParagraphKind) -> Vec<usize> {
    if kind == ParagraphKind::Code {
        let statements = code::statements(&extracted.text, block.span).into_iter();
        return statements.map(|statement| statement.end).collect();
    }
    let ends = block.breaks.iter().copied().chain([block.span.end]);
    ends.filter(|end| *end <= block.span.end).collect()
}

/// Whether a part of a block is one statement: code, and a row, whatever stands in its cells, unless the
/// table only sets out a page.
fn is_one_statement(kind: ParagraphKind, reading: &Reading) -> bool {
    match kind {
        ParagraphKind::Code => true,
        ParagraphKind::Table => reading.text.len() <= LONGEST_ROW,
        _ => false,
    }
}

/// Whether nothing of a row is read but what stands between its cells: it is empty, or struck out.
fn has_empty_cells_only(row: &Reading) -> bool {
    row.text.chars().all(|c| c == '|' || c.is_whitespace())
}

fn read_block(
    extracted: &Extracted,
    block: &Block,
    kind: ParagraphKind,
    language: Language,
) -> DraftParagraph {
    let edits = extracted.edits_and_marks_in(block.span);
    let mut sentences = Vec::new();
    let mut items = Vec::new();
    let mut begun = block.items.iter().peekable();
    let mut start = block.span.start;
    for end in ends(extracted, block, kind) {
        let part = Span::new(start, end);
        let reading = Reading::of(&extracted.text, part, &edits);
        let found = if kind == ParagraphKind::Table && has_empty_cells_only(&reading) {
            Vec::new()
        } else if is_one_statement(kind, &reading) {
            vec![Span::new(0, reading.text.len()).trimmed(&reading.text)]
        } else {
            with_number(sentences::split(&reading.text, language), &reading.text)
        };
        let found = found.into_iter().filter(|sentence| !sentence.is_empty());
        let found = found.map(|sentence| reading.to_source(sentence));
        match kind {
            ParagraphKind::Table => items.push(DraftItem::row(start)),
            ParagraphKind::List => {
                while let Some(begins) = begun.next_if(|item| item.at < end) {
                    items.push(DraftItem {
                        begins: begins.clone(),
                        number: leading(&reading.text),
                    });
                }
            }
            _ => {}
        }
        for sentence in found {
            match sentences.last_mut() {
                // Both stand in one stretch that is read otherwise than it is written.
                Some(Span { end, .. }) if sentence.start < *end => *end = sentence.end.max(*end),
                _ => sentences.push(sentence),
            }
        }
        start = end;
    }
    number(&mut items);
    DraftParagraph {
        span: block.span,
        kind,
        origin: Origin::Source,
        sentences,
        note: None,
        items,
    }
}

/// Chooses between the number that stands before an item and the one that its text begins with. Where all texts
/// begin with the numbers that would stand before them, as in a list whose own numbers a style sheet takes away,
/// those in the text are the only ones.
fn number(items: &mut [DraftItem]) {
    let says_itself = |item: &DraftItem| {
        let before = item.begins.marker.as_deref().map(marker);
        let own = item.number.as_ref();
        before.is_none_or(|before| {
            before.is_some_and(|before| own.is_some_and(|own| own.counts_as(&before)))
        })
    };
    let all_say = items.iter().all(says_itself);
    for item in items {
        match item.begins.marker.as_deref() {
            Some(_) if all_say => item.begins.marker = None,
            Some(before) => item.number = marker(before),
            None => {}
        }
    }
}

/// The number that a text begins with is no sentence: `iv.`
fn with_number(mut sentences: Vec<Span>, text: &str) -> Vec<Span> {
    if let [first, second, ..] = sentences.as_mut_slice()
        && marker(first.of(text).trim()).is_some()
    {
        *second = first.cover(*second);
        sentences.remove(0);
    }
    sentences
}

fn repair_block(extracted: &Extracted, block: &Block, language: Language, draft: &mut Draft) {
    let repaired = repair::repair(block.span.of(&extracted.text), language);
    let offset = block.span.start;
    draft.repaired = true;
    draft.edits.extend(repaired.edits.into_iter().map(|e| Edit {
        span: e.span.shifted(offset),
        kind: e.kind,
    }));
    let notices = repaired.boilerplate.into_iter();
    draft.set_apart.extend(notices.map(|span| SetApart {
        span: span.shifted(offset),
        reason: Reason::Notice,
    }));
    for paragraph in repaired.paragraphs {
        let (first, last) = paragraph.sentences;
        let sentences = repaired.sentences.get(first..last).unwrap_or_default();
        draft.paragraphs.push(DraftParagraph {
            span: paragraph.span.shifted(offset),
            kind: ParagraphKind::Text,
            origin: if paragraph.hard {
                Origin::Source
            } else {
                Origin::Derived
            },
            sentences: sentences
                .iter()
                .map(|sentence| sentence.shifted(offset))
                .collect(),
            note: None,
            items: Vec::new(),
        });
    }
}

fn plan_sections(
    extracted: &Extracted,
    outline: Option<&Outline>,
    draft: &Draft,
    language: Language,
    warnings: &mut Vec<Warning>,
) -> sections::Plan {
    let mut plan = sections::from_headings(extracted, &draft.edits);
    if let Some(outline) = outline.filter(|outline| !outline.sections.is_empty()) {
        let (places, findings) = outline.place(&extracted.text, &draft.edits);
        warnings.extend(findings);
        plan.headings = places
            .into_iter()
            .map(|(at, entry)| Heading::named(at, entry))
            .collect();
    }
    if plan.headings.is_empty() {
        let readings = draft.readings(&extracted.text);
        let words: usize = readings
            .iter()
            .map(|text| text.split_whitespace().count())
            .sum();
        if words >= MIN_WORDS_TO_DERIVE {
            plan.headings = sections::derived(&readings, &draft.paragraph_starts(), language);
        }
    }
    plan
}
