//! The laboratory: how the weights of Fundstelle are fitted to questions with known answers. It is no part of the
//! program or of its image.

mod args;
mod basis;
mod calibrate;
mod chart;
mod confidence;
mod curve;
mod folds;
mod logistic;
mod pairs;
mod ranking;
mod reliability;
mod sets;

use std::{ffi::OsString, io::Write};

use clap::Parser;
use fundstelle::{answer::Model, config::Config};

use args::{Args, Command};

/// Runs a command, whose name and options stand behind the name of the program in `args`, and writes what it finds
/// to `output`.
pub fn run(args: impl IntoIterator<Item = OsString>, output: &mut dyn Write) -> anyhow::Result<()> {
    let args = Args::parse_from(args);
    let config = Config::load(&args.flags())?;
    match &args.command {
        Command::Calibrate(calibrate) => calibrate::run(calibrate, &config, output),
        Command::Reliability(args) => {
            let sets = sets::open(&args.set, &config, &Model::open(&config)?)?;
            reliability::run(args, &sets, output)
        }
    }
}
