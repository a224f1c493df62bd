//! Whatever is made up or carried over from where more is seen, no word of a document comes out that its reader may not
//! see: ids of buttons and choices that a permitted reader got are sent from everywhere else.

use std::collections::{BTreeMap, BTreeSet};

use fake_discord::{Bot, CHANNEL, DIRECT, Discord, GUILD, HALL, OTHER_GUILD, Person};
use fundstelle::app::{DocumentRef, document_key};
use proptest::{prelude::*, strategy::ValueTree as _, test_runner::TestRunner};
use serde_json::{Value, json};

use super::{DOCS, Doc, STAFF, has_no_other, start};

/// Who sees most: what they get is carried elsewhere.
fn permitted(discord: &Discord) -> Vec<Person> {
    let staff = Person::new(discord, 12, "ben", "en-US").with_roles(&[STAFF]);
    let club = Person::new(discord, 12, "ben", "en-US").in_guild(OTHER_GUILD);
    vec![
        staff.in_channel(CHANNEL).administrator(),
        club.in_channel(HALL),
    ]
}

/// Those to whom it is carried, each with the names of the documents that there are for them alone and among others.
fn others(discord: &Discord) -> Vec<(Person, &'static str)> {
    // The one who asked, so that all that a button does is done.
    let ben = || Person::new(discord, 12, "ben", "en-US").administrator();
    vec![
        (
            ben().in_guild(GUILD).in_channel(HALL),
            "zolbrin quarnel brenzuli",
        ),
        (
            ben().in_guild(GUILD).in_channel(CHANNEL),
            "zolbrin quarnel mirtopal brenzuli",
        ),
        (
            ben()
                .in_guild(OTHER_GUILD)
                .in_channel(CHANNEL)
                .with_roles(&[STAFF]),
            "zolbrin vexolin mockatrel",
        ),
        (
            ben().in_guild(77).in_channel(CHANNEL).with_roles(&[STAFF]),
            "zolbrin",
        ),
        (ben().in_channel(DIRECT), "zolbrin"),
    ]
}

/// All that can be pressed, chosen or sent in what the bot sent.
fn ids(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                if let Some(id) = value
                    .as_str()
                    .filter(|_| matches!(key.as_str(), "custom_id" | "value"))
                {
                    found.insert(id.to_owned());
                }
                ids(value, found);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| ids(value, found)),
        _ => {}
    }
}

/// Has everything done that a permitted reader can do, and gathers the ids that came of it.
async fn gathered(discord: &Discord) -> BTreeSet<String> {
    discord.sent();
    for person in permitted(discord) {
        for doc in &DOCS {
            let answer = person.ask(&doc.question()).await;
            for (_, id) in answer.buttons() {
                // Neither deletes nor shares.
                if !id.is_empty() && !id.starts_with("1x") && !id.starts_with("1h") {
                    let token = person.send_press(&answer, &id);
                    person.has_answer(&token).await;
                }
            }
            let _list = person
                .slash("outline", &[("document", json!(doc.id()))])
                .await;
            let _quote = person
                .slash("verify", &[("quote", json!(doc.sentence()))])
                .await;
            let _typed = person.type_into("ask", "question", doc.rule).await;
            let _sections = person.type_into("diff", "place", doc.rule).await;
        }
        let _library = person.slash_below(("library", "list"), &[], &[" "]).await;
        let _kept = person
            .type_below(("library", "remove"), "document", "")
            .await;
        let _several = person.ask("§ 1").await;
        let _refused = person.ask("What is the gorblax of nowhere?").await;
        let _documents = person.type_into("ask", "document", "").await;
        let _panel = person.slash("settings", &[]).await;
        let _list = person.slash("outline", &[]).await;
    }
    let mut found = BTreeSet::new();
    for sent in discord.sent() {
        ids(&serde_json::from_str(&sent).unwrap(), &mut found);
    }
    found
}

/// Sends an id in every way that there is, and looks through all that comes back.
async fn carried(discord: &Discord, to: &[(Person, &'static str)], id: &str) {
    for (person, seen) in to {
        discord.sent();
        let button = json!({ "component_type": 2, "custom_id": id });
        let choice = json!({ "component_type": 3, "custom_id": "1m.b", "values": [id] });
        let setting = json!({ "component_type": 3, "custom_id": "1c.b.d", "values": [id] });
        let field = json!({ "type": 4, "custom_id": "q", "value": "What about the fee?" });
        let form = json!({ "custom_id": id, "components": [{ "type": 1, "components": [field] }] });
        for (kind, data) in [(3, button), (3, choice), (3, setting), (5, form)] {
            let token = person.forges(kind, data, "§ 1");
            person.has_answer(&token).await;
        }
        for change in ["r", "b", "s"] {
            let button = json!({ "component_type": 2, "custom_id": format!("1l.c.{change}.{id}") });
            let token = person.forges(3, button, "§ 1");
            person.has_answer(&token).await;
        }
        let options = [("document", json!(id))];
        let words = [" "];
        let _removed = person
            .slash_below(("library", "remove"), &options, &words)
            .await;
        let _place = person.ask(id).await;
        let _document = person.slash("outline", &[("document", json!(id))]).await;
        has_no_other(&discord.sent().join("\n"), seen, id);
        discord.forget();
    }
}

/// Stops the bot, and looks through what came late.
async fn end(discord: Discord, bot: Bot) {
    bot.stop().await;
    has_no_other(
        &discord.sent().join("\n"),
        "zolbrin quarnel mirtopal vexolin brenzuli mockatrel",
        "",
    );
    discord.end();
}

#[tokio::test(flavor = "multi_thread")]
async fn ids_that_are_carried_elsewhere_show_nothing() {
    let (discord, bot, _folder) = start().await;
    let ids = gathered(&discord).await;
    let key = |doc: &Doc| document_key(&fundstelle::corpus::DocumentId(doc.id()));
    let keys: Vec<String> = DOCS.iter().map(key).collect();
    let of_all = DOCS
        .iter()
        .filter(|doc| !matches!(doc.folder, "press/" | "vault/"));
    for doc in of_all {
        let key = key(doc);
        let with_key = ids.iter().filter(|id| id.contains(&key)).count();
        assert!(with_key > 3, "{}: {with_key} of {ids:#?}", doc.name);
    }
    let to = others(&discord);
    let mut done: BTreeMap<(String, &str), usize> = BTreeMap::new();
    for id in &ids {
        // Of the same kind and document, two are enough.
        let mut keys = keys.iter().map(String::as_str);
        let document = keys.find(|key| id.contains(key)).unwrap_or_default();
        let kind = id.chars().take(2).collect();
        let count = done.entry((kind, document)).or_default();
        *count += 1;
        if *count <= 2 {
            carried(&discord, &to, id).await;
        }
    }
    end(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ids_that_are_made_up_show_nothing() {
    let (discord, bot, folder) = start().await;
    // The stamp is of the content, which whoever makes an id up may know.
    let mut config = discord.config(&folder.path().join("corpus"), &folder.path().join("data"));
    config.data = folder.path().join("apart");
    let app = fundstelle::app::App::open(&config, &()).unwrap().app;
    let documents: Vec<String> = app
        .generation()
        .manifest()
        .documents
        .iter()
        .map(|entry| DocumentRef::of(entry).to_string())
        .collect();
    assert!(documents.len() > DOCS.len());
    let to = others(&discord);
    let number = || (0..12_u8).prop_map(|number| char::from_digit(number.into(), 36).unwrap());
    let document = (0..documents.len()).prop_map(|at| documents[at].clone());
    let id = ("[sqeboifam]", document, number(), number(), number()).prop_map(
        |(letter, document, a, b, c)| {
            // Whoever presses is ben, 12.
            match letter.as_str() {
                "s" => format!("1s.c.{document}.{a}.{b}"),
                "e" => format!("1e.c.{document}.{a}"),
                "f" | "a" => format!("1{letter}.c.{document}.{a}"),
                letter => format!("1{letter}.c.{document}_{a}_{b}_{c}"),
            }
        },
    );
    let mut runner = TestRunner::deterministic();
    for _ in 0..60 {
        let id = id.new_tree(&mut runner).unwrap().current();
        carried(&discord, &to, &id).await;
    }
    end(discord, bot).await;
}
