//! `calibrate`: weights fitted to questions whose answers are known. Everything that is printed is
//! cross-validated: weights are judged on questions that they were not fitted to.

mod basis;
mod confidence;
mod contest;
mod ranking;
mod statement;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    ops::Deref,
    path::PathBuf,
};

use anyhow::Context;

use super::{
    ANSWERED, Output, args, ask,
    eval::questions::{self, Question},
    progress::Bar,
};
use crate::{
    answer::{Calibration, ConfidenceWeights, Model, RankingWeights},
    app::App,
    config::Config,
    embedding::ModelFiles,
};

/// Questions are dealt to this many parts; each is judged by weights fitted to the others.
const FOLDS: usize = 5;

/// A corpus and questions about it.
struct Set {
    name: String,
    app: App,
    questions: Vec<Asked>,
}

/// A question, and how much it counts.
struct Asked {
    question: Question,
    /// One over the number of sets that have it: the same question in other languages counts once.
    weight: f64,
}

impl Deref for Asked {
    type Target = Question;

    fn deref(&self) -> &Question {
        &self.question
    }
}

pub(super) fn run(
    args: &args::Calibrate,
    config: &Config,
    output: &mut Output,
) -> anyhow::Result<u8> {
    let mut sets = open(args, config)?;
    if args.basis {
        let file = args.out.join(ModelFiles::BASIS);
        let (bytes, kept) = basis::make(&sets)?;
        fs::write(&file, bytes).with_context(|| format!("cannot write {}", file.display()))?;
        output.line(&format!(
            "{}: keeps {kept:.3} of the variance",
            file.display()
        ));
        return Ok(ANSWERED);
    }
    let by_meaning = config.embedding.enabled;
    let known = Model::open(&config.embedding).ok();
    let known = known.as_ref().and_then(Model::meaning);
    let ranking = match known.filter(|_| args.keep_ranking) {
        Some(known) => known.ranking,
        None if by_meaning => ranking::fit(&sets, output)?,
        None => RankingWeights {
            words: 1.0,
            ..RankingWeights::default()
        },
    };
    let mut weights = Calibration::new(ranking, ConfidenceWeights::default());
    weigh(&mut sets, &weights);
    if by_meaning {
        weights.statement = statement::fit(&sets, output)?;
        weigh(&mut sets, &weights);
    }
    weights.confidence = confidence::fit(&sets, by_meaning, output)?;
    let file = args.out.join(ModelFiles::CALIBRATION);
    let text = toml::to_string(&weights)?;
    let text =
        format!("# Made by `fundstelle calibrate`; docs/quality.md says from what.\n\n{text}");
    fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
    output.line(&format!("wrote {}", file.display()));
    Ok(ANSWERED)
}

fn weigh(sets: &mut [Set], weights: &Calibration) {
    for set in sets {
        set.app = set.app.clone().with_weights(weights.clone());
    }
}

fn open(args: &args::Calibrate, config: &Config) -> anyhow::Result<Vec<Set>> {
    let reader = ask::document_reader(config)?;
    let open = |set: &String| {
        let (corpus, file) = set
            .split_once('=')
            .with_context(|| format!("{set:?} is not a set; write CORPUS=QUESTIONS"))?;
        let mut config = config.clone();
        config.corpus.folder = PathBuf::from(corpus);
        let file = PathBuf::from(file);
        // Old weights may be of another version.
        let model = Model::uncalibrated(&config.embedding)?;
        Ok(Set {
            name: file
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            app: ask::report_opened(App::open_with(&config, model, reader.clone(), &Bar::new())?)?,
            questions: questions::read(&file, None)?
                .into_iter()
                .map(|question| Asked {
                    question,
                    weight: 1.0,
                })
                .collect(),
        })
    };
    let mut sets = args
        .set
        .iter()
        .map(open)
        .collect::<anyhow::Result<Vec<Set>>>()?;
    let mut counts: BTreeMap<String, f64> = BTreeMap::new();
    for set in &sets {
        let ids: BTreeSet<&String> = set.questions.iter().map(|of| &of.id).collect();
        for id in ids {
            *counts.entry(id.clone()).or_default() += 1.0;
        }
    }
    for asked in sets.iter_mut().flat_map(|set| &mut set.questions) {
        asked.weight = 1.0 / counts.get(&asked.question.id).copied().unwrap_or(1.0);
    }
    Ok(sets)
}

/// The part that a question is dealt to. The same question in another language has the same id.
fn fold(question: &Question) -> usize {
    let hash = blake3::hash(question.id.as_bytes());
    usize::from(hash.as_bytes()[0]) % FOLDS
}
