//! `/settings`: who may change them, what they change everywhere, and that a restart keeps them.

use fundstelle::store::FILE;
use serde_json::json;

use super::{corpus, end, start};
use fake_discord::{Bot, DIRECT, Discord, HALL, OTHER_GUILD, Person, Said, THREAD};

async fn panel(person: &Person) -> Said {
    person.slash("settings", &[]).await
}

#[tokio::test]
async fn those_who_manage_the_server_see_and_change_what_holds() {
    let (discord, bot) = start().await;
    let ben = discord.ben().administrator();
    let panel = panel(&ben).await;
    insta::assert_snapshot!(panel, @"
    (private)
    ## Settings of this server
    **Where I answer:** in all channels
    **Who sees answers:** everyone in the channel, unless the person asking chooses otherwise
    **If no document is named:** all documents
    **Language:** that of the person asking
    **Display:** embeds
    **Page of a quote as a picture:** at the press of a button
    **Questions without an answer:** only the number of reports is stored

    **Also stored:** these settings; how many questions were answered each day and how many were not, without names or text; votes with a Discord ID, for a year at most; which answer belongs to which message, for 30 days. Questions stored with their text carry a Discord ID, for a year at most; only those who manage this server can read them. Everything stays on the machine the bot runs on.
    [Channels (none: all)]
    [Document: ✓ all documents | Technik und Bündnis | Inventar | Lease of the north quay]
    [Language: ✓ that of the person asking | English | German]
    [Questions without an answer: nothing is stored | ✓ only the number of reports is stored | reported questions are stored with their text | all are stored with their text for 7 days | all are stored with their text for 30 days | all are stored with their text for 90 days]
    [Answer privately] [Answer as text] [Always show pages] [Never show pages]
    ");
    let changed = ben
        .pick_channels(&panel, "Channels (none: all)", &[HALL, 200])
        .await;
    assert_eq!(changed.id(), panel.id(), "the panel changes in its place");
    let changed = ben.press(&changed, "Answer privately").await;
    let changed = ben.press(&changed, "Answer as text").await;
    let changed = ben.pick(&changed, "Document", "Technik und Bündnis").await;
    let (menu, all) = (
        "Questions without an answer",
        "all are stored with their text for 30 days",
    );
    let changed = ben.pick(&changed, menu, all).await;
    let changed = ben.pick(&changed, "Language", "German").await;
    insta::assert_snapshot!(changed, @"
    (private)
    **Einstellungen dieses Servers**
    > **Wo ich antworte:** <#200> <#203>
    > **Wer Antworten sieht:** nur wer fragt, sofern beim Fragen nichts anderes gewählt wird
    > **Wenn kein Dokument genannt ist:** Technik und Bündnis
    > **Sprache:** Deutsch
    > **Darstellung:** Text mit Zitatblöcken
    > **Seite eines Zitats als Bild:** auf Knopfdruck
    > **Fragen ohne Antwort:** alle werden 30 Tage lang im Wortlaut gespeichert
    > 
    > **Was außerdem gespeichert wird:** diese Einstellungen; wie viele Fragen an welchem Tag beantwortet wurden und wie viele nicht, ohne Namen und Text; Stimmen mit Discord-ID, höchstens ein Jahr; welche Antwort zu welcher Nachricht gehört, 30 Tage. Fragen, die im Wortlaut gespeichert sind, stehen mit der Discord-ID da, höchstens ein Jahr; nur wer diesen Server verwaltet, kann sie lesen. Alles bleibt auf dem Rechner, auf dem der Bot läuft.
    [Kanäle (keiner: alle): ✓ <#200> | ✓ <#203>]
    [Dokument: alle Dokumente | ✓ Technik und Bündnis | Inventar | Lease of the north quay]
    [Sprache: jeweils die der Person, die fragt | Englisch | ✓ Deutsch]
    [Fragen ohne Antwort: nichts wird gespeichert | nur die Zahl der Meldungen wird gespeichert | gemeldete Fragen werden im Wortlaut gespeichert | alle werden 7 Tage lang im Wortlaut gespeichert | ✓ alle werden 30 Tage lang im Wortlaut gespeichert | alle werden 90 Tage lang im Wortlaut gespeichert]
    [Für alle antworten] [Als Embed antworten] [Seiten immer zeigen] [Seiten nie zeigen]
    ");
    // Nothing is chosen: all channels.
    let changed = ben
        .pick_channels(&changed, "Kanäle (keiner: alle)", &[])
        .await;
    assert!(
        changed.to_string().contains("in allen Kanälen"),
        "{changed}"
    );
    end(discord, bot).await;
}

#[tokio::test]
async fn others_neither_see_nor_change_them() {
    let (discord, bot) = start().await;
    let commands = discord.commands();
    let command = |name: &str| {
        let mut commands = commands.as_array().unwrap().iter();
        commands
            .find(|command| command["name"] == name)
            .unwrap()
            .clone()
    };
    let settings = command("settings");
    assert_eq!(settings["default_member_permissions"], "32");
    assert_eq!(settings["contexts"], json!([0]));
    let (anna, ben) = (discord.anna(), discord.ben().administrator());
    let refused = panel(&anna).await;
    insta::assert_snapshot!(refused, @"
    (private)
    Das geht nur auf einem Server, und nur wenn du ihn verwalten darfst.
    ");
    let panel = panel(&ben).await;
    // Ben lost the permission since.
    let refused = discord.ben().press(&panel, "Answer privately").await;
    insta::assert_snapshot!(refused, @"
    (private)
    This works only on a server, and only if you can manage it.
    ");
    let direct = ben
        .in_channel(DIRECT)
        .slash("settings", &[])
        .await
        .to_string();
    assert!(direct.contains("only if you can manage it"), "{direct}");
    let answer = anna.ask("Wer leitet das CFIUS?").await;
    assert!(!answer.is_private(), "{answer}");
    end(discord, bot).await;
}

/// A server with private answers in English and as text, about one document.
async fn chosen() -> (Discord, Bot) {
    let (discord, bot) = start().await;
    let ben = discord.ben().administrator();
    let panel = panel(&ben).await;
    let panel = ben.press(&panel, "Answer privately").await;
    let panel = ben.pick(&panel, "Document", "Technik und Bündnis").await;
    let panel = ben.press(&panel, "Answer as text").await;
    let _panel = ben.pick(&panel, "Language", "English").await;
    (discord, bot)
}

#[tokio::test]
async fn settings_hold_everywhere_after_a_restart_and_only_in_their_server() {
    let (discord, bot) = chosen().await;
    bot.kill().await;
    let bot = discord.bot(&corpus::config(&discord)).await;
    let anna = discord.anna();
    let answer = anna.ask("Wer leitet das CFIUS?").await;
    insta::assert_snapshot!(answer, @"
    (private)
    **Wer leitet das CFIUS?**
    > Das CFIUS prüft seit 1975 ausländische Investitionen in den Vereinigten Staaten. **Geleitet wird das CFIUS vom Finanzminister der USA.** Dem Ausschuss gehören auch der Justizminister und der Handelsminister an. In Japan prüft seit 2020 das Finanzministerium solche Investitionen.
    > 
    > — § ≈1.1 „Der Ausschuss“ ¶ 1, fn. 1
    -# Technik und Bündnis, 2. Auflage, 2020-06-15 · searched this document only
    [Full section] [Follow-up]
    [👍] [👎] [Share]
    ");
    let refused = anna.ask("Who repairs the crane?").await;
    insta::assert_snapshot!(refused, @"
    (private)
    **Who repairs the crane?**
    > The report does not say this.
    -# searched “Technik und Bündnis” only
    [Report a gap] [Share]
    ");
    // Another server, and direct messages, have their own ways.
    for elsewhere in [
        anna.clone().in_guild(OTHER_GUILD),
        anna.clone().in_channel(DIRECT),
    ] {
        let answer = elsewhere.ask("Who repairs the crane?").await;
        assert!(!answer.is_private(), "{answer}");
        assert!(answer.to_string().contains("Nachfragen"), "{answer}");
    }
    end(discord, bot).await;
}

#[tokio::test]
async fn askers_may_say_otherwise() {
    let (discord, bot) = chosen().await;
    let anna = discord.anna();
    let all = [
        ("question", json!("Who repairs the crane?")),
        ("document", json!("*")),
    ];
    let found = anna.slash("ask", &all).await.to_string();
    assert!(found.contains("The landlord repairs the crane"), "{found}");
    let public = [
        ("question", json!("Wer leitet das CFIUS?")),
        ("private", json!(false)),
    ];
    assert!(!anna.slash("ask", &public).await.is_private());
    let outline = anna.slash("outline", &[]).await;
    assert!(
        outline.is_private() && outline.to_string().contains("SEMATECH"),
        "{outline}"
    );
    // A mention is public, and so is its answer.
    let mention = anna.write("<@501> Wer leitet das CFIUS?");
    let reply = anna.reply_to(mention).await.to_string();
    assert!(reply.starts_with("**Wer leitet das CFIUS?**\n>"), "{reply}");
    assert!(reply.contains("searched this document only"), "{reply}");
    let documents = anna.type_into("ask", "document", "").await;
    assert_eq!(documents[0], ("all documents".to_owned(), "*".to_owned()));
    let sections = anna.type_into("ask", "question", "klausel").await;
    assert_eq!(sections[0].0, "§ ≈1.2 Die Klausel", "{sections:?}");
    let elsewhere = anna.type_into("ask", "question", "crane").await;
    assert!(elsewhere.is_empty(), "{elsewhere:?}");
    end(discord, bot).await;
}

#[tokio::test]
async fn where_questions_are_not_answered_the_bot_says_where_they_are() {
    let (discord, bot) = start().await;
    let (anna, ben) = (discord.anna(), discord.ben().administrator());
    let panel = panel(&ben).await;
    let _panel = ben
        .pick_channels(&panel, "Channels (none: all)", &[200])
        .await;
    let hall = anna.clone().in_channel(HALL);
    insta::assert_snapshot!(hall.ask("Wer leitet das CFIUS?").await, @"
    (private)
    Auf diesem Server beantworte ich Fragen in <#200>. Frag mich dort oder schreib mir direkt.
    ");
    let quote = [("quote", json!("Super 301"))];
    for refused in [
        hall.slash("verify", &quote).await,
        hall.slash("outline", &[]).await,
        hall.on_message("Find in the report", "Wer leitet das CFIUS?")
            .await,
        hall.on_message("Check this quote", "Super 301").await,
    ] {
        assert!(refused.is_private(), "{refused}");
        assert!(
            refused
                .to_string()
                .contains("beantworte ich Fragen in <#200>"),
            "{refused}"
        );
    }
    let mention = hall.write("<@501> Wer leitet das CFIUS?");
    let reply = hall.reply_to(mention).await;
    insta::assert_snapshot!(reply, @"Auf diesem Server beantworte ich Fragen in <#200>. Frag mich dort oder schreib mir direkt.");
    // It goes with the question, as answers do.
    hall.delete(mention);
    hall.sees_no_more(&reply).await;
    // A thread is where its channel is, and what is private anyway is shown anywhere.
    let thread = anna.clone().in_channel(THREAD);
    let mention = thread.write("<@501> Wer leitet das CFIUS?");
    assert!(
        thread
            .reply_to(mention)
            .await
            .description()
            .contains("**Geleitet wird")
    );
    assert!(
        thread
            .ask("Wer leitet das CFIUS?")
            .await
            .description()
            .contains("**Geleitet wird")
    );
    assert!(hall.slash("help", &[]).await.is_private());
    end(discord, bot).await;
}

#[tokio::test]
async fn settings_that_cannot_be_kept_are_not_taken() {
    let discord = Discord::start().await;
    let config = corpus::config(&discord);
    std::fs::write(
        discord.data().join(FILE),
        "no database at all, but some words",
    )
    .unwrap();
    let bot = discord.bot(&config).await;
    insta::assert_snapshot!(panel(&discord.ben().administrator()).await, @"
    (private)
    Settings, votes and reports cannot be stored right now. I still answer questions.
    ");
    let answer = discord.anna().ask("Wer leitet das CFIUS?").await;
    assert!(answer.description().contains("**Geleitet wird"), "{answer}");
    end(discord, bot).await;
}

/// Waits until the settings can be changed, or no longer.
async fn until_kept(person: &Person, is_kept: bool) -> Said {
    for _ in 0..40 {
        let said = panel(person).await;
        if said.to_string().contains("cannot be stored") != is_kept {
            return said;
        }
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    }
    panic!("that does not happen");
}

#[tokio::test]
async fn nothing_is_public_that_may_have_been_chosen_to_be_private_until_the_file_is_mended() {
    let (discord, bot) = chosen().await;
    bot.stop().await;
    let file = discord.data().join(FILE);
    let whole = std::fs::read(&file).unwrap();
    std::fs::write(&file, "no database at all, but some words").unwrap();
    let bot = discord.bot(&corpus::config(&discord)).await;
    let (anna, ben) = (discord.anna(), discord.ben().administrator());
    let publicly = [
        ("question", json!("Wer leitet das CFIUS?")),
        ("private", json!(false)),
    ];
    let answer = anna.slash("ask", &publicly).await;
    assert!(answer.is_private() && answer.description().contains("**Geleitet wird"));
    insta::assert_snapshot!(anna.press(&answer, "Teilen").await, @"
    (private)
    Die Einstellungen dieses Servers lassen sich gerade nicht lesen. Deshalb antworte ich nur privat: Frag mit `/frage`.
    ");
    let _not_kept = until_kept(&ben, false).await;
    // Without a restart.
    std::fs::write(&file, whole).unwrap();
    let panel = until_kept(&ben, true).await.to_string();
    assert!(panel.contains("only the person asking"), "{panel}");
    assert!(!anna.slash("ask", &publicly).await.is_private());
    end(discord, bot).await;
}

#[tokio::test]
async fn a_file_that_was_emptied_has_not_forgotten_that_answers_are_private() {
    let (discord, bot) = chosen().await;
    bot.stop().await;
    let file = discord.data().join(FILE);
    std::fs::write(&file, "").unwrap();
    let bot = discord.bot(&corpus::config(&discord)).await;
    let publicly = [
        ("question", json!("Wer leitet das CFIUS?")),
        ("private", json!(false)),
    ];
    let answer = discord.anna().slash("ask", &publicly).await;
    assert!(answer.is_private() && answer.description().contains("**Geleitet wird"));
    assert_eq!(std::fs::read(&file).unwrap(), b"", "it is left as it is");
    end(discord, bot).await;
}

#[tokio::test]
async fn a_file_that_is_deleted_while_the_bot_runs_is_written_anew() {
    let (discord, bot) = chosen().await;
    for file in std::fs::read_dir(discord.data()).unwrap() {
        let path = file.unwrap().path();
        if path.is_file() {
            std::fs::remove_file(path).unwrap();
        }
    }
    let file = discord.data().join(FILE);
    for _ in 0..40 {
        if file.exists() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    }
    bot.stop().await;
    let bot = discord.bot(&corpus::config(&discord)).await;
    assert!(
        discord
            .anna()
            .ask("Wer leitet das CFIUS?")
            .await
            .is_private()
    );
    end(discord, bot).await;
}

#[tokio::test]
async fn a_document_is_chosen_by_name_and_one_that_is_gone_is_told() {
    let (discord, bot) = start().await;
    let ben = discord.ben().administrator();
    let lease = [("document", json!("lease"))];
    let panel = ben.slash("settings", &lease).await.to_string();
    assert!(
        panel.contains("named:** Lease of the north quay"),
        "{panel}"
    );
    let unknown = ben
        .slash("settings", &[("document", json!("Fahrplan"))])
        .await
        .to_string();
    assert!(
        unknown.contains("There is no document “Fahrplan”"),
        "{unknown}"
    );
    bot.stop().await;
    // The document is taken out of the corpus.
    let corpus = tempfile::tempdir().unwrap();
    std::fs::write(corpus.path().join("bericht.md"), corpus::BERICHT).unwrap();
    let mut config = corpus::config(&discord);
    config.corpus.folder = corpus.path().to_owned();
    let bot = discord.bot(&config).await;
    let panel = ben.slash("settings", &[]).await.to_string();
    assert!(panel.contains("“lease” (no longer there"), "{panel}");
    let answer = ben.ask("Wer leitet das CFIUS?").await;
    assert!(answer.description().contains("**Geleitet wird"), "{answer}");
    let all = ben
        .slash("settings", &[("document", json!("*"))])
        .await
        .to_string();
    assert!(all.contains("named:** all documents"), "{all}");
    end(discord, bot).await;
}
