//! The bot under load: the program itself, in a process of its own, against the faked Discord of
//! the tests, with words alone and with the bundled model.
//!
//! ```text
//! cargo bench --bench load                  1, 20 and 100 questions a second, 20,000 in all, twice
//! cargo bench --bench load -- --words       only with words alone
//! cargo bench --bench load -- --model       only with the model
//! cargo bench --bench load -- --seconds 10  the same for 10 seconds each
//! cargo bench --bench load -- --memory      60,000 questions, 200 a second, or 60 with the model
//! ```
//!
//! A time is that from the sending of an interaction to the arrival of its first answer, on
//! loopback. No two questions are the same to the bot, so that no answer comes from its memory.
//! What the bot allocates is told apart from the files that it has mapped: those are given back
//! whenever the machine needs room.
#![allow(clippy::print_stdout, reason = "a measurement prints")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a measurement that cannot go on ends"
)]

use std::{
    cell::Cell,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use fake_discord::{Discord, TOKEN};
use serde_json::{Value, json};

/// So many questions at the highest rate, twice: memory must not grow over the second half.
const QUESTIONS: usize = 10_000;
const STARTS: usize = 5;

/// How the questions are met.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Words,
    Meaning,
}

#[tokio::main]
async fn main() {
    let has = |flag: &str| std::env::args().any(|arg| arg == flag);
    for (by, other) in [(By::Words, "--model"), (By::Meaning, "--words")] {
        if !has(other) {
            measure(by, has("--memory")).await;
        }
    }
}

async fn measure(by: By, is_of_memory: bool) {
    println!(
        "\n{}\n",
        match by {
            By::Words => "words alone",
            By::Meaning => "with the bundled model",
        }
    );
    let data = tempfile::tempdir().unwrap();
    let mut index = Running::program("index", data.path(), by);
    assert!(index.stderr(Stdio::null()).status().unwrap().success());
    if !is_of_memory {
        starts(data.path(), by).await;
    }
    let discord = Discord::start().await;
    discord.measures();
    let bot = Running::start(&discord, data.path(), by).await;
    println!(
        "| what | a second | count | p50 ms | p99 ms | longest | lost or late | turned away | \
         allocated MiB | mapped MiB |\n|---|---|---|---|---|---|---|---|---|---|"
    );
    println!("| at the start | | | | | | | | {} |", bot.memory());
    let rate = match by {
        By::Words => 200,
        // Embedding a question takes 13 ms of a core; the fake takes its share of the two.
        By::Meaning => 60,
    };
    if is_of_memory {
        for _ in 0..6 {
            run(&discord, &bot, What::Ask, rate, QUESTIONS).await;
        }
    } else {
        let seconds = seconds();
        let short = seconds.unwrap_or(30);
        let long = seconds.map_or(QUESTIONS, |seconds| seconds * 100);
        for (what, rate, count) in [
            (What::Ask, 1, short),
            (What::Ask, 20, short * 20),
            (What::Type, 20, short * 20),
            // The first tenth warms up everything that is warmed up once.
            (What::Ask, 100, long / 10),
            (What::Ask, 100, long - long / 10),
            // What is remembered for a while is full now.
            (What::Ask, 100, long),
        ] {
            run(&discord, &bot, what, rate, count).await;
        }
    }
    drop(bot);
    discord.end();
}

/// From the start of the process to the last command registered.
async fn starts(data: &Path, by: By) {
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        let discord = Discord::start().await;
        let begun = Instant::now();
        let _bot = Running::start(&discord, data, by).await;
        starts.push(begun.elapsed());
    }
    starts.sort();
    println!(
        "start to ready: {} ms, of {STARTS} from {} to {}\n",
        ms(starts[STARTS / 2]),
        ms(starts[0]),
        ms(starts[STARTS - 1])
    );
}

fn seconds() -> Option<usize> {
    let mut args = std::env::args().skip_while(|arg| arg != "--seconds");
    args.nth(1)?.parse().ok()
}

#[derive(Clone, Copy)]
enum What {
    Ask,
    Type,
}

/// Sends so many interactions at a steady rate, whether they are answered or not, and prints how
/// long each answer took.
async fn run(discord: &Discord, bot: &Running, what: What, rate: u32, count: usize) {
    let questions = questions();
    let before = bot.asked.get();
    bot.asked.set(before + count);
    let anna = discord.anna();
    let mut ticks = tokio::time::interval(Duration::from_secs(1) / rate);
    let mut tokens = Vec::with_capacity(count);
    for n in before..before + count {
        ticks.tick().await;
        let question = &questions[n % questions.len()];
        tokens.push(match what {
            What::Ask => {
                let question = format!("{question}{}", marks(n / questions.len()));
                anna.send_slash("ask", &[("question", json!(question))])
            }
            What::Type => {
                let typed: String = question.chars().take(5 + n % 30).collect();
                anna.send_typed("ask", "question", &typed)
            }
        });
    }
    tokio::time::sleep(Duration::from_secs(3)).await;
    let mut times: Vec<Duration> = tokens
        .iter()
        .filter_map(|token| discord.took(token))
        .collect();
    times.sort();
    let lost = count - times.len();
    let late = times
        .iter()
        .filter(|time| **time > Duration::from_secs(3))
        .count();
    let at = |share: f64| {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "an index"
        )]
        let index = (times.len() as f64 * share) as usize;
        ms(times[index.min(times.len() - 1)])
    };
    let what = match what {
        What::Ask => "`/ask`",
        What::Type => "suggestions",
    };
    println!(
        "| {what} | {rate} | {count} | {} | {} | {} | {} | {} | {} |",
        at(0.5),
        at(0.99),
        at(1.0),
        lost + late,
        discord.saying("Gerade fragen viele"),
        bot.memory()
    );
    assert_eq!(lost + late, 0, "answers were lost or late");
    discord.forget();
}

/// Marks that say nothing, and make a question another one.
fn marks(mut number: usize) -> String {
    let mut marks = String::new();
    loop {
        marks.push(['?', '!', '.', '…'][number % 4]);
        number /= 4;
        if number == 0 {
            return marks;
        }
    }
}

fn questions() -> Vec<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/eval/bundled.jsonl");
    let text = std::fs::read_to_string(file).unwrap();
    let lines = text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines
        .map(|line| {
            line["question"]
                .as_str()
                .unwrap()
                .trim_end_matches('?')
                .to_owned()
        })
        .collect()
}

fn ms(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1_000.0)
}

/// The program, serving.
struct Running {
    process: Child,
    /// How many questions it was asked.
    asked: Cell<usize>,
}

impl Running {
    fn program(command: &str, data: &Path, by: By) -> Command {
        let mut program = Command::new(env!("CARGO_BIN_EXE_fundstelle"));
        let has_meaning = by == By::Meaning;
        program
            .arg(command)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env("FUNDSTELLE_DATA", data)
            .env("FUNDSTELLE_EMBEDDING__ENABLED", has_meaning.to_string())
            .stdout(Stdio::null());
        program
    }

    /// Starts it, and waits until it is connected and has its commands registered.
    async fn start(discord: &Discord, data: &Path, by: By) -> Self {
        let process = Self::program("serve", data, by)
            .env("DISCORD_TOKEN", TOKEN)
            .env("FUNDSTELLE_DISCORD__API", discord.url())
            .env("FUNDSTELLE_DISCORD__USER_PER_MINUTE", "100000")
            .env("FUNDSTELLE_DISCORD__SERVER_PER_MINUTE", "100000")
            .env("FUNDSTELLE_WEB__ENABLED", "false")
            .env("FUNDSTELLE_HEALTH__ENABLED", "false")
            .env("RUST_LOG", "error")
            .spawn()
            .unwrap();
        let asked = Cell::new(0);
        let running = Self { process, asked };
        discord.has_commands().await;
        running
    }

    /// What it has allocated, and what it has mapped of files: two columns, in MiB.
    fn memory(&self) -> String {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id()));
        let status = status.unwrap_or_default();
        let of = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
            kib.unwrap_or(f64::NAN) / 1_024.0
        };
        format!("{:.1} | {:.1}", of("RssAnon:"), of("RssFile:"))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}
