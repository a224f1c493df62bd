//! From a change in the corpus folder to the answer: `cargo bench --bench live`; the report with the
//! model only where `-- --model` asks for it, what many generations cost by `-- --generations`.
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
    path::Path,
    time::{Duration, Instant},
};

use fundstelle::{
    app::{self, Question, Service},
    config::Config,
    corpus,
    telemetry::FrontEnd,
};

/// How often each thing is timed.
const RUNS: usize = 20;

fn main() {
    let asks_for = |word: &str| std::env::args().any(|argument| argument == word);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    if asks_for("--generations") {
        runtime.block_on(generations());
        return;
    }
    for documents in [1_000, 10_000] {
        looks(documents);
    }
    println!("from a change to the answer, ms: median [least, most] of {RUNS}");
    for documents in [1, 100, 1_000] {
        let config = generated::corpus(documents);
        let name = format!("one of {documents}");
        runtime.block_on(changes(&name, &config, "00000.md"));
    }
    if asks_for("--model") {
        let folder = tempfile::tempdir().unwrap();
        let config = copy_of_the_report(folder.path());
        let name = "the report, with the model";
        runtime.block_on(changes(name, &config, "technologiepolitik-usa-japan.md"));
    }
}

/// What it costs to look at a folder in which nothing changed.
fn looks(documents: usize) {
    let config = generated::corpus(documents);
    let times = (0..RUNS).map(|_| {
        let begun = Instant::now();
        let walk = corpus::walk(&config.corpus.folder, u64::MAX).unwrap();
        assert_eq!(walk.files.len(), documents);
        begun.elapsed()
    });
    println!(
        "a walk of {documents} files, ms: {}",
        spread(times.collect())
    );
}

/// Writes one sentence anew, again and again, in place and by a file that is moved there.
async fn changes(name: &str, config: &Config, document: &str) {
    app::build(config, false, &()).unwrap();
    let service = Service::start(config).await;
    let queue = service
        .queue(FrontEnd::Pages)
        .library(&app::Audience::operator());
    let path = config.corpus.folder.join(document);
    let whole = fs::read_to_string(&path).unwrap();
    for is_moved in [false, true] {
        let mut times = Vec::new();
        for run in 0..RUNS {
            let number = run * 2 + usize::from(is_moved) + 1_000;
            let text = format!("{whole}\n\nDer Leuchtturm von Ort {number} steht schief.\n");
            let question = Question::new(&format!("Wie steht der Leuchtturm von Ort {number}?"));
            let begun = Instant::now();
            if is_moved {
                let beside = path.with_extension("part");
                fs::write(&beside, &text).unwrap();
                fs::rename(&beside, &path).unwrap();
            } else {
                fs::write(&path, &text).unwrap();
            }
            loop {
                let asked = queue.ask(&question).await.unwrap();
                if format!("{:?}", asked.answer).contains(&format!("Ort {number} steht")) {
                    break;
                }
                assert!(begun.elapsed() < Duration::from_mins(1));
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            times.push(begun.elapsed());
        }
        let way = if is_moved {
            "moved into place"
        } else {
            "written in place"
        };
        println!("{name}, {way}: {}", spread(times));
    }
    fs::write(&path, whole).unwrap();
}

/// Memory, open files and room on disk over many generations of a small corpus.
async fn generations() {
    let folder = tempfile::tempdir().unwrap();
    let config = copy_of_the_report(folder.path());
    let mut config = Config { ..config };
    config.embedding.enabled = false;
    config.corpus.watch = false;
    app::build(&config, false, &()).unwrap();
    let service = Service::start(&config).await;
    let queue = service
        .queue(FrontEnd::Pages)
        .library(&app::Audience::operator());
    let path = config.corpus.folder.join("technologiepolitik-usa-japan.md");
    let whole = fs::read_to_string(&path).unwrap();
    println!("generations, memory MiB, open files, MiB on disk");
    for number in 0..=1_000 {
        fs::write(&path, format!("{whole}\n\nZusatz {number}.\n")).unwrap();
        app::build(&config, false, &()).unwrap();
        service.live_index.refresh();
        let question = Question::new(&format!("Wer leitet das CFIUS im Jahr {number}?"));
        drop(queue.ask(&question).await.unwrap());
        if number % 200 == 0 {
            let files = fs::read_dir("/proc/self/fd").unwrap().count();
            let disk = bytes(&config.data) as f64 / 1024.0 / 1024.0;
            println!("{number}, {:.1}, {files}, {disk:.2}", memory());
        }
    }
}

fn copy_of_the_report(folder: &Path) -> Config {
    let mut config = generated::bundled();
    let corpus = folder.join("corpus");
    fs::create_dir_all(&corpus).unwrap();
    for entry in fs::read_dir(&config.corpus.folder).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, corpus.join(path.file_name().unwrap())).unwrap();
    }
    config.corpus.folder = corpus;
    config.data = folder.join("data");
    config
}

fn bytes(folder: &Path) -> u64 {
    let entries = walkdir::WalkDir::new(folder).into_iter();
    let metadata = entries.filter_map(|entry| entry.ok()?.metadata().ok());
    metadata
        .filter(fs::Metadata::is_file)
        .map(|m| m.len())
        .sum()
}

/// Resident memory in MiB.
fn memory() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmRSS"))
        .unwrap();
    let kib: f64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    kib / 1024.0
}

fn spread(mut times: Vec<Duration>) -> String {
    times.sort();
    let ms = |time: Duration| format!("{:.0}", time.as_secs_f64() * 1_000.0);
    let (first, last) = (times[0], times[times.len() - 1]);
    format!(
        "{} [{}, {}]",
        ms(times[times.len() / 2]),
        ms(first),
        ms(last)
    )
}
