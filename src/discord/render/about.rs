//! What can be asked, how, and of whom.

use super::{Reader, settings::gap_reports};
use crate::{
    app::{Shelf, Status},
    discord::{limits, markdown, reply::Reply},
    index::DocumentEntry,
    locales::Locale,
};

/// How many documents are listed; a corpus of more is named by its first ones.
const LISTED: usize = 15;

/// The documents that can be asked.
pub(in crate::discord) fn documents(entries: &[DocumentEntry], locale: Locale) -> Reply {
    let lines = entries.iter().take(LISTED).map(|entry| {
        let title = entry.title();
        let title = markdown::escape(&limits::fit(title, limits::CHOICE));
        let mut line = format!("• **{title}**");
        let edition = [&entry.metadata.edition, &entry.metadata.date];
        for part in edition.into_iter().flatten() {
            line.push_str(", ");
            line.push_str(&markdown::escape(part));
        }
        line.push_str(" · ");
        line.push_str(&locale.name_of(entry.language));
        line
    });
    let mut lines: Vec<String> = lines.collect();
    let more = entries.len().saturating_sub(LISTED);
    if more > 0 {
        lines.push(locale.say_with("documents-more", &[("count", more.into())]));
    }
    Reply::private(limits::fit(&lines.join("\n"), limits::CONTENT))
}

/// How to ask.
pub(in crate::discord) fn help(locale: Locale) -> Reply {
    Reply::private(locale.say("help"))
}

/// What this bot is, what it serves and what it keeps.
pub(in crate::discord) fn about(
    shelf: &Shelf,
    status: &Status,
    contact: &str,
    reader: &Reader,
) -> Reply {
    let locale = reader.locale;
    let values = [
        ("version", env!("CARGO_PKG_VERSION").into()),
        ("documents", shelf.entries().len().into()),
        ("generation", shelf.generation().into()),
    ];
    let mut text = locale.say_with("about", &values);
    if let Some(built) = shelf.built() {
        // Discord shows such a time as "3 hours ago", in the reader's language.
        let when = format!("<t:{built}:R>");
        text.push(' ');
        text.push_str(&locale.say_with("about-built", &[("when", when.into())]));
    }
    // Which files, and why, is the operator's business.
    if status.with_errors > 0 {
        let count = [("count", status.with_errors.into())];
        text.push(' ');
        text.push_str(&locale.say_with("about-bad-files", &count));
    }
    if status.problem.is_some() {
        text.push(' ');
        text.push_str(&locale.say("about-stale"));
    }
    let mut privacy = locale.say("privacy");
    if reader.server.is_some() {
        let kept = gap_reports(reader.gaps, locale);
        privacy.push(' ');
        privacy.push_str(&locale.say_with("privacy-here", &[("kept", kept.into())]));
    }
    let contact = super::notice::with_contact(contact, locale);
    Reply::private(format!("{text}\n\n{privacy}{contact}"))
}
