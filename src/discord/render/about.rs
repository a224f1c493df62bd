//! Replies that say what can be asked, how, and of whom.

use super::{Reader, notice::with_contact, settings::gap_reports, source::date};
use crate::{
    app::{Snapshot, Status, still_building},
    discord::{limits, markdown, reply::Reply},
    index::DocumentEntry,
    locales::Locale,
};

/// The number of documents that are listed; a corpus of more is named by its first ones.
const LISTED: usize = 15;

/// The documents that can be asked.
pub(in crate::discord) fn documents(entries: &[DocumentEntry], locale: Locale) -> Reply {
    if entries.is_empty() {
        return Reply::private(locale.say("documents-none"));
    }
    let lines = entries.iter().take(LISTED).map(|entry| {
        let title = entry.title();
        let title = markdown::escape(&limits::fit(&title, limits::CHOICE));
        let mut line = format!("• **{title}**");
        let edition = entry.edition();
        let date = date(edition, entry.metadata.date.as_deref());
        for part in edition.into_iter().chain(date) {
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

/// Says how to ask, beginning with questions that these documents answer.
pub(in crate::discord) fn help(questions: &[String], locale: Locale) -> Reply {
    let examples = examples(questions, locale).map(|examples| format!("{examples}\n\n"));
    let help = locale.say("help");
    let text = examples.unwrap_or_default() + &help;
    Reply::private(limits::fit(&text, limits::CONTENT))
}

/// The first words to a server.
pub(in crate::discord) fn welcome(questions: &[String], locale: Locale) -> Reply {
    let parts = [
        Some(locale.say("welcome")),
        examples(questions, locale),
        Some(locale.say("welcome-more")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    Reply::private(limits::fit(&parts.join("\n\n"), limits::CONTENT))
}

/// Questions as they are typed, if there are any.
fn examples(questions: &[String], locale: Locale) -> Option<String> {
    let typed = questions.iter().map(|question| {
        let question = markdown::escape(&limits::fit(question, limits::TITLE));
        locale.say_with("example", &[("question", question.into())])
    });
    let lines: Vec<String> = std::iter::once(locale.say("examples"))
        .chain(typed)
        .collect();
    (lines.len() > 1).then(|| lines.join("\n"))
}

/// Says what this bot is, what it serves and what it keeps.
pub(in crate::discord) fn about(
    snapshot: &Snapshot,
    status: &Status,
    contact: &str,
    reader: &Reader,
) -> Reply {
    let locale = reader.locale;
    let values = [
        ("version", env!("CARGO_PKG_VERSION").into()),
        (
            "documents",
            snapshot.app.generation().distinct_documents().into(),
        ),
        ("generation", snapshot.generation().into()),
    ];
    let mut text = locale.say_with("about", &values);
    if let Some(built) = snapshot.built() {
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
    if !status.reading.is_empty() {
        let count = [("count", status.reading.len().into())];
        text.push(' ');
        text.push_str(&locale.say_with("about-reading", &count));
    }
    if let Some(words) = still_building(status, locale) {
        text.push(' ');
        text.push_str(&words);
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
    let contact = with_contact(contact, locale);
    Reply::private(format!("{text}\n\n{privacy}{contact}"))
}
