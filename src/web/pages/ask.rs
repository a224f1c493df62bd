//! Questions, and what the documents say to them: the same answers as everywhere.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::Response,
};

use super::{
    cited::{Cited, headings},
    document::chosen,
    form::{AskForm, AskQuery},
    html::{Failure, Link, page},
    visit::{Visit, plain},
};
use crate::{
    answer::Answer,
    app::{Asked, Asking, Question},
    label::label,
    web::reader::Reader,
};

#[derive(Template)]
#[template(path = "ask.html")]
struct AskPage<'a> {
    visit: &'a Visit,
    form: AskForm,
    question: String,
    said: Said,
    /// The title of the only document that was asked, and the way to ask all.
    only: Option<Link>,
}

/// What is said to a question.
enum Said {
    /// Nothing was asked yet.
    Nothing,
    Found {
        first: Cited,
        others: Vec<Cited>,
        is_near: bool,
    },
    Place {
        cited: Vec<Cited>,
        /// That more documents have such a place.
        more: Option<String>,
    },
    NotFound {
        /// The key of what is said.
        said: &'static str,
        near: Vec<Link>,
    },
}

/// Answers a question.
pub(super) async fn ask(
    visit: Visit,
    Query(query): Query<AskQuery>,
    State(reader): State<Reader>,
) -> Response {
    let shown = show(&visit, &query, &reader.asking).await;
    shown.unwrap_or_else(|failure| failure.page(&visit))
}

async fn show(visit: &Visit, query: &AskQuery, asking: &Asking) -> Result<Response, Failure> {
    let shelf = asking.shelf()?;
    let document = chosen(visit, &query.document, &shelf)?;
    let mut question = Question::new(&query.q);
    question.document = document.map(|entry| entry.id.clone());
    let said = if question.text.is_empty() {
        Said::Nothing
    } else {
        let asked = asking.ask(&question).await?;
        Said::of(&asked, visit)
    };
    let is_choice = shelf.entries().len() > 1;
    let only = document.filter(|_| is_choice && !question.text.is_empty());
    let all =
        percent_encoding::utf8_percent_encode(&question.text, percent_encoding::NON_ALPHANUMERIC);
    let template = AskPage {
        visit,
        form: AskForm::of(&shelf, &question.text, document),
        said,
        only: only.map(|entry| Link {
            href: visit.to(&format!("ask?q={all}")),
            text: visit.with("only-here", "document", &plain(&label(entry.title()))),
        }),
        question: plain(&question.text),
    };
    Ok(page(visit, StatusCode::OK, &template))
}

impl Said {
    fn of(asked: &Asked, visit: &Visit) -> Self {
        let spots = &asked.spots;
        match &asked.answer {
            Answer::Found {
                citations, is_near, ..
            } => {
                let mut cited = Cited::all(citations, spots, visit).into_iter();
                match cited.next() {
                    Some(first) => Self::Found {
                        first,
                        others: cited.collect(),
                        is_near: *is_near,
                    },
                    None => Self::refusal("answer-not-found", Vec::new()),
                }
            }
            Answer::Place { citations, more } => Self::Place {
                cited: Cited::all(citations, spots, visit),
                more: (*more > 0).then(|| visit.count("place-more-here", more)),
            },
            Answer::NotFound { near, .. } => {
                Self::refusal("answer-not-found", headings(near, spots, visit))
            }
            Answer::NoSuchPlace { near } => {
                Self::refusal("answer-no-such-place", headings(near, spots, visit))
            }
        }
    }

    fn refusal(said: &'static str, near: Vec<Link>) -> Self {
        Self::NotFound { said, near }
    }
}
