//! Citations as pages show them: the quote, its place as a link, and what it is quoted from.

use super::{
    html::Link,
    visit::{Visit, lang, plain},
};
use crate::{
    answer::{Citation, NearHeading},
    app::{Spot, unread_place_path},
    span::Span,
};

/// A citation, ready to be shown.
pub(super) struct Cited {
    /// The quote in paragraphs.
    pub(super) paragraphs: Vec<Vec<Run>>,
    pub(super) lang: &'static str,
    /// Whether the sentence goes on behind the quote.
    pub(super) is_cut: bool,
    pub(super) locator: String,
    /// Opens the place.
    pub(super) href: Option<String>,
    /// Title, edition, date.
    pub(super) source: String,
    /// That it is in another language than the page.
    pub(super) quoted_in: Option<String>,
    /// Where nearly the same stands.
    pub(super) also: Vec<Link>,
}

/// Words of a quote.
pub(super) struct Run {
    pub(super) text: String,
    /// Whether they answer.
    pub(super) answers: bool,
}

impl Cited {
    /// A citation, and the path of its place.
    pub(super) fn of(citation: &Citation, path: Option<&str>, visit: &Visit) -> Self {
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
                href: visit.to(&path),
                text: plain(&format!("{of}{place}")),
            }
        });
        Self {
            paragraphs: paragraphs(quote.text(), quote.answer()),
            lang: lang(citation.language),
            is_cut: quote.is_cut(),
            locator: plain(&citation.locator.to_string()),
            href: path.map(|path| visit.to(path)),
            source: plain(&citation.source()),
            quoted_in: visit.locale.quoted_in(citation.language),
            also: also.collect(),
        }
    }

    /// Several of them; `spots` are in the same order, or none.
    pub(super) fn all(citations: &[Citation], spots: &[Spot], visit: &Visit) -> Vec<Self> {
        let citations = citations.iter().enumerate();
        let cited = citations.map(|(index, citation)| {
            let path = spots.get(index).map(|spot| spot.path.as_str());
            Self::of(citation, path, visit)
        });
        cited.collect()
    }
}

/// A quote in its paragraphs, each cut where the answer begins and ends.
fn paragraphs(text: &str, answer: Option<Span>) -> Vec<Vec<Run>> {
    let mut start = 0;
    let mut paragraphs = Vec::new();
    for paragraph in text.split("\n\n") {
        let span = Span::new(start, start + paragraph.len());
        let answer = answer.unwrap_or(Span::at(0));
        let inside = |at: usize| at.clamp(span.start, span.end);
        let (from, to) = (inside(answer.start), inside(answer.end));
        let run = |from, to, answers| Run {
            text: Span::new(from, to).of(text).to_owned(),
            answers,
        };
        let runs = [
            run(span.start, from, false),
            run(from, to, true),
            run(to, span.end, false),
        ];
        paragraphs.push(
            runs.into_iter()
                .filter(|run| !run.text.is_empty())
                .collect(),
        );
        start = span.end + "\n\n".len();
    }
    paragraphs
}

/// Headings where the asker may look on, as links.
pub(super) fn headings(near: &[NearHeading], spots: &[Spot], visit: &Visit) -> Vec<Link> {
    let near = near.iter().enumerate();
    let links = near.map(|(index, near)| {
        let text = match near.label() {
            Some(heading) => format!("{heading} · {}", near.title),
            None => near.title.clone(),
        };
        let path = spots.get(index).map(|spot| spot.path.clone());
        let path = path.unwrap_or_else(|| unread_place_path(&near.document, ""));
        Link {
            href: visit.to(&path),
            text: plain(&text),
        }
    });
    links.collect()
}
