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
    embedding::{Embedder, Probe, QuestionToken, TokenProbes, row_bytes, write_row},
    index::{Query, Scope},
};

const QUESTION: &str = "Who chairs the committee that examines foreign purchases of companies?";

/// Numbers in the vector of a sentence of the bundled model, and in that of a token.
const DIMENSIONS: usize = 384;
const AXES: usize = 128;

/// A question about articles of an encyclopedia: its tokens, those of a passage, and the passages that are
/// looked at closely.
const QUESTION_TOKENS: usize = 14;
const PASSAGE_TOKENS: usize = 236;
const LOOKED_AT: usize = 70;

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(4))
        .configure_from_args();
    let app = App::open(&generated::bundled(), &()).unwrap().app;
    stages(&mut criterion, &app);
    texts(&mut criterion, app.model().embedder().unwrap());
    for rows in [1_000, 10_000, 100_000, 400_000] {
        scan(&mut criterion, rows);
    }
    late(&mut criterion);
    criterion.final_summary();
}

/// The stages of one answer from the bundled report, and the whole of it.
fn stages(criterion: &mut Criterion, app: &App) {
    let generation = app.generation();
    let embedder = app.model().embedder().unwrap();
    let vectors = generation.vectors().unwrap();
    let asked = embedder.question(QUESTION).unwrap();
    let question = Probe::new(&asked.vector);
    let tokens = TokenProbes::new(&asked.tokens);
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

/// A question compared with so many vectors: as every processor can, and as this one can.
fn scan(criterion: &mut Criterion, rows: usize) {
    let vector = vector(DIMENSIONS, 0);
    let mut row = Vec::new();
    write_row(&vector, &mut row);
    let all = row.repeat(rows);
    let probe = Probe::new(&vector);
    let length = row_bytes(DIMENSIONS);
    let mut group = criterion.benchmark_group("scan");
    group.throughput(Throughput::Elements(rows as u64));
    group.bench_function(format!("{rows}/portable"), |bencher| {
        bencher.iter(|| {
            let dots = all.chunks_exact(length).map(|row| probe.dot(row));
            dots.collect::<Vec<f32>>()
        });
    });
    group.bench_function(rows.to_string(), |bencher| {
        bencher.iter(|| probe.dots(&all, length, 0));
    });
    group.finish();
}

/// The tokens of a question compared with those of the passages that an answer looks at closely.
fn late(criterion: &mut Criterion) {
    let tokens: Vec<QuestionToken> = (0..QUESTION_TOKENS)
        .map(|token| QuestionToken {
            vector: vector(AXES, token),
            weight: 1.0 / QUESTION_TOKENS as f32,
        })
        .collect();
    let mut passages = vec![Vec::new(); LOOKED_AT];
    for (passage, bytes) in passages.iter_mut().enumerate() {
        for token in 0..PASSAGE_TOKENS {
            bytes.push(u8::try_from(token / 60).unwrap());
            write_row(&vector(AXES, passage * PASSAGE_TOKENS + token), bytes);
        }
    }
    let length = 1 + row_bytes(AXES);
    let sentences = PASSAGE_TOKENS / 60 + 1;
    let mut group = criterion.benchmark_group("late");
    let plain: Vec<Probe> = tokens.iter().map(|t| Probe::new(&t.vector)).collect();
    group.bench_function("portable", |bencher| {
        bencher.iter(|| {
            let mut sum = 0.0;
            for (passage, probe) in passages
                .iter()
                .flat_map(|p| plain.iter().map(move |q| (p, q)))
            {
                let mut best = vec![-1.0_f32; sentences];
                for record in passage.chunks_exact(length) {
                    let best = &mut best[usize::from(record[0])];
                    *best = best.max(probe.dot(&record[1..]));
                }
                sum += best.iter().sum::<f32>();
            }
            sum
        });
    });
    let probes = TokenProbes::new(&tokens);
    group.bench_function("together", |bencher| {
        bencher.iter(|| {
            let mut sum = 0.0;
            for passage in &passages {
                let nearest = probes.nearest(passage, length, sentences);
                sum += nearest.flat_map(|(_, best)| best).sum::<f32>();
            }
            sum
        });
    });
    group.finish();
}

/// A vector of length 1, another one for each seed.
fn vector(length: usize, seed: usize) -> Vec<f32> {
    let numbers = (0..length).map(|n| ((n * 37 + seed * 53) % 91) as f32 - 45.0);
    let mut vector: Vec<f32> = numbers.collect();
    let norm = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
    for x in &mut vector {
        *x /= norm;
    }
    vector
}
