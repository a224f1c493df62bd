//! Words that a line end cuts in a plain text: `Lösch-` and `wasserteich` are one word, as a reader sees.

use super::words::{Join, Words};
use crate::{
    corpus::{
        document::ParagraphKind,
        edit::{Edit, EditKind},
        extracted::{Block, BlockKind, Extracted},
    },
    span::Span,
};

/// Lifts out the hyphens that line ends made, and the line ends behind the others.
pub(super) fn lift(extracted: &mut Extracted) {
    let text = &extracted.text;
    let mut cuts = extracted
        .blocks
        .iter()
        .filter(|block| is_running(block))
        .flat_map(|block| cuts(text, block.span))
        .peekable();
    if cuts.peek().is_none() {
        return;
    }
    let words = Words::of(text.lines());
    let mut lifted: Vec<Edit> = Vec::new();
    let mut known = extracted.edits.iter().peekable();
    for cut in cuts {
        let from = match words.join(cut.before, cut.behind) {
            Join::Space => continue,
            Join::Tight => cut.end,
            // Both may be words of their own where a line is only broken at a hyphen that stands there.
            Join::Hyphen(_) if words.knows_both(cut.before, cut.behind) => cut.end,
            Join::Hyphen(length) => cut.end - length.min(cut.end),
        };
        let span = Span::new(from, cut.next);
        while known.next_if(|edit| edit.span.end <= span.start).is_some() {}
        let is_free = known.peek().is_none_or(|edit| edit.span.start >= span.end);
        if is_free {
            let kind = EditKind::Markup;
            lifted.push(Edit { span, kind });
        }
    }
    extracted.edits.append(&mut lifted);
    extracted
        .edits
        .sort_by_key(|edit| (edit.span.start, edit.span.end));
}

fn is_running(block: &Block) -> bool {
    matches!(
        block.kind,
        BlockKind::Note(_)
            | BlockKind::Paragraph(
                ParagraphKind::Text | ParagraphKind::List | ParagraphKind::Quote
            )
    )
}

/// A line that ends with a hyphen, and the next one.
struct Cut<'a> {
    before: &'a str,
    /// The end of the line.
    end: usize,
    behind: &'a str,
    /// The beginning of the words of the next one.
    next: usize,
}

fn cuts(text: &str, block: Span) -> impl Iterator<Item = Cut<'_>> {
    let all = block.of(text);
    all.match_indices('\n').filter_map(move |(at, _)| {
        let start = all.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
        let before = all.get(start..at)?.trim_end();
        let rest = all.get(at + 1..)?;
        let behind = rest.lines().next()?.trim_start();
        let is_cut = before.ends_with(['-', '\u{2010}', '\u{ad}'])
            && behind.starts_with(char::is_alphabetic);
        let indent = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        is_cut.then(|| Cut {
            before,
            end: block.start + start + before.len(),
            behind,
            next: block.start + at + 1 + indent,
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::corpus::{Format, Reading, parse};

    #[track_caller]
    fn check(text: &str, read: &str) {
        let extracted = parse(Format::Text, text.to_owned());
        let read_of = |block: &crate::corpus::Block| {
            Reading::of(&extracted.text, block.span, &extracted.edits).text
        };
        let all: Vec<String> = extracted.blocks.iter().map(read_of).collect();
        assert_eq!(all.join("\n"), read);
    }

    #[test]
    fn a_word_that_a_line_end_cuts_is_one() {
        check(
            "Die Gemeinde hat einen Lösch-\nwasserteich am Bürger-\r\nmeisteramt.",
            "Die Gemeinde hat einen Löschwasserteich am Bürgermeisteramt.",
        );
        check(
            "Für die Wald- und Wiesen-\n  pflege, Forst-\nund Feldwege, den Nord-\nSüd-Weg.",
            "Für die Wald- und Wiesenpflege, Forst- und Feldwege, den Nord-Süd-Weg.",
        );
    }

    #[test]
    fn a_hyphen_that_stands_there_is_kept() {
        check(
            "It is known that the well is deep, and a well-\nknown place.",
            "It is known that the well is deep, and a well-known place.",
        );
    }
}
