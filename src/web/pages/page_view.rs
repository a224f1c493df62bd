//! A page of a document as it is printed, as a picture, with a quote marked on it. Beside it are the ways to
//! the pages before and behind, to the text, and to a larger picture.

use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::{
    card::Card,
    citation::Citing,
    document::{PartOf, PlaceQuery, Quoted},
    form::AskForm,
    html::{Failure, Link, page},
    picture,
    visit::{Visit, fitted, lang, plain},
};
use crate::{
    answer::Citation,
    app::{QuoteAt, Shelf, has_pictures, page_path, place_path},
    corpus::{Document, Page},
    index::DocumentEntry,
    label::label,
    passages::Locator,
    span::Span,
};

/// The longest part of a quote, in characters, that is said of a picture to those who do not see it.
const SAID_CHARS: usize = 1_000;

/// The value of `zoom` in the query for a larger picture.
pub(super) const LARGER: &str = "2";

#[derive(Template)]
#[template(path = "page.html")]
struct PageView<'a> {
    visit: &'a Visit,
    form: AskForm,
    title: String,
    lang: &'static str,
    /// As it is printed: `page xii`.
    label: String,
    part: PartOf,
    /// The path of the picture.
    picture: String,
    /// The words that say what it shows.
    said: String,
    is_large: bool,
    /// To the picture in the other size.
    zoom: Link,
    /// To the same place in the text.
    text: String,
    notice: Option<String>,
    /// Back to the answer that led here.
    back: Option<Link>,
    /// The quote that is marked, to be copied.
    citation: Option<Citing>,
    card: Card,
}

/// A page of a document that is looked at.
pub(super) struct Looked<'a> {
    pub(super) entry: &'a DocumentEntry,
    pub(super) document: &'a Document,
    pub(super) place: &'a PlaceQuery,
    pub(super) quoted: Quoted,
}

/// Shows a page, counted from 1 in the file.
pub(super) fn show(
    visit: &Visit,
    shelf: &Shelf,
    looked: Looked<'_>,
    number: &str,
) -> Result<Response, Failure> {
    let Looked {
        entry,
        document,
        place,
        quoted,
    } = looked;
    let number: usize = number.parse().map_err(|_| Failure::NoPage)?;
    let index = number.checked_sub(1).ok_or(Failure::NoPage)?;
    let printed = document.pages.get(index).filter(|_| has_pictures(entry));
    let printed = printed.ok_or(Failure::NoPage)?;
    let quote: Option<QuoteAt> = place.quote.as_ref().and_then(|quote| quote.parse().ok());
    let quote = quote.filter(|_| quoted.citation.is_some());
    let is_here = |citation: &Citation| stands_on(citation, printed);
    let citation = quoted.citation.filter(is_here);
    let marked = quote.as_ref().filter(|_| citation.is_some());
    let is_large = place.zoom.as_deref() == Some(LARGER);
    let to = |number: usize, is_large: bool| {
        let zoom = if is_large { "&zoom=2" } else { "" };
        let path = page_path(&document.id, number, quote.as_ref());
        visit.to(&place.way.along(&format!("{path}{zoom}")))
    };
    let text = text_path(document, printed, marked.zip(citation.as_ref()));
    let label = visit.with("page", "label", &plain(&label(&printed.label)));
    let path = page_path(&document.id, number, marked);
    let template = PageView {
        visit,
        form: AskForm::of(shelf, "", Some(entry)).compact(),
        title: plain(&crate::label::label(&document.title())),
        lang: lang(document.language),
        part: PartOf {
            number,
            count: document.pages.len(),
            previous: (index > 0).then(|| to(number - 1, is_large)),
            next: (number < document.pages.len()).then(|| to(number + 1, is_large)),
        },
        picture: visit.file(&picture::path(entry, number, marked, is_large)),
        said: said(visit, &label, citation.as_ref()),
        zoom: Link {
            href: to(number, !is_large),
            text: visit.say(if is_large {
                "page-smaller"
            } else {
                "page-larger"
            }),
        },
        is_large,
        text: visit.to(&place.way.along(&text)),
        notice: quoted.notice,
        back: place.way.back(visit),
        card: match &citation {
            Some(citation) => Card::of_quote(citation, &path, visit, shelf),
            None => Card::new(&document.title(), &label, &path, visit, shelf),
        },
        citation: citation.map(|citation| Citing::of(&citation, Some(&path), visit, shelf)),
        label,
    };
    Ok(page(visit, StatusCode::OK, &template))
}

/// The path to the text of a page: to the quote that stands on it, else to where it begins.
fn text_path(document: &Document, printed: &Page, quoted: Option<(&QuoteAt, &Citation)>) -> String {
    if let Some((quote, citation)) = quoted {
        return place_path(document, Some(quote), &citation.anchor());
    }
    let begin = Locator::of(document, Span::at(printed.span.start));
    place_path(document, None, &begin.anchor())
}

/// Whether some of a quote stands on a page.
fn stands_on(citation: &Citation, page: &Page) -> bool {
    let mut spans = citation.quote.spans().iter();
    spans.any(|span| span.overlaps(page.span))
}

/// The words that say what the picture shows.
fn said(visit: &Visit, page: &str, citation: Option<&Citation>) -> String {
    let Some(citation) = citation else {
        return visit.with("page-picture", "page", page);
    };
    let quote = fitted(&plain(&Citing::words(citation)), SAID_CHARS);
    let values = [("page", page.into()), ("quote", quote.into())];
    visit.locale.say_with("page-picture-marked", &values)
}
