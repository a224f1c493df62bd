//! `eval`: answers measured against questions whose answers are known.

mod floor;
mod mean;
mod metrics;
mod reply;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::Context;
use serde::Serialize;

use super::{
    args, ask,
    exit_code::{ANSWERED, FAILED},
    output::{Output, complain},
    progress::Announced,
};
use crate::{
    answer::{AnswerOptions, Calibration, Citation, Model, Unobserved, Verdict, verbatim},
    app::App,
    config::{Config, LibraryUse},
    exam::{self, KnownQuestion, Set, is_place},
    index::{Embeds, Generation},
    plural::counted,
};
use floor::Floor;
use mean::Mean;
use metrics::{Measurement, Metrics};

/// The number of citations that are ranked for a question.
const RANKED: usize = 10;

/// The measurements on one file of questions.
#[derive(Debug, Serialize)]
struct Measured {
    file: String,
    #[serde(flatten)]
    metrics: Metrics,
    /// The same for each pair of languages, question to document: `en-de`.
    pairs: BTreeMap<String, Metrics>,
}

#[derive(Debug, Serialize)]
struct Report {
    overall: Metrics,
    sets: Vec<Measured>,
    /// Of each measure, the mean over several sets.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    mean: BTreeMap<&'static str, Mean>,
}

pub(super) fn run(args: &args::Eval, config: &Config, output: &mut Output) -> anyhow::Result<u8> {
    let floors: Vec<Floor> = args
        .floor
        .iter()
        .map(|f| f.parse())
        .collect::<Result<_, _>>()?;
    let mut sets = Vec::new();
    let mut measured = Vec::new();
    for mut set in open(args, config)? {
        if let Some(weights) = weigh(&set.app, &args.weigh)? {
            set.app = set.app.with_weights(weights);
        }
        let outcomes = measure(&set)?;
        if args.misses {
            for miss in misses(&set.file, &outcomes) {
                // Standard output is one JSON object, or text.
                if args.json {
                    complain(&miss);
                } else {
                    output.line(&miss);
                }
            }
        }
        let file = match set.file.file_name() {
            Some(name) if args.set.is_empty() => name.to_string_lossy().into_owned(),
            _ => set.name(),
        };
        measured.push(Measured {
            file,
            metrics: Metrics::of(outcomes.iter().map(|(_, outcome)| outcome)),
            pairs: by_pair(&outcomes),
        });
        let outcomes = outcomes.into_iter().map(|(_, outcome)| outcome);
        sets.push(outcomes.collect::<Vec<_>>());
    }
    let report = Report {
        overall: Metrics::of(sets.iter().flatten()),
        sets: measured,
        mean: match args.set.len() {
            0 | 1 => BTreeMap::new(),
            _ => mean::of(&sets),
        },
    };
    let failed = check_floors(&floors, &report);
    if args.json {
        output.json(&report)?;
    } else {
        print(&report, output);
    }
    Ok(if failed { FAILED } else { ANSWERED })
}

/// Opens what is asked: files of questions about the corpus of the settings, or sets with corpora of their own.
fn open(args: &args::Eval, config: &Config) -> anyhow::Result<Vec<Set>> {
    let lang = args.lang.as_deref();
    if !args.set.is_empty() {
        return open_sets(&args.set, lang, config);
    }
    let app = ask::open(config, Embeds::AtOnce)?;
    let set = |file: &PathBuf| {
        Ok(Set {
            app: app.clone(),
            questions: exam::read(file, lang)?,
            file: file.clone(),
        })
    };
    args.questions.iter().map(set).collect()
}

/// Opens sets, which share a model and a reader.
fn open_sets(sets: &[String], lang: Option<&str>, config: &Config) -> anyhow::Result<Vec<Set>> {
    let model = Model::open(config)?;
    let reader = ask::document_reader(config)?;
    let open = |corpus: &Path| {
        let mut config = config.clone();
        corpus.clone_into(&mut config.corpus.folder);
        // What servers keep is no part of a set.
        config.library.enabled = LibraryUse::Off;
        let (model, reader) = (model.clone(), reader.clone());
        let opened = App::open_with(&config, model, reader, Embeds::AtOnce, &Announced::new())?;
        ask::report_opened(opened)
    };
    let sets = sets.iter().map(|set| Set::read(set, lang, open));
    sets.collect()
}

fn print(report: &Report, output: &mut Output) {
    for set in &report.sets {
        output.line(&format!("{}\n{}", set.file, set.metrics));
        for (pair, metrics) in set.pairs.iter().filter(|_| set.pairs.len() > 1) {
            output.line(&format!("  {pair}\n{metrics}"));
        }
    }
    output.line(&format!("overall\n{}", report.overall));
    if !report.mean.is_empty() {
        output.line(&format!(
            "mean over {}",
            counted(report.sets.len(), "set", "sets")
        ));
    }
    for (name, mean) in &report.mean {
        output.line(&format!("    {name} {mean}"));
    }
}

/// The weights of the model, with some of its ranking changed.
fn weigh(app: &App, changes: &[String]) -> anyhow::Result<Option<Calibration>> {
    if changes.is_empty() {
        return Ok(None);
    }
    let meaning = app.model().meaning();
    let mut weights = meaning
        .context("there is no calibrated model whose weights could change")?
        .clone();
    for change in changes {
        let wrong =
            || anyhow::anyhow!("{change:?} is not a weight; write SIGN=WEIGHT, e.g. late=0");
        let (sign, weight) = change.split_once('=').ok_or_else(wrong)?;
        let ranking = &mut weights.ranking;
        let place = match sign {
            "passage" => &mut ranking.passage,
            "sentence" => &mut ranking.sentence,
            "late" => &mut ranking.late,
            "words" => &mut ranking.words,
            "heading" => &mut ranking.heading,
            "ranked" | "read" => {
                let reading = weights.reading.as_mut();
                let reading = reading.context("this model reads no statements")?;
                if sign == "ranked" {
                    &mut reading.ranked
                } else {
                    &mut reading.read
                }
            }
            _ => anyhow::bail!(
                "there is no sign {sign:?}; there are passage, sentence, late, words, heading, ranked, read"
            ),
        };
        *place = weight.parse().map_err(|_| wrong())?;
    }
    Ok(Some(weights))
}

fn measure(set: &Set) -> anyhow::Result<Vec<(KnownQuestion, Measurement)>> {
    let app = &set.app;
    let mut outcomes = Vec::new();
    for question in set.questions.iter().cloned() {
        let replied = match question.reply {
            Some(_) => {
                Some(app.ask_with(&question.text, &asked_by(app, &question), &Unobserved)?)
            }
            None => None,
        };
        let mut outcome = match question.reply {
            Some(reply) if !reply.is_ranked() => Measurement::unranked(),
            _ => ranked(app, &question)?,
        };
        if let Some(answer) = &replied {
            outcome.reply = reply::is_right(&question, answer);
            outcome.replied = reply::named(answer);
        }
        outcomes.push((question, outcome));
    }
    Ok(outcomes)
}

/// A question is asked by somebody who reads its language.
fn asked_by(app: &App, question: &KnownQuestion) -> AnswerOptions {
    AnswerOptions {
        language: question.lang.parse().ok(),
        ..app.options(None)
    }
}

/// Measures how well a question is answered from its ranking.
fn ranked(app: &App, question: &KnownQuestion) -> anyhow::Result<Measurement> {
    let begun = Instant::now();
    let options = AnswerOptions {
        max_citations: RANKED,
        ..asked_by(app, question)
    };
    let ranked = app.rank_with(&question.text, &options)?;
    let took_ms = begun.elapsed().as_secs_f64() * 1_000.0;
    let places = ranked
        .citations
        .iter()
        .map(|c| question.expect.iter().any(|e| is_place(e, c)));
    let hits = ranked
        .citations
        .iter()
        .map(|citation| question.is_answered_by(citation));
    let thresholds = app.thresholds();
    let verdict = thresholds.verdict(ranked.confidence, ranked.first);
    Ok(Measurement {
        is_ranked: true,
        is_answerable: !question.expect.is_empty(),
        place_rank: places.clone().position(|is_place| is_place),
        hit_rank: hits.clone().position(|is_hit| is_hit),
        confidence: ranked.confidence.0,
        refused: ranked.citations.is_empty() || verdict == Verdict::Refuse,
        sure: !ranked.citations.is_empty() && verdict == Verdict::Answer,
        quotes: ranked.citations.len(),
        verbatim: verbatim_quotes(app.generation(), &ranked.citations)?,
        took_ms,
        ..Measurement::unranked()
    })
}

fn verbatim_quotes(generation: &Generation, citations: &[Citation]) -> anyhow::Result<usize> {
    let mut count = 0;
    for citation in citations {
        let quote = &citation.quote;
        if let Some(document) = generation.document(&citation.document)? {
            let is_verbatim = verbatim::is_verbatim(&document, quote.spans(), quote.text());
            count += usize::from(is_verbatim);
        }
    }
    Ok(count)
}

fn by_pair(outcomes: &[(KnownQuestion, Measurement)]) -> BTreeMap<String, Metrics> {
    let mut pairs: BTreeMap<&str, Vec<&Measurement>> = BTreeMap::new();
    for (question, outcome) in outcomes {
        pairs.entry(&question.lang).or_default().push(outcome);
    }
    pairs
        .into_iter()
        .map(|(pair, outcomes)| (pair.to_owned(), Metrics::of(outcomes)))
        .collect()
}

/// A line for each question that missed.
fn misses(path: &Path, outcomes: &[(KnownQuestion, Measurement)]) -> Vec<String> {
    let mut lines = Vec::new();
    for (question, outcome) in outcomes {
        if outcome.reply == Some(false) {
            lines.push(format!(
                "{}: {} (replied {}): {}",
                path.display(),
                question.id,
                outcome.replied,
                question.text
            ));
        }
        if !outcome.is_ranked {
            continue;
        }
        let missed = match (outcome.is_answerable, outcome.hit_rank) {
            (true, Some(0)) if outcome.refused => "refused",
            (true, Some(0)) => continue,
            (true, Some(rank)) => &format!("rank {}", rank + 1),
            (true, None) => "not ranked",
            (false, _) if outcome.refused => continue,
            (false, _) => "answered",
        };
        lines.push(format!(
            "{}: {} ({missed}, confidence {:.2}): {}",
            path.display(),
            question.id,
            outcome.confidence,
            question.text
        ));
    }
    lines
}

fn check_floors(floors: &[Floor], report: &Report) -> bool {
    let of_set = |set: &Measured| {
        let named = set.metrics.named().into_iter();
        named
            .filter_map(|(name, value)| Some((name, value?)))
            .collect()
    };
    let judged: Vec<(&str, BTreeMap<&str, f64>)> = if report.mean.is_empty() {
        let sets = report.sets.iter();
        sets.map(|set| (set.file.as_str(), of_set(set))).collect()
    } else {
        let means = report.mean.iter().map(|(name, mean)| (*name, mean.value));
        vec![("the mean over the sets", means.collect())]
    };
    let mut failed = false;
    for (of, measured) in &judged {
        for complaint in floors.iter().filter_map(|floor| floor.complaint(measured)) {
            complain(&format!("{of}: {complaint}"));
            failed = true;
        }
    }
    failed
}
