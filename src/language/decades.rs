//! Decades and their years: "in den sechziger Jahren" asks for 1961 and for the 1960s alike.

/// German and English names of decades, from the twenties on.
const NAMES: [(&str, &str, u32); 8] = [
    ("zwanziger", "twenties", 20),
    ("dreißiger", "thirties", 30),
    ("vierziger", "forties", 40),
    ("fünfziger", "fifties", 50),
    ("sechziger", "sixties", 60),
    ("siebziger", "seventies", 70),
    ("achtziger", "eighties", 80),
    ("neunziger", "nineties", 90),
];

/// Every other way in which a document may write a decade, its years included; nothing if `word`
/// (in lower case) is no decade. A decade without a century is one of the twentieth.
pub fn other_forms(word: &str) -> Vec<String> {
    let Some(first) = first_year(word) else {
        return Vec::new();
    };
    let mut forms: Vec<String> = (first..first + 10).map(|year| year.to_string()).collect();
    forms.extend([
        format!("{first}er"),
        format!("{first}s"),
        format!("{:02}er", first % 100),
    ]);
    if let Some((german, english, _)) = NAMES.iter().find(|(_, _, decade)| 1900 + decade == first) {
        forms.extend([(*german).to_owned(), (*english).to_owned()]);
    }
    forms.retain(|form| form != word);
    forms
}

fn first_year(word: &str) -> Option<u32> {
    let bare = word.trim_end_matches('n');
    let named = NAMES
        .iter()
        .find(|(german, english, _)| *german == bare || *english == word);
    if let Some((_, _, decade)) = named {
        return Some(1900 + decade);
    }
    let digits = bare.strip_suffix("er").or_else(|| word.strip_suffix('s'))?;
    let year: u32 = digits.parse().ok()?;
    match digits.len() {
        2 if year.is_multiple_of(10) => Some(1900 + year),
        4 if year.is_multiple_of(10) => Some(year),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decades_are_their_years() {
        for word in [
            "sechziger",
            "sechzigern",
            "1960er",
            "60er",
            "1960s",
            "sixties",
        ] {
            let forms = other_forms(word);
            assert!(forms.contains(&"1961".to_owned()), "{word}");
            assert!(!forms.contains(&"1970".to_owned()), "{word}");
            assert!(!forms.contains(&word.to_owned()), "{word}");
        }
        assert!(other_forms("2010er").contains(&"2015".to_owned()));
        for word in ["1961", "sieben", "steiger", "5er", "1961er", "japans"] {
            assert!(other_forms(word).is_empty(), "{word}");
        }
    }
}
