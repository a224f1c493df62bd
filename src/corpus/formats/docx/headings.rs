//! Headings of documents that have no styles for them: short paragraphs in bold type.

use std::rc::Rc;

use super::{
    looks::TextLook,
    model::{Block, Inline, Paragraph},
    styles::Role,
};

/// Such a heading has at most so many characters.
const LONGEST: usize = 100;

/// Fewer may be emphasis.
const FEWEST: usize = 2;

/// Makes headings of short bold paragraphs where no paragraph is one by its style. Gives how many.
pub(super) fn by_type(blocks: &mut [Block]) -> usize {
    let is_heading = |block: &Block| matches!(block, Block::Paragraph(paragraph) if matches!(paragraph.role, Role::Heading(_)));
    if blocks.iter().any(is_heading) {
        return 0;
    }
    let is_text =
        |block: &&Block| matches!(block, Block::Paragraph(paragraph) if !paragraph.is_empty());
    let texts = blocks.iter().filter(is_text).count();
    let mut found: Vec<usize> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        if matches!(block, Block::Paragraph(paragraph) if looks_like_one(paragraph)) {
            found.push(at);
        }
    }
    // One above the other is a title page or a form.
    let stands_alone = |at: &&usize| found.binary_search(&(**at + 1)).is_err();
    let alone = found.iter().filter(stands_alone).count();
    if alone < FEWEST || found.len() * 2 > texts {
        return 0;
    }
    for at in &found {
        if let Some(Block::Paragraph(paragraph)) = blocks.get_mut(*at) {
            let level = paragraph.number.as_ref().map_or(0, |number| number.level);
            paragraph.role = Role::Heading(u8::try_from(level).unwrap_or(0) + 1);
            let inlines = std::mem::take(&mut paragraph.inlines);
            paragraph.inlines = inlines.into_iter().map(without_bold).collect();
        }
    }
    found.len()
}

fn looks_like_one(paragraph: &Paragraph) -> bool {
    if paragraph.role != Role::Text {
        return false;
    }
    let mut has_words = false;
    for inline in &paragraph.inlines {
        match inline {
            Inline::Text(text, look) if text.contains(char::is_alphanumeric) => {
                if look.bold != Some(true) || look.is_struck() {
                    return false;
                }
                has_words |= text.contains(char::is_alphabetic);
            }
            Inline::Text(..) | Inline::Link(_) | Inline::EndLink | Inline::Mark { .. } => {}
            Inline::Line | Inline::Unknown | Inline::Picture(_) | Inline::Apart(..) => {
                return false;
            }
        }
    }
    let words = paragraph.words();
    has_words && words.chars().count() <= LONGEST && !words.ends_with(['.', ':', ';', ',', '!'])
}

/// Takes the bold away: a heading needs no emphasis.
fn without_bold(inline: Inline) -> Inline {
    match inline {
        Inline::Text(text, look) => {
            let look = TextLook {
                bold: None,
                ..TextLook::clone(&look)
            };
            Inline::Text(text, Rc::new(look))
        }
        other => other,
    }
}
