//! Changes in a newer text, word by word: first the lines that are others, then the words in them.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::ChangeSide;
use crate::{
    answer::verify::{Case, is_word, plain, tokens},
    span::Span,
};

/// Lines of more words than this are replaced as a whole: comparing them takes the product of both.
const MAX_TOKENS: usize = 6_000;

/// The same for lines: a place of more of them, of which that many are others, is replaced as a whole.
const MAX_LINES: usize = 10_000;

/// A run of words that both texts have, or one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) side: ChangeSide,
    /// The place of the run in the older text; empty for what only the newer one has.
    pub(super) from: Span,
    /// The place in the newer one.
    pub(super) to: Span,
}

/// Compares two texts: runs that are, one behind the other, all of both. White space, and the form of quotation
/// marks, apostrophes and dashes make no difference.
pub(super) fn runs(from: &str, to: &str) -> Vec<Run> {
    let (old, new) = (lines(from), lines(to));
    let mut runs = Vec::new();
    let whole = |text: &str| Span::new(0, text.len());
    let hunks = if old.len().max(new.len()) > MAX_LINES {
        around(from, &old, to, &new)
    } else {
        hunks(from, (whole(from), &old), to, (whole(to), &new))
    };
    for (is_same, old, new) in hunks {
        if is_same {
            push(&mut runs, ChangeSide::Both, old, new);
        } else {
            words(from, old, to, new, &mut runs);
        }
    }
    runs
}

/// Compares the words of a stretch of two texts.
fn words(from: &str, old: Span, to: &str, new: Span, runs: &mut Vec<Run>) {
    let within = |text: &str, span: Span| -> Vec<Span> {
        let tokens = tokens(span.of(text)).into_iter();
        tokens.map(|token| token.shifted(span.start)).collect()
    };
    let (old_words, new_words) = (within(from, old), within(to, new));
    if old_words.len().max(new_words.len()) > MAX_TOKENS {
        push(runs, ChangeSide::From, old, Span::at(new.start));
        push(runs, ChangeSide::To, Span::at(old.end), new);
        return;
    }
    let hunks = hunks(from, (old, &old_words), to, (new, &new_words));
    for (is_same, old, new) in joined(from, to, hunks) {
        if is_same {
            push(runs, ChangeSide::Both, old, new);
        } else {
            push(runs, ChangeSide::From, old, Span::at(new.start));
            push(runs, ChangeSide::To, Span::at(old.end), new);
        }
    }
}

fn push(runs: &mut Vec<Run>, side: ChangeSide, from: Span, to: Span) {
    if from.is_empty() && to.is_empty() {
        return;
    }
    match runs.last_mut() {
        Some(last) if last.side == side => {
            last.from = last.from.cover(from);
            last.to = last.to.cover(to);
        }
        _ => runs.push(Run { side, from, to }),
    }
}

/// A stretch of both texts, and whether it is the same.
type Hunk = (bool, Span, Span);

/// The stretches of two texts, or of a stretch of each, that are cut into parts; in order.
fn hunks(from: &str, old: (Span, &[Span]), to: &str, new: (Span, &[Span])) -> Vec<Hunk> {
    let keys = |text: &str, parts: &[Span]| -> Vec<String> {
        parts.iter().map(|part| key(part.of(text))).collect()
    };
    let ops = capture_diff_slices(Algorithm::Myers, &keys(from, old.1), &keys(to, new.1));
    let mut hunks: Vec<Hunk> = Vec::new();
    for op in ops {
        let is_same = matches!(op, DiffOp::Equal { .. });
        let (old, new) = (
            stretch(old.1, &op.old_range(), old.0.end),
            stretch(new.1, &op.new_range(), new.0.end),
        );
        match hunks.last_mut() {
            Some((same, before, behind)) if *same == is_same => {
                *before = Span::new(before.start, old.end);
                *behind = Span::new(behind.start, new.end);
            }
            _ => hunks.push((is_same, old, new)),
        }
    }
    hunks
}

/// The lines that are the same at the beginning and at the end, and what stands between them.
fn around(from: &str, old: &[Span], to: &str, new: &[Span]) -> Vec<Hunk> {
    let same = |(a, b): (&Span, &Span)| key(a.of(from)) == key(b.of(to));
    let head = old.iter().zip(new).take_while(|pair| same(*pair)).count();
    let rest = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(rest);
    let tail = tail.take_while(|pair| same(*pair)).count();
    let cut = |lines: &[Span], text: &str| {
        let at = |index: usize| lines.get(index).map_or(text.len(), |line| line.start);
        (at(head), at(lines.len() - tail))
    };
    let ((old_head, old_tail), (new_head, new_tail)) = (cut(old, from), cut(new, to));
    vec![
        (true, Span::new(0, old_head), Span::new(0, new_head)),
        (
            false,
            Span::new(old_head, old_tail),
            Span::new(new_head, new_tail),
        ),
        (
            true,
            Span::new(old_tail, from.len()),
            Span::new(new_tail, to.len()),
        ),
    ]
}

/// The place of some parts, in a stretch that ends at `end`; an empty one before the next part where there are none.
fn stretch(parts: &[Span], range: &Range<usize>, end: usize) -> Span {
    let next = parts.get(range.start).map_or(end, |part| part.start);
    let own = parts.get(range.clone()).and_then(<[Span]>::last);
    own.map_or(Span::at(next), |last| Span::new(next, last.end))
}

/// The same, where only a space or a mark stands between two changes of which both replace words: these are
/// read as one.
fn joined(from: &str, to: &str, hunks: Vec<Hunk>) -> Vec<Hunk> {
    let mut joined: Vec<Hunk> = Vec::new();
    let replaces =
        |(is_same, old, new): &Hunk| !is_same && is_word(old.of(from)) && is_word(new.of(to));
    for hunk in hunks {
        let between = match joined.as_slice() {
            [.., before, (true, between, _)] if replaces(before) && replaces(&hunk) => *between,
            _ => {
                joined.push(hunk);
                continue;
            }
        };
        if is_word(between.of(from)) {
            joined.push(hunk);
            continue;
        }
        joined.pop();
        if let Some((_, old, new)) = joined.last_mut() {
            *old = old.cover(hunk.1);
            *new = new.cover(hunk.2);
        }
    }
    joined
}

/// The form in which a part of a text is compared.
pub(super) fn key(part: &str) -> String {
    let folded = part.split_whitespace().collect::<Vec<_>>().join(" ");
    let folded = if folded.is_empty() {
        " ".to_owned()
    } else {
        folded
    };
    let seen = folded
        .chars()
        .filter(|c| !matches!(c, '\u{AD}' | '\u{200B}' | '\u{2060}'));
    seen.map(|c| plain(c, Case::Kept)).collect()
}

/// The lines of a text, each with the end of it.
fn lines(text: &str) -> Vec<Span> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let start = at;
        at += line.len();
        Span::new(start, at)
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(from: &str, to: &str) -> String {
        let shown = runs(from, to).into_iter().map(|run| match run.side {
            ChangeSide::Both => run.to.of(to).to_owned(),
            ChangeSide::From => format!("[-{}-]", run.from.of(from)),
            ChangeSide::To => format!("{{+{}+}}", run.to.of(to)),
        });
        shown.collect()
    }

    #[test]
    fn changes_are_shown_word_by_word() {
        let old = "The fee is 20 euros a month.\n\nIt is due in May.";
        let new = "The fee is 25 euros a month.\n\nIt is due in May.\n\nMembers pay half.";
        insta::assert_snapshot!(shown(old, new), @"
        The fee is [-20-]{+25+} euros a month.

        It is due in May.
        {+
        Members pay half.+}
        ");
        insta::assert_snapshot!(shown("Das Amt „prüft“ es.", "Das  Amt \"prüft\" es nicht."), @r#"Das  Amt "prüft" es{+ nicht+}."#);
        insta::assert_snapshot!(shown("wer den Antrag stellt", "wer eine Anfrage stellt"), @"wer [-den Antrag-]{+eine Anfrage+} stellt");
        insta::assert_snapshot!(shown("", "All of it is new."), @"{+All of it is new.+}");
    }

    #[test]
    fn what_is_long_is_compared_from_both_ends() {
        let line = |at: usize| format!("Line {at} of it.\n");
        let old: String = (0..=MAX_LINES).map(line).collect();
        let new = old.replace("Line 5000 of it.", "Line 5000 of that.");
        let changed = runs(&old, &new);
        assert_eq!(changed.len(), 4);
        assert_eq!(changed[1].from.of(&old), "it");
        assert_eq!(changed[2].to.of(&new), "that");
    }

    proptest! {
        #[test]
        fn both_texts_stand_in_the_runs_as_a_whole(from in "([ab„\"] ?|\n|ß){0,20}", to in "([ab„\"] ?|\n|ß){0,20}") {
            let runs = runs(&from, &to);
            let old: String = runs.iter().map(|run| run.from.of(&from)).collect();
            let new: String = runs.iter().map(|run| run.to.of(&to)).collect();
            prop_assert_eq!(old, from.clone());
            prop_assert_eq!(new, to.clone());
        }
    }
}
