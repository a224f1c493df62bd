//! `calibrate`: weights fitted to questions whose answers are known. Everything that is printed is
//! cross-validated: weights are judged on questions that they were not fitted to.

use std::{fs, io::Write};

use anyhow::Context;
use fundstelle::{
    answer::{Calibration, ConfidenceWeights, Model, RankingWeights, ReadingWeights},
    config::Config,
    embedding::ModelFiles,
    exam::Set,
    plural::counted,
};

use crate::{
    args, basis,
    confidence::{self, By},
    pairs, ranking, sets,
};

pub(crate) fn run(
    args: &args::Calibrate,
    config: &Config,
    output: &mut dyn Write,
) -> anyhow::Result<()> {
    let mut sets = sets::open(&args.set, config, &model(args, config)?)?;
    if args.basis {
        let file = args.out.join(ModelFiles::BASIS);
        let (bytes, kept) = basis::make(&sets)?;
        fs::write(&file, bytes).with_context(|| format!("cannot write {}", file.display()))?;
        writeln!(
            output,
            "{}: keeps {kept:.3} of the variance",
            file.display()
        )?;
        return Ok(());
    }
    if let Some(file) = &args.pairs {
        let count = pairs::write(&sets, file)?;
        let count = counted(count, "question", "questions");
        writeln!(output, "{}: {count}", file.display())?;
        return Ok(());
    }
    let calibration = if args.reading {
        reading(args, &mut sets, output)?
    } else if args.confidence {
        let known = known(&sets)?;
        let confidence = confidence::fit(&sets, By::Meaning, output)?;
        known.with_confidence(confidence)
    } else {
        all(&mut sets, config.embedding.enabled, output)?
    };
    let file = args.out.join(ModelFiles::CALIBRATION);
    let text = toml::to_string(&calibration)?;
    let text = format!("# Made by `lab calibrate`; docs/quality.md says from what.\n\n{text}");
    fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
    writeln!(output, "wrote {}", file.display())?;
    Ok(())
}

/// The weights of the ranking and of the confidence.
fn all(sets: &mut [Set], by_meaning: bool, output: &mut dyn Write) -> anyhow::Result<Calibration> {
    let (ranking, by) = if by_meaning {
        (ranking::fit(sets, output)?, By::Meaning)
    } else {
        let ranking = RankingWeights {
            words: 1.0,
            ..RankingWeights::default()
        };
        (ranking, By::Words)
    };
    for set in sets.iter_mut() {
        let weights = Calibration::new(ranking, ConfidenceWeights::default());
        set.app = set.app.clone().with_weights(weights);
    }
    let confidence = confidence::fit(sets, by, output)?;
    Ok(Calibration::new(ranking, confidence))
}

/// The weights that the model has.
fn known(sets: &[Set]) -> anyhow::Result<Calibration> {
    let known = sets.first().and_then(|set| set.app.model().meaning());
    let known = known.context("there are no weights of the model to keep; fit them first")?;
    Ok(known.clone())
}

/// The weights that the model has, with others for what is read in statements.
fn reading(
    args: &args::Calibrate,
    sets: &mut [Set],
    output: &mut dyn Write,
) -> anyhow::Result<Calibration> {
    let known = known(sets)?;
    let unfitted = ReadingWeights {
        ranked: args.ranked,
        read: args.read,
        ..ReadingWeights::default()
    };
    for set in sets.iter_mut() {
        let weights = known.clone().with_reading(unfitted.clone());
        set.app = set.app.clone().with_weights(weights);
    }
    let [confidence, first] = confidence::fit_reading(sets, output)?;
    Ok(known.with_reading(ReadingWeights {
        confidence,
        first,
        ..unfitted
    }))
}

/// The model, with weights only where some of them are kept: old ones may be of another version.
fn model(args: &args::Calibrate, config: &Config) -> anyhow::Result<Model> {
    Ok(if args.reading || args.confidence || args.pairs.is_some() {
        Model::open(config)?
    } else {
        Model::uncalibrated(config)?
    })
}
