//! Tables of contents that a page writes as a list of links into itself: `[Install](#install)`. They say
//! nothing that the headings do not say, and a question for a heading would find them first.

use std::collections::BTreeSet;

use crate::{
    corpus::{
        document::ParagraphKind,
        edit::Edit,
        extracted::{BlockKind, Extracted},
        reading::Reading,
        set_apart::Reason,
        style::Style,
    },
    span::Span,
};

/// Fewer links are a hint to read on, not a table of contents, unless one is announced.
const LEAST_LINKS: usize = 3;

/// The names of tables of contents, letters only.
const NAMES: [&str; 20] = [
    "contents",
    "tableofcontents",
    "inhalt",
    "inhaltsverzeichnis",
    "tabledesmatières",
    "sommaire",
    "índice",
    "índicegeneral",
    "tabladecontenidos",
    "contenido",
    "indice",
    "sommario",
    "spistreści",
    "inhoud",
    "inhoudsopgave",
    "sumário",
    "conteúdo",
    "оглавление",
    "содержание",
    "зміст",
];

/// Whether letters, small ones alone, are what a table of contents is called.
pub(super) fn is_name(letters: &str) -> bool {
    NAMES.contains(&letters)
}

/// Sets such lists apart: nothing but links to headings of the same page, with or without their numbers. What
/// they are called goes with them.
pub(super) fn set_apart(text: &str, out: &mut Extracted) {
    let headings = out.blocks.iter();
    let headings = headings.filter(|block| matches!(block.kind, BlockKind::Heading(_)));
    let headings: BTreeSet<String> = headings
        .map(|block| words(text, block.span, &out.edits))
        .collect();
    let links = out.styles.iter();
    let links = links.filter(|styled| matches!(styled.style, Style::Link(_)));
    let mut links: Vec<Span> = links.map(|styled| styled.span).collect();
    links.sort_unstable_by_key(|link| link.start);
    let mut found: Vec<usize> = Vec::new();
    for (at, block) in out.blocks.iter().enumerate() {
        if block.kind != BlockKind::Paragraph(ParagraphKind::List) {
            continue;
        }
        let before = at.checked_sub(1);
        let name = before.filter(|before| {
            let block = out.blocks.get(*before);
            block.is_some_and(|block| is_name(&words(text, block.span, &out.edits)))
        });
        let least = if name.is_some() { 1 } else { LEAST_LINKS };
        let first = links.partition_point(|link| link.start < block.span.start);
        let within = links.iter().skip(first);
        let within = within.take_while(|link| block.span.contains(**link));
        let linked: Vec<String> = within.map(|link| words(text, *link, &out.edits)).collect();
        let letters: usize = linked.iter().map(String::len).sum();
        let named = linked.iter().filter(|link| headings.contains(*link));
        if linked.len() >= least
            && named.count() * 3 >= linked.len() * 2
            && letters == words(text, block.span, &out.edits).len()
        {
            found.extend(name);
            found.push(at);
        }
    }
    for at in found {
        if let Some(block) = out.blocks.get_mut(at) {
            block.kind = BlockKind::Apart(Reason::Navigation);
            block.breaks.clear();
            block.items.clear();
        }
    }
}

/// The letters that are read in a place, in small letters: numbers may stand in a link or before it.
fn words(text: &str, span: Span, edits: &[Edit]) -> String {
    let read = Reading::of(text, span, edits).text;
    let letters = read.chars().filter(|c| c.is_alphabetic());
    letters.flat_map(char::to_lowercase).collect()
}
