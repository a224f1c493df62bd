//! Whether a quotation mark opens or closes: in glued text no space says so.

use crate::language::Language;

/// The role of a quotation mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A quotation begins behind it.
    Opens,
    /// A quotation ends before it.
    Closes,
}

/// The quotations that are open at a place in a text.
#[derive(Debug, Default)]
pub(super) struct Quotations {
    low: bool,
    angled: bool,
    straight: bool,
}

impl Quotations {
    /// The role of `mark`, which stands between `before` and `after`; none for other characters.
    pub(super) fn read(
        &mut self,
        mark: char,
        before: Option<char>,
        after: Option<char>,
        language: Language,
    ) -> Option<Role> {
        let free_before = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '['));
        let free_after = after.is_none_or(|c| !c.is_alphanumeric());
        let by_space = match (free_before, free_after) {
            (true, false) => Some(Role::Opens),
            (false, true) => Some(Role::Closes),
            _ => None,
        };
        let by_state = |open: bool| if open { Role::Closes } else { Role::Opens };
        let (role, open) = match mark {
            '„' | '‚' => (Role::Opens, &mut self.low),
            '”' | '’' => (Role::Closes, &mut self.low),
            '“' | '‘' => {
                let role = match by_space {
                    _ if self.low => Role::Closes,
                    Some(role) => role,
                    None if language == Language::De => Role::Closes,
                    None => Role::Opens,
                };
                // An English opening mark must not make its successor a German closing one.
                return Some(self.close_low(role));
            }
            '«' | '»' | '‹' | '›' => {
                (by_space.unwrap_or(by_state(self.angled)), &mut self.angled)
            }
            '"' => (
                by_space.unwrap_or(by_state(self.straight)),
                &mut self.straight,
            ),
            _ => return None,
        };
        *open = role == Role::Opens;
        Some(role)
    }

    fn close_low(&mut self, role: Role) -> Role {
        self.low = false;
        role
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, language: Language, expected: &str) {
        let chars: Vec<char> = text.chars().collect();
        let mut quotations = Quotations::default();
        let mut roles = String::new();
        for (index, c) in chars.iter().enumerate() {
            let before = index.checked_sub(1).map(|before| chars[before]);
            match quotations.read(*c, before, chars.get(index + 1).copied(), language) {
                Some(Role::Opens) => roles.push('<'),
                Some(Role::Closes) => roles.push('>'),
                None => {}
            }
        }
        assert_eq!(roles, expected, "{text}");
    }

    #[test]
    fn glued_marks_are_told_apart_by_what_is_open() {
        check(
            "Er sagte: „Gut.“Dann ging er.„Nein“, rief sie.",
            Language::De,
            "<><>",
        );
        check("He said.“Fine.”Then he left.“No.”", Language::En, "<><>");
        check(
            "He said.\"Fine.\"Then he left.\"No,\" she said.",
            Language::En,
            "<><>",
        );
        check("Er sagte.»Gut.«Dann ging er.»Nein.«", Language::De, "<><>");
    }
}
