//! The command line: one file a command. Exit codes are 0 (answered), 1 (the corpus does not say
//! it), 2 (failed).

mod args;
mod ask;
mod backup;
mod calibrate;
mod check;
mod config;
mod doctor;
mod eval;
mod index;
mod invite;
mod outline;
mod output;
mod progress;
mod render;
mod serve;
mod verify;

use std::process::ExitCode;

use clap::Parser;
use tracing::Metadata;
use tracing_subscriber::{
    EnvFilter,
    filter::{FilterExt as _, filter_fn},
    layer::{Layer as _, SubscriberExt as _},
    util::SubscriberInitExt as _,
};

use args::{Args, Command};
use output::{Output, complain};

/// The question was answered, the quote found, the index built, the floors passed.
const ANSWERED: u8 = 0;
/// The corpus does not say it.
const NOT_FOUND: u8 = 1;
/// Something stands in the way of serving.
const TROUBLE: u8 = 1;
/// The command could not do its work.
const FAILED: u8 = 2;

/// Runs the program.
pub fn main() -> ExitCode {
    let args = Args::parse();
    start_logging(&args.command);
    let mut output = Output::default();
    let code = match run(&args, &mut output) {
        Ok(code) => code,
        Err(error) => {
            complain(&format!("fundstelle: {error:#}"));
            FAILED
        }
    };
    match output.flush() {
        Ok(()) => ExitCode::from(code),
        Err(error) => {
            complain(&format!("fundstelle: cannot write the output: {error}"));
            ExitCode::from(FAILED)
        }
    }
}

/// What serves says what it does; other commands only what fails. `RUST_LOG` says otherwise. The
/// messages that open a connection to Discord hold the token: whatever it says, they are not logged.
fn start_logging(command: &Command) {
    let level = match command {
        Command::Serve(_) => "error,fundstelle=info",
        _ => "error",
    };
    let filter = EnvFilter::try_from_default_env();
    let filter = filter.unwrap_or_else(|_| level.into());
    let is_frame = |metadata: &Metadata<'_>| metadata.target().starts_with("tungstenite");
    let filter = filter.and(filter_fn(move |metadata| !is_frame(metadata)));
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    tracing_subscriber::registry()
        .with(lines.with_filter(filter))
        .init();
}

fn run(args: &Args, output: &mut Output) -> anyhow::Result<u8> {
    let settings = match &args.command {
        Command::Config(command) => return config::run(command, &args.settings(), output),
        _ => args.settings()?,
    };
    for warning in &settings.warnings {
        tracing::warn!("{warning}");
    }
    let config = &settings.config;
    match &args.command {
        Command::Ask(ask) => ask::run(ask, config, output),
        Command::Outline(outline) => outline::run(outline, config, output),
        Command::Check(check) => check::run(check, config, output),
        Command::Index(index) => index::run(index, config, output),
        Command::Verify(verify) => verify::run(verify, config, output),
        Command::Eval(eval) => eval::run(eval, config, output),
        Command::Calibrate(calibrate) => calibrate::run(calibrate, config, output),
        Command::Backup(backup) => backup::run(backup, config, output),
        Command::Serve(_) => serve::run(config),
        Command::Doctor => doctor::run(&settings, output),
        Command::Invite => invite::run(config, output),
        // Has been run: it works with settings that are wrong, too.
        Command::Config(_) => Ok(ANSWERED),
    }
}
