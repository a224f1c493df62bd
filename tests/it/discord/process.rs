//! `serve`, as an operator runs it: the program itself, in a process of its own, from its start to
//! SIGTERM.

use std::{
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, ExitStatus},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use serde_json::json;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use super::corpus;
use fake_discord::{Discord, TOKEN, Trouble};

use crate::program::Program;

const QUESTION: &str = "Wer leitet das CFIUS?";

/// The program, serving.
pub(crate) struct Process {
    /// Its folder.
    _program: Program,
    child: Child,
    log: Arc<Mutex<String>>,
    reader: SocketAddr,
}

impl Process {
    pub(crate) fn start(program: Program, discord: &Discord, settings: &[(&str, &str)]) -> Self {
        let [reader, health] = [free(), free()];
        let mut command = program.command(&["serve"]);
        command
            .env("DISCORD_TOKEN", TOKEN)
            .env("FUNDSTELLE_DISCORD__API", discord.url())
            .env("FUNDSTELLE_WEB__LISTEN", reader.to_string())
            .env("FUNDSTELLE_HEALTH__LISTEN", health.to_string())
            .envs(settings.iter().copied());
        let mut child = command.spawn().unwrap();
        let log = Arc::new(Mutex::new(String::new()));
        let said = BufReader::new(child.stderr.take().unwrap());
        let heard = Arc::clone(&log);
        std::thread::spawn(move || {
            for line in said.lines() {
                let mut log = heard.lock().unwrap();
                log.push_str(&line.unwrap());
                log.push('\n');
            }
        });
        Self {
            _program: program,
            child,
            log,
            reader,
        }
    }

    /// Starts with the documents of the tests, and waits until they can be asked.
    async fn service(discord: &Discord, settings: &[(&str, &str)]) -> Self {
        let process = Self::start(program(), discord, settings);
        discord.has_commands().await;
        process.says("serving the corpus").await;
        process
    }

    pub(crate) fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    /// Ends it in the middle of whatever it does.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        drop(self.child.wait());
    }

    async fn says(&self, words: &str) {
        let begun = Instant::now();
        while !self.log().contains(words) {
            assert!(begun.elapsed() < Duration::from_secs(20), "{}", self.log());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Asks the program to stop, as `docker stop` does; how it ended, and how long that took.
    async fn stop(&mut self) -> (ExitStatus, Duration) {
        let begun = Instant::now();
        let id = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &id])
                .status()
                .unwrap()
                .success()
        );
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return (status, begun.elapsed());
            }
            assert!(begun.elapsed() < Duration::from_secs(20), "{}", self.log());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// An address where nobody listens.
fn free() -> SocketAddr {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap()
}

/// The program with the documents of the tests.
pub(crate) fn program() -> Program {
    let program = Program::with(&[]);
    corpus::write(&program.corpus());
    program
}

/// A page of the reader.
async fn page(address: SocketAddr, path: &str) -> String {
    let mut connection = TcpStream::connect(address).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    connection.write_all(request.as_bytes()).await.unwrap();
    let mut page = Vec::new();
    connection.read_to_end(&mut page).await.unwrap();
    String::from_utf8_lossy(&page).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_in_flight_is_finished_before_the_program_ends() {
    let discord = Discord::start().await;
    let mut process = Process::service(&discord, &[]).await;
    let (path, by) = ("/callback", Duration::from_millis(900));
    discord.trouble(Trouble::Slow { path, by });
    let anna = discord.anna();
    let asked = anna.send_slash("ask", &[("question", json!(QUESTION))]);
    // Long enough to arrive, too short to be answered.
    tokio::time::sleep(Duration::from_millis(400)).await;
    let (status, took) = process.stop().await;
    assert!(status.success(), "{status}: {}", process.log());
    assert!(
        took < Duration::from_millis(3_500),
        "{took:?}: {}",
        process.log()
    );
    let answer = anna.answer_to(&asked).await;
    assert!(answer.description().contains("**Geleitet wird"), "{answer}");
    discord.end();
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_hangs_holds_up_the_end() {
    let discord = Discord::start().await;
    let mut process = Process::service(&discord, &[]).await;
    // Somebody who never says what they want, and an answer that never gets through.
    let mut mute = TcpStream::connect(process.reader).await.unwrap();
    mute.write_all(b"GET / HTTP/1.1\r\nHost:").await.unwrap();
    let (path, by) = ("/callback", Duration::from_secs(30));
    discord.trouble(Trouble::Slow { path, by });
    let anna = discord.anna();
    let asked = anna.send_slash("ask", &[("question", json!(QUESTION))]);
    tokio::time::sleep(Duration::from_millis(400)).await;
    let (status, took) = process.stop().await;
    assert!(status.success(), "{status}: {}", process.log());
    assert!(took < Duration::from_secs(5), "{took:?}: {}", process.log());
    anna.gives_up(&asked);
    discord.end();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_build_does_not_hold_up_the_end() {
    let discord = Discord::start().await;
    let bundled = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let program = Program::with_copy_of(&bundled).with_meaning();
    let mut process = Process::start(program, &discord, &[]);
    discord.has_commands().await;
    // The bot is there before the index is, and says so.
    let said = discord.anna().ask(QUESTION).await.to_string();
    assert!(
        said.contains("wird noch aufgebaut") || process.log().contains("serving the corpus"),
        "{said}"
    );
    let (status, took) = process.stop().await;
    assert!(status.success(), "{status}: {}", process.log());
    assert!(
        took < Duration::from_millis(3_500),
        "{took:?}: {}",
        process.log()
    );
    discord.end();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_token_is_in_no_log_however_much_is_logged() {
    let discord = Discord::start().await;
    // With questions libraries may say everything that they handle.
    let settings = [("RUST_LOG", "trace"), ("FUNDSTELLE_LOG__QUESTIONS", "true")];
    let mut process = Process::service(&discord, &settings).await;
    let anna = discord.anna();
    let answer = anna.ask(QUESTION).await;
    let section = anna.press(&answer, "Ganzer Abschnitt").await;
    assert!(section.description().contains("fünfzehn Untersuchungen"));
    let (path, status) = ("/messages", 500);
    discord.trouble(Trouble::Fail {
        path,
        status,
        times: 1,
    });
    let asked = anna.write(&format!("<@501> {QUESTION}"));
    let answer = anna.reply_to(asked).await;
    assert!(answer.description().contains("**Geleitet wird"), "{answer}");
    // It is sent once more when a session is taken up, and when one is begun anew.
    for (code, begun, resumed) in [(4000, 1, 1), (4009, 2, 1)] {
        discord.close_gateways(code);
        discord.sessions(begun, resumed).await;
    }
    assert!(process.stop().await.0.success());
    let log = process.log();
    assert!(log.contains("TRACE") && log.len() > 10_000, "{log}");
    let hex: Vec<String> = TOKEN.bytes().map(|byte| format!("{byte:02x}")).collect();
    let hex = hex.concat();
    let listed = format!("{:?}", TOKEN.as_bytes());
    for form in [TOKEN, "secret", &hex, listed.trim_matches(['[', ']'])] {
        let line = log.lines().find(|line| line.contains(form));
        assert_eq!(line, None);
    }
    discord.end();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_says_what_is_served_and_where() {
    let discord = Discord::start().await;
    let mut process = Process::service(&discord, &[]).await;
    assert!(process.stop().await.0.success());
    let colour = regex::Regex::new("\x1b\\[[0-9;]*m").unwrap();
    let log = process.log();
    let log = colour.replace_all(&log, "");
    let reader = process.reader.to_string();
    for words in [
        "serving the corpus generation=1 documents=3",
        "document=\"bericht\"",
        "Technik und Bündnis",
        "2. Auflage",
        "2020-06-15",
        "document=\"lease\"",
        &reader,
        "connected bot=\"fundstelle\"",
        "commands registered anew commands=14",
        "stopping",
    ] {
        assert!(log.contains(words), "{words}\n{log}");
    }
    discord.end();
}

#[tokio::test(flavor = "multi_thread")]
async fn without_discord_the_reader_serves_alone_and_needs_no_token() {
    let discord = Discord::start().await;
    let settings = [
        ("FUNDSTELLE_DISCORD__ENABLED", "false"),
        ("DISCORD_TOKEN", ""),
    ];
    let mut process = Process::start(program(), &discord, &settings);
    process.says("serving the corpus").await;
    let snapshot = page(process.reader, "/").await;
    assert!(snapshot.starts_with("HTTP/1.1 200"), "{snapshot}");
    assert!(snapshot.contains("Technik und Bündnis"), "{snapshot}");
    let (status, took) = process.stop().await;
    assert!(status.success(), "{status}: {}", process.log());
    assert!(took < Duration::from_secs(2), "{took:?}");
    assert_eq!(discord.session_counts(), (0, 0), "nobody asked Discord");
    discord.end();
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_token_the_pages_are_served_and_the_log_says_how_to_add_discord() {
    let discord = Discord::start().await;
    let mut process = Process::start(program(), &discord, &[("DISCORD_TOKEN", "")]);
    process.says("serving the corpus").await;
    let snapshot = page(process.reader, "/").await;
    assert!(snapshot.starts_with("HTTP/1.1 200"), "{snapshot}");
    for words in [
        "serving the pages alone, without Discord",
        "https://discord.com/developers/applications",
        "DISCORD_TOKEN",
        "FUNDSTELLE_DISCORD__ENABLED=false",
    ] {
        process.says(words).await;
    }
    let (status, _) = process.stop().await;
    assert!(status.success(), "{status}: {}", process.log());
    assert_eq!(discord.session_counts(), (0, 0), "nobody asked Discord");
    discord.end();
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_token_and_without_pages_the_program_ends_and_says_what_is_missing() {
    let discord = Discord::start().await;
    let settings = [("DISCORD_TOKEN", ""), ("FUNDSTELLE_WEB__ENABLED", "false")];
    let mut process = Process::start(program(), &discord, &settings);
    process.says("there is no Discord token").await;
    let status = process.child.wait().unwrap();
    assert!(!status.success(), "{}", process.log());
    discord.end();
}
