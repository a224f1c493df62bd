//! The commands of the laboratory and their options.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use fundstelle::{answer::ReadingWeights, config::Flags};

/// Fits what Fundstelle weighs to questions with known answers.
#[derive(Debug, Parser)]
#[command(name = "lab", version, max_term_width = 100)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Folder for indexes, one per corpus [default: data].
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Settings file [default: config/fundstelle.toml, if it exists].
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
}

impl Args {
    /// The settings that the flags give.
    pub(crate) fn flags(&self) -> Flags {
        Flags {
            config: self.config.clone(),
            data: self.data.clone(),
            ..Flags::default()
        }
    }
}

const CALIBRATE: &str = "Fit the weights of the embedding model to questions with known answers

Writes calibration.toml (with --basis: token_basis.bin), which belongs in the folder of the model. \
With embedding.enabled = false, the weights for search by words alone are fitted.";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    #[command(about = CALIBRATE.lines().next(), long_about = CALIBRATE)]
    Calibrate(Calibrate),
    /// Draw how often an answer is right over the confidence it is given with
    Reliability(Reliability),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Reliability {
    /// Corpus folder and a file of questions about it that nothing was fitted to; may be repeated.
    #[arg(long, required = true, value_name = "CORPUS=QUESTIONS")]
    pub(crate) set: Vec<String>,
    /// Picture to write, as SVG.
    #[arg(long, value_name = "FILE", default_value = "reliability.svg")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Calibrate {
    /// Corpus folder and a file of questions about it; may be repeated.
    #[arg(long, required = true, value_name = "CORPUS=QUESTIONS")]
    pub(crate) set: Vec<String>,
    /// Compute the axes on which token vectors are stored instead; rebuild the index with them
    /// before fitting weights.
    #[arg(long)]
    pub(crate) basis: bool,
    /// Fit only the confidence of an answer; the ranking of passages stays as it is.
    #[arg(long, conflicts_with = "reading")]
    pub(crate) confidence: bool,
    /// Fit only the weights of reading statements together with the question; the others stay as they are.
    #[arg(long)]
    pub(crate) reading: bool,
    /// With --reading: the weight of the score by which statements are ranked before they are read.
    #[arg(long, default_value_t = ReadingWeights::unfitted().ranked)]
    pub(crate) ranked: f32,
    /// With --reading: the weight of how well they answer, as read.
    #[arg(long, default_value_t = ReadingWeights::unfitted().read)]
    pub(crate) read: f32,
    /// Write the questions with the statements that may answer them to this file instead: what
    /// the training of a reranker learns from.
    #[arg(long, value_name = "FILE", hide = true)]
    pub(crate) pairs: Option<PathBuf>,
    /// Folder to write to.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(crate) out: PathBuf,
}
