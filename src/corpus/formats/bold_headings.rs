//! Headings that a source sets as short paragraphs in bold type, beside its real headings or without any:
//! `**Article 5**`, `<p><b>Fees</b></p>`.

use crate::{
    corpus::{
        document::ParagraphKind,
        extracted::{Block, BlockKind, Extracted},
        style::Style,
    },
    span::Span,
};

/// Such a heading has at most so many characters.
const LONGEST: usize = 100;

/// Fewer may be emphasis.
const FEWEST: usize = 2;

/// The deepest level of a heading.
const DEEPEST: u8 = 6;

/// The words that begin what stands above a table or below a figure, in eight languages.
const CAPTIONS: [&str; 20] = [
    "table",
    "tabelle",
    "tab",
    "tableau",
    "tabla",
    "tabela",
    "tabella",
    "tabel",
    "figure",
    "fig",
    "abbildung",
    "abb",
    "figura",
    "figuur",
    "rysunek",
    "rys",
    "wykres",
    "chart",
    "grafik",
    "quadro",
];

/// Makes headings of paragraphs in bold type, one level below the heading above them. Where half of the blocks would be
/// headings, none is: that is a form, or a text that is bold as such.
pub(super) fn find(extracted: &mut Extracted) {
    let bold = bold(extracted);
    let blocks = &extracted.blocks;
    let text = &extracted.text;
    let looks_like_one = |at: usize| {
        blocks
            .get(at)
            .is_some_and(|block| is_bold(text, block, &bold))
    };
    let leads = |at: usize| {
        // One above the other is a title page or an address.
        let next = blocks.get(at + 1);
        next.is_some_and(|next| matches!(next.kind, BlockKind::Paragraph(_)))
            && !looks_like_one(at + 1)
    };
    let found: Vec<usize> = (0..blocks.len())
        .filter(|at| looks_like_one(*at) && leads(*at))
        .collect();
    let paragraphs = blocks.iter();
    let paragraphs = paragraphs.filter(|block| matches!(block.kind, BlockKind::Paragraph(_)));
    if found.len() < FEWEST || found.len() * 2 > paragraphs.count() {
        return;
    }
    let mut found = found.into_iter().peekable();
    let mut above = 0;
    for (at, block) in extracted.blocks.iter_mut().enumerate() {
        if let BlockKind::Heading(level) = block.kind {
            above = level;
        }
        if found.next_if_eq(&at).is_some() {
            block.kind = BlockKind::Heading((above + 1).min(DEEPEST));
        }
    }
}

/// The stretches in bold type, in order.
fn bold(extracted: &Extracted) -> Vec<Span> {
    let styles = extracted.styles.iter();
    let bold = styles.filter(|styled| styled.style == Style::Strong);
    let mut bold: Vec<Span> = bold.map(|styled| styled.span).collect();
    bold.sort_unstable();
    bold
}

/// Whether a block is a short paragraph of which every letter is bold, and that ends like a heading.
fn is_bold(text: &str, block: &Block, bold: &[Span]) -> bool {
    let is_plain = matches!(block.kind, BlockKind::Paragraph(ParagraphKind::Text));
    if !is_plain || block.span.len() > LONGEST * 4 {
        return false;
    }
    let words = block.span.of(text);
    let is_short = words.chars().count() <= LONGEST && !words.contains('\n');
    let last = words
        .trim_end_matches(['*', '_', ' ', '\\'])
        .chars()
        .next_back();
    let ends_like_one =
        last.is_some_and(|last| last.is_alphanumeric() || ")”“»\"'’".contains(last));
    if !is_short || !ends_like_one || !words.contains(char::is_alphabetic) || is_caption(words) {
        return false;
    }
    let from = bold.partition_point(|span| span.start < block.span.start);
    let within = bold.iter().skip(from);
    let within = within.take_while(|span| span.end <= block.span.end);
    let mut at = block.span.start;
    for span in within {
        if has_letters(text, Span::new(at, span.start.max(at))) {
            return false;
        }
        at = at.max(span.end);
    }
    at > block.span.start && !has_letters(text, Span::new(at, block.span.end))
}

/// Whether words are those above a table or below a figure: `Table 3. Fees`.
fn is_caption(words: &str) -> bool {
    let mut parts = words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty());
    let is_named = parts
        .next()
        .is_some_and(|first| CAPTIONS.contains(&first.to_lowercase().as_str()));
    is_named
        && parts
            .next()
            .is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()))
}

fn has_letters(text: &str, span: Span) -> bool {
    span.of(text).contains(char::is_alphanumeric)
}
