//! The places where the text lost white space, and what else stood there: every such seam becomes an
//! edit, and most end a sentence or a paragraph for certain.

use crate::{
    corpus::{
        edit::{Edit, EditKind},
        repair::{
            notes::Mark,
            quotes::Quotations,
            seam::{self, Around},
            vocabulary::Vocabulary,
        },
    },
    language::{
        Language,
        abbreviations::WordLists,
        sentences::{first_word, is_opening},
    },
    span::Span,
};

/// From this many dots on a row of dots stands for text that is lost.
const FEWEST_GAP_DOTS: usize = 4;

/// A place where a sentence ends for certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Break {
    pub(super) at: usize,
    /// Whether a paragraph ends here too.
    pub(super) hard: bool,
}

/// The traces of gluing in a text.
#[derive(Debug, Default)]
pub(super) struct Glue {
    /// In order of position, not overlapping.
    pub(super) edits: Vec<Edit>,
    /// In order of position.
    pub(super) breaks: Vec<Break>,
}

impl Glue {
    fn edit(&mut self, span: Span, kind: EditKind) {
        self.edits.push(Edit { span, kind });
    }

    fn end_at(&mut self, at: usize, hard: bool) {
        match self.breaks.last_mut() {
            Some(last) if last.at == at => last.hard |= hard,
            _ => self.breaks.push(Break { at, hard }),
        }
    }
}

/// Finds the seams of `text`, given its footnote marks.
pub(super) fn seams(text: &str, language: Language, marks: &[Mark]) -> Glue {
    let lists = WordLists::of(language);
    let vocabulary = Vocabulary::of(text, lists);
    let mut quotations = Quotations::default();
    let mut glue = Glue::default();
    let mut marks = marks.iter().peekable();
    let mut chars = text.char_indices().peekable();
    let mut around = Around::default();
    while let Some((at, c)) = chars.next() {
        if let Some(mark) = marks.next_if(|mark| mark.span.start == at) {
            while chars.next_if(|(at, _)| *at < mark.span.end).is_some() {}
            lift_mark(text, *mark, lists, &mut glue);
            around.pass_mark();
            continue;
        }
        let next = chars.peek().map(|(_, c)| *c);
        if let Some(end) = row_of_dots(text, at, c) {
            while chars.next_if(|(at, _)| *at < end).is_some() {}
            glue.end_at(at, true);
            glue.edit(Span::new(at, end), EditKind::Gap);
            glue.end_at(end, true);
            around.pass_mark();
            continue;
        }
        if c == '\n' && is_blank_line(text, at) {
            glue.end_at(at, true);
        }
        let role = quotations.read(c, around.before, next, language);
        if let Some(seam) = seam::between(text, at, c, role, &around, lists, &vocabulary) {
            glue.edit(
                Span::at(at),
                if seam.gap {
                    EditKind::Gap
                } else {
                    EditKind::Space
                },
            );
            if let Some(hard) = seam.ends {
                glue.end_at(at, hard);
            }
            around.pass_seam(at);
        }
        around.pass(at, c, role);
    }
    glue
}

/// Lifts a footnote mark out. Glued on both sides it stood at the end of a block: within a block
/// the space behind it survives.
fn lift_mark(text: &str, mark: Mark, lists: &WordLists, glue: &mut Glue) {
    glue.edit(mark.span, EditKind::Note(mark.number));
    let end = mark.span.end;
    let after = seam::visible(Span::new(end, text.len()).of(text));
    let Some(first) = after.chars().next() else {
        return;
    };
    let visible = after.trim_start();
    let begins = visible
        .chars()
        .next()
        .is_some_and(|c| !c.is_lowercase() && begins_word(c));
    if begins_word(first) && first != '"' {
        glue.edit(Span::at(end), EditKind::Space);
        if begins && mark.ends_sentence {
            glue.end_at(end, true);
        } else if begins && lists.is_opener(first_word(after)) {
            glue.end_at(end, false);
        }
    } else if first.is_whitespace() && begins && mark.ends_sentence {
        glue.end_at(end, false);
    }
}

fn begins_word(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '(' | '[' | '„' | '“' | '‚' | '«' | '»' | '"') && is_opening(c)
}

/// The end of a row of dots that begins at `at` and stands for lost text.
fn row_of_dots(text: &str, at: usize, c: char) -> Option<usize> {
    if !matches!(c, '.' | '…') {
        return None;
    }
    let after = Span::new(at, text.len()).of(text);
    let end = after
        .find(|c| !matches!(c, '.' | '…'))
        .unwrap_or(after.len());
    let row = Span::new(0, end).of(after);
    let dots: usize = row.chars().map(|c| if c == '…' { 3 } else { 1 }).sum();
    (dots >= FEWEST_GAP_DOTS).then_some(at + end)
}

/// Whether nothing visible stands between the line break at `at` and the one before it.
fn is_blank_line(text: &str, at: usize) -> bool {
    let line = text.get(..at).and_then(|before| {
        let last = before.trim_end_matches(|c: char| c.is_whitespace() && c != '\n');
        last.ends_with('\n').then_some(last)
    });
    line.is_some()
}
