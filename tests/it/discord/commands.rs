//! The other commands: suggestions while typing, messages as questions and as quotes, documents,
//! help.

use serde_json::json;

use super::{end, start};

#[tokio::test]
async fn documents_are_suggested_while_typing() {
    let (discord, bot) = start().await;
    let anna = discord.anna();
    let documents = anna.type_into("ask", "document", "").await;
    assert_eq!(documents.len(), 3, "{documents:?}");
    let documents = anna.type_into("ask", "document", "quay").await;
    assert_eq!(
        documents,
        [("Lease of the north quay".to_owned(), "lease".to_owned())]
    );
    end(discord, bot).await;
}

#[tokio::test]
async fn headings_and_sentences_are_suggested_while_typing() {
    let (discord, bot) = start().await;
    let anna = discord.anna();
    let names = |choices: &[(String, String)]| {
        let names = choices.iter().map(|(name, _)| name.as_str());
        names.collect::<Vec<_>>().join("\n")
    };
    // In which of the documents is still open: each choice says it.
    let places = anna.type_into("ask", "question", "klausel").await;
    insta::assert_snapshot!(names(&places), @"
    § ≈1.2 Die Klausel · Technik und Bündnis
    Super 301 ist eine Klausel des Handelsgesetzes von 1988. · § ≈1.2 · Technik und Bündnis
    ");
    let section = anna.ask(&places[0].1).await;
    insta::assert_snapshot!(section, @"
    ## § ≈1.2 Die Klausel
    **§ ≈1.2 „Die Klausel“ ¶ 1, Fn. 2**

    Super 301 ist eine Klausel des Handelsgesetzes von 1988. Sie erlaubte Strafzölle gegen Partner.
    -- Technik und Bündnis, 2. Auflage, 2020-06-15
    [◀ §] [§ ▶] [Nachfragen]
    [✕]
    ");
    // The last word may go on.
    let chosen = [("document", json!("bericht"))];
    let places = anna.type_with("ask", &chosen, "question", "Gesch").await;
    assert!(places.is_empty(), "{places:?}");
    let places = anna
        .type_with("ask", &chosen, "question", "wer leitet das cf")
        .await;
    insta::assert_snapshot!(names(&places), @"
    Geleitet wird das CFIUS vom Finanzminister der USA. · § ≈1.1
    Das CFIUS prüft seit 1975 ausländische Investitionen in den Vereinigten Staaten. · § ≈1.1
    ");
    let options = [("question", json!(places[0].1)), chosen[0].clone()];
    let sentence = anna.slash("ask", &options).await;
    insta::assert_snapshot!(sentence, @"
    ## Geleitet wird das CFIUS vom Finanzminister der USA.
    Das CFIUS prüft seit 1975 ausländische Investitionen in den Vereinigten Staaten. **Geleitet wird das CFIUS vom Finanzminister der USA.** Dem Ausschuss gehören auch der Justizminister und der Handelsminister an. In Japan prüft seit 2020 das Finanzministerium solche Investitionen.

    — § ≈1.1 „Der Ausschuss“ ¶ 1, Fn. 1
    -- Technik und Bündnis, 2. Auflage, 2020-06-15
    [Ganzer Abschnitt] [Nachfragen]
    [👍] [👎] [✕]
    ");
    end(discord, bot).await;
}

#[tokio::test]
async fn a_quote_is_checked_word_for_word() {
    let (discord, bot) = start().await;
    let ben = discord.ben();
    let quote = |quote: &str| [("quote", json!(quote))];
    let exact = ben
        .slash("verify", &quote("The landlord repairs the crane."))
        .await;
    insta::assert_snapshot!(exact, @"
    ## The landlord repairs the crane.
    Word for word.

    The landlord repairs the crane. […]

    — § ≈1.2 “Repairs” ¶ 1
    -- Lease of the north quay, 2021-01-01
    [Full section] [Follow-up]
    [✕]
    ");
    let nearly = ben
        .slash("verify", &quote("The landlord always repairs the crane."))
        .await;
    insta::assert_snapshot!(nearly, @"
    ## The landlord always repairs the crane.
    Close, but not word for word. Struck through: only in the quote. Bold: only in the document.

    The landlord ~~always~~ repairs the crane.

    — § ≈1.2 “Repairs” ¶ 1
    -- Lease of the north quay, 2021-01-01
    [Full section] [Follow-up]
    [✕]
    ");
    let absent = ben
        .slash("verify", &quote("Bananas are yellow and bent."))
        .await;
    insta::assert_snapshot!(absent, @"
    ## Bananas are yellow and bent.
    Not found in the documents.
    [✕]
    ");
    end(discord, bot).await;
}

#[tokio::test]
async fn a_message_is_a_question_or_a_quote_for_whoever_looks() {
    let (discord, bot) = start().await;
    let anna = discord.anna();
    let answer = anna
        .on_message("Find in the report", "Wer leitet das CFIUS?")
        .await;
    assert!(answer.is_private(), "{answer}");
    assert!(answer.description().contains("**Geleitet wird"), "{answer}");
    let checked = anna
        .on_message(
            "Check this quote",
            "„Super 301 ist eine Klausel des Handelsgesetzes von 1988.“",
        )
        .await;
    assert!(checked.is_private(), "{checked}");
    assert!(
        checked.description().starts_with("Stimmt Wort für Wort."),
        "{checked}"
    );
    let empty = anna.on_message("Find in the report", "").await;
    assert!(empty.to_string().contains("keine Frage"), "{empty}");
    end(discord, bot).await;
}

#[tokio::test]
async fn the_bot_says_what_it_serves_and_how_to_ask() {
    let (discord, bot) = start().await;
    insta::assert_snapshot!(discord.ben().slash("documents", &[]).await, @r"
    (private)
    • **Technik und Bündnis**, 2\. Auflage, 2020-06-15 · German
    • **Inventar** · German
    • **Lease of the north quay**, 2021-01-01 · English
    ");
    let help = discord.anna().slash("help", &[]).await.to_string();
    for command in ["/frage", "/prüfen", "/dokumente", "Zitat prüfen"] {
        assert!(help.contains(command), "{help}");
    }
    let about = discord.anna().slash("about", &[]).await.to_string();
    assert!(about.contains("gibt es 3 Dokumente"), "{about}");
    assert!(about.contains("Der Index wurde <t:"), "{about}");
    assert!(about.contains("liest nur Nachrichten"), "{about}");
    end(discord, bot).await;
}

#[tokio::test]
async fn a_section_is_opened_from_the_outline() {
    let (discord, bot) = start().await;
    let anna = discord.anna();
    let which = anna.slash("outline", &[]).await.to_string();
    assert!(which.contains("Lease of the north quay"), "{which}");
    let outline = anna
        .slash("outline", &[("document", json!("bericht"))])
        .await;
    insta::assert_snapshot!(outline, @"
    ## Technik und Bündnis
    § ≈1 Zwei Gesetze
     § ≈1.1 Der Ausschuss
     § ≈1.2 Die Klausel
    § ≈2 Forschung
     § ≈2.1 SEMATECH
     § ≈2.2 Ausgaben
    [Abschnitt öffnen: § ≈1 Zwei Gesetze | § ≈1.1 Der Ausschuss | § ≈1.2 Die Klausel | § ≈2 Forschung | § ≈2.1 SEMATECH | § ≈2.2 Ausgaben]
    [✕]
    ");
    let section = anna.choose(&outline, "§ ≈2.1 SEMATECH").await;
    assert_eq!(section.id(), outline.id());
    assert!(
        section.description().contains("SEMATECH entstand"),
        "{section}"
    );
    end(discord, bot).await;
}

#[tokio::test]
async fn commands_have_names_in_german_too() {
    let (discord, bot) = start().await;
    let commands = discord.commands();
    let names = commands.as_array().unwrap().iter().map(|command| {
        let german = &command["name_localizations"]["de"];
        format!("{} = {}", command["name"], german)
    });
    insta::assert_snapshot!(names.collect::<Vec<_>>().join("\n"), @r#"
    "ask" = "frage"
    "Find in the report" = "Im Bericht finden"
    "verify" = "prüfen"
    "Check this quote" = "Zitat prüfen"
    "outline" = "gliederung"
    "diff" = "vergleich"
    "settings" = "einstellungen"
    "gaps" = "lücken"
    "stats" = "statistik"
    "forget_me" = "vergiss_mich"
    "documents" = "dokumente"
    "help" = "hilfe"
    "about" = "über"
    "library" = "bibliothek"
    "#);
    end(discord, bot).await;
}

#[tokio::test]
async fn the_twenty_fifth_choice_is_there_and_shows_its_place() {
    let (discord, bot) = start().await;
    let anna = discord.anna();
    let places = anna
        .type_into("ask", "question", "Posten des Inventars")
        .await;
    assert_eq!(places.len(), 25);
    let (name, value) = &places[24];
    let sentence = name.split(" · ").next().unwrap().trim_end_matches('…');
    let place = anna.ask(value).await;
    assert!(
        place.description().contains(&format!("**{sentence}")),
        "{name}: {place}"
    );
    end(discord, bot).await;
}

#[tokio::test]
async fn a_choice_of_a_document_that_changed_is_said_to_have_changed() {
    let (discord, bot) = start().await;
    let ben = discord.ben();
    let (_, value) = ben.type_into("ask", "question", "repairs").await.remove(0);
    let document = value.split('.').nth(2).unwrap();
    let older = value.replace(document, &format!("{}zzzz", &document[..6]));
    let said = ben.ask(&older).await;
    insta::assert_snapshot!(said, @"
    (private)
    The document has changed in the meantime. Please choose again.
    ");
    end(discord, bot).await;
}

#[tokio::test]
async fn help_names_every_command_and_every_command_has_its_words() {
    let (discord, bot) = start().await;
    let english = discord.ben().slash("help", &[]).await.to_string();
    let german = discord.anna().slash("help", &[]).await.to_string();
    let commands = discord.commands();
    let mut names = Vec::new();
    for command in commands.as_array().unwrap() {
        // What is typed has a slash in front; what is done with a message has none.
        let slash = if command["type"] == 3 { "" } else { "/" };
        for (help, name) in [
            (&english, &command["name"]),
            (&german, &command["name_localizations"]["de"]),
        ] {
            let name = format!("**{slash}{}**", name.as_str().unwrap());
            assert!(help.contains(&name), "{name} is missing in:\n{help}");
        }
        names.push(command["name"].as_str().unwrap().to_owned());
        let options = command["options"].as_array().into_iter().flatten();
        let below = options.filter(|option| option["type"] == 1);
        names.extend(below.map(|below| below["name"].as_str().unwrap().to_owned()));
    }
    // And the files have no words for a command that there is not.
    let file = include_str!("../../../locales/en.ftl");
    let keys = file
        .lines()
        .filter_map(|line| line.strip_prefix("command-"));
    let words = keys.map(|line| line.split_once(" = ").unwrap().1);
    for word in words {
        assert!(names.iter().any(|name| name == word), "{word}");
    }
    end(discord, bot).await;
}
