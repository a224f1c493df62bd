//! Changes as they are shown where room is short: with a few words around each.

use super::{Change, ChangeSide};

/// The sign for words that are the same in both editions.
const LEFT_OUT: &str = "[…]";

/// The words of each change, and of what is the same so many beside each change.
pub fn shortened(changes: &[Change], words: usize) -> Vec<(ChangeSide, String)> {
    let last = changes.len().saturating_sub(1);
    let shown = changes.iter().enumerate().map(|(at, change)| {
        let text = match change.side {
            ChangeSide::Both => same(&change.words, at > 0, at < last, words),
            ChangeSide::From | ChangeSide::To => change.words.clone(),
        };
        (change.side, text)
    });
    shown.collect()
}

/// The beginning and the end of what is the same, where a change stands before it and behind it.
fn same(text: &str, is_behind: bool, is_before: bool, words: usize) -> String {
    // The bytes at which words begin.
    let mut starts = Vec::new();
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if before.is_whitespace() && !c.is_whitespace() {
            starts.push(at);
        }
        before = c;
    }
    let head = if is_behind { words } else { 0 };
    let tail = if is_before { words } else { 0 };
    // To leave out a word or two would save nothing.
    if starts.len() <= head + tail + 2 {
        return text.to_owned();
    }
    let begin = starts
        .get(head)
        .map_or("", |end| text.get(..*end).unwrap_or_default());
    let tail = starts.len() - tail;
    let end = starts
        .get(tail)
        .map_or("", |start| text.get(*start..).unwrap_or_default());
    let begin = match begin.trim_end() {
        "" => String::new(),
        _ => format!("{} ", begin.trim_end()),
    };
    let gap = if end.is_empty() { "" } else { " " };
    format!("{begin}{LEFT_OUT}{gap}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_the_same_is_left_out_but_for_the_words_beside_a_change() {
        let change = |side, words: &str| Change {
            side,
            words: words.to_owned(),
            from: Vec::new(),
            to: Vec::new(),
        };
        let changes = [
            change(ChangeSide::Both, "One two three four five six "),
            change(ChangeSide::From, "seven"),
            change(ChangeSide::To, "eight"),
            change(
                ChangeSide::Both,
                " nine ten eleven twelve thirteen fourteen fifteen ",
            ),
            change(ChangeSide::To, "sixteen "),
            change(ChangeSide::Both, "seventeen eighteen nineteen twenty more."),
        ];
        let shown: String = shortened(&changes, 2)
            .into_iter()
            .map(|(_, words)| words)
            .collect();
        insta::assert_snapshot!(shown, @"[…] five six seveneight nine ten […] fourteen fifteen sixteen seventeen eighteen […]");
    }
}
