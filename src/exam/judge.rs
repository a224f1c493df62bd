//! Whether a citation is what a question expects.

use super::questions::{Expected, KnownQuestion};
use crate::{answer::Citation, passages::SectionLocator};

/// Whether a citation is of the place that is expected. A paragraph is counted in the section
/// where one is expected too, and in the document where not.
pub fn is_place(expected: &Expected, citation: &Citation) -> bool {
    let section = citation.locator.section.as_ref();
    let is_section = |wanted: &String| {
        let bare = |place: &str| place.replace(['§', '≈'], "").trim().to_lowercase();
        let of = |section: &SectionLocator| [bare(&section.place), bare(&section.address)];
        section.is_some_and(|section| of(section).contains(&bare(wanted)))
    };
    let paragraph_in_section = citation.locator.paragraph.map(|number| number as usize);
    let is_paragraph = |wanted: &usize| match expected.section {
        Some(_) => paragraph_in_section == Some(*wanted),
        None => citation.paragraph == *wanted,
    };
    citation.document.as_str() == expected.document
        && expected.section.as_ref().is_none_or(is_section)
        && expected.paragraph.as_ref().is_none_or(is_paragraph)
}

/// Whether, besides, the quote shows the expected words.
pub fn is_hit(expected: &Expected, citation: &Citation) -> bool {
    is_place(expected, citation) && shows(citation.quote.text(), &expected.text)
}

impl KnownQuestion {
    /// Whether a citation shows an answer that is expected.
    pub fn is_answered_by(&self, citation: &Citation) -> bool {
        self.expect
            .iter()
            .any(|expected| is_hit(expected, citation))
    }
}

/// Whether words stand in a text, however they are spaced.
pub fn shows(text: &str, words: &str) -> bool {
    let fold = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    fold(text).contains(&fold(words))
}
