//! Editions on Discord: each reads their own, and a button leads to the same place in the other.

use std::fs;

use serde_json::json;
use tempfile::TempDir;

use super::end;
use fake_discord::{Bot, Discord, written_long_ago};

use crate::editions::{AMT, OFFICE};

/// A bot that serves a document in German and English.
async fn start() -> (TempDir, Discord, Bot) {
    let folder = TempDir::new().unwrap();
    let corpus = folder.path().join("corpus");
    fs::create_dir(&corpus).unwrap();
    fs::write(corpus.join("amt.md"), AMT).unwrap();
    fs::write(corpus.join("office.md"), OFFICE).unwrap();
    written_long_ago(&corpus);
    let discord = Discord::start().await;
    let config = discord.config(&corpus, discord.data());
    let bot = discord.bot(&config).await;
    (folder, discord, bot)
}

#[tokio::test]
async fn a_button_leads_to_the_same_place_in_the_other_edition_and_back() {
    let (_folder, discord, bot) = start().await;
    let ben = discord.ben();
    let answer = ben.ask("What is the fee for a berth?").await;
    assert!(answer.description().contains("40 euros a day"), "{answer}");
    let german = ben.press(&answer, "In German").await;
    assert_eq!(german.id(), answer.id());
    let said = german.description();
    assert!(
        said.contains("Die Gebühr für einen Liegeplatz beträgt 40 Euro am Tag.")
            && said.contains("§ ≈2 „Gebühren“ ¶ 1"),
        "{german}"
    );
    let back = ben.press(&german, "In English").await;
    assert_eq!(back.to_string(), answer.to_string());
    end(discord, bot).await;
}

#[tokio::test]
async fn a_section_leads_to_the_section_of_the_same_number() {
    let (_folder, discord, bot) = start().await;
    let anna = discord.anna();
    let answer = anna.ask("Wie viele Menschen arbeiten im Hafenamt?").await;
    let section = anna.press(&answer, "Ganzer Abschnitt").await;
    let english = anna.press(&section, "Auf Englisch").await;
    let said = english.description();
    assert!(
        said.contains("elected for four years") && said.contains("320 people"),
        "{english}"
    );
    let german = anna.press(&english, "Auf Deutsch").await;
    assert!(german.description().contains("320 Menschen"), "{german}");
    end(discord, bot).await;
}

#[tokio::test]
async fn a_place_is_shown_in_the_language_of_the_reader() {
    let (_folder, discord, bot) = start().await;
    let german = discord.anna().ask("§ 2").await;
    assert!(german.description().contains("Die Gebühr"), "{german}");
    let english = discord.ben().ask("§ 2").await;
    assert!(english.description().contains("The fee"), "{english}");
    let german = discord.ben().press(&english, "In German").await;
    assert!(german.description().contains("Die Gebühr"), "{german}");
    end(discord, bot).await;
}

#[tokio::test]
async fn the_document_of_a_server_is_asked_in_the_edition_of_the_asker_and_a_chosen_one_as_it_is() {
    let (_folder, discord, bot) = start().await;
    let ben = discord.ben();
    let panel = ben.clone().administrator().slash("settings", &[]).await;
    let panel = ben
        .clone()
        .administrator()
        .pick(&panel, "Document", "Das Hafenamt")
        .await;
    assert!(panel.to_string().contains("Das Hafenamt"), "{panel}");
    let english = ben.ask("What is the fee for a berth?").await;
    assert!(english.description().contains("The fee"), "{english}");
    let german = discord
        .anna()
        .ask("Was kostet ein Liegeplatz am Tag?")
        .await;
    assert!(german.description().contains("Die Gebühr"), "{german}");
    let options = [("question", json!("§ 2")), ("document", json!("amt"))];
    let chosen = ben.slash("ask", &options).await;
    assert!(chosen.description().contains("Die Gebühr"), "{chosen}");
    end(discord, bot).await;
}

#[tokio::test]
async fn a_follow_up_in_another_language_goes_on_in_its_edition() {
    let (_folder, discord, bot) = start().await;
    let ben = discord.ben();
    let answer = ben.ask("What is the fee for a berth?").await;
    let form = ben.open(&answer, "Follow-up").await;
    let follow_up = ben
        .fill(&answer, &form, "und seit wann gilt die Gebühr?")
        .await;
    assert!(
        follow_up.to_string().contains("Mai 2019")
            || follow_up.description().contains("Die Gebühr"),
        "{follow_up}"
    );
    assert!(
        follow_up.to_string().contains("follow-up on § ≈2"),
        "{follow_up}"
    );
    end(discord, bot).await;
}

#[tokio::test]
async fn suggestions_are_of_one_edition() {
    let (_folder, discord, bot) = start().await;
    let ben = discord.ben();
    let choices = ben.type_into("ask", "question", "320").await;
    let names: Vec<&str> = choices.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["The port office employs 320 people. · § ≈1"]);
    let choices = discord.anna().type_into("ask", "question", "320").await;
    assert_eq!(choices[0].0, "Im Hafenamt arbeiten 320 Menschen. · § ≈1");
    // A word of the other edition is found there.
    let choices = ben.type_into("ask", "question", "Liegeplatz").await;
    assert!(choices[0].0.contains("Liegeplatz"), "{choices:?}");
    end(discord, bot).await;
}
