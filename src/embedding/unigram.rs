//! A unigram tokenizer in little memory: the pieces stand in a finite-state map. The library's own keeps a tree of hash tables
//! and takes 45 MB for the 64,662 pieces of the bundled model; both cut texts alike.
//!
//! Source: T. Kudo, *Subword Regularization*, 2018, section 3.2 (arXiv:1804.10959), and the form that `tokenizers` gives it: of all
//! ways to cut a text into pieces, the one with the largest sum of scores.

use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Deserializer, de::Error};
use tantivy_fst::Map;
use tokenizers::{Model, Result, Token, models::unigram::UnigramTrainer};

/// The amount by which a character that no piece begins with scores less than the rarest piece.
const UNKNOWN_PENALTY: f64 = 10.0;

/// The pieces of a tokenizer with their scores.
pub(super) struct Unigram {
    /// The number of each piece.
    pieces: Map<Vec<u8>>,
    /// The score of each, the logarithm of its probability, by number.
    scores: Vec<f64>,
    /// The number that stands for whatever is not known.
    unknown: u32,
    /// The score of an unknown character.
    unknown_score: f64,
}

/// The best way to cut a text up to some byte.
#[derive(Clone, Copy)]
struct Best {
    score: f64,
    /// The place where its last piece begins, and the number of that piece.
    last: Option<(usize, u32)>,
}

impl Unigram {
    /// The score of each piece, by number.
    pub(super) fn scores(&self) -> &[f64] {
        &self.scores
    }

    /// The pieces that the text begins with, the shortest first: the bytes of each, and its number.
    fn beginnings<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, u32)> + 'a {
        let raw = self.pieces.as_fst();
        let mut node = Some((raw.root(), 0));
        let mut bytes = text.bytes().enumerate();
        std::iter::from_fn(move || {
            loop {
                let (at, byte) = bytes.next()?;
                let (here, sum) = node.take()?;
                let transition = here.transition(here.find_input(byte)?);
                let sum = sum + transition.out.value();
                let next = raw.node(transition.addr);
                let end = next.is_final().then(|| sum + next.final_output().value());
                node = Some((next, sum));
                if let Some(Ok(number)) = end.map(u32::try_from) {
                    return Some((at + 1, number));
                }
            }
        })
    }

    /// Cuts a text: where each piece begins, and its number.
    fn cut(&self, text: &str) -> Vec<(usize, u32)> {
        let none = Best {
            score: 0.0,
            last: None,
        };
        let mut best = vec![none; text.len() + 1];
        let better = |best: &mut [Best], end: usize, score: f64, last| {
            if let Some(best) = best.get_mut(end)
                && (best.last.is_none() || score > best.score)
            {
                *best = Best {
                    score,
                    last: Some(last),
                };
            }
        };
        for (begin, character) in text.char_indices() {
            let so_far = best.get(begin).map_or(0.0, |best| best.score);
            let mut is_known = false;
            for (length, number) in self.beginnings(text.get(begin..).unwrap_or_default()) {
                is_known |= length == character.len_utf8();
                let score = so_far + self.score(number);
                better(&mut best, begin + length, score, (begin, number));
            }
            if !is_known {
                let score = so_far + self.unknown_score;
                let end = begin + character.len_utf8();
                better(&mut best, end, score, (begin, self.unknown));
            }
        }
        let mut cut = Vec::new();
        let mut end = text.len();
        while let Some((begin, number)) = best.get(end).and_then(|best| best.last) {
            cut.push((begin, number));
            end = begin;
        }
        cut.reverse();
        // Unknown characters side by side are one token.
        cut.dedup_by(|one, before| one.1 == self.unknown && before.1 == self.unknown);
        cut
    }

    fn score(&self, number: u32) -> f64 {
        let at = usize::try_from(number).ok();
        at.and_then(|at| self.scores.get(at))
            .copied()
            .unwrap_or(0.0)
    }
}

impl Model for Unigram {
    type Trainer = UnigramTrainer;

    fn tokenize(&self, text: &str) -> Result<Vec<Token>> {
        let cut = self.cut(text);
        let ends = cut.iter().skip(1).map(|(begin, _)| *begin);
        let ends = ends.chain([text.len()]);
        let token = |(&(begin, number), end): (&(usize, u32), usize)| {
            let piece = text.get(begin..end).unwrap_or_default();
            Token::new(number, piece.to_owned(), (begin, end))
        };
        Ok(cut.iter().zip(ends).map(token).collect())
    }

    fn token_to_id(&self, token: &str) -> Option<u32> {
        let number = self.pieces.get(token)?;
        u32::try_from(number).ok()
    }

    fn id_to_token(&self, id: u32) -> Option<String> {
        self.get_vocab()
            .into_iter()
            .find_map(|(token, number)| (number == id).then_some(token))
    }

    fn get_vocab(&self) -> HashMap<String, u32> {
        let all = self.pieces.stream().into_str_vec().unwrap_or_default();
        let number = |(token, number)| Some((token, u32::try_from(number).ok()?));
        all.into_iter().filter_map(number).collect()
    }

    fn get_vocab_size(&self) -> usize {
        self.scores.len()
    }

    fn save(&self, _: &Path, _: Option<&str>) -> Result<Vec<PathBuf>> {
        Err("a tokenizer is only read".into())
    }

    fn get_trainer(&self) -> UnigramTrainer {
        UnigramTrainer::default()
    }
}

impl<'de> Deserialize<'de> for Unigram {
    /// Reads the part `model` of `tokenizer.json`.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Written {
            unk_id: u32,
            vocab: Vec<(String, f64)>,
        }
        let Written { unk_id, vocab } = Written::deserialize(deserializer)?;
        let scores: Vec<f64> = vocab.iter().map(|(_, score)| *score).collect();
        let pieces = vocab.into_iter().zip(0_u64..);
        let pieces: BTreeMap<String, u64> =
            pieces.map(|((piece, _), number)| (piece, number)).collect();
        let rarest = scores.iter().copied().fold(f64::INFINITY, f64::min);
        Ok(Self {
            pieces: Map::from_iter(pieces).map_err(D::Error::custom)?,
            unknown: unk_id,
            unknown_score: rarest - UNKNOWN_PENALTY,
            scores,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::super::{ModelFiles, ModelSettings, tokens::Tokenizer};

    static BOTH: LazyLock<(Tokenizer, tokenizers::Tokenizer)> = LazyLock::new(|| {
        let json = ModelFiles::bundled().unwrap().heavy.tokenizer;
        let settings = ModelSettings::default();
        let ours = Tokenizer::read(&json, &settings).unwrap();
        assert!(matches!(ours, Tokenizer::Unigram(_)));
        let mut theirs = tokenizers::Tokenizer::from_bytes(json).unwrap();
        let truncation = tokenizers::TruncationParams {
            max_length: settings.max_tokens,
            ..Default::default()
        };
        theirs.with_truncation(Some(truncation)).unwrap();
        (ours, theirs)
    });

    fn are_alike(text: &str) -> bool {
        let (ours, theirs) = &*BOTH;
        let ours = ours.encode(text, true).unwrap();
        let theirs = theirs.encode(text, true).unwrap();
        ours.get_offsets() == theirs.get_offsets()
            && ours.get_tokens() == theirs.get_tokens()
            && ours.get_ids() == theirs.get_ids()
    }

    #[test]
    fn whatever_is_known_has_the_number_and_the_weight_of_the_library() {
        let (ours, theirs) = &*BOTH;
        let vocabulary = theirs.get_vocab(true);
        let is_known = |(token, number): (&String, &u32)| ours.number(token) == Some(*number);
        assert!(vocabulary.iter().all(is_known));
        let tokenizers::ModelWrapper::Unigram(model) = theirs.get_model() else {
            panic!("another tokenizer");
        };
        let Tokenizer::Unigram(ours) = ours else {
            panic!("another tokenizer");
        };
        let scores: Vec<f64> = model.iter().map(|(_, score)| *score).collect();
        assert_eq!(ours.get_model().scores(), scores);
        let vocabulary = tokenizers::Model::get_vocab(ours.get_model());
        assert_eq!(vocabulary, tokenizers::Model::get_vocab(model));
    }

    #[test]
    fn marks_and_strangers_are_cut_alike() {
        for text in [
            "",
            " ",
            "<unk>",
            "<unk> <s>x</s>",
            "Когда построили мост?",
            "橋는 Brücke 橋橋",
            "½ ﬁ … \u{a0}\u{ad}\u{200b}a",
            &"Donaudampfschiff".repeat(400),
            &"der Hafen ".repeat(2_000),
        ] {
            assert!(are_alike(text), "{text:.40}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_cut_alike(text in any::<String>()) {
            prop_assert!(are_alike(&text));
        }

        #[test]
        fn words_are_cut_alike(text in "([A-Za-zäöüßéàñçłąőÅ]{1,9}[ ,.'’\\-–0-9]{0,2}){0,60}") {
            prop_assert!(are_alike(&text));
        }
    }
}
