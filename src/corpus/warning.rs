//! The oddities of a source, said so that its owner can mend them: file, place, remedy.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{document::Document, printable};
use crate::{plural::counted, span::Span};

/// The cost of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Good to know; nothing is lost.
    Note,
    /// Something was read otherwise than its author may have meant.
    Warning,
    /// Something was not read at all.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        })
    }
}

/// One finding about one file. It is shown on one line, whatever the name of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// The cost of the finding.
    pub severity: Severity,
    /// The file, as a path within the corpus; filled in by the one who knows it.
    pub path: String,
    /// Line from 1, where there is one.
    pub line: Option<usize>,
    /// The oddity, and what to do about it. Lower case, no full stop.
    pub message: String,
}

impl Warning {
    /// A finding that costs nothing.
    pub fn note(message: impl Into<String>) -> Self {
        Self::of(Severity::Note, message)
    }

    /// A finding that may cost something.
    pub fn caution(message: impl Into<String>) -> Self {
        Self::of(Severity::Warning, message)
    }

    /// Something that was not read.
    pub fn error(message: impl Into<String>) -> Self {
        Self::of(Severity::Error, message)
    }

    fn of(severity: Severity, message: impl Into<String>) -> Self {
        Self {
            severity,
            path: String::new(),
            line: None,
            message: message.into(),
        }
    }

    /// The same finding, at a line.
    #[must_use]
    pub fn at_line(mut self, line: usize) -> Self {
        self.line = Some(line);
        self
    }

    /// The same finding, in a file.
    #[must_use]
    pub fn in_file(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }
}

/// So many findings are kept of one file: more would say nothing new, and they are repeated
/// wherever the file is shown.
const MOST: usize = 100;

/// The first findings of a file, and how many are left out.
fn limited(mut warnings: Vec<Warning>) -> Vec<Warning> {
    let left_out = warnings.len().saturating_sub(MOST);
    if left_out > 0 {
        warnings.truncate(MOST);
        let message = format!(
            "{}; mend the first ones",
            counted(
                left_out,
                "more finding is not listed",
                "more findings are not listed"
            )
        );
        warnings.push(Warning::note(message));
    }
    warnings
}

/// The first findings about a document, each with the name of the file.
pub(super) fn of_document(warnings: Vec<Warning>, document: &Document) -> Vec<Warning> {
    let mut warnings = limited(warnings);
    name_pages(&mut warnings, document);
    for warning in &mut warnings {
        warning.path.clone_from(&document.path);
    }
    warnings
}

/// Names the page in findings about a document that has pages: nobody has seen its lines.
fn name_pages(warnings: &mut [Warning], document: &Document) {
    if document.pages.is_empty() {
        return;
    }
    let text = &document.text;
    for warning in warnings {
        let Some(line) = warning.line.take() else {
            continue;
        };
        let before = line.saturating_sub(2);
        let start = text
            .match_indices('\n')
            .nth(before)
            .map_or(0, |(at, _)| at + 1);
        let start = if line < 2 { 0 } else { start };
        let page = document.pages_of(Span::at(start)).first();
        if let Some(page) = page.filter(|page| !page.label.is_empty()) {
            warning.message = format!("page {}: {}", page.label, warning.message);
        }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.severity, printable(&self.path))?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", printable(&self.message))
    }
}
