//! Lines of signs that divide a text or underline a heading.

/// A line of one repeated sign that only divides.
pub(super) fn is_rule(line: &str) -> bool {
    let mut signs = line.chars().filter(|c| !c.is_whitespace());
    let Some(first) = signs.next() else {
        return false;
    };
    matches!(first, '-' | '=' | '_' | '*' | '~' | '#' | '–' | '—')
        && signs.clone().count() >= 2
        && signs.all(|sign| sign == first)
}
