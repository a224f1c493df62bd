//! Where the time of an answer goes, and how comparing grows: `cargo bench --bench meaning`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    dead_code,
    reason = "a benchmark that cannot go on ends; each benchmark needs a part of the generator"
)]

mod generated;

use std::time::Duration;

use criterion::{Criterion, Throughput};
use fundstelle::{
    app::App,
    embedding::{Embedder, Probe, row_bytes, write_row},
    index::{Query, Scope},
};

const QUESTION: &str = "Who chairs the committee that examines foreign purchases of companies?";

/// Numbers in the vector of a sentence of the bundled model.
const DIMENSIONS: usize = 384;

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(4))
        .configure_from_args();
    let app = App::open(&generated::bundled(), &()).unwrap().app;
    stages(&mut criterion, &app);
    texts(&mut criterion, app.model().embedder().unwrap());
    for rows in [1_000, 10_000, 100_000] {
        scan(&mut criterion, rows);
    }
    criterion.final_summary();
}

/// The stages of one answer from the bundled report, and the whole of it.
fn stages(criterion: &mut Criterion, app: &App) {
    let generation = app.generation();
    let embedder = app.model().embedder().unwrap();
    let vectors = generation.vectors().unwrap();
    let asked = embedder.question(QUESTION).unwrap();
    let question = Probe::new(&asked.vector);
    let tokens: Vec<(Probe, f32)> = asked
        .tokens
        .iter()
        .map(|token| (Probe::new(&token.vector), token.weight))
        .collect();
    let near = vectors.scan(&question, &Scope::All).passages();
    criterion.bench_function("stage/embed", |bencher| {
        bencher.iter(|| embedder.question(QUESTION).unwrap());
    });
    criterion.bench_function("stage/words", |bencher| {
        bencher.iter(|| {
            let query = Query::new(QUESTION, generation.languages());
            let passages = generation.search_passages(&query, &Scope::All, 50).unwrap();
            (
                passages,
                generation
                    .search_sentences(&query, &Scope::All, 100)
                    .unwrap(),
            )
        });
    });
    criterion.bench_function("stage/vectors", |bencher| {
        bencher.iter(|| vectors.scan(&question, &Scope::All).passages());
    });
    criterion.bench_function("stage/late", |bencher| {
        bencher.iter(|| {
            let looked_at = near.iter().take(60);
            looked_at
                .map(|near| vectors.late(&tokens, near.row).mean)
                .sum::<f32>()
        });
    });
    criterion.bench_function("stage/whole", |bencher| {
        bencher.iter(|| app.ask(QUESTION, None).unwrap());
    });
}

/// What a build embeds: a passage of about 170 tokens, and a sentence of about 30.
fn texts(criterion: &mut Criterion, embedder: &Embedder) {
    let sentence = "Die Hafenbehörde prüft die Kaimauer im Nordbecken, weil das Hochwasser die \
                    Fundamente unterspült hat. ";
    let passage = sentence.repeat(6);
    criterion.bench_function("embed/sentence", |bencher| {
        bencher.iter(|| embedder.sentence(sentence).unwrap());
    });
    criterion.bench_function("embed/passage", |bencher| {
        bencher.iter(|| embedder.passage("", &passage).unwrap());
    });
}

/// A question compared with so many vectors.
fn scan(criterion: &mut Criterion, rows: usize) {
    let vector: Vec<f32> = (0..DIMENSIONS)
        .map(|n| ((n * 37) % 91) as f32 - 45.0)
        .collect();
    let mut row = Vec::new();
    write_row(&vector, &mut row);
    let all = row.repeat(rows);
    let probe = Probe::new(&vector);
    let mut group = criterion.benchmark_group("scan");
    group.throughput(Throughput::Elements(rows as u64));
    group.bench_function(rows.to_string(), |bencher| {
        bencher.iter(|| {
            let cosines = all
                .chunks_exact(row_bytes(DIMENSIONS))
                .map(|row| probe.dot(row));
            cosines.fold(f32::MIN, f32::max)
        });
    });
    group.finish();
}
