//! Paragraphs and tables to the text of a document.

use super::{
    looks::{Look, Script},
    model::{Block, Inline, Paragraph},
    numbering::Number,
    styles::Role,
};
use crate::corpus::{
    document::ParagraphKind,
    extracted::{BlockKind, Extracted, ListItem},
    formats::writer::Writer,
    set_apart::{Reason, letters},
    style::Style,
};

/// So much further, in twentieths of a point, an item is indented that stands in another one.
const DEEPER: i64 = 60;

/// How far a level of a list is indented where nobody says.
const LEVEL: i64 = 720;

/// Lists within each other beyond this are told apart no more.
const MOST_DEEP: usize = 50;

/// What the block that is being written is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Other,
    Title,
    List,
    Code,
}

/// Writes a document.
pub(super) struct Written {
    pub(super) out: Writer,
    open: Open,
    /// The lists that are open, the innermost last: how far each is indented, and its id.
    lists: Vec<(i64, String)>,
    /// How many levels headings stand below the title of the document.
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

    /// What was written; the document shows `visible` letters.
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

    fn begin(&mut self, kind: ParagraphKind) {
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

    /// Whether a paragraph goes on with the item before it: it has a bullet without a sign, or stands as far in
    /// between two items of one list.
    fn continues_item(&self, paragraph: &Paragraph, next: Option<&Block>) -> bool {
        if self.open != Open::List {
            return false;
        }
        if paragraph
            .number
            .as_ref()
            .is_some_and(|number| number.is_silent)
        {
            return true;
        }
        let Some((indent, _)) = self.lists.last() else {
            return false;
        };
        let is_as_far = paragraph
            .indent
            .is_some_and(|own| own > 0 && own + DEEPER >= *indent);
        let goes_on = |number: &Number| {
            !number.is_first && self.lists.iter().any(|(_, list)| *list == number.list)
        };
        let next = match next {
            Some(Block::Paragraph(next)) => next.number.as_ref(),
            _ => None,
        };
        is_as_far && next.is_some_and(goes_on)
    }

    fn item(&mut self, paragraph: &Paragraph, number: &Number) {
        if self.open == Open::List {
            self.out.sentence_end();
        } else {
            self.begin(ParagraphKind::List);
            self.open = Open::List;
            // A list that goes on behind a paragraph still stands where it stood.
            let goes_on = self.lists.iter().any(|(_, list)| *list == number.list);
            if number.is_first || number.printed.is_none() || !goes_on {
                self.lists.clear();
            }
        }
        let level = i64::try_from(number.level).unwrap_or(0) + 1;
        let indent = paragraph.indent.unwrap_or(level * LEVEL);
        let is_deeper = |open: &mut (i64, String)| open.0 > indent + DEEPER;
        while self.lists.pop_if(is_deeper).is_some() {}
        let begins_list = match self.lists.last_mut() {
            Some((open, list)) if *open + DEEPER >= indent => {
                let is_other = *list != number.list;
                list.clone_from(&number.list);
                is_other && (number.is_first || number.printed.is_none())
            }
            _ => {
                self.lists.push((indent, number.list.clone()));
                true
            }
        };
        let depth = (self.lists.len() - 1).min(MOST_DEEP);
        self.out.numbered_item(ListItem {
            at: 0,
            depth: u8::try_from(depth).unwrap_or(u8::MAX),
            marker: number.printed.clone(),
            begins_list,
            term: None,
        });
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

    fn text(&mut self, text: &str, look: &Look) {
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

/// Whether a numbered paragraph is one of a section, as those of laws and contracts are, and no item of a
/// list: `(1) Whoever …`, `2.3 The supplier …`.
fn is_clause(number: &Number, paragraph: &Paragraph) -> bool {
    let printed = number.printed.as_deref().unwrap_or_default();
    let inner = printed
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_bracketed = inner.is_some_and(is_digits);
    let parts: Vec<&str> = printed.trim_end_matches('.').split('.').collect();
    let has_parts = parts.len() > 1 && parts.iter().all(|part| is_digits(part));
    let words = paragraph.words();
    let is_text = words.len() >= LEAST_OF_A_CLAUSE || words.ends_with(['.', ':', ';']);
    (is_bracketed || has_parts) && is_text
}

/// A shorter text, in bytes, that ends like no sentence is an item.
const LEAST_OF_A_CLAUSE: usize = 100;

/// Whether what stands in a paragraph is a raised sign that is no letter.
fn is_raised_sign(inline: &Inline) -> bool {
    matches!(inline, Inline::Text(text, look)
        if look.script == Some(Script::Raised) && !text.contains(char::is_alphanumeric))
}
