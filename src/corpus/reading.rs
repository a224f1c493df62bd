//! A stretch of a source as a reader sees it: edits carried out and white space folded, with the
//! way back to the bytes.

use crate::{corpus::edit::Edit, span::Span};

/// Text as it is read, and where each part of it stands in the source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The text: single spaces only, none at either end.
    pub text: String,
    pieces: Vec<Piece>,
}

/// A run of the reading that comes from one run of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    read: Span,
    source: Span,
    /// Whether both runs are the same bytes; otherwise they correspond only as wholes.
    copied: bool,
}

impl Reading {
    /// Reads `span` of `text`. `edits` are in order and do not overlap; those outside are ignored.
    pub fn of(text: &str, span: Span, edits: &[Edit]) -> Self {
        let mut reading = Reading::default();
        each_part(span, edits, |part| match part {
            Part::Copied(span) => reading.copy(text, span),
            Part::Edited(edit) => reading.carry_out(edit),
        });
        reading.drop_space_at_end();
        reading
    }

    /// The same with white space as the source has it, for who folds it himself or shows code.
    pub fn unfolded(text: &str, span: Span, edits: &[Edit]) -> String {
        let mut read = String::new();
        each_part(span, edits, |part| {
            read.push_str(match part {
                Part::Copied(span) => span.of(text),
                Part::Edited(edit) => edit.kind.read(),
            });
        });
        read
    }

    /// The bytes of the source that a part of the reading comes from.
    pub fn to_source(&self, read: Span) -> Span {
        let Some(first) = self.piece_at(read.start) else {
            let end = self.pieces.last().map_or(0, |piece| piece.source.end);
            return Span::at(end);
        };
        let start = if first.copied {
            first.source.start + (read.start - first.read.start)
        } else {
            first.source.start
        };
        let end = match read.end.checked_sub(1).and_then(|last| self.piece_at(last)) {
            Some(last) if last.copied => last.source.start + (read.end - last.read.start),
            Some(last) => last.source.end,
            None => start,
        };
        Span::new(start, end)
    }

    /// The part of the reading that comes from `source`; empty where nothing of it is read.
    pub fn from_source(&self, source: Span) -> Span {
        let first = self
            .pieces
            .partition_point(|piece| piece.source.end <= source.start);
        let next = self
            .pieces
            .partition_point(|piece| piece.source.start < source.end);
        let (Some(head), Some(tail)) = (
            self.pieces.get(first),
            next.checked_sub(1).and_then(|last| self.pieces.get(last)),
        ) else {
            return Span::at(self.text.len());
        };
        let start = if head.copied {
            head.read.start + source.start.saturating_sub(head.source.start)
        } else {
            head.read.start
        };
        let end = if tail.copied {
            tail.read.end - tail.source.end.saturating_sub(source.end)
        } else {
            tail.read.end
        };
        Span::new(start, end)
    }

    fn piece_at(&self, read: usize) -> Option<&Piece> {
        let next = self
            .pieces
            .partition_point(|piece| piece.read.start <= read);
        let piece = self.pieces.get(next.checked_sub(1)?)?;
        (piece.read.end > read).then_some(piece)
    }

    fn carry_out(&mut self, edit: &Edit) {
        match edit.kind.read() {
            "" => {}
            space if space.trim().is_empty() => self.space(edit.span),
            instead => self.push(instead, edit.span, false),
        }
    }

    /// Copies a run of the source, folding white space.
    fn copy(&mut self, text: &str, span: Span) {
        let mut position = span.start;
        let run = span.of(text);
        for (is_space, part) in runs(run) {
            let source = Span::new(position, position + part.len());
            let is_single = part == " " && !self.text.is_empty() && !self.text.ends_with(' ');
            if !is_space || is_single {
                self.push(part, source, true);
            } else {
                self.space(source);
            }
            position = source.end;
        }
    }

    fn space(&mut self, source: Span) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.push(" ", source, false);
        }
    }

    fn push(&mut self, part: &str, source: Span, copied: bool) {
        let start = self.text.len();
        self.text.push_str(part);
        let read = Span::new(start, self.text.len());
        // Words and single spaces that are copied one after the other are one piece.
        let goes_on = |last: &&mut Piece| copied && last.copied && last.source.end == source.start;
        if let Some(last) = self.pieces.last_mut().filter(goes_on) {
            last.read = last.read.cover(read);
            last.source = last.source.cover(source);
            return;
        }
        self.pieces.push(Piece {
            read,
            source,
            copied,
        });
    }

    fn drop_space_at_end(&mut self) {
        if !self.text.ends_with(' ') {
            return;
        }
        self.text.pop();
        match self.pieces.last_mut() {
            Some(last) if last.read.len() > 1 => {
                last.read.end -= 1;
                // What is read otherwise corresponds as a whole.
                last.source.end -= usize::from(last.copied);
            }
            _ => drop(self.pieces.pop()),
        }
    }
}

/// A stretch of the source in which nothing is edited, or an edit.
enum Part<'a> {
    Copied(Span),
    Edited(&'a Edit),
}

/// Gives `take` the parts that are read in `span`, one after the other; edits that `span` cuts are not carried out.
fn each_part<'a>(span: Span, edits: &'a [Edit], mut take: impl FnMut(Part<'a>)) {
    let mut position = span.start;
    let from = edits.partition_point(|edit| edit.span.end < span.start);
    let edits = edits.iter().skip(from);
    for edit in edits.take_while(|edit| edit.span.start <= span.end) {
        if edit.span.start < position || edit.span.end > span.end {
            continue;
        }
        take(Part::Copied(Span::new(position, edit.span.start)));
        take(Part::Edited(edit));
        position = edit.span.end;
    }
    take(Part::Copied(Span::new(position, span.end)));
}

/// `text` cut into runs of white space and runs of anything else.
fn runs(text: &str) -> impl Iterator<Item = (bool, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let is_space = rest.chars().next()?.is_whitespace();
        let end = rest
            .find(|c: char| c.is_whitespace() != is_space)
            .unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        rest = after;
        Some((is_space, run))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::EditKind;

    fn edit(start: usize, end: usize, kind: EditKind) -> Edit {
        Edit {
            span: Span::new(start, end),
            kind,
        }
    }

    #[test]
    fn marks_are_lifted_and_lost_spaces_are_read() {
        let text = "kann steigern.2Ein  erster\nSchritt &amp; mehr ";
        let edits = [
            edit(14, 15, EditKind::Note(2)),
            edit(15, 15, EditKind::Space),
            edit(35, 40, EditKind::Written("&".to_owned())),
        ];
        let all = Span::new(0, text.len());
        let reading = Reading::of(text, all, &edits);
        assert_eq!(reading.text, "kann steigern. Ein erster Schritt & mehr");
        assert_eq!(
            Reading::unfolded(text, all, &edits),
            "kann steigern. Ein  erster\nSchritt & mehr "
        );
        let ein = reading.text.find("Ein erster").unwrap();
        let back = reading.to_source(Span::new(ein, ein + 10));
        assert_eq!(back.of(text), "Ein  erster");
        assert_eq!(reading.from_source(back), Span::new(ein, ein + 10));
        let and = reading.text.find('&').unwrap();
        assert_eq!(reading.to_source(Span::new(and, and + 1)).of(text), "&amp;");
    }

    #[test]
    fn a_stretch_without_text_reads_as_nothing() {
        let reading = Reading::of("a  b", Span::new(1, 3), &[]);
        assert_eq!(reading.text, "");
        assert_eq!(reading.to_source(Span::at(0)), Span::at(0));
    }
}
