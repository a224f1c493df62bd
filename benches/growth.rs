//! How the cost of reading grows with the length of files that hurt:
//! `cargo bench --bench growth`, and with `-- --memory` the memory of `check`. A word behind that
//! chooses kinds whose names hold it.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::str_to_string,
    reason = "a benchmark that cannot go on ends"
)]

use std::{fs, path::Path, process, thread, time::Duration};

use fundstelle::{
    corpus::{DocumentId, Format, Outline, SourceInfo, assemble, parse},
    passages::{Locator, passages},
};

#[path = "../tests/hostile/mod.rs"]
mod hostile;

use hostile::Kind;

/// The length of the shortest file of each kind; the others are two and four times as long.
const BYTES: usize = 100_000;

/// So many passages are placed, more than any answer shows.
const PLACED: usize = 1_000;

/// The length of the files whose memory is measured.
const MEMORY_BYTES: usize = 1_000_000;

/// Shorter times are too short to tell how they grow, in seconds.
const SHORTEST: f64 = 0.02;

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| a != "--bench")
        .collect();
    let wanted = arguments
        .iter()
        .find(|argument| !argument.starts_with("--"));
    let kinds = hostile::kinds().into_iter().filter(|kind| {
        let name = format!("{}.{}", kind.name, kind.ending);
        wanted.is_none_or(|wanted| name.contains(wanted.as_str()))
    });
    if arguments.iter().any(|argument| argument == "--memory") {
        println!(
            "| kind | bytes | peak MB | above an empty corpus, bytes a byte |\n|---|---|---|---|"
        );
        let empty = peak(None);
        for kind in kinds {
            memory(&kind, empty);
        }
    } else {
        println!("| kind | bytes | CPU s | slope |\n|---|---|---|---|");
        for kind in kinds {
            growth(&kind);
        }
    }
}

/// Reads a kind at three lengths. A slope of 1 is linear, 2 quadratic.
fn growth(kind: &Kind) {
    let mut before: Option<f64> = None;
    for factor in [1, 2, 4] {
        let (text, outline) = made(kind, BYTES * factor);
        let bytes = text.len();
        let seconds = cpu_seconds(|| read(kind, text, outline.as_deref()));
        let slope = before.filter(|_| seconds > SHORTEST);
        let slope = slope.map_or(String::new(), |before| {
            format!("{:.1}", (seconds / before).log2())
        });
        println!(
            "| {}.{} | {bytes} | {seconds:.3} | {slope} |",
            kind.name, kind.ending
        );
        before = Some(seconds.max(SHORTEST / 4.0));
    }
}

fn made(kind: &Kind, bytes: usize) -> (String, Option<String>) {
    (
        (kind.text)(bytes),
        kind.outline.map(|outline| outline(bytes)),
    )
}

/// What is done to a file up to the index.
fn read(kind: &Kind, text: String, outline: Option<&str>) {
    let source = SourceInfo {
        id: DocumentId("hostile".to_owned()),
        path: "hostile".to_owned(),
        encoding: "UTF-8".to_owned(),
    };
    let format = Format::from_path(Path::new(&format!("a.{}", kind.ending))).unwrap();
    let outline = outline.map(|outline| Outline::parse(outline).unwrap());
    let document = assemble(source, parse(format, text), outline.as_ref()).document;
    for passage in passages(&document).iter().take(PLACED) {
        std::hint::black_box(Locator::of(&document, passage.span));
    }
}

/// The processor time of this thread, where the system tells it; else the time on the clock.
fn cpu_seconds(work: impl FnOnce()) -> f64 {
    let cpu = || {
        let told = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        told.split(' ').next()?.parse::<f64>().ok()
    };
    let (start, clock) = (cpu(), std::time::Instant::now());
    work();
    match (start, cpu()) {
        (Some(start), Some(end)) => (end - start) / 1e9,
        _ => clock.elapsed().as_secs_f64(),
    }
}

fn memory(kind: &Kind, empty: usize) {
    let bytes = made(kind, MEMORY_BYTES).0.len();
    let peak = peak(Some(kind));
    println!(
        "| {}.{} | {bytes} | {} | {:.0} |",
        kind.name,
        kind.ending,
        peak / 1_000_000,
        peak.saturating_sub(empty) as f64 / bytes as f64
    );
}

/// The most memory that `check` has of a corpus with one file of a kind, in bytes.
fn peak(kind: Option<&Kind>) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let corpus = folder.path().join("corpus");
    fs::create_dir(&corpus).unwrap();
    fs::write(
        corpus.join("good.md"),
        "# Turm\n\nDer Turm steht auf Amrum.\n",
    )
    .unwrap();
    if let Some(kind) = kind {
        let (text, outline) = made(kind, MEMORY_BYTES);
        fs::write(corpus.join(format!("hostile.{}", kind.ending)), text).unwrap();
        if let Some(outline) = outline {
            fs::write(corpus.join("hostile.outline.toml"), outline).unwrap();
        }
    }
    let mut check = process::Command::new(env!("CARGO_BIN_EXE_fundstelle"))
        .args(["--corpus", &corpus.to_string_lossy()])
        .args(["--data", &folder.path().join("data").to_string_lossy()])
        .arg("check")
        .env("FUNDSTELLE_EMBEDDING__ENABLED", "false")
        .stdout(process::Stdio::null())
        .stderr(process::Stdio::null())
        .spawn()
        .unwrap();
    let mut most = 0;
    while check.try_wait().unwrap().is_none() {
        most = most.max(hostile::memory::most_of(check.id()));
        thread::sleep(Duration::from_millis(2));
    }
    usize::try_from(most).unwrap()
}
