//! The bot with its embedding model: other words, other languages, and answers that are only near.

use tempfile::TempDir;

use super::{corpus, end};
use fake_discord::{Bot, Discord};

/// A bot that understands questions, and is never sure.
async fn start() -> (Discord, Bot, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let corpus = folder.path().join("corpus");
    std::fs::create_dir(&corpus).unwrap();
    std::fs::write(corpus.join("bericht.md"), corpus::BERICHT).unwrap();
    let discord = Discord::start().await;
    let mut config = discord.config(&corpus, &folder.path().join("data"));
    config.embedding.enabled = true;
    config.answer.sure_confidence = 1.0;
    fundstelle::app::build(&config, false, &()).unwrap();
    let bot = discord.bot(&config).await;
    (discord, bot, folder)
}

#[tokio::test]
async fn a_question_in_another_language_is_answered_with_the_report_s_own_words() {
    let (discord, bot, _folder) = start().await;
    let answer = discord
        .ben()
        .ask("Who chairs the committee on foreign investment?")
        .await;
    insta::assert_snapshot!(answer, @"
    ## Who chairs the committee on foreign investment?
    This comes near, but it may not be the answer.

    Das CFIUS prüft seit 1975 ausländische Investitionen in den Vereinigten Staaten. **Geleitet wird das CFIUS vom Finanzminister der USA.** Dem Ausschuss gehören auch der Justizminister und der Handelsminister an. In Japan prüft seit 2020 das Finanzministerium solche Investitionen.

    — § ≈1.1 „Der Ausschuss“ ¶ 1, fn. 1
    -- Technik und Bündnis, 2. Auflage, 2020-06-15 · quoted in German
    [Full section] [Other places (2)] [Follow-up]
    [👍] [👎] [✕]
    ");
    let answer = discord
        .anna()
        .ask("Wer steht dem Gremium vor, das Käufe aus dem Ausland prüft?")
        .await;
    insta::assert_snapshot!(answer, @"
    ## Wer steht dem Gremium vor, das Käufe aus dem Ausland prüft?
    Das kommt der Frage nahe, ist aber vielleicht nicht die Antwort.

    Das CFIUS prüft seit 1975 ausländische Investitionen in den Vereinigten Staaten. **Geleitet wird das CFIUS vom Finanzminister der USA.** Dem Ausschuss gehören auch der Justizminister und der Handelsminister an. In Japan prüft seit 2020 das Finanzministerium solche Investitionen.

    — § ≈1.1 „Der Ausschuss“ ¶ 1, Fn. 1
    -- Technik und Bündnis, 2. Auflage, 2020-06-15
    [Ganzer Abschnitt] [Andere Stellen (2)] [Nachfragen]
    [👍] [👎] [✕]
    ");
    end(discord, bot).await;
}

#[tokio::test]
async fn what_the_report_does_not_say_is_refused() {
    let (discord, bot, _folder) = start().await;
    let answer = discord.ben().ask("How tall is the Eiffel Tower?").await;
    insta::assert_snapshot!(answer, @"
    ## How tall is the Eiffel Tower?
    The report does not say this.
    [Report a gap] [✕]
    ");
    end(discord, bot).await;
}
