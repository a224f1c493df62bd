//! Numbered paragraphs that are no items of lists: those of laws and contracts.

use super::{model::Paragraph, numbering::Number};

/// A shorter text, in bytes, that ends like no sentence is an item.
const LEAST_OF_A_CLAUSE: usize = 100;

/// Whether a numbered paragraph is one of a section, as those of laws and contracts are, and no item of a
/// list: `(1) Whoever …`, `2.3 The supplier …`.
pub(super) fn is_clause(number: &Number, paragraph: &Paragraph) -> bool {
    let printed = number.printed.as_deref().unwrap_or_default();
    let inner = printed
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_bracketed = inner.is_some_and(is_digits);
    let parts: Vec<&str> = printed.trim_end_matches('.').split('.').collect();
    let has_parts = parts.len() > 1 && parts.iter().all(|part| is_digits(part));
    let words = paragraph.words();
    let is_text = words.len() >= LEAST_OF_A_CLAUSE || words.ends_with(['.', ':', ';']);
    (is_bracketed || has_parts) && is_text
}
