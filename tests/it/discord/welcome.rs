//! The first words to a server: once, where the bot may write, in the language of the server.

use super::{corpus, end, start};
use fake_discord::{CHANNEL, Discord, HALL, Server};

const VIEW: u64 = 1 << 10;
const SEND: u64 = 1 << 11;

fn server(id: u64) -> Server {
    Server {
        id,
        locale: "de",
        days: 0,
        system: Some(HALL),
        channels: vec![(CHANNEL, 0), (HALL, 0)],
        everyone: VIEW | SEND,
    }
}

/// Comes later than what came before: whoever hears this has heard all of that.
async fn is_over(discord: &Discord) {
    let last = Server {
        channels: vec![(999, 0)],
        system: None,
        ..server(9_999)
    };
    discord.adds_bot(last);
    let said = discord.hears(999).await;
    assert_eq!(said.len(), 1);
}

#[tokio::test]
async fn a_new_server_hears_once_what_the_bot_does() {
    let (discord, bot) = start().await;
    discord.adds_bot(server(300));
    let said = discord.hears(HALL).await;
    insta::assert_snapshot!(said[0], @"
    Hallo! Ich beantworte Fragen mit wörtlichen Zitaten aus den Dokumenten, die ich kenne, und nenne die genaue Stelle.

    **Zum Beispiel:**
    • /frage Was steht unter „Der Ausschuss“?
    • /frage Was steht unter „Vorwort“?
    • /frage § ≈2

    Du kannst mich auch erwähnen und die Frage dazuschreiben. **/hilfe** zeigt mehr; wer diesen Server verwaltet, stellt mit **/einstellungen** ein, wo und wie ich antworte und was gespeichert wird.
    ");
    assert!(said[0].has_no_previews(), "{}", said[0]);
    // It was away for a while, the bot was, and the bot was removed and added again.
    discord.adds_bot(server(300));
    bot.stop().await;
    let bot = discord.bot(&corpus::config(&discord)).await;
    discord.adds_bot(server(300));
    is_over(&discord).await;
    assert_eq!(discord.hears(HALL).await.len(), 1);
    assert!(discord.messages(CHANNEL).is_empty());
    end(discord, bot).await;
}

#[tokio::test]
async fn it_speaks_the_language_of_the_server() {
    let (discord, bot) = start().await;
    discord.adds_bot(Server {
        locale: "en-US",
        ..server(300)
    });
    let said = discord.hears(HALL).await;
    insta::assert_snapshot!(said[0], @"
    Hello! I answer questions with word-for-word quotes from the documents I know, and name the exact place.

    **For example:**
    • /ask What does it say about “Der Ausschuss”?
    • /ask What does it say about “Vorwort”?
    • /ask § ≈2

    You can also mention me and write your question. **/help** shows more; if you manage this server, **/settings** sets where and how I answer and what is stored.
    ");
    end(discord, bot).await;
}

#[tokio::test]
async fn where_it_may_not_write_it_is_silent() {
    let (discord, bot) = start().await;
    // Where newcomers are greeted it may not write: the first channel in which it may.
    discord.adds_bot(Server {
        system: Some(HALL),
        channels: vec![(401, VIEW), (HALL, SEND), (402, 0), (403, 0)],
        ..server(300)
    });
    assert_eq!(discord.hears(402).await.len(), 1);
    // Nowhere; and a server that has had the bot for long.
    discord.adds_bot(Server {
        everyone: VIEW,
        ..server(301)
    });
    discord.adds_bot(Server {
        days: 2,
        ..server(302)
    });
    is_over(&discord).await;
    for channel in [401, HALL, CHANNEL, 403] {
        assert!(discord.messages(channel).is_empty(), "{channel}");
    }
    end(discord, bot).await;
}
