//! Files of questions: one JSON object a line.

use std::{fs, path::Path};

use anyhow::Context;
use serde::Deserialize;

/// A question and what answers it.
#[derive(Clone, Debug, Deserialize)]
pub struct KnownQuestion {
    /// Its name, the same in every language.
    pub id: String,
    /// The language of the question.
    #[serde(default)]
    pub lang: String,
    /// The question.
    #[serde(rename = "question")]
    pub text: String,
    /// The places that answer it, any of them; empty if the corpus does not say it.
    pub expect: Vec<Expected>,
    /// The reply that should be given, where that is measured.
    #[serde(default)]
    pub reply: Option<Reply>,
    /// The reason why the bot should speak for itself.
    #[serde(default)]
    pub own: Option<String>,
    /// The subject that was asked for of the report as a whole.
    #[serde(default)]
    pub about: Option<String>,
    /// The places that should be said to be nowhere.
    #[serde(default)]
    pub missing: Vec<String>,
}

/// A place that answers a question.
#[derive(Clone, Debug, Deserialize)]
pub struct Expected {
    /// Id of the document.
    pub document: String,
    /// Position of the paragraph, from 1.
    pub paragraph: Option<usize>,
    /// Number of the section.
    pub section: Option<String>,
    /// Words that the quote must show.
    #[serde(default)]
    pub text: String,
    /// Words of the sentence that should be set in bold.
    #[serde(default)]
    pub bold: String,
}

/// The reply that should be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// A quote: one of those that are expected, first.
    Quote,
    /// Words of the bot's own; `own` says why.
    Own,
    /// The report's own words about itself; `about` says what was asked for.
    About,
    /// The text that stands in a place; `missing` says what is nowhere.
    Place,
    /// That there is no such place.
    NoPlace,
    /// That something is mentioned.
    Mention,
    /// That the documents do not say it.
    Refusal,
}

impl Reply {
    /// Whether such a question is answered from a ranking.
    pub fn is_ranked(self) -> bool {
        matches!(self, Self::Quote | Self::Refusal)
    }
}

/// The questions of a file; only those in `lang`, where one is named.
pub fn read(path: &Path, lang: Option<&str>) -> anyhow::Result<Vec<KnownQuestion>> {
    let text =
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty());
    let mut questions: Vec<KnownQuestion> = lines
        .map(|(index, line)| {
            serde_json::from_str(line).with_context(|| {
                format!("{}:{}: not a question in JSON", path.display(), index + 1)
            })
        })
        .collect::<anyhow::Result<_>>()?;
    questions.retain(|question| lang.is_none_or(|lang| question.lang == lang));
    anyhow::ensure!(!questions.is_empty(), "{} has no questions", path.display());
    Ok(questions)
}
