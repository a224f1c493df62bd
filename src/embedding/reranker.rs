//! The network that reads a question together with a statement: whether the one answers the other. That of the
//! bundled model has its vocabulary and its first layers, trained further by `tools/train_reranker.py`; any published
//! cross-encoder can take its place.

use std::{fmt, sync::Arc, thread};

use rten::{Model, NodeId, RunOptions, ThreadPool, Value, ValueOrView};
use rten_tensor::NdTensor;

use super::{
    CrossEncoderFiles, EmbeddingError, ModelFiles,
    cross_encoder::PairTokenizer,
    folder::Bytes,
    network::load,
    tokens::Tokenizer,
    workers::{Priority, Workers},
};

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
    input: Input,
    workers: Workers,
}

/// The tokenizer that question and statement go through.
enum Input {
    /// Each part cut to its own length, as the network of the bundled model was trained.
    Parts {
        tokenizer: Arc<Tokenizer>,
        begin: u32,
        end: u32,
    },
    /// By the tokenizer of a published model, which knows pairs.
    Pair(Box<PairTokenizer>),
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
    /// 1 for each token, where the network asks for it.
    mask: Option<NodeId>,
    /// 0 for the tokens of the question, 1 for those of the statement, where the network asks for it.
    types: Option<NodeId>,
    scores: NodeId,
}

impl Nodes {
    fn of(model: &Model, scores: &str) -> Result<Self, String> {
        let node = |name: &str| {
            let missing = |_| format!("it has no {name}");
            model.node_id(name).map_err(missing)
        };
        Ok(Self {
            ids: node("input_ids")?,
            mask: node("attention_mask").ok(),
            types: node("token_type_ids").ok(),
            scores: node(scores)?,
        })
    }
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
        let mark = |name: &str| {
            let id = tokenizer.number(name);
            id.ok_or_else(|| format!("the tokenizer has no {name}"))
        };
        Ok(Self {
            nodes: Nodes::of(&model, "scores")?,
            input: Input::Parts {
                begin: mark("<s>")?,
                end: mark("</s>")?,
                tokenizer,
            },
            model,
            workers: Workers::default(),
        })
    }

    /// Loads a published cross-encoder, and tries it; the error names the file.
    pub(super) fn load_cross_encoder(
        files: CrossEncoderFiles,
    ) -> Result<Self, (&'static str, String)> {
        let broken = |reason| (ModelFiles::NETWORK, reason);
        let tokenizer = PairTokenizer::of(&files.tokenizer, files.settings);
        let tokenizer = tokenizer.map_err(|reason| (ModelFiles::TOKENIZER, reason))?;
        let model = load(files.model, files.weights).map_err(broken)?;
        let reranker = Self {
            nodes: Nodes::of(&model, "logits").map_err(broken)?,
            input: Input::Pair(Box::new(tokenizer)),
            model,
            workers: Workers::default(),
        };
        let tried = reranker.read("?", &[("", ".")]);
        tried.map_err(|error| broken(error.to_string()))?;
        Ok(reranker)
    }

    /// Reads statements with a question, on two threads; each is given as what it is understood by, and its own
    /// words. An empty statement is read as nothing, and so is any where the question is empty.
    pub fn read(
        &self,
        question: &str,
        statements: &[(&str, &str)],
    ) -> Result<Vec<Option<Read>>, EmbeddingError> {
        let of = |(context, statement): &(&str, &str)| self.one(question, context, statement);
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
        question: &str,
        context: &str,
        statement: &str,
    ) -> Result<Option<Read>, EmbeddingError> {
        let (question, statement) = (cut(question), cut(statement));
        let (ids, types) = match &self.input {
            Input::Parts {
                tokenizer,
                begin,
                end,
            } => {
                let tokens = |text: &str| {
                    let encoded = tokenizer.encode(cut(text), false)?;
                    Ok::<_, EmbeddingError>(encoded.get_ids().to_vec())
                };
                let parts = [tokens(question)?, tokens(context)?, tokens(statement)?];
                let [asked, _, told] = &parts;
                if asked.is_empty() || told.is_empty() {
                    return Ok(None);
                }
                joined(&parts, *begin, *end)
            }
            Input::Pair(_) if question.trim().is_empty() || statement.trim().is_empty() => {
                return Ok(None);
            }
            Input::Pair(tokenizer) => tokenizer.encode(question, cut(context), statement)?,
        };
        let read = self
            .workers
            .with(Priority::Interactive, |pool| self.run(&ids, &types, pool));
        read.map(Some)
    }

    fn run(
        &self,
        ids: &[u32],
        types: &[u32],
        pool: Arc<ThreadPool>,
    ) -> Result<Read, EmbeddingError> {
        let input = |numbers: &[u32]| -> ValueOrView<'_> {
            let numbers = numbers
                .iter()
                .map(|id| i32::try_from(*id).unwrap_or_default());
            Value::from(NdTensor::from_data(
                [1, ids.len()],
                numbers.collect::<Vec<_>>(),
            ))
            .into()
        };
        let mut inputs = vec![(self.nodes.ids, input(ids))];
        let mask = self
            .nodes
            .mask
            .map(|node| (node, input(&vec![1; ids.len()])));
        let types = self.nodes.types.map(|node| (node, input(types)));
        inputs.extend(mask.into_iter().chain(types));
        let options = RunOptions::default().with_thread_pool(Some(pool));
        let failed = |error: &dyn fmt::Display| EmbeddingError::Failed(error.to_string());
        let [scores] = self
            .model
            .run_n(inputs, [self.nodes.scores], Some(options))
            .map_err(|error| failed(&error))?;
        let scores: NdTensor<f32, 2> = scores
            .try_into()
            .map_err(|_| failed(&"its output has not the form (statement, score)"))?;
        let is_own = matches!(self.input, Input::Parts { .. });
        match scores.into_data().as_slice() {
            [rank, says] if is_own => Ok(Read {
                rank: *rank,
                says: *says,
            }),
            // Published models have one score, or one for no and one for yes.
            [logit] if !is_own => Ok(Read::both(*logit)),
            [no, yes] if !is_own => Ok(Read::both(yes - no)),
            _ => Err(failed(&"its output is no score, or none that is known")),
        }
    }
}

impl Read {
    fn both(logit: f32) -> Self {
        Self {
            rank: logit,
            says: logit,
        }
    }
}

/// Leaves out what is too long to be even cut into tokens.
fn cut(text: &str) -> &str {
    text.get(..text.floor_char_boundary(MAX_BYTES))
        .unwrap_or(text)
}

/// The ids of question, context and statement with the marks between them, each cut to its length, and for each token
/// the text that it is of.
fn joined([asked, context, told]: &[Vec<u32>; 3], begin: u32, end: u32) -> (Vec<u32>, Vec<u32>) {
    let from = context.len().saturating_sub(OF_CONTEXT);
    let context = context.get(from..).unwrap_or_default();
    let asked = asked.iter().take(OF_QUESTION);
    let told = told.iter().take(OF_STATEMENT - context.len());
    let mut ids = vec![begin];
    ids.extend(asked);
    ids.push(end);
    let of_question = ids.len();
    ids.extend(context);
    ids.push(end);
    ids.extend(told);
    ids.push(end);
    let types = (0..ids.len()).map(|at| u32::from(at >= of_question));
    let types = types.collect();
    (ids, types)
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
