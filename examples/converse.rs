//! Talk to the bot on the command line, against the faked Discord of the tests: what it says is
//! shown as a reader would see it there, with its buttons.
//!
//! ```text
//! cargo run --release --example converse -- [--corpus DIR] [--lang de] [--words]
//!
//! Wer leitet das CFIUS?      asks, as /ask does
//! > und in Japan?            asks on, by the button of the last answer
//! [Ganzer Abschnitt          presses the button that begins so
//! @ Wer leitet das CFIUS?    writes a message that mentions the bot
//! /verify quote=…            any other command, with its one option
//! ~ wer leitet               types, and shows what is suggested
//! ```
#![allow(clippy::print_stdout, reason = "an example prints")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::string_slice,
    reason = "a conversation that cannot go on ends"
)]

use std::{io::BufRead as _, path::PathBuf};

use fake_discord::{Discord, Person, Said};
use fundstelle::config::Config;
use serde_json::json;

#[tokio::main]
async fn main() {
    let discord = Discord::start().await;
    let config = config(&discord);
    fundstelle::app::build(&config, false, &()).unwrap();
    let bot = discord.bot(&config).await;
    let locale = if option("--lang").as_deref() == Some("de") {
        "de"
    } else {
        "en-US"
    };
    let person = discord.anna().with_locale(locale).administrator();
    let mut last = None;
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        println!("\n>>> {line}");
        if let Some(said) = answer(&person, line.trim(), last.as_ref()).await {
            println!("{said}");
            last = Some(said);
        }
    }
    bot.stop().await;
    discord.end();
}

fn config(discord: &Discord) -> Config {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let corpus = option("--corpus").map_or_else(|| root.join("corpus"), PathBuf::from);
    let mut config = discord.config(&corpus, discord.data());
    config.embedding.enabled = !std::env::args().any(|arg| arg == "--words");
    config
}

fn option(name: &str) -> Option<String> {
    std::env::args().skip_while(|arg| arg != name).nth(1)
}

async fn answer(person: &Person, line: &str, last: Option<&Said>) -> Option<Said> {
    match line.chars().next()? {
        '>' => {
            let follow_up = button(last?, &["Follow-up", "Nachfragen"])?;
            let form = person.open(last?, &follow_up).await;
            Some(person.fill(last?, &form, line[1..].trim()).await)
        }
        '[' => {
            let label = button(last?, &[line[1..].trim()])?;
            Some(person.press(last?, &label).await)
        }
        '@' => {
            let asked = person.write(&format!("<@{}> {}", fake_discord::BOT, line[1..].trim()));
            Some(person.reply_to(asked).await)
        }
        '/' => {
            let (name, option) = line[1..].split_once(' ').unwrap_or((&line[1..], ""));
            let option = option
                .split_once('=')
                .map(|(name, value)| (name, json!(value)));
            Some(person.slash(name, option.as_slice()).await)
        }
        '~' => {
            for (name, _) in person.type_into("ask", "question", line[1..].trim()).await {
                println!("  {name}");
            }
            None
        }
        _ => Some(person.ask(line).await),
    }
}

/// The label of the first button that begins so.
fn button(said: &Said, beginnings: &[&str]) -> Option<String> {
    let begins = |label: &String| beginnings.iter().any(|start| label.starts_with(start));
    let mut labels = said.buttons().into_iter().map(|(label, _)| label);
    let found = labels.find(begins);
    if found.is_none() {
        println!("there is no such button");
    }
    found
}
