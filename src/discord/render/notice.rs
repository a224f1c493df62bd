//! Short messages: what went wrong, and what to do.

use std::time::Duration;

use crate::{
    app::{NotServing, Snapshot},
    discord::{
        custom_id::CustomId,
        limits, markdown,
        reply::{ModalForm, Reply},
    },
    locales::Locale,
};

/// The corpus is not there yet, or not at all: not the same as "the report does not say this".
pub(in crate::discord) fn not_serving(why: &NotServing, contact: &str, locale: Locale) -> Reply {
    let mut text = locale.say(match why {
        NotServing::Opening => "not-ready",
        NotServing::Failed(_) => "not-available",
    });
    if matches!(why, NotServing::Failed(_)) {
        text.push_str(&with_contact(contact, locale));
    }
    Reply::private(text)
}

/// Something failed, and the log says what under this id.
pub(in crate::discord) fn incident(id: &str, contact: &str, locale: Locale) -> Reply {
    let text = locale.say_with("incident", &[("id", id.into())]);
    Reply::private(format!("{text}{}", with_contact(contact, locale)))
}

/// Too many questions.
pub(in crate::discord) fn cooldown(wait: Duration, locale: Locale) -> Reply {
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    Reply::private(locale.say_with("cooldown", &[("seconds", seconds.max(1).into())]))
}

/// More questions wait than can be answered in time.
pub(in crate::discord) fn busy(locale: Locale) -> Reply {
    Reply::private(locale.say("busy"))
}

/// There was no question.
pub(in crate::discord) fn nothing_asked(locale: Locale) -> Reply {
    Reply::private(locale.say("nothing-asked"))
}

/// A form for a question that leans on the one before.
pub(in crate::discord) fn follow_up_form(
    custom_id: &CustomId,
    locale: Locale,
) -> Option<ModalForm> {
    Some(ModalForm {
        custom_id: custom_id.id()?,
        title: locale.say("follow-up"),
        label: locale.say("follow-up-label"),
        placeholder: locale.say("follow-up-example"),
    })
}

/// The people to tell, behind a sentence; nothing if nobody is named.
pub(super) fn with_contact(contact: &str, locale: Locale) -> String {
    if contact.is_empty() {
        return String::new();
    }
    let contact = markdown::escape(contact);
    format!(
        " {}",
        locale.say_with("contact", &[("contact", contact.into())])
    )
}

/// There is no document of that name.
pub(in crate::discord) fn no_such_document(
    name: &str,
    snapshot: &Snapshot,
    locale: Locale,
) -> Reply {
    if snapshot.entries().is_empty() {
        return Reply::private(locale.say("documents-none"));
    }
    let name = markdown::escape(&limits::fit(name, limits::CHOICE));
    let mut lines = vec![locale.say_with("no-such-document", &[("name", name.into())])];
    let titles = snapshot.entries().iter().take(limits::CHOICES);
    lines.extend(titles.map(|entry| {
        let title = entry.title();
        format!("• {}", markdown::escape(&title))
    }));
    Reply::private(limits::fit(&lines.join("\n"), limits::CONTENT))
}

/// A button of a version that this one cannot read.
pub(in crate::discord) fn unknown_button(locale: Locale) -> Reply {
    Reply::private(locale.say("unknown-button"))
}

/// Says that what was chosen while typing is not there any more.
pub(in crate::discord) fn changed_meanwhile(locale: Locale) -> Reply {
    Reply::private(locale.say("changed-meanwhile"))
}

/// The page of a quote cannot be shown.
pub(in crate::discord) fn no_picture(locale: Locale) -> Reply {
    Reply::private(locale.say("no-picture"))
}

/// Only the asker and moderators take an answer away.
pub(in crate::discord) fn not_yours(locale: Locale) -> Reply {
    Reply::private(locale.say("not-yours"))
}
