//! Signs for and against the first citation: the input of the confidence.

use super::candidates::{Candidate, Met, Says};

/// Signs that the first citation answers the question, or does not. A sign that cannot be known is
/// `NaN`: in a corpus of a few paragraphs, how far the first one stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Features {
    /// The share of the question's weight that the words of the passage have.
    pub coverage: f32,
    /// The same where question and passage are in the same language.
    pub coverage_same: f32,
    /// The BM25 score of the passage, as a share of the best possible one.
    pub words: f32,
    /// The largest share that any passage has.
    pub words_best: f32,
    /// The share of the best sentence of the passage.
    pub sentence_words: f32,
    /// 1 if no passage has more words of the question.
    pub agrees: f32,
    /// 1 if question and passage are in the same language, 0 if not, 0.5 if that is not known.
    pub same_language: f32,
    /// Natural logarithm of the number of tokens (or words) of the question.
    pub length: f32,
    /// The cosine of the nearest sentence of the passage.
    pub sentence: f32,
    /// Late interaction with the passage.
    pub late: f32,
    /// The same over the two tokens of the question that are met worst.
    pub late_worst: f32,
    /// The lead of the ranking score over that of the next passage that is another one.
    pub margin: f32,
    /// The lead of `sentence` over the mean of the passages that come behind.
    pub sentence_margin: f32,
    /// The lead of `late` over theirs.
    pub late_margin: f32,
    /// The share of the question's words that the heading above the passage has, with what opens it.
    pub heading: f32,
    /// The most that was read in any statement: the logarithm of the odds that it answers.
    pub says: f32,
    /// The same in the first statement.
    pub says_first: f32,
    /// The same in the mean of all that were read.
    pub says_mean: f32,
}

/// The number of passages that are "those that come behind", and of those before them that are left out: the
/// next two may answer as well.
const BEHIND: usize = 12;
const NEXT: usize = 2;
/// The first of so few passages stands out by chance.
const FEW: usize = 8;

impl Features {
    /// Every feature by the name it has in a calibration.
    pub fn named(&self) -> [(&'static str, f32); 18] {
        [
            ("coverage", self.coverage),
            ("coverage_same", self.coverage_same),
            ("words", self.words),
            ("words_best", self.words_best),
            ("sentence_words", self.sentence_words),
            ("agrees", self.agrees),
            ("same_language", self.same_language),
            ("length", self.length),
            ("sentence", self.sentence),
            ("late", self.late),
            ("late_worst", self.late_worst),
            ("margin", self.margin),
            ("sentence_margin", self.sentence_margin),
            ("late_margin", self.late_margin),
            ("heading", self.heading),
            ("says", self.says),
            ("says_first", self.says_first),
            ("says_mean", self.says_mean),
        ]
    }

    /// The features of a candidate, which is the first one, among all of them.
    pub(super) fn of(first: &Candidate, met: &Met<'_>, coverage: f32, same_language: f32) -> Self {
        let signs = &first.signs;
        let shares = met.candidates.iter().map(|other| other.signs.words);
        let words_best = shares.fold(signs.words, f32::max);
        let is_other = |other: &&Candidate| !other.overlaps(first);
        let mut others: Vec<&Candidate> = met.candidates.iter().filter(is_other).collect();
        if others.len() < FEW {
            others.clear();
        }
        let next = others.first().map_or(f32::NAN, |other| other.score);
        let behind = |of: fn(&Candidate) -> f32| {
            let behind = others.iter().skip(NEXT).take(BEHIND);
            let (sum, count) = behind.fold((0.0, 0.0_f32), |(sum, count), other| {
                (sum + of(other), count + 1.0)
            });
            sum / count
        };
        Self {
            coverage,
            coverage_same: coverage * same_language,
            words: signs.words,
            words_best,
            sentence_words: signs.sentence_words,
            agrees: f32::from(u8::from(signs.words >= words_best)),
            same_language,
            length: (met.length.max(1) as f32).ln(),
            sentence: signs.sentence,
            late: signs.late.mean,
            late_worst: signs.late.worst,
            margin: first.score - next,
            sentence_margin: signs.sentence - behind(|other| other.signs.sentence),
            late_margin: signs.late.mean - behind(|other| other.signs.late.mean),
            heading: signs.heading,
            says: f32::NAN,
            says_first: f32::NAN,
            says_mean: f32::NAN,
        }
    }

    /// Adds what was read; nothing where nothing was.
    pub(super) fn read(&mut self, says: Option<Says>) {
        if let Some(Says { most, own, mean }) = says {
            (self.says, self.says_first, self.says_mean) = (most, own, mean);
        }
    }
}
