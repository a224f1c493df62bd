//! Votes, reports of gaps, `/gaps`, `/stats` and `/forget_me`: what is kept, who sees it, and that
//! it goes.

use std::{fs, time::Duration};

use fundstelle::store::FILE;

use super::{corpus, end, start};
use fake_discord::{Bot, DIRECT, Discord, OTHER_GUILD, Person, Said};

const ANSWERED: &str = "Wer leitet das CFIUS?";
const GAP: &str = "How tall is the Eiffel tower in Paris?";

/// A user whose number is long enough to be looked for in a file.
const CARLA: u64 = 0x1122_3344_5566_7788;

fn carla(discord: &Discord) -> Person {
    Person::new(discord, CARLA, "carla", "en-US")
}

/// A server that keeps this of questions without an answer.
async fn keeping(what: &str) -> (Discord, Bot) {
    let (discord, bot) = start().await;
    keep(&discord.ben().administrator(), what).await;
    (discord, bot)
}

async fn keep(who: &Person, what: &str) {
    let panel = who.slash("settings", &[]).await;
    let panel = who.pick(&panel, "Questions without an answer", what).await;
    assert!(
        panel.to_string().contains(&format!("answer:** {what}")),
        "{panel}"
    );
}

async fn gaps(who: &Person) -> String {
    who.slash("gaps", &[]).await.to_string()
}

/// Whether these bytes stand in anything that is kept.
fn has(discord: &Discord, bytes: &[u8]) -> bool {
    let files = fs::read_dir(discord.data())
        .unwrap()
        .map(|file| file.unwrap().path());
    let mut files = files.filter(|path| {
        path.file_name()
            .unwrap()
            .to_string_lossy()
            .starts_with(FILE)
    });
    files.any(|path| {
        let content = fs::read(path).unwrap();
        content.windows(bytes.len()).any(|part| part == bytes)
    })
}

#[tokio::test]
async fn everybody_has_one_vote_on_an_answer_and_may_change_it() {
    let (discord, bot) = start().await;
    let (anna, ben) = (discord.anna(), discord.ben());
    let answer = anna.ask(ANSWERED).await;
    insta::assert_snapshot!(anna.press(&answer, "👍").await, @"
    (private)
    👍 Danke, deine Stimme ist notiert. Du kannst sie jederzeit ändern.
    ");
    insta::assert_snapshot!(anna.press(&answer, "👎").await, @"
    (private)
    👎 Danke, deine Stimme ist geändert. Vielleicht hilft es, anders zu fragen oder die anderen Stellen anzusehen.
    ");
    insta::assert_snapshot!(ben.press(&answer, "👍").await, @"
    (private)
    👍 Thank you, your vote is noted. You can change it at any time.
    ");
    insta::assert_snapshot!(ben.press(&answer, "👍").await, @"
    (private)
    👍 You have already voted that way.
    ");
    // The answer stands as it was, and what it turns into can be voted on too.
    let section = anna.press(&answer, "Ganzer Abschnitt").await;
    let quote = anna.press(&section, "Zitat").await;
    assert!(quote.has_button("👍"), "{quote}");
    bot.stop().await;
    let bot = discord.bot(&corpus::config(&discord)).await;
    let changed = ben.press(&answer, "👎").await.to_string();
    assert!(changed.contains("your vote has been changed"), "{changed}");
    let stats = ben.administrator().slash("stats", &[]).await.to_string();
    assert!(stats.contains("0 👍, 2 👎"), "{stats}");
    end(discord, bot).await;
}

#[tokio::test]
async fn where_nothing_is_kept_nothing_is_offered() {
    let (discord, bot) = keeping("nothing is stored").await;
    let refused = discord.ben().ask(GAP).await;
    assert!(!refused.has_button("Report a gap"), "{refused}");
    let direct = discord.ben().in_channel(DIRECT);
    for question in ["Who repairs the crane?", GAP] {
        let answer = direct.ask(question).await;
        assert!(
            !answer.has_button("👍") && !answer.has_button("Report a gap"),
            "{answer}"
        );
    }
    end(discord, bot).await;
}

#[tokio::test]
async fn a_server_that_did_not_add_the_bot_keeps_nothing() {
    let (discord, bot) = start().await;
    let guest = discord.ben().in_guild(OTHER_GUILD);
    let guest = guest.bringing_the_bot_along();
    for question in ["Who repairs the crane?", GAP] {
        let answer = guest.ask(question).await;
        assert!(
            !answer.has_button("👍") && !answer.has_button("Report a gap"),
            "{answer}"
        );
    }
    let host = discord.ben().in_guild(OTHER_GUILD).administrator();
    let stats = host.slash("stats", &[]).await.to_string();
    assert!(stats.contains("**In total:** 0 questions"), "{stats}");
    end(discord, bot).await;
}

#[tokio::test]
async fn a_gap_is_only_counted_where_only_numbers_are_kept() {
    let (discord, bot) = start().await;
    let (carla, ben) = (carla(&discord), discord.ben().administrator());
    let refused = carla.ask(GAP).await;
    insta::assert_snapshot!(refused, @"
    ## How tall is the Eiffel tower in Paris?
    The report does not say this.
    [Report a gap] [✕]
    ");
    insta::assert_snapshot!(carla.press(&refused, "Report a gap").await, @"
    (private)
    Thank you. It is counted that an answer was missing; your question is not stored.
    ");
    let again = carla.press(&refused, "Report a gap").await;
    assert!(again.is_private(), "{again}");
    insta::assert_snapshot!(gaps(&ben).await, @"
    (private)
    ## Questions without an answer
    On this server: only the number of reports is stored.

    One question was reported without its text.
    ");
    assert!(!has(&discord, b"Eiffel"), "no text");
    assert!(!has(&discord, &CARLA.to_be_bytes()), "no user");
    end(discord, bot).await;
}

#[tokio::test]
async fn a_question_is_kept_when_its_asker_says_so() {
    let (discord, bot) = keeping("reported questions are stored with their text").await;
    let (anna, ben) = (discord.anna(), discord.ben().administrator());
    let refused = anna.ask("Wie hoch ist der Eiffelturm in Paris?").await;
    assert!(!has(&discord, b"Eiffelturm"), "it was not reported yet");
    insta::assert_snapshot!(ben.press(&refused, "Lücke melden").await, @"
    (private)
    Only the person who asked can report the question.
    ");
    for _ in 0..2 {
        let thanks = anna.press(&refused, "Lücke melden").await.to_string();
        assert!(
            thanks.contains("kann jetzt lesen: „Wie hoch ist der Eiffelturm in Paris?“"),
            "{thanks}"
        );
    }
    let other = anna.ask("Wie viele Bananen wachsen auf Mallorca?").await;
    assert!(other.has_button("Lücke melden"), "{other}");
    bot.stop().await;
    let bot = discord.bot(&corpus::config(&discord)).await;
    insta::assert_snapshot!(gaps(&ben).await, @"
    (private)
    ## Questions without an answer
    On this server: reported questions are stored with their text.

    • Wie hoch ist der Eiffelturm in Paris?
    -# asked once · <t:1795000000:d>
    ");
    // Who keeps less has no text any more, and an old button says so.
    keep(&ben, "nothing is stored").await;
    assert!(!has(&discord, b"Eiffelturm"));
    let off = anna.press(&other, "Lücke melden").await;
    insta::assert_snapshot!(off, @"
    (private)
    Dieser Server sammelt keine Fragen ohne Antwort mehr.
    ");
    assert!(!has(&discord, b"Bananen"));
    insta::assert_snapshot!(gaps(&ben.with_locale("de")).await, @"
    (private)
    ## Fragen ohne Antwort
    Auf diesem Server gilt: nichts wird gespeichert.

    Bisher gibt es keine.
    ");
    end(discord, bot).await;
}

#[tokio::test]
async fn all_refused_questions_are_kept_for_the_days_that_were_said() {
    let (discord, bot) = keeping("all are stored with their text for 7 days").await;
    let (carla, ben) = (carla(&discord), discord.ben().administrator());
    let refused = carla.ask(GAP).await;
    insta::assert_snapshot!(refused, @"
    ## How tall is the Eiffel tower in Paris?
    The report does not say this.
    -- this question is stored for 7 days, for those who manage this server; /forget_me deletes it
    [✕]
    ");
    let mention = carla.write(&format!("<@501> {GAP}"));
    assert!(
        carla
            .reply_to(mention)
            .await
            .footer()
            .contains("stored for 7 days")
    );
    discord.pass(6);
    let kept = gaps(&ben).await;
    assert!(
        kept.contains(GAP) && kept.contains("asked 2 times"),
        "{kept}"
    );
    assert!(has(&discord, GAP.as_bytes()));
    discord.pass(2);
    // Nobody has to look: it goes by itself, out of the file too.
    let mut waited = 0;
    while has(&discord, GAP.as_bytes()) || has(&discord, &CARLA.to_be_bytes()) {
        assert!(waited < 100, "it is still there");
        tokio::time::sleep(Duration::from_millis(100)).await;
        waited += 1;
    }
    let kept = gaps(&ben).await;
    assert!(kept.contains("There are none so far."), "{kept}");
    end(discord, bot).await;
}

#[tokio::test]
async fn many_gaps_are_read_page_by_page() {
    let (discord, bot) = keeping("all are stored with their text for 90 days").await;
    let ben = discord.ben().administrator();
    for n in 0..24 {
        let long = "bananas on the island of Majorca ".repeat(8);
        let _refused: Said = ben.ask(&format!("Question {n}: how many {long}?")).await;
    }
    let mut page = ben.slash("gaps", &[]).await;
    let mut text = page.to_string();
    while page.has_button("Page ▶") {
        page = ben.press(&page, "Page ▶").await;
        text.push_str(page.description());
    }
    for n in 0..24 {
        assert!(text.contains(&format!("Question {n}:")), "{n}: {text}");
    }
    assert!(!text.contains('…'), "nothing is cut");
    // Ben lost the permission since.
    let refused = discord.ben().press(&page, "◀ Page").await.to_string();
    assert!(refused.contains("only if you can manage it"), "{refused}");
    end(discord, bot).await;
}

#[tokio::test]
async fn a_server_sees_its_own_numbers_only() {
    let (discord, bot) = keeping("all are stored with their text for 30 days").await;
    let (anna, ben) = (discord.anna(), discord.ben().administrator());
    for question in [ANSWERED, "SEMATECH 1987", "§ 1.2", GAP] {
        let _said = anna.ask(question).await;
    }
    let answer = anna.ask("Who repairs the crane?").await;
    let _thanks = anna.press(&answer, "👍").await;
    let _no_such_place = anna.ask("§ 9.9").await;
    let _direct = anna.clone().in_channel(DIRECT).ask(GAP).await;
    insta::assert_snapshot!(ben.slash("stats", &[]).await, @"
    (private)
    ## Questions on this server
    **Last 30 days:** 5 questions, 4 answered, 1 not in the documents
    **In total:** 5 questions, 4 answered, 1 not in the documents
    **Votes:** 1 👍, 0 👎
    **Without an answer:** 1 with their text, 0 counted (see /gaps)

    **Answers by document:**
    • Technik und Bündnis: 3
    • Lease of the north quay: 1
    ");
    discord.pass(40);
    let _said = anna.ask(ANSWERED).await;
    insta::assert_snapshot!(ben.clone().with_locale("de").slash("stats", &[]).await, @"
    (private)
    ## Fragen auf diesem Server
    **Letzte 30 Tage:** eine Frage, 1 beantwortet, 0 nicht in den Dokumenten
    **Insgesamt:** 6 Fragen, 5 beantwortet, 1 nicht in den Dokumenten
    **Stimmen:** 1 👍, 0 👎
    **Ohne Antwort:** 0 mit Text, 0 gezählt (siehe /lücken)

    **Antworten nach Dokument:**
    • Technik und Bündnis: 4
    • Lease of the north quay: 1
    ");
    let elsewhere = ben.clone().in_guild(OTHER_GUILD);
    let stats = elsewhere.slash("stats", &[]).await.to_string();
    assert!(
        stats.contains("**In total:** 0 questions") && stats.contains("0 👍"),
        "{stats}"
    );
    assert!(gaps(&elsewhere).await.contains("There are none so far."));
    for name in ["gaps", "stats"] {
        let refused = anna.slash(name, &[]).await.to_string();
        assert!(
            refused.contains("nur wenn du ihn verwalten darfst"),
            "{refused}"
        );
        let direct = ben
            .clone()
            .in_channel(DIRECT)
            .slash(name, &[])
            .await
            .to_string();
        assert!(direct.contains("only if you can manage it"), "{direct}");
    }
    end(discord, bot).await;
}

#[tokio::test]
async fn whoever_wants_to_be_forgotten_is() {
    let (discord, bot) = keeping("all are stored with their text for 30 days").await;
    let (anna, carla) = (discord.anna(), carla(&discord));
    let _refused = carla.ask(GAP).await;
    let _other = anna.ask("Wie viele Bananen wachsen auf Mallorca?").await;
    let answer = carla.ask(ANSWERED).await;
    let _thanks = carla.press(&answer, "👍").await;
    let _thanks = carla
        .clone()
        .in_guild(OTHER_GUILD)
        .press(&answer, "👍")
        .await;
    assert!(has(&discord, &CARLA.to_be_bytes()) && has(&discord, GAP.as_bytes()));
    let direct = carla.clone().in_channel(DIRECT);
    insta::assert_snapshot!(direct.slash("forget_me", &[]).await, @"
    (private)
    Deleted: one vote and one question without an answer. Nothing else was stored about you.
    ");
    assert!(
        !has(&discord, &CARLA.to_be_bytes()),
        "the user is still there"
    );
    assert!(
        !has(&discord, GAP.as_bytes()),
        "the question is still there"
    );
    assert!(has(&discord, b"Bananen"), "others are not forgotten");
    insta::assert_snapshot!(anna.slash("forget_me", &[]).await, @"
    (private)
    Gelöscht: 0 Stimmen und eine Frage ohne Antwort. Mehr war über dich nicht gespeichert.
    ");
    insta::assert_snapshot!(anna.slash("forget_me", &[]).await, @"
    (private)
    Über dich war nichts gespeichert.
    ");
    end(discord, bot).await;
}

#[tokio::test]
async fn the_bot_says_what_it_keeps() {
    let (discord, bot) = keeping("all are stored with their text for 30 days").await;
    let privacy = async |who: Person| {
        let about = who.slash("about", &[]).await.to_string();
        about.split("\n\n").last().unwrap().to_owned()
    };
    insta::assert_snapshot!(privacy(discord.ben()).await, @"The bot reads only messages that mention it, are sent to it directly, or are handed to it from a message’s menu, and passes nothing on to anyone but Discord. On servers it counts answered and unanswered questions, without names and without text. Your votes and your stored questions without an answer are linked to your Discord ID, for a year at most. /forget_me deletes them at once. Documents that a server adds for itself are stored on the machine the bot runs on; only that server sees them. Questions without an answer on this server: all are stored with their text for 30 days.");
    insta::assert_snapshot!(privacy(discord.anna().in_channel(DIRECT)).await, @"Der Bot liest nur Nachrichten, die ihn erwähnen, ihm direkt geschrieben oder ihm über das Menü einer Nachricht übergeben werden, und gibt nichts weiter außer an Discord. Auf Servern zählt er beantwortete und unbeantwortete Fragen, ohne Namen und ohne Text. Deine Stimmen und deine gespeicherten Fragen ohne Antwort sind mit deiner Discord-ID verknüpft, höchstens ein Jahr lang. /vergiss_mich löscht sie sofort. Dokumente, die ein Server selbst hinzufügt, liegen auf dem Rechner, auf dem der Bot läuft; nur dieser Server sieht sie.");
    end(discord, bot).await;
}

#[tokio::test]
async fn what_cannot_be_opened_is_not_said_to_be_forgotten() {
    let discord = Discord::start().await;
    let config = corpus::config(&discord);
    fs::write(
        discord.data().join(FILE),
        "no database at all, but some words",
    )
    .unwrap();
    let bot = discord.bot(&config).await;
    let said = discord.ben().slash("forget_me", &[]).await.to_string();
    assert!(said.contains("cannot be stored right now"), "{said}");
    let answer = discord.ben().ask("Who repairs the crane?").await;
    assert!(!answer.has_button("👍"), "{answer}");
    end(discord, bot).await;
}
