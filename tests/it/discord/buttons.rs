//! Buttons: pressed by the asker, by others, and after a restart.

use fundstelle::app::QuoteRef;
use serde_json::json;

use super::{corpus, end, start, start_with};

#[tokio::test]
async fn the_asker_turns_the_answer_over_and_a_stranger_gets_a_copy() {
    let (discord, bot) = start().await;
    let (anna, ben) = (discord.anna(), discord.ben());
    let answer = anna.ask("Wer leitet das CFIUS?").await;
    let copy = ben.press(&answer, "Ganzer Abschnitt").await;
    assert!(copy.is_private() && copy.id() != answer.id(), "{copy}");
    let section = anna.press(&answer, "Ganzer Abschnitt").await;
    assert_eq!(section.id(), answer.id());
    assert!(section.description().contains("fünfzehn Untersuchungen"));
    let next = anna.press(&section, "§ ▶").await;
    assert!(next.description().contains("Super 301"), "{next}");
    let quote = anna.press(&next, "Zitat").await;
    assert!(quote.description().contains("**Geleitet wird"), "{quote}");
    end(discord, bot).await;
}

#[tokio::test]
async fn a_long_section_is_read_to_its_end_page_by_page() {
    let (discord, bot) = start().await;
    let anna = discord.anna();
    let mut page = anna.ask("§ 2 Liste").await;
    if page.has_button("Ganzer Abschnitt") {
        page = anna.press(&page, "Ganzer Abschnitt").await;
    }
    let mut text = page.description().to_owned();
    while page.has_button("Seite ▶") {
        page = anna.press(&page, "Seite ▶").await;
        text.push_str(page.description());
    }
    assert!(
        text.contains("Posten 1 des") && text.contains("Posten 192 des"),
        "{text}"
    );
    end(discord, bot).await;
}

#[tokio::test]
async fn buttons_work_after_a_restart() {
    let (discord, bot) = start().await;
    let answer = discord.anna().ask("Wer leitet das CFIUS?").await;
    bot.stop().await;
    let bot = discord.bot(&corpus::config(&discord)).await;
    let section = discord.anna().press(&answer, "Ganzer Abschnitt").await;
    assert!(section.description().contains("fünfzehn Untersuchungen"));
    assert_eq!(discord.registrations(), 1, "commands are registered once");
    end(discord, bot).await;
}

#[tokio::test]
async fn a_private_answer_is_shared_once_and_with_credit() {
    let (discord, bot) = start().await;
    let anna = discord.anna();
    let options = [
        ("question", json!("Wer leitet das CFIUS?")),
        ("private", json!(true)),
    ];
    let answer = anna.slash("ask", &options).await;
    assert!(answer.is_private(), "{answer}");
    let token = anna.send_press(&answer, &answer.button("Teilen"));
    let kept = anna.answer_to(&token).await;
    assert!(!kept.has_button("Teilen"), "{kept}");
    let shared = anna.more_to(&token).await;
    insta::assert_snapshot!(shared, @"
    Geteilt von anna:
    ## Wer leitet das CFIUS?
    Das CFIUS prüft seit 1975 ausländische Investitionen in den Vereinigten Staaten. **Geleitet wird das CFIUS vom Finanzminister der USA.** Dem Ausschuss gehören auch der Justizminister und der Handelsminister an. In Japan prüft seit 2020 das Finanzministerium solche Investitionen.

    — § ≈1.1 „Der Ausschuss“ ¶ 1, Fn. 1
    -- Technik und Bündnis, 2. Auflage, 2020-06-15
    [Ganzer Abschnitt] [Nachfragen]
    [👍] [👎]
    [✕]
    ");
    // Pressed again before the button was gone.
    let again = anna.send_press(&answer, &answer.button("Teilen"));
    anna.is_acknowledged(&again).await;
    let section = discord.ben().press(&shared, "Ganzer Abschnitt").await;
    assert!(section.is_private(), "{section}");
    end(discord, bot).await;
}

#[tokio::test]
async fn only_the_asker_and_moderators_take_an_answer_away() {
    let (discord, bot) = start().await;
    let answer = discord.anna().ask("Wer leitet das CFIUS?").await;
    let refusal = discord.ben().press(&answer, "✕").await;
    assert!(
        refusal.to_string().contains("Only the person who asked"),
        "{refusal}"
    );
    discord
        .ben()
        .moderator()
        .send_press(&answer, &answer.button("✕"));
    discord.ben().sees_no_more(&answer).await;
    end(discord, bot).await;
}

#[tokio::test]
async fn a_place_is_opened_in_the_reader() {
    let url = "https://reader.example.org/";
    let (discord, bot) = start_with(|config| config.web.url = url.to_owned()).await;
    let anna = discord.anna();
    let answer = anna.ask("Wer leitet das CFIUS?").await;
    // The link names the sentences that are to be marked there, and what was in the document.
    let link = answer.link("Öffnen").to_owned();
    let quote = link.strip_prefix("https://reader.example.org/d/bericht?quote=");
    let quote = quote
        .and_then(|rest| rest.strip_suffix("#s1.1p1"))
        .expect(&link);
    assert!(quote.parse::<QuoteRef>().is_ok(), "{link}");
    let section = anna.press(&answer, "Ganzer Abschnitt").await;
    assert_eq!(
        section.link("Öffnen"),
        "https://reader.example.org/d/bericht#s1.1"
    );
    // It stays where the answer is shared.
    let options = [("question", json!("§ 2.1")), ("private", json!(true))];
    let private = anna.slash("ask", &options).await;
    let token = anna.send_press(&private, &private.button("Teilen"));
    let kept = anna.answer_to(&token).await;
    assert!(!kept.has_button("Teilen"), "{kept}");
    let shared = anna.more_to(&token).await;
    assert!(shared.link("Öffnen").ends_with("#s2.1p1"), "{shared}");
    end(discord, bot).await;
}

#[tokio::test]
async fn a_footnote_leads_to_the_section_in_which_its_number_stands() {
    let (discord, bot) = start().await;
    let anna = discord.anna();
    let answer = anna.ask("Durchführungsverordnung 11858").await;
    assert!(answer.description().ends_with("— Fn. 1"), "{answer}");
    let section = anna.press(&answer, "Ganzer Abschnitt").await;
    assert!(section.description().contains("Geleitet wird"), "{section}");
    let quote = anna.press(&section, "Zitat").await;
    assert!(quote.description().ends_with("— Fn. 1"), "{quote}");
    end(discord, bot).await;
}
