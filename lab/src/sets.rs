//! The corpora that questions are asked of.

use std::path::Path;

use fundstelle::{
    answer::Model, app::App, config::Config, corpus::DocumentReader, exam::Set, index::Embeds,
};

/// Opens the corpora of sets, each written `CORPUS=QUESTIONS`, with an index of all that is in them.
pub(crate) fn open(written: &[String], config: &Config, model: &Model) -> anyhow::Result<Vec<Set>> {
    let open = |corpus: &Path| {
        let mut config = config.clone();
        corpus.clone_into(&mut config.corpus.folder);
        let reader = DocumentReader::in_process();
        let opened = App::open_with(&config, model.clone(), reader, Embeds::AtOnce, &())?;
        match opened.stale {
            Some(stale) => Err(stale.into()),
            None => Ok(opened.app),
        }
    };
    written
        .iter()
        .map(|set| Set::read(set, None, open))
        .collect()
}
