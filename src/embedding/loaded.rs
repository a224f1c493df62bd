//! The parts of a model that take time and memory to load: its networks, its tokenizer, and what goes with them.

use std::sync::Arc;

use super::{
    EmbeddingError, ModelFiles, ModelSettings, Pooling, Reranker, TokenBasis,
    basis::normalise,
    files::{HeavyFiles, RerankerFiles},
    network::Network,
    tokens::Tokenizer,
    workers::Priority,
};
use crate::plural::counted;

/// No token of a text has more bytes, but for rare ones. What is behind the last token that the model
/// takes is cut off before the text is cut into tokens, which takes hundreds of bytes for each.
const BYTES_OF_A_TOKEN: usize = 32;

/// A model that is loaded.
pub(super) struct Loaded {
    pub(super) dimensions: usize,
    pub(super) basis: Option<TokenBasis>,
    pub(super) reranker: Option<Reranker>,
    network: Network,
    tokenizer: Arc<Tokenizer>,
    settings: ModelSettings,
    /// The weight of each token, by its id; empty if the tokenizer does not tell.
    weights: Vec<f32>,
    /// The token that stands for whatever the tokenizer does not know, if it has one.
    unknown: Option<u32>,
}

/// The file of a model that cannot be used, and the reason.
#[derive(Clone, Debug)]
pub(super) struct Broken {
    /// The folder, where it is not that of the embedding model.
    pub(super) folder: Option<String>,
    pub(super) file: &'static str,
    pub(super) reason: String,
}

/// A text as the model gives it back.
pub(super) struct Run {
    /// One vector a token, one after the other.
    pub(super) hidden: Vec<f32>,
    /// The ids of the tokens.
    ids: Vec<u32>,
    /// The positions of the tokens that are of the text proper, and not of what stands around it.
    pub(super) proper: Vec<usize>,
    /// The place in the text proper at which each of these begins, in bytes.
    pub(super) starts: Vec<usize>,
    /// The number of characters of the text proper, without white space, that tokens stand for.
    pub(super) characters: usize,
    /// The number of these that the tokenizer does not know.
    pub(super) unknown: usize,
}

impl Run {
    /// Whether most of the text is in a script that the tokenizer does not know: such texts are all alike
    /// to the model.
    pub(super) fn is_foreign(&self) -> bool {
        self.unknown * 2 > self.characters
    }
}

impl Loaded {
    /// Loads a model, and tries it.
    pub(super) fn of(files: HeavyFiles, settings: &ModelSettings) -> Result<Self, Broken> {
        let broken = |file| {
            move |reason: String| Broken {
                folder: None,
                file,
                reason,
            }
        };
        let tokenizer =
            Tokenizer::read(&files.tokenizer, settings).map_err(broken(ModelFiles::TOKENIZER))?;
        let basis: Option<TokenBasis> = files
            .basis
            .map(|bytes| postcard::from_bytes(&bytes))
            .transpose()
            .map_err(|error| error.to_string())
            .map_err(broken(ModelFiles::BASIS))?;
        let shared = matches!(files.reranker, Some(RerankerFiles::OfModel(_)));
        let shared = shared.then(|| files.weights.clone());
        let mut loaded = Self {
            dimensions: 0,
            basis: None,
            reranker: None,
            network: Network::load(files.model, files.weights)
                .map_err(broken(ModelFiles::NETWORK))?,
            weights: tokenizer.weights(),
            unknown: tokenizer.unknown(),
            tokenizer: Arc::new(tokenizer),
            settings: settings.clone(),
        };
        let tried = loaded
            .run("", "", "?", Priority::Interactive)
            .map_err(|error| error.to_string())
            .map_err(broken(ModelFiles::NETWORK))?;
        loaded.dimensions = tried.hidden.len() / tried.ids.len().max(1);
        if let Some(basis) = basis {
            if !basis.fits(loaded.dimensions) {
                let dimensions = counted(loaded.dimensions, "dimension", "dimensions");
                let reason = format!("it is not for vectors of {dimensions}");
                return Err(broken(ModelFiles::BASIS)(reason));
            }
            loaded.basis = Some(basis);
        }
        loaded.reranker = match files.reranker {
            Some(RerankerFiles::OfModel(network)) => {
                let tokenizer = Arc::clone(&loaded.tokenizer);
                let reranker = Reranker::load(network, shared.unwrap_or_default(), tokenizer);
                Some(reranker.map_err(broken(ModelFiles::RERANKER))?)
            }
            Some(RerankerFiles::CrossEncoder(files)) => {
                let folder = Some(files.label.clone());
                let broken = |(file, reason)| Broken {
                    folder,
                    file,
                    reason,
                };
                Some(Reranker::load_cross_encoder(*files).map_err(broken)?)
            }
            None => None,
        };
        Ok(loaded)
    }

    pub(super) fn row<'a>(&self, run: &'a Run, at: usize) -> &'a [f32] {
        let range = at * self.dimensions..(at + 1) * self.dimensions;
        run.hidden.get(range).unwrap_or_default()
    }

    pub(super) fn weight(&self, run: &Run, at: usize) -> f32 {
        let id = run.ids.get(at).and_then(|id| usize::try_from(*id).ok());
        let weight = id.and_then(|id| self.weights.get(id));
        weight.copied().unwrap_or(1.0)
    }

    pub(super) fn pooled(&self, run: &Run) -> Vec<f32> {
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

    pub(super) fn run(
        &self,
        prefix: &str,
        context: &str,
        text: &str,
        priority: Priority,
    ) -> Result<Run, EmbeddingError> {
        let most = self.settings.max_tokens * BYTES_OF_A_TOKEN;
        let text = text.get(..text.floor_char_boundary(most)).unwrap_or(text);
        let whole = format!("{prefix}{context}{text}");
        let begin = prefix.len() + context.len();
        let encoded = self.tokenizer.encode(&whole, true)?;
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
            hidden: self.network.hidden(encoded.get_ids(), priority)?,
            ids: encoded.get_ids().to_vec(),
            proper,
            starts,
            characters,
            unknown,
        })
    }
}
