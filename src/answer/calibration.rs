//! Weights that were fitted to questions with known answers: how much each sign counts in a
//! ranking, and how sure an answer is. A small file for each model, and one for words alone.

use std::{collections::BTreeMap, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{candidates::Signs, features::Features};

/// The form of the file; raised when a weight changes its meaning.
const VERSION: u32 = 1;

/// Fitted weights.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    version: u32,
    /// The weights by which passages are ranked.
    pub ranking: RankingWeights,
    /// The weights that tell how sure an answer is.
    pub confidence: ConfidenceWeights,
    /// The same where statements are read with the question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reading: Option<ReadingWeights>,
}

/// The weights that count where statements are read with the question.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadingWeights {
    /// The weight of the score by which statements are ranked before they are read.
    pub ranked: f32,
    /// The weight of how well they answer as they are read.
    pub read: f32,
    /// The weights that tell how sure it is that one of the quotes answers.
    pub confidence: ConfidenceWeights,
    /// The weights that tell how sure it is that the first one does; none where that is not told apart.
    #[serde(default)]
    pub first: ConfidenceWeights,
}

impl ReadingWeights {
    /// The weights of a network that nobody fitted any to: what it says decides the order, and nothing else.
    pub fn unfitted() -> Self {
        Self {
            ranked: 0.3,
            read: 1.0,
            ..Self::default()
        }
    }
}

/// The weight of each sign in the ranking of passages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RankingWeights {
    /// The cosine of the passage.
    pub passage: f32,
    /// The cosine of its nearest sentence.
    pub sentence: f32,
    /// Late interaction.
    pub late: f32,
    /// The BM25 score of the passage, as a share of the best possible one.
    pub words: f32,
    /// The share of the question's words that the heading above the passage has, with what opens it.
    #[serde(default)]
    pub heading: f32,
}

impl RankingWeights {
    /// For a model that nobody calibrated: as good as fitted weights without late interaction on
    /// the models that were tried.
    pub(super) fn of_any_model() -> Self {
        Self {
            passage: 30.0,
            sentence: 30.0,
            late: 0.0,
            words: 1.0,
            heading: 0.0,
        }
    }

    /// The score of a passage: the weighted sum of its signs.
    pub(super) fn score(&self, signs: &Signs) -> f32 {
        self.passage * signs.passage
            + self.sentence * signs.sentence
            + self.late * signs.late.mean
            + self.words * signs.words
    }
}

/// Logistic regression: the probability is 1 / (1 + exp(-(bias + Σ weight · feature))).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfidenceWeights {
    /// Added to the sum.
    pub bias: f32,
    /// By the name of the feature; see [`Features`].
    pub weights: BTreeMap<String, f32>,
    /// The value of each feature where it speaks neither for nor against: taken for one that cannot be
    /// known.
    pub undecided: BTreeMap<String, f32>,
}

impl Calibration {
    /// New weights.
    pub fn new(ranking: RankingWeights, confidence: ConfidenceWeights) -> Self {
        Self {
            version: VERSION,
            ranking,
            confidence,
            reading: None,
        }
    }

    /// The same with another confidence.
    #[must_use]
    pub fn with_confidence(self, confidence: ConfidenceWeights) -> Self {
        Self { confidence, ..self }
    }

    /// The same with weights for what is read.
    #[must_use]
    pub fn with_reading(self, reading: ReadingWeights) -> Self {
        Self {
            reading: Some(reading),
            ..self
        }
    }

    /// The weights where only words speak; they come with the program.
    pub(super) fn of_words() -> Self {
        // Held to be right by a test.
        include_str!("words.toml")
            .parse()
            .unwrap_or_else(|_| Self::new(RankingWeights::default(), ConfidenceWeights::default()))
    }
}

impl FromStr for Calibration {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let calibration: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        let again = "`cargo run --release -p lab -- calibrate` in the repository writes a new one";
        if calibration.version != VERSION {
            let version = calibration.version;
            return Err(format!("it has version {version}, not {VERSION}; {again}"));
        }
        let known = Features::default().named();
        let is_unknown = |name: &&String| known.iter().all(|(known, _)| known != name);
        let reading = calibration.reading.as_ref();
        let reading = reading.map(|reading| [&reading.confidence, &reading.first]);
        let fitted = reading
            .into_iter()
            .flatten()
            .chain([&calibration.confidence]);
        let unknown = fitted
            .flat_map(|fitted| fitted.weights.keys())
            .find(is_unknown);
        match unknown {
            Some(name) => Err(format!("there is no feature {name}; {again}")),
            None => Ok(calibration),
        }
    }
}

impl ConfidenceWeights {
    /// Whether anybody fitted them.
    pub(super) fn is_fitted(&self) -> bool {
        !self.weights.is_empty()
    }

    /// The probability that these features speak of an answer.
    pub fn probability(&self, features: &Features) -> f32 {
        let named = features.named();
        let terms = named.iter().map(|(name, value)| {
            let of = |table: &BTreeMap<String, f32>| table.get(*name).copied().unwrap_or(0.0);
            let is_known = !value.is_nan();
            of(&self.weights)
                * if is_known {
                    *value
                } else {
                    of(&self.undecided)
                }
        });
        1.0 / (1.0 + (-(self.bias + terms.sum::<f32>())).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_that_come_with_the_program_are_sound() {
        let words: Result<Calibration, _> = include_str!("words.toml").parse();
        assert_eq!(words.as_ref(), Ok(&Calibration::of_words()));
    }

    #[test]
    fn a_file_of_another_version_or_with_unknown_features_says_what_to_do() {
        let file = |version: u32, feature: &str| {
            let text = format!(
                "version = {version}\n[ranking]\npassage = 0.0\nsentence = 1.0\nlate = 0.0\nwords \
                 = 0.0\n[confidence]\nbias = 0.0\nweights = {{ {feature} = 1.0 }}\n\
                 undecided = {{}}\n"
            );
            text.parse::<Calibration>()
        };
        assert!(file(VERSION, "late").is_ok());
        assert!(file(VERSION + 1, "late").unwrap_err().contains("calibrate"));
        assert!(file(VERSION, "mood").unwrap_err().contains("mood"));
    }
}
