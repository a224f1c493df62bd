//! Examples and grammars within plain text.

/// The share of signs that prose hardly has, from which on lines are code, as a divisor.
const SIGNS: usize = 14;

/// Whether lines that are indented further than the text around them are an example or a grammar, and no
/// prose: they are full of signs, or define names.
pub(super) fn is_code<'a>(lines: impl Iterator<Item = &'a str>) -> bool {
    let (mut signs, mut letters, mut defining, mut count) = (0, 0, 0, 0);
    for line in lines {
        count += 1;
        defining += usize::from(defines(line));
        for c in line.chars().filter(|c| !c.is_whitespace()) {
            letters += 1;
            signs += usize::from(is_sign(c));
        }
    }
    count > 0 && (signs * SIGNS >= letters || defining * 2 >= count)
}

/// Signs of programs, grammars and protocols. A sign that prose has too, such as `(`, does not count.
fn is_sign(c: char) -> bool {
    matches!(
        c,
        '{' | '}'
            | '['
            | ']'
            | '<'
            | '>'
            | '='
            | ';'
            | '|'
            | '_'
            | '\\'
            | '#'
            | '@'
            | '^'
            | '~'
            | '*'
            | '+'
            | '$'
            | '&'
            | '`'
    )
}

/// `number = 1*DIGIT`, `digit ::= "0" | "1"`, `SUBJECT:Harbour`, `DATE;VALUE=…`
fn defines(line: &str) -> bool {
    let end = line.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'));
    let Some((name, behind)) = end.and_then(|end| line.split_at_checked(end)) else {
        return false;
    };
    let behind = behind.trim_start();
    let is_capital = name.len() > 1 && !name.contains(|c: char| c.is_ascii_lowercase());
    let is_field = is_capital
        && behind
            .strip_prefix([':', ';'])
            .is_some_and(|value| value.starts_with(|c: char| !c.is_whitespace()));
    !name.is_empty() && (behind.starts_with("::=") || behind.starts_with("= ") || is_field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grammars_and_examples_are_code() {
        for text in [
            "notice = header CRLF *( field CRLF )\nnumber = 1*DIGIT",
            "RDATE;VALUE=DATE:19970101,19970120",
            "digit ::= \"0\" | \"1\"",
            "{\n\"name\": \"buoy\",\n\"at\": [54.63, 8.38]\n}",
            "if (depth < 3) {\nwarn(ship);\n}",
            "SUMMARY:Harbour closed\nLOCATION:Husum",
        ] {
            assert!(is_code(text.lines()), "{text}");
        }
    }

    #[test]
    fn prose_that_is_indented_is_prose() {
        for text in [
            "A notice tells mariners (and pilots) of a change; it is sent once.",
            "„Der Hafen ist zu“, sagte der Wärter: Er bleibt es bis morgen.",
            "Note: the fee is due each year.",
            "Harbour office\nPort 1\n25946 Husum",
            "THE HARBOUR MASTER DECIDES",
            "",
        ] {
            assert!(!is_code(text.lines()), "{text}");
        }
    }
}
