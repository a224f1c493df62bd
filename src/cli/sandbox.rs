//! `sandbox`: the program as a child of itself, which reads what may be hard to read.

use super::{args, exit_code::ANSWERED};
use crate::{
    corpus,
    sandbox::{self, Limits},
};

/// Answers requests on standard input. It reads no settings and no environment.
pub(super) fn run(args: &args::Sandbox) -> anyhow::Result<u8> {
    let limits = Limits {
        memory: args.memory,
        seconds: args.seconds,
        // Whoever asked does not read more than it wants.
        answer: u64::MAX,
    };
    sandbox::serve(limits, corpus::answer)?;
    Ok(ANSWERED)
}
