//! The format that a document is added in: what its bytes say; for text, which says nothing, what the operator,
//! the server or its name says.

use anyhow::{anyhow, bail};

use crate::corpus::{Content, Format, ending_of};

/// The types that servers give to a file of which they know nothing.
const SAYS_NOTHING: [&str; 8] = [
    "text/plain",
    "application/octet-stream",
    "binary/octet-stream",
    "application/download",
    "application/force-download",
    "application/x-download",
    "application/x-unknown",
    "application/unknown",
];

/// The types that servers give to what can be read.
const TYPES: [(&str, Format); 7] = [
    ("text/markdown", Format::Markdown),
    ("text/x-markdown", Format::Markdown),
    ("text/html", Format::Html),
    ("application/xhtml+xml", Format::Html),
    ("application/pdf", Format::Pdf),
    (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Format::Docx,
    ),
    ("application/epub+zip", Format::Epub),
];

/// Endings of addresses that say nothing about the text behind them.
const OF_PROGRAMS: [&str; 6] = ["php", "asp", "aspx", "jsp", "cgi", "download"];

/// The hints that may tell the format of a text.
pub(super) struct Hints<'a> {
    /// The name that the operator wants.
    pub(super) wanted: Option<&'a str>,
    /// The type that the server names.
    pub(super) media_type: Option<&'a str>,
    /// The names that it has.
    pub(super) names: &'a [String],
}

/// The format of what is offered.
pub(super) fn format_of(content: Content, hints: &Hints<'_>) -> anyhow::Result<Format> {
    let wanted = hints
        .wanted
        .and_then(|name| Format::from_path(name.as_ref()));
    let found = match content {
        Content::Empty => bail!("it is empty; look at it before you add it"),
        Content::Other { kind, remedy } => bail!("it is {kind}; {remedy}"),
        Content::Format(found) => found,
        Content::Text => match wanted {
            Some(wanted) if wanted.is_text() => return Ok(wanted),
            _ => of_text(hints)?,
        },
    };
    match wanted {
        // A page is a text, too, and whoever says so may read it as one.
        Some(wanted) if found == wanted || found.is_text() && wanted.is_text() => Ok(wanted),
        Some(wanted) => Err(anyhow!(
            "it is {found} and no {wanted}; give it a name with the ending .{}, or with none",
            found.ending()
        )),
        None => {
            if found == Format::Html {
                no_page_instead(hints)?;
            }
            Ok(found)
        }
    }
}

/// Refuses a page where a document was to be: most likely one to log in, or about an error.
fn no_page_instead(hints: &Hints<'_>) -> anyhow::Result<()> {
    let by_name = hints
        .names
        .iter()
        .map(|name| Format::from_path(name.as_ref()));
    let mut promised = by_name.chain([of_type(hints.media_type)]).flatten();
    match promised.find(|format| !format.is_text()) {
        Some(promised) => Err(anyhow!(
            "a web page stands where a {promised} should be, most likely one to log in or about an error; open \
             it in a browser, or add it as what it is with --as NAME.html"
        )),
        None => Ok(()),
    }
}

fn of_type(media_type: Option<&str>) -> Option<Format> {
    let mut types = TYPES.into_iter();
    let (_, format) = types.find(|(name, _)| Some(*name) == media_type)?;
    Some(format)
}

/// The format of a text that does not say it.
fn of_text(hints: &Hints<'_>) -> anyhow::Result<Format> {
    let read = Format::ENDINGS;
    match (of_type(hints.media_type), hints.media_type) {
        (Some(format), _) if format.is_text() => return Ok(format),
        (Some(format), _) => bail!(
            "it is said to be {format}, and is text; open it in a browser, or add it as what it is with --as \
             NAME.txt"
        ),
        (None, Some(other)) if !SAYS_NOTHING.contains(&other) => bail!(
            "it is {other}, which is not read; {read} are; export it to one of these, or add it as plain \
             text with --as NAME.txt"
        ),
        _ => {}
    }
    let endings = hints.names.iter().filter_map(|name| ending_of(name));
    let mut endings = endings.map(str::to_ascii_lowercase);
    let ending = endings.find(|ending| !OF_PROGRAMS.contains(&ending.as_str()));
    let Some(ending) = ending else {
        return Ok(Format::Text);
    };
    match Format::from_path(format!("a.{ending}").as_ref()) {
        Some(format) if format.is_text() => Ok(format),
        Some(format) => bail!(
            "it is text, and no {format}, whatever its name says; open it in the program that made it, or \
             add it as what it is with --as NAME.txt"
        ),
        None => bail!(
            ".{ending} is not read; {read} are; export it to one of these, or add it as plain text with \
             --as NAME.txt"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The format, or the beginning of why there is none.
    #[track_caller]
    fn check(bytes: &[u8], media_type: &str, names: &[&str], wanted: &str, expected: &str) {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let hints = Hints {
            wanted: Some(wanted).filter(|wanted| !wanted.is_empty()),
            media_type: Some(media_type).filter(|kind| !kind.is_empty()),
            names: &names,
        };
        let found = format_of(Content::of(bytes), &hints);
        let found = found.map_or_else(|error| error.to_string(), |format| format.to_string());
        assert!(found.starts_with(expected), "{found}");
    }

    const PDF: &[u8] = b"%PDF-1.7\n";
    const PAGE: &[u8] = b"<!doctype html><p>x";
    const TEXT: &[u8] = b"# Lage";

    #[test]
    fn bytes_win_over_what_is_said_of_them() {
        check(PDF, "text/html", &["download.php"], "", "PDF");
        check(PDF, "", &["a.txt"], "", "PDF");
        check(PAGE, "text/plain", &["a.txt"], "", "HTML");
        check(PAGE, "", &["a.md"], "b.md", "Markdown");
        check(PDF, "", &["a.pdf"], "b", "PDF");
        check(
            PDF,
            "",
            &["a.pdf"],
            "b.txt",
            "it is PDF and no text; give it a name with the ending .pdf",
        );
        check(TEXT, "", &["a.md"], "b.pdf", "it is Markdown and no PDF");
    }

    #[test]
    fn of_text_the_server_and_then_the_name_says_what_it_is() {
        check(TEXT, "text/markdown", &["a"], "", "Markdown");
        check(TEXT, "text/plain", &["a.md"], "", "Markdown");
        check(TEXT, "text/html", &["a.md"], "", "HTML");
        check(TEXT, "text/plain", &["download.php"], "", "text");
        check(TEXT, "application/octet-stream", &[], "", "text");
        check(TEXT, "", &["README"], "", "text");
        check(TEXT, "application/json", &["a.json"], "b.txt", "text");
    }

    #[test]
    fn what_is_not_read_is_named() {
        check(
            TEXT,
            "application/json",
            &["a"],
            "",
            "it is application/json, which is not read; .md",
        );
        check(TEXT, "text/plain", &["a.csv"], "", ".csv is not read; .md");
        check(
            TEXT,
            "application/pdf",
            &["a"],
            "",
            "it is said to be PDF, and is text",
        );
        check(TEXT, "", &["a.docx"], "", "it is text, and no DOCX");
        check(
            b"\x89PNG\r\n\x1A\n\0\0",
            "",
            &["a.md"],
            "a.md",
            "it is a PNG image; pictures",
        );
        check(b"", "text/plain", &["a.md"], "", "it is empty");
    }

    #[test]
    fn a_page_is_not_taken_for_the_document_that_was_asked_for() {
        let instead = "a web page stands where a PDF should be";
        check(PAGE, "text/html", &["a.pdf"], "", instead);
        check(PAGE, "application/pdf", &["a"], "", instead);
        check(PAGE, "text/html", &["a.pdf"], "a.html", "HTML");
    }
}
