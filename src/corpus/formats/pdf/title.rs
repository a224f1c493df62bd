//! The title of a document, and what stands between it and the text.

use super::{
    looks::{HeadingLook, MAX_CHARS, TITLE, depth, has_marker},
    named::folded,
    paragraphs::{Kind, Part, Usual},
};

/// A paragraph of more characters is text.
const LONG: usize = 90;

/// The title: the paragraph of the first page that says what the file says of itself, else the largest one,
/// if no other page has one like it.
pub(super) fn title_at(
    parts: &[Part],
    title: Option<&str>,
    usual: Usual,
    looks: &[Option<HeadingLook>],
) -> Option<usize> {
    let first_page = parts.first()?.lines.first()?.page;
    let is_first = |part: &Part| {
        part.lines
            .first()
            .is_some_and(|placed| placed.page == first_page)
    };
    let on_first: Vec<usize> = (0..parts.len())
        .filter(|at| {
            parts
                .get(*at)
                .is_some_and(|part| is_first(part) && part.kind == Kind::Text)
        })
        .collect();
    if let Some(title) = title.map(folded).filter(|title| title.len() > 3) {
        let says = |at: &&usize| {
            parts
                .get(**at)
                .is_some_and(|part| folded(&part.text()) == title)
        };
        if let Some(at) = on_first.iter().find(says) {
            return Some(*at);
        }
    }
    let size = |at: &usize| parts.get(*at).map_or(0.0, Part::size);
    let is_title = |at: &&usize| {
        let text = parts.get(**at).map(Part::text).unwrap_or_default();
        let count = text.chars().count();
        text.chars().filter(|c| c.is_alphabetic()).count() >= 4 && count <= MAX_CHARS
    };
    let largest = on_first
        .iter()
        .filter(is_title)
        .copied()
        .max_by(|a, b| size(a).total_cmp(&size(b)).then(b.cmp(a)))?;
    let is_large = size(&largest) >= usual.size * TITLE;
    let own = looks.get(largest).copied().flatten();
    let mut others = looks.iter().enumerate().filter(|(at, _)| *at != largest);
    let has_like =
        others.any(|(_, look)| look.is_some_and(|look| own.is_none_or(|own| look <= own)));
    if is_large && !has_like {
        return Some(largest);
    }
    // What looks like no other heading, before all of them.
    let first = (0..parts.len()).find(|at| looks.get(*at).is_some_and(Option::is_some))?;
    let own = looks.get(first).copied().flatten();
    let is_unique = looks.iter().filter(|look| **look == own).count() == 1;
    let text = parts.get(first)?.text();
    let is_title = on_first.contains(&first)
        && is_unique
        && size(&first) >= usual.size * TITLE
        && depth(&text).is_none()
        && !has_marker(&text);
    is_title.then_some(first)
}

/// Between the title and the text stand names and dates: what stands right before text is a heading, and
/// what looks like headings elsewhere.
pub(super) fn without_front(
    parts: &[Part],
    mut looks: Vec<Option<HeadingLook>>,
    title_at: Option<usize>,
) -> Vec<Option<HeadingLook>> {
    let Some(title_at) = title_at else {
        return looks;
    };
    let is_long = |part: &Part| part.kind == Kind::Text && part.text().chars().count() > LONG;
    let page = |at: usize| {
        parts
            .get(at)
            .and_then(|part| part.lines.first())
            .map(|placed| placed.page)
    };
    let on_page = (title_at + 1..parts.len()).take_while(|at| page(*at) == page(title_at));
    let end = on_page.clone().last().map_or(title_at, |last| last + 1);
    let mut on_page = on_page;
    let text = on_page.find(|at| parts.get(*at).is_some_and(is_long));
    let elsewhere: Vec<HeadingLook> = looks
        .iter()
        .skip(text.unwrap_or(end))
        .flatten()
        .copied()
        .collect();
    // On a page that has a title and no text nothing else is a heading.
    let end = text.map_or(end, |text| text.saturating_sub(1));
    for at in title_at + 1..end {
        let is_first = parts
            .get(at)
            .is_some_and(|part| part.text().starts_with('1'));
        if let Some(look) = looks.get_mut(at)
            && look.is_some_and(|look| text.is_none() || !(elsewhere.contains(&look) || is_first))
        {
            *look = None;
        }
    }
    looks
}
