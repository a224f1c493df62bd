//! The settings file: what it gives, and in which line.

use std::{fs, io, path::Path};

use serde::Deserialize as _;
use toml::{
    Spanned, Value,
    de::{DeTable, DeValue, ValueDeserializer},
};

use super::{
    Problem,
    collection::{self, GivenCollection},
    keys,
    source::{Given, Source},
};

/// Everything that a settings file gives.
#[derive(Default)]
pub(super) struct GivenByFile {
    /// The values of settings.
    pub(super) values: Vec<Given>,
    /// The collections, in their order.
    pub(super) collections: Vec<GivenCollection>,
}

/// A settings file, while it is read.
struct File<'a> {
    path: &'a Path,
    text: &'a str,
    given: GivenByFile,
    problems: &'a mut Vec<Problem>,
}

/// Reads a file.
pub(super) fn given(path: &Path, problems: &mut Vec<Problem>) -> GivenByFile {
    let whole = |said: String| Problem {
        source: Source::File {
            path: path.to_owned(),
            line: None,
        },
        said,
    };
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(cause) => {
            problems.push(whole(unreadable(&cause)));
            return GivenByFile::default();
        }
    };
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let before = error.utf8_error().valid_up_to();
            let line = line(error.as_bytes(), before);
            let said = format!("line {line} is not UTF-8; save the file with that encoding");
            problems.push(whole(said));
            return GivenByFile::default();
        }
    };
    let mut file = File {
        path,
        text: &text,
        given: GivenByFile::default(),
        problems,
    };
    file.read();
    file.given
}

fn unreadable(cause: &io::Error) -> String {
    match cause.kind() {
        io::ErrorKind::NotFound => {
            "there is no such settings file; `fundstelle config default` prints one to start from"
                .to_owned()
        }
        io::ErrorKind::IsADirectory => "is a folder, not a settings file".to_owned(),
        _ => format!("the settings cannot be read: {cause}"),
    }
}

/// The line in which a byte stands, from 1 on.
fn line(bytes: &[u8], at: usize) -> usize {
    1 + bytes.iter().take(at).filter(|byte| **byte == b'\n').count()
}

impl File<'_> {
    fn read(&mut self) {
        let (table, mut errors) = DeTable::parse_recoverable(self.text);
        errors.sort_by_key(|error| error.span().map_or(0, |span| span.start));
        for error in &errors {
            // Only the message: what toml shows of the line may be a secret.
            let at = error.span().map_or(0, |span| span.start);
            self.problem(at, format!("this is not valid TOML: {}", error.message()));
        }
        // What stands around a mistake may be understood wrongly.
        if !errors.is_empty() {
            return;
        }
        for (key, value) in table.into_inner() {
            let (at, name) = (key.span().start, key.into_inner());
            if name == collection::LIST {
                self.collections(at, value);
                continue;
            }
            match value.get_ref() {
                DeValue::Table(_) if keys::is_section(&name) => self.section(&name, value),
                DeValue::Table(_) => self.unknown_section(at, &name),
                _ if keys::is_section(&name) => {
                    let said = format!("{name} is a section; write [{name}] on a line of its own");
                    self.problem(at, said);
                }
                _ => self.value(at, name.into_owned(), value),
            }
        }
    }

    fn collections(&mut self, at: usize, list: Spanned<DeValue<'_>>) {
        let DeValue::Array(list) = list.into_inner() else {
            let name = collection::LIST;
            self.problem(
                at,
                format!("there may be several; write [[{name}]] for each"),
            );
            return;
        };
        for entry in list {
            let source = self.source(entry.span().start);
            let mut wrong = Vec::new();
            let collection = collection::read(entry, |at, said| wrong.push((at, said)));
            for (at, said) in wrong {
                self.problem(at, said);
            }
            let given = GivenCollection { collection, source };
            self.given.collections.push(given);
        }
    }

    fn section(&mut self, name: &str, table: Spanned<DeValue<'_>>) {
        let DeValue::Table(table) = table.into_inner() else {
            return;
        };
        for (key, value) in table {
            let at = key.span().start;
            self.value(at, format!("{name}.{}", key.into_inner()), value);
        }
    }

    fn unknown_section(&mut self, at: usize, name: &str) {
        let instead = match keys::nearest_section(name) {
            Some(near) => format!("did you mean [{near}]?"),
            None => "`fundstelle config default` lists them all".to_owned(),
        };
        self.problem(at, format!("there is no section [{name}]; {instead}"));
    }

    fn value(&mut self, at: usize, key: String, value: Spanned<DeValue<'_>>) {
        if keys::default(&key).is_none() {
            let instead = keys::instead(&key, str::to_owned);
            self.problem(at, format!("there is no setting {key}; {instead}"));
            return;
        }
        match Value::deserialize(ValueDeserializer::from(value)) {
            Ok(value) => {
                let source = self.source(at);
                self.given.values.push(Given { key, value, source });
            }
            Err(error) => self.problem(at, format!("{key}: {}", error.message())),
        }
    }

    fn source(&self, at: usize) -> Source {
        Source::File {
            path: self.path.to_owned(),
            line: Some(line(self.text.as_bytes(), at)),
        }
    }

    fn problem(&mut self, at: usize, said: String) {
        let source = self.source(at);
        self.problems.push(Problem { source, said });
    }
}
