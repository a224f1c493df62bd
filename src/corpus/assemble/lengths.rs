//! Limits on the length of what names a document and its parts. Titles, headings and the like are
//! repeated in each answer, so they are cut; a heading that is too long for one is read as the
//! paragraph that it is, and nothing of the text is lost.

use crate::{
    corpus::{
        document::ParagraphKind,
        extracted::{Block, BlockKind, Extracted},
        line_numbers::LineNumbers,
        metadata::Metadata,
        reading::Reading,
        warning::Warning,
    },
    label::cut,
};

/// A heading has at most so many characters.
const MAX_HEADING_CHARS: usize = 200;

/// One that ends like a sentence has fewer.
const MAX_SENTENCE_CHARS: usize = 100;

/// Titles, editions, dates and licences have at most so many characters.
const MAX_METADATA_CHARS: usize = 300;

/// Addresses have at most so many characters: part of one leads nowhere.
const MAX_ADDRESS_CHARS: usize = 2_000;

/// So many characters of a value are looked for in the source, to name its line.
const SHOWN_CHARS: usize = 40;

/// So many headings are told of that are read as paragraphs.
const MAX_WARNINGS: usize = 20;

/// Reads as paragraphs what is set as a heading and is too long for one.
pub(super) fn long_headings(extracted: &mut Extracted, warnings: &mut Vec<Warning>) {
    let long: Vec<usize> = (0..)
        .zip(&extracted.blocks)
        .filter(|(_, block)| is_too_long(extracted, block))
        .map(|(index, _)| index)
        .collect();
    let mut lines = LineNumbers::of(&extracted.text);
    for (count, index) in long.into_iter().enumerate() {
        let Some(block) = extracted.blocks.get_mut(index) else {
            continue;
        };
        block.kind = BlockKind::Paragraph(ParagraphKind::Text);
        if count < MAX_WARNINGS {
            let warning = Warning::caution(format!(
                "this is set as a heading and too long for one, which has at most \
                 {MAX_HEADING_CHARS} characters and ends like no sentence; it is read as a paragraph"
            ));
            let line = lines.line_of(block.span.start);
            warnings.push(if extracted.is_file {
                warning.at_line(line)
            } else {
                warning
            });
        }
    }
}

fn is_too_long(extracted: &Extracted, block: &Block) -> bool {
    if !matches!(block.kind, BlockKind::Heading(_)) || block.span.len() <= MAX_SENTENCE_CHARS {
        return false;
    }
    let edits = extracted.edits_and_marks_in(block.span);
    let read = Reading::of(&extracted.text, block.span, &edits).text;
    let length = read.chars().count();
    length > MAX_HEADING_CHARS
        || length > MAX_SENTENCE_CHARS && read.ends_with(['.', '!', ';', ':'])
}

/// The metadata of a document, cut to lengths that can be shown.
pub(super) fn short(
    metadata: Metadata,
    extracted: &Extracted,
    warnings: &mut Vec<Warning>,
) -> Metadata {
    let mut warn = |value: &str, message: String| {
        let shown = cut(value, SHOWN_CHARS);
        let found = extracted.text.find(shown.trim_end_matches('…'));
        let warning = Warning::caution(message);
        warnings.push(match found.filter(|_| extracted.is_file) {
            Some(at) => warning.at_line(LineNumbers::of(&extracted.text).line_of(at)),
            None => warning,
        });
    };
    let mut fit = |name: &str, value: Option<String>| {
        let value = value?;
        let fitting = cut(&value, MAX_METADATA_CHARS);
        if fitting.len() < value.len() {
            warn(
                &value,
                format!(
                    "the {name} is cut after {MAX_METADATA_CHARS} characters; write a shorter one"
                ),
            );
        }
        Some(fitting)
    };
    let title = fit("title", metadata.title);
    let edition = fit("edition", metadata.edition);
    let date = fit("date", metadata.date);
    let retrieved = fit("date of retrieval", metadata.retrieved);
    let licence = fit("licence", metadata.licence);
    let author = fit("author", metadata.author);
    let translation_of = fit("translation_of", metadata.translation_of);
    let edition_of = fit("edition_of", metadata.edition_of);
    let source_url = metadata.source_url.filter(|address| {
        let fits = address.chars().nth(MAX_ADDRESS_CHARS).is_none();
        if !fits {
            warn(
                address,
                format!("the address of the source is left out: it has more than {MAX_ADDRESS_CHARS} characters"),
            );
        }
        fits
    });
    Metadata {
        title,
        language: metadata.language,
        edition,
        date,
        source_url,
        retrieved,
        licence,
        author,
        examples: metadata.examples,
        translation_of,
        edition_of,
    }
}
