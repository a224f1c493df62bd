//! What goes wrong while documents are read, whatever is in them: it is told, and harms nothing else.
//!
//! ```ignore
//! let program = Program::with(&[("good.md", GOOD)]);
//! program.write("hungry.md", hungry()).check().says("hungry.md: reading it was stopped");
//! program.ask(BUILT).answers("1875");
//! ```

mod children;
mod cut_off;
mod limits;
mod slow;

use std::path::PathBuf;

use fundstelle::{
    corpus::{DocumentReader, MemoryBound},
    sandbox::{Limits, Sandbox},
};

/// The document beside the one that is hard to read.
const GOOD: &str = "# Leuchtturm\n\nDer Leuchtturm von Amrum wurde 1875 in Betrieb genommen.\n";
const BUILT: &str = "Wann wurde der Leuchtturm in Betrieb genommen?";

/// What fits into nothing that a child may have here: three million bytes of which every second ends a
/// sentence.
fn hungry() -> String {
    ". ".repeat(1_500_000)
}

/// Prose that takes some seconds to read, as tests are compiled.
fn lengthy() -> String {
    let mut text = String::from("# Chronik\n\n");
    for day in 0..48_000 {
        text.push_str("Am ");
        text.push_str(&day.to_string());
        text.push_str(". Tag kam ein Schiff aus Husum an, und der Wärter trug es ein.\n\n");
    }
    text
}

/// Children of a program, which may take so long for a document.
fn reader(program: PathBuf, seconds: u64) -> DocumentReader {
    let limits = Limits {
        memory: 512 * 1024 * 1024,
        seconds,
        answer: 128 * 1024 * 1024,
    };
    DocumentReader::sandboxed(Sandbox::of(program, limits), MemoryBound::Setting)
}
