//! Who sees what on Discord: reader, place and way in, each cell looked at.

use fake_discord::{BOT, CHANNEL, DIRECT, Discord, GUILD, HALL, OTHER_GUILD, Person, Said, THREAD};
use serde_json::json;

use super::{DOCS, Doc, STAFF, has_no_other, names_in, start};

/// Somebody somewhere, and the names of the documents that there are.
struct Reader {
    who: &'static str,
    server: u64,
    channel: u64,
    roles: &'static [u64],
    /// Where only they read the answer.
    alone: &'static str,
    /// Where all in the channel read it.
    among_others: &'static str,
}

const READERS: [Reader; 9] = [
    Reader {
        who: "a member",
        server: GUILD,
        channel: HALL,
        roles: &[],
        alone: "zolbrin quarnel brenzuli",
        among_others: "zolbrin quarnel brenzuli",
    },
    Reader {
        who: "a member at the desk",
        server: GUILD,
        channel: CHANNEL,
        roles: &[],
        alone: "zolbrin quarnel mirtopal brenzuli",
        among_others: "zolbrin quarnel mirtopal brenzuli",
    },
    Reader {
        who: "a member in a thread of the desk",
        server: GUILD,
        channel: THREAD,
        roles: &[],
        alone: "zolbrin quarnel mirtopal brenzuli",
        among_others: "zolbrin quarnel mirtopal brenzuli",
    },
    Reader {
        who: "a member of the staff",
        server: GUILD,
        channel: HALL,
        roles: &[7, STAFF],
        alone: "zolbrin quarnel dranukel brenzuli",
        among_others: "zolbrin quarnel brenzuli",
    },
    Reader {
        who: "a member of the staff at the desk",
        server: GUILD,
        channel: CHANNEL,
        roles: &[STAFF],
        alone: "zolbrin quarnel mirtopal dranukel plonteri brenzuli",
        among_others: "zolbrin quarnel mirtopal brenzuli",
    },
    Reader {
        who: "a member with another role",
        server: GUILD,
        channel: HALL,
        roles: &[7],
        alone: "zolbrin quarnel brenzuli",
        among_others: "zolbrin quarnel brenzuli",
    },
    Reader {
        who: "a member of the other server",
        server: OTHER_GUILD,
        channel: HALL,
        roles: &[],
        alone: "zolbrin vexolin mockatrel",
        among_others: "zolbrin vexolin mockatrel",
    },
    Reader {
        who: "a member of the other server with the ids of channel and role",
        server: OTHER_GUILD,
        channel: CHANNEL,
        roles: &[STAFF],
        alone: "zolbrin vexolin mockatrel",
        among_others: "zolbrin vexolin mockatrel",
    },
    Reader {
        who: "somebody in direct messages",
        server: GUILD,
        channel: DIRECT,
        roles: &[STAFF],
        alone: "zolbrin",
        among_others: "zolbrin",
    },
];

impl Reader {
    fn person(&self, discord: &Discord) -> Person {
        let person = Person::new(discord, 11, "anna", "en-US");
        let person = person.in_guild(self.server).in_channel(self.channel);
        person.with_roles(self.roles)
    }

    /// Whether a reply has the words of a document, if it may; and nothing of any other document.
    #[track_caller]
    fn check(&self, way: &str, doc: &Doc, (said, typed): (&Said, &str), word: &str) {
        let seen = if said.is_private() {
            self.alone
        } else {
            self.among_others
        };
        let text = said.value.to_string();
        let has = text.contains(word);
        let may = seen.contains(doc.name);
        assert_eq!(has, may, "{}, {way}, {}:\n{said}", self.who, doc.name);
        has_no_other(&text, seen, typed);
    }

    #[track_caller]
    fn check_list(&self, way: &str, text: &str) {
        assert_eq!(names_in(text), self.alone, "{}, {way}", self.who);
        has_no_other(text, self.alone, "");
    }
}

/// Whether a reply leads to the pages.
fn links(said: &Said) -> bool {
    said.value.to_string().contains("https://pages.example")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_reader_gets_answers_from_their_documents_alone() {
    let (discord, bot, _folder) = start().await;
    for reader in &READERS {
        let person = reader.person(&discord);
        for doc in &DOCS {
            let (question, quote) = (doc.question(), doc.sentence());
            let said = person.ask(&question).await;
            reader.check("/ask", doc, (&said, &question), doc.fee);
            if reader.alone.contains(doc.name) {
                // The pages do not show what only some may see.
                assert_eq!(links(&said), doc.folder.is_empty(), "{said}");
            }

            let private = json!(true);
            let options = [("question", json!(question)), ("private", private.clone())];
            let said = person.slash("ask", &options).await;
            assert!(said.is_private());
            reader.check("/ask for oneself", doc, (&said, &question), doc.fee);

            let options = [("question", json!(question)), ("private", json!(false))];
            let said = person.slash("ask", &options).await;
            reader.check("/ask for all", doc, (&said, &question), doc.fee);

            let options = [
                ("question", json!("What is the fee of the harbour?")),
                ("document", json!(doc.id())),
            ];
            let said = person.slash("ask", &options).await;
            reader.check("/ask of one document", doc, (&said, doc.name), doc.fee);

            let said = person.on_message("Find in the report", &question).await;
            reader.check("message command", doc, (&said, &question), doc.fee);

            let said = person.slash("verify", &[("quote", json!(quote))]).await;
            reader.check("/verify", doc, (&said, &quote), doc.name);

            let said = person.on_message("Check this quote", &quote).await;
            reader.check(
                "message command that verifies",
                doc,
                (&said, &quote),
                doc.name,
            );

            let said = person
                .slash("outline", &[("document", json!(doc.id()))])
                .await;
            reader.check("/outline", doc, (&said, doc.name), doc.rule);

            let id = person.write(&format!("<@{BOT}> {question}"));
            let said = person.reply_to(id).await;
            assert!(!said.is_private());
            reader.check("mention", doc, (&said, &question), doc.fee);
        }
    }
    bot.stop().await;
    discord.end();
}

/// Questions to what all documents have.
const QUESTIONS: [&str; 15] = [
    "§ 1",
    "§ 2",
    "§ 9",
    "Which documents do you know?",
    "How many pages does the report have?",
    "What is the report about?",
    "Who wrote the report?",
    "hello",
    "What is the fee of the harbour?",
    "When does the bell of the harbour ring?",
    "Does the report mention the harbour?",
    "Wie hoch ist die Gebühr im Hafen?",
    "What was the fee in the 2019 edition?",
    "What does the crane of the harbour lift?",
    "see the harbour",
];

#[tokio::test(flavor = "multi_thread")]
async fn every_reader_is_offered_their_documents_alone() {
    let (discord, bot, _folder) = start().await;
    for reader in &READERS {
        let person = reader.person(&discord);
        let documents = person.slash("documents", &[]).await;
        reader.check_list("/documents", &documents.value.to_string());

        let choices = person.type_into("ask", "document", "").await;
        reader.check_list("documents while typing", &format!("{choices:?}"));

        // Suggestions that take long are left out, and there is always one.
        let mut choices = Vec::new();
        while choices.is_empty() {
            choices = person.type_into("ask", "question", "harb").await;
        }
        reader.check_list("places while typing", &format!("{choices:?}"));

        let outline = person.slash("outline", &[]).await;
        has_no_other(&outline.value.to_string(), reader.alone, "");

        // What all have in common.
        for question in QUESTIONS {
            let said = person.ask(question).await;
            has_no_other(&said.value.to_string(), reader.alone, "");
        }
        for (command, options) in [
            ("help", vec![]),
            ("about", vec![]),
            ("diff", vec![]),
            ("diff", vec![("place", json!("§ 1"))]),
            ("diff", vec![("document", json!("vault/zolbrin-2019"))]),
            ("outline", vec![("document", json!("harbour"))]),
            (
                "verify",
                vec![(
                    "quote",
                    json!("of the harbour rings at noon on every single day"),
                )],
            ),
        ] {
            let said = person.slash(command, &options).await;
            has_no_other(&said.value.to_string(), reader.alone, "vault/zolbrin-2019");
        }
        let count = reader.alone.split(' ').count();
        let about = person.slash("about", &[]).await;
        let said = about.value["content"].as_str().unwrap();
        let expected = match count {
            1 => "one document".to_owned(),
            _ => format!("{count} documents"),
        };
        assert!(
            said.contains(&expected) || said.contains(&format!("{count} document")),
            "{expected}: {said}"
        );
        assert!(!said.contains("could not be read"), "{said}");
    }
    bot.stop().await;
    discord.end();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_and_what_may_not_be_seen_are_told_in_the_same_words() {
    let (discord, bot, _folder) = start().await;
    let ben = discord.ben().in_channel(HALL);
    let refused = async |typed: &str| {
        let outline = ben.slash("outline", &[("document", json!(typed))]).await;
        let question = json!("What is the fee of the harbour?");
        let options = [("question", question), ("document", json!(typed))];
        let ask = ben.slash("ask", &options).await;
        let fee = ben.ask(&format!("What is the {typed} fee?")).await;
        [outline, ask, fee].map(|said| said.to_string().replace(typed, "…"))
    };
    assert_eq!(refused("thrumbik").await, refused("thrumbok").await);
    bot.stop().await;
    discord.end();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_from_more_than_all_may_see_is_private_and_cannot_be_shared() {
    let (discord, bot, _folder) = start().await;
    let staff = discord.ben().in_channel(HALL).with_roles(&[STAFF]);
    let answer = staff.ask("What is the dranukel fee?").await;
    assert!(
        answer.is_private() && answer.description().contains("wipsalto"),
        "{answer}"
    );
    discord.sent();
    let share = answer
        .buttons()
        .into_iter()
        .find(|(label, _)| label == "Share");
    let token = staff.send_press(&answer, &share.unwrap().1);
    let refused = staff.answer_to(&token).await;
    assert!(refused.is_private(), "{refused}");
    insta::assert_snapshot!(refused, @r"
    (private)
    This answer was found in documents that not everyone in this channel may be able to see, so it cannot be shared.
    ");
    has_no_other(&discord.sent().join("\n"), "zolbrin quarnel brenzuli", "");

    // What all see is shared as ever.
    let member = discord.ben().in_channel(HALL);
    let options = [
        ("question", json!("What is the quarnel fee?")),
        ("private", json!(true)),
    ];
    let answer = member.slash("ask", &options).await;
    let token = member.send_press(&answer, &answer.button("Share"));
    let _same = member.answer_to(&token).await;
    let shared = member.more_to(&token).await;
    assert!(
        shared.description().contains("dimtober") && !shared.is_private(),
        "{shared}"
    );
    bot.stop().await;
    discord.end();
}
