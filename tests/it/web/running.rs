//! The program as it runs: asked over the network, watched on standard error, stopped by a signal.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use fake_discord::{Discord, TOKEN};

use crate::program::{Program, Said};

/// What nobody would log by chance.
const QUESTION: &str = "Wie laut ist ein Xylophonkaktus?";
const SECRET: &str = "Xylophonkaktus";

/// What the program says when it listens.
pub(super) const READER: &str = "serving the reader";
pub(crate) const HEALTH: &str = "health can be asked";

pub(super) const REPORT: &[(&str, &str)] =
    &[("bericht.md", "# Lage\n\nDer Umsatz stieg um 4 Prozent.\n")];

/// `serve`, until it is stopped.
pub(crate) struct Running {
    child: Child,
    log: Arc<Mutex<String>>,
}

impl Running {
    pub(crate) fn start(program: &Program, settings: &[(&str, &str)]) -> Self {
        Self::of(program.command(&["serve"]), settings)
    }

    /// The same with so many open files at most.
    pub(super) fn start_limited(program: &Program, files: u32, settings: &[(&str, &str)]) -> Self {
        let serve = program.command(&["serve"]);
        let script = format!("ulimit -n {files} && exec \"$0\" serve");
        let mut command = Command::new("sh");
        command
            .args(["-c", &script])
            .arg(serve.get_program())
            .current_dir(program.folder());
        for (name, value) in serve.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        Self::of(command, settings)
    }

    fn of(mut command: Command, settings: &[(&str, &str)]) -> Self {
        command
            .env("FUNDSTELLE_DISCORD__ENABLED", "false")
            .env("FUNDSTELLE_WEB__LISTEN", "127.0.0.1:0")
            .env("FUNDSTELLE_HEALTH__LISTEN", "127.0.0.1:0")
            .envs(settings.iter().copied());
        let mut child = command.spawn().unwrap();
        let log: Arc<Mutex<String>> = Arc::default();
        let lines = BufReader::new(child.stderr.take().unwrap());
        let kept = Arc::clone(&log);
        std::thread::spawn(move || {
            for line in lines.lines().map_while(Result::ok) {
                let mut kept = kept.lock().unwrap();
                kept.push_str(&line);
                kept.push('\n');
            }
        });
        Self { child, log }
    }

    pub(super) fn id(&self) -> u32 {
        self.child.id()
    }

    pub(super) fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    /// Waits for a line that has these words.
    #[track_caller]
    pub(crate) fn says(&self, words: &str) -> String {
        let until = Instant::now() + Duration::from_secs(20);
        loop {
            let log = self.log();
            if let Some(line) = log.lines().find(|line| line.contains(words)) {
                return line.to_owned();
            }
            assert!(Instant::now() < until, "no line has {words:?}:\n{log}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Where it listens: the reader, or what tells its health.
    pub(crate) fn address(&self, server: &str) -> String {
        let line = self.says(server);
        let address = regex::Regex::new(r"127\.0\.0\.1:\d+").unwrap();
        address.find(&line).unwrap().as_str().to_owned()
    }

    /// What it answers to a GET.
    pub(crate) fn get(&self, server: &str, path: &str) -> String {
        let mut stream = TcpStream::connect(self.address(server)).unwrap();
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        drop(stream.write_all(request.as_bytes()));
        let mut answer = String::new();
        // Whoever is refused may be cut off.
        drop(stream.read_to_string(&mut answer));
        answer
    }

    /// Ends it as if its machine had lost power.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Stops it as a container engine would; gives the whole log.
    pub(super) fn stop(mut self) -> String {
        let mut kill = Command::new("kill");
        assert!(
            kill.args(["-TERM", &self.child.id().to_string()])
                .status()
                .unwrap()
                .success()
        );
        let ended = self.child.wait().unwrap();
        assert_eq!(ended.code(), Some(0), "{}", self.log());
        self.log()
    }
}

fn health(program: &Program, address: &str, args: &[&str]) -> Said {
    let mut command = program.command(&[&["health"], args].concat());
    command.env("FUNDSTELLE_HEALTH__LISTEN", address);
    Said::of(command)
}

#[test]
fn health_asks_the_program_that_serves() {
    let program = Program::with(REPORT);
    let running = Running::start(&program, &[]);
    running.says("serving the corpus");
    let address = running.address(HEALTH);
    drop(health(&program, &address, &[]).code(0).says("ready"));
    drop(health(&program, &address, &["--live"]).code(0).says("ok"));
    // Whoever listens everywhere is asked here.
    let everywhere = address.replace("127.0.0.1", "0.0.0.0");
    drop(health(&program, &everywhere, &[]).code(0).says("ready"));
    running.stop();
    let gone = health(&program, &address, &[]).code(1);
    assert_eq!(
        gone.stdout,
        format!("nobody answers at http://{address}/readyz\n")
    );
}

#[test]
fn health_says_what_is_wrong_in_one_line() {
    let program = Program::without_corpus();
    let running = Running::start(&program, &[]);
    running.says("what is served is not what the corpus says");
    let address = running.address(HEALTH);
    let said = health(&program, &address, &[]).code(1);
    assert!(
        said.stdout.starts_with("not ready: failed index: "),
        "{said:?}"
    );
    assert_eq!(said.stdout.lines().count(), 1);
    drop(health(&program, &address, &["--live"]).code(0));
    running.stop();
    // Somebody who accepts and says nothing.
    let mute = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = mute.local_addr().unwrap().to_string();
    let begun = Instant::now();
    drop(
        health(&program, &address, &[])
            .code(1)
            .says("does not answer in 2 s"),
    );
    assert!(begun.elapsed() < Duration::from_secs(8));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_question_stands_in_any_log_unless_it_may() {
    for may in ["false", "true"] {
        let discord = Discord::start().await;
        let program = Program::with(REPORT);
        let running = Running::start(
            &program,
            &[
                ("RUST_LOG", "trace"),
                ("FUNDSTELLE_LOG__QUESTIONS", may),
                ("FUNDSTELLE_DISCORD__ENABLED", "true"),
                ("DISCORD_TOKEN", TOKEN),
                ("FUNDSTELLE_DISCORD__API", &discord.url()),
            ],
        );
        running.says("serving the corpus");
        discord.sessions(1, 0).await;
        discord.has_commands().await;
        let anna = discord.anna();
        drop(anna.ask(QUESTION).await);
        let asked = anna.write(&format!("<@501> {QUESTION}"));
        drop(anna.reply_to(asked).await);
        let q = QUESTION.replace(' ', "+");
        let answer = running.get(READER, &format!("/api/v1/ask?q={q}"));
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        running.get(READER, &format!("/ask?q={q}"));
        running.get(READER, &format!("/api/v1/verify?quote={q}"));
        running.get(READER, &format!("/api/v1/passages?q={q}&limit=none"));
        running.get(READER, &format!("/{SECRET}"));
        assert!(!running.get(HEALTH, "/metrics").contains(SECRET));
        let log = running.stop();
        assert!(
            log.contains("work begins"),
            "our own details are logged:\n{log}"
        );
        assert!(!log.contains(TOKEN), "{log}");
        let lines: Vec<&str> = log.lines().filter(|line| line.contains(SECRET)).collect();
        match may {
            "false" => assert!(lines.is_empty(), "{lines:#?}"),
            _ => assert!(lines.iter().any(|line| line.contains("asked")), "{log}"),
        }
        drop(discord);
    }
}

#[test]
fn a_line_of_the_log_is_an_object_where_programs_read_it() {
    let program = Program::with(REPORT);
    let settings = [
        ("FUNDSTELLE_LOG__FORMAT", "json"),
        ("FUNDSTELLE_LOG__QUESTIONS", "true"),
    ];
    let running = Running::start(&program, &settings);
    running.says("serving the corpus");
    running.get(READER, "/api/v1/ask?q=Umsatz");
    running.says("asked");
    let log = running.stop();
    let lines: Vec<serde_json::Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect();
    let asked = lines
        .iter()
        .find(|line| line["message"] == "asked")
        .unwrap();
    assert_eq!(
        (&asked["question"], &asked["front_end"]),
        (&"Umsatz".into(), &"api".into())
    );
    assert_eq!(asked["level"], "INFO");
}

#[test]
fn names_of_files_write_no_lines_of_their_own() {
    const FORGED: &str = "2026-01-01T00:00:00Z ERROR fundstelle: forged";
    let program = Program::with(REPORT);
    let text = "# A\n\nText.\n";
    program.write(&format!("n\n{FORGED}.md"), text);
    program.write("a\u{1b}]0;PWN\u{7}\u{1b}[31mred.md", text);
    program.write("b\rc\u{9b}2J.md", [0xff, 0xfe, 0, 0xff].repeat(9));
    program.write("a\u{1b}[5m.docx", text);
    for format in ["pretty", "json"] {
        let running = Running::start(&program, &[("FUNDSTELLE_LOG__FORMAT", format)]);
        running.says("serving the corpus");
        let log = running.stop();
        let acts = |c: char| c.is_control() && c != '\n';
        assert!(!log.contains(acts), "{}", log.escape_debug());
        assert!(!log.lines().any(|line| line.starts_with(FORGED)), "{log}");
        assert!(log.contains("forged"), "{log}");
    }
    for command in [
        &["check"][..],
        &["outline"],
        &["ask", "Was ist Text?"],
        &["ask", "§ 1"],
    ] {
        let Said { stdout, stderr, .. } = program.run(command);
        for said in [stdout, stderr] {
            let acts = |c: char| c.is_control() && c != '\n';
            assert!(!said.contains(acts), "{command:?}: {}", said.escape_debug());
            let is_forged = |line: &str| line.trim_start().starts_with(FORGED);
            assert!(!said.lines().any(is_forged), "{command:?}: {said}");
        }
    }
}
