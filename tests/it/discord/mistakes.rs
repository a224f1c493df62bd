//! Mistakes that others made, each tried here: see also the tests of buttons, suggestions and
//! refusals.

use super::{end, start, start_with};
use fake_discord::Discord;
use fundstelle::config::LibraryUse;

#[tokio::test]
async fn a_question_that_exactly_one_passage_answers_is_answered() {
    let (discord, bot) = start().await;
    let answer = discord.anna().ask("Strafzölle gegen Partner").await;
    assert!(
        answer.description().contains("**Sie erlaubte Strafzölle"),
        "{answer}"
    );
    assert!(
        !answer
            .buttons()
            .iter()
            .any(|(label, _)| label.contains("Andere")),
        "{answer}"
    );
    end(discord, bot).await;
}

#[tokio::test]
async fn words_are_found_in_any_case_and_inflection_and_in_the_longest_section() {
    let (discord, bot) = start().await;
    let anna = discord.anna();
    for question in [
        "FINANZMINISTER",
        "die Minister der Finanzen leiten das cfius",
    ] {
        let answer = anna.ask(question).await;
        assert!(
            answer.description().contains("Finanzminister"),
            "{question}: {answer}"
        );
    }
    let answer = anna
        .ask("amerikanischer Zusammenschlüsse von Herstellern")
        .await;
    assert!(
        answer.description().contains("**SEMATECH entstand"),
        "{answer}"
    );
    // At the very end of a section that is longer than any message.
    let answer = anna.ask("Posten 192").await;
    assert!(
        answer.description().contains("**Posten 192 des Inventars"),
        "{answer}"
    );
    end(discord, bot).await;
}

#[tokio::test]
async fn whoever_cannot_be_answered_is_told_whom_to_tell() {
    let folder = tempfile::tempdir().unwrap();
    let discord = Discord::start().await;
    let empty = folder.path().join("corpus");
    std::fs::create_dir_all(&empty).unwrap();
    let mut config = discord.config(&empty, &folder.path().join("data"));
    config.discord.contact = "Olga (@olga)".to_owned();
    config.library.enabled = LibraryUse::Off;
    let bot = discord.bot(&config).await;
    insta::assert_snapshot!(discord.ben().ask("Who repairs the crane?").await, @r"
    (private)
    The documents cannot be read right now. That does not mean the report has no answer. Please report it to Olga (\@olga).
    ");
    insta::assert_snapshot!(discord.anna().ask("Wer leitet das CFIUS?").await, @r"
    (private)
    Die Dokumente lassen sich gerade nicht lesen. Das heißt nicht, dass im Bericht keine Antwort steht. Bitte wende dich an Olga (\@olga).
    ");
    end(discord, bot).await;
}

#[tokio::test]
async fn an_answer_in_a_server_never_comes_unasked() {
    let (discord, bot) = start_with(|_| {}).await;
    // The bot sees the messages, but they are not for it; an answer would be left over.
    for text in ["§ 1.2", "fn. 1", "Wer leitet das CFIUS?", "<@999> § 1.2"] {
        discord.anna().write(text);
    }
    let answer = discord.anna().ask("§ 1.2").await;
    assert!(answer.description().contains("Super 301 ist"), "{answer}");
    end(discord, bot).await;
}

#[tokio::test]
async fn what_is_left_out_of_a_quote_is_said_and_one_press_away() {
    let (discord, bot) = start_with(|config| config.answer.max_quote_chars = 60).await;
    let anna = discord.anna();
    let answer = anna
        .ask("Wann entstand SEMATECH als Zusammenschluss?")
        .await;
    assert!(answer.description().contains(" […]"), "{answer}");
    let section = anna.press(&answer, "Ganzer Abschnitt").await;
    for end in [
        "amerikanischer Hersteller von Chips.",
        "Verteidigungsministeriums.",
    ] {
        assert!(section.description().contains(end), "{section}");
    }
    end(discord, bot).await;
}

#[tokio::test]
async fn without_what_discord_formats_a_quote_is_the_source_s_own_text() {
    let (discord, bot) = start_with(|_| {}).await;
    let answer = discord.ben().ask("Who repairs the crane?").await;
    let (quote, _place) = answer.description().split_once("\n\n— ").unwrap();
    let shown = quote.replace("**", "").replace('\\', "");
    assert_eq!(
        shown,
        "The landlord repairs the crane. Repairs of the crane take at most four weeks. @everyone \
         may use the stairs, see the plan of quay_2."
    );
    end(discord, bot).await;
}
