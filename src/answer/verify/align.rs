//! Differences between a quote as it is given and a passage as it stands: word by word, whatever the case. What
//! stands before the beginning of the quote and behind its end is no difference.

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{
    form::{Case, plain},
    tokens::{self, is_word},
};

/// A run of words, and on which side it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub struct Difference {
    /// The side on which it stands.
    pub side: QuoteSide,
    /// The words, with the white space behind them.
    pub words: String,
}

/// The one of the two texts that has some words, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum QuoteSide {
    /// Both.
    Both,
    /// Only the quote as given.
    Given,
    /// Only the document.
    Document,
}

/// A quote beside a passage.
pub(super) struct Alignment {
    pub(super) differences: Vec<Difference>,
    /// The share of common words, from 0 to 1.
    pub(super) similarity: f32,
}

/// Compares a quote with a passage.
pub(super) fn aligned(given: &str, found: &str) -> Alignment {
    let (given, found) = (tokens(given), tokens(found));
    let key = |token: &&str| -> String { token.chars().map(|c| plain(c, Case::Folded)).collect() };
    let keys = |tokens: &[&str]| tokens.iter().map(key).collect::<Vec<_>>();
    let ops = capture_diff_slices(Algorithm::Myers, &keys(&given), &keys(&found));
    let mut runs: Vec<(QuoteSide, Vec<&str>)> = Vec::new();
    for op in &ops {
        let (old, new) = (op.old_range(), op.new_range());
        let of_given = given.get(old).unwrap_or_default();
        let of_found = found.get(new).unwrap_or_default();
        match op {
            DiffOp::Equal { .. } => push(&mut runs, QuoteSide::Both, of_found),
            DiffOp::Delete { .. } => push(&mut runs, QuoteSide::Given, of_given),
            DiffOp::Insert { .. } => push(&mut runs, QuoteSide::Document, of_found),
            DiffOp::Replace { .. } => {
                push(&mut runs, QuoteSide::Given, of_given);
                push(&mut runs, QuoteSide::Document, of_found);
            }
        }
    }
    for _ in 0..2 {
        // First the end; then, turned round, the beginning.
        given_first(&mut runs);
        trim_end(&mut runs);
        runs.reverse();
        for (_, tokens) in &mut runs {
            tokens.reverse();
        }
    }
    given_first(&mut runs);
    let count = |side: QuoteSide| {
        let of = runs.iter().filter(|(of, _)| *of == side);
        of.flat_map(|(_, tokens)| tokens)
            .filter(|t| is_word(t))
            .count() as f32
    };
    let both = 2.0 * count(QuoteSide::Both);
    let all = both + count(QuoteSide::Given) + count(QuoteSide::Document);
    let differences = runs.iter().map(|(side, tokens)| Difference {
        side: *side,
        words: tokens.concat(),
    });
    Alignment {
        similarity: if all > 0.0 { both / all } else { 0.0 },
        differences: differences.filter(|of| !of.words.is_empty()).collect(),
    }
}

fn push<'a>(runs: &mut Vec<(QuoteSide, Vec<&'a str>)>, side: QuoteSide, tokens: &[&'a str]) {
    match runs.last_mut() {
        Some((of, known)) if *of == side => known.extend_from_slice(tokens),
        _ => runs.push((side, tokens.to_vec())),
    }
}

/// Puts the words of the quote before those of the document that stand against them.
fn given_first(runs: &mut [(QuoteSide, Vec<&str>)]) {
    for at in 1..runs.len() {
        if let Some([(QuoteSide::Document, _), (QuoteSide::Given, _)]) = runs.get(at - 1..=at) {
            runs.swap(at - 1, at);
        }
    }
}

/// Leaves out what the document has behind the end of the quote. Where the last words of the quote are
/// others, as many of the document stand against them.
fn trim_end(runs: &mut Vec<(QuoteSide, Vec<&str>)>) {
    let is_document = |runs: &[(QuoteSide, Vec<&str>)]| {
        runs.last()
            .is_some_and(|(side, _)| *side == QuoteSide::Document)
    };
    // Marks and spaces at the end may have been matched with later ones.
    while let [.., (QuoteSide::Document, behind), (QuoteSide::Both, last)] = runs.as_slice() {
        if last.iter().any(|token| is_word(token)) {
            break;
        }
        let matched = behind.starts_with(last).then(|| last.clone());
        runs.pop();
        if let Some(matched) = matched {
            runs.pop();
            push(runs, QuoteSide::Both, &matched);
            return;
        }
    }
    if !is_document(runs) {
        return;
    }
    let Some((_, mut behind)) = runs.pop() else {
        return;
    };
    let replaced = match runs.last() {
        Some((QuoteSide::Given, given)) => given.iter().filter(|token| is_word(token)).count(),
        _ => 0,
    };
    let mut words = 0;
    let keep = behind.iter().take_while(|token| {
        let is_kept = words < replaced;
        words += usize::from(is_word(token));
        is_kept
    });
    let keep = keep.count();
    behind.truncate(keep);
    if behind.iter().any(|token| is_word(token)) {
        runs.push((QuoteSide::Document, behind));
    }
}

/// A text in words, runs of white space (as one space) and single marks.
fn tokens(text: &str) -> Vec<&str> {
    let tokens = tokens::tokens(text).into_iter().map(|token| token.of(text));
    let folded = tokens.map(|token| if token.trim().is_empty() { " " } else { token });
    folded.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(given: &str, found: &str) -> String {
        let differences = aligned(given, found).differences;
        let shown = differences.iter().map(|difference| match difference.side {
            QuoteSide::Both => difference.words.clone(),
            QuoteSide::Given => format!("[-{}-]", difference.words),
            QuoteSide::Document => format!("{{+{}+}}", difference.words),
        });
        shown.collect()
    }

    #[test]
    fn what_stands_around_a_quote_is_no_difference() {
        let found = "Geleitet wird das CFIUS vom Finanzminister der USA, der den Vorsitz führt.";
        assert_eq!(
            shown("geleitet wird das CFIUS", found),
            "Geleitet wird das CFIUS"
        );
        assert_eq!(
            shown("das CFIUS vom Justizminister", found),
            "das CFIUS vom [-Justizminister-]{+Finanzminister+}"
        );
        assert_eq!(
            shown("wird das CFIUS nicht vom Finanzminister", found),
            "wird das CFIUS [-nicht -]vom Finanzminister"
        );
    }

    #[test]
    fn what_is_left_out_within_is_one() {
        assert_eq!(
            shown(
                "Das ist richtig.",
                "Aber das ist nicht richtig. Und so weiter."
            ),
            "das ist {+nicht +}richtig."
        );
    }
}
