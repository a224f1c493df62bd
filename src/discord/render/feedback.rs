//! Votes and reports: the thanks for them, and what those who manage a server see of them.

use std::borrow::Cow;

use super::{Reader, buttons, page::Page, settings::gap_reports};
use crate::{
    discord::{custom_id::Action, limits, markdown, reply::Reply},
    index::DocumentEntry,
    locales::Locale,
    store::{Forgotten, GapReports, Gaps, Tallies, Vote, Votes},
};

/// The use of the bot in a server.
pub(in crate::discord) struct Stats {
    /// The number of days that `last` covers.
    pub(in crate::discord) days: u16,
    pub(in crate::discord) last: Tallies,
    pub(in crate::discord) all: Tallies,
    pub(in crate::discord) votes: Votes,
    pub(in crate::discord) gaps: Gaps,
}

/// Thanks for a vote, and after 👎 what may help.
pub(in crate::discord) fn voted(vote: Vote, is_up: bool, locale: Locale) -> Reply {
    let said = locale.say(match vote {
        Vote::New => "vote-new",
        Vote::Changed => "vote-changed",
        Vote::Same => "vote-same",
    });
    let mark = if is_up { "👍" } else { "👎" };
    let mut text = format!("{mark} {said}");
    if !is_up {
        text.push(' ');
        text.push_str(&locale.say("vote-down"));
    }
    Reply::private(text)
}

/// Thanks for a report that is only counted.
pub(in crate::discord) fn counted(locale: Locale) -> Reply {
    Reply::private(locale.say("gap-counted"))
}

/// Thanks for a report, with what is kept of it.
pub(in crate::discord) fn reported(question: &str, locale: Locale) -> Reply {
    let question = markdown::escape(question);
    let text = locale.say_with("gap-reported", &[("question", question.into())]);
    Reply::private(limits::fit(&text, limits::CONTENT))
}

/// Somebody else's question is not theirs to report.
pub(in crate::discord) fn only_asker_reports(locale: Locale) -> Reply {
    Reply::private(locale.say("gap-not-yours"))
}

/// The server keeps nothing.
pub(in crate::discord) fn reports_are_off(locale: Locale) -> Reply {
    Reply::private(locale.say("gap-off"))
}

/// Says what was deleted about a user.
pub(in crate::discord) fn forgotten(forgotten: Forgotten, locale: Locale) -> Reply {
    let values = [
        ("votes", forgotten.votes.into()),
        ("gaps", forgotten.gaps.into()),
    ];
    Reply::private(if forgotten == Forgotten::default() {
        locale.say("forgotten-nothing")
    } else {
        locale.say_with("forgotten", &values)
    })
}

/// A page of the questions without an answer.
pub(in crate::discord) fn gaps(
    gaps: &Gaps,
    kept: GapReports,
    number: usize,
    reader: &Reader,
) -> Reply {
    let locale = reader.locale;
    let kept = gap_reports(kept, locale);
    let mut parts = vec![locale.say_with("gaps-kept", &[("kept", kept.into())])];
    if gaps.counted > 0 {
        parts.push(locale.say_with("gaps-counted", &[("count", gaps.counted.into())]));
    }
    if gaps.counted == 0 && gaps.kept.is_empty() {
        parts.push(locale.say("gaps-none"));
    }
    parts.extend(gaps.kept.iter().map(|gap| {
        let question = markdown::escape(&gap.question);
        let times = locale.say_with("gap-times", &[("count", gap.count.into())]);
        // Discord shows the day in the reader's own way.
        format!("• {question}\n-# {times} · <t:{}:d>", gap.at)
    }));
    let page = Page::cut(&parts.join("\n\n"), Some(number), reader);
    Reply {
        title: Some(locale.say("gaps")),
        footer: page.number_of_count(locale),
        body: page.text.clone(),
        is_private: true,
        ..Reply::default()
    }
    .with_buttons(buttons::of_pages(
        &page,
        |page| Action::Gaps { page },
        reader,
    ))
}

/// Says how many questions came to which end.
pub(in crate::discord) fn stats(
    stats: &Stats,
    documents: &[DocumentEntry],
    reader: &Reader,
) -> Reply {
    let locale = reader.locale;
    let ends = |tallies: &Tallies| {
        [
            ("questions", (tallies.answered + tallies.refused).into()),
            ("answered", tallies.answered.into()),
            ("refused", tallies.refused.into()),
            ("days", u64::from(stats.days).into()),
        ]
    };
    let votes = [
        ("up", stats.votes.up.into()),
        ("down", stats.votes.down.into()),
    ];
    let kept: u64 = stats.gaps.kept.iter().map(|gap| gap.count).sum();
    let gaps = [
        ("kept", kept.into()),
        ("counted", stats.gaps.counted.into()),
    ];
    let mut lines = vec![
        locale.say_with("stats-last", &ends(&stats.last)),
        locale.say_with("stats-all", &ends(&stats.all)),
        locale.say_with("stats-votes", &votes),
        locale.say_with("stats-gaps", &gaps),
    ];
    if !stats.all.documents.is_empty() {
        lines.push(String::new());
        lines.push(locale.say("stats-documents"));
    }
    lines.extend(stats.all.documents.iter().map(|(id, count)| {
        let entry = documents.iter().find(|entry| entry.id.as_str() == id);
        let title = entry.map_or(Cow::Borrowed(id.as_str()), DocumentEntry::title);
        let title = markdown::escape(&limits::fit(&title, limits::CHOICE));
        format!("• {title}: {count}")
    }));
    Reply {
        title: Some(locale.say("stats")),
        body: limits::fit(&lines.join("\n"), reader.room()),
        is_private: true,
        ..Reply::default()
    }
}
