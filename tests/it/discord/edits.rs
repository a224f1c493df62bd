//! Questions that are edited: an answer follows, and is never lost to a word that is none.

use super::{corpus, end, start, start_with};
use fake_discord::{Discord, Person, Said};

const ASKED: &str = "<@501> Wer leitet das CFIUS?";
const OTHER: &str = "<@501> Wann entstand SEMATECH?";

async fn answered(anna: &Person) -> (u64, Said) {
    let question = anna.write(ASKED);
    let answer = anna.reply_to(question).await;
    assert!(answer.description().contains("**Geleitet wird"), "{answer}");
    (question, answer)
}

/// The answer stays, and what is said beside it passes.
async fn passes(discord: &Discord, anna: &Person, question: u64, answer: &Said) -> String {
    let said = anna.reply_to(question).await;
    assert_ne!(said.id(), answer.id());
    assert_eq!(discord.now(answer).to_string(), answer.to_string());
    discord.pass_seconds(60);
    anna.sees_no_more(&said).await;
    said.to_string()
}

#[tokio::test]
async fn a_question_whose_mention_is_edited_away_keeps_its_answer() {
    let (discord, bot) = start().await;
    let anna = discord.anna();
    let (question, answer) = answered(&anna).await;
    // Discord withholds the text now.
    anna.edit(question, "Wann entstand SEMATECH?");
    anna.is_heard().await;
    assert_eq!(discord.now(&answer).to_string(), answer.to_string());
    // With the mention it is a question again.
    anna.edit(question, OTHER);
    let changed = discord.changed(&answer).await;
    assert!(
        changed.description().contains("SEMATECH entstand"),
        "{changed}"
    );
    end(discord, bot).await;
}

#[tokio::test]
async fn an_edit_over_the_limit_keeps_the_answer() {
    let (discord, bot) = start_with(|config| config.discord.user_per_minute = 1).await;
    let anna = discord.anna();
    let (question, answer) = answered(&anna).await;
    anna.edit(question, OTHER);
    let said = passes(&discord, &anna, question, &answer).await;
    assert!(
        said.contains("Frag in") || said.contains("Ask again"),
        "{said}"
    );
    end(discord, bot).await;
}

#[tokio::test]
async fn an_edit_that_leaves_no_question_keeps_the_answer() {
    let (discord, bot) = start().await;
    let anna = discord.anna();
    let (question, answer) = answered(&anna).await;
    anna.edit(question, "<@501> <:report:1>");
    let said = passes(&discord, &anna, question, &answer).await;
    assert!(!said.contains("##"), "{said}");
    end(discord, bot).await;
}

#[tokio::test]
async fn an_edit_while_all_are_asking_keeps_the_answer() {
    let (discord, bot) = start().await;
    let anna = discord.anna();
    let (question, answer) = answered(&anna).await;
    bot.stop().await;
    // Nobody may ask, and nobody may wait.
    let mut config = corpus::config(&discord);
    config.answer.at_once = 0;
    config.answer.waiting = 0;
    let bot = discord.bot(&config).await;
    anna.edit(question, OTHER);
    let said = passes(&discord, &anna, question, &answer).await;
    assert!(
        said.contains("ein paar Sekunden") || said.contains("a few seconds"),
        "{said}"
    );
    end(discord, bot).await;
}

#[tokio::test]
async fn a_notice_that_was_the_first_answer_gives_way_to_one() {
    let (discord, bot) = start().await;
    let anna = discord.anna();
    let question = anna.write("<@501>");
    let notice = anna.reply_to(question).await;
    anna.edit(question, ASKED);
    let answer = discord.changed(&notice).await;
    assert!(answer.description().contains("**Geleitet wird"), "{answer}");
    end(discord, bot).await;
}

#[tokio::test]
async fn an_edit_that_comes_before_the_answer_is_answered_after_it() {
    let (discord, bot) = start().await;
    let anna = discord.anna();
    let question = anna.write("<@501>");
    anna.edit(question, ASKED);
    anna.edit(question, OTHER);
    // It may have given way already when somebody looks.
    let mut said = anna.reply_to(question).await;
    while !said.description().contains("SEMATECH entstand") {
        said = discord.changed(&said).await;
    }
    end(discord, bot).await;
}

#[tokio::test]
async fn what_was_said_in_passing_goes_when_the_bot_stops() {
    let (discord, bot) = start_with(|config| config.discord.user_per_minute = 1).await;
    let anna = discord.anna();
    let (question, _answer) = answered(&anna).await;
    anna.edit(question, OTHER);
    let said = anna.reply_to(question).await;
    bot.stop().await;
    anna.sees_no_more(&said).await;
    discord.end();
}

#[tokio::test]
async fn a_button_that_fails_takes_no_private_answer_away() {
    let (discord, bot) = start_with(|config| config.discord.user_per_minute = 1).await;
    let anna = discord.anna();
    let options = [
        ("question", serde_json::json!("Wer leitet das CFIUS?")),
        ("private", serde_json::json!(true)),
    ];
    let answer = anna.slash("ask", &options).await;
    let said = anna.press(&answer, "Ganzer Abschnitt").await;
    assert_ne!(said.id(), answer.id());
    assert_eq!(discord.now(&answer).to_string(), answer.to_string());
    end(discord, bot).await;
}
