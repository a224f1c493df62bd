//! The connection to Discord: breaks, ends, shards.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use futures_util::future::join_all;
use serde_json::json;

use super::{corpus, end, listener::listen, start, start_with};
use fake_discord::{Discord, Trouble};

const QUESTION: &str = "Wer leitet das CFIUS?";

#[tokio::test]
async fn a_session_is_taken_up_again_after_a_break() {
    // Going away; unknown error, reconnect.
    let breaks = [1001, 4000].map(|code| async move {
        let (discord, bot) = start().await;
        discord.close_gateways(code);
        discord.sessions(1, 1).await;
        let answer = discord.anna().ask(QUESTION).await;
        assert!(answer.description().contains("**Geleitet wird"), "{answer}");
        assert_eq!(discord.session_counts(), (1, 1), "{code}");
        assert_eq!(discord.registrations(), 1);
        end(discord, bot).await;
    });
    join_all(breaks).await;
}

#[tokio::test]
async fn a_session_that_is_over_is_begun_anew() {
    // Invalid sequence; session timed out. A session is begun five seconds after the last one.
    let ends = [4007, 4009].map(|code| async move {
        let (discord, bot) = start().await;
        discord.close_gateways(code);
        discord.sessions(2, 0).await;
        let answer = discord.anna().ask(QUESTION).await;
        assert!(answer.description().contains("**Geleitet wird"), "{answer}");
        assert_eq!(discord.session_counts(), (2, 0), "{code}");
        end(discord, bot).await;
    });
    join_all(ends).await;
}

#[tokio::test]
async fn what_discord_does_not_accept_ends_the_bot_with_a_clear_word() {
    // Authentication failed; invalid intents; disallowed intents.
    let refusals = [(4004, "token"), (4013, "intents"), (4014, "intents")];
    let refusals = refusals.map(|(code, word)| async move {
        let (discord, bot) = start().await;
        discord.close_gateways(code);
        let why = bot.ends().await;
        assert!(
            why.contains(word) && why.contains("fundstelle doctor"),
            "{code}: {why}"
        );
        assert!(!why.contains("secret"), "{why}");
        discord.end();
    });
    join_all(refusals).await;
}

#[tokio::test]
async fn a_break_in_the_middle_of_a_question_loses_nothing() {
    let (discord, bot) = start().await;
    let path = "/callback";
    let by = Duration::from_millis(500);
    discord.trouble(Trouble::Slow { path, by });
    let anna = discord.anna();
    let before = anna.send_slash("ask", &[("question", json!(QUESTION))]);
    // Long enough to arrive, too short to be answered.
    tokio::time::sleep(Duration::from_millis(150)).await;
    discord.close_gateways(4000);
    let meanwhile = anna.send_slash("ask", &[("question", json!("Wann entstand SEMATECH?"))]);
    let answer = anna.answer_to(&before).await;
    assert!(answer.description().contains("**Geleitet wird"), "{answer}");
    let answer = anna.answer_to(&meanwhile).await;
    assert!(
        answer.description().contains("SEMATECH entstand"),
        "{answer}"
    );
    assert_eq!(discord.session_counts(), (1, 1));
    end(discord, bot).await;
}

#[tokio::test]
async fn a_process_serves_the_shards_that_it_is_told_to() {
    let discord = Discord::start().await;
    let mut config = corpus::config(&discord);
    config.discord.shards = "2..3/16".to_owned();
    let bot = discord.bot(&config).await;
    let shards: Vec<_> = discord
        .identified()
        .iter()
        .map(|data| data["shard"].clone())
        .collect();
    assert_eq!(shards, [json!([2, 16])]);
    end(discord, bot).await;
}

#[tokio::test]
async fn the_bot_asks_for_no_privileged_intent() {
    let (discord, bot) = start_with(|_| {}).await;
    // Servers, messages in servers, direct messages.
    let intents = &discord.identified()[0]["intents"];
    assert_eq!(*intents, json!((1 << 0) | (1 << 9) | (1 << 12)));
    end(discord, bot).await;
}

#[tokio::test]
async fn a_lost_connection_is_told_and_so_is_its_return() {
    let said = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&said);
    let _heard = listen(move |line| log.lock().unwrap().push(line.to_owned()));
    let lines = |words: &str| {
        let said = said.lock().unwrap();
        let lines = said.iter().filter(|line| line.contains(words));
        lines.cloned().collect::<Vec<String>>()
    };
    let (discord, mut bot) = start().await;
    bot.is_well().await;
    // Connections are taken and dropped. The client goes on trying, and says nothing of it.
    discord.hangs_up(true);
    bot.is_lost().await;
    let lost = lines("the connection to Discord is lost");
    assert!(lost.len() == 1 && lost[0].contains("2026-11-"), "{lost:?}");
    discord.hangs_up(false);
    bot.is_well().await;
    let answer = discord.anna().ask(QUESTION).await;
    assert!(answer.description().contains("**Geleitet wird"), "{answer}");
    // It is looked at every second.
    for _ in 0..100 {
        if !lines("is back").is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(lines("the connection to Discord is back").len(), 1);
    end(discord, bot).await;
    // To be stopped is no loss.
    assert_eq!(lines("is lost").len(), 1);
}
