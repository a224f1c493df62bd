//! The first page: what is served, and the form that asks.

use std::time::{Duration, UNIX_EPOCH};

use askama::Template;
use axum::{extract::Query, http::StatusCode, response::Response};
use serde::Deserialize;

use super::{
    ask::example,
    card::Card,
    form::AskForm,
    html::{Failure, Link, page},
    page_context::{PageContext, lang, plain},
    state::PageSource,
    text::{Contents, Parts, contents},
};
use crate::{
    app::{Library, Snapshot, document_path, still_building},
    index::DocumentEntry,
    label::label,
    telemetry::now,
};

/// The number of documents that a page lists.
const LISTED: usize = 100;

/// The number of questions that are shown as examples.
const EXAMPLES: usize = 3;

#[derive(Deserialize)]
pub(super) struct HomeQuery {
    /// The hundred of the documents that is listed, from 1.
    page: Option<usize>,
}

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage<'a> {
    context: &'a PageContext,
    form: AskForm,
    /// Questions that the documents answer.
    examples: Vec<Link>,
    documents: Vec<Listed>,
    /// The number of documents; the editions of one count once.
    count: usize,
    /// The contents of the only document.
    contents: Option<Contents>,
    previous: Option<String>,
    next: Option<String>,
    /// That the index is still being built.
    building: Option<String>,
    built: Option<Built>,
    version: &'static str,
    card: Card,
}

/// A document in the list.
struct Listed {
    title: String,
    lang: &'static str,
    href: String,
    /// Edition, date.
    edition: Vec<String>,
    language: String,
    /// Its length, in words.
    length: String,
    sections: usize,
}

/// The time when the index was built.
struct Built {
    ago: String,
    at: String,
}

/// Shows the first page.
pub(super) async fn home(
    context: PageContext,
    Query(query): Query<HomeQuery>,
    source: PageSource,
) -> Response {
    let shown = show(&context, &query, &source.library);
    shown.await.unwrap_or_else(|failure| failure.page(&context))
}

async fn show(
    context: &PageContext,
    query: &HomeQuery,
    library: &Library,
) -> Result<Response, Failure> {
    let snapshot = library.snapshot()?;
    let entries = snapshot.entries();
    let pages = entries.len().div_ceil(LISTED).max(1);
    let number = query.page.unwrap_or(1).clamp(1, pages);
    let listed = entries.iter().skip((number - 1) * LISTED).take(LISTED);
    let to_page = |number: usize| context.to(&format!("?page={number}"));
    let template = HomePage {
        context,
        form: AskForm::of(&snapshot, "", None),
        examples: examples(context, library).await?,
        documents: listed.map(|entry| Listed::of(entry, context)).collect(),
        count: snapshot.app.generation().distinct_documents(),
        contents: contents_of_only(context, library, &snapshot).await?,
        previous: (number > 1).then(|| to_page(number - 1)),
        next: (number < pages).then(|| to_page(number + 1)),
        building: still_building(&library.status(), context.locale),
        built: snapshot.built().map(|built| Built::of(built, context)),
        version: env!("CARGO_PKG_VERSION"),
        card: Card::of_reader(context, &snapshot),
    };
    Ok(page(context, StatusCode::OK, &template))
}

/// Questions that the documents answer, in the language of the page where there are some.
async fn examples(context: &PageContext, library: &Library) -> Result<Vec<Link>, Failure> {
    let language = context.locale.language();
    let work = library.work(move |snapshot| Ok(snapshot.app.examples(Some(language), EXAMPLES)?));
    let examples = work.await?;
    Ok(examples.iter().map(|text| example(text, context)).collect())
}

async fn contents_of_only(
    context: &PageContext,
    library: &Library,
    snapshot: &Snapshot,
) -> Result<Option<Contents>, Failure> {
    let [only] = snapshot.entries() else {
        return Ok(None);
    };
    let (id, context) = (only.id.clone(), context.clone());
    let work = library.work(move |snapshot| {
        let Some(document) = snapshot.document(&id)? else {
            return Ok(None);
        };
        // No part is open, so that all links lead to the document.
        let parts = Parts::of(&document);
        let mut none = parts.part(0);
        none.index = usize::MAX;
        Ok(Some(contents(&document, &parts, none, |path| {
            context.to(path)
        })))
    });
    Ok(work.await?)
}

impl Listed {
    fn of(entry: &DocumentEntry, context: &PageContext) -> Self {
        let edition = [entry.edition(), entry.metadata.date.as_deref()];
        let edition = edition.into_iter().flatten();
        Self {
            title: plain(&label(&entry.title())),
            lang: lang(entry.language),
            href: context.to(&document_path(&entry.id)),
            edition: edition.map(|part| plain(&label(part))).collect(),
            language: context.locale.name_of(entry.language),
            length: length(entry.counts.words, context),
            sections: entry.counts.sections,
        }
    }
}

/// A number of words: `4,800 words`.
fn length(words: usize, context: &PageContext) -> String {
    let number = context.number(words);
    let values = [("count", words.into()), ("number", number.into())];
    context.locale.say_with("words", &values)
}

impl Built {
    fn of(seconds: u64, context: &PageContext) -> Self {
        let built = UNIX_EPOCH + Duration::from_secs(seconds);
        let minutes = now().as_secs().saturating_sub(seconds) / 60;
        let minutes = usize::try_from(minutes).unwrap_or(usize::MAX);
        let (key, count) = match minutes {
            0..60 => ("minutes-ago", minutes),
            60..1440 => ("hours-ago", minutes / 60),
            _ => ("days-ago", minutes / 1440),
        };
        Self {
            ago: context.count(key, count),
            at: httpdate::fmt_http_date(built),
        }
    }
}
