//! Editions over time on Discord: `/diff` shows what changed, and what is of an older edition leads to the newest.

use std::fs;

use serde_json::json;
use tempfile::TempDir;

use super::end;
use fake_discord::{Bot, Discord, written_long_ago};

use crate::diff::{OLD_RULES, RULES};

/// A bot that serves a document in two editions.
async fn start() -> (TempDir, Discord, Bot) {
    let folder = TempDir::new().unwrap();
    let corpus = folder.path().join("corpus");
    fs::create_dir(&corpus).unwrap();
    fs::write(corpus.join("rules@2024-06.md"), RULES).unwrap();
    fs::write(corpus.join("rules@2021.md"), OLD_RULES).unwrap();
    written_long_ago(&corpus);
    let discord = Discord::start().await;
    let config = discord.config(&corpus, discord.data());
    let bot = discord.bot(&config).await;
    (folder, discord, bot)
}

#[tokio::test]
async fn what_changed_is_shown_word_by_word_with_both_places() {
    let (_folder, discord, bot) = start().await;
    let ben = discord.ben();
    let place = |place: &str| [("place", json!(place))];
    let changed = ben.slash("diff", &place("§ 2.2")).await;
    insta::assert_snapshot!(changed, @"
    ## § 2.2
    This changed from edition 2021 to edition 2024-06. Struck through: only in the older one. Bold: only in the newer one.

    The fee is due on the first of ~~March~~ **May**. Whoever pays later than the first of June pays 5 euros more.

    **The treasurer sends the invoices in April.**

    — § 2.2 “Payment” ¶ 1 · Club rules, 2021
    — § 2.2 “Payment” · Club rules, 2024-06
    [2021] [2024-06]
    [✕]
    ");
    let old = ben.press(&changed, "2021").await;
    insta::assert_snapshot!(old, @"
    ## § 2.2
    **§ 2.2 “Payment” ¶ 1**

    The fee is due on the first of March. Whoever pays later than the first of June pays 5 euros more.
    -- Club rules, 2021 · There is a newer edition: 2024-06.
    [◀ §] [§ ▶] [Follow-up] [Newer edition]
    [✕]
    ");
    let gone = ben.slash("diff", &place("§ 2.3")).await;
    insta::assert_snapshot!(gone, @"
    ## § 2.3
    This is only in edition 2021; edition 2024-06 no longer has this place.

    Gifts are spent on the boats.

    — § 2.3 “Gifts” ¶ 1 · Club rules, 2021
    [2021]
    [✕]
    ");
    let none = discord.anna().slash("diff", &place("§ 9")).await;
    insta::assert_snapshot!(none, @r#"
    ## § 9
    Diese Stelle hat keine der verglichenen Ausgaben von Club rules (rules\@2024-06).
    [✕]
    "#);
    end(discord, bot).await;
}

#[tokio::test]
async fn without_a_place_all_that_changed_is_listed_and_can_be_read() {
    let (_folder, discord, bot) = start().await;
    let ben = discord.ben();
    let listed = ben.slash("diff", &[]).await;
    insta::assert_snapshot!(listed, @"
    ## Club rules
    3 sections changed from edition 2021 to edition 2024-06:

    - § 2.1 “Amount”: changed
    - § 2.2 “Payment”: changed
    - § 2.3 “Gifts”: gone

    What changed in a section, word by word: `/diff` with the section.
    [Read a section: § 2.1 “Amount” | § 2.2 “Payment” | § 2.3 “Gifts”]
    [✕]
    ");
    let gone = ben.choose(&listed, "§ 2.3 “Gifts”").await;
    assert!(gone.description().contains("Gifts are spent"), "{gone}");
    // A place is suggested by its heading, and leads to its words.
    let found = ben.type_into("diff", "place", "pay").await;
    let expected = ("§ 2.2 Payment".to_owned(), "§ 2.2".to_owned());
    assert_eq!(found, [expected]);
    let words = ben.slash("diff", &[("place", json!(found[0].1))]).await;
    assert!(words.description().contains("~~March~~ **May**"), "{words}");
    end(discord, bot).await;
}

#[tokio::test]
async fn the_buttons_of_an_edition_that_was_put_aside_lead_to_it() {
    let (folder, discord, bot) = start().await;
    let corpus = folder.path().join("corpus");
    bot.stop().await;
    fs::remove_file(corpus.join("rules@2024-06.md")).unwrap();
    fs::rename(corpus.join("rules@2021.md"), corpus.join("rules.md")).unwrap();
    let config = discord.config(&corpus, discord.data());
    fundstelle::app::build(&config, false, &()).unwrap();
    let bot = discord.bot(&config).await;
    let ben = discord.ben();
    let answer = ben.ask("How high is the yearly fee?").await;
    assert!(answer.description().contains("20 euros"), "{answer}");
    bot.stop().await;
    fs::rename(corpus.join("rules.md"), corpus.join("rules@2021.md")).unwrap();
    fs::write(corpus.join("rules.md"), RULES).unwrap();
    fundstelle::app::build(&config, false, &()).unwrap();
    let bot = discord.bot(&config).await;
    let section = ben.press(&answer, "§ ▶").await;
    insta::assert_snapshot!(section, @"
    ## How high is the yearly fee?
    **§ 2.2 “Payment” ¶ 1**

    The fee is due on the first of March. Whoever pays later than the first of June pays 5 euros more.
    -- Club rules, 2021 · There is a newer edition: rules.md.
    [Quote] [◀ §] [§ ▶] [Follow-up] [Newer edition]
    [✕]
    ");
    end(discord, bot).await;
}

#[tokio::test]
async fn an_older_edition_leads_to_the_same_place_in_the_newest() {
    let (_folder, discord, bot) = start().await;
    let ben = discord.ben();
    let newest = ben.ask("How high is the yearly fee?").await;
    assert!(
        newest.description().contains("25 euros") && !newest.to_string().contains("newer"),
        "{newest}"
    );
    let of_old = [
        ("question", json!("How high is the yearly fee?")),
        ("document", json!("rules@2021")),
    ];
    let old = ben.slash("ask", &of_old).await;
    insta::assert_snapshot!(old, @"
    ## How high is the yearly fee?
    The yearly fee is 20 euros for each member.

    — § 2.1 “Amount” ¶ 1
    -- Club rules, 2021 · There is a newer edition: 2024-06. · searched this document only
    [Newer edition] [◀ §] [§ ▶] [Other places (2)] [Follow-up]
    [👍] [👎] [✕]
    ");
    let newer = ben.press(&old, "Newer edition").await;
    insta::assert_snapshot!(newer, @"
    ## How high is the yearly fee?
    The yearly fee is 25 euros for each member. Members under 18 pay half of it.

    — § 2.1 “Amount” ¶ 1
    -- Club rules, 2024-06
    [◀ §] [§ ▶] [Follow-up]
    [✕]
    ");
    end(discord, bot).await;
}
