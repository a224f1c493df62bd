//! Questions to answers: `cargo bench --bench ask`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    dead_code,
    reason = "a benchmark that cannot go on ends; each benchmark needs a part of the generator"
)]

mod generated;

use std::{process::Command, time::Duration};

use criterion::Criterion;
use fundstelle::{answer::verify::Verification, app::App, config::Config, corpus::Reading};

/// Questions to the bundled report.
const BUNDLED: [&str; 4] = [
    "Wer leitet den Ausschuss, der in den USA Firmenkäufe aus dem Ausland prüft?",
    "Was bedeutet Super 301?",
    "Wann wurde SEMATECH gegründet und wer gehörte dazu?",
    "Warum kehrt der Technonationalismus zurück?",
];

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(4))
        .configure_from_args();
    let questions = BUNDLED.map(str::to_owned);
    let bundled = generated::bundled();
    warm(&mut criterion, "bundled", &bundled, &questions);
    verify(&mut criterion, &bundled);
    cold(&mut criterion, "bundled", &bundled, &questions[0]);
    for documents in [1, 1_000, 10_000] {
        let config = generated::corpus(documents);
        let (name, questions) = (documents.to_string(), generated::questions());
        warm(&mut criterion, &name, &config, &questions);
        cold(&mut criterion, &name, &config, &questions[0]);
    }
    criterion.final_summary();
}

fn open(config: &Config) -> App {
    App::open(config, &()).unwrap().app
}

/// A program that is up answers one of several questions in turn.
fn warm(criterion: &mut Criterion, name: &str, config: &Config, questions: &[String]) {
    let app = open(config);
    let mut next = questions.iter().cycle();
    criterion.bench_function(&format!("ask/warm/{name}"), |bencher| {
        bencher.iter(|| app.ask(next.next().unwrap(), None).unwrap());
    });
}

/// A sentence of the first document.
fn sentence_in_the_middle(app: &App) -> String {
    let generation = app.generation();
    let id = &generation.manifest().documents[0].id;
    let document = generation.document(id).unwrap().unwrap();
    let span = document.sentences[document.sentences.len() / 2];
    Reading::of(&document.text, span, &document.edits).text
}

fn verify(criterion: &mut Criterion, config: &Config) {
    let app = open(config);
    let quote = sentence_in_the_middle(&app);
    let altered = quote.replacen(' ', " vielleicht ", 1);
    for (name, quote) in [("verbatim", &quote), ("nearly", &altered)] {
        criterion.bench_function(&format!("verify/{name}"), |bencher| {
            bencher.iter(|| {
                let found = app.verify(quote, None).unwrap();
                assert_eq!(
                    name == "verbatim",
                    matches!(found, Verification::Verbatim { .. })
                );
            });
        });
    }
}

/// From the start of the process to its end, with an index that is there.
fn cold(criterion: &mut Criterion, name: &str, config: &Config, question: &str) {
    drop(open(config));
    criterion.bench_function(&format!("ask/cold/{name}"), |bencher| {
        bencher.iter(|| {
            let output = Command::new(env!("CARGO_BIN_EXE_fundstelle"))
                .arg("--corpus")
                .arg(&config.corpus.folder)
                .arg("--data")
                .arg(&config.data)
                .args(["ask", question])
                .output()
                .unwrap();
            assert!(output.status.code().is_some_and(|code| code < 2));
        });
    });
}
