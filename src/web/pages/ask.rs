//! Questions, and what the documents say to them: the same answers as everywhere.

use askama::Template;
use axum::{extract::Query, http::StatusCode, response::Response};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::{
    back_link::BackLink,
    card::Card,
    cited::{Cited, headings},
    document::chosen,
    form::{AskForm, AskQuery},
    html::{Failure, Link, page},
    page_context::{PageContext, plain},
    state::PageSource,
};
use crate::{
    answer::{Answer, Facts},
    app::{Answered, Library, Question, Snapshot, document_path, near_title, places_of, wording},
    label::label,
    language::Language,
    locales::Locale,
};

#[derive(Template)]
#[template(path = "ask.html")]
struct AskPage<'a> {
    context: &'a PageContext,
    form: AskForm,
    question: String,
    said: Said,
    /// The title of the only document that was asked, and the way to ask all.
    only: Option<Link>,
    card: Option<Card>,
}

/// The reply to a question.
enum Said {
    /// Nothing was asked yet.
    Nothing,
    Found {
        first: Box<Cited>,
        others: Vec<Cited>,
        is_near: bool,
    },
    Place {
        cited: Vec<Cited>,
        /// Says what was named and is nowhere.
        missing: Option<String>,
        /// That more documents have such a place.
        more: Option<String>,
    },
    /// The bot speaks for itself, or of a document as a whole.
    Own {
        said: String,
        cited: Vec<Cited>,
        /// The line below: where it stands, or what can be asked.
        below: Option<String>,
        /// Headings, documents, or what can be asked.
        links: Vec<Link>,
    },
    NotFound {
        said: String,
        /// The words above the headings, if there are any.
        near_title: Option<String>,
        near: Vec<Link>,
    },
}

/// Answers a question.
pub(super) async fn ask(
    context: PageContext,
    Query(query): Query<AskQuery>,
    source: PageSource,
) -> Response {
    let shown = show(&context, &query, &source.library).await;
    shown.unwrap_or_else(|failure| failure.page(&context))
}

async fn show(
    context: &PageContext,
    query: &AskQuery,
    library: &Library,
) -> Result<Response, Failure> {
    let snapshot = library.snapshot()?;
    let document = chosen(context, &query.document, &snapshot)?;
    let mut question = Question::new(&query.q);
    question.document = document.map(|entry| entry.id.clone());
    question.language = Some(context.locale.language());
    let (mut said, mut card) = (Said::Nothing, None);
    let mut form = AskForm::of(&snapshot, &question.text, document);
    if !question.text.is_empty() {
        let asked = library.ask(&question).await?;
        let back_link = BackLink::from(&question.text, document.map(|entry| entry.id.as_str()));
        said = Said::of(&asked, context, &snapshot, &back_link);
        card = Some(said.card(&question.text, context, &snapshot));
        form = form.compact();
    }
    let is_choice = snapshot.entries().len() > 1;
    let only = document.filter(|_| is_choice && !question.text.is_empty());
    let template = AskPage {
        context,
        form,
        said,
        card,
        only: only.map(|entry| Link {
            href: context.to(&path_of(&question.text)),
            text: context.with("only-here", "document", &plain(&label(&entry.title()))),
        }),
        question: plain(&question.text),
    };
    Ok(page(context, StatusCode::OK, &template))
}

/// The path of the answer to a question to all documents.
fn path_of(question: &str) -> String {
    let question = utf8_percent_encode(question, NON_ALPHANUMERIC);
    format!("ask?q={question}")
}

impl Said {
    /// The bot's own words, with questions that can be asked, in the language of the reply.
    fn own(said: String, examples: &[String], language: Language, context: &PageContext) -> Self {
        let below = (!examples.is_empty()).then(|| Locale::of(language).say("own-examples"));
        Self::Own {
            said,
            cited: Vec::new(),
            below,
            links: examples.iter().map(|text| example(text, context)).collect(),
        }
    }

    fn of(
        asked: &Answered,
        context: &PageContext,
        snapshot: &Snapshot,
        back_link: &BackLink,
    ) -> Self {
        let locations = &asked.locations;
        let said = wording(&asked.answer, asked.documents, context.locale);
        let cited = |citations| Cited::all(citations, locations, context, snapshot, back_link);
        match &asked.answer {
            Answer::Found {
                citations,
                is_near,
                asked_in,
                ..
            } => {
                let cited = cited(citations).into_iter();
                let mut cited = cited.map(|cited| cited.for_asker(*asked_in));
                let Some(first) = cited.next() else {
                    let said = Some(context.say("answer-not-found"));
                    return Self::refusal(said, None, Vec::new());
                };
                Self::Found {
                    first: Box::new(first),
                    others: cited.collect(),
                    is_near: *is_near,
                }
            }
            Answer::Place {
                citations, more, ..
            } => Self::Place {
                cited: cited(citations),
                missing: said,
                more: (*more > 0).then(|| context.count("place-more-here", more)),
            },
            Answer::Own {
                examples, language, ..
            } => Self::own(said.unwrap_or_default(), examples, *language, context),
            Answer::About {
                citations,
                documents,
                outline,
                ..
            } => Self::Own {
                said: said.unwrap_or_default(),
                cited: cited(citations),
                below: None,
                links: match (documents.len(), citations.is_empty()) {
                    (1, true) => headings(outline, locations, context),
                    (1, false) => Vec::new(),
                    _ => documents.iter().map(|of| document(of, context)).collect(),
                },
            },
            Answer::Mentions { citations, .. } => Self::Own {
                said: said.unwrap_or_default(),
                cited: cited(citations),
                below: places_of(&asked.answer, context.locale),
                links: Vec::new(),
            },
            Answer::NotFound { near, .. } | Answer::NoSuchPlace { near, .. } => {
                let title = near_title(&asked.answer, context.locale);
                Self::refusal(said, title, headings(near, locations, context))
            }
        }
    }

    /// The card that is seen where a link to the answer is pasted.
    fn card(&self, question: &str, context: &PageContext, snapshot: &Snapshot) -> Card {
        let quoted = |cited: &Cited| cited.citation.text.clone();
        let text = match self {
            Self::Found { first, .. } => quoted(first),
            Self::Place { cited, .. } => cited.first().map(quoted).unwrap_or_default(),
            Self::Own { said, .. } | Self::NotFound { said, .. } => said.clone(),
            Self::Nothing => context.say("home-lead"),
        };
        Card::new(question, &text, &path_of(question), context, snapshot)
    }

    fn refusal(said: Option<String>, near_title: Option<String>, near: Vec<Link>) -> Self {
        let said = said.unwrap_or_default();
        Self::NotFound {
            said,
            near_title,
            near,
        }
    }
}

/// A question that can be asked.
pub(super) fn example(question: &str, context: &PageContext) -> Link {
    Link {
        href: context.to(&path_of(question)),
        text: plain(question),
    }
}

/// A document that may be meant.
fn document(facts: &Facts, context: &PageContext) -> Link {
    Link {
        href: context.to(&document_path(&facts.document)),
        text: plain(&facts.title),
    }
}
