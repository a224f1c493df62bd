//! What can be typed.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args as ClapArgs, Parser, Subcommand};

use crate::config::{ConfigError, Flags, Loaded};

/// Answers questions about a folder of documents with the documents' own words and the exact place
/// they stand.
#[derive(Debug, Parser)]
#[command(name = "fundstelle", version, max_term_width = 100)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
    /// The folder of documents [default: corpus].
    #[arg(long, global = true, value_name = "DIR")]
    corpus: Option<PathBuf>,
    /// Where indexes are kept, one for each corpus folder [default: data] [env: `FUNDSTELLE_DATA`].
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The settings file [default: config/fundstelle.toml, if it exists] [env: `FUNDSTELLE_CONFIG`].
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
}

impl Args {
    pub(super) fn settings(&self) -> Result<Loaded, ConfigError> {
        Loaded::read(&Flags {
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
    /// Answer a question, or show a place (`§ 2.3`, `2.3–2.5, 4`, `¶ 12`, `fn. 17`).
    ///
    /// Exit codes: 0 answered, 1 the corpus does not say it, 2 failed.
    Ask(Ask),
    /// Show the section tree of each document; derived sections are marked ≈.
    Outline(Outline),
    /// Say what was read of each file, and everything that is odd about it.
    ///
    /// Exit codes: 0 all read, 2 there are errors.
    Check(Check),
    /// Bring the index up to date; only what changed is read again.
    Index(Index),
    /// Say whether a quote is in the corpus word for word, and where.
    ///
    /// Exit codes: 0 word for word, 1 nearly or not found, 2 failed.
    Verify(Verify),
    /// Measure answers against questions whose answers are known.
    ///
    /// Exit codes: 0 measured, 2 failed or below a floor.
    Eval(Eval),
    /// Fit the weights of the embedding model to questions whose answers are known.
    ///
    /// Writes `calibration.toml` (with --basis: `token_basis.bin`), which belongs into the folder
    /// of the model. With embedding.enabled = false it fits the weights of words alone.
    Calibrate(Calibrate),
    /// Serve the corpus on Discord and in the browser, until it is told to stop (SIGTERM, Ctrl-C).
    ///
    /// Discord needs a token: `DISCORD_TOKEN`, `DISCORD_TOKEN_FILE`, or `discord.token` in the
    /// settings. With `discord.enabled = false` the reader in the browser is served alone.
    Serve(Serve),
    /// Say whether everything is as it should be to serve, and what to do where it is not: token,
    /// intents, commands, clock, settings, corpus, index, data directory. It changes nothing.
    ///
    /// Exit codes: 0 nothing stands in the way, 1 something does.
    Doctor,
    /// Ask the program that serves here whether it is well, and say so in one line.
    ///
    /// Exit codes: 0 well, 1 not well or not there.
    Health(Health),
    /// Print the link by which the bot is added to a server, with the fewest permissions.
    ///
    /// Needs the token, as `serve` does.
    Invite,
    /// Copy what servers and users chose (settings, votes, gap reports) into a file, while the bot
    /// runs.
    Backup(Backup),
    /// Say which settings hold and where each comes from, or print the settings file to start from.
    #[command(subcommand)]
    Config(Settings),
}

#[derive(Debug, ClapArgs)]
pub(super) struct Serve {
    /// Where the reader in the browser listens [default: 127.0.0.1:8080].
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub(super) listen: Option<SocketAddr>,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Backup {
    /// The file to write.
    pub(super) file: PathBuf,
    /// Overwrite a file that is there.
    #[arg(long)]
    pub(super) force: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum Settings {
    /// Print the settings that hold, each with where it comes from; secrets are hidden.
    ///
    /// Exit codes: 0 they can be used, 2 something is wrong with them: all of it is listed.
    Check {
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Print the settings file with every setting, its default and what it means.
    Default,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Ask {
    /// The question or place.
    #[arg(required = true, value_name = "QUESTION")]
    pub(super) question: Vec<String>,
    /// Ask only this document, by its id (its path without ending).
    #[arg(long, value_name = "ID")]
    pub(super) document: Option<String>,
    /// Print one JSON object, with byte spans.
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Outline {
    /// Only this document, by its id.
    pub(super) document: Option<String>,
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
    /// Read everything again, whether it changed or not.
    #[arg(long)]
    pub(super) force: bool,
    /// Print one JSON object.
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Verify {
    /// The quote; `-` reads it from standard input.
    #[arg(required = true, value_name = "QUOTE")]
    pub(super) quote: Vec<String>,
    /// Look only in this document, by its id.
    #[arg(long, value_name = "ID")]
    pub(super) document: Option<String>,
    /// Print one JSON object.
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Health {
    /// Ask only whether it lives, not whether it can answer questions.
    #[arg(long)]
    pub(super) live: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Eval {
    /// Files of questions, one JSON object a line.
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    pub(super) questions: Vec<PathBuf>,
    /// Only questions in this language, as their `lang` says.
    #[arg(long, value_name = "CODE")]
    pub(super) lang: Option<String>,
    /// Fail if a metric is below (for rates and times: above) this, e.g. `hit@1=0.8`. Applies to
    /// each file.
    #[arg(long, value_name = "METRIC=VALUE")]
    pub(super) floor: Vec<String>,
    /// Rank by other weights than the model's: passage, sentence, late or words, e.g. `late=0`.
    #[arg(long, value_name = "SIGN=WEIGHT")]
    pub(super) weigh: Vec<String>,
    /// List each question that missed.
    #[arg(long)]
    pub(super) misses: bool,
    /// Print one JSON object.
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Calibrate {
    /// A corpus folder and a file of questions about it; may be given often.
    #[arg(long, required = true, value_name = "CORPUS=QUESTIONS")]
    pub(super) set: Vec<String>,
    /// Make the axes on which the vectors of tokens are kept instead; the index must be built
    /// again with them before weights are fitted.
    #[arg(long)]
    pub(super) basis: bool,
    /// The folder to write to.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(super) out: PathBuf,
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
