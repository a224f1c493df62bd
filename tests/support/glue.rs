//! Clean sentences glued together the way scraping does it, with the truth about every seam: the
//! space between sentences is gone, and footnote numbers stand bare in the text.

/// How hard the text is made. Shares are in percent.
#[derive(Clone, Copy, Debug)]
pub struct Gluing {
    /// Sentences that carry a footnote.
    pub notes: u64,
    /// Footnotes without a space behind them.
    pub glued_on_both_sides: u64,
    /// Sentences with a footnote behind a bare word within them.
    pub inside: u64,
    /// Footnotes that the source lost, which leaves holes in the count.
    pub lost: u64,
}

impl Default for Gluing {
    fn default() -> Self {
        Self {
            notes: 25,
            glued_on_both_sides: 40,
            inside: 3,
            lost: 0,
        }
    }
}

/// A glued text and what it was made of.
#[derive(Clone, Debug, Default)]
pub struct Glued {
    /// The text as scraping left it.
    pub text: String,
    /// Where each footnote number begins, and the number.
    pub notes: Vec<(usize, u32)>,
    /// Where each sentence but the last ends, behind its last mark and before its footnote.
    pub sentence_ends: Vec<usize>,
}

/// Glues `sentences`; the same seed gives the same text.
pub fn glue<S: AsRef<str>>(sentences: &[S], seed: u64, gluing: Gluing) -> Glued {
    let mut dice = Dice(seed);
    let mut glued = Glued::default();
    let mut number = 0;
    for sentence in sentences.iter().map(AsRef::as_ref) {
        if dice.percent(gluing.inside)
            && let Some(place) = bare_word_end(sentence, &mut dice)
        {
            let (head, tail) = sentence.split_at(place);
            glued.text.push_str(head);
            note(&mut glued, &mut number, &mut dice, gluing);
            glued.text.push_str(tail);
        } else {
            glued.text.push_str(sentence);
        }
        glued.sentence_ends.push(glued.text.len());
        if dice.percent(gluing.notes) {
            let written = note(&mut glued, &mut number, &mut dice, gluing);
            if written && !dice.percent(gluing.glued_on_both_sides) {
                glued.text.push(' ');
            }
        }
    }
    glued.sentence_ends.pop();
    glued
}

/// Writes the next footnote number, unless it is lost.
fn note(glued: &mut Glued, number: &mut u32, dice: &mut Dice, gluing: Gluing) -> bool {
    *number += 1;
    if dice.percent(gluing.lost) {
        return false;
    }
    glued.notes.push((glued.text.len(), *number));
    glued.text.push_str(&number.to_string());
    true
}

/// The end of a lower-case word of at least three letters that a space and a letter follow.
fn bare_word_end(sentence: &str, dice: &mut Dice) -> Option<usize> {
    let spaces: Vec<usize> = sentence.match_indices(' ').map(|(at, _)| at).collect();
    let fits: Vec<usize> = spaces
        .into_iter()
        .filter(|&space| {
            let (before, after) = sentence.split_at(space);
            let tail: Vec<char> = before.chars().rev().take(4).collect();
            tail.len() == 4
                && tail.iter().take(3).all(|c| c.is_lowercase())
                && after.trim_start().starts_with(char::is_alphabetic)
        })
        .collect();
    let choice = dice.roll(fits.len().max(1) as u64) as usize;
    fits.get(choice).copied()
}

/// A small generator of repeatable chance (`splitmix64`).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn roll(&mut self, sides: u64) -> u64 {
        self.next() % sides
    }

    fn percent(&mut self, share: u64) -> bool {
        self.roll(100) < share
    }
}
