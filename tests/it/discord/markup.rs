//! Questions in Discord's markup: people see names, and words are looked for.

use std::path::Path;

use tempfile::TempDir;

use super::{end, start, start_with};
use fake_discord::DIRECT;

/// Everything that may stand in a question beside its words, and what people see of it.
const MARKUP: [(&str, &str); 13] = [
    ("<@77>", "@carla"),
    ("<@!12>", "@"),
    ("<@&900>", "@…"),
    ("<#200>", "#…"),
    ("<:report:901>", ":report:"),
    ("<a:party:902>", ":party:"),
    ("<t:1700000000:R>", "2023-11-14"),
    ("</ask:903>", "/ask"),
    ("<id:browse>", ""),
    (
        "https://discord.com/channels/1/2/3",
        "https://discord.com/channels/1/2/3",
    ),
    ("<https://example.org/a_b>", "https://example.org/a_b"),
    ("@here", "@here"),
    ("** **", ""),
];

fn seen(title: &str) -> String {
    title.replace(['\u{2068}', '\u{2069}', '\\'], "")
}

#[tokio::test]
async fn what_is_no_word_of_a_question_does_not_change_its_answer() {
    let (discord, bot) = start().await;
    let anna = discord.anna();
    let plain = anna.ask("Wer leitet das CFIUS?").await;
    for (markup, shown) in MARKUP {
        for question in [
            format!("{markup} Wer leitet das CFIUS?"),
            format!("Wer leitet {markup} das CFIUS?"),
            format!("Wer leitet das CFIUS? {markup}"),
        ] {
            let asked = anna.ask(&question).await;
            assert_eq!(asked.description(), plain.description(), "{question}");
            let written = anna.write(&format!("<@501> {question}"));
            let reply = anna.reply_to(written).await;
            assert_eq!(reply.description(), plain.description(), "{question}");
            let title = seen(reply.title());
            assert!(
                title.contains(shown) && !title.contains('<'),
                "{question}: {title}"
            );
        }
    }
    end(discord, bot).await;
}

#[tokio::test]
async fn formats_are_not_looked_for_either() {
    let (discord, bot) = start().await;
    let anna = discord.anna();
    let plain = anna.ask("Wer leitet das CFIUS?").await;
    for question in [
        "**Wer** leitet __das__ *CFIUS*?",
        "||Wer leitet das CFIUS?||",
        "```\nWer leitet das CFIUS?\n```",
        "```text\nWer leitet das CFIUS?```",
        "`Wer leitet das CFIUS?`",
        "> Wer leitet das [CFIUS](https://example.org/cfius)?",
        "# ~~Wer~~ leitet das _CFIUS_?",
    ] {
        let asked = anna.on_message("Find in the report", question).await;
        assert_eq!(asked.description(), plain.description(), "{question}");
        assert_eq!(asked.title(), "Wer leitet das CFIUS?", "{question}");
    }
    // So is a quote that somebody made to stand out.
    let quote = "> **Geleitet wird das CFIUS** vom Finanzminister der USA.";
    let checked = anna.on_message("Check this quote", quote).await;
    assert!(
        checked.description().contains("Wort für Wort."),
        "{checked}"
    );
    end(discord, bot).await;
}

#[tokio::test]
async fn the_title_shows_names_and_is_asked_again_without_them() {
    let (discord, bot) = start().await;
    let anna = discord.anna().in_channel(DIRECT);
    let written = anna.write("Hey <@77>, wer leitet das CFIUS? <:report:1>");
    let first = anna.reply_to(written).await;
    assert_eq!(
        seen(first.title()),
        "Hey @carla, wer leitet das CFIUS? :report:"
    );
    assert!(first.description().contains("**Geleitet wird"), "{first}");
    // What is asked in its light, is asked without the name too; the button that asks alone as well.
    let written = anna.write("und in Japan, <@12>?");
    let next = anna.reply_to(written).await;
    assert!(next.description().contains("**In Japan prüft"), "{next}");
    assert!(!next.to_string().contains("carla"), "{next}");
    let alone = anna.press(&next, "Ohne Zusammenhang fragen").await;
    assert_eq!(seen(alone.title()), "und in Japan, @ben?");
    let plain = anna.ask("und in Japan?").await;
    assert_eq!(alone.description(), plain.description());
    end(discord, bot).await;
}

#[tokio::test]
async fn a_message_of_names_alone_is_no_question() {
    let (discord, bot) = start().await;
    let anna = discord.anna();
    let written = anna.write("<@501> <@77> <:report:1>");
    let said = anna.reply_to(written).await.to_string();
    assert!(
        said.contains("keine Frage") || said.contains("no question"),
        "{said}"
    );
    end(discord, bot).await;
}

#[tokio::test]
async fn code_keeps_its_lines() {
    let data = TempDir::new().unwrap();
    let (discord, bot) = start_with(|config| {
        let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/ask");
        config.corpus.folder = cases.join("code/corpus");
        config.data = data.path().to_owned();
    })
    .await;
    let reply = discord
        .anna()
        .ask("How many retries does the relay make?")
        .await;
    insta::assert_snapshot!(reply.description(), @r#"
    A complete file looks like this:

    ```
    [relay]
    listen = "0.0.0.0:8080"
    retries = 3

    [relay.limits]
    memory = "512M"
    ```

    — § ≈2 “Configuration” ¶ 2
    "#);
    end(discord, bot).await;
}
