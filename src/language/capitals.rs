//! Capital letters, by which proper names are told from common nouns.

/// Whether a word begins with a capital.
pub fn begins(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// Whether a word of a name has a capital behind its first letter, as in "SEMATECH".
pub fn stand_within(name: &str) -> bool {
    let within = |word: &str| word.chars().skip(1).any(char::is_uppercase);
    name.split_whitespace().any(within)
}
