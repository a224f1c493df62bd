//! What people on Discord see of a corpus that changes and goes bad while the bot serves it.

use std::{fs, time::Duration};

use fake_discord::{Bot, Discord};

use crate::discord::corpus;

const QUESTION: &str = "Wer leitet das CFIUS?";

async fn start(folder: &std::path::Path) -> (Discord, Bot) {
    corpus::write(&folder.join("corpus"));
    let discord = Discord::start().await;
    let mut config = discord.config(&folder.join("corpus"), &folder.join("data"));
    config.corpus.refresh_seconds = 1;
    fundstelle::app::build(&config, false, &()).unwrap();
    let bot = discord.bot(&config).await;
    (discord, bot)
}

/// Asks `/about` until it has these words.
async fn until_about_says(discord: &Discord, words: &str) -> String {
    for _ in 0..60 {
        let about = discord.anna().slash("about", &[]).await.to_string();
        if about.contains(words) {
            return about;
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    panic!("/about never says {words:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_finds_its_place_after_the_document_was_renamed_and_after_it_went() {
    let folder = tempfile::tempdir().unwrap();
    let (discord, bot) = start(folder.path()).await;
    let anna = discord.anna();
    let answer = anna.ask(QUESTION).await;
    let documents = folder.path().join("corpus");
    fs::rename(documents.join("bericht.md"), documents.join("neu.md")).unwrap();
    fs::write(documents.join("mehr.md"), "Der Steg ist neu.\n").unwrap();
    until_about_says(&discord, "4 Dokumente").await;
    let section = anna.press(&answer, "Ganzer Abschnitt").await;
    assert!(
        section.description().contains("fünfzehn Untersuchungen"),
        "{section}"
    );
    assert!(!section.description().contains("seither"), "{section}");
    fs::remove_file(documents.join("neu.md")).unwrap();
    until_about_says(&discord, "3 Dokumente").await;
    let gone = anna.press(&section, "§ ▶").await;
    assert!(
        gone.description()
            .starts_with("Das Dokument gibt es unter diesem Namen nicht mehr"),
        "{gone}"
    );
    bot.stop().await;
    discord.end();
}

#[tokio::test(flavor = "multi_thread")]
async fn about_counts_files_that_are_bad_and_says_when_the_corpus_is_out_of_reach() {
    let folder = tempfile::tempdir().unwrap();
    let (discord, bot) = start(folder.path()).await;
    let documents = folder.path().join("corpus");
    fs::write(documents.join("lease.md"), b"\x89PNG\r\n\x1a\n\0\0").unwrap();
    let about = until_about_says(&discord, "Eine Datei lässt sich nicht lesen").await;
    assert!(!about.contains("lease"), "{about}");
    assert!(about.contains("3 Dokumente"), "{about}");
    fs::rename(&documents, folder.path().join("fort")).unwrap();
    until_about_says(&discord, "lassen sich gerade nicht aktualisieren").await;
    let answer = discord.anna().ask(QUESTION).await;
    assert!(answer.description().contains("Finanzminister"), "{answer}");
    fs::rename(folder.path().join("fort"), &documents).unwrap();
    fs::remove_file(documents.join("lease.md")).unwrap();
    let about = until_about_says(&discord, "2 Dokumente").await;
    assert!(!about.contains("aktualisieren"), "{about}");
    assert!(!about.contains("lesen"), "{about}");
    bot.stop().await;
    discord.end();
}
