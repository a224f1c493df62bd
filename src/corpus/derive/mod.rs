//! Sections for a text without headings: where the topic changes, a section begins, and it is
//! labelled with the text's own words.

mod labels;
mod phrases;

use crate::{
    corpus::{cohesion::Cohesion, repair::Layout},
    language::Language,
};

/// Below this many words a text needs no sections to be found one's way in.
const SHORTEST_TEXT: usize = 600;

/// The cost of every section, so that only a clear change of topic begins one.
const BREAK_COST: f32 = 0.2;

/// The number of paragraphs on either side of a gap that are compared.
const WINDOW: usize = 3;

/// The way to cut a text into sections: 400 to 900 words each, where its topics allow.
const SECTIONS: Layout = Layout {
    aim: 620.0,
    length_cost: 1.2,
    most: 40,
    fewest: 2,
};

/// A section that nobody wrote a heading for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DerivedSection {
    /// The paragraph it begins with: an index into the paragraphs given.
    pub first_paragraph: usize,
    /// Two or three key phrases, as the text writes them, joined by ` · `; no two sections have the
    /// same. Empty where the section has no words that set it apart.
    pub label: String,
}

/// The sections of a text whose paragraphs read as `text`; none for a text of under 600 words or
/// without a second topic.
pub fn sections(text: &[String], language: Language) -> Vec<DerivedSection> {
    let words: Vec<usize> = text
        .iter()
        .map(|text| text.split_whitespace().count())
        .collect();
    if words.iter().sum::<usize>() < SHORTEST_TEXT {
        return Vec::new();
    }
    let depths = Cohesion::of(text, language).depths(WINDOW);
    let scores: Vec<f32> = [0.0]
        .into_iter()
        .chain(depths.iter().map(|d| d - BREAK_COST))
        .collect();
    let lengths: Vec<f32> = words.iter().map(|&words| length(words)).collect();
    let starts = SECTIONS.starts(&scores, &lengths);
    if starts.len() < 2 {
        return Vec::new();
    }
    let labels = labels::of(text, &starts, language);
    let sections = starts.into_iter().zip(labels);
    sections
        .map(|(first_paragraph, label)| DerivedSection {
            first_paragraph,
            label,
        })
        .collect()
}

/// A number of words as a measure; more than 65,535 in one paragraph measure the same.
fn length(words: usize) -> f32 {
    f32::from(u16::try_from(words).unwrap_or(u16::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_has_no_sections() {
        assert_eq!(
            sections(&["Ein Satz.".to_owned()], Language::De),
            Vec::new()
        );
    }

    #[test]
    fn topics_become_sections_with_words_of_their_own() {
        let bees = "Die Königin legt Eier in die Waben, und im Bienenstock reift der Honig. \
            Jede Imkerin schleudert den Honig aus den Waben.";
        let trains = "Der Lokführer fährt die Lokomotive aus dem Bahnhof, und im Stellwerk \
            leuchtet ein Signal. Jede Lokomotive hält am Bahnhof.";
        let paragraph = |sentence: &str| [sentence; 4].join(" ");
        let text: Vec<String> = (0..12)
            .map(|index| paragraph(if index < 6 { bees } else { trains }))
            .collect();
        let sections = sections(&text, Language::De);
        assert_eq!(
            sections
                .iter()
                .map(|s| s.first_paragraph)
                .collect::<Vec<_>>(),
            [0, 6]
        );
        assert!(sections[0].label.contains("Honig"), "{}", sections[0].label);
        assert!(
            sections[1].label.contains("Lokomotive"),
            "{}",
            sections[1].label
        );
    }
}
