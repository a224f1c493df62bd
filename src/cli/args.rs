//! The commands and their options. What `--help` prints stands in doc comments, or beside them where
//! a name would need backticks there: a terminal shows them as they are.

use std::{ffi::OsString, net::SocketAddr, path::PathBuf};

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum, builder::NonEmptyStringValueParser};

use crate::config::{ConfigError, Flags, LoadedConfig};

/// Answers questions about a folder of documents in the documents' own words, with the exact place
/// where each quote stands.
#[derive(Debug, Parser)]
#[command(name = "fundstelle", version, max_term_width = 100)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
    /// Folder of documents [default: corpus].
    #[arg(long, global = true, value_name = "DIR")]
    corpus: Option<PathBuf>,
    #[arg(long, global = true, value_name = "DIR", help = DATA)]
    data: Option<PathBuf>,
    #[arg(long, global = true, value_name = "FILE", help = CONFIG)]
    config: Option<PathBuf>,
}

const DATA: &str = "Folder for indexes, one per corpus, and for what servers chose \
                    [default: data] [env: FUNDSTELLE_DATA]";

const CONFIG: &str = "Settings file [default: config/fundstelle.toml, if it exists] \
                      [env: FUNDSTELLE_CONFIG]";

const ADD: &str = "Add a document to the corpus, from a file or from the web, and show what was read from it

The document is named after the file or address, with the ending that fits what it is: a PDF served as \
download?id=3 becomes download.pdf. It is copied under a hidden name and then renamed, so a running server never \
reads half of it. A document that nothing can be quoted from is not kept, and an error leaves nothing behind.

For a document from the web, the sidecar NAME.outline.toml records the address (without anything that may be a \
secret) and the date. Only http and https are fetched, and this machine and private networks only with --own-network.

Exit codes: 0 added, or already there, and all of it was read; 2 not added, or there are errors in it.";

const SERVE: &str = "Serve the corpus on Discord and in the browser until stopped (Ctrl-C, SIGTERM)

Discord needs a bot token: set DISCORD_TOKEN, DISCORD_TOKEN_FILE, or discord.token in the settings. \
Without a token, or with discord.enabled = false, only the pages in the browser are served.";

impl Args {
    pub(super) fn settings(&self) -> Result<LoadedConfig, ConfigError> {
        LoadedConfig::read(&Flags {
            config: self.config.clone(),
            corpus: self.corpus.clone(),
            data: self.data.clone(),
            listen: match &self.command {
                Command::Serve(serve) => serve.listen,
                _ => None,
            },
        })
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    #[command(about = summary(ADD), long_about = ADD)]
    Add(Add),
    /// Answer a question, or show a place such as § 2.3, 2.3–2.5, ¶ 12 or fn. 17.
    ///
    /// Exit codes: 0 answered, 1 not in the corpus, 2 failed.
    Ask(Ask),
    /// Show the sections of each document as a tree; derived sections are marked ≈.
    Outline(Outline),
    /// Show what was read from each file, and anything odd about it.
    ///
    /// Exit codes: 0 everything was read, 2 there are errors.
    Check(Check),
    /// Bring the index up to date; only changed files are read again.
    Index(Index),
    /// Check whether a quote is in the corpus word for word, and where.
    ///
    /// Exit codes: 0 word for word, 1 nearly or not found, 2 failed.
    Verify(Verify),
    /// Show what changed in a section from one edition of a document to another, word by word.
    ///
    /// Editions are files of one name, such as report.pdf and report@2023.pdf, and those that name each other.
    ///
    /// Exit codes: 0 compared, 1 there is no such place or edition, 2 failed.
    Diff(Diff),
    /// Measure the answers against questions with known answers.
    ///
    /// Exit codes: 0 measured, 2 failed or below a floor.
    Eval(Eval),
    #[command(about = summary(SERVE), long_about = SERVE)]
    Serve(Serve),
    /// Check whether everything is ready to serve, and say how to fix what is not.
    ///
    /// Looks at token, intents, commands, clock, settings, corpus, index and data folder, and
    /// changes nothing.
    ///
    /// Exit codes: 0 ready, 1 something is in the way.
    Doctor,
    /// Ask the running program whether it is healthy, and print one line.
    ///
    /// Exit codes: 0 healthy, 1 unhealthy or not running.
    Health(Health),
    /// Print the link that adds the bot to a server, with the fewest permissions it needs.
    ///
    /// Needs the token, as serve does.
    Invite,
    /// Copy what servers and users chose (settings, votes, gap reports) to a file, even while the bot runs.
    Backup(Backup),
    /// Move what servers and users chose between the file and PostgreSQL.
    #[command(subcommand)]
    Store(StoreCommand),
    /// Check the settings and show where each one comes from, or print a settings file to start from.
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Read documents for another process of this program, which asks on standard input.
    #[command(hide = true)]
    Sandbox(Sandbox),
}

#[derive(Debug, ClapArgs)]
pub(super) struct Sandbox {
    /// The memory that it may take, in bytes.
    #[arg(long)]
    pub(super) memory: u64,
    /// The processor time that a request may take, in seconds.
    #[arg(long)]
    pub(super) seconds: u64,
}

/// The first line of a longer text.
fn summary(text: &'static str) -> &'static str {
    text.lines().next().unwrap_or_default()
}

#[derive(Debug, ClapArgs)]
pub(super) struct Serve {
    /// Address and port for the pages in the browser [default: 127.0.0.1:8080].
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub(super) listen: Option<SocketAddr>,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Backup {
    /// File to write.
    pub(super) file: PathBuf,
    /// Overwrite the file if it exists.
    #[arg(long)]
    pub(super) force: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum StoreCommand {
    /// Copy everything to an empty database, in one transaction, and compare it there; stop the bot first.
    ///
    /// PostgreSQL is the database that store.url names, SQLite the file in the data folder.
    ///
    /// Exit codes: 0 copied, 2 failed, and nothing was changed.
    Migrate {
        /// Database to copy from.
        #[arg(long, value_name = "DATABASE")]
        from: Database,
        /// Database to copy to.
        #[arg(long, value_name = "DATABASE")]
        to: Database,
    },
}

/// A kind of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Database {
    Sqlite,
    Postgres,
}

#[derive(Debug, Subcommand)]
pub(super) enum ConfigCommand {
    /// Print the settings in force and where each one comes from; secrets are hidden.
    ///
    /// Exit codes: 0 usable, 2 something is wrong (everything wrong is listed).
    Check {
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Print a settings file with every setting, its default and an explanation.
    Default,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Ask {
    /// Question or place.
    #[arg(required = true, value_name = "QUESTION")]
    pub(super) question: Vec<String>,
    /// Ask only this document; its ID is its path without the file extension.
    #[arg(long, value_name = "ID")]
    pub(super) document: Option<String>,
    /// Ask as somebody who sees this collection and what is open to all; otherwise all documents are asked.
    #[arg(long, value_name = "NAME")]
    pub(super) collection: Option<String>,
    /// Also write the page with the first quote marked to this file, as PNG; from a PDF only.
    #[arg(long, value_name = "FILE.png")]
    pub(super) image: Option<PathBuf>,
    /// Overwrite the picture if it exists.
    #[arg(long, requires = "image")]
    pub(super) force: bool,
    /// Print one JSON object, with byte spans.
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Add {
    /// File, or address that begins with https:// or http://.
    #[arg(value_name = "FILE|URL")]
    pub(super) source: OsString,
    /// Name in the corpus, with a folder if you like, e.g. law/act.pdf; a missing ending is added.
    #[arg(long = "as", value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub(super) name: Option<String>,
    /// Replace a document of the same name.
    #[arg(long)]
    pub(super) replace: bool,
    /// Title to cite it by; written to the sidecar.
    #[arg(long, value_parser = NonEmptyStringValueParser::new())]
    pub(super) title: Option<String>,
    /// Date of publication, e.g. 2026-01-31; written to the sidecar.
    #[arg(long, value_parser = NonEmptyStringValueParser::new())]
    pub(super) date: Option<String>,
    /// Address that a file comes from; written to the sidecar.
    #[arg(long = "source", value_name = "URL", value_parser = NonEmptyStringValueParser::new())]
    pub(super) from: Option<String>,
    /// Also fetch from this machine and from private networks.
    #[arg(long)]
    pub(super) own_network: bool,
    /// The time that fetching may take, in seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=3_600))]
    pub(super) timeout: u64,
    /// Print one JSON object.
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Outline {
    /// Only the document with this ID.
    pub(super) document: Option<String>,
    /// Write the sections of this file to a sidecar beside it, for you to edit; a sidecar that already
    /// names sections is left alone.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["document", "json"])]
    pub(super) suggest: Option<PathBuf>,
    /// Print one JSON array.
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Check {
    /// Print one JSON object.
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Index {
    /// Read every file again, changed or not.
    #[arg(long)]
    pub(super) force: bool,
    /// Print one JSON object.
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Verify {
    /// Quote to check; - reads it from standard input.
    #[arg(required = true, value_name = "QUOTE")]
    pub(super) quote: Vec<String>,
    /// Look only in the document with this ID.
    #[arg(long, value_name = "ID")]
    pub(super) document: Option<String>,
    /// Also write the page with the quote marked to this file, as PNG; from a PDF only.
    #[arg(long, value_name = "FILE.png")]
    pub(super) image: Option<PathBuf>,
    /// Overwrite the picture if it exists.
    #[arg(long, requires = "image")]
    pub(super) force: bool,
    /// Print one JSON object.
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Diff {
    /// Section to compare: § 4.2, or its heading; without it, all sections that changed are listed.
    #[arg(value_name = "PLACE")]
    pub(super) place: Vec<String>,
    /// Any edition of the document, by its ID; only needed if several documents have editions.
    #[arg(long, value_name = "ID")]
    pub(super) document: Option<String>,
    /// Older edition: its name, its date or its ID; without this option the one before the newer.
    #[arg(long, value_name = "EDITION")]
    pub(super) from: Option<String>,
    /// Newer edition; without this option the newest.
    #[arg(long, value_name = "EDITION")]
    pub(super) to: Option<String>,
    /// Print one JSON object.
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Health {
    /// Ask only whether the program is alive, not whether it can answer questions.
    #[arg(long)]
    pub(super) live: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Eval {
    /// Files of questions about the corpus, one JSON object per line.
    #[arg(long, required_unless_present = "set", num_args = 1.., value_name = "FILE")]
    pub(super) questions: Vec<PathBuf>,
    /// A corpus folder and a file of questions about it, instead of --questions; may be repeated.
    /// The mean over the sets is printed with its 95 % confidence interval.
    #[arg(long, conflicts_with = "questions", value_name = "CORPUS=QUESTIONS")]
    pub(super) set: Vec<String>,
    /// Only questions whose lang is this code.
    #[arg(long, value_name = "CODE")]
    pub(super) lang: Option<String>,
    /// Fail if a metric of any file, or the mean of several sets, is below this value (for error rates and
    /// times: above it), e.g. hit@1=0.8.
    #[arg(long, value_name = "METRIC=VALUE")]
    pub(super) floor: Vec<String>,
    /// Rank with other weights than the model's: passage, sentence, late, words, heading, ranked or read, e.g. late=0.
    #[arg(long, value_name = "SIGN=WEIGHT")]
    pub(super) weigh: Vec<String>,
    /// List the questions that missed; with --json, on standard error.
    #[arg(long)]
    pub(super) misses: bool,
    /// Print one JSON object.
    #[arg(long)]
    pub(super) json: bool,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn help_has_no_backticks() {
        let mut command = Args::command();
        command.build();
        let mut commands = vec![command];
        while let Some(mut command) = commands.pop() {
            let help = command.render_long_help().to_string();
            assert!(!help.contains('`'), "{help}");
            commands.extend(command.get_subcommands().cloned());
        }
    }

    #[test]
    fn options_may_stand_behind_the_question() {
        let args = Args::try_parse_from(["fundstelle", "ask", "Wer", "zahlt?", "--json"]).unwrap();
        let Command::Ask(ask) = args.command else {
            panic!("{:?}", args.command)
        };
        assert_eq!(
            (ask.question.join(" "), ask.json),
            ("Wer zahlt?".to_owned(), true)
        );
    }
}
