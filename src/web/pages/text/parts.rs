//! A long document in parts, each of which a browser opens at once. Parts begin with sections where
//! they can, so that they are the same for as long as the text is.

use super::items::{Item, What, items};
use crate::{
    app::is_long,
    corpus::{Document, ParagraphKind},
    passages::Locator,
    span::Span,
};

/// A part that has this many bytes ends before the next chapter.
const CHAPTER: usize = 40_000;

/// A part that has this many bytes ends before the next heading.
const SECTION: usize = 80_000;

/// A part that has this many bytes ends before the next paragraph.
const PARAGRAPH: usize = 120_000;

/// The beginning of the anchor of a part that goes on with a paragraph: its position follows.
const REST: char = 'b';

/// The parts of a document.
pub(in crate::web::pages) struct Parts {
    items: Vec<Item>,
    /// The places in `items` where the parts begin; never empty.
    begins: Vec<usize>,
}

/// One part.
#[derive(Clone, Copy)]
pub(in crate::web::pages) struct Part<'a> {
    /// Its index.
    pub(in crate::web::pages) index: usize,
    pub(super) items: &'a [Item],
    /// From its first byte to the first one of the next part.
    pub(super) span: Span,
    pub(super) is_last: bool,
}

impl Parts {
    /// A document as a whole, or in parts if it is long.
    pub(in crate::web::pages) fn of(document: &Document) -> Self {
        let items = items(document);
        let begins = if is_long(document) {
            begins(document, &items)
        } else {
            vec![0]
        };
        Self { items, begins }
    }

    /// The number of parts.
    pub(in crate::web::pages) fn len(&self) -> usize {
        self.begins.len()
    }

    /// The part with this index, or the last one.
    pub(in crate::web::pages) fn part(&self, index: usize) -> Part<'_> {
        let index = index.min(self.len() - 1);
        let begin = |index: usize| self.begins.get(index).copied();
        let range = begin(index).unwrap_or(0)..begin(index + 1).unwrap_or(self.items.len());
        let at = |item: usize| self.items.get(item).map(|item| item.at);
        let start = if index == 0 {
            0
        } else {
            at(range.start).unwrap_or(0)
        };
        let end = begin(index + 1).and_then(at).unwrap_or(usize::MAX);
        Part {
            index,
            items: self.items.get(range).unwrap_or_default(),
            span: Span::new(start, end),
            is_last: index + 1 == self.len(),
        }
    }

    /// The part in which a position is read: for a footnote's text that of its first mark.
    pub(in crate::web::pages) fn holding(&self, document: &Document, position: usize) -> usize {
        let position = mark_of(document, position).unwrap_or(position);
        let at = |begin: &usize| self.items.get(*begin).map_or(0, |item| item.at);
        let next = self.begins.partition_point(|begin| at(begin) <= position);
        next.saturating_sub(1)
    }

    /// The part with the place that an anchor names.
    pub(in crate::web::pages) fn with_anchor(
        &self,
        document: &Document,
        anchor: &str,
    ) -> Option<usize> {
        let number = anchor
            .strip_prefix("fn")
            .and_then(|number| number.parse().ok());
        let mut footnotes = document.footnotes.iter();
        if let Some(footnote) = footnotes.find(|footnote| Some(footnote.number) == number) {
            return Some(self.holding(document, footnote.mark.start));
        }
        let position = anchor.strip_prefix(REST).and_then(|at| at.parse().ok());
        if let Some(position) = position {
            return Some(self.holding(document, position));
        }
        let item = self.items.iter().find(|item| match item.what {
            What::Heading(index) => {
                let section = document.sections.get(index);
                let number = section.map(|section| section.address.as_str());
                number.is_some_and(|number| anchor.strip_prefix('s') == Some(number))
            }
            What::Paragraph(_) => Locator::of(document, Span::at(item.at)).anchor() == anchor,
            _ => false,
        })?;
        Some(self.holding(document, item.at))
    }

    /// The anchor of the first place of a part that has one.
    pub(in crate::web::pages) fn first_anchor(
        &self,
        document: &Document,
        index: usize,
    ) -> Option<String> {
        self.part(index)
            .items
            .iter()
            .find_map(|item| match item.what {
                What::Heading(index) => {
                    let section = document.sections.get(index)?;
                    Some(section.anchor())
                }
                What::Paragraph(_) => Some(Locator::of(document, Span::at(item.at)).anchor()),
                What::Rest(_) => Some(format!("{REST}{}", item.at)),
                _ => None,
            })
    }
}

/// The position of the mark of the footnote whose text a position is in.
fn mark_of(document: &Document, position: usize) -> Option<usize> {
    let index = document.paragraph_at(position)?;
    let is_note = document.paragraphs.get(index)?.kind == ParagraphKind::Note;
    let mut notes = document.footnotes.iter().filter(|_| is_note);
    let first = notes.find(|footnote| footnote.note == Some(index));
    // A note that nobody mentions is read at the end.
    first
        .map(|footnote| footnote.mark.start)
        .or(is_note.then_some(usize::MAX))
}

fn begins(document: &Document, items: &[Item]) -> Vec<usize> {
    let mut begins = vec![0];
    let mut start = items.first().map_or(0, |item| item.at);
    let (mut last_at, mut markup) = (None, 0);
    for (index, item) in items.iter().enumerate() {
        let size = item.at.saturating_sub(start) + markup;
        let ends = match item.what {
            What::Heading(section) => {
                let section = document.sections.get(section);
                let is_chapter = section.is_some_and(|section| section.parent.is_none());
                size >= if is_chapter { CHAPTER } else { SECTION }
            }
            What::Paragraph(_) | What::Rest(_) => size >= PARAGRAPH,
            _ => false,
        };
        // What begins at the same byte stays together.
        if ends && last_at != Some(item.at) {
            begins.push(index);
            start = item.at;
            markup = 0;
        }
        markup += item.markup;
        last_at = Some(item.at);
    }
    begins
}

/// The sections that have begun before a part and go on in it, the outermost first.
pub(super) fn going_on(document: &Document, part: Part<'_>) -> Vec<usize> {
    let Some(first) = part.items.first().filter(|_| part.index > 0) else {
        return Vec::new();
    };
    let inner: Option<usize> = match first.what {
        What::Heading(index) => document
            .sections
            .get(index)
            .and_then(|section| section.parent),
        What::Paragraph(index) | What::Rest(index) => {
            document.paragraphs.get(index).and_then(|p| p.section)
        }
        _ => None,
    };
    let parent = |index: &usize| {
        document
            .sections
            .get(*index)
            .and_then(|section| section.parent)
    };
    let mut sections: Vec<usize> = std::iter::successors(inner, parent).collect();
    sections.reverse();
    sections
}

impl Part<'_> {
    /// Whether a position is in it.
    pub(super) fn has(&self, position: usize) -> bool {
        self.span.start <= position && position < self.span.end
    }
}
