//! What is said about the documents that a server keeps for itself.

use super::{Reader, buttons::action_button, notice::with_contact};
use crate::{
    app::Examined,
    corpus::{Aside, Format, Severity, ShelfError, ShelfLimits, Warning},
    discord::{
        custom_id::{Action, LibraryChange, file_key},
        limits, markdown,
        reply::{Kind, Reply},
    },
    locales::Locale,
};

/// So many findings about a document are shown, and so many reasons why it is not kept.
const FINDINGS: usize = 5;

/// So many documents are listed.
const LISTED: usize = 20;

/// So many removed documents are offered.
const OFFERED: usize = 5;

/// A document as the list shows it.
pub(in crate::discord) struct Listed {
    /// The name of its file.
    pub(in crate::discord) name: String,
    /// The key of the name.
    pub(in crate::discord) key: String,
    /// Its title, if it can be asked.
    pub(in crate::discord) title: Option<String>,
    /// Its size.
    pub(in crate::discord) bytes: u64,
    /// The time at which it was added, in seconds since 1970.
    pub(in crate::discord) added: i64,
}

/// The distance that a document has gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::discord) enum Stage {
    /// It is fetched.
    Received,
    /// It is read.
    Read,
    /// It goes into the index; what is done, of how much, if that is known.
    Indexed(Option<(usize, usize)>),
}

/// The reason why a file is not even fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::discord) enum NotTaken {
    /// No safe name can be made of its own.
    Name,
    /// It is in no format that is read.
    Format,
    /// It is too large.
    Size {
        /// Its size.
        size: u64,
        /// The size that it may have.
        most: u64,
    },
}

/// A name, as it is shown.
fn shown(name: &str) -> String {
    markdown::escape(&limits::fit(name, limits::CHOICE))
}

/// `214 KB`, `1.2 MB`: never less than it is.
fn size(bytes: u64, locale: Locale) -> String {
    const KILOBYTE: u64 = 1024;
    const MEGABYTE: u64 = KILOBYTE * KILOBYTE;
    if bytes < MEGABYTE {
        return format!("{} KB", bytes.div_ceil(KILOBYTE));
    }
    let tenths = bytes.saturating_mul(10).div_ceil(MEGABYTE);
    let point = if locale == Locale::De { ',' } else { '.' };
    match (tenths / 10, tenths % 10) {
        (whole, 0) => format!("{whole} MB"),
        (whole, tenth) => format!("{whole}{point}{tenth} MB"),
    }
}

/// Words that stay, and that only whoever manages the server sees.
fn said(body: String) -> Reply {
    Reply {
        kind: Kind::Other,
        body,
        is_private: true,
        ..Reply::default()
    }
}

/// Says how far a document is.
pub(in crate::discord) fn stage(name: &str, stage: Stage, locale: Locale) -> Reply {
    let name = ("name", shown(name).into());
    said(match stage {
        Stage::Received => locale.say_with("library-received", &[name]),
        Stage::Read => locale.say_with("library-reading", &[name]),
        Stage::Indexed(None) => locale.say_with("library-indexing", &[name]),
        Stage::Indexed(Some((done, count))) => {
            let values = [name, ("done", done.into()), ("count", count.into())];
            locale.say_with("library-indexing-some", &values)
        }
    })
}

/// Says that a document was added, what was read of it, and how that is taken back: by the key of the document that it
/// replaced, if it did. It may still take a while until it can be asked.
pub(in crate::discord) fn added(
    name: &str,
    bytes: u64,
    examined: &Examined,
    (waits, replaced, grace): (bool, Option<String>, u64),
    reader: &Reader,
) -> Reply {
    let locale = reader.locale;
    let first = if waits {
        "library-added-later"
    } else {
        "library-added"
    };
    let title = shown(&examined.title);
    let values = [("name", shown(name).into()), ("title", title.into())];
    let mut lines = vec![locale.say_with(first, &values)];
    let counts = [
        ("size", size(bytes, locale).into()),
        ("sections", examined.sections.into()),
        ("passages", examined.passages.into()),
    ];
    lines.push(locale.say_with("library-counts", &counts));
    lines.extend(findings(&examined.warnings, locale));
    let days = [("days", grace.into())];
    lines.push(locale.say_with("library-only-here", &days));
    let (change, label) = match replaced {
        Some(aside) => (LibraryChange::Swap(aside), "button-library-swap"),
        None => (
            LibraryChange::Remove(file_key(name)),
            "button-library-remove",
        ),
    };
    let button = action_button(Action::Library(change), locale.say(label), reader);
    let body = limits::fit(&lines.join("\n"), limits::CONTENT);
    said(body).with_buttons(button.into_iter().collect())
}

/// The findings about a document, as `check` gives them.
fn findings(warnings: &[Warning], locale: Locale) -> Vec<String> {
    let odd = warnings.iter().filter(|of| of.severity > Severity::Note);
    let odd: Vec<&Warning> = odd.collect();
    if odd.is_empty() {
        return Vec::new();
    }
    let count = [("count", odd.len().into())];
    let mut lines = vec![locale.say_with("library-findings", &count)];
    let shown = odd.iter().take(FINDINGS);
    lines.extend(shown.map(|finding| reason(&finding.message)));
    lines
}

fn reason(text: &str) -> String {
    format!("• {}", markdown::escape(&limits::fit(text, limits::TITLE)))
}

/// Says that a document cannot be read, with the reasons that `check` gives.
pub(in crate::discord) fn unreadable(name: &str, reasons: &[String], locale: Locale) -> Reply {
    let name = [("name", shown(name).into())];
    let mut lines = vec![locale.say_with("library-unreadable", &name)];
    lines.extend(reasons.iter().take(FINDINGS).map(|text| reason(text)));
    said(limits::fit(&lines.join("\n"), limits::CONTENT))
}

/// Says why a file is not even fetched.
pub(in crate::discord) fn not_kept_file(name: &str, why: NotTaken, locale: Locale) -> Reply {
    let name = ("name", shown(name).into());
    said(match why {
        NotTaken::Name => locale.say_with("library-bad-name", &[name]),
        NotTaken::Format => {
            let endings = ("endings", Format::ENDINGS.into());
            locale.say_with("library-bad-format", &[name, endings])
        }
        NotTaken::Size { size: has, most } => {
            let size = |bytes| size(bytes, locale).into();
            let values = [name, ("size", size(has)), ("most", size(most))];
            locale.say_with("library-too-large", &values)
        }
    })
}

/// Says that a file did not come.
pub(in crate::discord) fn unfetched(name: &str, locale: Locale) -> Reply {
    said(locale.say_with("library-unfetched", &[("name", shown(name).into())]))
}

/// Says why a server cannot keep a document, or change what it keeps.
pub(in crate::discord) fn refused(
    name: &str,
    error: &ShelfError,
    contact: &str,
    locale: Locale,
) -> Reply {
    let own = ("name", shown(name).into());
    let text = match error {
        ShelfError::Taken(_) => locale.say_with("library-taken", &[own]),
        ShelfError::Beside(other) => {
            let other = ("other", shown(other).into());
            locale.say_with("library-beside", &[own, other])
        }
        ShelfError::TooMany(most) => {
            locale.say_with("library-too-many", &[own, ("most", (*most).into())])
        }
        ShelfError::TooLarge { used, most } => {
            let size = |bytes| size(bytes, locale).into();
            let values = [own, ("used", size(*used)), ("most", size(*most))];
            locale.say_with("library-no-room", &values)
        }
        ShelfError::Missing => locale.say("library-missing"),
        error if error.is_full() => locale.say_with("library-disk-full", &[own]),
        _ => locale.say_with("library-not-written", &[own]),
    };
    let is_of_disk = matches!(error, ShelfError::Unwritable(_) | ShelfError::Put(_));
    let contact = is_of_disk.then(|| with_contact(contact, locale));
    Reply::private(text + &contact.unwrap_or_default())
}

/// Says that servers keep no documents here.
pub(in crate::discord) fn only_one_server(locale: Locale) -> Reply {
    Reply::private(locale.say("library-only-one"))
}

/// Lists the documents of a server, and offers those that were removed last.
pub(in crate::discord) fn list(
    listed: &[Listed],
    asides: &[Aside],
    (bounds, grace): (ShelfLimits, u64),
    reader: &Reader,
) -> Reply {
    let locale = reader.locale;
    let mut lines = Vec::new();
    if listed.is_empty() {
        lines.push(locale.say("library-empty"));
    }
    for document in listed.iter().take(LISTED) {
        let values = [
            ("name", shown(&document.name).into()),
            ("size", size(document.bytes, locale).into()),
            ("when", format!("<t:{}:R>", document.added).into()),
        ];
        let line = match &document.title {
            Some(title) => format!("**{}** · ", shown(title)),
            None => format!("*{}* · ", locale.say("library-not-yet")),
        };
        lines.push(format!(
            "• {line}{}",
            locale.say_with("library-entry", &values)
        ));
    }
    let more = listed.len().saturating_sub(LISTED);
    if more > 0 {
        lines.push(locale.say_with("documents-more", &[("count", more.into())]));
    }
    let used: u64 = listed.iter().map(|document| document.bytes).sum();
    let values = [
        ("documents", listed.len().into()),
        ("most-documents", bounds.documents.into()),
        ("used", size(used, locale).into()),
        ("most", size(bounds.total, locale).into()),
        ("file", size(bounds.file, locale).into()),
        ("days", grace.into()),
    ];
    lines.push(locale.say_with("library-bounds", &values));
    let latest = asides.iter().rev().take(OFFERED);
    let buttons = latest.filter_map(|aside| {
        let name = limits::fit(&aside.name, limits::CHOICE / 2);
        let label = locale.say_with("button-library-put-back", &[("name", name.into())]);
        let label = limits::fit(&label, limits::LABEL);
        let change = LibraryChange::PutBack(file_key(&aside.file()));
        action_button(Action::Library(change), label, reader)
    });
    let body = limits::fit(&lines.join("\n"), limits::CONTENT);
    said(body).with_buttons(buttons.collect())
}

/// Says that a document was removed; `undo` puts it back. It may still take a moment until no answer quotes it.
pub(in crate::discord) fn removed(
    name: &str,
    is_gone: bool,
    (undo, grace): (String, u64),
    reader: &Reader,
) -> Reply {
    let locale = reader.locale;
    let key = if is_gone {
        "library-removed"
    } else {
        "library-removed-later"
    };
    let values = [("name", shown(name).into()), ("days", grace.into())];
    let change = Action::Library(LibraryChange::PutBack(undo));
    let button = action_button(change, locale.say("button-library-undo"), reader);
    said(locale.say_with(key, &values)).with_buttons(button.into_iter().collect())
}

/// Says that a document is back. It may still take a moment until it can be asked.
pub(in crate::discord) fn put_back(name: &str, is_served: bool, reader: &Reader) -> Reply {
    let locale = reader.locale;
    let text = if is_served {
        "library-put-back"
    } else {
        "library-put-back-later"
    };
    let change = Action::Library(LibraryChange::Remove(file_key(name)));
    let button = action_button(change, locale.say("button-library-remove"), reader);
    let text = locale.say_with(text, &[("name", shown(name).into())]);
    said(text).with_buttons(button.into_iter().collect())
}

/// The answer where there is no document; whoever manages the server may add some.
pub(in crate::discord) fn without_documents(title: &str, may_add: bool, reader: &Reader) -> Reply {
    let locale = reader.locale;
    let mut body = locale.say("documents-none");
    if may_add {
        body = format!("{body} {}", locale.say("documents-add"));
    }
    Reply {
        kind: Kind::Refusal,
        title: Some(title.to_owned()),
        body,
        is_private: reader.is_private,
        ..Reply::default()
    }
}
