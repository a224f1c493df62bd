//! The network that reads a question together with a statement: whether the one answers the other. It has
//! the vocabulary and the first layers of the embedding model, trained further by `tools/train_reranker.py`.

use std::{fmt, sync::Arc, thread};

use rten::{Model, NodeId, RunOptions, ThreadPool, Value, ValueOrView};
use rten_tensor::NdTensor;

use super::{EmbeddingError, files::Bytes, network::load, tokens::Tokenizer, workers::Workers};

/// Of a question, so many tokens are read.
const OF_QUESTION: usize = 36;
/// Of what a statement is understood by, the last ones.
const OF_CONTEXT: usize = 24;
/// Of both, the context and the statement.
const OF_STATEMENT: usize = 80;
/// Text behind these bytes is not even cut into tokens.
const MAX_BYTES: usize = 2_000;

/// A network that is loaded.
pub struct Reranker {
    model: Model,
    nodes: Nodes,
    tokenizer: Arc<Tokenizer>,
    begin: u32,
    end: u32,
    workers: Workers,
}

/// The reading of a statement.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Read {
    /// The score for how well it answers; comparable within one question.
    pub rank: f32,
    /// Whether it answers: the logarithm of the odds.
    pub says: f32,
}

struct Nodes {
    ids: NodeId,
    /// 0 for the tokens of the question, 1 for those of the statement.
    types: NodeId,
    scores: NodeId,
}

impl Reranker {
    /// Reads `reranker.onnx`, which takes the vectors of words from the weights of the embedding model, and the
    /// rest from its own: files of these names.
    pub(super) fn load(
        model: Bytes,
        weights: Vec<(String, Bytes)>,
        tokenizer: Arc<Tokenizer>,
    ) -> Result<Self, String> {
        let model = load(model, weights)?;
        let node = |name: &str| {
            let missing = |_| format!("it has no {name}");
            model.node_id(name).map_err(missing)
        };
        let mark = |name: &str| {
            let id = tokenizer.number(name);
            id.ok_or_else(|| format!("the tokenizer has no {name}"))
        };
        Ok(Self {
            nodes: Nodes {
                ids: node("input_ids")?,
                types: node("token_type_ids")?,
                scores: node("scores")?,
            },
            begin: mark("<s>")?,
            end: mark("</s>")?,
            model,
            tokenizer,
            workers: Workers::default(),
        })
    }

    /// Reads statements with a question, on two threads; each is given as what it is understood by, and its own
    /// words. An empty statement is read as nothing, and so is any where the question is empty.
    pub fn read(
        &self,
        question: &str,
        statements: &[(&str, &str)],
    ) -> Result<Vec<Option<Read>>, EmbeddingError> {
        let mut asked = self.tokens(question)?;
        asked.truncate(OF_QUESTION);
        let of = |(context, statement): &(&str, &str)| self.one(&asked, context, statement);
        let (here, there) = statements.split_at(statements.len().div_ceil(2));
        let all = |some: &[(&str, &str)]| some.iter().map(of).collect::<Result<Vec<_>, _>>();
        thread::scope(|scope| {
            let failed =
                |why: &str| EmbeddingError::Failed(format!("reading on two threads: {why}"));
            let other = thread::Builder::new().spawn_scoped(scope, || all(there));
            let other = other.map_err(|error| failed(&error.to_string()))?;
            let mut read = all(here)?;
            read.extend(other.join().map_err(|_| failed("one of them ended"))??);
            Ok(read)
        })
    }

    fn one(
        &self,
        asked: &[u32],
        context: &str,
        statement: &str,
    ) -> Result<Option<Read>, EmbeddingError> {
        let context = self.tokens(context)?;
        let mut told = self.tokens(statement)?;
        if asked.is_empty() || told.is_empty() {
            return Ok(None);
        }
        let begin = context.len().saturating_sub(OF_CONTEXT);
        let context = context.get(begin..).unwrap_or_default();
        told.truncate(OF_STATEMENT - context.len());
        let mut ids = vec![self.begin];
        ids.extend(asked);
        ids.push(self.end);
        let of_question = ids.len();
        ids.extend(context);
        ids.push(self.end);
        ids.extend(told);
        ids.push(self.end);
        let read = self.workers.with(|pool| self.run(&ids, of_question, pool));
        read.map(Some)
    }

    fn tokens(&self, text: &str) -> Result<Vec<u32>, EmbeddingError> {
        let text = text.get(..text.floor_char_boundary(MAX_BYTES));
        let encoded = self.tokenizer.encode(text.unwrap_or_default(), false)?;
        Ok(encoded.get_ids().to_vec())
    }

    fn run(
        &self,
        ids: &[u32],
        of_question: usize,
        pool: Arc<ThreadPool>,
    ) -> Result<Read, EmbeddingError> {
        let input = |numbers: Vec<i32>| -> ValueOrView<'_> {
            Value::from(NdTensor::from_data([1, ids.len()], numbers)).into()
        };
        let numbers = ids.iter().map(|id| i32::try_from(*id).unwrap_or_default());
        let types = (0..ids.len()).map(|at| i32::from(at >= of_question));
        let inputs = vec![
            (self.nodes.ids, input(numbers.collect())),
            (self.nodes.types, input(types.collect())),
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
        match scores.into_data().as_slice() {
            [rank, says] => Ok(Read {
                rank: *rank,
                says: *says,
            }),
            _ => Err(failed(&"its output is not a rank and the odds")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Embedder, ModelFiles};

    #[test]
    fn what_answers_says_more_and_is_read_alike_beside_others() {
        let embedder = Embedder::of(ModelFiles::bundled().unwrap()).unwrap();
        let reranker = embedder.reranker().unwrap().unwrap();
        let question = "Wie hoch ist der Mitgliedsbeitrag?";
        let statements = [
            ("Satzung", "Der Mitgliedsbeitrag beträgt 40 Euro im Jahr."),
            ("Satzung", ""),
            (
                "Satzung",
                "Die Versammlung wählt den Vorstand in geheimer Wahl.",
            ),
        ];
        let read = reranker.read(question, &statements).unwrap();
        let [Some(answer), None, Some(other)] = read[..] else {
            panic!("{read:?}");
        };
        assert!(answer.rank > other.rank && answer.says > other.says);
        assert_eq!(
            reranker.read(question, &statements[..1]).unwrap(),
            read[..1]
        );
        assert_eq!(reranker.read("", &statements).unwrap(), [None; 3]);
        assert_eq!(reranker.read(question, &[]).unwrap(), []);
    }

    #[test]
    fn of_what_is_too_long_the_end_is_left_out() {
        let embedder = Embedder::of(ModelFiles::bundled().unwrap()).unwrap();
        let reranker = embedder.reranker().unwrap().unwrap();
        let long = "Der Beitrag beträgt 40 Euro. ".repeat(10_000);
        let read = reranker.read(&long, &[(&long, &long)]).unwrap();
        assert!(read[0].is_some_and(|read| read.says.is_finite() && read.rank.is_finite()));
    }
}
