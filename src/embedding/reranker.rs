//! The network that reads a question with a statement: whether the one answers the other. It is given
//! the vectors of their tokens, which the index keeps and the question has anyway, so that it is small
//! and quick: `tools/train_reranker.py` made it.

use std::{borrow::Cow, fmt, sync::Arc};

use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool, Value, ValueOrView};
use rten_tensor::NdTensor;

use super::{EmbeddingError, QuestionToken, quantised::row, workers::Workers};

/// Longer questions and statements are cut to so many tokens.
const OF_QUESTION: usize = 32;
const OF_STATEMENT: usize = 56;

/// A network that is loaded.
pub struct Reranker {
    model: Model,
    nodes: Nodes,
    workers: Workers,
}

/// What is read in a statement.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Read {
    /// How well it answers; comparable within one question.
    pub rank: f32,
    /// Whether it answers: the logarithm of the odds.
    pub says: f32,
}

struct Nodes {
    question: NodeId,
    weight: NodeId,
    statement: NodeId,
    mask: NodeId,
    scores: NodeId,
}

impl Reranker {
    /// Reads `reranker.onnx`.
    pub(super) fn load(model: Cow<'static, [u8]>) -> Result<Self, String> {
        let options = ModelOptions::with_all_ops();
        let model = match model {
            Cow::Borrowed(bytes) => options.load_static_slice(bytes),
            Cow::Owned(bytes) => options.load(bytes),
        }
        .map_err(|error| error.to_string())?;
        let node = |name: &str| {
            let missing = |_| format!("it has no {name}");
            model.node_id(name).map_err(missing)
        };
        Ok(Self {
            nodes: Nodes {
                question: node("question")?,
                weight: node("weight")?,
                statement: node("statement")?,
                mask: node("mask")?,
                scores: node("scores")?,
            },
            model,
            workers: Workers::default(),
        })
    }

    /// Reads statements, each given as the rows of its tokens, with a question. A statement without tokens,
    /// and every one where the question has none, is read as nothing.
    pub fn read(
        &self,
        question: &[QuestionToken],
        statements: &[Vec<&[u8]>],
    ) -> Result<Vec<Option<Read>>, EmbeddingError> {
        let question = question.get(..OF_QUESTION).unwrap_or(question);
        let full: Vec<&Vec<&[u8]>> = statements.iter().filter(|of| !of.is_empty()).collect();
        if question.is_empty() || full.is_empty() {
            return Ok(vec![None; statements.len()]);
        }
        let read = self.workers.with(|pool| self.run(question, &full, pool))?;
        let mut read = read.into_iter();
        let of = |statement: &Vec<&[u8]>| (!statement.is_empty()).then(|| read.next()).flatten();
        Ok(statements.iter().map(of).collect())
    }

    fn run(
        &self,
        question: &[QuestionToken],
        statements: &[&Vec<&[u8]>],
        pool: Arc<ThreadPool>,
    ) -> Result<Vec<Read>, EmbeddingError> {
        let axes = question.first().map_or(0, |token| token.vector.len());
        let longest = statements.iter().map(|rows| rows.len().min(OF_STATEMENT));
        let (count, longest) = (statements.len(), longest.max().unwrap_or(0));
        let mut told = Vec::with_capacity(count * longest * axes);
        let mut mask = Vec::with_capacity(count * longest);
        for rows in statements {
            for at in 0..longest {
                let known = rows.get(at);
                mask.push(f32::from(u8::from(known.is_some())));
                let end = told.len() + axes;
                told.extend(known.into_iter().flat_map(|bytes| row(bytes)).take(axes));
                told.resize(end, 0.0);
            }
        }
        let asked = question
            .iter()
            .flat_map(|token| token.vector.iter().copied());
        let weights = question.iter().map(|token| token.weight);
        let one = question.len();
        let matrix = |form: [usize; 2], numbers: Vec<f32>| -> ValueOrView<'_> {
            Value::from(NdTensor::from_data(form, numbers)).into()
        };
        let cube = |form: [usize; 3], numbers: Vec<f32>| -> ValueOrView<'_> {
            Value::from(NdTensor::from_data(form, numbers)).into()
        };
        let inputs = vec![
            (self.nodes.question, cube([1, one, axes], asked.collect())),
            (self.nodes.weight, matrix([1, one], weights.collect())),
            (self.nodes.statement, cube([count, longest, axes], told)),
            (self.nodes.mask, matrix([count, longest], mask)),
        ];
        let options = RunOptions::default().with_thread_pool(Some(pool));
        let failed = |error: &dyn fmt::Display| EmbeddingError::Failed(error.to_string());
        let [scores] = self
            .model
            .run_n(inputs, [self.nodes.scores], Some(options))
            .map_err(|error| failed(&error))?;
        let scores: NdTensor<f32, 2> = scores
            .try_into()
            .map_err(|_| failed(&"its output has not the form (statement, score)"))?;
        let scores = scores.into_data();
        let pairs = scores.chunks_exact(2).map(|pair| Read {
            rank: pair.first().copied().unwrap_or(0.0),
            says: pair.last().copied().unwrap_or(0.0),
        });
        Ok(pairs.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Embedder, ModelFiles, write_row};

    fn rows(embedder: &Embedder, text: &str) -> Vec<Vec<u8>> {
        let tokens = embedder.passage("", text).unwrap().tokens.into_iter();
        tokens
            .map(|token| {
                let mut row = Vec::new();
                write_row(&token.vector, &mut row);
                row
            })
            .collect()
    }

    #[test]
    fn what_answers_says_more_and_is_read_alike_beside_others() {
        let embedder = Embedder::open(ModelFiles::bundled().unwrap()).unwrap();
        let reranker = embedder.reranker().unwrap();
        let question = embedder.question("Wie hoch ist der Mitgliedsbeitrag?");
        let question = question.unwrap().tokens;
        let texts = [
            "Der Mitgliedsbeitrag beträgt 40 Euro im Jahr.",
            "",
            "Die Versammlung wählt den Vorstand auf zwei Jahre, und zwar in geheimer Wahl.",
        ];
        let rows: Vec<_> = texts.iter().map(|text| rows(&embedder, text)).collect();
        let statements: Vec<Vec<&[u8]>> = rows
            .iter()
            .map(|rows| rows.iter().map(Vec::as_slice).collect())
            .collect();
        let read = reranker.read(&question, &statements).unwrap();
        let [Some(answer), None, Some(other)] = read[..] else {
            panic!("{read:?}");
        };
        assert!(answer.rank > other.rank && answer.says > other.says);
        let alone = reranker.read(&question, &statements[..1]).unwrap();
        assert!((alone[0].unwrap().says - answer.says).abs() < 1e-3);
        assert_eq!(reranker.read(&[], &statements).unwrap(), [None; 3]);
    }
}
