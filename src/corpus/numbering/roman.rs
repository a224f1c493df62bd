//! Roman numbers, as they are properly written.

/// The values of letters, from the greatest on.
const WORTH: [(u32, &str); 13] = [
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
];

/// Greater numbers are not read: `mix` is a word.
const GREATEST_READ: u32 = 399;

/// A number in small Roman letters: `xiv`. Beyond 3,999 nobody writes them.
pub fn to_roman(mut number: u32) -> String {
    let mut roman = String::new();
    for (worth, letters) in WORTH {
        while number >= worth {
            roman.push_str(letters);
            number -= worth;
        }
    }
    roman
}

/// The value of a Roman number in whatever case, up to 399.
pub fn roman(text: &str) -> Option<u32> {
    let lower = text.to_ascii_lowercase();
    let (mut rest, mut value) = (lower.as_str(), 0);
    for (worth, letters) in WORTH {
        while let Some(behind) = rest.strip_prefix(letters) {
            rest = behind;
            value += worth;
            if value > GREATEST_READ {
                return None;
            }
        }
    }
    // `iiii` has a value too, but is not how 4 is written.
    (value > 0 && to_roman(value) == lower).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for number in 1..=GREATEST_READ {
            assert_eq!(roman(&to_roman(number)), Some(number));
        }
        assert_eq!(to_roman(1994), "mcmxciv");
    }

    #[test]
    fn roman_numbers_are_read_as_they_are_written() {
        assert_eq!(roman("XIV"), Some(14));
        for other in ["", "iiii", "vx", "iix", "mix", "cd", "ic", "Ä"] {
            assert_eq!(roman(other), None, "{other}");
        }
    }
}
