//! A page of a document as it is printed, as a picture, with a quote marked on it. Beside it are the ways to
//! the pages before and behind, to the text, and to a larger picture.

use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::{
    card::Card,
    citation::Citing,
    form::AskForm,
    html::{Failure, Link, page},
    page_context::{PageContext, fitted, lang, plain},
    page_mark::PageMark,
    picture::{self, LARGER},
    place::{PartOf, PlaceQuery, Quoted},
    small_page::{self, SmallPage},
};
use crate::{
    answer::Citation,
    app::{
        MARK_ANCHOR, NamedBy, NamedPage, QuoteRef, Snapshot, has_pictures, mark_path, named_page,
        page_at, page_path, place_path, stands_on,
    },
    corpus::{Document, Page},
    index::DocumentEntry,
    label::label,
    passages::Locator,
    span::Span,
};

/// The longest part of a quote, in characters, that is said of a picture to those who do not see it.
const SAID_CHARS: usize = 1_000;

#[derive(Template)]
#[template(path = "page.html")]
struct PageView<'a> {
    context: &'a PageContext,
    form: AskForm,
    title: String,
    lang: &'static str,
    /// As it is printed: `page xii`.
    label: String,
    part: PartOf,
    /// The pages that are near.
    near: Vec<SmallPage>,
    /// The address of the page itself, by whatever name it was found.
    canonical: String,
    /// The path of the picture.
    picture: String,
    /// The words that say what it shows.
    said: String,
    is_large: bool,
    /// The place of the quote on the picture, if it is known.
    mark: Option<PageMark>,
    /// To the picture in the other size.
    zoom: Link,
    /// To the same place in the text.
    text: String,
    notices: Vec<String>,
    /// The way to the page on which the quote stands, if it is another one.
    elsewhere: Option<Link>,
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
    pub(super) mark: Option<PageMark>,
}

/// The ways from a page to others, and to the same in another size.
struct Ways<'a> {
    context: &'a PageContext,
    document: &'a Document,
    place: &'a PlaceQuery,
    /// The quote that goes along.
    quote: Option<&'a QuoteRef>,
    is_large: bool,
}

impl Ways<'_> {
    /// To a page, and there to the mark.
    fn to(&self, index: usize, is_large: bool, at_mark: bool) -> String {
        let zoom = if is_large { "&zoom=2" } else { "" };
        let anchor = if at_mark { MARK_ANCHOR } else { "" };
        let hash = if at_mark { "#" } else { "" };
        let path = page_path(self.document, index, self.quote);
        let path = format!("{path}{zoom}{hash}{anchor}");
        self.context.to(&self.place.back_link.along(&path))
    }

    fn part(&self, index: usize) -> PartOf {
        let count = self.document.pages.len();
        let to = |index| self.to(index, self.is_large, false);
        PartOf {
            number: index + 1,
            count,
            previous: index.checked_sub(1).map(to),
            next: Some(index + 1).filter(|next| *next < count).map(to),
        }
    }

    fn zoom(&self, index: usize, is_marked: bool) -> Link {
        let key = if self.is_large {
            "page-smaller"
        } else {
            "page-larger"
        };
        Link {
            href: self.to(index, !self.is_large, is_marked),
            text: self.context.say(key),
        }
    }

    /// To the page on which the quote stands, where that is another one.
    fn quoted(&self, citation: &Citation) -> Option<Link> {
        let pages = &self.document.pages;
        let index = page_at(pages, citation.quote.cover().start)?;
        let page = called(self.context, pages, index);
        Some(Link {
            href: self.to(index, self.is_large, true),
            text: self.context.with("page-of-quote", "page", &page),
        })
    }

    fn near(&self, entry: &DocumentEntry, index: usize) -> Vec<SmallPage> {
        let pages = &self.document.pages;
        small_page::around(self.context, entry, (index, pages.len()), |page| {
            let label = called(self.context, pages, page);
            (self.to(page, self.is_large, false), label)
        })
    }
}

/// Shows the page of a name.
pub(super) fn show(
    context: &PageContext,
    snapshot: &Snapshot,
    looked: Looked<'_>,
    name: &str,
) -> Result<Response, Failure> {
    let Looked {
        entry,
        document,
        place,
        quoted,
        mark,
    } = looked;
    let pages = &document.pages;
    let named = named_page(pages, name).filter(|_| has_pictures(entry));
    let named = named.ok_or(Failure::NoPage)?;
    let index = named.index;
    let printed = pages.get(index).ok_or(Failure::NoPage)?;
    let quote: Option<QuoteRef> = place.quote.as_ref().and_then(|quote| quote.parse().ok());
    let quote = quote.filter(|_| quoted.citation.is_some());
    let (citation, elsewhere) = match quoted.citation {
        Some(citation) if stands_on(&citation, printed) => (Some(citation), None),
        other => (None, other),
    };
    let marked = quote.as_ref().filter(|_| citation.is_some());
    let is_large = place.zoom.as_deref() == Some(LARGER);
    let ways = Ways {
        context,
        document,
        place,
        quote: quote.as_ref(),
        is_large,
    };
    let text = text_path(document, printed, marked.zip(citation.as_ref()));
    let label = called(context, pages, index);
    let path = mark_path(document, index, marked);
    let counted = counted(context, named, &printed.label);
    let template = PageView {
        context,
        form: AskForm::of(snapshot, "", Some(entry)).compact(),
        title: plain(&crate::label::label(&document.title())),
        lang: lang(document.language),
        part: ways.part(index),
        near: ways.near(entry, index),
        canonical: context.file(&page_path(document, index, None)),
        picture: context.file(&picture::path(entry, index + 1, marked, is_large)),
        said: said(context, &label, citation.as_ref()),
        zoom: ways.zoom(index, marked.is_some()),
        is_large,
        mark: mark.filter(|mark| mark.file == entry.hash && marked.is_some()),
        text: context.to(&place.back_link.along(&text)),
        notices: quoted.notice.into_iter().chain(counted).collect(),
        elsewhere: elsewhere.and_then(|citation| ways.quoted(&citation)),
        back: place.back_link.back(context),
        card: match &citation {
            Some(citation) => Card::of_quote(citation, &path, context, snapshot),
            None => Card::new(&document.title(), &label, &path, context, snapshot),
        },
        citation: citation.map(|citation| Citing::of(&citation, Some(&path), context, snapshot)),
        label,
    };
    Ok(page(context, StatusCode::OK, &template))
}

/// The name of a page: `page xii`, or its place in the file where nothing is printed.
fn called(context: &PageContext, pages: &[Page], index: usize) -> String {
    let label = pages.get(index).map(|page| plain(&label(&page.label)));
    match label.filter(|label| !label.trim().is_empty()) {
        Some(label) => context.with("page", "label", &label),
        None => context.with("page-in-file", "number", &(index + 1).to_string()),
    }
}

/// Says where a page was found by something else than what is printed on it and nowhere else.
fn counted(context: &PageContext, named: NamedPage, printed: &str) -> Option<String> {
    match named.by {
        NamedBy::Name => None,
        NamedBy::FirstOfSeveral => {
            let printed = plain(&label(printed));
            Some(context.with("page-first-of-several", "page", &printed))
        }
        NamedBy::Count => {
            let number = (named.index + 1).to_string();
            Some(context.with("page-by-count", "page", &number))
        }
    }
}

/// The path to the text of a page: to the quote that stands on it, else to where it begins.
fn text_path(
    document: &Document,
    printed: &Page,
    quoted: Option<(&QuoteRef, &Citation)>,
) -> String {
    if let Some((quote, citation)) = quoted {
        return place_path(document, Some(quote), &citation.anchor());
    }
    let begin = Locator::of(document, Span::at(printed.span.start));
    place_path(document, None, &begin.anchor())
}

/// The words that say what the picture shows.
fn said(context: &PageContext, page: &str, citation: Option<&Citation>) -> String {
    let Some(citation) = citation else {
        return context.with("page-picture", "page", page);
    };
    let quote = fitted(&plain(&Citing::words(citation)), SAID_CHARS);
    let values = [("page", page.into()), ("quote", quote.into())];
    context.locale.say_with("page-picture-marked", &values)
}
