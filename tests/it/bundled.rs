//! The report of this repository with its meaning, for the price of its words: the model reads its texts once,
//! and every index of it takes the vectors from the journal that an interrupted build would have left.
//!
//! The journal is kept in the target folder, for as long as nothing changes on which vectors depend. All else is
//! built anew in each test: the journal is asked by the words of a text.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use fundstelle::{
    app,
    config::Config,
    index::{BuildStage, Generations, Progress},
};
use tempfile::TempDir;

/// The name of the journal in the folder of an index.
const JOURNAL: &str = "embedded.redb";

/// What vectors depend on, but for the model (the journal knows its own) and the texts (it is asked by them).
const VECTORS_COME_FROM: [&str; 4] = [
    "Cargo.lock",
    "rust-toolchain.toml",
    "src/embedding",
    "src/index/vectors",
];

/// The journal of a build that has just embedded everything.
static EMBEDDED: LazyLock<PathBuf> = LazyLock::new(|| {
    let name = format!("bundled-{}", fingerprint());
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if !kept.join(JOURNAL).exists() {
        embed(&kept);
    }
    kept.join(JOURNAL)
});

/// The folder of the documents.
pub(crate) fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// Lets the first index of a copy of the documents find their vectors.
pub(crate) fn is_embedded(data: &Path, corpus: &Path) {
    let generations = Generations::of_corpus(data, corpus);
    fs::create_dir_all(generations.folder()).unwrap();
    fs::copy(&*EMBEDDED, generations.folder().join(JOURNAL)).unwrap();
}

fn fingerprint() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut hash = blake3::Hasher::new();
    for part in VECTORS_COME_FROM {
        for entry in walkdir::WalkDir::new(root.join(part)).sort_by_file_name() {
            let entry = entry.unwrap();
            if entry.file_type().is_file() {
                hash.update(entry.path().to_string_lossy().as_bytes());
                hash.update(&fs::read(entry.path()).unwrap());
            }
        }
    }
    hash.finalize().to_hex()[..16].to_owned()
}

/// Embeds the documents, and keeps the journal of it in a folder of its own.
fn embed(kept: &Path) {
    let data = TempDir::new().unwrap();
    let mut config = Config {
        data: data.path().to_owned(),
        ..Config::default()
    };
    config.corpus.folder = corpus();
    // The whole folder comes at once, and not at all if another run was faster.
    let made = TempDir::new_in(kept.parent().unwrap()).unwrap();
    let resilient_store = ResilientStore {
        from: Generations::of_corpus(&config.data, &config.corpus.folder)
            .folder()
            .join(JOURNAL),
        to: made.path().join(JOURNAL),
    };
    app::build(&config, false, &resilient_store).unwrap();
    assert!(resilient_store.to.exists(), "a build without a journal");
    if fs::rename(made.path(), kept).is_ok() {
        drop(made.keep());
    }
    assert!(kept.join(JOURNAL).exists());
}

/// Copies the journal when everything is embedded, before the build removes it.
struct ResilientStore {
    from: PathBuf,
    to: PathBuf,
}

impl Progress for ResilientStore {
    fn begin(&self, _stage: BuildStage, _count: usize) {}

    fn advance(&self) {}

    fn finish(&self) {
        // After reading there is none yet.
        if self.from.exists() {
            fs::copy(&self.from, &self.to).unwrap();
        }
    }
}

/// If this fails, every test that asks the report by meaning waits for the model.
#[test]
fn nothing_of_it_is_embedded_again() {
    let data = TempDir::new().unwrap();
    let mut config = Config {
        data: data.path().to_owned(),
        ..Config::default()
    };
    config.corpus.folder = corpus();
    is_embedded(&config.data, &config.corpus.folder);
    let report = app::build(&config, false, &()).unwrap();
    assert_eq!((report.published, report.embedded), (true, 0));
    assert!(report.documents > 1);
}
