//! A model, and what it makes of questions, passages and sentences.

use std::sync::LazyLock;

use super::{
    EmbeddingError, ModelFiles, ModelId, ModelSettings, PassageToken, PassageVectors,
    QuestionToken, QuestionVectors, Reranker, TokenBasis,
    loaded::{Broken, Loaded},
    workers::Priority,
};

/// A model that embeds texts on any number of threads. What takes time and memory is loaded when it is first
/// needed.
pub struct Embedder {
    id: ModelId,
    /// The name of the model, for messages.
    label: String,
    settings: ModelSettings,
    calibration: Option<String>,
    can_read: bool,
    is_read_calibrated: bool,
    loaded: LazyLock<Result<Loaded, Broken>, Load>,
}

type Load = Box<dyn FnOnce() -> Result<Loaded, Broken> + Send>;

impl Embedder {
    /// Takes a model, of which nothing but the settings is looked at yet.
    pub fn of(files: ModelFiles) -> Result<Self, EmbeddingError> {
        let settings: ModelSettings = match &files.settings {
            Some(text) => toml::from_str(text).map_err(|error| EmbeddingError::Broken {
                model: files.label.clone(),
                file: ModelFiles::SETTINGS,
                reason: error.to_string(),
            })?,
            None => ModelSettings::default(),
        };
        let (heavy, wanted) = (files.heavy, settings.clone());
        Ok(Self {
            id: files.id,
            label: files.label,
            settings,
            calibration: files.calibration,
            is_read_calibrated: files.is_read_calibrated,
            can_read: heavy.reranker.is_some(),
            loaded: LazyLock::new(Box::new(move || Loaded::of(heavy, &wanted))),
        })
    }

    /// Loads what is not loaded yet, and tries it.
    pub fn load(&self) -> Result<(), EmbeddingError> {
        self.loaded().map(|_| ())
    }

    fn loaded(&self) -> Result<&Loaded, EmbeddingError> {
        self.loaded.as_ref().map_err(|broken| {
            let Broken {
                folder,
                file,
                reason,
            } = broken.clone();
            EmbeddingError::Broken {
                model: folder.unwrap_or_else(|| self.label.clone()),
                file,
                reason,
            }
        })
    }

    /// The identity of the model.
    pub fn id(&self) -> &ModelId {
        &self.id
    }

    /// The name of the model.
    pub fn name(&self) -> &str {
        &self.settings.name
    }

    /// The number of dimensions of the vector of a text.
    pub fn dimensions(&self) -> Result<usize, EmbeddingError> {
        Ok(self.loaded()?.dimensions)
    }

    /// The number of dimensions of the vector of a token; 0 if tokens have no vectors.
    pub fn token_dimensions(&self) -> Result<usize, EmbeddingError> {
        let basis = self.loaded()?.basis.as_ref();
        Ok(basis.map_or(0, TokenBasis::dimensions))
    }

    /// Whether it has what reads a question with a statement.
    pub fn can_read(&self) -> bool {
        self.can_read
    }

    /// The network that reads a question with a statement, where the model has one.
    pub fn reranker(&self) -> Result<Option<&Reranker>, EmbeddingError> {
        Ok(self.loaded()?.reranker.as_ref())
    }

    /// The weights that were fitted to the model, as their file says them.
    pub fn calibration(&self) -> Option<&str> {
        self.calibration.as_deref()
    }

    /// Whether these were fitted with the network that reads statements, too.
    pub fn is_read_calibrated(&self) -> bool {
        self.is_read_calibrated
    }

    /// Embeds a question.
    pub fn question(&self, text: &str) -> Result<QuestionVectors, EmbeddingError> {
        let loaded = self.loaded()?;
        let run = loaded.run(&self.settings.query_prefix, "", text, Priority::Interactive)?;
        let token = |(at, basis): (usize, &TokenBasis)| QuestionToken {
            vector: basis.of_question(loaded.row(&run, at)),
            weight: loaded.weight(&run, at),
        };
        let basis = loaded.basis.iter();
        let mut tokens: Vec<QuestionToken> = basis
            .flat_map(|basis| run.proper.iter().map(move |at| (*at, basis)))
            .map(token)
            .collect();
        let total: f32 = tokens.iter().map(|token| token.weight).sum();
        for token in &mut tokens {
            token.weight /= total;
        }
        let known = run.characters.saturating_sub(run.unknown);
        Ok(QuestionVectors {
            vector: loaded.pooled(&run),
            tokens,
            token_length: known as f32 / run.proper.len().max(1) as f32,
        })
    }

    /// Embeds a passage; one that is foreign to the model is near nothing: no tokens, and a vector of
    /// zeros. `context` is read before it, so that it is understood, but its tokens are
    /// not the passage's.
    pub fn passage(&self, context: &str, text: &str) -> Result<PassageVectors, EmbeddingError> {
        let loaded = self.loaded()?;
        let run = loaded.run(
            &self.settings.passage_prefix,
            context,
            text,
            Priority::Background,
        )?;
        if run.is_foreign() {
            return Ok(PassageVectors {
                tokens: Vec::new(),
                vector: vec![0.0; loaded.dimensions],
            });
        }
        let basis = loaded.basis.iter();
        let tokens = basis.flat_map(|basis| {
            let tokens = run.proper.iter().zip(&run.starts);
            tokens.map(|(at, start)| PassageToken {
                vector: basis.of_passage(loaded.row(&run, *at)),
                start: *start,
            })
        });
        Ok(PassageVectors {
            tokens: tokens.collect(),
            vector: loaded.pooled(&run),
        })
    }

    /// Embeds a sentence: a vector of length 1, or of zeros if it is foreign to the model.
    pub fn sentence(&self, text: &str) -> Result<Vec<f32>, EmbeddingError> {
        let loaded = self.loaded()?;
        let run = loaded.run(
            &self.settings.passage_prefix,
            "",
            text,
            Priority::Background,
        )?;
        if run.is_foreign() {
            return Ok(vec![0.0; loaded.dimensions]);
        }
        Ok(loaded.pooled(&run))
    }

    /// The tokens of a passage or a question as the model gives them back, from which a basis is
    /// made.
    pub fn raw_tokens(
        &self,
        is_question: bool,
        context: &str,
        text: &str,
    ) -> Result<Vec<Vec<f32>>, EmbeddingError> {
        let loaded = self.loaded()?;
        let prefix = if is_question {
            &self.settings.query_prefix
        } else {
            &self.settings.passage_prefix
        };
        let run = loaded.run(prefix, context, text, Priority::Background)?;
        let rows = run.proper.iter().map(|at| loaded.row(&run, *at).to_vec());
        Ok(rows.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn embedder() -> Embedder {
        Embedder::of(ModelFiles::bundled().unwrap()).unwrap()
    }

    /// The numbers of the same model in another runtime (onnxruntime).
    #[test]
    fn the_vector_of_a_question_is_that_of_other_runtimes() {
        let question = "Wie viele Punkte gab die Verteidigung der Panthers ab?";
        let vector = embedder().question(question).unwrap().vector;
        let expected = [
            0.090_270_1,
            -0.056_499_98,
            -0.012_002_65,
            -0.052_503_19,
            0.042_833_56,
        ];
        for (is, should) in vector.iter().zip(expected) {
            assert!((is - should).abs() < 1e-3, "{is} is not {should}");
        }
        let length: f32 = vector.iter().map(|x| x * x).sum();
        assert!((length - 1.0).abs() < 1e-4);
    }

    #[test]
    fn tokens_are_those_of_the_text_and_rare_ones_weigh_more() {
        let embedder = embedder();
        let passage = embedder.passage("Der Hafen. ", "Die Kaimauer.").unwrap();
        let starts: Vec<usize> = passage.tokens.iter().map(|token| token.start).collect();
        assert_eq!(starts.first(), Some(&0));
        assert!(starts.iter().all(|start| *start < "Die Kaimauer.".len()));
        let question = embedder.question("Die Kaimauer").unwrap();
        let (first, last) = (&question.tokens[0], question.tokens.last().unwrap());
        assert!(first.weight < last.weight);
        assert!((question.tokens.iter().map(|t| t.weight).sum::<f32>() - 1.0).abs() < 1e-5);
        assert!(question.is_understood());
        assert!(
            !embedder
                .question("Когда построили мост?")
                .unwrap()
                .is_understood()
        );
        assert!(!embedder.question("").unwrap().is_understood());
    }
}
