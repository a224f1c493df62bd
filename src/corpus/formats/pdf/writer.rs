//! Parts of a document to its text, with blocks, edits, marks and pages: the only place that knows bytes of
//! the text and glyphs of a page at once.

use super::{
    areas::Painted,
    lines::{Bit, Level, Line},
    markers::{Marker, marker},
    notes,
    paragraphs::{Kind, Part, Placed},
    rows,
};
use crate::{
    corpus::{
        document::{Certainty, Page, ParagraphKind},
        edit::{Edit, EditKind},
        extracted::{Block, BlockKind, Extracted, ListItem, Mark},
        formats::words::{Join, Words},
        set_apart::letters,
        style::{Style, Styled},
    },
    span::Span,
};

/// The labels of the notes that raised numbers lead to.
pub(super) trait Labels {
    /// The label of the note that a mark on a page leads to.
    fn label(&self, page: usize, mark: &str) -> Option<String>;
}

/// The data that the text is written with, besides its parts.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    /// The number of letters that the parts have.
    pub(super) visible: usize,
    pub(super) page_labels: &'a [String],
    pub(super) words: &'a Words,
    /// The spans of the text of which it is to be known where they are painted.
    pub(super) wanted: &'a [Span],
}

/// Writes the parts one after the other. With it comes where the wanted characters are painted.
pub(super) fn write(
    parts: &[Part],
    text: Text<'_>,
    labels: &impl Labels,
) -> (Extracted, Vec<Painted>) {
    let mut writer = Writer {
        out: Extracted {
            visible: text.visible,
            ..Extracted::default()
        },
        starts: vec![0; text.page_labels.len()],
        page: 0,
        words: text.words,
        wanted: text.wanted,
        painted: Vec::new(),
        labels,
    };
    let mut at = 0;
    while let Some(part) = parts.get(at) {
        let rest = parts.get(at..).unwrap_or_default();
        let is_same = |other: &&Part| match part.kind {
            Kind::Row => other.kind == Kind::Row,
            Kind::Item(_) => matches!(other.kind, Kind::Item(_)),
            Kind::Apart(_) => other.kind == part.kind,
            _ => false,
        };
        let count = rest.iter().take_while(is_same).count().max(1);
        writer.block(rest.get(..count).unwrap_or_default());
        at += count;
    }
    let painted = std::mem::take(&mut writer.painted);
    (writer.finish(text.page_labels), painted)
}

struct Writer<'a, L> {
    out: Extracted,
    /// The beginning of each page in the text.
    starts: Vec<usize>,
    /// The page that is written.
    page: usize,
    words: &'a Words,
    wanted: &'a [Span],
    painted: Vec<Painted>,
    labels: &'a L,
}

impl<L: Labels> Writer<'_, L> {
    /// Parts of one kind that are one block.
    fn block(&mut self, parts: &[Part]) {
        let Some(first) = parts.first() else {
            return;
        };
        if !self.out.text.is_empty() {
            self.out.text.push_str("\n\n");
        }
        let start = self.out.text.len();
        let mut block = Block {
            span: Span::at(start),
            kind: match &first.kind {
                Kind::Text => BlockKind::Paragraph(ParagraphKind::Text),
                Kind::Heading(level) => BlockKind::Heading(*level),
                Kind::Item(_) => BlockKind::Paragraph(ParagraphKind::List),
                Kind::Row => BlockKind::Paragraph(ParagraphKind::Table),
                Kind::Note(label) => BlockKind::Note(label.clone()),
                Kind::Apart(reason) => BlockKind::Apart(*reason),
            },
            breaks: Vec::new(),
            items: Vec::new(),
        };
        let mut columns: Vec<f64> = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            if at > 0 {
                block.breaks.push(self.out.text.len());
                self.out.text.push('\n');
            }
            match part.kind {
                Kind::Row => self.row(part),
                Kind::Item(_) => {
                    let item = self.item(part, &mut columns);
                    block.items.extend(item);
                }
                _ => self.lines(&part.lines),
            }
        }
        block.span = Span::new(start, self.out.text.len());
        if !block.span.trimmed(&self.out.text).is_empty() {
            self.out.blocks.push(block);
        }
    }

    fn item(&mut self, part: &Part, columns: &mut Vec<f64>) -> Option<ListItem> {
        let first = &part.lines.first()?.line;
        while columns.pop_if(|open| *open > first.x0 + 3.0).is_some() {}
        let begins_list = columns.last().is_none_or(|open| *open + 3.0 < first.x0);
        if begins_list {
            columns.push(first.x0);
        }
        self.turn_to(part.lines.first()?.page);
        let start = self.out.text.len();
        self.lines(&part.lines);
        let mut at = start;
        if let Some(Marker::Bullet(length)) = marker(first) {
            let span = Span::new(start, start + length);
            // The bullet `o` is no letter of the text.
            self.out.visible = self
                .out
                .visible
                .saturating_sub(letters(span.of(&self.out.text)));
            self.out.edits.retain(|edit| !edit.span.overlaps(span));
            self.out.edits.push(Edit {
                span,
                kind: EditKind::Markup,
            });
            at = span.end;
        }
        Some(ListItem {
            at,
            depth: u8::try_from(columns.len() - 1).unwrap_or(u8::MAX),
            marker: None,
            begins_list,
            term: None,
        })
    }

    /// A row, its cells parted by bars. Pieces of a cell stand below each other.
    fn row(&mut self, part: &Part) {
        if let Some(first) = part.lines.first() {
            self.turn_to(first.page);
        }
        let page = part.lines.first().map_or(0, |placed| placed.page);
        let columns = rows::columns(part.lines.iter().map(|placed| &placed.line));
        for (at, column) in columns.into_iter().enumerate() {
            if at > 0 {
                self.out.text.push_str(" | ");
            }
            let mut before: Option<String> = None;
            for cell in column {
                let text = cell.text();
                if let Some(before) = &before {
                    self.join(before, &text);
                }
                self.bits(&cell.bits, page);
                before = Some(text);
            }
        }
    }

    fn lines(&mut self, lines: &[Placed]) {
        let mut before: Option<String> = None;
        for placed in lines {
            let text = placed.line.text();
            if let Some(before) = &before {
                self.join(before, &text);
            }
            self.turn_to(placed.page);
            self.line(&placed.line, placed.page);
            before = Some(text);
        }
    }

    /// Ends a line that another one goes on with.
    fn join(&mut self, before: &str, behind: &str) {
        let end = self.out.text.len();
        self.out.text.push('\n');
        let from = match self.words.join(before.trim_end(), behind.trim_start()) {
            Join::Space => return,
            Join::Tight => end,
            Join::Hyphen(length) => end - length.min(end),
        };
        // White space behind a hyphen belongs to the line end.
        if self
            .out
            .text
            .get(from..end)
            .is_some_and(|hyphen| !hyphen.contains(' '))
        {
            self.out.edits.push(Edit {
                span: Span::new(from, end + 1),
                kind: EditKind::Markup,
            });
        }
    }

    fn turn_to(&mut self, page: usize) {
        while self.page < page {
            self.page += 1;
            let at = self.out.text.len();
            if let Some(start) = self.starts.get_mut(self.page) {
                *start = at;
            }
        }
    }

    fn line(&mut self, line: &Line, page: usize) {
        for (at, cell) in line.cells.iter().enumerate() {
            if at > 0 {
                self.out.text.push(' ');
            }
            self.bits(&cell.bits, page);
        }
        let trimmed = self.out.text.trim_end().len();
        self.out.text.truncate(trimmed);
    }

    fn bits(&mut self, bits: &[Bit], page: usize) {
        for bit in bits {
            let found = match bit.level {
                Level::Raised => notes::labels(&bit.text),
                _ => Vec::new(),
            };
            let known: Vec<String> = found
                .iter()
                .filter_map(|mark| self.labels.label(page, mark))
                .collect();
            let start = self.out.text.len();
            if found.is_empty() || known.len() < found.len() {
                self.text(bit, page);
                self.style(bit, start);
            } else {
                self.marks(&found, known);
                if bit.text.ends_with(' ') {
                    self.out.text.push(' ');
                }
            }
        }
    }

    fn marks(&mut self, found: &[String], labels: Vec<String>) {
        for (at, (mark, label)) in found.iter().zip(labels).enumerate() {
            if at > 0 {
                let start = self.out.text.len();
                self.out.text.push(',');
                self.out.edits.push(Edit {
                    span: Span::new(start, start + 1),
                    kind: EditKind::Markup,
                });
            }
            let start = self.out.text.len();
            self.out.text.push_str(mark);
            self.out.marks.push(Mark {
                span: Span::new(start, self.out.text.len()),
                label,
            });
        }
    }

    fn style(&mut self, bit: &Bit, start: usize) {
        let style = match bit.level {
            Level::Raised => Style::Superscript,
            Level::Lowered => Style::Subscript,
            Level::Base => return,
        };
        let span = Span::new(start, self.out.text.len()).trimmed(&self.out.text);
        if !span.is_empty() {
            self.out.styles.push(Styled { span, style });
        }
    }

    /// Text as it stands on the page; ligatures are read letter by letter, and nothing is read where the
    /// file does not say what a glyph is.
    fn text(&mut self, bit: &Bit, page: usize) {
        for (c, area) in bit.painted() {
            let start = self.out.text.len();
            if start == 0 && c == ' ' {
                continue;
            }
            self.out.text.push(c);
            let span = Span::new(start, self.out.text.len());
            if let Some(area) = area
                && self.wanted.iter().any(|wanted| wanted.contains(span))
            {
                self.painted.push(Painted { page, area });
            }
            let kind = match c {
                char::REPLACEMENT_CHARACTER => EditKind::Gap,
                '\u{AD}' | '\u{200B}' | '\u{200C}' | '\u{200D}' | '\u{2060}' | '\u{FEFF}' => {
                    EditKind::Markup
                }
                _ => match ligature(c) {
                    Some(letters) => EditKind::Written(letters.to_owned()),
                    None => continue,
                },
            };
            match self.out.edits.last_mut() {
                // A row of them is one gap.
                Some(last)
                    if kind == EditKind::Gap && last.kind == kind && last.span.end == start =>
                {
                    last.span.end = span.end;
                }
                _ => self.out.edits.push(Edit { span, kind }),
            }
        }
    }

    fn finish(mut self, page_labels: &[String]) -> Extracted {
        self.turn_to(page_labels.len());
        self.tidy_edits();
        let len = self.out.text.len();
        let ends = self.starts.iter().skip(1).copied().chain([len]);
        let pages = self.starts.iter().copied().zip(ends).zip(page_labels);
        self.out.pages = pages
            .map(|((start, end), label)| Page {
                label: label.clone(),
                certainty: Certainty::Sure,
                span: Span::new(start, end),
            })
            .collect();
        self.out
    }

    /// A hyphen that is lifted out with the end of its line is one edit.
    fn tidy_edits(&mut self) {
        self.out.edits.sort_by_key(|edit| edit.span);
        let mut tidy: Vec<Edit> = Vec::with_capacity(self.out.edits.len());
        for edit in std::mem::take(&mut self.out.edits) {
            match tidy.last_mut() {
                Some(last) if last.span.overlaps(edit.span) => {
                    last.span = last.span.cover(edit.span);
                }
                _ => tidy.push(edit),
            }
        }
        self.out.edits = tidy;
    }
}

/// The letters of a ligature.
pub(super) fn ligature(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{FB00}' => "ff",
        '\u{FB01}' => "fi",
        '\u{FB02}' => "fl",
        '\u{FB03}' => "ffi",
        '\u{FB04}' => "ffl",
        '\u{FB05}' | '\u{FB06}' => "st",
        _ => return None,
    })
}
