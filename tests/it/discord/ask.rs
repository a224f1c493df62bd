//! `/ask`: questions, places, refusals, in German and English, as embeds and as text.

use serde_json::json;

use super::{end, start};
use fake_discord::DIRECT;

#[tokio::test]
async fn a_question_is_answered_with_the_sentence_and_its_place() {
    let (discord, bot) = start().await;
    let answer = discord.anna().ask("Wer leitet das CFIUS?").await;
    insta::assert_snapshot!(answer, @"
    ## Wer leitet das CFIUS?
    Das CFIUS prüft seit 1975 ausländische Investitionen in den Vereinigten Staaten. **Geleitet wird das CFIUS vom Finanzminister der USA.** Dem Ausschuss gehören auch der Justizminister und der Handelsminister an. In Japan prüft seit 2020 das Finanzministerium solche Investitionen.

    — § ≈1.1 „Der Ausschuss“ ¶ 1, Fn. 1
    -- Technik und Bündnis, 2. Auflage, 2020-06-15
    [Ganzer Abschnitt] [Nachfragen]
    [👍] [👎] [✕]
    ");
    end(discord, bot).await;
}

#[tokio::test]
async fn a_quote_in_another_language_says_so() {
    let (discord, bot) = start().await;
    let answer = discord.ben().ask("SEMATECH 1987").await;
    insta::assert_snapshot!(answer, @"
    ## SEMATECH 1987
    **SEMATECH entstand 1987 als Zusammenschluss amerikanischer Hersteller von Chips.** Das Konsortium erhielt Geld aus dem Haushalt des Verteidigungsministeriums.

    — § ≈2.1 „SEMATECH“ ¶ 1
    -- Technik und Bündnis, 2. Auflage, 2020-06-15 · quoted in German
    [◀ §] [§ ▶] [Follow-up]
    [👍] [👎] [✕]
    ");
    let answer = discord.anna().ask("Who repairs the crane?").await;
    insta::assert_snapshot!(answer, @r"
    ## Who repairs the crane?
    **The landlord repairs the crane.** Repairs of the crane take at most four weeks. \@everyone may use the stairs, see the plan of quay\_2.

    — § ≈1.2 “Repairs” ¶ 1
    -- Lease of the north quay, 2021-01-01
    [◀ §] [§ ▶] [Nachfragen]
    [👍] [👎] [✕]
    ");
    end(discord, bot).await;
}

#[tokio::test]
async fn a_place_is_shown_as_it_stands() {
    let (discord, bot) = start().await;
    let options = [
        ("question", json!("§ 1.2")),
        ("document", json!("Technik und Bündnis")),
        ("private", json!(true)),
    ];
    let answer = discord.anna().slash("ask", &options).await;
    insta::assert_snapshot!(answer, @"
    (private)
    ## § 1.2
    **§ ≈1.2 „Die Klausel“ ¶ 1, Fn. 2**

    Super 301 ist eine Klausel des Handelsgesetzes von 1988. Sie erlaubte Strafzölle gegen Partner.
    -- Technik und Bündnis, 2. Auflage, 2020-06-15
    [◀ §] [§ ▶] [Nachfragen]
    [Teilen]
    ");
    end(discord, bot).await;
}

#[tokio::test]
async fn what_the_report_does_not_say_is_refused_with_the_nearest_headings() {
    let (discord, bot) = start().await;
    let answer = discord
        .ben()
        .ask("How tall is the Eiffel tower in Paris?")
        .await;
    insta::assert_snapshot!(answer, @"
    ## How tall is the Eiffel tower in Paris?
    The report does not say this.
    [Report a gap] [✕]
    ");
    let answer = discord.anna().ask("§ 9.9").await;
    insta::assert_snapshot!(answer, @"
    ## § 9.9
    Diese Stelle gibt es nicht. „Technik und Bündnis“ hat § ≈1 bis § ≈2 und die Fußnoten 1 bis 2. „Inventar“ hat § ≈1 bis § ≈2. „Lease of the north quay“ hat § ≈1 bis § ≈2.
    [✕]
    ");
    end(discord, bot).await;
}

#[tokio::test]
async fn where_embeds_are_not_allowed_the_answer_is_text() {
    let (discord, bot) = start().await;
    let answer = discord
        .ben()
        .without_embeds()
        .ask("Who repairs the crane?")
        .await;
    insta::assert_snapshot!(answer, @r"
    **Who repairs the crane?**
    > **The landlord repairs the crane.** Repairs of the crane take at most four weeks. \@everyone may use the stairs, see the plan of quay\_2.
    > 
    > — § ≈1.2 “Repairs” ¶ 1
    -# Lease of the north quay, 2021-01-01
    [◀ §] [§ ▶] [Follow-up]
    [👍] [👎] [✕]
    ");
    assert!(answer.has_no_previews());
    end(discord, bot).await;
}

#[tokio::test]
async fn direct_messages_work_too() {
    let (discord, bot) = start().await;
    let answer = discord
        .anna()
        .in_channel(DIRECT)
        .ask("Wann entstand SEMATECH?")
        .await;
    assert!(
        answer.description().contains("**SEMATECH entstand 1987"),
        "{answer}"
    );
    end(discord, bot).await;
}

#[tokio::test]
async fn a_document_that_is_not_there_is_named_with_those_that_are() {
    let (discord, bot) = start().await;
    let options = [
        ("question", json!("CFIUS")),
        ("document", json!("Fahrplan")),
    ];
    let answer = discord.anna().slash("ask", &options).await;
    insta::assert_snapshot!(answer, @"
    (private)
    Ein Dokument „Fahrplan“ gibt es nicht. Zur Wahl stehen:
    • Technik und Bündnis
    • Inventar
    • Lease of the north quay
    ");
    let answer = discord.anna().ask("   ").await;
    insta::assert_snapshot!(answer, @"
    (private)
    Da war keine Frage. Frag etwas oder nenne eine Stelle wie § 2.3.
    ");
    end(discord, bot).await;
}
