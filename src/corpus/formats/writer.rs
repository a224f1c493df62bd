//! The text that is extracted from a page or a document, as it grows: white space folded, blocks separated by
//! an empty line.

use super::html::is_invisible;
use crate::{
    corpus::{
        code,
        document::ParagraphKind,
        edit::{Edit, EditKind},
        extracted::{Block, BlockKind, Extracted, ListItem, Mark},
        formats::{
            inline::OpenStyles,
            list_numbers::{ListKind, ListNumbers},
            printed_pages::PrintedPages,
            script,
            waiting_pictures::WaitingPictures,
        },
        set_apart::{Reason, letters},
        style::{Style, Styled},
    },
    span::Span,
};

/// The separator between the last word and the next one, from weak to strong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Line,
    Cell,
    End,
    Lead,
    Term,
}

/// Writes blocks separated by an empty line. Separators are written only once a word follows.
pub(super) struct Writer {
    out: Extracted,
    kind: BlockKind,
    start: Option<usize>,
    breaks: Vec<usize>,
    items: Vec<ListItem>,
    /// The lists that are being read.
    lists: ListNumbers,
    /// The items that begin with the next word.
    begun: Vec<ListItem>,
    /// The number of styles before the block.
    styles: usize,
    gap: Gap,
    /// The number of cells that have begun since the last word of the row.
    cells: usize,
    /// The end of the block so far, if the next one goes on with it.
    leads: Option<usize>,
    open_styles: OpenStyles,
    /// The pictures that stand before the next word.
    pictures: WaitingPictures,
    /// The words that are set apart within the block, and come behind it.
    apart: Vec<(Reason, String)>,
    /// The depth within what is struck out.
    struck: usize,
    /// The beginning of the words that are struck out.
    struck_from: Option<usize>,
    pages: PrintedPages,
    /// Letters that are not written because they are shown anyway.
    shown_elsewhere: usize,
    /// Letters that are written once more than they are shown.
    repeated: usize,
}

impl Writer {
    /// Begins with a block of `kind`.
    pub(super) fn new(kind: BlockKind) -> Self {
        let out = Extracted::default();
        Self {
            out,
            kind,
            start: None,
            breaks: Vec::new(),
            items: Vec::new(),
            lists: ListNumbers::default(),
            begun: Vec::new(),
            styles: 0,
            gap: Gap::None,
            cells: 0,
            leads: None,
            open_styles: OpenStyles::default(),
            pictures: WaitingPictures::default(),
            apart: Vec::new(),
            struck: 0,
            struck_from: None,
            pages: PrintedPages::default(),
            shown_elsewhere: 0,
            repeated: 0,
        }
    }

    /// Ends the block, and begins one of `kind` with the next word.
    pub(super) fn block(&mut self, kind: BlockKind) {
        let leads = self.start.is_some() && self.leads == Some(self.out.text.len());
        if leads && self.apart.is_empty() && goes_on(&kind) {
            self.kind = kind;
            return;
        }
        self.leads = None;
        self.end_block();
        for (reason, words) in std::mem::take(&mut self.apart) {
            self.kind = BlockKind::Apart(reason);
            self.words(&words);
            self.end_block();
        }
        if matches!(kind, BlockKind::Heading(_)) {
            self.place_pictures_behind();
        }
        self.kind = kind;
    }

    /// Pictures at the end of a section stand behind its last block, and not in the next heading.
    fn place_pictures_behind(&mut self) {
        if !self.out.blocks.is_empty() {
            self.pictures.place_behind(&mut self.out);
            self.styles = self.out.styles.len();
        }
    }

    fn end_block(&mut self) {
        if let Some(start) = self.start.take() {
            let length = self.out.text.trim_end().len();
            self.out.text.truncate(length);
            self.pages.end_text_at(length);
            self.close_struck();
            self.pictures.place(length, &mut self.out);
            let styles = self.open_styles.interrupt(length);
            self.out.styles.extend(styles);
            let span = Span::new(start, length.max(start));
            let span = match self.kind {
                BlockKind::Paragraph(ParagraphKind::Code) => code::trimmed(&self.out.text, span),
                _ => span.trimmed(&self.out.text),
            };
            let mut breaks = std::mem::take(&mut self.breaks);
            breaks.retain(|at| span.start < *at && *at < span.end);
            let mut items = std::mem::take(&mut self.items);
            items.retain(|item| item.at < span.end);
            self.keep_styles_in(span);
            if !span.is_empty() {
                let kind = if self.is_all_struck(span) && matches!(self.kind, BlockKind::Heading(_))
                {
                    BlockKind::Paragraph(ParagraphKind::Text)
                } else {
                    self.kind.clone()
                };
                self.out.blocks.push(Block {
                    span,
                    kind,
                    breaks,
                    items,
                });
            }
        }
        self.gap = Gap::None;
        self.cells = 0;
    }

    fn is_all_struck(&self, span: Span) -> bool {
        self.out.edits.last().is_some_and(|edit| edit.span == span)
    }

    /// Keeps words that are no part of the text, behind the block that is being written.
    pub(super) fn apart(&mut self, reason: Reason, words: &str) {
        if words.contains(char::is_alphanumeric) {
            self.apart.push((reason, words.to_owned()));
        }
        if self.start.is_none() {
            self.block(self.kind.clone());
        }
    }

    /// Takes words that need not be written: the number of a note, which is its name.
    pub(super) fn shown_elsewhere(&mut self, words: &str) {
        self.shown_elsewhere += letters(words);
    }

    /// Strikes out what follows, until [`Writer::end_struck`].
    pub(super) fn begin_struck(&mut self) {
        self.struck += 1;
    }

    /// Ends a stretch that is struck out.
    pub(super) fn end_struck(&mut self) {
        self.struck = self.struck.saturating_sub(1);
        if self.struck == 0 {
            self.close_struck();
        }
    }

    fn close_struck(&mut self) {
        let Some(start) = self.struck_from.take() else {
            return;
        };
        let span = Span::new(start, self.out.text.len()).trimmed(&self.out.text);
        let words = span.of(&self.out.text).split_whitespace();
        let words = words.collect::<Vec<_>>().join(" ");
        if !span.is_empty() {
            let kind = EditKind::Struck(words);
            self.out.edits.push(Edit { span, kind });
        }
    }

    /// Raised or lowered text, if it is read with characters of its own.
    pub(super) fn script(&mut self, text: &str, style: Option<&Style>) -> bool {
        let before = match self.gap {
            Gap::None if self.start.is_some() => self.out.text.chars().next_back(),
            _ => None,
        };
        let read = match style {
            Some(Style::Superscript) => script::raised(text, before),
            _ => script::lowered(text),
        };
        if let Some(read) = &read {
            self.words(read);
        }
        read.is_some()
    }

    /// Running text: white space is folded.
    pub(super) fn words(&mut self, text: &str) {
        for (index, word) in text.split(char::is_whitespace).enumerate() {
            if index > 0 {
                self.separate(Gap::Space);
            }
            if word.chars().any(|c| !is_invisible(c)) {
                self.open();
                let shown = word.chars().filter(|c| !is_invisible(*c));
                self.out.text.extend(shown);
            }
        }
    }

    /// Preformatted text: white space is kept.
    pub(super) fn preformatted(&mut self, text: &str) {
        if self.start.is_none() && text.trim().is_empty() {
            return;
        }
        self.open();
        self.out.text.push_str(text);
    }

    /// A footnote mark. Its text stays, under the mark.
    pub(super) fn mark(&mut self, text: &str, label: &str) {
        self.open();
        let start = self.out.text.len();
        self.words(text);
        if self.struck > 0 {
            return;
        }
        let span = Span::new(start, self.out.text.len()).trimmed(&self.out.text);
        if !span.is_empty() {
            self.out.marks.push(Mark {
                span,
                label: label.to_owned(),
            });
        }
    }

    /// Sets off what follows, until [`Writer::end_style`].
    pub(super) fn begin_style(&mut self, style: Style) {
        if self.struck == 0 {
            self.open_styles.open(style);
        } else {
            self.struck += 1;
        }
    }

    /// Ends what was set off last.
    pub(super) fn end_style(&mut self) {
        if self.struck > 0 {
            // Within what is struck out nothing is set off further.
            self.struck -= 1;
            return;
        }
        let styled = self.open_styles.close(self.out.text.len());
        self.out.styles.extend(styled);
    }

    /// A picture, by its alternative text, which is no part of the text.
    pub(super) fn picture(&mut self, alternative: &str) {
        self.pictures.push(Style::picture(alternative));
    }

    /// White space at the ends of a block is no part of it, and none of what is set off there.
    fn keep_styles_in(&mut self, block: Span) {
        let mut styles = self.out.styles.split_off(self.styles);
        for Styled { span, .. } in &mut styles {
            let inside = |at: usize| at.clamp(block.start, block.end);
            *span = Span::new(inside(span.start), inside(span.end));
        }
        styles.retain(|styled| {
            matches!(styled.style, Style::Picture(_))
                || !styled.span.of(&self.out.text).trim().is_empty()
        });
        self.out.styles.extend(styles);
        self.styles = self.out.styles.len();
    }

    /// A line ends, but not the sentence.
    pub(super) fn line(&mut self) {
        self.separate(Gap::Line);
    }

    /// A sentence ends: a list item, a row, a paragraph of a note.
    pub(super) fn sentence_end(&mut self) {
        self.separate(Gap::End);
    }

    /// A term ends, and what it means follows.
    pub(super) fn term(&mut self) {
        self.separate(Gap::Term);
    }

    /// The block so far is a term, and leads into the next one, which says what it means.
    pub(super) fn term_leads(&mut self) {
        self.lead();
        self.separate(Gap::Term);
    }

    /// The block so far leads into the next one: `Note` into the note.
    pub(super) fn label_leads(&mut self) {
        self.lead();
        self.separate(Gap::Lead);
    }

    /// The block so far goes on with the next one, on a line of its own: a term that another one means as well.
    pub(super) fn lead(&mut self) {
        self.leads = self.start.is_some().then_some(self.out.text.len());
        self.line();
    }

    /// A list begins.
    pub(super) fn begin_list(&mut self, list: ListKind) {
        self.lists.open(list);
    }

    /// The innermost list ends.
    pub(super) fn end_list(&mut self) {
        self.lists.close();
        self.begun.clear();
        // A term without a meaning leads nowhere.
        self.leads = None;
    }

    /// An item of the innermost list begins with the next word.
    pub(super) fn item(&mut self, value: Option<i64>) {
        self.begun.extend(self.lists.item(value, '.'));
    }

    /// A row of a table begins.
    pub(super) fn row(&mut self) {
        self.separate(Gap::End);
        self.cells = 0;
    }

    /// A cell of a table begins.
    pub(super) fn cell(&mut self) {
        self.separate(Gap::Cell);
        self.cells += 1;
    }

    /// Words that are written once more, for a row that a cell of a row before reaches into.
    pub(super) fn again(&mut self, words: &str) {
        self.repeated += letters(words);
        self.words(words);
    }

    /// An item begins with the next word, whose number its source has counted.
    pub(super) fn numbered_item(&mut self, item: ListItem) {
        self.begun.push(item);
    }

    /// A character of which nobody says which one it is: nothing is read there, and no quote crosses it.
    pub(super) fn unknown(&mut self) {
        self.open();
        let start = self.out.text.len();
        self.out.text.push(char::REPLACEMENT_CHARACTER);
        if self.struck == 0 {
            self.out.edits.push(Edit {
                span: Span::new(start, self.out.text.len()),
                kind: EditKind::Gap,
            });
        }
    }

    /// A printed page begins.
    pub(super) fn page(&mut self, label: &str) {
        self.pages.begin(self.out.text.len(), label);
    }

    /// Puts what follows on none of the pages.
    pub(super) fn end_pages(&mut self) {
        self.pages.end(self.out.text.len());
    }

    /// Returns what was written, of a page that has `letters` to show.
    pub(super) fn finish(mut self, letters: usize) -> Extracted {
        self.leads = None;
        self.block(BlockKind::Paragraph(ParagraphKind::Text));
        self.place_pictures_behind();
        self.out.pages = self.pages.finish(self.out.text.len());
        self.out.visible = letters.saturating_sub(self.shown_elsewhere) + self.repeated;
        self.out
    }

    fn separate(&mut self, gap: Gap) {
        if self.start.is_some() {
            self.gap = self.gap.max(gap);
        }
    }

    fn open(&mut self) {
        if self.start.is_none() {
            if !self.out.text.is_empty() {
                self.out.text.push_str("\n\n");
            }
            self.start = Some(self.out.text.len());
        }
        let cells = std::mem::take(&mut self.cells);
        let bars;
        let separator = match self.gap {
            Gap::None => "",
            Gap::Space => " ",
            Gap::Cell => {
                bars = format!("{} ", " |".repeat(cells.max(1)));
                &bars
            }
            Gap::Line | Gap::End => "\n",
            Gap::Lead | Gap::Term if self.out.text.ends_with(is_stop) => " ",
            Gap::Lead | Gap::Term => ": ",
        };
        if self.gap == Gap::End {
            self.breaks.push(self.out.text.len());
        }
        if let Some(item) = self.items.last_mut()
            && self.gap == Gap::Term
        {
            item.term.get_or_insert(self.out.text.len());
        }
        self.out.text.push_str(separator);
        if matches!(self.gap, Gap::None | Gap::End) {
            // The first cells of a row have no words.
            self.out
                .text
                .push_str(&"| ".repeat(cells.saturating_sub(1)));
        }
        self.gap = Gap::None;
        self.pictures.place(self.out.text.len(), &mut self.out);
        let at = self.out.text.len();
        let begun = self.begun.drain(..);
        self.items.extend(begun.map(|item| ListItem { at, ..item }));
        self.open_styles.read(at);
        if self.struck > 0
            && self.struck_from.is_none()
            && !matches!(self.kind, BlockKind::Apart(_))
        {
            self.struck_from = Some(self.out.text.len());
        }
    }
}

/// Whether words can lead into a block of this kind: it is read in sentences.
fn goes_on(kind: &BlockKind) -> bool {
    use ParagraphKind::{List, Quote, Text};
    matches!(kind, BlockKind::Paragraph(Text | Quote | List))
}

/// Whether a sign ends a term by itself.
fn is_stop(c: char) -> bool {
    matches!(c, ':' | '.' | '?' | '!' | '—' | '–')
}
