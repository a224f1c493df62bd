//! Files to documents: `cargo bench --bench read`.
#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on ends")]

use std::{fs, hint::black_box, path::Path};

use criterion::{Criterion, Throughput};
use fundstelle::corpus::{DocumentId, Format, SourceInfo, assemble, parse};

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let report =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/technologiepolitik-usa-japan.md");
    let report = fs::read_to_string(report).unwrap();
    read(&mut criterion, "read/markdown", Format::Markdown, &report);
    read(&mut criterion, "read/glued", Format::Text, &glued(&report));
    criterion.final_summary();
}

fn read(criterion: &mut Criterion, name: &str, format: Format, text: &str) {
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("whole", |bencher| {
        bencher.iter(|| {
            let source = SourceInfo {
                id: DocumentId("report".to_owned()),
                path: "report".to_owned(),
                encoding: "UTF-8".to_owned(),
            };
            assemble(source, parse(format, black_box(text.to_owned())), None)
        });
    });
    group.finish();
}

/// The report as a careless scraper would have it: no front matter, one line, and no space behind
/// a full stop.
fn glued(report: &str) -> String {
    let body = report.split("\n---\n").nth(1).unwrap_or(report);
    let lines = body
        .lines()
        .map(|line| line.trim_start_matches(['#', '-', ' ']));
    lines
        .collect::<String>()
        .replace(". ", ".")
        .replace("**", "")
}
