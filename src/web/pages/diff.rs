//! The changes from one edition of a document to another: in a place, or a list of all sections that changed.

use askama::Template;
use axum::{extract::Query, http::StatusCode, response::Response};
use serde::Deserialize;

use super::{
    back_link::encoded,
    document::chosen,
    form::AskForm,
    html::{Failure, Link, page, shown},
    page_context::{PageContext, lang, plain},
    state::PageSource,
};
use crate::{
    answer::diff::{
        Change, ChangeSide, Compared, Comparison, Named, SectionChange, Version, shortened,
    },
    app::{Snapshot, became, changed_place, compared, unread_place_path},
};

/// Longer names of places are cut.
const MAX_CHARS: usize = 200;

/// Of what is the same, so many words are shown beside each change.
const WORDS: usize = 30;

/// The comparison that was asked for.
#[derive(Clone, Default, Deserialize)]
pub(super) struct DiffQuery {
    #[serde(default)]
    place: String,
    #[serde(default)]
    document: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
}

#[derive(Template)]
#[template(path = "diff.html")]
struct DiffPage<'a> {
    context: &'a PageContext,
    /// For the documents to choose from.
    form: AskForm,
    place: String,
    from: String,
    to: String,
    found: Option<Found>,
}

/// The outcome of the comparison.
struct Found {
    said: String,
    lang: &'static str,
    /// The headings that are others: before, and now.
    headings: Vec<(String, String)>,
    runs: Vec<(ChangeSide, String)>,
    /// The sections that changed, where no place was named.
    sections: Vec<Row>,
    /// The place in the editions that have it, or the documents to choose from.
    places: Vec<Link>,
    /// Whether there was something to compare.
    is_compared: bool,
}

/// A section that changed.
struct Row {
    /// Its fate.
    became: String,
    /// To the words of both, or to the section where these cannot be compared.
    link: Link,
}

/// Shows the form, and what changed in the place that was named.
pub(super) async fn diff(
    context: PageContext,
    Query(query): Query<DiffQuery>,
    source: PageSource,
) -> Response {
    let show = move |context: &PageContext, snapshot: &Snapshot| show(context, &query, snapshot);
    shown(&source, context, show).await
}

fn show(
    context: &PageContext,
    query: &DiffQuery,
    snapshot: &Snapshot,
) -> Result<Response, Failure> {
    let document = chosen(context, &query.document, snapshot)?;
    let short = |text: &str| text.trim().chars().take(MAX_CHARS).collect::<String>();
    let (place, from, to) = (short(&query.place), short(&query.from), short(&query.to));
    let named = |name: &String| Some(name.clone()).filter(|name| !name.is_empty());
    let comparison = snapshot.app.compare(&Compared {
        place: named(&place),
        document: document.map(|entry| entry.id.clone()),
        from: named(&from),
        to: named(&to),
        language: Some(context.locale.language()),
    })?;
    let is_asked = !place.is_empty() || document.is_some();
    let has_editions = !matches!(comparison, Comparison::NoEditions);
    let found = (is_asked || has_editions).then(|| Found::of(&comparison, context));
    let template = DiffPage {
        context,
        form: AskForm::of(snapshot, "", document),
        place,
        from,
        to,
        found,
    };
    Ok(page(context, StatusCode::OK, &template))
}

impl Found {
    fn of(comparison: &Comparison, context: &PageContext) -> Self {
        let versions = comparison.versions();
        let runs = match comparison {
            Comparison::Changed { changes, .. } if is_changed(changes) => shortened(changes, WORDS),
            Comparison::Added { to: only, .. } => vec![(ChangeSide::To, words(only))],
            Comparison::Removed { from: only, .. } => vec![(ChangeSide::From, words(only))],
            _ => Vec::new(),
        };
        let language = match comparison {
            Comparison::Sections { to, .. } => Some(to.language),
            _ => versions.last().map(|version| version.named.language),
        };
        Self {
            said: plain(&compared(comparison, context.locale)),
            lang: language.map_or("", lang),
            headings: headings(comparison),
            runs,
            sections: sections(comparison, context),
            is_compared: !versions.is_empty() || matches!(comparison, Comparison::Sections { .. }),
            places: match comparison {
                Comparison::Several { documents } => {
                    documents.iter().map(|of| choice(of, context)).collect()
                }
                _ => versions
                    .iter()
                    .map(|version| link(version, context))
                    .collect(),
            },
        }
    }
}

/// Whether any word is another.
fn is_changed(changes: &[Change]) -> bool {
    changes.iter().any(|change| change.side != ChangeSide::Both)
}

fn headings(comparison: &Comparison) -> Vec<(String, String)> {
    let Comparison::Changed { headings, .. } = comparison else {
        return Vec::new();
    };
    let headings = headings.iter();
    let headings = headings.map(|heading| (plain(&heading.from), plain(&heading.to)));
    headings.collect()
}

fn sections(comparison: &Comparison, context: &PageContext) -> Vec<Row> {
    let Comparison::Sections {
        from, to, sections, ..
    } = comparison
    else {
        return Vec::new();
    };
    let row = |section: &SectionChange| {
        let own = match &section.to {
            Some(_) => to,
            None => from,
        };
        let place = || {
            let anchor = section.newest().map_or("", |place| &place.anchor);
            unread_place_path(&own.document, anchor)
        };
        let words = section.compare.as_ref().map(|place| {
            let [place, newer, older] =
                [place, to.document.as_str(), from.document.as_str()].map(encoded);
            format!("diff?place={place}&document={newer}&from={older}&to={newer}")
        });
        Row {
            became: became(section, context.locale),
            link: Link {
                href: context.to(&words.unwrap_or_else(place)),
                text: plain(&changed_place(section, context.locale)),
            },
        }
    };
    sections.iter().map(row).collect()
}

/// The way to the editions of one of several documents.
fn choice(named: &Named, context: &PageContext) -> Link {
    Link {
        href: context.to(&format!(
            "diff?document={}",
            encoded(named.document.as_str())
        )),
        text: plain(&named.title),
    }
}

fn words(version: &Version) -> String {
    let texts = version
        .citations
        .iter()
        .map(|citation| citation.quote.text());
    texts.collect::<Vec<_>>().join("\n\n")
}

/// The place in an edition: `§ 4.2 „Beiträge“ · Satzung, 2023`.
fn link(version: &Version, context: &PageContext) -> Link {
    let first = version.citations.first();
    let anchor = first
        .map(|first| first.locator.anchor())
        .unwrap_or_default();
    let source = first.map(crate::answer::Citation::source);
    let parts = [Some(version.place.clone()), source].into_iter().flatten();
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    Link {
        href: context.to(&unread_place_path(&version.named.document, &anchor)),
        text: plain(&parts.join(" · ")),
    }
}
