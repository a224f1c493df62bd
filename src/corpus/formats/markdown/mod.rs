//! Markdown. The text is the file itself, unchanged; blocks are spans of it, and all markup inside
//! them is lifted out by edits, so that a quote reads like the rendered page.

mod bounds;
mod source;

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use self::bounds::bounded;
use self::source::{folded, holds_text, is_line_break, is_one_block, undefined_notes};
use super::{
    front_matter,
    inline::{Piece, weave},
};
use crate::{
    corpus::{
        document::ParagraphKind,
        extracted::{BlockKind, Extracted},
        line_numbers::LineNumbers,
        style::Style,
        warning::Warning,
    },
    span::Span,
};

/// So many stretches of raw HTML that are not read are told of.
const MAX_WARNINGS: usize = 20;

/// Reads a Markdown file.
pub(super) fn parse(text: String) -> Extracted {
    let front = front_matter::read(&text);
    let bounded = bounded(&text, front.body);
    let body = bounded.text.get(front.body..).unwrap_or_default();
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let events = Parser::new_ext(body, options)
        .into_offset_iter()
        .map(|(event, range)| (event, shifted(range, front.body)));
    let mut collector = Collector::new(&text, &bounded.text);
    // The events of an outermost list, until it is known whether it is one block.
    let mut list = Vec::new();
    let mut depth = 0_usize;
    for (event, span) in events {
        match &event {
            Event::Start(Tag::List(_)) => depth += 1,
            Event::End(TagEnd::List(_)) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && list.is_empty() {
            collector.read(&event, span, false);
            continue;
        }
        list.push((event, span));
        if depth == 0 {
            let one_block = is_one_block(&list);
            for (event, span) in list.drain(..) {
                collector.read(&event, span, one_block);
            }
        }
    }
    let mut out = collector.finish();
    out.warnings.extend(bounded.first.map(|at| {
        let line = LineNumbers::of(&text).line_of(at);
        Warning::caution(
            "lists or quotations are nested too deep, the first in this line; markers beyond the \
             50th, or behind 200 columns of white space, are read as text",
        )
        .at_line(line)
    }));
    out.warnings.sort_by_key(|warning| warning.line);
    out.metadata = front.metadata;
    out.warnings.splice(0..0, front.warnings);
    out.is_file = true;
    out.text = text;
    out
}

fn shifted(range: Range<usize>, by: usize) -> Span {
    Span::new(range.start, range.end).shifted(by)
}

/// How a tag sets off what stands in it.
fn style(tag: &Tag<'_>) -> Option<Style> {
    match tag {
        Tag::Emphasis => Some(Style::Emphasis),
        Tag::Strong => Some(Style::Strong),
        Tag::Strikethrough => Some(Style::Struck),
        // Each of these is closed again.
        Tag::Link { dest_url, .. } => {
            Some(Style::link(dest_url).unwrap_or(Style::Link(String::new())))
        }
        Tag::Image { .. } => Some(Style::Picture(None)),
        _ => None,
    }
}

/// Collects the pieces of the block that is being read.
struct Collector<'a> {
    text: &'a str,
    /// The same as the parser was given it.
    fed: &'a str,
    lines: LineNumbers<'a>,
    out: Extracted,
    pieces: Vec<Piece>,
    heading: Option<u8>,
    note: Option<String>,
    quotes: usize,
    /// For each open list, whether the outermost one is a single block.
    lists: Vec<bool>,
    in_table: bool,
    /// Whether the text of a code block is being read.
    code: bool,
    /// A raw HTML block, to say so if it holds text.
    html: Option<Span>,
    cells: usize,
    /// Stretches in which `[^1]` is meant literally.
    literal: Vec<Span>,
}

impl<'a> Collector<'a> {
    fn new(text: &'a str, fed: &'a str) -> Self {
        Self {
            text,
            fed,
            lines: LineNumbers::of(text),
            out: Extracted::default(),
            pieces: Vec::new(),
            heading: None,
            note: None,
            quotes: 0,
            lists: Vec::new(),
            in_table: false,
            code: false,
            html: None,
            cells: 0,
            literal: Vec::new(),
        }
    }

    /// Takes an event; `one_block` says whether the outermost list that it is in is one.
    fn read(&mut self, event: &Event<'_>, span: Span, one_block: bool) {
        match event {
            Event::Start(Tag::List(_)) => self.open_list(one_block),
            Event::Start(tag) => self.open(tag),
            Event::End(tag) => self.close(*tag),
            _ => self.take(event, span),
        }
    }

    fn open_list(&mut self, one_block: bool) {
        if self.lists.is_empty() {
            self.part();
        }
        let one_block = self.lists.first().copied().unwrap_or(one_block);
        self.lists.push(one_block);
        self.part();
    }

    fn open(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::Item | Tag::HtmlBlock => self.part(),
            Tag::Heading { level, .. } => {
                self.part();
                let plain = self.note.is_none() && self.lists.is_empty() && self.quotes == 0;
                self.heading = plain.then_some(*level as u8);
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
            Tag::Table(_) => {
                self.part();
                self.in_table = true;
            }
            Tag::TableHead | Tag::TableRow => {
                self.cells = 0;
                self.pieces.push(Piece::End);
            }
            Tag::TableCell => {
                if self.cells > 0 {
                    self.pieces.push(Piece::Cell);
                }
                self.cells += 1;
            }
            tag => self.pieces.extend(style(tag).map(Piece::Open)),
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Item => self.part(),
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
            TagEnd::Table => {
                self.part();
                self.in_table = false;
            }
            TagEnd::List(_) => {
                self.part();
                if self.lists.len() == 1 {
                    self.flush_unless_in_note();
                }
                self.lists.pop();
            }
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image => self.pieces.push(Piece::Close),
            _ => {}
        }
    }

    /// Takes a leaf of the tree.
    fn take(&mut self, event: &Event<'_>, span: Span) {
        match event {
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
                self.pieces.push(Piece::Mark(span, label.to_string()));
            }
            Event::SoftBreak | Event::HardBreak => self.pieces.push(Piece::Break),
            Event::InlineHtml(tag) if is_line_break(tag) => self.pieces.push(Piece::Break),
            Event::Html(_) => {
                self.html = Some(self.html.map_or(span, |html| html.cover(span)));
            }
            Event::Rule => self.part(),
            _ => {}
        }
    }

    fn piece(&mut self, span: Span, read: &str) {
        if folded(span.of(self.fed)).eq(folded(read)) {
            self.pieces.push(Piece::Copied(span));
        } else {
            let read = folded(read).collect::<String>();
            self.pieces.push(Piece::Written(span, read));
        }
    }

    /// Code between backticks: only what stands between them is read, if it can be copied.
    fn code_span(&mut self, span: Span, read: &str) {
        let source = span.of(self.text);
        let fence = source.len() - source.trim_start_matches('`').len();
        let inner = Span::new(span.start + fence, span.end.saturating_sub(fence));
        let inner = inner.trimmed(self.text);
        if !inner.is_empty() && folded(inner.of(self.fed)).eq(folded(read.trim())) {
            self.pieces.push(Piece::Copied(inner));
        } else {
            self.pieces
                .push(Piece::Written(span, folded(read).collect()));
        }
    }

    /// Ends a part: a block of its own, or a sentence of a block that holds several.
    fn part(&mut self) {
        if self.note.is_some() || self.lists.first() == Some(&true) {
            self.pieces.push(Piece::End);
        } else {
            self.flush();
        }
    }

    fn flush_unless_in_note(&mut self) {
        if self.note.is_none() {
            self.flush();
        }
    }

    fn flush(&mut self) {
        let kind = self.kind();
        let pieces = std::mem::take(&mut self.pieces);
        if let Some(woven) = weave(self.text, pieces, kind) {
            self.out.blocks.push(woven.block);
            self.out.edits.extend(woven.edits);
            self.out.marks.extend(woven.marks);
            self.out.styles.extend(woven.styles);
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

    fn end_html(&mut self) {
        let Some(span) = self.html.take() else { return };
        if self.out.warnings.len() < MAX_WARNINGS && holds_text(span.of(self.text)) {
            let warning = Warning::caution(
                "this raw HTML is not read; leave an empty line after the opening tag and before \
                 the closing one, so that the text between them counts as Markdown",
            );
            let line = self.lines.line_of(span.start);
            self.out.warnings.push(warning.at_line(line));
        }
    }

    fn finish(mut self) -> Extracted {
        self.flush();
        for (position, label) in undefined_notes(self.text, &self.out, &self.literal) {
            let warning = Warning::caution(format!(
                "footnote [^{label}] is not defined and stays in the text; add a line `[^{label}]: …`"
            ));
            let line = self.lines.line_of(position);
            self.out.warnings.push(warning.at_line(line));
        }
        self.out
    }
}
