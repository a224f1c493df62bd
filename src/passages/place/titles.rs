//! The titles in printed locators: what stands in quotation marks.

use crate::corpus::numbering;

/// A stretch of a locator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stretch<'a> {
    /// Text that is no title.
    Plain(&'a str),
    /// Text in quotation marks.
    Title(&'a str),
}

/// A locator in its titles and what stands between them.
pub(super) fn stretches(text: &str) -> Vec<Stretch<'_>> {
    let mut stretches = Vec::new();
    let mut rest = text;
    while let Some((before, opening)) = rest
        .char_indices()
        .find_map(|(at, c)| Some((rest.get(..at)?, c)).filter(|_| closing(c).is_some()))
    {
        stretches.push(Stretch::Plain(before));
        let title = rest.get(before.len() + opening.len_utf8()..);
        let title = title.unwrap_or_default();
        rest = behind_title(title, closing(opening).unwrap_or_default());
        let title = title.get(..title.len() - rest.len()).unwrap_or_default();
        let mut marked = title.chars();
        marked.next_back();
        stretches.push(Stretch::Title(marked.as_str()));
    }
    stretches.push(Stretch::Plain(rest));
    stretches
}

/// The text behind a title and the mark that closes it. A title may hold such marks itself, one
/// without the other too: it ends where a locator ends or goes on.
fn behind_title<'a>(title: &'a str, closing: &[char]) -> &'a str {
    let ends = || title.match_indices(closing);
    let behind = |(at, mark): (usize, &str)| title.get(at + mark.len()..).unwrap_or_default();
    let end = ends().map(behind).find(|behind| goes_on(behind));
    end.or_else(|| ends().next_back().map(behind))
        .unwrap_or_default()
}

/// Whether a locator ends here, or goes on with a paragraph, a page, a footnote or another place.
fn goes_on(behind: &str) -> bool {
    let behind = behind.trim_start();
    let next = behind.trim_start_matches([',', ';']);
    let signs: &[&str] = if next.len() < behind.len() {
        &["¶", "§", "p.", "S.", "fn.", "Fn."]
    } else {
        &["¶", "§", "›"]
    };
    let next = next.trim_start();
    let is_number = |word: &str| numbering::marker(word).is_some();
    if next.len() == behind.len()
        && next.split(',').next().is_some_and(|part| {
            part.split_whitespace()
                .flat_map(|word| word.split_inclusive(')'))
                .all(is_number)
        })
    {
        return true;
    }
    let is_counted = |sign: &&str| {
        let number = next.strip_prefix(*sign).map(str::trim_start);
        number.is_some_and(|number| {
            *sign == "›" || number.starts_with(|c: char| c == '≈' || c.is_alphanumeric())
        })
    };
    next.trim_matches(['?', '.', '!']).is_empty() || signs.iter().any(is_counted)
}

/// Whether a title is set off by such a mark before it.
pub(super) fn is_opening(mark: char) -> bool {
    closing(mark).is_some()
}

/// The marks that close what a mark opens.
fn closing(mark: char) -> Option<&'static [char]> {
    Some(match mark {
        '„' => &['“', '”'],
        '“' => &['”'],
        '«' => &['»'],
        '»' => &['«'],
        _ => return None,
    })
}
