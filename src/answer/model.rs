//! The model that understands a question beyond its words, and the weights that go with it.

use std::{path::Path, sync::Arc};

use super::{Calibration, Confidence, ConfidenceWeights, Features, ReadingWeights};
use crate::{
    config::Config,
    embedding::{CrossEncoderFiles, Embedder, EmbeddingError, ModelFiles},
};

/// An embedding model, unless meaning is switched off, and the weights fitted to it.
#[derive(Clone)]
pub struct Model {
    embedder: Option<Arc<Embedder>>,
    /// The weights that go with the embedder; none for a model that nobody calibrated.
    meaning: Option<Calibration>,
    /// The weights where only words speak.
    words: Calibration,
}

impl Model {
    /// Loads the model of the settings, with the weights that were fitted to it.
    pub fn open(config: &Config) -> Result<Self, EmbeddingError> {
        let model = Self::when_needed(config)?;
        model.embedder().map(Embedder::load).transpose()?;
        Ok(model)
    }

    /// The same, but what takes time and memory is loaded when something is first embedded.
    pub fn when_needed(config: &Config) -> Result<Self, EmbeddingError> {
        let mut model = Self::uncalibrated(config)?;
        let Some(embedder) = &model.embedder else {
            return Ok(model);
        };
        let Some(written) = embedder.calibration() else {
            tracing::warn!(
                model = embedder.name(),
                "nobody calibrated this model: words decide what is refused; `cargo run --release -p lab -- \
                 calibrate` in the repository fits the weights"
            );
            return Ok(model);
        };
        let broken = |reason| EmbeddingError::Broken {
            model: embedder.name().to_owned(),
            file: ModelFiles::CALIBRATION,
            reason,
        };
        let fitted: Calibration = written.parse().map_err(broken)?;
        model.meaning = Some(if embedder.is_read_calibrated() {
            fitted
        } else {
            tracing::warn!(
                "nobody calibrated the cross-encoder of embedding.reranker: it chooses what is quoted, and likeness \
                 decides what is refused; `cargo run --release -p lab -- calibrate --reading` in the repository fits \
                 the weights"
            );
            fitted.with_reading(ReadingWeights::unfitted())
        });
        Ok(model)
    }

    /// No model: words alone speak.
    pub fn of_words() -> Self {
        Self {
            embedder: None,
            meaning: None,
            words: Calibration::of_words(),
        }
    }

    /// The model of the settings without its weights, loaded when something is first embedded.
    pub fn uncalibrated(config: &Config) -> Result<Self, EmbeddingError> {
        let embedding = &config.embedding;
        if !embedding.enabled {
            return Ok(Self::of_words());
        }
        let is_named = |folder: &Path| !folder.as_os_str().is_empty();
        let mut files = if is_named(&embedding.model) {
            ModelFiles::read(&embedding.model)?
        } else {
            ModelFiles::bundled()?
        };
        if !config.answer.reranker {
            files = files.without_reranker();
        } else if is_named(&embedding.reranker) {
            files = files.with_cross_encoder(CrossEncoderFiles::read(&embedding.reranker)?);
        }
        Ok(Self {
            embedder: Some(Arc::new(Embedder::of(files)?)),
            ..Self::of_words()
        })
    }

    /// The embedding model.
    pub fn embedder(&self) -> Option<&Embedder> {
        self.embedder.as_deref()
    }

    /// The same model with other weights.
    #[must_use]
    pub fn with(&self, calibration: Calibration) -> Self {
        let is_meant = self.embedder.is_some();
        Self {
            embedder: self.embedder.clone(),
            meaning: is_meant.then(|| calibration.clone()),
            words: if is_meant {
                self.words.clone()
            } else {
                calibration
            },
        }
    }

    /// The weights of the embedding model.
    pub fn meaning(&self) -> Option<&Calibration> {
        self.meaning.as_ref()
    }

    /// The weights for what is read in statements; none where nothing can be read.
    pub fn reading(&self) -> Option<&ReadingWeights> {
        let can_read = self.embedder().is_some_and(Embedder::can_read);
        let meaning = self.meaning.as_ref().filter(|_| can_read);
        meaning.and_then(|meaning| meaning.reading.as_ref())
    }

    /// The weights where only words speak.
    pub fn words(&self) -> &Calibration {
        &self.words
    }

    /// The confidence in an answer with these features. Of few passages none can stand out, and what is read in the
    /// mean of their statements says little: there the likeness, fitted apart, must be as sure.
    pub(super) fn confidence(&self, features: &Features, by_meaning: bool) -> Confidence {
        let fitted = self.meaning.as_ref().filter(|_| by_meaning);
        let fitted = fitted.unwrap_or(&self.words);
        let alike = fitted.confidence.probability(features);
        let read = self.as_read(features, by_meaning, |reading| &reading.confidence);
        Confidence(match read {
            Some(read) if features.margin.is_nan() => read.min(alike),
            Some(read) => read,
            None => alike,
        })
    }

    /// The confidence that the first quote answers, where that in an answer is known: never above it, and the same
    /// where nothing is read.
    pub(super) fn confidence_in_first(
        &self,
        features: &Features,
        by_meaning: bool,
        answer: Confidence,
    ) -> Confidence {
        let first = self.as_read(features, by_meaning, |reading| &reading.first);
        first.map_or(answer, |first| Confidence(first.min(answer.0)))
    }

    /// The probability by some of the weights for what is read, if anything was and they are fitted.
    fn as_read(
        &self,
        features: &Features,
        by_meaning: bool,
        of: impl Fn(&ReadingWeights) -> &ConfidenceWeights,
    ) -> Option<f32> {
        let fitted = self.meaning.as_ref().filter(|_| by_meaning)?;
        let weights = of(fitted.reading.as_ref()?);
        let is_read = weights.is_fitted() && !features.says.is_nan();
        is_read.then(|| weights.probability(features))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_what_is_read_nothing_but_the_language_speaks_against_an_answer() {
        let model = Model::open(&Config::default()).unwrap();
        let reading = model.reading().unwrap();
        for weights in [&reading.confidence, &reading.first] {
            assert!(weights.is_fitted());
            for (name, weight) in &weights.weights {
                assert!(*weight >= 0.0 || name == "same_language", "{name}");
            }
        }
    }

    #[test]
    fn the_first_quote_is_never_surer_than_all() {
        let model = Model::open(&Config::default()).unwrap();
        let features = |says: f32, says_first: f32| Features {
            says,
            says_first,
            says_mean: -4.0,
            sentence: 0.83,
            sentence_margin: 0.05,
            margin: 3.0,
            late_worst: 0.4,
            same_language: 1.0,
            ..Features::default()
        };
        for says in [-6.0, -3.0, -1.0, 0.0, 2.0] {
            for behind in [0.0, 1.0, 4.0] {
                let features = features(says, says - behind);
                let any = model.confidence(&features, true);
                let first = model.confidence_in_first(&features, true, any);
                assert!(first <= any, "{says} {behind}: {first:?} {any:?}");
            }
        }
        // Where the first is not the one that says most, it alone is less sure.
        let of = |says_first| {
            let features = features(1.0, says_first);
            model.confidence_in_first(&features, true, Confidence(1.0))
        };
        assert!(of(-4.0) < of(1.0));
        // Where nothing is read there is one confidence.
        let unread = Features {
            says: f32::NAN,
            ..features(0.0, 0.0)
        };
        let any = model.confidence(&unread, true);
        assert_eq!(model.confidence_in_first(&unread, true, any), any);
    }
}
