//! The words of a document, to tell a hyphen that a line end made from one that belongs to its word.

use std::collections::BTreeSet;

/// Words as they stand within lines, in lower case.
#[derive(Debug, Default)]
pub(super) struct Words(BTreeSet<String>);

/// The way in which a line is joined with the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Join {
    /// There is a space between them.
    Space,
    /// Nothing is between them: `G7-` and `Staaten`.
    Tight,
    /// The hyphen, of so many bytes, was made by the line end: `Wis-` and `senschaft`.
    Hyphen(usize),
}

impl Words {
    pub(super) fn of(lines: impl Iterator<Item = impl AsRef<str>>) -> Self {
        let mut words = BTreeSet::new();
        for line in lines {
            let all: Vec<&str> = line.as_ref().split_whitespace().collect();
            // Those at the ends of a line may be parts of words.
            let inner = all.get(1..all.len().saturating_sub(1)).unwrap_or_default();
            words.extend(inner.iter().map(|word| stripped(word).to_lowercase()));
        }
        Self(words)
    }

    /// The way in which a line that ends with `before` goes on with `behind`.
    pub(super) fn join(&self, before: &str, behind: &str) -> Join {
        if before.ends_with('\u{AD}') {
            return Join::Hyphen('\u{AD}'.len_utf8());
        }
        let Some(hyphen) = before
            .chars()
            .next_back()
            .filter(|c| matches!(c, '-' | '\u{2010}'))
        else {
            // `737–` and `9`, `https://a.org/` and `b`
            let is_tight = before.ends_with(['/', '—', '–', '@', '_'])
                && !before
                    .trim_end_matches(['/', '—', '–', '@', '_'])
                    .ends_with(' ')
                && behind.starts_with(char::is_alphanumeric);
            return if is_tight { Join::Tight } else { Join::Space };
        };
        let start = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let left = before
            .get(start..before.len() - hyphen.len_utf8())
            .unwrap_or_default();
        let right = behind.split_whitespace().next().unwrap_or_default();
        if left.is_empty() {
            return Join::Space;
        }
        // `Forschungs-` and `und Entwicklungspolitik`
        if matches!(
            right,
            "und" | "oder" | "and" | "or" | "bzw." | "sowie" | "et" | "ou" | "y" | "e"
        ) {
            return Join::Space;
        }
        let (left, right) = (
            left.trim_start_matches(|c: char| !c.is_alphanumeric()),
            stripped(right),
        );
        let is_lower = right.starts_with(char::is_lowercase);
        let is_word = left.chars().all(|c| c.is_alphabetic() || c == '-')
            && left.chars().next_back().is_some_and(char::is_lowercase);
        if !is_lower || !is_word {
            return Join::Tight;
        }
        let whole = format!("{left}{right}").to_lowercase();
        let parted = format!("{left}-{right}").to_lowercase();
        if self.0.contains(&parted) && !self.0.contains(&whole) {
            return Join::Tight;
        }
        Join::Hyphen(hyphen.len_utf8())
    }

    /// Whether what a line ends with, without its hyphen, and what the next one begins with are words that
    /// stand elsewhere.
    pub(super) fn knows_both(&self, before: &str, behind: &str) -> bool {
        let ends = [
            before.split_whitespace().next_back(),
            behind.split_whitespace().next(),
        ];
        let is_known = |word: &str| self.0.contains(&stripped(word).to_lowercase());
        ends.into_iter()
            .flatten()
            .filter(|word| is_known(word))
            .count()
            == ends.len()
    }
}

/// A word without the signs around it.
fn stripped(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hyphens_of_line_ends_are_told_from_others() {
        let words = Words(["co-operation".to_owned()].into());
        let join = |before, behind| words.join(before, behind);
        assert_eq!(join("die Wis-", "senschaft ist"), Join::Hyphen(1));
        assert_eq!(join("der G7-", "Staaten"), Join::Tight);
        assert_eq!(join("Co-", "operation is"), Join::Tight);
        assert_eq!(join("Forschungs-", "und Technik"), Join::Space);
        assert_eq!(join("a word \u{AD}", "s"), Join::Hyphen(2));
        assert_eq!(join("soft\u{AD}", "ware"), Join::Hyphen(2));
        assert_eq!(join("this –", "that"), Join::Space);
        assert_eq!(join("https://a.org/", "b/c"), Join::Tight);
        assert_eq!(join("Model 737–", "9 airplanes"), Join::Tight);
        assert_eq!(join("one", "two"), Join::Space);
        assert_eq!(join("COVID-", "19 is"), Join::Tight);
    }
}
