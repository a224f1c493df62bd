//! Which way of taking German compounds apart is better? Measured on `tests/cases/compounds.txt`.
//!
//! ```text
//! cargo run --release --example compounds                 what the program uses
//! cargo run --release --example compounds -- WORDS.txt    and tantivy's filter with a word list
//! ```
//!
//! A word list has one word a line, in lower case. `docs/decisions.md` says which one was
//! measured and how it was made.
#![allow(clippy::print_stdout, reason = "an example prints")]

use std::fs;

use anyhow::Context;
use fundstelle::language::compounds;
use tantivy::tokenizer::{SimpleTokenizer, SplitCompoundWords, TextAnalyzer};

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/compounds.txt");

fn main() -> anyhow::Result<()> {
    let cases = fs::read_to_string(CASES).context(CASES)?;
    let lines = cases
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let (whole, compounds): (Vec<&str>, Vec<&str>) = lines.partition(|line| line.starts_with('='));
    let whole: Vec<&str> = whole
        .iter()
        .map(|word| word.trim_start_matches('='))
        .collect();
    println!(
        "{} compounds, {} words that must stay whole",
        compounds.len(),
        whole.len()
    );
    report("charabia", &compounds, &whole, compounds::parts);
    if let Some(path) = std::env::args().nth(1) {
        let words = fs::read_to_string(&path).context(path)?;
        let filter = SplitCompoundWords::from_dictionary(words.lines())?;
        let analyser = TextAnalyzer::builder(SimpleTokenizer::default())
            .filter(filter)
            .build();
        report("SplitCompoundWords", &compounds, &whole, |word| {
            split(word, analyser.clone())
        });
    }
    Ok(())
}

/// The parts that the filter gives, none if it leaves the word as it is.
fn split(word: &str, mut analyser: TextAnalyzer) -> Vec<String> {
    let mut parts = Vec::new();
    let mut stream = analyser.token_stream(word);
    while let Some(token) = stream.next() {
        parts.push(token.text.clone());
    }
    if parts.len() < 2 { Vec::new() } else { parts }
}

fn report(name: &str, compounds: &[&str], whole: &[&str], parts: impl Fn(&str) -> Vec<String>) {
    let (mut exact, mut heads, mut wrong) = (0, 0, Vec::new());
    for compound in compounds {
        let found = parts(&compound.replace('+', ""));
        let is_exact = found.join("+") == *compound;
        exact += usize::from(is_exact);
        heads += usize::from(found.last().map(String::as_str) == compound.rsplit('+').next());
        if !is_exact {
            wrong.push(format!("{compound}: {}", found.join("+")));
        }
    }
    let torn: Vec<String> = whole
        .iter()
        .map(|word| parts(word))
        .filter(|found| !found.is_empty())
        .map(|found| found.join("+"))
        .collect();
    println!("\n{name}");
    println!(
        "  split exactly           {}",
        share(exact, compounds.len())
    );
    println!(
        "  head (last part) right  {}",
        share(heads, compounds.len())
    );
    println!(
        "  whole words split       {}",
        share(torn.len(), whole.len())
    );
    println!("  not exact: {}", wrong.join(", "));
    println!("  split though whole: {}", torn.join(", "));
}

fn share(part: usize, all: usize) -> String {
    let percent = part as f64 * 100.0 / all.max(1) as f64;
    format!("{part} of {all} ({percent:.0} %)")
}
