//! Buttons of an older generation: the document changed, got another name, or went.

use std::{fs, path::PathBuf};

use serde_json::json;
use tempfile::TempDir;

use super::{corpus, end};
use fake_discord::{Bot, Discord};

const QUESTION: &str = "Wer leitet das CFIUS?";

/// A bot whose documents can be changed.
struct LiveIndex {
    discord: Discord,
    bot: Bot,
    folder: TempDir,
}

impl LiveIndex {
    async fn start() -> Self {
        let folder = TempDir::new().unwrap();
        corpus::write(&folder.path().join("corpus"));
        let discord = Discord::start().await;
        let bot = Self::bot(&discord, &folder).await;
        Self {
            discord,
            bot,
            folder,
        }
    }

    async fn bot(discord: &Discord, folder: &TempDir) -> Bot {
        let config = discord.config(&folder.path().join("corpus"), &folder.path().join("data"));
        fundstelle::app::build(&config, false, &()).unwrap();
        discord.bot(&config).await
    }

    /// Changes files while the bot is away.
    async fn change(self, change: impl FnOnce(PathBuf)) -> Self {
        let Self {
            discord,
            bot,
            folder,
        } = self;
        bot.stop().await;
        change(folder.path().join("corpus"));
        let bot = Self::bot(&discord, &folder).await;
        Self {
            discord,
            bot,
            folder,
        }
    }

    async fn end(self) {
        end(self.discord, self.bot).await;
    }
}

fn newer() -> String {
    corpus::BERICHT.replace("Finanzminister der USA", "Kanzler der USA")
}

#[tokio::test]
async fn a_changed_document_is_said_to_have_changed_and_shown_as_it_is() {
    let live_index = LiveIndex::start().await;
    let anna = live_index.discord.anna();
    let answer = anna.ask(QUESTION).await;
    let live_index = live_index
        .change(|corpus| fs::write(corpus.join("bericht.md"), newer()).unwrap())
        .await;
    let now = anna.press(&answer, "Ganzer Abschnitt").await;
    insta::assert_snapshot!(now, @"
    ## Wer leitet das CFIUS?
    Das Dokument hat sich seitdem geändert; das steht jetzt darin.

    Das CFIUS prüft seit 1975 ausländische Investitionen in den Vereinigten Staaten. **Geleitet wird das CFIUS vom Kanzler der USA.** Dem Ausschuss gehören auch der Justizminister und der Handelsminister an. In Japan prüft seit 2020 das Finanzministerium solche Investitionen.

    — § ≈1.1 „Der Ausschuss“ ¶ 1, Fn. 1
    -- Technik und Bündnis, 2. Auflage, 2020-06-15
    [Ganzer Abschnitt] [Nachfragen]
    [👍] [👎] [✕]
    ");
    // Its buttons are of the present.
    let section = anna.press(&now, "Ganzer Abschnitt").await;
    assert!(!section.description().contains("seither"), "{section}");
    assert!(section.description().contains("Kanzler"), "{section}");
    live_index.end().await;
}

#[tokio::test]
async fn the_buttons_of_a_document_that_got_another_name_lead_to_it() {
    let live_index = LiveIndex::start().await;
    let anna = live_index.discord.anna();
    let answer = anna.ask(QUESTION).await;
    let live_index = live_index
        .change(|corpus| {
            fs::rename(corpus.join("bericht.md"), corpus.join("bericht-2020.md")).unwrap();
        })
        .await;
    let section = anna.press(&answer, "Ganzer Abschnitt").await;
    let said = section.description();
    assert!(said.contains("fünfzehn Untersuchungen"), "{section}");
    assert!(!said.contains("Dokument"), "{section}");
    // And once more, by a button that knows the new name.
    let live_index = live_index
        .change(|corpus| {
            fs::rename(corpus.join("bericht-2020.md"), corpus.join("alt.md")).unwrap();
        })
        .await;
    let next = anna.press(&section, "§ ▶").await;
    assert!(next.description().contains("Super 301"), "{next}");
    live_index.end().await;
}

#[tokio::test]
async fn a_document_that_got_another_name_and_text_is_found_under_it() {
    let live_index = LiveIndex::start().await;
    let (anna, ben) = (live_index.discord.anna(), live_index.discord.ben());
    let answer = anna.ask(QUESTION).await;
    let live_index = live_index
        .change(|corpus| {
            fs::remove_file(corpus.join("bericht.md")).unwrap();
            let text = format!("{}\nDie Auflage ist vergriffen.\n", corpus::BERICHT);
            fs::write(corpus.join("bericht-2020.md"), text).unwrap();
        })
        .await;
    let copy = ben.press(&answer, "Ganzer Abschnitt").await;
    insta::assert_snapshot!(copy, @"
    (private)
    ## Wer leitet das CFIUS?
    There is no document by that name any more; this is how things stand now.

    Das CFIUS prüft seit 1975 ausländische Investitionen in den Vereinigten Staaten. **Geleitet wird das CFIUS vom Finanzminister der USA.** Dem Ausschuss gehören auch der Justizminister und der Handelsminister an. In Japan prüft seit 2020 das Finanzministerium solche Investitionen.

    — § ≈1.1 „Der Ausschuss“ ¶ 1, fn. 1
    -- Technik und Bündnis, 2. Auflage, 2020-06-15
    [Full section] [Follow-up]
    [👍] [👎] [Share]
    ");
    let now = anna.press(&copy, "Full section").await;
    assert!(
        now.description().contains("fünfzehn Untersuchungen"),
        "{now}"
    );
    live_index.end().await;
}

#[tokio::test]
async fn a_document_that_is_gone_is_said_to_be_gone() {
    let live_index = LiveIndex::start().await;
    let anna = live_index.discord.anna();
    let answer = anna.ask(QUESTION).await;
    let live_index = live_index
        .change(|corpus| fs::remove_file(corpus.join("bericht.md")).unwrap())
        .await;
    let form = anna.open(&answer, "Nachfragen").await;
    let next = anna.fill(&answer, &form, "und in Japan?").await;
    assert!(
        next.to_string().contains("steht nicht im Bericht"),
        "{next}"
    );
    let now = anna.press(&answer, "Ganzer Abschnitt").await;
    insta::assert_snapshot!(now, @"
    ## Wer leitet das CFIUS?
    Das Dokument gibt es unter diesem Namen nicht mehr; das ist der Stand jetzt.

    Das steht nicht im Bericht.
    [Lücke melden] [✕]
    ");
    live_index.end().await;
}

#[tokio::test]
async fn an_outline_is_shown_as_it_is_now() {
    let live_index = LiveIndex::start().await;
    let anna = live_index.discord.anna();
    let options = [("document", json!("bericht"))];
    let outline = anna.slash("outline", &options).await;
    let live_index = live_index
        .change(|corpus| {
            let newer = newer().replace("### SEMATECH", "### Das Konsortium");
            fs::write(corpus.join("bericht.md"), newer).unwrap();
        })
        .await;
    let now = anna.choose(&outline, "§ ≈2.1 SEMATECH").await;
    insta::assert_snapshot!(now, @"
    ## Technik und Bündnis
    Das Dokument hat sich seitdem geändert; das steht jetzt darin.

    § ≈1 Zwei Gesetze
     § ≈1.1 Der Ausschuss
     § ≈1.2 Die Klausel
    § ≈2 Forschung
     § ≈2.1 Das Konsortium
     § ≈2.2 Ausgaben
    [Abschnitt öffnen: § ≈1 Zwei Gesetze | § ≈1.1 Der Ausschuss | § ≈1.2 Die Klausel | § ≈2 Forschung | § ≈2.1 Das Konsortium | § ≈2.2 Ausgaben]
    [✕]
    ");
    let live_index = live_index
        .change(|corpus| fs::remove_file(corpus.join("bericht.md")).unwrap())
        .await;
    let gone = anna.choose(&now, "§ ≈2.1 Das Konsortium").await;
    insta::assert_snapshot!(gone, @"
    (private)
    Das Dokument gibt es unter diesem Namen nicht mehr; das ist der Stand jetzt.

    Es gibt mehrere Dokumente. Wähle eines mit der Option „dokument“:
    • **Inventar** · Deutsch
    • **Lease of the north quay**, 2021-01-01 · Englisch
    ");
    live_index.end().await;
}

#[tokio::test]
async fn a_follow_up_whose_document_changed_keeps_its_light() {
    let live_index = LiveIndex::start().await;
    let anna = live_index.discord.anna();
    let answer = anna.ask(QUESTION).await;
    let form = anna.open(&answer, "Nachfragen").await;
    let next = anna.fill(&answer, &form, "und in Japan?").await;
    let live_index = live_index
        .change(|corpus| fs::write(corpus.join("bericht.md"), newer()).unwrap())
        .await;
    let now = anna.press(&next, "Ganzer Abschnitt").await;
    insta::assert_snapshot!(now, @"
    ^ Nachfrage zu Technik und Bündnis, nach: Wer leitet das CFIUS?
    ## und in Japan?
    Das Dokument hat sich seitdem geändert; das steht jetzt darin.

    Das CFIUS prüft seit 1975 ausländische Investitionen in den Vereinigten Staaten. Geleitet wird das CFIUS vom Kanzler der USA. Dem Ausschuss gehören auch der Justizminister und der Handelsminister an. **In Japan prüft seit 2020 das Finanzministerium solche Investitionen.**

    — § ≈1.1 „Der Ausschuss“ ¶ 1, Fn. 1
    -- Technik und Bündnis, 2. Auflage, 2020-06-15
    [Ganzer Abschnitt] [Andere Stellen (1)] [Nachfragen]
    [👍] [👎] [✕]
    [Ohne Zusammenhang fragen]
    ");
    live_index.end().await;
}
