//! Sentences that are not understood without the one before.

use super::{Language, sentences::is_closer};

/// The number of words at the beginning of a sentence among which one that points back is looked for.
const OPENING_WORDS: usize = 8;

/// Words that point back when a sentence opens with them.
const OPENERS: [(Language, &str); 2] = [
    (
        Language::De,
        "dies diese dieser dieses diesem diesen er sie es ihr ihre ihren ihrem ihm ihnen jene jener \
         dadurch damit dafür dabei daher deshalb darum dazu davon darüber dort so solche solcher \
         letztere letzterer letzteres außerdem auch jedoch allerdings",
    ),
    (
        Language::En,
        "this these that those he she it they his her its their them such thus therefore hence \
         there then also however the former the latter",
    ),
];

/// Phrases that point back anywhere in the opening of a sentence.
const PHRASES: [(Language, &str); 2] = [
    (
        Language::De,
        "die beiden|den beiden|der beiden|beide seiten|letzteren|letztere",
    ),
    (Language::En, "the two|both sides|the latter|the former"),
];

/// Whether a sentence asks.
pub fn is_question(sentence: &str) -> bool {
    let end = sentence.trim_end().trim_end_matches(is_closer);
    end.ends_with(['?', '？', '؟'])
}

/// Whether a sentence leans on the one before it: "Diese Maßnahme …", "In … haben die beiden …".
/// Known for German and English; sentences in other languages stand alone.
pub fn leans_back(sentence: &str, language: Language) -> bool {
    let opening: Vec<String> = sentence
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(OPENING_WORDS)
        .map(str::to_lowercase)
        .collect();
    let of = |table: &[(Language, &'static str)]| {
        table
            .iter()
            .find(|(of, _)| *of == language)
            .map_or("", |(_, words)| *words)
    };
    let opens = opening
        .first()
        .is_some_and(|first| of(&OPENERS).split_whitespace().any(|word| word == first));
    let start = format!(" {} ", opening.join(" "));
    opens
        || of(&PHRASES)
            .split('|')
            .filter(|phrase| !phrase.is_empty())
            .any(|phrase| start.contains(&format!(" {phrase} ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_that_lean_are_told_from_those_that_stand() {
        for sentence in [
            "Diese Maßnahme gab dem Präsidenten Befugnisse.",
            "In den letzten Jahren haben die beiden damit begonnen.",
            "Sie konnten das nicht.",
        ] {
            assert!(leans_back(sentence, Language::De), "{sentence}");
        }
        assert!(!leans_back("Die Änderung stärkte das CFIUS.", Language::De));
        assert!(leans_back("It was founded in 1987.", Language::En));
        assert!(!leans_back("SEMATECH was founded in 1987.", Language::En));
        assert!(!leans_back("Es decía que no.", Language::Es));
    }
}
