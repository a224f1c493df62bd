//! What goes wrong on the way: Discord overloaded, answers lost, events twice, too many
//! questions, a token that is refused.

use std::time::Duration;

use serde_json::json;

use super::{corpus, end, start, start_with};
use fake_discord::{Discord, Trouble};
use fundstelle::config::LibraryUse;

const QUESTION: &str = "Wer leitet das CFIUS?";

#[tokio::test]
async fn a_failure_that_passes_is_not_seen_by_the_asker() {
    for status in [500, 502, 503] {
        let (discord, bot) = start().await;
        let path = "/callback";
        discord.trouble(Trouble::Fail {
            path,
            status,
            times: 2,
        });
        let answer = discord.anna().ask(QUESTION).await;
        assert!(answer.description().contains("**Geleitet wird"), "{answer}");
        end(discord, bot).await;
    }
}

#[tokio::test]
async fn a_limit_that_passes_in_time_is_not_seen_by_the_asker() {
    let (discord, bot) = start().await;
    discord.limits("/callback", Duration::from_secs(1));
    let anna = discord.anna();
    let token = anna.send_slash("ask", &[("question", json!(QUESTION))]);
    let answer = anna.answer_to(&token).await;
    assert!(answer.description().contains("**Geleitet wird"), "{answer}");
    let took = anna.time_of(&token);
    assert!(took >= Duration::from_secs(1) && took < Duration::from_secs(3));
    // Whoever asks again and again is shut out for good: the bot asks when it was told to.
    assert_eq!(discord.limited(), 1);
    end(discord, bot).await;
}

#[tokio::test]
async fn what_need_not_be_there_in_three_seconds_outlasts_a_longer_limit() {
    let (discord, bot) = start().await;
    discord.limits("/messages", Duration::from_secs(4));
    let anna = discord.anna();
    let asked = anna.write(&format!("<@501> {QUESTION}"));
    let answer = anna.reply_to(asked).await;
    assert!(answer.description().contains("**Geleitet wird"), "{answer}");
    assert_eq!(discord.limited(), 1);
    end(discord, bot).await;
}

#[tokio::test]
async fn a_first_answer_is_not_sent_when_it_is_too_late() {
    let (discord, bot) = start().await;
    discord.limits("/callback", Duration::from_secs(5));
    let anna = discord.anna();
    let token = anna.send_slash("ask", &[("question", json!(QUESTION))]);
    tokio::time::sleep(Duration::from_secs(4)).await;
    let before = discord.limited();
    // Discord refuses whatever comes now; the bot goes on all the same.
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(discord.limited(), before);
    anna.gives_up(&token);
    let answer = anna.ask(QUESTION).await;
    assert!(answer.description().contains("**Geleitet wird"), "{answer}");
    end(discord, bot).await;
}

#[tokio::test]
async fn an_answer_that_got_through_unnoticed_is_not_given_twice() {
    let (discord, bot) = start().await;
    discord.trouble(Trouble::Lost {
        path: "/callback",
        times: 1,
    });
    let answer = discord.anna().ask(QUESTION).await;
    assert!(answer.description().contains("**Geleitet wird"), "{answer}");
    end(discord, bot).await;
}

#[tokio::test]
async fn a_slow_network_does_not_hold_up_the_answer() {
    let (discord, bot) = start().await;
    discord.trouble(Trouble::Slow {
        path: "/callback",
        by: Duration::from_millis(600),
    });
    let (anna, ben) = (discord.anna(), discord.ben());
    let (one, two) = tokio::join!(anna.ask(QUESTION), ben.ask("Who repairs the crane?"));
    assert!(one.description().contains("Finanzminister"), "{one}");
    assert!(two.description().contains("landlord"), "{two}");
    end(discord, bot).await;
}

#[tokio::test]
async fn an_event_that_comes_twice_is_answered_once() {
    let (discord, bot) = start().await;
    let anna = discord.anna();
    let token = anna.send_slash("ask", &[("question", json!(QUESTION))]);
    discord.send_again(&token);
    let answer = anna.answer_to(&token).await;
    let pressed = anna.send_press(&answer, &answer.button("Ganzer Abschnitt"));
    discord.send_again(&pressed);
    let section = anna.answer_to(&pressed).await;
    assert!(section.description().contains("fünfzehn Untersuchungen"));
    // A second answer to one interaction would be a fault.
    let asked = anna.write(&format!("<@501> {QUESTION}"));
    discord.send_message_again(asked);
    let answer = anna.reply_to(asked).await;
    assert!(answer.description().contains("**Geleitet wird"), "{answer}");
    // A second reply would be left over.
    end(discord, bot).await;
}

#[tokio::test]
async fn whoever_asks_too_much_is_told_when_to_ask_again() {
    let (discord, bot) = start_with(|config| config.discord.user_per_minute = 2).await;
    let (anna, ben) = (discord.anna(), discord.ben());
    for _ in 0..2 {
        let answer = anna.ask(QUESTION).await;
        assert!(answer.description().contains("Finanzminister"), "{answer}");
    }
    let refused = anna.ask(QUESTION).await.to_string();
    assert!(refused.starts_with("(private)"), "{refused}");
    assert!(refused.contains("Frag in"), "{refused}");
    let other = ben.ask(QUESTION).await;
    assert!(other.description().contains("Finanzminister"), "{other}");
    end(discord, bot).await;
}

#[tokio::test]
async fn long_questions_and_quotes_count_as_several() {
    let (discord, bot) = start_with(|config| config.discord.user_per_minute = 6).await;
    let (anna, ben) = (discord.anna(), discord.ben());
    let long = format!("{QUESTION} {}", "Und warum? ".repeat(120));
    let _first = anna.ask(&long).await;
    let _second = anna.ask(&long).await;
    let refused = anna.ask(QUESTION).await.to_string();
    assert!(refused.contains("Frag in"), "{refused}");
    let quote = [("quote", serde_json::json!("wort ".repeat(250)))];
    let _verified = ben.slash("verify", &quote).await;
    let refused = ben.ask(QUESTION).await.to_string();
    assert!(refused.starts_with("(private)"), "{refused}");
    end(discord, bot).await;
}

#[tokio::test]
async fn two_hundred_questions_at_once_are_all_answered_in_time() {
    let (discord, bot) = start().await;
    let people = [discord.anna(), discord.ben()];
    let ask = |n: usize| {
        let person = people[n % 2].clone();
        // Half of them ask the same.
        let question = if n.is_multiple_of(4) {
            format!("Wer leitet das CFIUS im Jahr {n}?")
        } else {
            QUESTION.to_owned()
        };
        let token = person.send_slash("ask", &[("question", json!(question))]);
        (person, token)
    };
    let asked: Vec<_> = (0..200).map(ask).collect();
    for (person, token) in asked {
        let answer = person.answer_to(&token).await;
        assert!(!answer.description().is_empty(), "{answer}");
        assert!(!person.was_deferred(&token));
    }
    end(discord, bot).await;
}

#[tokio::test]
async fn a_question_in_flight_is_answered_before_the_bot_stops() {
    let (discord, bot) = start().await;
    discord.trouble(Trouble::Slow {
        path: "/callback",
        by: Duration::from_millis(500),
    });
    let anna = discord.anna();
    let token = anna.send_slash("ask", &[("question", json!(QUESTION))]);
    // Long enough to arrive, too short to be answered.
    tokio::time::sleep(Duration::from_millis(200)).await;
    bot.stop().await;
    let answer = anna.answer_to(&token).await;
    assert!(answer.description().contains("**Geleitet wird"), "{answer}");
    discord.end();
}

#[tokio::test]
async fn without_an_index_the_bot_does_not_say_that_the_report_is_silent() {
    let folder = tempfile::tempdir().unwrap();
    let discord = Discord::start().await;
    // Nothing can be read: there is no document.
    let empty = folder.path().join("corpus");
    std::fs::create_dir_all(&empty).unwrap();
    let mut config = discord.config(&empty, &folder.path().join("data"));
    config.library.enabled = LibraryUse::Off;
    let bot = discord.bot(&config).await;
    let said = discord.ben().ask(QUESTION).await.to_string();
    assert!(said.starts_with("(private)"), "{said}");
    assert!(!said.contains("The report does not say this."), "{said}");
    assert!(!said.contains("Closest headings"), "{said}");
    end(discord, bot).await;
}

#[tokio::test]
async fn a_refused_token_ends_the_bot_and_is_not_in_the_message() {
    let discord = Discord::start().await;
    let mut config = corpus::config(&discord);
    config.discord.token = "another.secret.token".to_owned().into();
    let why = discord.begin(&config).ends().await;
    assert!(!why.contains("secret"), "{why}");
    assert!(why.contains("does not accept the token"), "{why}");
    discord.end();
}
