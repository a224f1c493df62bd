//! Explains what was refused without a word: to programs as a problem, to people as a page.

use axum::{
    extract::Request,
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use crate::web::{
    api::{MEDIA_TYPE, Problem, ROOT},
    pages::{self, Caller},
};

/// Under which id a failure stands in the log; it goes along with the answer.
#[derive(Clone)]
pub(super) struct Incident(pub(super) String);

/// Says what is wrong where only a status says so.
pub(super) async fn explain(request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with(ROOT);
    let caller = caller(&request);
    let response = next.run(request).await;
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    let kind = response.headers().get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let is_explained = kind.starts_with(if is_api { MEDIA_TYPE } else { "text/html" });
    if is_explained {
        return response;
    }
    let incident = response.extensions().get::<Incident>().cloned();
    let explained = if is_api {
        problem(status, incident).into_response()
    } else {
        let incident = incident.as_ref().map(|incident| incident.0.as_str());
        pages::refused(&caller, status, incident)
    };
    with_body_of(response, explained)
}

/// An answer with the words of another.
fn with_body_of(answer: Response, words: Response) -> Response {
    let (mut head, _) = answer.into_parts();
    let (words_head, body) = words.into_parts();
    head.headers.remove(header::CONTENT_LENGTH);
    head.headers.remove(header::CONTENT_ENCODING);
    head.headers.extend(words_head.headers);
    Response::from_parts(head, body)
}

fn problem(status: StatusCode, incident: Option<Incident>) -> Problem {
    if let Some(Incident(incident)) = incident {
        return Problem::failed(incident);
    }
    let detail = match status {
        StatusCode::BAD_REQUEST => "the header Host must stand there once, with a name",
        StatusCode::UNAUTHORIZED => "an access token is needed: Authorization: Bearer …",
        StatusCode::NOT_FOUND => {
            "there is no such address; /api/v1/openapi.json describes those that there are"
        }
        StatusCode::METHOD_NOT_ALLOWED => "only GET and HEAD are answered",
        StatusCode::PAYLOAD_TOO_LARGE => "the request is too large",
        StatusCode::URI_TOO_LONG => "the address is too long",
        StatusCode::MISDIRECTED_REQUEST => "this reader is not asked under that name",
        StatusCode::TOO_MANY_REQUESTS => "too many requests; Retry-After says when to come again",
        StatusCode::SERVICE_UNAVAILABLE => "it took too long",
        _ => "the request was refused",
    };
    Problem::new(status, detail)
}

/// The sender of a request, as far as a page for them must know.
pub(super) fn caller(request: &Request) -> Caller {
    Caller {
        address: request.uri().clone(),
        languages: request.headers().get(header::ACCEPT_LANGUAGE).cloned(),
    }
}
