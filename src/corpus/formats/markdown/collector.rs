//! From the events of the parser to blocks.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{masked::Masked, open_tags::OpenTags, source::undefined_notes};
use crate::{
    corpus::{
        document::ParagraphKind,
        extracted::{BlockKind, Extracted},
        formats::{
            inline::{Piece, weave},
            list_numbers::{Figures, ListKind, ListNumbers},
            waiting_pictures::WaitingPictures,
        },
        line_numbers::LineNumbers,
        set_apart::letters,
        style::Style,
        warning::Warning,
    },
    span::Span,
};

/// The style in which a tag sets off what stands in it.
fn style(tag: &Tag<'_>) -> Option<Style> {
    match tag {
        Tag::Emphasis => Some(Style::Emphasis),
        Tag::Strong => Some(Style::Strong),
        // Each of these is closed again.
        Tag::Link { dest_url, .. } => {
            Some(Style::link(dest_url).unwrap_or(Style::Link(String::new())))
        }
        Tag::Image { .. } => Some(Style::Picture(None)),
        _ => None,
    }
}

/// Collects the pieces of the block that is being read.
pub(super) struct Collector<'a> {
    pub(super) text: &'a str,
    /// The same as the parser was given it, and what is kept from it.
    pub(super) fed: &'a Masked<'a>,
    pub(super) out: Extracted,
    pub(super) pieces: Vec<Piece>,
    pub(super) heading: Option<u8>,
    note: Option<String>,
    pub(super) quotes: usize,
    /// For each open list, whether the outermost one is a single block.
    pub(super) lists: Vec<bool>,
    /// The numbers of their items.
    numbers: ListNumbers,
    in_table: bool,
    /// Whether the text of a code block is being read.
    pub(super) code: bool,
    /// The lines of a block of raw HTML.
    html: Vec<Span>,
    /// The number of items in each list of raw HTML that counts down, by where its tag stands.
    pub(super) reversed: BTreeMap<usize, i64>,
    /// The tags that raw HTML has opened.
    pub(super) open: OpenTags,
    cells: usize,
    /// The number of times that what is read is struck out.
    pub(super) struck: usize,
    /// The places among the pieces where links, and what is raised or lowered, begin.
    begun: Vec<usize>,
    /// Stretches in which `[^1]` is meant literally.
    pub(super) literal: Vec<Span>,
    /// Pictures that stand before the next block.
    pub(super) pictures: WaitingPictures,
}

impl<'a> Collector<'a> {
    pub(super) fn new(text: &'a str, fed: &'a Masked<'a>) -> Self {
        let apart = &fed.set_apart;
        let out = Extracted {
            set_apart: apart.clone(),
            visible: apart.iter().map(|apart| letters(apart.span.of(text))).sum(),
            ..Extracted::default()
        };
        Self {
            text,
            fed,
            out,
            pieces: Vec::new(),
            heading: None,
            note: None,
            quotes: 0,
            lists: Vec::new(),
            numbers: ListNumbers::default(),
            in_table: false,
            code: false,
            html: Vec::new(),
            reversed: BTreeMap::new(),
            open: OpenTags::default(),
            cells: 0,
            struck: 0,
            begun: Vec::new(),
            literal: Vec::new(),
            pictures: WaitingPictures::default(),
        }
    }

    /// Whether spaces are those of a tab that is cut in two, before raw HTML: they are told with the place
    /// of something else.
    fn is_half_a_tab(&self, span: Span, read: &str) -> bool {
        let source = span.of(&self.fed.text);
        let is_elsewhere = !self.html.is_empty() || source.contains(|c: char| !c.is_whitespace());
        read.chars().all(|c| c == ' ') && is_elsewhere && !source.starts_with('&')
    }

    /// Takes an event; `one_block` says whether the outermost list that it is in is one.
    pub(super) fn read(&mut self, event: &Event<'_>, span: Span, one_block: bool) {
        match event {
            Event::Start(Tag::List(first)) => {
                let list = first.map_or(ListKind::Bullets, |first| ListKind::Numbers {
                    figures: Figures::Arabic,
                    next: i64::try_from(first).unwrap_or(i64::MAX),
                    is_reversed: false,
                });
                self.open_list(one_block, list);
            }
            Event::Start(tag) => self.open(tag, span),
            Event::End(tag) => self.close(*tag, span),
            _ => self.take(event, span),
        }
    }

    pub(super) fn open_list(&mut self, one_block: bool, list: ListKind) {
        if self.lists.is_empty() {
            self.part();
        }
        self.numbers.open(list);
        let one_block = self.lists.first().copied().unwrap_or(one_block);
        self.lists.push(one_block);
        self.part();
    }

    fn open(&mut self, tag: &Tag<'_>, span: Span) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.part(),
            Tag::Item | Tag::DefinitionListTitle => {
                let marker = span.of(self.text).trim_start();
                let behind = marker.trim_start_matches(|c: char| c.is_ascii_digit());
                let end = if behind.starts_with(')') { ')' } else { '.' };
                self.begin_item(None, end);
            }
            Tag::Heading { level, .. } => {
                self.close_all_tags();
                self.open_heading(*level as u8);
            }
            Tag::BlockQuote(_) => {
                self.part();
                self.quotes += 1;
            }
            Tag::CodeBlock(_) => {
                self.part();
                self.code = true;
            }
            Tag::FootnoteDefinition(label) => {
                self.flush();
                self.note = Some(label.to_string());
            }
            Tag::Table(_) => self.open_table(),
            Tag::TableHead | Tag::TableRow => self.open_row(),
            Tag::TableCell => self.open_cell(),
            Tag::DefinitionList => self.open_list(true, ListKind::Bullets),
            Tag::DefinitionListDefinition => self.pieces.push(Piece::Term),
            Tag::Strikethrough if !self.is_lowered(span) => self.begin_struck(),
            Tag::Strikethrough | Tag::Superscript => self.begun.push(self.pieces.len()),
            Tag::Link { .. } => {
                self.begun.push(self.pieces.len());
                self.pieces.extend(style(tag).map(Piece::Open));
            }
            tag => self.pieces.extend(style(tag).map(Piece::Open)),
        }
    }

    fn close(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Paragraph | TagEnd::Item | TagEnd::DefinitionListDefinition => self.part(),
            TagEnd::Heading(_) => {
                self.part();
                self.heading = None;
            }
            TagEnd::BlockQuote(_) => {
                self.part();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::CodeBlock => {
                self.part();
                self.code = false;
            }
            TagEnd::FootnoteDefinition => {
                self.flush();
                self.note = None;
            }
            TagEnd::Table => self.close_table(),
            TagEnd::List(_) | TagEnd::DefinitionList => self.close_list(),
            TagEnd::HtmlBlock => {
                let lines = std::mem::take(&mut self.html);
                self.raw_html(&lines);
            }
            TagEnd::Strikethrough if !self.is_lowered(span) => self.end_struck(),
            TagEnd::Strikethrough => {
                let begun = self.begun.pop().unwrap_or(self.pieces.len());
                self.set_script(begun, &Style::Subscript);
            }
            TagEnd::Superscript => {
                let begun = self.begun.pop().unwrap_or(self.pieces.len());
                self.end_superscript(begun, span);
            }
            TagEnd::Link => {
                let begun = self.begun.pop().unwrap_or(self.pieces.len());
                if self.is_permalink(begun) {
                    self.pieces.truncate(begun);
                } else {
                    self.pieces.push(Piece::Close);
                }
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Image => self.pieces.push(Piece::Close),
            _ => {}
        }
    }

    /// Takes a leaf of the tree.
    fn take(&mut self, event: &Event<'_>, span: Span) {
        match event {
            Event::Text(read) if self.is_half_a_tab(span, read) => {}
            Event::Text(read) => {
                if self.code {
                    self.literal.push(span);
                }
                self.piece(span, read);
            }
            Event::Code(read) => {
                self.literal.push(span);
                self.pieces.push(Piece::Open(Style::Code));
                self.code_span(span, read);
                self.pieces.push(Piece::Close);
            }
            Event::FootnoteReference(label) => {
                self.out.visible += letters(span.of(self.text));
                self.pieces.push(Piece::Mark(span, label.to_string()));
            }
            Event::SoftBreak | Event::HardBreak => self.pieces.push(Piece::Break),
            Event::InlineHtml(_) => self.raw_html(&[span]),
            Event::Html(_) => self.html.push(span),
            Event::Rule => self.part(),
            _ => {}
        }
    }

    /// Ends a part: a block of its own, or a sentence of a block that holds several.
    pub(super) fn part(&mut self) {
        if self.open.is_in_cell() {
            self.pieces.push(Piece::Break);
        } else if self.note.is_some() || self.lists.first() == Some(&true) {
            self.pieces.push(Piece::End);
        } else {
            self.flush();
        }
    }

    /// An item of the innermost list begins.
    pub(super) fn begin_item(&mut self, value: Option<i64>, end: char) {
        self.part();
        let item = self.numbers.item(value, end);
        self.pieces.extend(item.map(Piece::Item));
    }

    fn flush_unless_in_note(&mut self) {
        if self.note.is_none() {
            self.flush();
        }
    }

    pub(super) fn flush(&mut self) {
        self.begun.clear();
        self.open.end_inline();
        let mut pieces = std::mem::take(&mut self.pieces);
        for _ in 0..self.struck {
            pieces.push(Piece::EndStruck);
            self.pieces.push(Piece::Struck);
        }
        let kind = self.kind();
        let items = pieces
            .iter()
            .filter(|piece| matches!(piece, Piece::Item(_)));
        let items: Vec<Piece> = items.cloned().collect();
        if matches!(kind, BlockKind::Paragraph(_)) && self.takes_for_pictures(&pieces) {
            return;
        }
        if !self.code {
            pieces = self.with_scripts(pieces);
        }
        if let Some(woven) = weave(self.text, pieces, kind) {
            if matches!(woven.block.kind, BlockKind::Heading(_)) {
                self.pictures.place_behind(&mut self.out);
            }
            self.pictures.place(woven.block.span.start, &mut self.out);
            self.out.blocks.push(woven.block);
            self.out.edits.extend(woven.edits);
            self.out.marks.extend(woven.marks);
            self.out.styles.extend(woven.styles);
        } else {
            // Their words come with the next block.
            self.pieces.splice(0..0, items);
        }
    }

    pub(super) fn open_heading(&mut self, level: u8) {
        self.part();
        let is_plain = self.note.is_none() && self.lists.is_empty() && self.quotes == 0;
        self.heading = is_plain.then_some(level);
    }

    pub(super) fn open_table(&mut self) {
        self.part();
        self.in_table = true;
    }

    pub(super) fn open_row(&mut self) {
        self.cells = 0;
        self.pieces.push(Piece::End);
    }

    pub(super) fn open_cell(&mut self) {
        if self.cells > 0 {
            self.pieces.push(Piece::Cell);
        }
        self.cells += 1;
    }

    pub(super) fn close_table(&mut self) {
        self.part();
        self.in_table = false;
    }

    pub(super) fn close_list(&mut self) {
        self.part();
        if self.lists.len() == 1 {
            self.flush_unless_in_note();
        }
        self.lists.pop();
        self.numbers.close();
        // An item without words is none.
        let behind = self.pieces.iter().rposition(|piece| piece.span().is_some());
        let mut index = 0;
        self.pieces.retain(|piece| {
            index += 1;
            behind.is_some_and(|last| index <= last + 1) || !matches!(piece, Piece::Item(_))
        });
    }

    pub(super) fn begin_struck(&mut self) {
        self.struck += 1;
        self.pieces.push(Piece::Struck);
    }

    pub(super) fn end_struck(&mut self) {
        if self.struck > 0 {
            self.struck -= 1;
            self.pieces.push(Piece::EndStruck);
        }
    }

    fn kind(&self) -> BlockKind {
        let kind = match (&self.note, self.heading) {
            (Some(label), _) => return BlockKind::Note(label.clone()),
            (None, Some(level)) => return BlockKind::Heading(level),
            _ if self.code => ParagraphKind::Code,
            _ if self.in_table => ParagraphKind::Table,
            _ if !self.lists.is_empty() => ParagraphKind::List,
            _ if self.quotes > 0 => ParagraphKind::Quote,
            _ => ParagraphKind::Text,
        };
        BlockKind::Paragraph(kind)
    }

    pub(super) fn finish(mut self) -> Extracted {
        self.close_all_tags();
        self.flush();
        self.pictures.place_behind(&mut self.out);
        let mut lines = LineNumbers::of(self.text);
        for (position, label) in undefined_notes(self.text, &self.out, &self.literal) {
            let warning = Warning::caution(format!(
                "footnote [^{label}] is not defined and stays in the text; add a line `[^{label}]: …`"
            ));
            let line = lines.line_of(position);
            self.out.warnings.push(warning.at_line(line));
        }
        self.out
    }
}
