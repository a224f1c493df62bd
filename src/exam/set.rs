//! A corpus with questions about it, written `CORPUS=QUESTIONS`.

use std::path::{Path, PathBuf};

use anyhow::Context;

use super::questions::{KnownQuestion, read};
use crate::app::App;

/// A corpus and questions about it.
pub struct Set {
    /// The file of the questions.
    pub file: PathBuf,
    /// The app that answers from the corpus.
    pub app: App,
    /// The questions.
    pub questions: Vec<KnownQuestion>,
}

impl Set {
    /// Reads the questions of a set that is written as `CORPUS=QUESTIONS`, with those in `lang` alone where one is
    /// named; `open` opens the folder of the corpus.
    pub fn read(
        written: &str,
        lang: Option<&str>,
        open: impl FnOnce(&Path) -> anyhow::Result<App>,
    ) -> anyhow::Result<Self> {
        let (corpus, file) = written
            .split_once('=')
            .with_context(|| format!("{written:?} is not a set; write CORPUS=QUESTIONS"))?;
        let file = PathBuf::from(file);
        Ok(Self {
            app: open(Path::new(corpus))?,
            questions: read(&file, lang)?,
            file,
        })
    }

    /// The name that it has in output: its file of questions, as it was written.
    pub fn name(&self) -> String {
        self.file.display().to_string()
    }
}
