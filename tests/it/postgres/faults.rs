//! Three bots that share everything, while one of them dies, or the database does: no answer is lost or wrong, no
//! setting is lost, and no shard is unserved for long.
//!
//! ```text
//! FUNDSTELLE_TEST_ROUNDS=200 cargo test --test it -- faults --nocapture
//! ```
//!
//! does so many rounds, and prints the table of `docs/reliability.md`. Without a number there is one of each fault.
//! A bot dies without giving anything back, as a process that is killed does. Leases run for three seconds here
//! and not for as long as usual, so that rounds are short.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::Path,
    time::{Duration, Instant},
};

use fake_discord::{Bot, Discord, Person, written_long_ago};
use fundstelle::{
    config::{Config, IndexSharing, LibraryUse},
    store::Store,
    telemetry::Corpus,
};
use tempfile::TempDir;

use super::{
    cluster::Cluster,
    shards::{NAME, TERMS, is_whole, until},
};
use crate::{discord::corpus, reliability::number};

const SHARDS: u64 = 6;
const BOTS: usize = 3;
const QUESTION: &str = "Wie hoch ist der Turm?";

/// The most that a shard may be unserved.
const UNSERVED: Duration = Duration::from_secs(30);

/// The time that anything else may take on a busy machine.
const LONG: Duration = Duration::from_secs(40);

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fault {
    Bot,
    Builder,
    Database,
    Connections,
}

const FAULTS: [Fault; 4] = [
    Fault::Bot,
    Fault::Builder,
    Fault::Database,
    Fault::Connections,
];

impl Fault {
    fn name(self) -> &'static str {
        match self {
            Self::Bot => "a bot is killed",
            Self::Builder => "the bot that builds the index is killed",
            Self::Database => "PostgreSQL crashes, and starts again",
            Self::Connections => "all connections to PostgreSQL are cut",
        }
    }
}

/// The outcome of the rounds of a fault.
#[derive(Default)]
struct Row {
    rounds: usize,
    answers: usize,
    /// The longest that a shard was unserved.
    unserved: Duration,
    /// The longest until everybody answered from the changed document.
    changed: Duration,
}

/// All that takes part.
struct Fleet {
    cluster: Cluster,
    discord: Discord,
    documents: TempDir,
    bots: Vec<Bot>,
    begun: usize,
}

fn server_on(shard: u64) -> u64 {
    (shard << 22) + 7
}

fn says(metres: usize) -> String {
    format!("{metres} Meter")
}

impl Fleet {
    async fn start() -> Option<Self> {
        let cluster = Cluster::start()?;
        drop(cluster.database(NAME));
        let discord = Discord::start().await;
        discord.advises_shards(SHARDS, 2, TERMS.apart / 2);
        discord.hurries(TERMS);
        let servers: Vec<u64> = (0..SHARDS).map(server_on).collect();
        discord.bot_is_on(&servers);
        let mut fleet = Self {
            cluster,
            discord,
            documents: TempDir::new().unwrap(),
            bots: Vec::new(),
            begun: 0,
        };
        fleet.write(100);
        written_long_ago(fleet.documents.path());
        for _ in 0..BOTS {
            fleet.begin();
        }
        fleet.is_served().await;
        Some(fleet)
    }

    fn write(&self, metres: usize) {
        let text = format!("# Turm\n\nDer Turm ist {} hoch.\n", says(metres));
        fs::write(self.documents.path().join("turm.md"), text).unwrap();
    }

    fn config(&self, data: &Path) -> Config {
        let mut config = corpus::config(&self.discord);
        config.corpus.folder = self.documents.path().into();
        config.corpus.refresh_seconds = 1;
        config.data = data.into();
        config.library.enabled = LibraryUse::Off;
        config.index.share = IndexSharing::Postgres;
        config.store.url = self.cluster.url(NAME).into();
        config
    }

    /// One more bot, with nothing of its own yet.
    fn begin(&mut self) {
        let data = self.discord.data().join(format!("bot-{}", self.begun));
        self.begun += 1;
        self.bots.push(self.discord.begin(&self.config(&data)));
    }

    async fn is_served(&self) -> Duration {
        let what = "all shards are served once";
        until(what, LONG, async || is_whole(&self.discord, SHARDS)).await
    }

    /// The place of the bot that builds, or of another.
    async fn find(&mut self, builds: bool) -> usize {
        let begun = Instant::now();
        loop {
            for (at, bot) in self.bots.iter_mut().enumerate() {
                let text = bot.metrics().await.text(Corpus::default()).unwrap();
                if text.contains("fundstelle_index_builder 1") == builds {
                    return at;
                }
            }
            assert!(begun.elapsed() < LONG, "nobody builds");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    fn people(&self) -> Vec<Person> {
        let on = |shard| self.discord.anna().in_guild(server_on(shard));
        (0..SHARDS).map(on).collect()
    }

    /// Asks on every shard; what is said must be what the document says or said before. Tells whether all say the
    /// former.
    async fn ask(&self, now: usize, before: usize, answers: &mut usize) -> bool {
        let mut is_new = true;
        for person in self.people() {
            let answer = person.ask(QUESTION).await;
            let said = answer.description();
            let says_now = said.contains(&says(now));
            assert!(says_now || said.contains(&says(before)), "{answer}");
            is_new &= says_now;
            *answers += 1;
        }
        is_new
    }

    /// Whether every shard answers as privately as its server says.
    async fn keeps(&self, is_private: impl Fn(u64) -> bool) -> bool {
        for (shard, person) in (0..SHARDS).zip(self.people()) {
            if person.ask(QUESTION).await.is_private() != is_private(shard) {
                return false;
            }
        }
        true
    }

    /// Lets a fault happen; gives how long a shard was unserved.
    async fn suffer(
        &mut self,
        fault: Fault,
        now: usize,
        before: usize,
        answers: &mut usize,
    ) -> Duration {
        match fault {
            Fault::Bot | Fault::Builder => {
                let at = self.find(fault == Fault::Builder).await;
                let dead = self.bots.remove(at);
                dead.vanish().await;
                until("its shards are not heard", LONG, async || {
                    !is_whole(&self.discord, SHARDS)
                })
                .await;
                let unserved = self.is_served().await;
                self.begin();
                unserved
            }
            Fault::Database => {
                self.cluster.stop();
                self.ask(now, before, answers).await;
                self.cluster.go_on();
                self.is_served().await
            }
            Fault::Connections => {
                self.cluster.cut(NAME);
                self.ask(now, before, answers).await;
                self.is_served().await
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_whatever_dies() {
    let Some(mut fleet) = Fleet::start().await else {
        return;
    };
    let rounds = number("FUNDSTELLE_TEST_ROUNDS");
    let rounds = rounds.map_or(FAULTS.len(), |rounds| usize::try_from(rounds).unwrap());
    let mut table: BTreeMap<Fault, Row> = BTreeMap::new();
    for (round, fault) in FAULTS.into_iter().cycle().take(rounds).enumerate() {
        let (before, now) = (100 + round, 101 + round);
        let row = table.entry(fault).or_default();
        row.rounds += 1;
        // Chosen just before it happens.
        let private = round as u64 % SHARDS;
        choose(&fleet, round as u64).await;
        fleet.write(now);
        let begun = Instant::now();
        let unserved = fleet.suffer(fault, now, before, &mut row.answers).await;
        assert!(unserved < UNSERVED, "{}: {unserved:?}", fault.name());
        row.unserved = row.unserved.max(unserved);
        while !fleet.ask(now, before, &mut row.answers).await {
            let waited = begun.elapsed();
            assert!(waited < LONG, "{}: {waited:?}", fault.name());
        }
        row.changed = row.changed.max(begun.elapsed());
        let (kept, what) = (Instant::now(), "the settings hold");
        until(what, LONG, async || {
            fleet.keeps(|shard| shard == private).await
        })
        .await;
        let kept = kept.elapsed();
        assert!(kept < LONG, "{kept:?}");
        fleet.is_served().await;
    }
    eprintln!("{}", shown(&table));
    for bot in fleet.bots {
        bot.stop().await;
    }
}

/// Has the server on one shard answered privately, and the one of the round before no longer.
async fn choose(fleet: &Fleet, round: u64) {
    let server = fundstelle::store::PostgresServer::new(&fleet.cluster.url(NAME), 2).unwrap();
    let chosen = tokio::task::spawn_blocking(move || {
        let store = Store::connect(&server).unwrap();
        for (round, is_private) in [(round + SHARDS - 1, false), (round, true)] {
            let of = server_on(round % SHARDS);
            let change =
                |settings: &mut fundstelle::store::Settings| settings.is_private = is_private;
            drop(store.change_settings(of, 0, change).unwrap());
        }
    });
    chosen.await.unwrap();
}

fn shown(table: &BTreeMap<Fault, Row>) -> String {
    let mut text = "\n| what happens | rounds | answers | lost or wrong | settings lost | longest without a shard, s | \
                    longest until the changed document answers, s |\n|---|--:|--:|--:|--:|--:|--:|\n"
        .to_owned();
    for (fault, row) in table {
        let (name, rounds, answers) = (fault.name(), row.rounds, row.answers);
        let (unserved, changed) = (row.unserved.as_secs_f32(), row.changed.as_secs_f32());
        writeln!(
            text,
            "| {name} | {rounds} | {answers} | 0 | 0 | {unserved:.1} | {changed:.1} |"
        )
        .unwrap();
    }
    text
}
