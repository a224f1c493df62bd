//! The bot's own words before quotes and instead of them, from the locale files: the same on Discord,
//! on pages and on the command line.

use super::Status;
use crate::{
    answer::{
        Answer, Counterpart, Extent, Facts, OwnWords,
        verify::{QuotePart, Verification},
    },
    language::requests::Subject,
    locales::{Locale, Value},
};

/// At most so many places are named in a line.
const PLACES: usize = 10;

/// The bot's own words to an answer that is not quotes alone; `documents` are served.
pub fn wording(answer: &Answer, documents: usize, locale: Locale) -> Option<String> {
    match answer {
        // In the language of its examples, which is that of the message.
        Answer::Own { kind, language, .. } => Some(own(*kind, documents, Locale::of(*language))),
        Answer::About {
            subject,
            documents,
            citations,
            is_its_own,
            ..
        } => Some(about(
            *subject,
            documents,
            citations.is_empty(),
            *is_its_own,
            locale,
        )),
        Answer::Mentions {
            name,
            count,
            in_places,
            ..
        } => {
            let values = [
                ("name", name.as_str().into()),
                ("count", (*count).into()),
                ("places", (*in_places).into()),
            ];
            Some(locale.say_with("mentions", &values))
        }
        Answer::NotFound {
            name: Some(name), ..
        } => Some(locale.say_with("mentions-not", &[("name", name.as_str().into())])),
        Answer::NoSuchPlace { extents, .. } => {
            let mut parts = vec![locale.say("answer-no-such-place")];
            parts.extend(extents.iter().map(|of| extent(of, locale)));
            Some(parts.join(" "))
        }
        Answer::NotFound {
            awaits_vectors: true,
            ..
        } => Some(locale.say("answer-not-found-yet")),
        Answer::NotFound { .. } => Some(locale.say("answer-not-found")),
        Answer::Place { missing, .. } if !missing.is_empty() => {
            let places = [("places", missing.join(", ").into())];
            Some(locale.say_with("place-missing", &places))
        }
        Answer::Place { .. } | Answer::Found { .. } => None,
    }
}

/// The words above the headings where the asker may look on; nothing for an answer that names none.
pub fn near_title(answer: &Answer, locale: Locale) -> Option<String> {
    let (near, key) = match answer {
        Answer::NotFound { near, .. } => (near, "near-headings"),
        Answer::NoSuchPlace { near, .. } => (near, "near-sections"),
        _ => return None,
    };
    (!near.is_empty()).then(|| locale.say(key))
}

/// That the index is still being built, and how long it takes; nothing once all texts are embedded.
pub fn still_building(status: &Status, locale: Locale) -> Option<String> {
    let left = status.building.and_then(|building| building.left);
    let left = left.map(|left| {
        let minutes = left.as_secs().div_ceil(60).max(1);
        locale.say_with("still-building-for", &[("minutes", minutes.into())])
    });
    let words = std::iter::once(locale.say("still-building")).chain(left);
    status
        .awaits_vectors
        .then(|| words.collect::<Vec<_>>().join(" "))
}

/// The places where a name stands, in one line; nothing for an answer of another kind.
pub fn places_of(answer: &Answer, locale: Locale) -> Option<String> {
    let Answer::Mentions {
        places, in_places, ..
    } = answer
    else {
        return None;
    };
    let first = places.first()?;
    let is_one = places.iter().all(|place| place.document == first.document);
    let named = places.iter().take(PLACES).map(|place| {
        if is_one {
            place.locator.to_string()
        } else {
            format!("{}, {}", place.document, place.locator)
        }
    });
    let mut named: Vec<String> = named.collect();
    let more = in_places.saturating_sub(named.len());
    if more > 0 {
        named.push(locale.say_with("mentions-and-more", &[("count", more.into())]));
    }
    Some(locale.say_with("mentions-at", &[("places", named.join("; ").into())]))
}

fn own(kind: OwnWords, documents: usize, locale: Locale) -> String {
    let key = match kind {
        OwnWords::Greeting => "own-greeting",
        OwnWords::Thanks => "own-thanks",
        OwnWords::Help => "own-help",
        OwnWords::Identity => "own-identity",
        OwnWords::Nothing => "own-nothing",
    };
    locale.say_with(key, &[("documents", documents.into())])
}

fn about(
    subject: Subject,
    documents: &[Facts],
    is_silent: bool,
    is_its_own: bool,
    locale: Locale,
) -> String {
    let [document] = documents else {
        let key = match subject {
            Subject::Documents => "about-documents",
            _ => "about-which",
        };
        return locale.say_with(key, &[("count", documents.len().into())]);
    };
    let said = |own: &str, near: &str| locale.say(if is_its_own { own } else { near });
    match subject {
        Subject::Summary => said("about-summary", "about-summary-near"),
        Subject::Findings => said("about-findings", "about-findings-near"),
        Subject::Recommendations if is_silent => locale.say("about-recommendations-none"),
        Subject::Recommendations => said("about-recommendations", "about-recommendations-near"),
        Subject::Conclusion => said("about-conclusion", "about-conclusion-near"),
        Subject::Authors => {
            let author = document.author.as_deref();
            known(
                document,
                "about-author",
                "author",
                author,
                is_silent,
                locale,
            )
        }
        Subject::Published => {
            let parts = [document.edition.as_deref(), document.date.as_deref()];
            let parts: Vec<&str> = parts.into_iter().flatten().collect();
            let published = parts.join(", ");
            let published = (!published.is_empty()).then_some(published.as_str());
            known(
                document,
                "about-published",
                "published",
                published,
                is_silent,
                locale,
            )
        }
        Subject::Length => locale.say_with(
            "about-length",
            &[
                ("title", document.title.as_str().into()),
                ("has", length(document, locale).into()),
            ],
        ),
        Subject::Outline => locale.say("about-outline"),
        Subject::List => locale.say("about-list"),
        Subject::Documents => locale.say_with("about-documents", &[("count", 1_usize.into())]),
    }
}

/// Says what the metadata say, and that the document says something itself.
fn known(
    document: &Facts,
    key: &str,
    name: &'static str,
    value: Option<&str>,
    is_silent: bool,
    locale: Locale,
) -> String {
    let title = document.title.as_str();
    let known = value.map(|value| {
        let values: [(&str, Value); 2] = [("title", title.into()), (name, value.into())];
        locale.say_with(key, &values)
    });
    let said = (!is_silent).then(|| locale.say("about-author-here"));
    let parts: Vec<String> = known.into_iter().chain(said).collect();
    if parts.is_empty() {
        locale.say("about-nothing")
    } else {
        parts.join(" ")
    }
}

fn length(document: &Facts, locale: Locale) -> String {
    let counts = [
        ("count-pages", document.pages.unwrap_or(0)),
        ("count-sections", document.sections),
        ("count-footnotes", document.footnotes),
        ("count-words", document.words.unwrap_or(0)),
    ];
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    let counts = counts.map(|(key, count)| locale.say_with(key, &[("count", count.into())]));
    listed(counts.collect(), locale)
}

fn extent(extent: &Extent, locale: Locale) -> String {
    if let Some(beside) = &extent.beside {
        let key = if beside.first == beside.last {
            "extent-beside-one"
        } else {
            "extent-beside"
        };
        let values: [(&str, Value); 5] = [
            ("missing", beside.missing.as_str().into()),
            ("within", beside.within.as_str().into()),
            ("first", beside.first.as_str().into()),
            ("last", beside.last.as_str().into()),
            ("title", extent.title.as_str().into()),
        ];
        return locale.say_with(key, &values);
    }
    let between = |[one, several]: [&str; 2], first: &str, last: &str| {
        let key = if first == last { one } else { several };
        locale.say_with(key, &[("first", first.into()), ("last", last.into())])
    };
    let mut has = Vec::new();
    if let Some((first, last)) = &extent.pages {
        has.push(between(["extent-page", "extent-pages"], first, last));
    }
    if let Some((first, last)) = &extent.sections {
        has.push(between(["extent-section", "extent-sections"], first, last));
    }
    if extent.paragraphs > 0 && (extent.sections.is_none() || extent.counts_paragraphs) {
        let count = [("count", extent.paragraphs.into())];
        has.push(locale.say_with("extent-paragraphs", &count));
    }
    if let Some((first, last)) = extent.footnotes {
        let keys = ["extent-footnote", "extent-footnotes"];
        has.push(between(keys, &first.to_string(), &last.to_string()));
    }
    let key = if extent.lacks_pages {
        "extent-without-pages"
    } else {
        "extent"
    };
    let values: [(&str, Value); 2] = [
        ("title", extent.title.as_str().into()),
        ("has", listed(has, locale).into()),
    ];
    locale.say_with(key, &values)
}

fn listed(mut parts: Vec<String>, locale: Locale) -> String {
    let Some(last) = parts.pop() else {
        return locale.say("count-none");
    };
    if parts.is_empty() {
        return last;
    }
    let values: [(&str, Value); 2] = [("list", parts.join(", ").into()), ("last", last.into())];
    locale.say_with("list-and", &values)
}

/// The words about a quote that stands there word for word.
pub fn found(verification: &Verification, locale: Locale) -> String {
    let Verification::Verbatim {
        times,
        differs_in_case,
        parts,
        ..
    } = verification
    else {
        return String::new();
    };
    if parts.len() > 1 {
        return locale.say_with("verify-parts", &[("count", parts.len().into())]);
    }
    let said = locale.say(match differs_in_case {
        true => "verify-case",
        false => "verify-verbatim",
    });
    match times {
        0 | 1 => said,
        times => {
            let times = locale.say_with("verify-times", &[("count", (*times).into())]);
            format!("{said} {times}")
        }
    }
}

/// That there is a newer edition of what is quoted.
pub fn newer_edition(newer: &Counterpart, locale: Locale) -> String {
    let id = newer.document.as_str();
    let edition = newer.edition.as_deref().unwrap_or(id);
    locale.say_with("newer-edition", &[("edition", edition.into())])
}

/// The words about a part of a quote, to stand beside its place, if there are any.
pub fn part_said(part: &QuotePart, locale: Locale) -> Option<String> {
    match (&part.citation, part.times) {
        (None, _) => Some(locale.say("verify-part-missing")),
        (Some(_), 0 | 1) => None,
        (Some(_), times) => Some(locale.say_with("verify-part-times", &[("count", times.into())])),
    }
}
