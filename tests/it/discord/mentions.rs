//! Questions in messages: mentions, threads, direct messages, edits, deletions.

use fundstelle::store::FILE;

use super::{corpus, end, start, start_with};
use fake_discord::{DIRECT, Discord, THREAD, Trouble};

#[tokio::test]
async fn a_mention_is_answered_with_a_reply() {
    let (discord, bot) = start().await;
    let anna = discord.anna();
    let question = anna.write("<@501> Wer leitet das CFIUS?");
    let answer = anna.reply_to(question).await;
    insta::assert_snapshot!(answer, @"
    ## Wer leitet das CFIUS?
    Das CFIUS prüft seit 1975 ausländische Investitionen in den Vereinigten Staaten. **Geleitet wird das CFIUS vom Finanzminister der USA.** Dem Ausschuss gehören auch der Justizminister und der Handelsminister an. In Japan prüft seit 2020 das Finanzministerium solche Investitionen.

    — § ≈1.1 „Der Ausschuss“ ¶ 1, Fn. 1
    -- Technik und Bündnis, 2. Auflage, 2020-06-15
    [Ganzer Abschnitt] [Nachfragen]
    [👍] [👎] [✕]
    ");
    let section = anna.press(&answer, "Ganzer Abschnitt").await;
    assert!(section.description().contains("fünfzehn Untersuchungen"));
    end(discord, bot).await;
}

#[tokio::test]
async fn threads_and_direct_messages_are_answered_too_and_others_are_not() {
    let (discord, bot) = start().await;
    let ben = discord.ben();
    ben.write("Who repairs the crane?");
    let thread = ben.clone().in_channel(THREAD);
    let asked = thread.write("<@501> Who repairs the crane?");
    assert!(
        thread
            .reply_to(asked)
            .await
            .description()
            .contains("landlord")
    );
    let direct = ben.in_channel(DIRECT);
    let asked = direct.write("Who repairs the crane?");
    assert!(
        direct
            .reply_to(asked)
            .await
            .description()
            .contains("landlord")
    );
    // The first message was not for the bot: a reply to it would be left over.
    end(discord, bot).await;
}

#[tokio::test]
async fn an_answer_follows_its_question() {
    let (discord, bot) = start().await;
    let anna = discord.anna();
    let question = anna.write("<@501> Wer leitet das CFIUS?");
    let answer = anna.reply_to(question).await;
    anna.edit(question, "<@501> Wann entstand SEMATECH?");
    let changed = discord.changed(&answer).await;
    assert!(
        changed.description().contains("SEMATECH entstand 1987"),
        "{changed}"
    );
    anna.delete(question);
    anna.sees_no_more(&answer).await;
    end(discord, bot).await;
}

#[tokio::test]
async fn a_reply_that_failed_or_got_lost_comes_once() {
    let (discord, bot) = start().await;
    discord.trouble(Trouble::Fail {
        path: "/messages",
        status: 503,
        times: 2,
    });
    let anna = discord.anna();
    let question = anna.write("<@501> Wer leitet das CFIUS?");
    let answer = anna.reply_to(question).await;
    assert!(answer.description().contains("**Geleitet wird"), "{answer}");
    end(discord, bot).await;
}

#[tokio::test]
async fn a_mention_without_a_question_and_one_too_many_are_told_so() {
    let (discord, bot) = start_with(|config| config.discord.user_per_minute = 2).await;
    let ben = discord.ben();
    let empty = ben.write("<@501>");
    let said = ben.reply_to(empty).await.to_string();
    assert!(said.contains("no question"), "{said}");
    let asked = ben.write("<@501> Who repairs the crane?");
    assert!(ben.reply_to(asked).await.description().contains("landlord"));
    let asked = ben.write("<@501> Who repairs the crane?");
    let said = ben.reply_to(asked).await.to_string();
    assert!(said.contains("Ask again in"), "{said}");
    end(discord, bot).await;
}

#[tokio::test]
async fn an_answer_follows_its_question_over_a_restart() {
    let (discord, bot) = start().await;
    let anna = discord.anna();
    let edited = anna.write("<@501> Wer leitet das CFIUS?");
    let answer = anna.reply_to(edited).await;
    let deleted = anna.write("<@501> Wann entstand SEMATECH?");
    let other = anna.reply_to(deleted).await;
    bot.stop().await;
    discord.pass(29);
    let bot = discord.bot(&corpus::config(&discord)).await;
    anna.edit(edited, "<@501> Was ist Super 301?");
    let changed = discord.changed(&answer).await;
    assert!(changed.description().contains("Super 301 ist"), "{changed}");
    anna.delete(deleted);
    anna.sees_no_more(&other).await;
    end(discord, bot).await;
}

#[tokio::test]
async fn without_a_file_to_keep_things_in_the_bot_answers_all_the_same() {
    let discord = Discord::start().await;
    let config = corpus::config(&discord);
    std::fs::write(
        discord.data().join(FILE),
        "no database at all, but some words",
    )
    .unwrap();
    let bot = discord.bot(&config).await;
    // In which channels the server wants answers is not known; between two it is.
    let anna = discord.anna();
    let question = anna.write("<@501> Wer leitet das CFIUS?");
    insta::assert_snapshot!(anna.reply_to(question).await, @"Die Einstellungen dieses Servers lassen sich gerade nicht lesen. Deshalb antworte ich nur privat: Frag mit `/frage`.");
    let anna = anna.in_channel(DIRECT);
    let question = anna.write("Wer leitet das CFIUS?");
    let answer = anna.reply_to(question).await;
    assert!(answer.description().contains("**Geleitet wird"), "{answer}");
    anna.delete(question);
    anna.sees_no_more(&answer).await;
    let kept = std::fs::read_to_string(discord.data().join(FILE)).unwrap();
    assert!(kept.starts_with("no database"), "the file is left alone");
    end(discord, bot).await;
}
