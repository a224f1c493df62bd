//! Follow-ups: by the button and its form, by replies and in a conversation, in the light of the
//! last question, and alone when the asker wants that.

use serde_json::json;

use super::{corpus, end, start};
use fake_discord::{DIRECT, THREAD};

#[tokio::test]
async fn a_follow_up_is_understood_in_the_light_of_the_question() {
    let (discord, bot) = start().await;
    let anna = discord.anna();
    let answer = anna.ask("Wer leitet das CFIUS?").await;
    let form = anna.open(&answer, "Nachfragen").await;
    assert_eq!(form["title"], "Nachfragen");
    let next = anna.fill(&answer, &form, "und in Japan?").await;
    insta::assert_snapshot!(next, @"
    ^ Nachfrage zu § ≈1.1, nach: Wer leitet das CFIUS?
    ## und in Japan?
    Das CFIUS prüft seit 1975 ausländische Investitionen in den Vereinigten Staaten. Geleitet wird das CFIUS vom Finanzminister der USA. Dem Ausschuss gehören auch der Justizminister und der Handelsminister an. **In Japan prüft seit 2020 das Finanzministerium solche Investitionen.**

    — § ≈1.1 „Der Ausschuss“ ¶ 1, Fn. 1
    -- Technik und Bündnis, 2. Auflage, 2020-06-15
    [Ganzer Abschnitt] [Andere Stellen (1)] [Nachfragen]
    [👍] [👎] [✕]
    [Ohne Zusammenhang fragen]
    ");
    // Whatever else it shows, it says in the light of what it was understood.
    let section = anna.press(&next, "Ganzer Abschnitt").await;
    assert!(
        section.to_string().contains("Nachfrage zu § ≈1.1"),
        "{section}"
    );
    let form = anna.open(&section, "Nachfragen").await;
    let third = anna.fill(&section, &form, "wann war das?").await;
    insta::assert_snapshot!(third, @"
    ^ Nachfrage zu § ≈1.1, nach: Wer leitet das CFIUS? und in Japan?
    ## wann war das?
    Das CFIUS prüft seit 1975 ausländische Investitionen in den Vereinigten Staaten. Geleitet wird das CFIUS vom Finanzminister der USA. Dem Ausschuss gehören auch der Justizminister und der Handelsminister an. **In Japan prüft seit 2020 das Finanzministerium solche Investitionen.**

    — § ≈1.1 „Der Ausschuss“ ¶ 1, Fn. 1
    -- Technik und Bündnis, 2. Auflage, 2020-06-15
    [Ganzer Abschnitt] [Andere Stellen (1)] [Nachfragen]
    [👍] [👎] [✕]
    [Ohne Zusammenhang fragen]
    ");
    end(discord, bot).await;
}

#[tokio::test]
async fn a_question_word_alone_is_a_question_only_behind_an_answer() {
    let (discord, bot) = start().await;
    let anna = discord.anna();
    let alone = anna.ask("Wann?").await.to_string();
    assert!(alone.contains("Stell eine Frage"), "{alone}");
    let answer = anna.ask("Wer leitet das CFIUS?").await;
    let form = anna.open(&answer, "Nachfragen").await;
    let next = anna.fill(&answer, &form, "Wann?").await.to_string();
    assert!(!next.contains("Stell eine Frage"), "{next}");
    end(discord, bot).await;
}

#[tokio::test]
async fn the_context_of_a_follow_up_can_be_taken_away() {
    let (discord, bot) = start().await;
    let ben = discord.ben();
    let answer = ben.ask("Who repairs the crane?").await;
    let form = ben.open(&answer, "Follow-up").await;
    // The lease does not say it, and another document is not what was talked about.
    let refused = ben.fill(&answer, &form, "and SEMATECH?").await;
    insta::assert_snapshot!(refused, @"
    ^ follow-up on § ≈1.2, after: Who repairs the crane?
    ## and SEMATECH?
    The report does not say this.
    [Report a gap] [✕]
    [Ask without context]
    ");
    let alone = ben.press(&refused, "Ask without context").await;
    assert_eq!(alone.id(), refused.id());
    assert!(alone.description().contains("SEMATECH entstand"), "{alone}");
    assert!(!alone.to_string().contains("follow-up on"), "{alone}");
    end(discord, bot).await;
}

#[tokio::test]
async fn the_context_is_shown_and_kept_where_embeds_are_not_allowed() {
    let (discord, bot) = start().await;
    let ben = discord.ben().without_embeds();
    let answer = ben.ask("When is the rent to be paid?").await;
    let form = ben.open(&answer, "Follow-up").await;
    let next = ben.fill(&answer, &form, "and repairs?").await;
    insta::assert_snapshot!(next, @r"
    -# follow-up on § ≈1.1, after: When is the rent to be paid?
    **and repairs?**
    > **The landlord repairs the crane.** Repairs of the crane take at most four weeks. \@everyone may use the stairs, see the plan of quay\_2.
    > 
    > — § ≈1.2 “Repairs” ¶ 1
    -# Lease of the north quay, 2021-01-01
    [◀ §] [§ ▶] [Other places (1)] [Follow-up]
    [👍] [👎] [✕]
    [Ask without context]
    ");
    let form = ben.open(&next, "Follow-up").await;
    let third = ben.fill(&next, &form, "how long?").await;
    let said = third.to_string();
    assert!(
        said.contains("after: When is the rent to be paid? and repairs?"),
        "{said}"
    );
    end(discord, bot).await;
}

#[tokio::test]
async fn a_follow_up_by_a_stranger_or_to_a_private_answer_is_private() {
    let (discord, bot) = start().await;
    let (anna, ben) = (discord.anna(), discord.ben());
    let answer = anna.ask("Wer leitet das CFIUS?").await;
    let form = ben.open(&answer, "Nachfragen").await;
    let next = ben.fill(&answer, &form, "and in Japan?").await;
    assert!(next.is_private(), "{next}");
    let options = [
        ("question", json!("Wer leitet das CFIUS?")),
        ("private", json!(true)),
    ];
    let private = anna.slash("ask", &options).await;
    let form = anna.open(&private, "Nachfragen").await;
    let next = anna.fill(&private, &form, "und in Japan?").await;
    assert!(next.is_private(), "{next}");
    end(discord, bot).await;
}

#[tokio::test]
async fn a_short_question_in_a_conversation_follows_the_last_one() {
    let (discord, bot) = start().await;
    for (channel, mention) in [(THREAD, "<@501> "), (DIRECT, "")] {
        let anna = discord.anna().in_channel(channel);
        let asked = anna.write(&format!("{mention}Wer leitet das CFIUS?"));
        let answer = anna.reply_to(asked).await;
        assert!(!answer.to_string().contains("Nachfrage zu"), "{answer}");
        let asked = anna.write(&format!("{mention}und in Japan?"));
        let next = anna.reply_to(asked).await;
        assert!(next.description().contains("**In Japan prüft"), "{next}");
        assert!(
            next.to_string().starts_with("^ Nachfrage zu § ≈1.1"),
            "{next}"
        );
        // A question that says what it is about does not follow.
        let asked = anna.write(&format!(
            "{mention}Was verbietet Super 301 seit 1988 den Partnern?"
        ));
        let other = anna.reply_to(asked).await;
        assert!(!other.to_string().contains("Nachfrage zu"), "{other}");
    }
    // Nothing was asked in this channel.
    let anna = discord.anna();
    let asked = anna.write("<@501> und in Japan?");
    let alone = anna.reply_to(asked).await;
    assert!(!alone.to_string().contains("Nachfrage zu"), "{alone}");
    end(discord, bot).await;
}

#[tokio::test]
async fn a_reply_to_an_answer_follows_it_even_after_a_restart() {
    let (discord, bot) = start().await;
    let anna = discord.anna();
    let asked = anna.write("<@501> Wer leitet das CFIUS?");
    let answer = anna.reply_to(asked).await;
    bot.stop().await;
    let bot = discord.bot(&corpus::config(&discord)).await;
    let follow_up = anna.reply(&answer, "Japan");
    let next = anna.reply_to(follow_up).await;
    assert!(next.description().contains("**In Japan prüft"), "{next}");
    // It follows its question, in the same light: what that was, the answer says itself.
    bot.stop().await;
    let bot = discord.bot(&corpus::config(&discord)).await;
    anna.edit(follow_up, "<@501> und der Justizminister?");
    let changed = discord.changed(&next).await;
    insta::assert_snapshot!(changed, @"
    ^ Nachfrage zu § ≈1.1, nach: Wer leitet das CFIUS?
    ## und der Justizminister?
    Das CFIUS prüft seit 1975 ausländische Investitionen in den Vereinigten Staaten. Geleitet wird das CFIUS vom Finanzminister der USA. **Dem Ausschuss gehören auch der Justizminister und der Handelsminister an.** In Japan prüft seit 2020 das Finanzministerium solche Investitionen.

    — § ≈1.1 „Der Ausschuss“ ¶ 1, Fn. 1
    -- Technik und Bündnis, 2. Auflage, 2020-06-15
    [Ganzer Abschnitt] [Nachfragen]
    [👍] [👎] [✕]
    [Ohne Zusammenhang fragen]
    ");
    end(discord, bot).await;
}

#[tokio::test]
async fn a_refused_follow_up_keeps_its_light_when_it_is_edited_and_a_whole_question_needs_none() {
    let (discord, bot) = start().await;
    let anna = discord.anna().in_channel(THREAD);
    let asked = anna.write("<@501> Wer leitet das CFIUS?");
    let first = anna.reply_to(asked).await;
    assert!(first.description().contains("**Geleitet wird"), "{first}");
    let asked = anna.write("<@501> und die Eisenbahn?");
    let refused = anna.reply_to(asked).await;
    assert!(
        refused.to_string().contains("steht nicht im Bericht"),
        "{refused}"
    );
    bot.stop().await;
    let bot = discord.bot(&corpus::config(&discord)).await;
    anna.edit(asked, "<@501> und in Japan?");
    let next = discord.changed(&refused).await;
    assert!(
        next.to_string().starts_with("^ Nachfrage zu § ≈1.1"),
        "{next}"
    );
    assert!(next.description().contains("**In Japan prüft"), "{next}");
    anna.edit(
        asked,
        "<@501> Was verbietet Super 301 seit 1988 den Partnern?",
    );
    let alone = discord.changed(&next).await;
    assert!(!alone.to_string().contains("Nachfrage zu"), "{alone}");
    end(discord, bot).await;
}

#[tokio::test]
async fn a_follow_up_first_looks_at_what_was_just_shown() {
    let (discord, bot) = start().await;
    let anna = discord.anna();
    for (question, follow_up, said) in [
        (
            "Wer leitet das CFIUS?",
            "und wer gehört ihm an?",
            "**Dem Ausschuss gehören",
        ),
        (
            "Wer leitet das CFIUS?",
            "und wer prüft in Japan?",
            "**In Japan prüft",
        ),
        (
            "Wann entstand SEMATECH?",
            "und woher erhielt es Geld?",
            "**Das Konsortium erhielt",
        ),
        (
            "Was ist Super 301?",
            "und was erlaubte sie?",
            "**Sie erlaubte Strafzölle",
        ),
    ] {
        let answer = anna.ask(question).await;
        let form = anna.open(&answer, "Nachfragen").await;
        let next = anna.fill(&answer, &form, follow_up).await;
        assert!(next.description().contains(said), "{follow_up}: {next}");
    }
    // What it does not say is refused as before.
    let answer = anna.ask("Wer leitet das CFIUS?").await;
    let form = anna.open(&answer, "Nachfragen").await;
    for absent in ["und die Eisenbahn?", "und wie hoch ist sein Budget?"] {
        let refused = anna.fill(&answer, &form, absent).await;
        assert!(
            refused.description().starts_with("Das steht nicht"),
            "{refused}"
        );
    }
    end(discord, bot).await;
}
