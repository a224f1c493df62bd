//! An outline sidecar to begin with: the sections of a document as they were read, each with the first words
//! by which it is found again, for its operator to edit.

use super::{
    document::{Document, Origin, Section},
    opening::Searched,
    reading::Reading,
    sidecar::{line, quoted},
};
use crate::{label::cut, language::Language, plural::counted, span::Span};

/// So many first words are tried, one after the other, until they stand nowhere else.
const WORDS: [usize; 5] = [6, 9, 14, 22, 40];

/// So many of these are words of the section itself; then those that follow are taken, too.
const OF_ITS_OWN: usize = 3;

/// So many paragraphs are offered of a document without sections.
const MOST_PARAGRAPHS: usize = 40;

/// So many characters of a paragraph are shown.
const SHOWN_CHARS: usize = 60;

/// The outline that an operator is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuggestedOutline {
    /// Title and language, as far as they are known.
    pub head: String,
    /// The sections.
    pub sections: String,
    /// The number of sections.
    pub count: usize,
    /// The sections whose first words stand more than once, or that cannot be found by them.
    pub left_out: Vec<String>,
}

/// An outline for a document as it was read.
pub fn suggest(document: &Document) -> SuggestedOutline {
    let mut head = match &document.metadata.title {
        Some(title) => line("title", title),
        None => format!("# {}", line("title", &document.title())),
    };
    if document.language != Language::Other {
        head.push_str(&line("language", &document.language.to_string()));
    }
    let mut suggestion = SuggestedOutline {
        head,
        sections: String::new(),
        count: 0,
        left_out: Vec::new(),
    };
    if document.sections.is_empty() {
        suggestion.sections = paragraphs(document);
        return suggestion;
    }
    let begins: Vec<usize> = document.sections.iter().map(|s| s.span.start).collect();
    let openings = openings(document, &begins);
    for (section, opening) in document.sections.iter().zip(openings) {
        if let Some(words) = opening {
            suggestion.sections.push_str(&entry(section, &words));
            suggestion.count += 1;
        } else {
            suggestion.left_out.push(section.label());
        }
    }
    suggestion
}

/// A section as the sidecar writes it.
fn entry(section: &Section, words: &str) -> String {
    let mut text = String::from("\n[[section]]\n");
    if section.origin == Origin::Derived {
        text.push_str("# ≈ nobody named it: write a title of your own\n");
    }
    if section.level > 1 {
        let level = format!("level = {}\n", section.level);
        text.push_str(&level);
    }
    if let Some(label) = section.label.as_ref().filter(|_| !section.is_counted) {
        text.push_str(&line("number", &label.printed));
    }
    text.push_str(&line("title", &section.title));
    text.push_str(&line("starts_with", words));
    text
}

/// The beginnings of paragraphs, as comments: where sections could begin.
fn paragraphs(document: &Document) -> String {
    let begins: Vec<usize> = document.paragraphs.iter().map(|p| p.span.start).collect();
    let shown = begins.get(..begins.len().min(MOST_PARAGRAPHS));
    let openings = openings(document, shown.unwrap_or_default());
    let mut text = String::from(
        "\n# No section was found. Paragraphs begin with these words; write a title where a section\n\
         # begins, take the # away there, and delete the others.\n",
    );
    for words in openings.into_iter().flatten() {
        let begin = format!("# starts_with = {}\n", quoted(&words));
        text.push_str("\n# [[section]]\n# title = \"\"\n");
        text.push_str(&begin);
    }
    if begins.len() > MOST_PARAGRAPHS {
        let last = document.paragraphs.get(MOST_PARAGRAPHS);
        let read = last.map(|p| Reading::of(&document.text, p.span, &document.edits).text);
        let begin = cut(&read.unwrap_or_default(), SHOWN_CHARS);
        let more = begins.len() - MOST_PARAGRAPHS;
        let more = counted(more, "paragraph", "paragraphs");
        let more = format!("\n# and {more} more, from: {begin}\n");
        text.push_str(&more);
    }
    text
}

/// The first words of what begins at each of these places, as many as it takes to find it again; nothing
/// where no number of words does.
fn openings(document: &Document, begins: &[usize]) -> Vec<Option<String>> {
    let (text, edits) = (&document.text, &document.edits);
    let whole = Span::new(0, text.len());
    let reading = Reading::of(text, whole, edits);
    let searched = Searched::new(text, edits);
    let place = |position: usize| reading.from_source(Span::new(position, text.len())).start;
    let mut openings: Vec<Option<String>> = vec![None; begins.len()];
    for (round, count) in WORDS.into_iter().enumerate() {
        let left = (0..).zip(begins).zip(&openings);
        let left = left.filter(|(_, opening)| opening.is_none());
        let tried: Vec<(usize, usize, String)> = left
            .map(|((index, begin), _)| {
                let at = place(*begin);
                let next = begins.get(index + 1).map(|next| place(*next));
                let end = next.filter(|next| round < OF_ITS_OWN && *next > at);
                let rest = Span::new(at, end.unwrap_or(reading.text.len())).of(&reading.text);
                (index, at, first_words(rest, count))
            })
            .collect();
        let words: Vec<&str> = tried.iter().map(|(.., words)| words.as_str()).collect();
        let found = searched.find(&words);
        for ((index, at, words), found) in tried.into_iter().zip(found) {
            let is_it = found.count == 1
                && found
                    .first
                    .first()
                    .is_some_and(|first| place(first.position) == at);
            if is_it && let Some(opening) = openings.get_mut(index) {
                *opening = Some(words);
            }
        }
    }
    openings
}

/// The first words of a text, without signs behind the last: marks of the format stand between sections.
fn first_words(text: &str, count: usize) -> String {
    let mut words: Vec<&str> = text.split_whitespace().take(count).collect();
    while words.len() > 1
        && words
            .pop_if(|last| !last.contains(char::is_alphanumeric))
            .is_some()
    {}
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{DocumentId, Format, Outline, RawDocument, read};

    fn document(text: &str, outline: Option<&str>) -> Document {
        let raw = RawDocument {
            id: DocumentId("a".to_owned()),
            path: "a.md".to_owned(),
            format: Format::Markdown,
            outline_text: outline.map(str::to_owned),
            encoding_label: None,
            bytes: text.as_bytes().to_vec(),
        };
        read(raw).unwrap().document
    }

    /// The sections as they are read, and as they are read with the outline that is suggested.
    #[track_caller]
    fn check(text: &str) -> String {
        let sections = |document: &Document| -> Vec<(String, usize, u8)> {
            let sections = document.sections.iter();
            sections
                .map(|s| (s.title.clone(), s.span.start, s.level))
                .collect()
        };
        let before = document(text, None);
        let suggestion = suggest(&before);
        let outline = format!("{}{}", suggestion.head, suggestion.sections);
        Outline::parse(&outline).unwrap();
        assert_eq!(suggestion.left_out, Vec::<String>::new());
        assert_eq!(
            sections(&document(text, Some(&outline))),
            sections(&before),
            "{outline}"
        );
        outline
    }

    #[test]
    fn what_is_suggested_finds_the_sections_again() {
        insta::assert_snapshot!(check(
            "# Satzung\n\n## § 1 Name\n\nDer Verein heißt Lindenhof.[^1] Er ist gemeinnützig.\n\n### Sitz\n\nEr sitzt in \
             Celle.\n\n## § 2a „Ehre“\n\nEr ehrt Mitglieder.\n\n[^1]: So *steht* es.\n"
        ), @r#"
        title = "Satzung"
        language = "de"

        [[section]]
        number = "§ 1"
        title = "Name"
        starts_with = "§ 1 Name Der Verein heißt"

        [[section]]
        level = 2
        title = "Sitz"
        starts_with = "Sitz Er sitzt in Celle."

        [[section]]
        number = "§ 2a"
        title = "„Ehre“"
        starts_with = "§ 2a „Ehre“ Er ehrt Mitglieder."
        "#);
    }

    #[test]
    fn sections_of_one_name_are_told_apart_by_what_follows() {
        insta::assert_snapshot!(check(
            "## Fees\n\nThe fee for a berth is ten crowns.\n\n## Fees\n\nThe fee for a berth is nine crowns.\n"
        ), @r#"
        # title = "a"
        language = "en"

        [[section]]
        title = "Fees"
        starts_with = "Fees The fee for a berth is ten crowns."

        [[section]]
        title = "Fees"
        starts_with = "Fees The fee for a berth is nine crowns."
        "#);
    }

    #[test]
    fn a_text_without_sections_shows_where_they_could_begin() {
        insta::assert_snapshot!(check(
            "Der Verein heißt Lindenhof.\n\nEr sitzt in Celle.\n\nEr \"ehrt\" Mitglieder.\n"
        ), @r#"
        # title = "a"
        language = "de"

        # No section was found. Paragraphs begin with these words; write a title where a section
        # begins, take the # away there, and delete the others.

        # [[section]]
        # title = ""
        # starts_with = "Der Verein heißt Lindenhof."

        # [[section]]
        # title = ""
        # starts_with = "Er sitzt in Celle."

        # [[section]]
        # title = ""
        # starts_with = 'Er "ehrt" Mitglieder.'
        "#);
    }

    #[test]
    fn what_cannot_be_told_apart_is_named() {
        let twice = document(
            "## Fees\n\nTen.\n\n## Fees\n\nTen.\n\n## Fees\n\nTen.\n",
            None,
        );
        let left_out = suggest(&twice).left_out;
        assert_eq!(left_out, ["§ ≈2 Fees", "§ ≈3 Fees"]);
    }
}
