//! The human-readable, stable name of a place: `§ 2.3 „Titel“ ¶ 4, p. 12, fn. 17`.

use std::fmt;

use serde::Serialize;

use crate::{
    corpus::{BELOW, Certainty, Document, Origin, Page, ParagraphKind, Section},
    label::label,
    language::Language,
    span::Span,
};

/// The place of a quote, as it is printed. [`Place`](super::Place) reads it back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Locator {
    /// The section, if the document has sections and the place is in one.
    pub section: Option<SectionLocator>,
    /// The numbers that the source gives the place within the section: `(2) 1.`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The paragraph within the section, or within the document where there is no section.
    pub paragraph: Option<u32>,
    /// Whether that paragraph was recovered from a text without paragraphs.
    pub paragraph_is_derived: bool,
    /// The page as printed, for formats that have pages; `12–13` for what stands on several.
    pub page: Option<String>,
    /// The degree to which what stands there can be relied on.
    #[serde(skip_serializing_if = "Certainty::is_sure")]
    pub certainty: Certainty,
    /// Footnotes that hang on the place.
    pub footnotes: Vec<u32>,
    /// The language of the document, whose quotation marks stand around the heading.
    #[serde(skip)]
    pub language: Language,
}

/// A section in a [`Locator`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct SectionLocator {
    /// The name of the section without its title: `§ 2.3`, `Article 3`; `§ 2 › Austritt` where it has no
    /// number.
    pub place: String,
    /// The name of the section in links: `2.3`, `art3`, `2-austritt`.
    pub address: String,
    /// Its number as printed: `2.3`, `§ 21a`; nothing for a heading without.
    pub number: Option<String>,
    /// The heading.
    pub title: String,
    /// Whether the source has no number for it, and it was counted.
    pub is_counted: bool,
    /// Whether nobody named it, but topics in the text.
    pub is_derived: bool,
}

impl SectionLocator {
    /// A section by its number and heading.
    pub fn of(section: &Section) -> Self {
        Self {
            place: section.place.clone(),
            address: section.address.clone(),
            number: section.label.as_ref().map(|label| label.printed.clone()),
            title: label(&section.title),
            is_counted: section.is_counted,
            is_derived: section.origin == Origin::Derived,
        }
    }

    /// The section with its heading in the quotation marks of `language`, and with what is numbered
    /// within it: `§ 17 „Titel“ (2)`, `§ 2 › „Austritt“`.
    pub fn named(&self, label: Option<&str>, language: Language) -> String {
        let title = if self.title.is_empty() {
            String::new()
        } else {
            language.quoted_title(&self.title)
        };
        let before = match self.number {
            Some(_) => self.place.clone(),
            None => self.before(),
        };
        let mut parts = vec![before.as_str(), &title, label.unwrap_or_default()];
        parts.retain(|part| !part.is_empty());
        parts.join(" ")
    }

    /// `§ 2 ›`: what stands before the title of a section without a number.
    fn before(&self) -> String {
        let mark = self.place.rfind(BELOW.trim_end());
        let before = mark.and_then(|mark| self.place.get(..mark));
        before.map_or_else(String::new, |before| {
            format!("{before}{}", BELOW.trim_end())
        })
    }
}

impl Locator {
    /// The place of `span`, which should lie within one paragraph or heading; the locator names the one
    /// in which it begins.
    pub fn of(document: &Document, span: Span) -> Self {
        let pages = document.pages_of(span);
        let mut locator = Locator {
            footnotes: footnotes(document, span),
            language: document.language,
            page: page(pages),
            certainty: pages
                .iter()
                .map(|page| page.certainty)
                .max()
                .unwrap_or_default(),
            ..Locator::default()
        };
        let paragraph = document
            .paragraph_at(span.start)
            .and_then(|index| document.paragraphs.get(index));
        let Some(paragraph) = paragraph else {
            let is_its_heading = |section: &&Section| {
                let heading = section.heading;
                heading.is_some_and(|heading| heading.contains(Span::at(span.start)))
            };
            let section = document.sections.iter().rfind(is_its_heading);
            locator.section = section.map(SectionLocator::of);
            return locator;
        };
        if paragraph.kind == ParagraphKind::Note {
            return locator;
        }
        locator.section = paragraph
            .section
            .and_then(|index| document.sections.get(index))
            .map(SectionLocator::of);
        locator.label = Document::label_of(paragraph, span);
        locator.paragraph = Some(paragraph.ordinal);
        locator.paragraph_is_derived = paragraph.origin == Origin::Derived;
        locator
    }
}

impl Locator {
    /// The same paragraph without the footnotes that hang on it. The text of a footnote keeps its number.
    #[must_use]
    pub fn without_hanging_footnotes(mut self) -> Self {
        if self.paragraph.is_some() {
            self.footnotes.clear();
        }
        self
    }

    /// The name of the place within a page of the whole document: `s2.3`, `s2.3p4`, `p4`. Empty for
    /// a place in neither a section nor a paragraph.
    pub fn anchor(&self) -> String {
        let section = self.section.as_ref();
        let section = section.map_or_else(String::new, |section| format!("s{}", section.address));
        let paragraph = self.paragraph;
        let paragraph = paragraph.map_or_else(String::new, |paragraph| format!("p{paragraph}"));
        section + &paragraph
    }
}

/// The label of some pages: `12`, `12–13`.
fn page(pages: &[Page]) -> Option<String> {
    let mut labels = pages.iter().map(|page| page.label.as_str());
    let first = labels.next().filter(|first| !first.is_empty())?;
    Some(match labels.next_back().filter(|last| *last != first) {
        Some(last) => format!("{first}–{last}"),
        None => first.to_owned(),
    })
}

/// The footnotes whose marks stand in `span` or right behind it, or whose text it is.
fn footnotes(document: &Document, span: Span) -> Vec<u32> {
    let note = document.paragraph_at(span.start);
    let is_note = |index: &usize| {
        document
            .paragraphs
            .get(*index)
            .is_some_and(|p| p.kind == ParagraphKind::Note)
    };
    if let Some(index) = note.filter(is_note) {
        let of_note = document
            .footnotes
            .iter()
            .find(|footnote| footnote.note == Some(index));
        return of_note
            .map(|footnote| footnote.number)
            .into_iter()
            .collect();
    }
    let next = document
        .sentences
        .partition_point(|sentence| sentence.start < span.end);
    let end = document
        .sentences
        .get(next)
        .map_or(document.text.len(), |sentence| sentence.start);
    let paragraph_end = note
        .and_then(|index| document.paragraphs.get(index))
        .map_or(end, |paragraph| paragraph.span.end.max(span.end) + 1);
    let all = &document.footnotes;
    let first = all.partition_point(|footnote| footnote.mark.start < span.start);
    let behind = all.partition_point(|footnote| footnote.mark.start < end.min(paragraph_end));
    let hanging = all.get(first..behind).unwrap_or_default();
    let mut numbers: Vec<u32> = hanging.iter().map(|footnote| footnote.number).collect();
    numbers.dedup();
    numbers
}

impl fmt::Display for Locator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let derived = |is_derived| if is_derived { "≈" } else { "" };
        let mut parts = Vec::new();
        let mut head = Vec::new();
        if let Some(section) = &self.section {
            head.push(section.named(self.label.as_deref(), self.language));
        }
        if let Some(paragraph) = self.paragraph.filter(|_| self.label.is_none()) {
            head.push(format!(
                "¶ {}{paragraph}",
                derived(self.paragraph_is_derived)
            ));
        }
        if !head.is_empty() {
            parts.push(head.join(" "));
        }
        if let Some(page) = &self.page {
            let remark = match self.certainty {
                Certainty::Sure => String::new(),
                doubt => format!(" ({})", doubt.remark()),
            };
            parts.push(format!("p. {page}{remark}"));
        }
        if !self.footnotes.is_empty() {
            let numbers: Vec<_> = self.footnotes.iter().map(u32::to_string).collect();
            parts.push(format!("fn. {}", numbers.join(", ")));
        }
        f.write_str(&parts.join(", "))
    }
}
