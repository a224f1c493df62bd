//! The numbers and bullets of list items before the words of a quote: "c) the key". Whoever copies an item
//! copies what readers see before it, and the source may have it in another form, or not at all. It makes
//! no difference if it is that of the item.

use super::form::{Case, Searched, is_mark, plain};
use crate::{
    corpus::{Document, Reading, numbering::marker},
    span::Span,
};

/// The signs before the items of lists without numbers.
const BULLETS: [&str; 8] = ["•", "-", "–", "—", "*", "·", "◦", "▪"];

/// The mark before an item.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Mark {
    Bullet,
    /// The number alone: `c`.
    Number(String),
}

impl Mark {
    /// The mark that a word is.
    fn of(word: &str) -> Option<Self> {
        if BULLETS.contains(&word) {
            return Some(Self::Bullet);
        }
        // `c.)` is `c)`.
        let closed = word.strip_suffix(".)").map(|number| format!("{number})"));
        let word = closed.as_deref().unwrap_or(word);
        marker(word)?;
        let number = word.trim_matches(['(', ')', '.']);
        Some(Self::Number(number.to_owned()))
    }

    /// The mark that a line begins with, and what stands behind it.
    fn before(line: &str) -> Option<(Self, &str)> {
        let (word, behind) = line.trim_start().split_once(char::is_whitespace)?;
        let mark = Self::of(word)?;
        (!behind.trim().is_empty()).then_some((mark, behind))
    }

    fn is(&self, other: &Self, case: Case) -> bool {
        match (self, other) {
            (Self::Number(own), Self::Number(other)) if case == Case::Folded => {
                own.to_lowercase() == other.to_lowercase()
            }
            _ => self == other,
        }
    }
}

/// The words of a quote from one mark to the next.
struct Marked {
    mark: Option<Mark>,
    words: String,
}

/// The bytes of the document in which a quote stands, each time; without the numbers before its items
/// where it does not stand there as it is.
pub(super) fn find(searched: &Searched, document: &Document, quote: &str, case: Case) -> Vec<Span> {
    let found = searched.find_words(document, quote, case);
    if !found.is_empty() {
        return found;
    }
    let bare = quote.trim().trim_matches(|c| is_mark(plain(c, case)));
    find_marked(searched, document, bare, case)
}

/// Finds a quote whose lines begin with marks, if these are those of the items.
fn find_marked(searched: &Searched, document: &Document, quote: &str, case: Case) -> Vec<Span> {
    let parts = parts(quote);
    if parts.iter().all(|part| part.mark.is_none()) {
        return Vec::new();
    }
    let found = parts.iter().map(|part| {
        let mut spans = searched.find_words(document, &part.words, case);
        if let Some(mark) = &part.mark {
            spans.retain(|span| mark_of(document, *span).is_some_and(|own| own.is(mark, case)));
        }
        spans
    });
    let mut places = found.collect::<Vec<_>>().into_iter();
    let first = places.next().unwrap_or_default();
    places.fold(first, |before, next| joined(document, &before, &next))
}

/// The sentences of a quote, of which a mark is none: it stands before the next one.
pub(super) fn with_marks(sentences: impl Iterator<Item = String>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for sentence in sentences {
        match all.last_mut() {
            Some(last) if Mark::of(last).is_some() => {
                last.push(' ');
                last.push_str(&sentence);
            }
            _ => all.push(sentence),
        }
    }
    all
}

/// The words behind the mark at the beginning of a quote, and the span behind that of the item that a passage
/// begins with, where both are the same.
pub(super) fn behind_marks<'a>(
    document: &Document,
    quote: &'a str,
    passage: Span,
) -> (&'a str, Span) {
    let same = || {
        let (mark, words) = Mark::before(quote)?;
        let begin = first_word(document, passage)?;
        let own = mark_of(document, begin)?;
        own.is(&mark, Case::Folded).then_some((words, begin))
    };
    same().unwrap_or((quote, passage))
}

/// A quote cut before each line that begins with a mark.
fn parts(quote: &str) -> Vec<Marked> {
    let mut parts: Vec<Marked> = Vec::new();
    for line in quote.lines().filter(|line| !line.trim().is_empty()) {
        let (mark, words) = match Mark::before(line) {
            Some((mark, words)) => (Some(mark), words),
            None => (None, line),
        };
        if mark.is_none()
            && let Some(part) = parts.last_mut()
        {
            part.words.push('\n');
            part.words.push_str(line);
        } else {
            let words = words.to_owned();
            parts.push(Marked { mark, words });
        }
    }
    parts
}

/// The places of two parts one behind the other, with nothing between them but a mark.
fn joined(document: &Document, first: &[Span], second: &[Span]) -> Vec<Span> {
    let joined = first.iter().filter_map(|first| {
        let next = second.iter().find(|next| next.start >= first.end)?;
        let between = read(document, Span::new(first.end, next.start));
        let is_mark = between.is_empty() || Mark::of(&between).is_some();
        is_mark.then(|| first.cover(*next))
    });
    joined.collect()
}

/// The mark of the item, or the number of the paragraph, that a place is the beginning of.
fn mark_of(document: &Document, place: Span) -> Option<Mark> {
    let index = document.paragraph_at(place.start)?;
    let paragraph = document.paragraphs.get(index)?;
    let begun = paragraph
        .items
        .partition_point(|item| item.span.start <= place.start);
    let item = begun
        .checked_sub(1)
        .and_then(|index| paragraph.items.get(index));
    let begin = item.map_or(paragraph.span.start, |item| item.span.start);
    let before = read(document, Span::new(begin, place.start));
    match item {
        Some(item) if before.is_empty() => match &item.marker {
            Some(marker) => Mark::of(marker),
            None => Some(Mark::Bullet),
        },
        _ => Mark::of(&before),
    }
}

/// The first words of a passage, behind the number that stands there in the text.
fn first_word(document: &Document, passage: Span) -> Option<Span> {
    let text = passage.of(&document.text);
    let behind = Mark::before(text).map_or(text, |(_, behind)| behind);
    let behind = behind.trim_start();
    (!behind.is_empty()).then(|| Span::new(passage.end - behind.len(), passage.end))
}

fn read(document: &Document, span: Span) -> String {
    Reading::of(&document.text, span, &document.edits)
        .text
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_in_their_usual_forms() {
        let number = |word: &str| match Mark::of(word) {
            Some(Mark::Number(number)) => number,
            Some(Mark::Bullet) => "•".to_owned(),
            None => "none".to_owned(),
        };
        let read = [
            "c)", "c.", "(c)", "c.)", "3.", "3)", "iv.", "•", "-", "so", "c",
        ]
        .map(number);
        assert_eq!(
            read,
            ["c", "c", "c", "c", "3", "3", "iv", "•", "•", "none", "none"]
        );
    }

    #[test]
    fn a_quote_is_cut_before_its_marks() {
        let parts = parts("Bring:\na) the key\nof the gate\n\n(b) the card");
        let shown = parts
            .iter()
            .map(|part| format!("{:?} {:?}", part.mark, part.words));
        insta::assert_snapshot!(shown.collect::<Vec<_>>().join("\n"), @r#"
        None "Bring:"
        Some(Number("a")) "the key\nof the gate"
        Some(Number("b")) "the card"
        "#);
    }
}
