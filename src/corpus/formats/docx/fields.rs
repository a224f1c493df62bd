//! Fields: what a word processor computes. Their codes are not read; what they last showed is.

use crate::corpus::formats::package::Element;

/// Fields stand in each other no deeper than this in what anybody writes.
const MOST_OPEN: usize = 50;

/// A field that is being read.
#[derive(Debug, Default)]
struct Field {
    code: String,
    is_result: bool,
}

/// The fields that are being read, the innermost last.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// Whether fields of this part are not closed, so that nothing is said about where their codes end.
    is_broken: bool,
}

/// The thing that a field shows, as far as it is more than text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Shows {
    /// A link to this address.
    Link(String),
    /// The number of a footnote that stands elsewhere.
    NoteNumber,
    Nothing,
}

impl Fields {
    /// Begins to read a part.
    pub(super) fn of(part: &Element) -> Self {
        let all = part.all("w:fldChar");
        let count = |kind: &str| {
            let of_kind = all
                .iter()
                .filter(|sign| sign.attribute("w:fldCharType") == Some(kind));
            of_kind.count()
        };
        Self {
            open: Vec::new(),
            is_broken: count("begin") != count("end"),
        }
    }

    /// A field begins whose code is known.
    pub(super) fn begin(&mut self, code: &str) -> Shows {
        self.open.push(Field {
            code: code.to_owned(),
            is_result: true,
        });
        shows(code)
    }

    /// A sign of a field. Gives what the field shows, where its result begins; whether a link ends with it.
    pub(super) fn sign(&mut self, sign: &Element) -> (Shows, bool) {
        match sign.attribute("w:fldCharType") {
            Some("begin") if self.open.len() >= MOST_OPEN => self.is_broken = true,
            Some("begin") => self.open.push(Field::default()),
            Some("separate") => {
                if let Some(field) = self.open.last_mut() {
                    field.is_result = true;
                    return (shows(&field.code), false);
                }
            }
            Some("end") => return (Shows::Nothing, self.end()),
            _ => {}
        }
        (Shows::Nothing, false)
    }

    /// The innermost field ends; whether it was a link.
    pub(super) fn end(&mut self) -> bool {
        let field = self.open.pop();
        field.is_some_and(|field| field.is_result && matches!(shows(&field.code), Shows::Link(_)))
    }

    /// Takes a part of a code.
    pub(super) fn code(&mut self, code: &str) {
        if let Some(field) = self.open.last_mut() {
            field.code.push_str(code);
        }
    }

    /// Whether what stands here belongs to a code.
    pub(super) fn is_code(&self) -> bool {
        !self.is_broken && self.open.iter().any(|field| !field.is_result)
    }

    /// Whether a table of contents, or an index, is being shown.
    pub(super) fn is_contents(&self) -> bool {
        let mut results = self.open.iter().filter(|field| field.is_result);
        !self.is_broken && results.any(|field| matches!(name(&field.code), "TOC" | "INDEX" | "TOA"))
    }

    /// Whether the number of a footnote is being shown.
    pub(super) fn is_note_number(&self) -> bool {
        let last = self.open.last().filter(|field| field.is_result);
        last.is_some_and(|field| shows(&field.code) == Shows::NoteNumber)
    }
}

fn name(code: &str) -> &str {
    code.split_whitespace().next().unwrap_or_default()
}

fn shows(code: &str) -> Shows {
    match name(code).to_ascii_uppercase().as_str() {
        "NOTEREF" => Shows::NoteNumber,
        "HYPERLINK" => {
            let mut parts = code.split('"');
            let before = parts.next().unwrap_or_default();
            let address = parts.next().unwrap_or_default();
            // `\l "place"` leads to a place of the document.
            if before.contains("\\l") || address.is_empty() {
                Shows::Nothing
            } else {
                Shows::Link(address.to_owned())
            }
        }
        _ => Shows::Nothing,
    }
}
