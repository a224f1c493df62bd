//! Panics in commands, buttons, forms and messages: the user is told an incident, and the bot lives
//! on.

use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::json;

use super::{
    end,
    listener::{Listening, listen},
    start,
};
use fake_discord::{Discord, Trouble};

const QUESTION: &str = "Wer leitet das CFIUS?";

/// The next answer of the bot fails, and the bot panics over it: where it says that it sends again.
fn panic_at(discord: &Discord, path: &'static str) -> Listening {
    let (status, times) = (503, 1);
    discord.trouble(Trouble::Fail {
        path,
        status,
        times,
    });
    let heard = AtomicUsize::new(0);
    listen(move |line| {
        let is_first = line.contains("sending again") && heard.fetch_add(1, Ordering::SeqCst) == 0;
        assert!(!is_first, "made to panic");
    })
}

#[track_caller]
fn is_incident(said: &impl ToString) {
    let said = said.to_string();
    assert!(said.contains("Protokoll"), "{said}");
}

#[tokio::test]
async fn a_panic_in_a_command_is_told() {
    let (discord, bot) = start().await;
    let anna = discord.anna();
    let _panics = panic_at(&discord, "/callback");
    is_incident(&anna.ask(QUESTION).await);
    let answer = anna.ask(QUESTION).await;
    assert!(answer.description().contains("**Geleitet wird"), "{answer}");
    end(discord, bot).await;
}

#[tokio::test]
async fn a_panic_in_a_button_is_told() {
    let (discord, bot) = start().await;
    let anna = discord.anna();
    let answer = anna.ask(QUESTION).await;
    let _panics = panic_at(&discord, "/callback");
    is_incident(&anna.press(&answer, "Ganzer Abschnitt").await);
    let section = anna.press(&answer, "Ganzer Abschnitt").await;
    assert!(section.description().contains("fünfzehn Untersuchungen"));
    end(discord, bot).await;
}

#[tokio::test]
async fn a_panic_in_a_form_is_told() {
    let (discord, bot) = start().await;
    let anna = discord.anna();
    let answer = anna.ask(QUESTION).await;
    let form = anna.open(&answer, "Nachfragen").await;
    let _panics = panic_at(&discord, "/callback");
    is_incident(&anna.fill(&answer, &form, "und in Japan?").await);
    let next = anna.fill(&answer, &form, "und in Japan?").await;
    assert!(next.description().contains("**In Japan prüft"), "{next}");
    end(discord, bot).await;
}

#[tokio::test]
async fn a_panic_over_a_message_is_told() {
    let (discord, bot) = start().await;
    let anna = discord.anna();
    let _panics = panic_at(&discord, "/messages");
    let asked = anna.write(&format!("<@501> {QUESTION}"));
    is_incident(&anna.reply_to(asked).await);
    let asked = anna.write(&format!("<@501> {QUESTION}"));
    let answer = anna.reply_to(asked).await;
    assert!(answer.description().contains("**Geleitet wird"), "{answer}");
    end(discord, bot).await;
}

#[tokio::test]
async fn a_panic_behind_the_word_that_an_answer_is_on_its_way_is_told_too() {
    let (discord, bot) = start().await;
    let anna = discord.anna();
    let options = [("question", json!(QUESTION)), ("private", json!(true))];
    let answer = anna.slash("ask", &options).await;
    // The first answer takes the button away, the second one shares: that one fails.
    let _panics = panic_at(&discord, "/webhooks");
    let token = anna.send_press(&answer, &answer.button("Teilen"));
    let kept = anna.answer_to(&token).await;
    assert!(!kept.has_button("Teilen"), "{kept}");
    is_incident(&anna.more_to(&token).await);
    end(discord, bot).await;
}
