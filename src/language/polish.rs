//! The forms that Polish gives a name in its cases: "o Toshibie" is about Toshiba, "Trumpa" is Trump.

/// Endings of the oblique cases, the longest first, and what may stand in their place.
const ENDINGS: [(&str, &[&str]); 17] = [
    ("dzie", &["d", "da"]),
    ("owi", &[""]),
    ("iem", &["", "i"]),
    ("ach", &["a", "y", ""]),
    ("ami", &["a", "y", ""]),
    ("ską", &["ska"]),
    ("ie", &["a", "", "o"]),
    ("em", &["", "e"]),
    ("ii", &["ia"]),
    ("ji", &["ja"]),
    ("om", &["a", "y", ""]),
    ("ę", &["a"]),
    ("ą", &["a"]),
    ("y", &["a", ""]),
    ("i", &["a", ""]),
    ("u", &["", "o"]),
    ("a", &["", "o"]),
];

/// A shorter word is no base form.
const MIN_CHARS: usize = 3;

/// The forms that a word may have in the nominative, the likeliest first: the word itself, and others
/// without the ending of a case.
pub fn base_forms(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_owned()];
    for (ending, bases) in ENDINGS {
        if let Some(stem) = word.strip_suffix(ending) {
            let bases = bases.iter().map(|base| format!("{stem}{base}"));
            forms.extend(bases.filter(|form| form.chars().count() >= MIN_CHARS));
        }
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_led_back_to_the_nominative() {
        for (form, base) in [
            ("Toshibie", "Toshiba"),
            ("Toshibę", "Toshiba"),
            ("Motoroli", "Motorola"),
            ("Trumpa", "Trump"),
            ("Trumpie", "Trump"),
            ("Donaldzie", "Donald"),
            ("Japonii", "Japonia"),
            ("Googlem", "Google"),
            ("Trumpowi", "Trump"),
            ("Huawei", "Huawei"),
        ] {
            let forms = base_forms(form);
            assert!(forms.contains(&base.to_owned()), "{form}: {forms:?}");
        }
    }
}
