//! Building the index: `cargo bench --bench build`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    dead_code,
    reason = "a benchmark that cannot go on ends; each benchmark needs a part of the generator"
)]

mod generated;

use std::{
    fs,
    time::{Duration, Instant},
};

use criterion::Criterion;
use fundstelle::{
    app,
    config::Config,
    corpus::{DocumentReader, MemoryBound},
    sandbox::{Limits, Sandbox},
};

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(3))
        .configure_from_args();
    whole(&mut criterion, "bundled", &generated::bundled());
    for documents in [1, 1_000] {
        let config = generated::corpus(documents);
        whole(&mut criterion, &documents.to_string(), &config);
        in_children(&mut criterion, documents, &config);
    }
    for documents in [1_000, 10_000] {
        let config = generated::corpus(documents);
        up_to_date(&config);
        nothing_changed(&mut criterion, documents, &config);
        one_changed(&mut criterion, documents, &config);
    }
    once(10_000);
    criterion.final_summary();
}

/// Everything is read again.
fn whole(criterion: &mut Criterion, name: &str, config: &Config) {
    criterion.bench_function(&format!("build/whole/{name}"), |bencher| {
        bencher.iter(|| app::build(config, true, &()).unwrap());
    });
}

/// The same, with documents read by children of the program, as the program does it itself.
fn in_children(criterion: &mut Criterion, documents: usize, config: &Config) {
    let reader = children();
    criterion.bench_function(&format!("build/in-children/{documents}"), |bencher| {
        bencher.iter(|| app::build_with(config, reader.clone(), true, &()).unwrap());
    });
}

fn children() -> DocumentReader {
    let limits = Limits {
        memory: 512 * 1024 * 1024,
        seconds: 20,
        answer: 128 * 1024 * 1024,
    };
    let program = env!("CARGO_BIN_EXE_fundstelle").into();
    DocumentReader::sandboxed(Sandbox::of(program, limits), MemoryBound::Setting)
}

fn up_to_date(config: &Config) {
    app::build(config, false, &()).unwrap();
}

fn nothing_changed(criterion: &mut Criterion, documents: usize, config: &Config) {
    criterion.bench_function(&format!("build/nothing-changed/{documents}"), |bencher| {
        bencher.iter(|| {
            let report = app::build(config, false, &()).unwrap();
            assert!(!report.published);
        });
    });
}

/// One document of many gets another sentence.
fn one_changed(criterion: &mut Criterion, documents: usize, config: &Config) {
    let path = config.corpus.folder.join("00000.md");
    let before = generated::document(0);
    let mut count = 0;
    criterion.bench_function(&format!("build/one-changed/{documents}"), |bencher| {
        bencher.iter(|| {
            count += 1;
            fs::write(&path, format!("{before}\nNachtrag {count}.\n")).unwrap();
            let report = app::build(config, false, &()).unwrap();
            assert_eq!(report.read, 1);
        });
    });
    fs::write(&path, before).unwrap();
}

/// One timed run, for a build that takes too long to be repeated. Asked for by name only:
/// `cargo bench --bench build -- whole/10000`.
fn once(documents: usize) {
    let name = format!("build/whole/{documents}");
    if !std::env::args().any(|argument| name.contains(&argument)) {
        return;
    }
    let config = generated::corpus(documents);
    let begun = Instant::now();
    app::build(&config, true, &()).unwrap();
    println!("{name}   one run: {:.1} s", begun.elapsed().as_secs_f64());
    let begun = Instant::now();
    app::build_with(&config, children(), true, &()).unwrap();
    println!(
        "{name}   in children: {:.1} s",
        begun.elapsed().as_secs_f64()
    );
}
