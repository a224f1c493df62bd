//! The built program in a folder of its own, and what it said. A test reads as a conversation:
//!
//! ```ignore
//! let program = Program::with(&[("report.md", "# Lage\n\nDer Umsatz stieg um 4 Prozent.\n")]);
//! program.ask("Wie stieg der Umsatz?").answers("Der Umsatz stieg um 4 Prozent.");
//! program.write("report.md", "…").ask("…").refuses();
//! ```

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use tempfile::TempDir;

use crate::processor;

/// A folder with a `corpus/`, in which the program runs. Its index goes to `data/` there.
///
/// Meaning is switched off unless a test asks for it: most tests are about words, and embedding
/// their documents would take longer than all the rest.
pub(crate) struct Program {
    folder: TempDir,
    has_meaning: bool,
}

/// What one run of the program said.
#[must_use = "check what it said or how it ended"]
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Program {
    /// With these documents.
    pub(crate) fn with(files: &[(&str, &str)]) -> Self {
        let program = Self::without_corpus();
        fs::create_dir(program.corpus()).unwrap();
        for (name, text) in files {
            program.write(name, text);
        }
        program
    }

    /// With a copy of the documents in `folder`.
    pub(crate) fn with_copy_of(folder: &Path) -> Self {
        let program = Self::with(&[]);
        for entry in walkdir::WalkDir::new(folder) {
            let entry = entry.unwrap();
            if entry.file_type().is_file() {
                let name = entry.path().strip_prefix(folder).unwrap();
                program.write(name.to_str().unwrap(), fs::read(entry.path()).unwrap());
            }
        }
        program
    }

    pub(crate) fn without_corpus() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
            has_meaning: false,
        }
    }

    /// With the bundled embedding model.
    pub(crate) fn with_meaning(mut self) -> Self {
        self.has_meaning = true;
        self
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn corpus(&self) -> PathBuf {
        self.folder().join("corpus")
    }

    /// Writes a document.
    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) -> &Self {
        let path = self.corpus().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    pub(crate) fn remove(&self, name: &str) -> &Self {
        fs::remove_file(self.corpus().join(name)).unwrap();
        self
    }

    /// The folder that holds the generations; there must be one index.
    pub(crate) fn index(&self) -> PathBuf {
        let index = self.folder().join("data/index");
        let mut folders = fs::read_dir(&index).unwrap();
        folders.next().unwrap().unwrap().path()
    }

    /// The program, ready to be started.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fundstelle"));
        command
            .args(args)
            .current_dir(self.folder())
            .env_remove("RUST_LOG")
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR")
            .env_remove("CLICOLOR_FORCE")
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES")
            .env_remove("LANG")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("FUNDSTELLE_") {
                command.env_remove(name);
            }
        }
        if !self.has_meaning {
            command.env("FUNDSTELLE_EMBEDDING__ENABLED", "false");
        }
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Said {
        Said::of(self.command(args))
    }

    /// The same; it is ended if it uses more seconds of the processor.
    pub(crate) fn run_within(&self, seconds: u32, args: &[&str]) -> Said {
        Said::of(processor::limited(&self.command(args), seconds))
    }

    pub(crate) fn ask(&self, question: &str) -> Said {
        self.run(&["ask", question])
    }

    pub(crate) fn check(&self) -> Said {
        self.run(&["check"])
    }
}

impl Said {
    pub(crate) fn of(mut command: Command) -> Self {
        let output = command.output().unwrap();
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    #[track_caller]
    pub(crate) fn code(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        self
    }

    /// Standard output has these words, however its lines are broken.
    #[track_caller]
    pub(crate) fn says(self, words: &str) -> Self {
        assert!(folded(&self.stdout).contains(words), "{words:?}\n{self:#?}");
        self
    }

    #[track_caller]
    pub(crate) fn never_says(self, words: &str) -> Self {
        assert!(
            !folded(&self.stdout).contains(words),
            "{words:?}\n{self:#?}"
        );
        self
    }

    /// Standard error has these words.
    #[track_caller]
    pub(crate) fn complains(self, words: &str) -> Self {
        assert!(folded(&self.stderr).contains(words), "{words:?}\n{self:#?}");
        self
    }

    #[track_caller]
    pub(crate) fn complains_of_nothing(self) -> Self {
        assert_eq!(self.stderr, "", "{self:#?}");
        self
    }

    #[track_caller]
    pub(crate) fn answers(self, words: &str) {
        drop(self.code(0).says(words));
    }

    /// It says that the documents do not say it, in the language of the question.
    #[track_caller]
    pub(crate) fn refuses(self) {
        let said = self.code(1);
        let refusals = [
            "The report does not say this.",
            "Das steht nicht im Bericht.",
        ];
        assert!(
            refusals.iter().any(|refusal| said.stdout.contains(refusal)),
            "{}",
            said.stdout
        );
    }

    #[track_caller]
    pub(crate) fn fails(self, words: &str) {
        drop(self.code(2).complains(words));
    }

    #[track_caller]
    pub(crate) fn json(self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}\n{self:#?}"))
    }
}

/// A text with single spaces.
pub(crate) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
