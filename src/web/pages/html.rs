//! Pages as they are sent, and the pages for what cannot be shown.

use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};

use super::{form::AskForm, page_context::PageContext, state::PageSource};
use crate::{
    app::{AskError, NotServing, Snapshot},
    index::IndexError,
    web::{incident, retry_after::RetryAfter},
};

/// A link with its words.
pub(super) struct Link {
    pub(super) href: String,
    pub(super) text: String,
}

/// The reason why a page cannot be shown.
pub(super) enum Failure {
    /// Not now: what may help is to come again.
    Ask(AskError),
    /// There is no such document; these have names that are near.
    NoDocument { name: String, near: Vec<Link> },
    /// There is no such page.
    NoPage,
}

impl From<AskError> for Failure {
    fn from(error: AskError) -> Self {
        Self::Ask(error)
    }
}

impl From<NotServing> for Failure {
    fn from(why: NotServing) -> Self {
        Self::Ask(why.into())
    }
}

impl From<IndexError> for Failure {
    fn from(error: IndexError) -> Self {
        Self::Ask(error.into())
    }
}

#[derive(Template)]
#[template(path = "failure.html")]
struct FailurePage<'a> {
    context: &'a PageContext,
    title: String,
    text: Option<String>,
    /// Leads to the same page again.
    again: bool,
    near: Vec<Link>,
    form: AskForm,
}

/// A page that says why there is nothing: its title, and more.
pub(super) fn told(
    context: &PageContext,
    status: StatusCode,
    title: &str,
    text: Option<String>,
) -> Response {
    let page = FailurePage {
        context,
        title: context.say(title),
        text,
        again: status.is_server_error(),
        near: Vec::new(),
        form: AskForm::default(),
    };
    self::page(context, status, &page)
}

/// Makes a page of what stands in the corpus, where that may take a while; why there is none is a page
/// too.
pub(super) async fn shown(
    source: &PageSource,
    context: PageContext,
    show: impl FnOnce(&PageContext, &Snapshot) -> Result<Response, Failure> + Send + 'static,
) -> Response {
    let asked = context.clone();
    let shown = source.library.work(move |snapshot| {
        let shown = show(&asked, snapshot);
        Ok(shown.unwrap_or_else(|failure| failure.page(&asked)))
    });
    let shown = shown.await;
    shown.unwrap_or_else(|error| Failure::from(error).page(&context))
}

/// Sends a page.
pub(super) fn page(
    context: &PageContext,
    status: StatusCode,
    template: &impl Template,
) -> Response {
    let html = match template.render() {
        Ok(html) => html,
        Err(error) => {
            incident::log(&error);
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
    };
    let mut response = (status, Html(html)).into_response();
    let headers = response.headers_mut();
    let lang = HeaderValue::from_static(context.lang());
    headers.insert(header::CONTENT_LANGUAGE, lang);
    headers.insert(header::VARY, HeaderValue::from_static("accept-language"));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-cache"),
    );
    response
}

impl Failure {
    /// The page that says it.
    pub(super) fn page(self, context: &PageContext) -> Response {
        let (status, title, text, wait) = match &self {
            Self::Ask(error) => said(error),
            Self::NoDocument { .. } => (StatusCode::NOT_FOUND, "no-document", None, None),
            Self::NoPage => (StatusCode::NOT_FOUND, "no-page", Some("no-page-text"), None),
        };
        let (mut name, mut near, mut incident) = (None, Vec::new(), None);
        match self {
            Self::NoDocument {
                name: asked,
                near: named,
            } => (name, near) = (Some(asked), named),
            Self::Ask(error) if status.as_u16() == 500 => incident = Some(incident::log(&error)),
            Self::Ask(_) | Self::NoPage => {}
        }
        let name = name.map(|name| context.with("no-such-document-here", "name", &name));
        let incident = incident.map(|id| context.with("incident", "id", &id));
        let page = FailurePage {
            context,
            title: context.say(title),
            text: name
                .or(incident)
                .or_else(|| text.map(|key| context.say(key))),
            again: wait.is_some(),
            near,
            form: AskForm::default(),
        };
        (wait, self::page(context, status, &page)).into_response()
    }
}

type Said = (
    StatusCode,
    &'static str,
    Option<&'static str>,
    Option<RetryAfter>,
);

/// Status, title, text, and when to come again.
fn said(error: &AskError) -> Said {
    let unavailable = StatusCode::SERVICE_UNAVAILABLE;
    match error {
        AskError::NotServing(why) => {
            let (title, text) = match why {
                NotServing::Opening => ("building", "building-text"),
                NotServing::Failed(_) => ("unreadable", "unreadable-text"),
            };
            (unavailable, title, Some(text), Some(why.into()))
        }
        AskError::Busy => {
            let wait = Some(RetryAfter::BUSY);
            (unavailable, "many-ask", Some("many-ask-text"), wait)
        }
        AskError::Index(_) | AskError::BrokenOff(_) => {
            let failed = StatusCode::INTERNAL_SERVER_ERROR;
            (failed, "failed", None, None)
        }
    }
}
