//! A document as it is read, with its contents, and a quote marked in it.

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};

use super::{
    back_link::encoded,
    card::Card,
    citation::Citing,
    cited::{to_editions, to_newer},
    form::AskForm,
    html::{Failure, Link, page, shown},
    links::DocumentLinks,
    page_context::{PageContext, lang, plain},
    page_mark::{self, PageMark},
    page_view::{self, Looked},
    place::{PartOf, PlaceQuery, Quoted},
    state::PageSource,
    text::{
        Block, Body, Contents, Laid, ListPart, ListTag, Marking, Parts, Piece, contents, lay_out,
    },
};
use crate::{
    answer::{self, Citation, Counterpart, counterparts, newest_of},
    app::{
        QUOTE_ANCHOR, QuoteRef, Snapshot, document_path, has_pictures, mark_path, page_at,
        place_path, recall,
    },
    corpus::{Document, DocumentId, Metadata, Reading},
    index::DocumentEntry,
    label::{address, label},
    passages::Locator,
    span::Span,
    spelling,
};

/// The number of names that are offered where there is no such document.
const NEAR: usize = 5;

#[derive(Template)]
#[template(path = "document.html")]
struct DocumentPage<'a> {
    context: &'a PageContext,
    form: AskForm,
    title: String,
    lang: &'static str,
    /// Edition, date, language.
    facts: Vec<String>,
    /// The ways to the other editions.
    editions: Vec<Link>,
    /// The way to the newest edition, if this is an older one.
    newer: Option<Link>,
    /// The way to the same place as it is printed, if that can be shown.
    printed: Option<String>,
    source: Option<Source>,
    /// The date on which it was taken from there.
    retrieved: Option<String>,
    licence: Option<Source>,
    contents: Contents,
    laid: Laid,
    notice: Option<String>,
    part: Option<PartOf>,
    /// Back to the answer that led here.
    back: Option<Link>,
    /// The quote that is marked, to be copied.
    citation: Option<Citing>,
    card: Card,
}

/// The source of the document, or its licence: a link if it is the address of a web page.
struct Source {
    text: String,
    href: Option<String>,
}

/// Shows a document.
pub(super) async fn document(
    context: PageContext,
    Path(id): Path<String>,
    Query(place): Query<PlaceQuery>,
    source: PageSource,
) -> Response {
    let id = DocumentId(id);
    let mark = page_mark::find(&source, &id, &place).await;
    let show = move |context: &PageContext, snapshot: &Snapshot| {
        show(context, &id, (&place, mark), snapshot)
    };
    shown(&source, context, show).await
}

fn show(
    context: &PageContext,
    id: &DocumentId,
    (place, mark): (&PlaceQuery, Option<PageMark>),
    snapshot: &Snapshot,
) -> Result<Response, Failure> {
    let entry = snapshot.entry(id).or_else(|| snapshot.renamed(id));
    let document = entry
        .map(|entry| snapshot.document(&entry.id))
        .transpose()?;
    let (Some(entry), Some(document)) = (entry, document.flatten()) else {
        return Err(no_document(context, id.as_str(), snapshot));
    };
    let quoted = Quoted::of(context, place, snapshot, &document);
    if let Some(page) = &place.page {
        let looked = Looked {
            entry,
            document: &document,
            place,
            quoted,
            mark,
        };
        return page_view::show(context, snapshot, looked, page);
    }
    let parts = Parts::of(&document);
    let at = place.at.as_deref();
    let at = at.and_then(|anchor| parts.with_anchor(&document, anchor));
    let begin = quoted.marked.begin();
    let begin = begin.map(|position| parts.holding(&document, position));
    let part = parts.part(begin.or(at).unwrap_or(0));
    let link = |path: &str| context.to(&place.back_link.along(path));
    let links = DocumentLinks::of(&document, snapshot, context);
    let template = DocumentPage {
        context,
        form: AskForm::of(snapshot, "", Some(entry)).compact(),
        title: plain(&label(&document.title())),
        lang: lang(document.language),
        facts: facts(context, entry),
        editions: editions(context, place, snapshot, &document)?,
        newer: newer(context, snapshot, &document, quoted.citation.as_ref())?,
        printed: printed(place, entry, &document, quoted.citation.as_ref()).map(|path| link(&path)),
        source: Source::of(document.metadata.source_url.as_ref()),
        retrieved: retrieved(context, &document.metadata),
        licence: Source::of(document.metadata.licence.as_ref()),
        contents: contents(&document, &parts, part, link),
        laid: lay_out(&document, part, &quoted.marked, &|address| {
            links.link(address)
        }),
        part: PartOf::of(&document, &parts, part.index, link),
        back: place.back_link.back(context),
        card: card(
            context,
            place,
            snapshot,
            &document,
            quoted.citation.as_ref(),
        ),
        citation: quoted.citation.map(|citation| {
            let path = path(place, &document, &citation);
            Citing::of(&citation, Some(&path), context, snapshot)
        }),
        notice: quoted.notice,
    };
    Ok(page(context, StatusCode::OK, &template))
}

/// The path of the place as it is printed: of the quote, else of the first page.
fn printed(
    place: &PlaceQuery,
    entry: &DocumentEntry,
    document: &Document,
    citation: Option<&Citation>,
) -> Option<String> {
    let pages = &document.pages;
    let last = pages.len().checked_sub(1).filter(|_| has_pictures(entry))?;
    let begin = citation.map_or(0, |citation| citation.quote.cover().start);
    let quote = place.quote.as_ref().and_then(|quote| quote.parse().ok());
    let quote = quote.filter(|_| citation.is_some());
    let index = page_at(pages, begin).unwrap_or(last);
    Some(mark_path(document, index, quote.as_ref()))
}

/// The path of the page as it is seen, without the question that led here.
fn path(place: &PlaceQuery, document: &Document, citation: &Citation) -> String {
    let quote = place.quote.as_ref().and_then(|quote| quote.parse().ok());
    place_path(document, quote.as_ref(), &citation.anchor())
}

/// The beginning of a place that a link names by its anchor, as the links between editions do.
fn named_place(document: &Document, anchor: &str) -> Option<Citation> {
    let is_there = |span: &Span| {
        let own = Locator::of(document, Span::at(span.start)).anchor();
        let behind = own.strip_prefix(anchor);
        behind.is_some_and(|behind| behind.is_empty() || behind.starts_with('p'))
    };
    let mut paragraphs = document.paragraphs.iter().map(|paragraph| paragraph.span);
    let begin = paragraphs.find(is_there)?;
    let beginning = Citation::beginning_of_place(document, &[begin]);
    beginning.into_iter().next()
}

/// The card that is seen where a link to the page is pasted: the quote or the place that it names, else the beginning
/// of the document.
fn card(
    context: &PageContext,
    place: &PlaceQuery,
    snapshot: &Snapshot,
    document: &Document,
    citation: Option<&Citation>,
) -> Card {
    let named = || named_place(document, place.at.as_deref()?);
    if let Some(citation) = citation.cloned().or_else(named) {
        let path = path(place, document, &citation);
        return Card::of_quote(&citation, &path, context, snapshot);
    }
    let first = document.paragraphs.first().map(|paragraph| paragraph.span);
    let first = first.map(|span| Reading::of(&document.text, span, &document.edits).text);
    let path = document_path(&document.id);
    let begin = first.unwrap_or_default();
    Card::new(&document.title(), &begin, &path, context, snapshot)
}

/// The ways to the other editions: to the same place, where a quote is marked.
fn editions(
    context: &PageContext,
    place: &PlaceQuery,
    snapshot: &Snapshot,
    document: &Document,
) -> Result<Vec<Link>, Failure> {
    let generation = snapshot.app.generation();
    let quote: Option<QuoteRef> = place.quote.as_ref().and_then(|quote| quote.parse().ok());
    let chars = snapshot.app.config().answer.max_quote_chars;
    let quoted = quote.and_then(|quote| recall(document, quote.sentences, chars));
    if let Some(citation) = quoted {
        return Ok(to_editions(&counterparts(generation, &citation)?, context));
    }
    let others = generation.editions().beside(&document.id);
    let links = others.filter_map(|other| {
        Some(Link {
            href: context.to(&document_path(&other.id)),
            text: context.locale.in_language(other.language)?,
        })
    });
    Ok(links.chain(compared(context, snapshot, document)).collect())
}

/// The way to all that changed: from an older edition to the newest, or to the newest from the one before.
fn compared(context: &PageContext, snapshot: &Snapshot, document: &Document) -> Option<Link> {
    let revisions = snapshot.app.generation().revisions();
    let newest = revisions.of_document(&document.id).first()?;
    let from = if *newest == document.id {
        String::new()
    } else {
        format!("&from={}", encoded(document.id.as_str()))
    };
    let newest = encoded(newest.as_str());
    Some(Link {
        href: context.to(&format!("diff?document={newest}{from}")),
        text: context.say("diff-title"),
    })
}

/// The way to the newest edition, if this is an older one: to the quote, else to the document.
fn newer(
    context: &PageContext,
    snapshot: &Snapshot,
    document: &Document,
    citation: Option<&Citation>,
) -> Result<Option<Link>, Failure> {
    let generation = snapshot.app.generation();
    if let Some(citation) = citation {
        let newer = answer::newer(generation, citation)?;
        return Ok(newer.map(|newer| to_newer(&newer, context)));
    }
    let newest = newest_of(generation, &document.id, document.language);
    let newest = newest
        .map(|id| snapshot.document(id))
        .transpose()?
        .flatten();
    Ok(newest.map(|newest| to_newer(&Counterpart::whole(&newest), context)))
}

fn facts(context: &PageContext, entry: &DocumentEntry) -> Vec<String> {
    let said = [entry.edition(), entry.metadata.date.as_deref()];
    let said = said.into_iter().flatten();
    let said = said.map(|fact| plain(&label(fact)));
    said.chain([context.locale.name_of(entry.language)])
        .collect()
}

/// The date on which the document was taken from its source.
fn retrieved(context: &PageContext, metadata: &Metadata) -> Option<String> {
    let date = plain(&label(metadata.retrieved.as_ref()?));
    Some(context.with("retrieved", "date", &date))
}

impl Source {
    fn of(text: Option<&String>) -> Option<Self> {
        let whole = plain(text?);
        let is_page = ["https://", "http://"]
            .iter()
            .any(|scheme| whole.starts_with(scheme));
        Some(Self {
            text: label(&whole),
            href: address(&whole).filter(|_| is_page),
        })
    }
}

/// The document that was named, if one was.
pub(super) fn chosen<'a>(
    context: &PageContext,
    name: &str,
    snapshot: &'a Snapshot,
) -> Result<Option<&'a DocumentEntry>, Failure> {
    let document = snapshot.typed(name);
    if document.is_none() && !name.trim().is_empty() {
        return Err(no_document(context, name, snapshot));
    }
    Ok(document)
}

/// There is no such document; those whose id or title is nearest are offered.
fn no_document(context: &PageContext, name: &str, snapshot: &Snapshot) -> Failure {
    let wanted = name.to_lowercase();
    let likeness = |entry: &DocumentEntry| {
        let names = [entry.id.as_str(), &entry.title()];
        let likenesses = names.map(|name| spelling::likeness(&wanted, &name.to_lowercase()));
        likenesses.into_iter().fold(0.0, f64::max)
    };
    let mut near: Vec<(f64, &DocumentEntry)> = snapshot
        .entries()
        .iter()
        .map(|entry| (likeness(entry), entry))
        .collect();
    near.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let near = near.into_iter().take(NEAR).map(|(_, entry)| Link {
        href: context.to(&document_path(&entry.id)),
        text: plain(&label(&entry.title())),
    });
    Failure::NoDocument {
        name: plain(&label(name)),
        near: near.collect(),
    }
}
