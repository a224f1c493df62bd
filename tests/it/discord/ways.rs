//! The ways on from an answer and back: sections, other places, neighbours.

use serde_json::json;

use super::{end, start, start_with};
use fake_discord::Said;

/// Two places say it.
const TWO: &str = "Super 301 Strafzölle SEMATECH Haushalt";

fn others(said: &Said) -> Option<String> {
    let mut labels = said.buttons().into_iter().map(|(label, _)| label);
    labels.find(|label| label.starts_with("Andere Stellen"))
}

#[tokio::test]
async fn the_other_places_are_there_whatever_was_looked_at() {
    let (discord, bot) = start().await;
    let anna = discord.anna();
    let answer = anna.ask(TWO).await;
    let label = others(&answer).expect("there are other places");
    let first = answer.description().to_owned();
    // From the section back to the quote.
    let (open, _) = answer.buttons().remove(0);
    let section = anna.press(&answer, &open).await;
    let quote = if section.has_button("Zitat") {
        anna.press(&section, "Zitat").await
    } else {
        section
    };
    assert_eq!(quote.description(), first);
    assert_eq!(others(&quote).as_ref(), Some(&label), "{quote}");
    // From the other places back to the first quote, and on to them again.
    let places = anna.press(&quote, &label).await;
    assert!(!places.description().contains(&first), "{places}");
    let quote = anna.press(&places, "Zitat").await;
    assert_eq!(quote.description(), first);
    assert_eq!(others(&quote), Some(label), "{quote}");
    end(discord, bot).await;
}

#[tokio::test]
async fn one_of_the_other_places_leads_to_the_first_quote_too() {
    let (discord, bot) = start().await;
    let anna = discord.anna();
    let answer = anna.ask(TWO).await;
    let places = anna.press(&answer, &others(&answer).unwrap()).await;
    let (section, _) = places.buttons().remove(1);
    let section = anna.press(&places, &section).await;
    let other = anna.press(&section, "Zitat").await;
    assert_ne!(other.description(), answer.description());
    let back = anna
        .press(&other, &others(&other).expect("the first quote"))
        .await;
    let body = answer.description().split(" […]").next().unwrap();
    assert!(back.description().contains(body), "{back}");
    end(discord, bot).await;
}

#[tokio::test]
async fn a_whole_section_keeps_the_sentence_that_answers_in_bold() {
    let (discord, bot) = start().await;
    let anna = discord.anna();
    let answer = anna.ask("Wer leitet das CFIUS?").await;
    let section = anna.press(&answer, "Ganzer Abschnitt").await;
    let bold = "**Geleitet wird das CFIUS vom Finanzminister der USA.**";
    assert!(section.description().contains(bold), "{section}");
    assert!(
        section.description().contains("fünfzehn Untersuchungen"),
        "{section}"
    );
    // Also of a section with many pages: it opens where the sentence stands.
    let answer = anna.ask("Welches Regal hat 150 Fächer?").await;
    let section = anna.press(&answer, "Ganzer Abschnitt").await;
    let bold = "**Posten 150 des Inventars ist ein Regal aus Eiche mit 150 Fächern und Schloss.**";
    assert!(section.description().contains(bold), "{section}");
    let before = anna.press(&section, "◀ Seite").await;
    assert!(!before.description().contains("Posten 150"), "{before}");
    end(discord, bot).await;
}

#[tokio::test]
async fn a_section_that_is_shown_whole_is_not_offered() {
    let (discord, bot) = start().await;
    let anna = discord.anna();
    for whole in ["§ 1.2", "Wann entstand SEMATECH?"] {
        let options = [("question", json!(whole)), ("document", json!("bericht"))];
        let shown = anna.slash("ask", &options).await;
        assert!(!shown.has_button("Ganzer Abschnitt"), "{shown}");
        let next = anna.press(&shown, "§ ▶").await;
        assert_ne!(next.description(), shown.description());
    }
    let options = [
        ("question", json!("§ 1.1 ¶ 2")),
        ("document", json!("bericht")),
    ];
    let part = anna.slash("ask", &options).await;
    let section = anna.press(&part, "Ganzer Abschnitt").await;
    assert!(section.description().contains("Geleitet wird"), "{section}");
    end(discord, bot).await;
}

#[tokio::test]
async fn the_ways_on_are_in_the_first_row_and_votes_in_their_own() {
    let url = "https://reader.example.org/";
    let (discord, bot) = start_with(|config| config.web.url = url.to_owned()).await;
    let anna = discord.anna();
    let answer = anna.ask("Wer leitet das CFIUS?").await;
    assert_eq!(
        answer.rows(),
        [
            vec!["Ganzer Abschnitt", "Nachfragen", "Öffnen"],
            vec!["👍", "👎", "✕"]
        ]
    );
    assert_eq!(answer.title_link(), answer.link("Öffnen"));
    let section = anna.press(&answer, "Ganzer Abschnitt").await;
    assert_eq!(
        section.rows(),
        [vec!["Zitat", "§ ▶", "Nachfragen", "Öffnen"], vec!["✕"]]
    );
    assert_eq!(section.title_link(), section.link("Öffnen"));
    end(discord, bot).await;
}

#[tokio::test]
async fn a_colour_tells_what_an_answer_is() {
    let (discord, bot) = start_with(|config| {
        config.answer.min_confidence = 0.05;
        config.answer.sure_confidence = 0.6;
    })
    .await;
    let ben = discord.ben();
    let answer = ben.ask("Who repairs the crane?").await;
    let near = ben.ask("Who repairs the harbour wall of the town?").await;
    assert!(near.description().starts_with("This comes near"), "{near}");
    let refusal = ben.ask("Xylophone quartz vampire?").await;
    assert!(
        refusal.description().starts_with("The report does not"),
        "{refusal}"
    );
    let colours = [&answer, &near, &refusal].map(Said::colour);
    assert!(colours.iter().all(Option::is_some), "{colours:?}");
    assert!(colours[0] != colours[1] && colours[1] != colours[2] && colours[0] != colours[2]);
    end(discord, bot).await;
}
