//! The program `lab`.

use std::io;

fn main() -> anyhow::Result<()> {
    lab::run(std::env::args_os(), &mut io::stdout())
}
