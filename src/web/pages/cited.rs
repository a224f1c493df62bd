//! Citations as pages show them: the quote, its place as a link, and what it is quoted from.

use super::{
    back_link::BackLink,
    citation::Citing,
    html::Link,
    page_context::{PageContext, lang, plain},
};
use crate::{
    answer::{Citation, Counterpart, NearHeading, ShownQuote, Stretch},
    app::{Location, Snapshot, newer_edition, unread_place_path},
    language::Language,
    span::Span,
};

/// The length (in bytes) beyond which what stands before the answer is folded on a small screen: the
/// answer comes first.
const SHORT_BEFORE: usize = 90;

/// The same for what stands behind it: the place comes next.
const SHORT_AFTER: usize = 200;

/// The separator between the paragraphs of a quote.
const PARAGRAPH: &str = "\n\n";

/// A citation, ready to be shown.
pub(super) struct Cited {
    /// The text before the answer, if that is long.
    pub(super) before: Fold,
    /// The quote in paragraphs, without what stands before and after.
    pub(super) paragraphs: Vec<Part>,
    /// The text behind the answer, if that is long.
    pub(super) after: Fold,
    pub(super) lang: &'static str,
    /// Whether the quote begins inside a paragraph.
    pub(super) begins_inside: bool,
    /// Whether it ends inside one.
    pub(super) is_cut: bool,
    pub(super) locator: String,
    /// Opens the place.
    pub(super) href: Option<String>,
    /// Shows the page as it is printed.
    pub(super) printed: Option<String>,
    /// Title, edition, date.
    pub(super) source: String,
    /// That it is in another language than the page.
    pub(super) quoted_in: Option<String>,
    /// The places where nearly the same stands.
    pub(super) also: Vec<Link>,
    /// The same to be copied.
    pub(super) citation: Citing,
    /// The same place in other editions.
    pub(super) editions: Vec<Link>,
    /// The same place in the newest edition, if this is an older one.
    pub(super) newer: Option<Link>,
}

/// The part of a quote that is folded.
pub(super) struct Fold {
    pub(super) paragraphs: Vec<Part>,
    /// Whether the paragraph beside the answer is one with the answer's.
    pub(super) joins: bool,
}

/// A paragraph of a quote, or code.
pub(super) struct Part {
    pub(super) runs: Vec<Run>,
    pub(super) is_code: bool,
}

/// Words of a quote.
pub(super) struct Run {
    pub(super) text: String,
    /// Whether they answer.
    pub(super) answers: bool,
}

impl Cited {
    /// A citation, the path of its place, and the question that led to it.
    pub(super) fn of(
        citation: &Citation,
        path: Option<&str>,
        context: &PageContext,
        snapshot: &Snapshot,
        back_link: &BackLink,
    ) -> Self {
        let quote = &citation.quote;
        let also = citation.also.iter().map(|elsewhere| {
            let path = unread_place_path(&elsewhere.document, &elsewhere.locator.anchor());
            let place = elsewhere.locator.to_string();
            let is_same = elsewhere.document == citation.document;
            let of = if is_same {
                String::new()
            } else {
                format!("{}, ", elsewhere.document)
            };
            Link {
                href: context.to(&back_link.along(&path)),
                text: plain(&format!("{of}{place}")),
            }
        });
        let shown = quote.shown();
        let [before, middle, after] = folds(&shown);
        let joins = |span: Span, begins: bool| {
            let text = span.of(&shown.text);
            let is_apart = if begins {
                text.starts_with(PARAGRAPH)
            } else {
                text.ends_with(PARAGRAPH)
            };
            !span.is_empty() && !is_apart
        };
        Self {
            before: Fold {
                paragraphs: parts(&shown, before),
                joins: joins(before, false),
            },
            paragraphs: parts(&shown, middle),
            after: Fold {
                paragraphs: parts(&shown, after),
                joins: joins(after, true),
            },
            citation: Citing::of(citation, path, context, snapshot),
            lang: lang(citation.language),
            begins_inside: quote.begins_inside(),
            is_cut: quote.is_open(),
            locator: plain(&citation.locator.to_string()),
            printed: None,
            href: path.map(|path| context.to(&back_link.along(path))),
            source: plain(&citation.source()),
            quoted_in: context.locale.quoted_in(citation.language),
            also: also.collect(),
            editions: to_editions(&citation.editions, context),
            newer: citation
                .newer
                .as_deref()
                .map(|newer| to_newer(newer, context)),
        }
    }

    /// The same with the way to the page where it stands, if that can be shown.
    fn at(mut self, location: &Location, context: &PageContext, back_link: &BackLink) -> Self {
        let path = location.printed.as_ref();
        self.printed = path.map(|path| context.to(&back_link.along(path)));
        self
    }

    /// The same for somebody who asked in a language, and so reads it.
    pub(super) fn for_asker(mut self, asked_in: Option<Language>) -> Self {
        if asked_in.is_some_and(|asked_in| lang(asked_in) == self.lang) {
            self.quoted_in = None;
        }
        self
    }

    /// Several of them; `locations` are in the same order, or none.
    pub(super) fn all(
        citations: &[Citation],
        locations: &[Location],
        context: &PageContext,
        snapshot: &Snapshot,
        back_link: &BackLink,
    ) -> Vec<Self> {
        let cited = citations.iter().enumerate().map(|(index, citation)| {
            let location = locations.get(index);
            let path = location.map(|location| location.path.as_str());
            let cited = Self::of(citation, path, context, snapshot, back_link);
            match location {
                Some(location) => cited.at(location, context, back_link),
                None => cited,
            }
        });
        let mut cited: Vec<Self> = cited.collect();
        let documents: Vec<_> = citations
            .iter()
            .map(|citation| &citation.document)
            .collect();
        for (cited, pair) in cited.iter_mut().skip(1).zip(documents.windows(2)) {
            // What they are quoted from is said once where it is the same.
            if matches!(pair, [before, own] if before == own) && !cited.locator.is_empty() {
                cited.source.clear();
                cited.newer = None;
                cited.quoted_in = None;
            }
        }
        cited
    }
}

/// The ways to the same place in other editions.
pub(super) fn to_editions(counterparts: &[Counterpart], context: &PageContext) -> Vec<Link> {
    let links = counterparts.iter().filter_map(|other| {
        let path = unread_place_path(&other.document, &other.anchor);
        Some(Link {
            href: context.to(&path),
            text: context.locale.in_language(other.language)?,
        })
    });
    links.collect()
}

/// The way to the same place in a newer edition.
pub(super) fn to_newer(newer: &Counterpart, context: &PageContext) -> Link {
    Link {
        href: context.to(&unread_place_path(&newer.document, &newer.anchor)),
        text: plain(&newer_edition(newer, context.locale)),
    }
}

/// A quote in three: what is folded before the answer, what is always seen, and what is folded behind.
fn folds(shown: &ShownQuote) -> [Span; 3] {
    let length = shown.text.len();
    let Some(answer) = shown.answer else {
        return [Span::at(0), Span::new(0, length), Span::at(length)];
    };
    let start = if answer.start > SHORT_BEFORE {
        answer.start
    } else {
        0
    };
    let end = if length - answer.end > SHORT_AFTER {
        answer.end
    } else {
        length
    };
    let spans = [(0, start), (start, end), (end, length)];
    spans.map(|(start, end)| Span::new(start, end))
}

/// A part of a quote in its paragraphs and its code, each cut where the answer begins and ends.
fn parts(shown: &ShownQuote, part: Span) -> Vec<Part> {
    let mut parts = Vec::new();
    for stretch in shown.stretches() {
        let inside = |at: usize| at.clamp(part.start, part.end);
        let span = Span::new(inside(stretch.span.start), inside(stretch.span.end));
        let mut start = span.start;
        let lines = span.of(&shown.text);
        let paragraphs: Vec<&str> = if stretch.is_code {
            vec![lines]
        } else {
            lines.split(PARAGRAPH).collect()
        };
        for paragraph in paragraphs {
            let span = Span::new(start, start + paragraph.len());
            start = span.end + PARAGRAPH.len();
            let piece = Stretch { span, ..stretch };
            let [head, answer, rest] = piece.around(&shown.text, shown.answer);
            let runs = [(head, false), (answer, true), (rest, false)].into_iter();
            let runs = runs.filter(|(text, _)| !text.is_empty());
            let runs = runs.map(|(text, answers)| Run {
                text: text.to_owned(),
                answers,
            });
            if !paragraph.trim().is_empty() {
                parts.push(Part {
                    runs: runs.collect(),
                    is_code: stretch.is_code,
                });
            }
        }
    }
    parts
}

/// Headings where the asker may look on, as links.
pub(super) fn headings(
    near: &[NearHeading],
    locations: &[Location],
    context: &PageContext,
) -> Vec<Link> {
    let near = near.iter().enumerate();
    let links = near.map(|(index, near)| {
        let path = locations.get(index).map(|location| location.path.clone());
        let path = path.unwrap_or_else(|| unread_place_path(&near.document, ""));
        Link {
            href: context.to(&path),
            text: plain(&near.line()),
        }
    });
    links.collect()
}
