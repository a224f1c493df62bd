//! The work behind answers: once for all who ask the same, a bounded number at once, announced when
//! it takes long, and with the corpus as it is now.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use serde_json::json;

use super::{corpus, end, listener::listen, start, start_with};
use fake_discord::Discord;

const QUESTION: &str = "Wer leitet das CFIUS?";

#[tokio::test]
async fn the_same_question_asked_by_many_at_once_is_worked_on_once() {
    let (discord, bot) = start().await;
    let worked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&worked);
    let _heard = listen(move |line| {
        count.fetch_add(
            usize::from(line.contains("question is worked on")),
            Ordering::SeqCst,
        );
    });
    let people = [discord.anna(), discord.ben()];
    let ask = |n: usize| people[n % 2].send_slash("ask", &[("question", json!(QUESTION))]);
    let asked: Vec<_> = (0..20).map(ask).collect();
    for (n, token) in asked.iter().enumerate() {
        let answer = people[n % 2].answer_to(token).await;
        assert!(answer.description().contains("**Geleitet wird"), "{answer}");
    }
    assert_eq!(worked.load(Ordering::SeqCst), 1);
    end(discord, bot).await;
}

#[tokio::test]
async fn no_more_is_worked_on_at_once_than_is_allowed() {
    let (discord, bot) = start_with(|config| config.answer.at_once = 2).await;
    let (now, most) = (AtomicUsize::new(0), Arc::new(AtomicUsize::new(0)));
    let highest = Arc::clone(&most);
    let _heard = listen(move |line| {
        if line.contains("work begins") {
            let count = now.fetch_add(1, Ordering::SeqCst) + 1;
            highest.fetch_max(count, Ordering::SeqCst);
        } else if line.contains("work ends") {
            now.fetch_sub(1, Ordering::SeqCst);
        }
    });
    let anna = discord.anna();
    let ask = |n: usize| {
        let question = format!("Wer leitet das CFIUS im Jahr {n}?");
        anna.send_slash("ask", &[("question", json!(question))])
    };
    let asked: Vec<_> = (0..40).map(ask).collect();
    for token in &asked {
        let answer = anna.answer_to(token).await;
        assert!(!answer.description().is_empty(), "{answer}");
    }
    let most = most.load(Ordering::SeqCst);
    assert!(most == 2, "{most} at once");
    end(discord, bot).await;
}

#[tokio::test]
async fn who_asks_when_too_many_wait_is_told_to_ask_again() {
    let (discord, bot) = start_with(|config| {
        config.answer.at_once = 1;
        config.answer.waiting = 1;
    })
    .await;
    let _heard = listen(|line| {
        if line.contains("work begins") {
            std::thread::sleep(Duration::from_millis(500));
        }
    });
    let anna = discord.anna();
    let ask = |n: usize| {
        let question = format!("Wer leitet das CFIUS im Jahr {n}?");
        anna.send_slash("ask", &[("question", json!(question))])
    };
    let asked: Vec<_> = (0..12).map(ask).collect();
    let mut turned_away = 0;
    for token in &asked {
        let answer = anna.answer_to(token).await;
        if answer.to_string().contains("Gerade fragen viele") {
            assert!(answer.is_private(), "{answer}");
            turned_away += 1;
        } else {
            assert!(!answer.description().is_empty(), "{answer}");
        }
    }
    assert!((1..12).contains(&turned_away), "{turned_away} of 12");
    // The places are free again.
    let answer = anna.ask(QUESTION).await;
    assert!(answer.description().contains("Finanzminister"), "{answer}");
    end(discord, bot).await;
}

#[tokio::test]
async fn an_answer_that_takes_long_is_announced_in_time() {
    let (discord, bot) = start().await;
    // Everything stands still for longer than the bot is willing to wait.
    let _heard = listen(|line| {
        if line.contains("work begins") {
            std::thread::sleep(Duration::from_millis(1_700));
        }
    });
    let anna = discord.anna();
    // Work that does not end at once when everything goes on.
    let quote = "Posten 7 des Inventars ist kein Regal aus Buche. ".repeat(30);
    let options = [("quote", json!(quote)), ("private", json!(true))];
    let token = anna.send_slash("verify", &options);
    let answer = anna.answer_to(&token).await;
    assert!(anna.was_deferred(&token));
    assert!(anna.time_of(&token) < Duration::from_secs(3));
    assert!(answer.is_private(), "{answer}");
    assert!(!answer.description().is_empty(), "{answer}");
    end(discord, bot).await;
}

#[tokio::test]
async fn a_corpus_that_changes_is_served_as_it_is_now() {
    let folder = tempfile::tempdir().unwrap();
    let corpus = folder.path().join("corpus");
    corpus::write(&corpus);
    let discord = Discord::start().await;
    let mut config = discord.config(&corpus, &folder.path().join("data"));
    config.corpus.refresh_seconds = 1;
    fundstelle::app::build(&config, false, &()).unwrap();
    let bot = discord.bot(&config).await;
    let anna = discord.anna();
    let answer = anna.ask(QUESTION).await;
    assert!(answer.description().contains("Finanzminister"), "{answer}");
    let newer = corpus::BERICHT.replace("Finanzminister der USA", "Kanzler der USA");
    std::fs::write(corpus.join("bericht.md"), newer).unwrap();
    for attempt in 0.. {
        tokio::time::sleep(Duration::from_millis(300)).await;
        let answer = anna.ask(QUESTION).await;
        if answer
            .description()
            .contains("**Geleitet wird das CFIUS vom Kanzler der USA.**")
        {
            break;
        }
        assert!(attempt < 150, "{answer}");
    }
    end(discord, bot).await;
}
