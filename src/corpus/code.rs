//! Code as its lines stand in the source: nothing is folded, and it is a statement as long as it is short.

use crate::{
    corpus::{edit::Edit, reading::Reading},
    span::Span,
};

/// A longer block of code, in bytes, is several statements.
const LONGEST_STATEMENT: usize = 800;

/// `span` without the empty lines at its ends; its first line keeps its indent.
pub(super) fn trimmed(text: &str, span: Span) -> Span {
    let words = span.trimmed(text);
    if words.is_empty() {
        return words;
    }
    let before = Span::new(span.start, words.start).of(text);
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    Span::new(span.start + start, words.end)
}

/// The lines of `span`, which stands in the code of `block`, without the indent that all of them share.
pub fn lines(text: &str, block: Span, span: Span, edits: &[Edit]) -> String {
    let before = Span::new(block.start, span.start);
    let line = before.of(text).rfind('\n').map_or(0, |end| end + 1);
    let before = Span::new(block.start + line, span.start);
    let indent = Reading::unfolded(text, before, edits);
    let mut read = Reading::unfolded(text, span, edits);
    if indent.trim().is_empty() {
        read.insert_str(0, &indent);
    }
    let lines: Vec<&str> = read.trim_end().lines().map(str::trim_end).collect();
    let written = lines.iter().filter(|line| !line.is_empty());
    let shared = written.map(|line| indent_of(line)).reduce(in_common);
    let shared = shared.unwrap_or_default();
    let lines = lines.iter().map(|line| line.strip_prefix(shared));
    let lines: Vec<&str> = lines.map(Option::unwrap_or_default).collect();
    lines.join("\n").trim_start_matches('\n').to_owned()
}

/// The place of `part` in what [`lines`] makes of `span`.
pub fn place_in_lines(lines: &str, text: &str, span: Span, part: Span, edits: &[Edit]) -> Span {
    let signs = |span| {
        let read = Reading::unfolded(text, span, edits);
        read.chars().filter(|c| !c.is_whitespace()).count()
    };
    let before = signs(Span::new(span.start, part.start));
    let written = lines.char_indices().filter(|(_, c)| !c.is_whitespace());
    let mut written = written.skip(before).take(signs(part));
    let Some((start, first)) = written.next() else {
        return Span::at(lines.len());
    };
    let (last, sign) = written.last().unwrap_or((start, first));
    Span::new(start, last + sign.len_utf8())
}

/// The statements of a block: all of it, or runs of lines, which end with an empty line where there is one.
pub(super) fn statements(text: &str, block: Span) -> Vec<Span> {
    let mut statements = Vec::new();
    let mut begin = block.start;
    // Behind the last empty line, and behind the last line.
    let (mut gap, mut end) = (begin, begin);
    for line in block.of(text).split_inclusive('\n') {
        if end + line.len() - begin > LONGEST_STATEMENT && end > begin {
            let cut = if gap > begin { gap } else { end };
            statements.push(Span::new(begin, cut));
            begin = cut;
        }
        end += line.len();
        if line.trim().is_empty() {
            gap = end;
        }
    }
    statements.push(Span::new(begin, block.end));
    statements
}

fn indent_of(line: &str) -> &str {
    let end = line.find(|c: char| !c.is_whitespace());
    end.and_then(|end| line.get(..end)).unwrap_or_default()
}

fn in_common<'a>(first: &'a str, second: &str) -> &'a str {
    let pairs = first.char_indices().zip(second.chars());
    let differs = pairs.clone().find(|((_, a), b)| a != b);
    let end = differs.map(|((at, _), _)| at);
    let end = end.unwrap_or(first.len().min(second.len()));
    first.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_lose_only_the_indent_that_all_share() {
        let text = "    if a:\n        b\n\n    c\n";
        let block = Span::new(0, text.len());
        let code = Span::new(4, text.len());
        let read = lines(text, block, code, &[]);
        assert_eq!(read, "if a:\n    b\n\nc");
        let part = Span::new(18, 19);
        assert_eq!(part.of(text), "b");
        let found = place_in_lines(&read, text, code, part, &[]);
        assert_eq!(found.of(&read), "b");
    }

    #[test]
    fn only_empty_lines_are_cut_off() {
        let text = "\n  \n   a\n b\n \n";
        let all = Span::new(0, text.len());
        assert_eq!(trimmed(text, all).of(text), "   a\n b");
        assert!(trimmed(" \n ", Span::new(0, 3)).is_empty());
    }

    #[test]
    fn an_excerpt_keeps_its_shape() {
        let text = "a:\n    b:\n        c\n    d\n";
        let block = Span::new(0, text.len());
        let from = text.find("b:").unwrap_or_default();
        let read = lines(text, block, Span::new(from, text.len()), &[]);
        assert_eq!(read, "b:\n    c\nd");
    }

    #[test]
    fn long_code_is_cut_at_empty_lines_and_loses_none() {
        let group = "let x = 1;\n".repeat(30);
        let text = format!("{group}\n{group}\n{group}");
        let block = Span::new(0, text.len());
        let statements = statements(&text, block);
        assert_eq!(statements.len(), 2);
        let all: String = statements.iter().map(|part| part.of(&text)).collect();
        assert_eq!(all, text);
        assert!(
            statements
                .iter()
                .all(|part| part.len() <= LONGEST_STATEMENT)
        );
        let first = statements.first().map(|part| part.of(&text));
        assert!(first.is_some_and(|first| first.ends_with("\n\n")));
    }
}
