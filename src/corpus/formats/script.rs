//! Raised and lowered digits: `10<sup>6</sup>` says 10⁶ and not 106, so it is read with the characters that
//! Unicode has for them, or with `^` where it has none.

/// The reading of raised text behind what stands before it; nothing if it is read as it stands, because no
/// number can be mistaken: `21st`.
pub(super) fn raised(text: &str, before: Option<char>) -> Option<String> {
    let text = text.trim();
    let characters: Option<String> = text.chars().map(superscript).collect();
    match characters {
        Some(characters) if !text.is_empty() => Some(characters),
        _ if !text.contains(|c: char| c.is_ascii_digit()) => None,
        _ if !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, ')' | ']')) => None,
        _ if text.contains(char::is_whitespace) => None,
        _ if text.chars().all(char::is_alphanumeric) => Some(format!("^{text}")),
        _ => Some(format!("^({text})")),
    }
}

/// The reading of lowered text; nothing if it is read as it stands.
pub(super) fn lowered(text: &str) -> Option<String> {
    let text = text.trim();
    let characters: Option<String> = text.chars().map(subscript).collect();
    characters.filter(|characters| !characters.is_empty())
}

fn superscript(c: char) -> Option<char> {
    Some(match c {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        '9' => '⁹',
        '+' => '⁺',
        '-' | '−' | '–' => '⁻',
        '=' => '⁼',
        '(' => '⁽',
        ')' => '⁾',
        'n' => 'ⁿ',
        _ => return None,
    })
}

fn subscript(c: char) -> Option<char> {
    Some(match c {
        '0' => '₀',
        '1' => '₁',
        '2' => '₂',
        '3' => '₃',
        '4' => '₄',
        '5' => '₅',
        '6' => '₆',
        '7' => '₇',
        '8' => '₈',
        '9' => '₉',
        '+' => '₊',
        '-' | '−' | '–' => '₋',
        '=' => '₌',
        '(' => '₍',
        ')' => '₎',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raised_digits_are_not_read_as_digits_of_the_number_before() {
        for (text, before, read) in [
            ("6", '0', Some("⁶")),
            ("−3", '0', Some("⁻³")),
            ("2", 'm', Some("²")),
            ("2.5", '0', Some("^(2.5)")),
            ("2k", 'x', Some("^2k")),
            ("st", '1', None),
            ("Note 3", 'e', None),
            ("3a", ' ', None),
        ] {
            assert_eq!(raised(text, Some(before)).as_deref(), read, "{text}");
        }
        assert_eq!(lowered("2").as_deref(), Some("₂"));
        assert_eq!(lowered("max"), None);
    }
}
