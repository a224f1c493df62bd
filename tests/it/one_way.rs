//! One way to ask: the command line, Discord and the JSON interface give the same citations for the same words.
//!
//! ```text
//! FUNDSTELLE_TEST_ROUNDS=942 cargo test --test it one_way
//! ```

use std::{fs, path::Path, sync::Arc};

use fake_discord::{Bot, Discord};
use fundstelle::app::{App, Question, Snapshot, answered};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use crate::{
    program::Program,
    reliability::number,
    web::{Site, get},
};

/// Where the reader is said to be, so that Discord links to it.
const READER: &str = "https://report.example";

/// So many questions are asked unless more are wanted.
const QUESTIONS: u64 = 500;

/// Questions of every kind, some of which the report answers.
fn questions() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/eval");
    let files = [
        "first.jsonl",
        "bundled.jsonl",
        "train/report/questions.jsonl",
    ];
    let lines = files.map(|file| fs::read_to_string(root.join(file)).unwrap());
    let questions = lines.iter().flat_map(|lines| lines.lines()).map(|line| {
        let question: Value = serde_json::from_str(line).unwrap();
        question["question"].as_str().unwrap().to_owned()
    });
    let count = number("FUNDSTELLE_TEST_ROUNDS").unwrap_or(QUESTIONS);
    questions.take(usize::try_from(count).unwrap()).collect()
}

/// The quotes and the places of an answer in JSON.
fn citations(answer: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let citations = answer["citations"].as_array().into_iter().flatten();
    let citation = |one: &Value| (text(&one["quote"]["text"]), text(&one["locator"]));
    citations.map(citation).collect()
}

/// Everybody who answers from the bundled report.
struct FrontEnds {
    discord: Discord,
    bot: Bot,
    site: Site,
    snapshot: Arc<Snapshot>,
}

impl FrontEnds {
    async fn start() -> Self {
        let discord = Discord::start().await;
        let site = Site::with(|config| {
            READER.clone_into(&mut config.web.url);
            config.web.per_minute = 100_000;
        });
        let site = site.await;
        let mut config = discord.config(&site.config.corpus.folder, discord.data());
        READER.clone_into(&mut config.web.url);
        let app = App::open(&config, &()).unwrap().app;
        let snapshot = Arc::new(Snapshot::of(app));
        let bot = discord.bot(&config).await;
        Self {
            discord,
            bot,
            site,
            snapshot,
        }
    }

    async fn end(self) {
        self.bot.stop().await;
        self.discord.end();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn headings_beside_a_place_are_called_the_same() {
    let front_ends = FrontEnds::start().await;
    let reader = front_ends.site.reader();
    let said = front_ends.discord.ben().ask("§ 1.9").await.to_string();
    let page = get(&reader, "/ask?q=%C2%A7%201.9").await.is(200);
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let printed = Program::with_copy_of(&corpus).ask("§ 1.9").code(1);
    for words in ["Sections beside it", "§ 1.2"] {
        assert!(said.contains(words), "{said}");
        assert!(page.body.contains(words), "{}", page.body);
    }
    drop(printed.says("Sections beside it:").says("§ 1.2"));
    front_ends.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn all_front_ends_give_the_same_citations() {
    let front_ends = FrontEnds::start().await;
    let FrontEnds {
        discord,
        site,
        snapshot,
        ..
    } = &front_ends;
    let (reader, ben) = (site.reader(), discord.ben());
    let questions = questions();
    let mut quoted = 0;
    for text in &questions {
        let path = utf8_percent_encode(text, NON_ALPHANUMERIC);
        let path = format!("/api/v1/ask?language=en&q={path}");
        let of_interface = get(&reader, &path).await.is(200).json();
        // As the command line does it.
        let language = "en".parse().ok();
        let question = Question {
            language,
            ..Question::new(text)
        };
        let asked = answered(&question, snapshot).unwrap();
        let of_program = serde_json::to_value(&asked.answer).unwrap();
        assert_eq!(citations(&of_program), citations(&of_interface), "{text}");
        assert_eq!(of_program["answer"], of_interface["answer"], "{text}");
        let said = ben.ask(text).await;
        // Where several places are shown together, the title leads to none of them.
        let is_quote = of_interface["answer"] == "found";
        let link = of_interface["citations"][0]["link"].as_str();
        if let Some(link) = link.filter(|_| is_quote) {
            assert_eq!(said.title_link(), link, "{text}: {said}");
            quoted += 1;
        }
    }
    assert!(quoted > questions.len() / 5, "only {quoted} are quoted");
    front_ends.end().await;
}
