//! The program `fundstelle`: reads its arguments and runs a command.

use std::process::ExitCode;

fn main() -> ExitCode {
    fundstelle::cli::main()
}
