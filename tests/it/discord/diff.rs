//! Editions over time on Discord: `/diff` shows what changed, and what is of an older edition leads to the newest.

use std::fs;

use serde_json::json;
use tempfile::TempDir;

use super::{corpus::Silent, end};
use crate::{
    diff::{OLD_RULES, RULES},
    harness::{Bot, Discord},
};

/// A bot that serves a document in two editions.
async fn start() -> (TempDir, Discord, Bot) {
    let folder = TempDir::new().unwrap();
    let corpus = folder.path().join("corpus");
    fs::create_dir(&corpus).unwrap();
    fs::write(corpus.join("rules@2024-06.md"), RULES).unwrap();
    fs::write(corpus.join("rules@2021.md"), OLD_RULES).unwrap();
    let discord = Discord::start().await;
    let config = discord.config(&corpus, discord.data());
    let bot = discord.bot(&config).await;
    (folder, discord, bot)
}

#[tokio::test]
async fn what_changed_is_shown_word_by_word_with_both_places() {
    let (_folder, discord, bot) = start().await;
    let ben = discord.ben();
    let place = |place: &str| [("place", json!(place))];
    let changed = ben.slash("diff", &place("§ 2.2")).await;
    insta::assert_snapshot!(changed, @"");
    let old = ben.press(&changed, "2021").await;
    insta::assert_snapshot!(old, @"");
    let gone = ben.slash("diff", &place("§ 2.3")).await;
    insta::assert_snapshot!(gone, @"");
    let none = discord.anna().slash("diff", &place("§ 9")).await;
    insta::assert_snapshot!(none, @"");
    end(discord, bot).await;
}

#[tokio::test]
async fn the_buttons_of_an_edition_that_was_put_aside_lead_to_it() {
    let (folder, discord, bot) = start().await;
    let corpus = folder.path().join("corpus");
    bot.stop().await;
    fs::remove_file(corpus.join("rules@2024-06.md")).unwrap();
    fs::rename(corpus.join("rules@2021.md"), corpus.join("rules.md")).unwrap();
    let config = discord.config(&corpus, discord.data());
    fundstelle::app::build(&config, false, &Silent).unwrap();
    let bot = discord.bot(&config).await;
    let ben = discord.ben();
    let answer = ben.ask("How high is the yearly fee?").await;
    assert!(answer.description().contains("20 euros"), "{answer}");
    bot.stop().await;
    fs::rename(corpus.join("rules.md"), corpus.join("rules@2021.md")).unwrap();
    fs::write(corpus.join("rules.md"), RULES).unwrap();
    fundstelle::app::build(&config, false, &Silent).unwrap();
    let bot = discord.bot(&config).await;
    let section = ben.press(&answer, "Full section").await;
    insta::assert_snapshot!(section, @"");
    end(discord, bot).await;
}

#[tokio::test]
async fn an_older_edition_leads_to_the_same_place_in_the_newest() {
    let (_folder, discord, bot) = start().await;
    let ben = discord.ben();
    let newest = ben.ask("How high is the yearly fee?").await;
    assert!(
        newest.description().contains("25 euros") && !newest.to_string().contains("newer"),
        "{newest}"
    );
    let of_old = [
        ("question", json!("How high is the yearly fee?")),
        ("document", json!("rules@2021")),
    ];
    let old = ben.slash("ask", &of_old).await;
    insta::assert_snapshot!(old, @"");
    let newer = ben.press(&old, "Newer edition").await;
    insta::assert_snapshot!(newer, @"");
    end(discord, bot).await;
}
