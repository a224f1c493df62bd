//! Newsletter lines, cookie notices and disclaimers at the two ends of a scraped page. They are
//! set apart, never deleted.

/// The number of sentences from either end that are looked at.
const REACH: usize = 12;

/// The most sentences without a cue that may stand between two cues, or between a cue and the end.
const LONGEST_BRIDGE: usize = 2;

/// The distance behind lost text within which the first cue must stand for everything between to be
/// boilerplate.
const GAP_REACH: usize = 3;

/// The sentences that are the text's own, as a half-open range of indices: what stands before and
/// behind is boilerplate. `gaps` are the sentences in front of which text was lost.
pub(super) fn body(sentences: &[String], gaps: &[usize]) -> (usize, usize) {
    let is_cue = |index: usize| {
        sentences
            .get(index)
            .is_some_and(|sentence| has_cue(sentence))
    };
    let count = sentences.len();
    let head = run(&is_cue, 0..count.min(REACH));
    let tail = run(
        &is_cue,
        (head.max(count.saturating_sub(REACH))..count).rev(),
    );
    let mut end = count - tail;
    if tail > 0 {
        let near = gaps
            .iter()
            .rev()
            .find(|gap| **gap <= end && **gap + GAP_REACH >= end);
        end = near.copied().unwrap_or(end).max(head);
    }
    (head, end)
}

/// The number of sentences in the unbroken run of cues at the end that `order` begins at.
fn run(is_cue: &impl Fn(usize) -> bool, order: impl Iterator<Item = usize>) -> usize {
    let mut length = 0;
    for (position, index) in order.enumerate() {
        if is_cue(index) {
            length = position + 1;
        } else if position - length >= LONGEST_BRIDGE {
            break;
        }
    }
    length
}

fn has_cue(sentence: &str) -> bool {
    let sentence = sentence.to_lowercase();
    let cues = include_str!("cues.txt")
        .lines()
        .filter(|line| !line.starts_with('#'));
    cues.filter(|cue| !cue.is_empty())
        .any(|cue| sentence.contains(cue))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sentences: &[&str], gaps: &[usize], expected: (usize, usize)) {
        let sentences: Vec<String> = sentences.iter().map(|&s| s.to_owned()).collect();
        assert_eq!(body(&sentences, gaps), expected);
    }

    #[test]
    fn both_ends_are_set_apart_up_to_their_last_cue() {
        check(
            &[
                "Sign up for our letter!",
                "Rain fell.",
                "Snow fell.",
                "Ice.",
                "© 2020 Us.",
                "Bye.",
            ],
            &[],
            (1, 4),
        );
    }

    #[test]
    fn lost_text_close_before_the_first_cue_begins_the_tail() {
        check(
            &["Es regnet.", "und", "Sehen", "Alle Rechte vorbehalten."],
            &[1],
            (0, 1),
        );
    }

    #[test]
    fn a_text_without_cues_is_all_body() {
        check(&["Cookies sind Kekse.", "Sie schmecken."], &[1], (0, 2));
        check(&[], &[], (0, 0));
    }
}
