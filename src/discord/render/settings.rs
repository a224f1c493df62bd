//! The panel of `/settings`: what holds, in words, and below it the menus and buttons that change it.

use super::{Reader, buttons, notice::with_contact};
use crate::{
    app::document_key,
    corpus::DocumentId,
    discord::{
        custom_id::{Action, CustomId},
        limits, markdown,
        reply::{Button, Choices, MenuOption, Picker, Reply},
        setting::{ANY, ServerSetting},
    },
    index::DocumentEntry,
    language::Language,
    locales::Locale,
    store::{GapReports, PagePictures, Settings},
};

/// For how many days all refused questions may be kept.
const DAYS: [u16; 3] = [7, 30, 90];

/// The number of documents that are named, and the room for the title of one.
const NAMED: usize = 10;
const TITLE: usize = 60;

/// The panel with the settings of a server; `seen` are the documents that it sees, where others may see other ones.
pub(in crate::discord) fn settings(
    settings: &Settings,
    documents: &[DocumentEntry],
    seen: Option<&[DocumentEntry]>,
    reader: &Reader,
) -> Reply {
    let locale = reader.locale;
    let lines = [
        ("settings-channels", channels(&settings.channels, locale)),
        ("settings-private", privacy(settings.is_private, locale)),
        ("settings-document", document(settings, documents, locale)),
        ("settings-language", language(settings.language, locale)),
        ("settings-form", form(settings.is_text, locale)),
        ("settings-pictures", pictures(settings.pictures, locale)),
        ("settings-gaps", gap_reports(settings.gaps, locale)),
    ];
    let seen = seen.map(|seen| ("settings-seen", seen_documents(seen, locale)));
    let lines = lines.into_iter().chain(seen);
    let lines = lines.map(|(key, value)| format!("**{}** {value}", locale.say(key)));
    let lines: Vec<String> = lines.collect();
    let body = format!("{}\n\n{}", lines.join("\n"), locale.say("settings-kept"));
    let mut reply = Reply {
        title: Some(locale.say("settings")),
        body: limits::fit(&body, limits::DESCRIPTION),
        pickers: pickers(settings, documents, reader),
        is_private: true,
        ..Reply::default()
    };
    reply.rows.push(toggles(settings, reader));
    reply
}

/// The documents that the whole server sees: how many, and the first of them.
fn seen_documents(seen: &[DocumentEntry], locale: Locale) -> String {
    let first = seen.iter().take(NAMED);
    let first = first.map(|entry| markdown::escape(&limits::fit(&entry.title(), TITLE)));
    let mut titles: Vec<String> = first.collect();
    if seen.len() > NAMED {
        titles.push("…".to_owned());
    }
    let values = [
        ("count", seen.len().into()),
        ("titles", titles.join(", ").into()),
    ];
    locale.say_with("settings-seen-documents", &values)
}

/// Channels as Discord shows them, or all.
fn channels(channels: &[u64], locale: Locale) -> String {
    if channels.is_empty() {
        return locale.say("settings-all-channels");
    }
    let names: Vec<String> = channels.iter().map(|id| format!("<#{id}>")).collect();
    names.join(" ")
}

fn privacy(is_private: bool, locale: Locale) -> String {
    locale.say(if is_private {
        "settings-for-asker"
    } else {
        "settings-for-all"
    })
}

fn document(settings: &Settings, documents: &[DocumentEntry], locale: Locale) -> String {
    let Some(id) = &settings.document else {
        return locale.say("settings-all-documents");
    };
    if let Some(entry) = documents.iter().find(|entry| entry.id == *id) {
        return markdown::escape(&limits::fit(&entry.title(), limits::CHOICE));
    }
    let name = markdown::escape(&limits::fit(id.as_str(), limits::CHOICE));
    locale.say_with("settings-lost-document", &[("name", name.into())])
}

fn language(chosen: Option<Language>, locale: Locale) -> String {
    match chosen {
        Some(chosen) => locale.name_of(chosen),
        None => locale.say("settings-own-language"),
    }
}

fn form(is_text: bool, locale: Locale) -> String {
    locale.say(if is_text {
        "settings-text"
    } else {
        "settings-embeds"
    })
}

fn pictures(pictures: PagePictures, locale: Locale) -> String {
    locale.say(match pictures {
        PagePictures::Off => "settings-pictures-off",
        PagePictures::OnRequest => "settings-pictures-request",
        PagePictures::On => "settings-pictures-on",
    })
}

/// The record that is kept of questions without an answer, in words.
pub(super) fn gap_reports(gaps: GapReports, locale: Locale) -> String {
    match gaps {
        GapReports::Off => locale.say("settings-gaps-off"),
        GapReports::Counts => locale.say("settings-gaps-counts"),
        GapReports::Reported => locale.say("settings-gaps-reported"),
        GapReports::All { days } => {
            let days = [("days", u64::from(days).into())];
            locale.say_with("settings-gaps-all", &days)
        }
    }
}

fn pickers(settings: &Settings, documents: &[DocumentEntry], reader: &Reader) -> Vec<Picker> {
    let locale = reader.locale;
    let pickers = [
        (
            ServerSetting::Channels,
            "settings-pick-channels",
            Choices::Channels(settings.channels.clone()),
        ),
        (
            ServerSetting::Document,
            "settings-pick-document",
            Choices::One(document_choices(
                settings.document.as_ref(),
                documents,
                locale,
            )),
        ),
        (
            ServerSetting::Language,
            "settings-pick-language",
            Choices::One(language_choices(settings.language, locale)),
        ),
        (
            ServerSetting::Gaps,
            "settings-pick-gaps",
            Choices::One(gap_choices(settings.gaps, locale)),
        ),
    ];
    let pickers = pickers.into_iter().filter_map(|(setting, key, choices)| {
        let custom_id = CustomId {
            asker: reader.asker,
            action: Action::Set(setting),
        };
        Some(Picker {
            custom_id: custom_id.id()?,
            placeholder: locale.say(key),
            choices,
        })
    });
    pickers.collect()
}

fn document_choices(
    chosen: Option<&DocumentId>,
    documents: &[DocumentEntry],
    locale: Locale,
) -> Vec<MenuOption> {
    let any = MenuOption {
        label: locale.say("settings-all-documents"),
        value: ANY.to_owned(),
        is_chosen: chosen.is_none(),
    };
    let documents = documents.iter().map(|entry| MenuOption {
        label: limits::fit(&entry.title(), limits::CHOICE),
        value: document_key(&entry.id),
        is_chosen: chosen == Some(&entry.id),
    });
    let choices = std::iter::once(any).chain(documents);
    choices.take(limits::CHOICES).collect()
}

fn language_choices(chosen: Option<Language>, locale: Locale) -> Vec<MenuOption> {
    let choices = [None, Some(Language::En), Some(Language::De)];
    let choices = choices.map(|of| MenuOption {
        label: language(of, locale),
        value: of.map_or(ANY, Language::code).to_owned(),
        is_chosen: chosen == of,
    });
    choices.to_vec()
}

fn gap_choices(chosen: GapReports, locale: Locale) -> Vec<MenuOption> {
    let some = [GapReports::Off, GapReports::Counts, GapReports::Reported];
    let all = DAYS.map(|days| GapReports::All { days });
    let choices = some.into_iter().chain(all).map(|of| MenuOption {
        label: gap_reports(of, locale),
        value: of.to_string(),
        is_chosen: chosen == of,
    });
    choices.collect()
}

/// Each button says what pressing it makes of the setting.
fn toggles(settings: &Settings, reader: &Reader) -> Vec<Button> {
    let private = if settings.is_private {
        (ServerSetting::Private(false), "settings-make-public")
    } else {
        (ServerSetting::Private(true), "settings-make-private")
    };
    let text = if settings.is_text {
        (ServerSetting::Text(false), "settings-make-embeds")
    } else {
        (ServerSetting::Text(true), "settings-make-text")
    };
    let pictures = [
        (PagePictures::On, "settings-make-pictures-on"),
        (PagePictures::OnRequest, "settings-make-pictures-request"),
        (PagePictures::Off, "settings-make-pictures-off"),
    ];
    let pictures = pictures
        .into_iter()
        .filter(|(of, _)| *of != settings.pictures);
    let pictures = pictures.map(|(of, key)| (ServerSetting::Pictures(of), key));
    let toggles = [private, text].into_iter().chain(pictures);
    let buttons = toggles.filter_map(|(setting, key)| {
        buttons::action_button(Action::Set(setting), reader.locale.say(key), reader)
    });
    buttons.collect()
}

/// Somebody without the permission looked for the settings.
pub(in crate::discord) fn only_managers(locale: Locale) -> Reply {
    Reply::private(locale.say("only-managers"))
}

/// That nothing is answered where all see it, as it is not known whether it may be.
pub(in crate::discord) fn unknown_policy(contact: &str, locale: Locale) -> Reply {
    let contact = with_contact(contact, locale);
    Reply::private(format!("{}{contact}", locale.say("rules-unknown")))
}

/// That an answer may show more than all in the channel may see.
pub(in crate::discord) fn not_shared(locale: Locale) -> Reply {
    Reply::private(locale.say("not-shared"))
}

/// The store cannot be used.
pub(in crate::discord) fn not_kept(contact: &str, locale: Locale) -> Reply {
    let contact = with_contact(contact, locale);
    Reply::private(format!("{}{contact}", locale.say("not-kept")))
}

/// Questions are answered in other channels.
pub(in crate::discord) fn closed(allowed: &[u64], locale: Locale) -> Reply {
    let values = [("channels", channels(allowed, locale).into())];
    Reply::private(locale.say_with("closed", &values))
}
