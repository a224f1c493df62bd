//! The page of a quote as a picture: at the press of a button, at once, or never.

use std::fs;

use tempfile::TempDir;

use super::{end, start_with};
use fake_discord::{Bot, Discord, Said, written_long_ago};

use crate::pdf::paper::Paper;

const QUESTION: &str = "What does a berth cost?";

/// A bot that serves a PDF and a text without pages.
async fn harbour() -> (Discord, Bot, TempDir) {
    let folder = TempDir::new().unwrap();
    let corpus = folder.path().join("corpus");
    fs::create_dir(&corpus).unwrap();
    let rules = Paper::new()
        .page(|page| {
            page.text(50.0, 50.0, &["The harbour bell tolls at noon."]);
        })
        .page(|page| {
            page.text(50.0, 50.0, &["A berth costs ten crowns a day."]);
        });
    fs::write(corpus.join("rules.pdf"), rules.bytes()).unwrap();
    let ferry = "# Fähre\n\nDie Überfahrt kostet neunzig Kronen.\n";
    fs::write(corpus.join("ferry.md"), ferry).unwrap();
    written_long_ago(&corpus);
    let (discord, bot) = start_with(|config| {
        config.corpus.folder = corpus;
        config.data = folder.path().join("data");
    })
    .await;
    (discord, bot, folder)
}

/// Chooses when pages are shown.
async fn choose(discord: &Discord, label: &str) -> Said {
    let ben = discord.ben().administrator();
    let panel = ben.slash("settings", &[]).await;
    ben.press(&panel, label).await
}

#[tokio::test]
async fn whoever_asked_gets_the_page_under_the_answer() {
    let (discord, bot, _folder) = harbour().await;
    let ben = discord.ben();
    let answer = ben.ask(QUESTION).await;
    let seen = ben.press(&answer, "Show page").await;
    assert_eq!(seen.id(), answer.id());
    assert_eq!(seen.description(), answer.description());
    assert!(!seen.has_button("Show page"), "{seen}");
    let expected = (
        "page-2.png".to_owned(),
        "A berth costs ten crowns a day.".to_owned(),
    );
    assert_eq!(seen.files(), [expected]);
    // Whatever takes the place of the quote takes the picture away.
    let text = ben.press(&seen, "Full text").await;
    assert!(text.files().is_empty(), "{text}");
    end(discord, bot).await;
}

#[tokio::test]
async fn others_get_a_copy_that_only_they_see() {
    let (discord, bot, _folder) = harbour().await;
    let answer = discord.ben().ask(QUESTION).await;
    let copy = discord.anna().press(&answer, "Show page").await;
    assert!(copy.is_private() && copy.id() != answer.id(), "{copy}");
    assert_eq!(copy.title(), answer.title());
    assert!(copy.description().ends_with("— ¶ 2, S. 2"), "{copy}");
    assert!(!copy.has_button("Seite zeigen"), "{copy}");
    assert_eq!(copy.files().len(), 1);
    let left = discord.ben().looks_again(&answer);
    assert_eq!(left.to_string(), answer.to_string());
    end(discord, bot).await;
}

#[tokio::test]
async fn a_private_answer_stays_private_and_keeps_its_button() {
    let (discord, bot, _folder) = harbour().await;
    let ben = discord.ben();
    let options = [("question", QUESTION.into()), ("private", true.into())];
    let answer = ben.slash("ask", &options).await;
    let seen = ben.press(&answer, "Show page").await;
    assert!(seen.is_private());
    assert_eq!(seen.files().len(), 1);
    let token = ben.send_press(&seen, &seen.button("Share"));
    let shared = ben.more_to(&token).await;
    assert!(
        shared.files().is_empty() && shared.has_button("Show page"),
        "{shared}"
    );
    let kept = ben.answer_to(&token).await;
    assert!(kept.is_private());
    end(discord, bot).await;
}

#[tokio::test]
async fn a_server_has_pages_at_once_or_never() {
    let (discord, bot, _folder) = harbour().await;
    let panel = choose(&discord, "Always show pages").await;
    assert!(
        panel
            .to_string()
            .contains("as a picture:** below every answer"),
        "{panel}"
    );
    let ben = discord.ben();
    let answer = ben.ask(QUESTION).await;
    let seen = ben.sees_file(&answer).await;
    assert_eq!(seen.description(), answer.description());
    assert!(!seen.has_button("Show page"), "{seen}");
    // What has no pages is answered as before.
    let ferry = ben.ask("Was kostet die Überfahrt?").await;
    assert!(!ferry.has_button("Show page"), "{ferry}");
    let panel = choose(&discord, "Never show pages").await;
    assert!(
        panel.to_string().contains("as a picture:** never"),
        "{panel}"
    );
    let answer = ben.ask(QUESTION).await;
    assert!(!answer.has_button("Show page"), "{answer}");
    end(discord, bot).await;
}

#[tokio::test]
async fn an_answer_to_a_mention_has_the_page_at_once_too() {
    let (discord, bot, _folder) = harbour().await;
    let panel = choose(&discord, "Always show pages").await;
    assert!(!panel.has_button("Always show pages"), "{panel}");
    let anna = discord.anna();
    let question = anna.write(&format!("<@501> {QUESTION}"));
    let answer = anna.reply_to(question).await;
    let seen = anna.sees_file(&answer).await;
    assert_eq!(seen.id(), answer.id());
    assert_eq!(seen.description(), answer.description());
    assert!(!seen.has_button("Show page"), "{seen}");
    let expected = (
        "page-2.png".to_owned(),
        "A berth costs ten crowns a day.".to_owned(),
    );
    assert_eq!(seen.files(), [expected]);
    // Another question has another page, and one without pages has none.
    anna.edit(question, "<@501> When does the harbour bell toll?");
    let changed = discord.changed(&seen).await;
    let changed = anna.sees_file(&changed).await;
    assert_eq!(changed.files().len(), 1);
    assert_eq!(changed.files()[0].0, "page-1.png");
    anna.edit(question, "<@501> Was kostet die Überfahrt?");
    let without = discord.changed(&changed).await;
    assert!(without.files().is_empty(), "{without}");
    end(discord, bot).await;
}

#[tokio::test]
async fn where_it_fails_the_answer_stays_and_whoever_pressed_is_told() {
    let (discord, bot, folder) = harbour().await;
    let ben = discord.ben();
    let answer = ben.ask(QUESTION).await;
    // The file is another one already, and the index does not know yet.
    fs::write(folder.path().join("corpus/rules.pdf"), "%PDF-1.7 changed").unwrap();
    let token = ben.send_press(&answer, &answer.button("Show page"));
    let told = ben.more_to(&token).await;
    insta::assert_snapshot!(told, @r"
    (private)
    The page cannot be shown as a picture. The quote and its place stand as they are.
    ");
    let left = ben.looks_again(&answer);
    assert_eq!(left.to_string(), answer.to_string());
    end(discord, bot).await;
}
