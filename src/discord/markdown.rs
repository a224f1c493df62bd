//! Text for Discord's Markdown: what is quoted must show as it stands, and never act.

use crate::span::Span;

/// Signs that act wherever they stand.
const ACTING: &str = "\\*_~`|[]<>@";

/// A text that shows as it is: nothing in it is a format, a link, a mention or a timestamp.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            escaped.push('\n');
        }
        escape_line(line, &mut escaped);
    }
    escaped
}

fn escape_line(line: &str, escaped: &mut String) {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    for (index, c) in line.chars().enumerate() {
        let is_list = index == digits && digits > 0 && matches!(c, '.' | ')');
        let is_head = index == 0 && matches!(c, '#' | '-' | '+');
        // A bare address would become a link, and show the escapes within it.
        let rest = || line.chars().skip(index + 1).take(2);
        let is_address = c == ':' && rest().eq("//".chars());
        if ACTING.contains(c) || is_list || is_head || is_address {
            escaped.push('\\');
        }
        escaped.push(c);
    }
}

/// The text that a reader sees of an escaped text.
pub(super) fn unescape(escaped: &str) -> String {
    let mut text = String::with_capacity(escaped.len());
    let mut chars = escaped.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\\' && chars.peek().is_some_and(char::is_ascii_punctuation) {
            text.extend(chars.next());
        } else {
            text.push(c);
        }
    }
    text
}

/// A text with one part of it in bold.
pub(super) fn with_bold(text: &str, bold: Option<Span>) -> String {
    let Some(bold) = bold.filter(|bold| bold.len() < text.len()) else {
        return escape(text);
    };
    let part = |start: usize, end: usize| escape(text.get(start..end).unwrap_or_default());
    let (before, behind) = (part(0, bold.start), part(bold.end, text.len()));
    format!("{before}**{}**{behind}", part(bold.start, bold.end))
}

/// A text as a block quote.
pub(super) fn block_quote(text: &str) -> String {
    format!("> {}", text.replace('\n', "\n> "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_source_acts() {
        let text = "@everyone *fett* __x__ `code` ||spoiler|| [a](https://b_c) <@1> <t:1>";
        let escaped = escape(text);
        insta::assert_snapshot!(escaped, @r"\@everyone \*fett\* \_\_x\_\_ \`code\` \|\|spoiler\|\| \[a\](https\://b\_c) \<\@1\> \<t:1\>");
        assert_eq!(unescape(&escaped), text);
        let lines = "# Titel\n- Punkt\n1986. Jahr\n-# klein\n> Zitat";
        insta::assert_snapshot!(escape(lines), @r"
        \# Titel
        \- Punkt
        1986\. Jahr
        \-# klein
        \> Zitat
        ");
        assert_eq!(unescape(&escape(lines)), lines);
    }

    #[test]
    fn only_the_answer_is_bold() {
        assert_eq!(with_bold("a b* c", Some(Span::new(2, 4))), r"a **b\*** c");
        assert_eq!(with_bold("alles", Some(Span::new(0, 5))), "alles");
    }
}
