//! Documents to pages: `cargo bench --bench pages`. The whole way of a request but the network.
#![allow(
    dead_code,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a benchmark that cannot go on ends; each benchmark needs a part of the generator"
)]

mod generated;

use std::{fmt::Write as _, fs, path::PathBuf, time::Duration};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::Request,
};
use criterion::Criterion;
use fundstelle::{app::Service, config::Config, web};
use tokio::runtime::Runtime;
use tower::ServiceExt as _;

/// Generated documents of about two printed pages each in the book.
const CHAPTERS: usize = 500;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let runtime = Runtime::new().unwrap();
    let mut bundled = generated::bundled();
    bundled.embedding.enabled = false;
    let report = Pages::about(&runtime, &bundled);
    report.measure(&mut criterion, "report", "/d/technologiepolitik-usa-japan");
    report.measure(&mut criterion, "first", "/");
    report.measure(
        &mut criterion,
        "answer known",
        "/ask?q=Wer+leitet+das+CFIUS%3F",
    );
    let book = Pages::about(&runtime, &book());
    book.measure(&mut criterion, "book, first part", "/d/book");
    book.measure(&mut criterion, "book, in the middle", "/d/book?at=s250");
    criterion.final_summary();
}

struct Pages<'a> {
    runtime: &'a Runtime,
    router: Router,
    _serving: Service,
}

impl<'a> Pages<'a> {
    fn about(runtime: &'a Runtime, config: &Config) -> Self {
        runtime.block_on(async {
            let service = Service::start(config).await;
            while service
                .live_index
                .snapshot(&fundstelle::app::Audience::operator())
                .is_err()
            {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            Self {
                runtime,
                router: web::reader(config, &service),
                _serving: service,
            }
        })
    }

    fn measure(&self, criterion: &mut Criterion, name: &str, path: &str) {
        let size = self.runtime.block_on(self.open(path));
        let name = format!("page/{name} ({} kB)", size / 1_000);
        criterion.bench_function(&name, |bencher| {
            bencher.iter(|| self.runtime.block_on(self.open(path)));
        });
    }

    async fn open(&self, path: &str) -> usize {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        assert!(response.status().is_success());
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        body.len()
    }
}

/// A book of a thousand pages: generated documents as chapters of one.
fn book() -> Config {
    let home = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("bench-book");
    let folder = home.join("corpus");
    fs::create_dir_all(&folder).unwrap();
    let mut text = "---\ntitle: Book\n---\n".to_owned();
    for number in 0..CHAPTERS {
        let chapter = generated::document(number);
        let body = chapter.split("\n---\n").nth(1).unwrap();
        let body = body.replace("[^", &format!("[^{number}-"));
        let _ = write!(text, "\n# Chapter {number}\n{body}");
    }
    fs::write(folder.join("book.md"), text).unwrap();
    let mut config = Config {
        data: home.join("data"),
        ..Config::default()
    };
    config.corpus.folder = folder;
    config.embedding.enabled = false;
    config
}
