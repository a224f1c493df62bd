//! Corpora with questions about them, as `eval` and `calibrate` take them: `--set CORPUS=QUESTIONS`.

use std::path::PathBuf;

use anyhow::Context;

use super::{
    ask,
    eval::questions::{self, Question},
    progress::Announced,
};
use crate::{answer::Model, app::App, config::Config, index::Embeds};

/// A corpus and questions about it.
pub(super) struct Set {
    /// The file of the questions.
    pub(super) file: PathBuf,
    /// The app that answers from the corpus.
    pub(super) app: App,
    /// The questions.
    pub(super) questions: Vec<Question>,
}

impl Set {
    /// The name that it has in output: its file of questions, as it was written.
    pub(super) fn name(&self) -> String {
        self.file.display().to_string()
    }
}

/// Opens the sets, each of which is written as `CORPUS=QUESTIONS`; with the questions in `lang` alone, where
/// one is named.
pub(super) fn open(
    sets: &[String],
    lang: Option<&str>,
    model: &Model,
    config: &Config,
) -> anyhow::Result<Vec<Set>> {
    let reader = ask::document_reader(config)?;
    let open = |set: &String| {
        let (corpus, file) = set
            .split_once('=')
            .with_context(|| format!("{set:?} is not a set; write CORPUS=QUESTIONS"))?;
        let mut config = config.clone();
        config.corpus.folder = PathBuf::from(corpus);
        let file = PathBuf::from(file);
        let (model, reader) = (model.clone(), reader.clone());
        let opened = App::open_with(&config, model, reader, Embeds::AtOnce, &Announced::new())?;
        Ok(Set {
            app: ask::report_opened(opened)?,
            questions: questions::read(&file, lang)?,
            file,
        })
    };
    sets.iter().map(open).collect()
}
