//! The command line: one file a command. Exit codes are 0 (answered), 1 (the corpus does not say
//! it), 2 (failed).

mod add;
mod args;
mod ask;
mod backup;
mod check;
mod config;
mod diff;
mod doctor;
mod eval;
mod exit_code;
mod health;
mod image;
mod index;
mod invite;
mod outline;
mod output;
mod progress;
mod render;
mod sandbox;
mod serve;
mod signal;
mod store;
mod verify;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use exit_code::{ANSWERED, FAILED};
use output::{Output, complain};
use progress::Bar;

use crate::telemetry::start_logging;

/// Runs the program.
pub fn main() -> ExitCode {
    let args = Args::parse();
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

/// The usual filter of the log: what serves says what it does; other commands say only what fails.
fn usual_log(command: &Command) -> &'static str {
    match command {
        Command::Serve(_) => "error,fundstelle=info",
        _ => "error",
    }
}

fn run(args: &Args, output: &mut Output) -> anyhow::Result<u8> {
    let settings = match &args.command {
        Command::Sandbox(limits) => return sandbox::run(limits),
        Command::Config(command) => return config::run(command, &args.settings(), output),
        _ => args.settings()?,
    };
    let bar = Bar::new();
    let usual = usual_log(&args.command);
    start_logging(&settings.config.log, usual, bar.lines_above());
    for warning in &settings.warnings {
        tracing::warn!("{warning}");
    }
    let config = &settings.config;
    match &args.command {
        Command::Add(add) => add::run(add, config, output),
        Command::Ask(ask) => ask::run(ask, config, output),
        Command::Outline(outline) => outline::run(outline, config, output),
        Command::Check(check) => check::run(check, config, output),
        Command::Index(index) => index::run(index, config, output),
        Command::Verify(verify) => verify::run(verify, config, output),
        Command::Diff(diff) => diff::run(diff, config, output),
        Command::Eval(eval) => eval::run(eval, config, output),
        Command::Backup(backup) => backup::run(backup, config, output),
        Command::Store(command) => store::run(command, config, output),
        Command::Serve(_) => serve::run(config, bar),
        Command::Doctor => doctor::run(&settings, output),
        Command::Health(health) => health::run(health, config, output),
        Command::Invite => invite::run(config, output),
        // Have been run: they work with settings that are wrong, too.
        Command::Config(_) | Command::Sandbox(_) => Ok(ANSWERED),
    }
}
