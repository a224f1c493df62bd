//! A model that is loaded, and what it makes of questions, passages and sentences.

use std::sync::Arc;

use tokenizers::Tokenizer;

use super::{
    EmbeddingError, ModelFiles, ModelId, ModelSettings, PassageToken, PassageVectors, Pooling,
    QuestionToken, QuestionVectors, Reranker, TokenBasis,
    basis::normalise,
    network::Network,
    tokens::{tokenizer, unknown, weights},
};
use crate::plural::counted;

/// No token of a text has more bytes, but for rare ones. What is behind the last token that the model
/// takes is cut off before the text is cut into tokens, which takes hundreds of bytes for each.
const BYTES_OF_A_TOKEN: usize = 32;

/// A model, ready to embed texts on any number of threads.
pub struct Embedder {
    id: ModelId,
    settings: ModelSettings,
    dimensions: usize,
    network: Network,
    tokenizer: Arc<Tokenizer>,
    /// How much each token says, by its id; empty if the tokenizer does not tell.
    weights: Vec<f32>,
    /// The token that stands for whatever the tokenizer does not know, if it has one.
    unknown: Option<u32>,
    basis: Option<TokenBasis>,
    reranker: Option<Reranker>,
    calibration: Option<String>,
}

/// A text as the model gives it back.
struct Run {
    /// One vector a token, one after the other.
    hidden: Vec<f32>,
    /// The ids of the tokens.
    ids: Vec<u32>,
    /// Which tokens are of the text proper, and not of what stands around it.
    proper: Vec<usize>,
    /// Where each of these begins in the text proper, in bytes.
    starts: Vec<usize>,
    /// How many characters of the text proper, without white space, tokens stand for.
    characters: usize,
    /// How many of these the tokenizer does not know.
    unknown: usize,
}

impl Run {
    /// Whether most of the text is in a script that the tokenizer does not know: such texts are all alike
    /// to the model.
    fn is_foreign(&self) -> bool {
        self.unknown * 2 > self.characters
    }
}

impl Embedder {
    /// Loads a model, and tries it.
    pub fn open(files: ModelFiles) -> Result<Self, EmbeddingError> {
        let label = files.label.clone();
        let broken = |file, reason: String| EmbeddingError::Broken {
            model: label.clone(),
            file,
            reason,
        };
        let settings: ModelSettings = match &files.settings {
            Some(text) => {
                toml::from_str(text).map_err(|error| broken("model.toml", error.to_string()))?
            }
            None => ModelSettings::default(),
        };
        let basis: Option<TokenBasis> = files
            .basis
            .map(|bytes| postcard::from_bytes(&bytes))
            .transpose()
            .map_err(|error| broken(ModelFiles::BASIS, error.to_string()))?;
        let tokenizer = tokenizer(&files.tokenizer, &settings)
            .map_err(|reason| broken("tokenizer.json", reason))?;
        let shared = files.reranker.as_ref().and(files.weights.clone());
        let network = Network::load(files.model, files.weights)
            .map_err(|reason| broken("model.onnx", reason))?;
        let mut embedder = Self {
            id: files.id,
            settings,
            dimensions: 0,
            weights: weights(&tokenizer),
            unknown: unknown(&tokenizer),
            network,
            tokenizer: Arc::new(tokenizer),
            basis: None,
            reranker: None,
            calibration: files.calibration,
        };
        let tried = embedder
            .run("", "", "?")
            .map_err(|error| broken("model.onnx", error.to_string()))?;
        embedder.dimensions = tried.hidden.len() / tried.ids.len().max(1);
        if let Some(basis) = basis {
            if !basis.fits(embedder.dimensions) {
                let dimensions = counted(embedder.dimensions, "dimension", "dimensions");
                let reason = format!("it is not for vectors of {dimensions}");
                return Err(broken(ModelFiles::BASIS, reason));
            }
            embedder.basis = Some(basis);
        }
        if let Some(reranker) = files.reranker {
            let tokenizer = Arc::clone(&embedder.tokenizer);
            let reranker = Reranker::load(reranker, shared, tokenizer);
            let reranker = reranker.map_err(|reason| broken(ModelFiles::RERANKER, reason))?;
            embedder.reranker = Some(reranker);
        }
        Ok(embedder)
    }

    /// Which model it is.
    pub fn id(&self) -> &ModelId {
        &self.id
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        &self.settings.name
    }

    /// How many numbers the vector of a text has.
    pub fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// How many numbers the vector of a token has; 0 if tokens have none.
    pub fn token_dimensions(&self) -> usize {
        self.basis.as_ref().map_or(0, TokenBasis::dimensions)
    }

    /// What reads a question with a statement, where the model has that.
    pub fn reranker(&self) -> Option<&Reranker> {
        self.reranker.as_ref()
    }

    /// The weights that were fitted to the model, as their file says them.
    pub fn calibration(&self) -> Option<&str> {
        self.calibration.as_deref()
    }

    /// Embeds a question.
    pub fn question(&self, text: &str) -> Result<QuestionVectors, EmbeddingError> {
        let run = self.run(&self.settings.query_prefix, "", text)?;
        let token = |(at, basis): (usize, &TokenBasis)| QuestionToken {
            vector: basis.of_question(self.row(&run, at)),
            weight: self.weight(&run, at),
        };
        let basis = self.basis.iter();
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
            vector: self.pooled(&run),
            tokens,
            token_length: known as f32 / run.proper.len().max(1) as f32,
        })
    }

    /// Embeds a passage; one that is foreign to the model is near nothing: no tokens, and a vector of
    /// zeros. `context` is read before it, so that it is understood, but its tokens are
    /// not the passage's.
    pub fn passage(&self, context: &str, text: &str) -> Result<PassageVectors, EmbeddingError> {
        let run = self.run(&self.settings.passage_prefix, context, text)?;
        if run.is_foreign() {
            return Ok(PassageVectors {
                tokens: Vec::new(),
                vector: vec![0.0; self.dimensions],
            });
        }
        let basis = self.basis.iter();
        let tokens = basis.flat_map(|basis| {
            let tokens = run.proper.iter().zip(&run.starts);
            tokens.map(|(at, start)| PassageToken {
                vector: basis.of_passage(self.row(&run, *at)),
                start: *start,
            })
        });
        Ok(PassageVectors {
            tokens: tokens.collect(),
            vector: self.pooled(&run),
        })
    }

    /// Embeds a sentence: a vector of length 1, or of zeros if it is foreign to the model.
    pub fn sentence(&self, text: &str) -> Result<Vec<f32>, EmbeddingError> {
        let run = self.run(&self.settings.passage_prefix, "", text)?;
        if run.is_foreign() {
            return Ok(vec![0.0; self.dimensions]);
        }
        Ok(self.pooled(&run))
    }

    /// The tokens of a passage or a question as the model gives them back, from which a basis is
    /// made.
    pub fn raw_tokens(
        &self,
        is_question: bool,
        context: &str,
        text: &str,
    ) -> Result<Vec<Vec<f32>>, EmbeddingError> {
        let prefix = if is_question {
            &self.settings.query_prefix
        } else {
            &self.settings.passage_prefix
        };
        let run = self.run(prefix, context, text)?;
        let rows = run.proper.iter().map(|at| self.row(&run, *at).to_vec());
        Ok(rows.collect())
    }

    fn row<'a>(&self, run: &'a Run, at: usize) -> &'a [f32] {
        let range = at * self.dimensions..(at + 1) * self.dimensions;
        run.hidden.get(range).unwrap_or_default()
    }

    fn weight(&self, run: &Run, at: usize) -> f32 {
        let id = run.ids.get(at).and_then(|id| usize::try_from(*id).ok());
        let weight = id.and_then(|id| self.weights.get(id));
        weight.copied().unwrap_or(1.0)
    }

    fn pooled(&self, run: &Run) -> Vec<f32> {
        let mut vector = vec![0.0; self.dimensions];
        let all = match self.settings.pooling {
            Pooling::Mean => usize::MAX,
            Pooling::First => 1,
        };
        for row in run.hidden.chunks_exact(self.dimensions.max(1)).take(all) {
            for (sum, x) in vector.iter_mut().zip(row) {
                *sum += x;
            }
        }
        normalise(&mut vector);
        vector
    }

    fn run(&self, prefix: &str, context: &str, text: &str) -> Result<Run, EmbeddingError> {
        let most = self.settings.max_tokens * BYTES_OF_A_TOKEN;
        let text = text.get(..text.floor_char_boundary(most)).unwrap_or(text);
        let whole = format!("{prefix}{context}{text}");
        let begin = prefix.len() + context.len();
        let encoded = self
            .tokenizer
            .encode(whole.as_str(), true)
            .map_err(|error| EmbeddingError::Failed(error.to_string()))?;
        let offsets = encoded.get_offsets().iter().enumerate();
        let (proper, starts) = offsets
            .filter(|(_, (from, to))| *from >= begin && to > from)
            .map(|(at, (from, _))| (at, from - begin))
            .unzip();
        let (mut characters, mut unknown) = (0, 0);
        for (id, (from, to)) in encoded.get_ids().iter().zip(encoded.get_offsets()) {
            let of_token = whole.get(*from.max(&begin)..*to).unwrap_or_default();
            let count = of_token.chars().filter(|c| !c.is_whitespace()).count();
            characters += count;
            if Some(*id) == self.unknown {
                unknown += count;
            }
        }
        Ok(Run {
            hidden: self.network.hidden(encoded.get_ids())?,
            ids: encoded.get_ids().to_vec(),
            proper,
            starts,
            characters,
            unknown,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn embedder() -> Embedder {
        Embedder::open(ModelFiles::bundled().unwrap()).unwrap()
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
