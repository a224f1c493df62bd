//! Paragraphs and tables to the text of a document.

use super::{
    clauses::is_clause,
    looks::{Script, TextLook},
    model::{Block, Inline, Paragraph},
    styles::Role,
};
use crate::corpus::{
    document::ParagraphKind,
    extracted::{BlockKind, Extracted},
    formats::writer::Writer,
    set_apart::{Reason, letters},
    style::Style,
};

/// The kind of the block that is being written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Open {
    Other,
    Title,
    List,
    Code,
}

/// Writes a document.
pub(super) struct Written {
    pub(super) out: Writer,
    pub(super) open: Open,
    /// The lists that are open, the innermost last: how far each is indented, and its id.
    pub(super) lists: Vec<(i64, String)>,
    /// The number of levels by which headings stand below the title of the document.
    below: u8,
    /// Letters of numbers that were put into the text.
    pub(super) added: usize,
}

impl Written {
    /// Begins a document, which may have a title above its headings.
    pub(super) fn new(has_title: bool) -> Self {
        Self {
            out: Writer::new(BlockKind::Paragraph(ParagraphKind::Text)),
            open: Open::Other,
            lists: Vec::new(),
            below: u8::from(has_title),
            added: 0,
        }
    }

    /// Returns what was written; the document shows `visible` letters.
    pub(super) fn finish(self, visible: usize) -> Extracted {
        self.out.finish(visible + self.added)
    }

    /// Writes blocks of the text.
    pub(super) fn blocks(&mut self, blocks: Vec<Block>) {
        let mut blocks = blocks.into_iter().peekable();
        while let Some(block) = blocks.next() {
            match block {
                Block::Paragraph(paragraph) => self.paragraph(paragraph, blocks.peek()),
                Block::Table(rows) => {
                    self.begin(ParagraphKind::Table);
                    self.lists.clear();
                    self.table(rows);
                    self.begin(ParagraphKind::Text);
                }
            }
        }
    }

    pub(super) fn begin(&mut self, kind: ParagraphKind) {
        self.out.block(BlockKind::Paragraph(kind));
        self.open = Open::Other;
    }

    fn paragraph(&mut self, paragraph: Paragraph, next: Option<&Block>) {
        if paragraph.is_empty() && !(paragraph.role == Role::Code && self.open == Open::Code) {
            return;
        }
        match paragraph.role {
            Role::Contents => {
                self.begin(ParagraphKind::Text);
                self.out.apart(Reason::Navigation, &paragraph.shown());
            }
            Role::Title if self.open == Open::Title => {
                // A title of several lines.
                self.out.line();
                self.with_number(paragraph);
            }
            Role::Title | Role::Heading(_) => self.heading(paragraph),
            Role::Code => self.code(&paragraph),
            Role::Text | Role::Date | Role::Quote => {
                let continues = self.continues_item(&paragraph, next);
                match &paragraph.number {
                    Some(number) if is_clause(number, &paragraph) => {
                        self.begin(ParagraphKind::Text);
                        self.lists.clear();
                        self.with_number(paragraph);
                    }
                    Some(number) if !number.is_silent => {
                        self.item(&paragraph, number);
                        self.inlines(&paragraph.inlines);
                    }
                    _ if continues => {
                        self.out.sentence_end();
                        self.inlines(&paragraph.inlines);
                    }
                    _ => {
                        let kind = match paragraph.role {
                            Role::Quote => ParagraphKind::Quote,
                            _ => ParagraphKind::Text,
                        };
                        self.begin(kind);
                        self.inlines(&paragraph.inlines);
                    }
                }
            }
        }
    }

    fn heading(&mut self, paragraph: Paragraph) {
        let level = match paragraph.role {
            Role::Heading(level) => level + self.below,
            _ => 1,
        };
        self.lists.clear();
        self.open = if paragraph.role == Role::Title {
            Open::Title
        } else {
            Open::Other
        };
        self.out.block(BlockKind::Heading(level));
        self.with_number(paragraph);
    }

    fn code(&mut self, paragraph: &Paragraph) {
        if self.open == Open::Code {
            self.out.preformatted("\n");
        } else {
            self.begin(ParagraphKind::Code);
            self.open = Open::Code;
        }
        for inline in &paragraph.inlines {
            match inline {
                Inline::Text(text, look) if !look.is_struck() => self.out.preformatted(text),
                Inline::Line => self.out.preformatted("\n"),
                other => self.inlines(std::slice::from_ref(other)),
            }
        }
    }

    /// Writes the text of a note.
    pub(super) fn note(&mut self, label: String, blocks: Vec<Block>) {
        self.out.block(BlockKind::Note(label));
        for (at, block) in blocks.into_iter().enumerate() {
            if at > 0 {
                self.out.sentence_end();
            }
            self.within(block);
        }
    }

    /// Writes a block within another one: its number stands in the text there.
    pub(super) fn within(&mut self, block: Block) {
        match block {
            Block::Paragraph(paragraph) => {
                if !paragraph.is_empty() {
                    self.with_number(paragraph);
                }
            }
            Block::Table(rows) => {
                for cell in rows.into_iter().flat_map(|row| row.cells) {
                    for block in cell.blocks {
                        self.within(block);
                        self.out.words(" ");
                    }
                }
            }
        }
    }

    /// A paragraph with the number that is printed before it, unless that stands in it by now.
    fn with_number(&mut self, paragraph: Paragraph) {
        let printed = paragraph
            .number
            .as_ref()
            .and_then(|number| number.printed.as_deref());
        self.added += printed.map_or(0, letters);
        self.inlines(&paragraph.with_number().inlines);
    }

    /// Words that stand on each page, or that only some see.
    pub(super) fn apart(&mut self, reason: Reason, words: &str) {
        self.begin(ParagraphKind::Text);
        self.out.apart(reason, words);
    }

    /// Writes what stands in a paragraph.
    pub(super) fn inlines(&mut self, inlines: &[Inline]) {
        let mut links = 0_usize;
        let mut is_behind_mark = false;
        for inline in inlines {
            let is_between = is_behind_mark && is_raised_sign(inline);
            is_behind_mark = is_between || matches!(inline, Inline::Mark { .. });
            match inline {
                // The comma of ¹,² belongs to the marks.
                Inline::Text(..) if is_between => self.out.words(" "),
                Inline::Text(text, look) => self.text(text, look),
                Inline::Line => self.out.line(),
                Inline::Unknown => self.out.unknown(),
                Inline::Mark { label, printed } => self.out.mark(printed, label),
                Inline::Picture(described) => self.out.picture(described),
                Inline::Apart(reason, words) => self.out.apart(*reason, words),
                Inline::Link(address) => {
                    if let Some(link) = Style::link(address) {
                        self.out.begin_style(link);
                        links += 1;
                    }
                }
                Inline::EndLink if links > 0 => {
                    self.out.end_style();
                    links -= 1;
                }
                Inline::EndLink => {}
            }
        }
        for _ in 0..links {
            self.out.end_style();
        }
    }

    fn text(&mut self, text: &str, look: &TextLook) {
        if look.is_struck() {
            self.out.begin_struck();
            self.out.words(text);
            self.out.end_struck();
            return;
        }
        let script = match look.script {
            Some(Script::Raised) => Some(Style::Superscript),
            Some(Script::Lowered) => Some(Style::Subscript),
            _ => None,
        };
        if script.is_some() && self.out.script(text, script.as_ref()) {
            return;
        }
        let styles = [
            look.is_code.then_some(Style::Code),
            (look.bold == Some(true)).then_some(Style::Strong),
            (look.italic == Some(true)).then_some(Style::Emphasis),
            script,
        ];
        let styles: Vec<Style> = styles.into_iter().flatten().collect();
        let count = styles.len();
        for style in styles {
            self.out.begin_style(style);
        }
        self.out.words(text);
        for _ in 0..count {
            self.out.end_style();
        }
    }
}

/// Whether what stands in a paragraph is a raised sign that is no letter.
fn is_raised_sign(inline: &Inline) -> bool {
    matches!(inline, Inline::Text(text, look)
        if look.script == Some(Script::Raised) && !text.contains(char::is_alphanumeric))
}
