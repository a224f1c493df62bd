//! Whatever is done to a folder, in whatever order: the index that was kept up to date says what a
//! fresh one says.

use std::{fs, path::Path};

use fundstelle::{
    app::{self, App},
    config::Config,
    index::DocumentEntry,
};
use proptest::{collection::vec, prelude::*};
use tempfile::TempDir;

const NAMES: [&str; 5] = ["a.md", "b.md", "b.txt", "tief/c.md", "tief/d.txt"];

/// What is done to a folder.
#[derive(Clone, Debug)]
enum Step {
    Write(usize, u8),
    /// Over whatever is there.
    Rename(usize, usize),
    Remove(usize),
    Break(usize),
    Name(usize),
    /// Time for a build.
    Build,
}

fn step() -> impl Strategy<Value = Step> {
    let name = || 0..NAMES.len();
    prop_oneof![
        4 => (name(), any::<u8>()).prop_map(|(name, text)| Step::Write(name, text % 4)),
        3 => (name(), name()).prop_map(|(from, to)| Step::Rename(from, to)),
        1 => name().prop_map(Step::Remove),
        1 => name().prop_map(Step::Break),
        1 => name().prop_map(Step::Name),
        4 => Just(Step::Build),
    ]
}

impl Step {
    fn take(&self, corpus: &Path, config: &Config) {
        let path = |name: &usize| corpus.join(NAMES[*name]);
        let may_be_gone = match self {
            Step::Write(name, text) => fs::write(
                path(name),
                format!("# Blatt {text}\n\nDas Blatt kostet {text} Kronen.\n"),
            ),
            Step::Rename(from, to) => fs::rename(path(from), path(to)),
            Step::Remove(name) => fs::remove_file(path(name)),
            Step::Break(name) => fs::write(path(name), b"\x89PNG\r\n\x1a\n\0\0"),
            Step::Name(name) => {
                let sidecar = path(name).with_extension("outline.toml");
                fs::write(sidecar, "title = \"Benannt\"\n")
            }
            Step::Build => {
                app::build(config, false, &()).unwrap();
                Ok(())
            }
        };
        drop(may_be_gone);
    }
}

fn config(folder: &Path, data: &str) -> Config {
    let mut config = Config {
        data: folder.join(data),
        ..Config::default()
    };
    config.corpus.folder = folder.join("corpus");
    config.embedding.enabled = false;
    config
}

/// Everything that is served, but for the times of files.
fn served(config: &Config) -> Vec<(DocumentEntry, String, bool)> {
    let app = App::open(config, &()).unwrap().app;
    let generation = app.generation();
    let entries = generation.manifest().documents.iter();
    entries
        .map(|entry| {
            let document = generation.document(&entry.id).unwrap().unwrap();
            let question = format!("Was kostet {}?", entry.title());
            let answer = app.ask(&question, Some(entry.id.clone())).unwrap();
            let entry = DocumentEntry {
                files: Vec::new(),
                ..entry.clone()
            };
            let answers = format!("{answer:?}").contains("Kronen");
            (entry, format!("{document:?}"), answers)
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn what_is_kept_up_to_date_is_what_a_fresh_index_is(steps in vec(step(), 1..24)) {
        let folder = TempDir::new().unwrap();
        let corpus = folder.path().join("corpus");
        fs::create_dir_all(corpus.join("tief")).unwrap();
        // Never empty.
        fs::write(corpus.join("immer.md"), "# Immer\n\nImmer kostet es Kronen.\n").unwrap();
        let kept = config(folder.path(), "kept");
        for step in &steps {
            step.take(&corpus, &kept);
        }
        // What is broken is served as it was; a fresh index knows of nothing that was.
        for name in NAMES {
            if fs::read(corpus.join(name)).is_ok_and(|bytes| bytes.starts_with(b"\x89PNG")) {
                fs::remove_file(corpus.join(name)).unwrap();
            }
        }
        prop_assert_eq!(served(&kept), served(&config(folder.path(), "fresh")));
    }
}
