//! Collections: who sees which documents, by every way in, and that no word of the others ever comes out.
//!
//! Each document has four words that stand nowhere else: `name` in its title, its heading and its path; `fee` and
//! `rule` in its text; `note` in a footnote. What is typed may be repeated by a reply, so a test types one of them and
//! looks for the others.

mod command_line;
mod forged;
mod matrix;
mod settings;
mod web;

use std::{fs, path::Path};

use fake_discord::{Bot, CHANNEL, Discord, GUILD, OTHER_GUILD, written_long_ago};
use fundstelle::config::{CollectionConfig, Config, LibraryUse};
use tempfile::TempDir;

use crate::pdf::paper::Paper;

/// A role.
const STAFF: u64 = 42;

/// The token that shows the collection `press`.
const TOKEN: &str = "press-token-that-nobody-guesses";

/// A document with its words.
struct Doc {
    folder: &'static str,
    name: &'static str,
    fee: &'static str,
    rule: &'static str,
    note: &'static str,
}

const fn doc(
    folder: &'static str,
    name: &'static str,
    [fee, rule, note]: [&'static str; 3],
) -> Doc {
    Doc {
        folder,
        name,
        fee,
        rule,
        note,
    }
}

/// The folders are called by who sees them.
const DOCS: [Doc; 10] = [
    doc("", "zolbrin", ["kaplumic", "werfotal", "stibonek"]),
    // All of the first server.
    doc("board/", "quarnel", ["dimtober", "folsarik", "bruntagi"]),
    // Within it, the second server.
    doc(
        "board/club/",
        "vexolin",
        ["gastumel", "priwendo", "hulkanet"],
    ),
    // Of the first server, one channel.
    doc("desk/", "mirtopal", ["lurvandi", "cestoriv", "noptalin"]),
    // Of the first server, one role.
    doc("staff/", "dranukel", ["wipsalto", "jermondi", "tuskarib"]),
    // Both at once.
    doc(
        "both/2026/",
        "plonteri",
        ["sorgamit", "fendulor", "ximparel"],
    ),
    // Nobody on Discord.
    doc("press/", "sulfanto", ["berlokin", "mastigor", "yendurap"]),
    // Added on the first server, and on the second.
    doc(
        ".library/100/",
        "brenzuli",
        ["hostamil", "quirbado", "lefunter"],
    ),
    doc(
        ".library/101/",
        "mockatrel",
        ["zarphenu", "dwelobin", "grastimo"],
    ),
    // Nobody but the command line.
    doc("vault/", "thrumbik", ["olvesani", "rucdomel", "piltagor"]),
];

impl Doc {
    fn id(&self) -> String {
        format!("{}{}", self.folder, self.name)
    }

    /// A question that has none of its words but the name.
    fn question(&self) -> String {
        format!("What is the {} fee?", self.name)
    }

    /// A sentence of it that has one of its words.
    fn sentence(&self) -> String {
        format!(
            "The {} of the harbour rings at noon on every single day.",
            self.rule
        )
    }

    fn words(&self) -> [&'static str; 4] {
        [self.name, self.fee, self.rule, self.note]
    }

    fn text(&self) -> String {
        let Doc {
            name,
            fee,
            rule,
            note,
            ..
        } = self;
        format!(
            "---\ntitle: Book of {name}\nlanguage: en\nexamples:\n  - What is the {fee} about?\n---\n\n\
             ## 1. The {name} fee\n\nThe {name} fee of the harbour is nine {fee} a day.[^1]\n\n\
             ## 2. The bell of {rule}\n\nThe {rule} of the harbour rings at noon on every single day.\n\n\
             [^1]: See the {note} of the harbour.\n"
        )
    }
}

/// The document whose name this is.
fn named(name: &str) -> &'static Doc {
    let mut docs = DOCS.iter();
    docs.find(|doc| doc.name == name)
        .expect("there is such a document")
}

/// Writes the documents, and besides them what ties open ones to closed ones: a translation, an older edition, a PDF and a
/// file that cannot be read.
fn write(corpus: &Path) {
    for doc in &DOCS {
        let path = match doc.id().strip_prefix(".library") {
            Some(kept) => corpus.join(format!("../data/library{kept}.md")),
            None => corpus.join(format!("{}.md", doc.id())),
        };
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, doc.text()).unwrap();
    }
    let edition = "---\ntitle: Book of zolbrin, olbramek\nedition: 2019 olbramek\nedition_of: zolbrin\n---\n\n\
                   ## 1. The zolbrin fee\n\nThe zolbrin fee of the harbour is two olbramek a day.\n";
    fs::write(corpus.join("vault/zolbrin-2019.md"), edition).unwrap();
    let translation = "---\ntitle: Buch von Zolbrin, krusebart\nlanguage: de\ntranslation_of: zolbrin\n---\n\n\
                       ## 1. Die Gebühr\n\nDie Gebühr im Hafen beträgt neun krusebart am Tag.\n";
    fs::write(corpus.join("vault/zolbrin-de.md"), translation).unwrap();
    let paper = Paper::new().title("Plan of tarnubel").page(|page| {
        page.text(
            50.0,
            50.0,
            &["The tarnubel crane of the harbour lifts nine felgarot."],
        );
    });
    fs::write(corpus.join("vault/tarnubel.pdf"), paper.bytes()).unwrap();
    fs::write(corpus.join("vault/unreadable-ombrisk.pdf"), "no PDF").unwrap();
    written_long_ago(corpus);
}

/// Words of the documents that are in the vault besides those of its own document.
const IN_VAULT: [&str; 5] = ["olbramek", "krusebart", "tarnubel", "felgarot", "ombrisk"];

/// The collections of these tests.
fn collections() -> Vec<CollectionConfig> {
    let of = |name: &str, servers: &[u64], channels: &[u64], roles: &[u64]| CollectionConfig {
        name: name.to_owned(),
        folders: vec![name.to_owned()],
        servers: servers.to_vec(),
        channels: channels.to_vec(),
        roles: roles.to_vec(),
        ..CollectionConfig::default()
    };
    let mut all = vec![
        of("board", &[GUILD], &[], &[]),
        of("club", &[OTHER_GUILD], &[], &[]),
        of("desk", &[GUILD], &[CHANNEL], &[]),
        of("staff", &[GUILD], &[], &[STAFF]),
        of("both", &[GUILD], &[CHANNEL], &[STAFF]),
        of("press", &[], &[], &[]),
        of("vault", &[], &[], &[]),
    ];
    all[1].folders = vec!["board/club".to_owned()];
    all[5].token = TOKEN.to_owned().into();
    all
}

/// Settings with the documents and the collections.
fn configure(config: &mut Config, folder: &Path) {
    let corpus = folder.join("corpus");
    write(&corpus);
    config.corpus.folder = corpus;
    config.data = folder.join("data");
    config.embedding.enabled = false;
    "https://pages.example".clone_into(&mut config.web.url);
    config.collections = collections();
}

/// A bot that serves them.
async fn start() -> (Discord, Bot, TempDir) {
    let folder = TempDir::new().unwrap();
    let discord = Discord::start().await;
    let mut config = discord.config(folder.path(), folder.path());
    configure(&mut config, folder.path());
    config.library.enabled = LibraryUse::AllServers;
    config.discord.user_per_minute = 100_000;
    discord.bot_is_on(&[GUILD, OTHER_GUILD, 77]);
    let bot = discord.bot(&config).await;
    (discord, bot, folder)
}

/// The names of the documents that a text speaks of.
fn names_in(text: &str) -> String {
    let named = DOCS.iter().filter(|doc| text.contains(doc.name));
    named.map(|doc| doc.name).collect::<Vec<_>>().join(" ")
}

/// Fails if a text has a word of a document that is not among those that may be seen, but for those that were typed.
#[track_caller]
fn has_no_other(text: &str, seen: &str, typed: &str) {
    let hidden = DOCS.iter().filter(|doc| !seen.contains(doc.name));
    let words = hidden.flat_map(Doc::words).chain(IN_VAULT);
    let text = text.to_lowercase();
    for word in words.filter(|word| !typed.contains(word)) {
        assert!(
            !text.contains(word),
            "{word} came out after {typed:?}:\n{text}"
        );
    }
}
