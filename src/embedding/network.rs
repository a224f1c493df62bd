//! The network of a model: ids of tokens to vectors, run in the process.

use std::{borrow::Cow, fmt, sync::Arc};

use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool, Value, ValueOrView};
use rten_tensor::NdTensor;

use super::{
    EmbeddingError,
    folder::Bytes,
    workers::{Priority, Workers},
};

/// A network that is loaded, ready to be run on any number of threads.
pub(super) struct Network {
    model: Model,
    nodes: Nodes,
    workers: Workers,
}

/// The inputs and the output of the model.
struct Nodes {
    ids: NodeId,
    mask: NodeId,
    /// The input that tells which of two texts a token is of; some models ask for it.
    types: Option<NodeId>,
    hidden: NodeId,
}

impl Network {
    /// Reads `model.onnx`, with the weights that stand in files beside it, of these names.
    pub(super) fn load(model: Bytes, weights: Vec<(String, Bytes)>) -> Result<Self, String> {
        let model = load(model, weights)?;
        Ok(Self {
            nodes: Nodes::of(&model)?,
            model,
            workers: Workers::default(),
        })
    }

    /// The output of the network for the tokens of a text: one vector a token, one after the other.
    pub(super) fn hidden(
        &self,
        ids: &[u32],
        priority: Priority,
    ) -> Result<Vec<f32>, EmbeddingError> {
        self.workers.with(priority, |pool| self.run(ids, pool))
    }

    fn run(&self, ids: &[u32], pool: Arc<ThreadPool>) -> Result<Vec<f32>, EmbeddingError> {
        let input = |numbers: Vec<i32>| -> ValueOrView<'_> {
            Value::from(NdTensor::from_data([1, ids.len()], numbers)).into()
        };
        let numbers = ids.iter().map(|id| i32::try_from(*id).unwrap_or_default());
        let mut inputs = vec![
            (self.nodes.ids, input(numbers.collect())),
            (self.nodes.mask, input(vec![1; ids.len()])),
        ];
        let types = self
            .nodes
            .types
            .map(|node| (node, input(vec![0; ids.len()])));
        inputs.extend(types);
        let options = RunOptions::default().with_thread_pool(Some(pool));
        let failed = |error: &dyn fmt::Display| EmbeddingError::Failed(error.to_string());
        let [hidden] = self
            .model
            .run_n(inputs, [self.nodes.hidden], Some(options))
            .map_err(|error| failed(&error))?;
        let hidden: NdTensor<f32, 3> = hidden
            .try_into()
            .map_err(|_| failed(&"its output has not the form (text, token, dimension)"))?;
        Ok(hidden.into_data())
    }
}

impl Nodes {
    fn of(model: &Model) -> Result<Self, String> {
        let node = |name: &str| {
            let missing = |_| format!("it has no {name}");
            model.node_id(name).map_err(missing)
        };
        Ok(Self {
            ids: node("input_ids")?,
            mask: node("attention_mask")?,
            types: node("token_type_ids").ok(),
            hidden: node("last_hidden_state")?,
        })
    }
}

/// Reads a network, with the weights that stand in files beside it, of these names.
pub(super) fn load(model: Bytes, weights: Vec<(String, Bytes)>) -> Result<Model, String> {
    let mut options = ModelOptions::with_all_ops();
    options.prepack_weights(true);
    for (name, bytes) in weights {
        match bytes {
            Cow::Borrowed(bytes) => options.external_data_static(&name, bytes),
            Cow::Owned(bytes) => options.external_data(&name, bytes),
        };
    }
    match model {
        Cow::Borrowed(bytes) => options.load_static_slice(bytes),
        Cow::Owned(bytes) => options.load(bytes),
    }
    .map_err(|error| error.to_string())
}
