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

/// Stands before a sentence in bold until the page with it is found: two signs that mean nothing.
pub(super) const MARK: &str = "\u{fdd0}\u{fdd1}";

/// The same with a mark before the bold part, also where that is all.
pub(super) fn marked(text: &str, bold: Option<Span>) -> String {
    let Some(bold) = bold.filter(|_| !text.contains(MARK)) else {
        return with_bold(text, bold);
    };
    let part = |start: usize, end: usize| escape(text.get(start..end).unwrap_or_default());
    let (before, behind) = (part(0, bold.start), part(bold.end, text.len()));
    let bold = part(bold.start, bold.end);
    format!("{before}{MARK}**{bold}**{behind}")
}

/// Pages of a text in which nothing is in bold but what begins and ends on the same page.
pub(super) fn balanced(mut pages: Vec<String>) -> Vec<String> {
    let mut is_open = false;
    for page in &mut pages {
        if is_open {
            page.insert_str(0, "**");
        }
        is_open = ends_in_bold(page);
        if is_open {
            page.push_str("**");
        }
    }
    pages
}

fn ends_in_bold(page: &str) -> bool {
    let (mut is_bold, mut rest) = (false, page);
    while let Some(at) = rest.find(['\\', '*']) {
        let is_mark = rest.get(at..).is_some_and(|rest| rest.starts_with("**"));
        is_bold ^= is_mark;
        // A backslash goes with the sign behind it.
        let skipped = rest
            .char_indices()
            .map(|(index, _)| index)
            .find(|index| *index >= at + 2);
        rest = skipped.and_then(|end| rest.get(end..)).unwrap_or_default();
    }
    is_bold
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
    fn bold_ends_on_each_page_and_goes_on_on_the_next() {
        let pages = |pages: &[&str]| balanced(pages.iter().map(|&page| page.to_owned()).collect());
        assert_eq!(
            pages(&["**§ 1** a **b …", "… c …", r"… \*d** e"]),
            ["**§ 1** a **b …**", "**… c …**", r"**… \*d** e"]
        );
        assert_eq!(pages(&[r"a \**", "b"]), [r"a \**", "b"]);
    }

    #[test]
    fn only_the_answer_is_bold() {
        assert_eq!(with_bold("a b* c", Some(Span::new(2, 4))), r"a **b\*** c");
        assert_eq!(with_bold("alles", Some(Span::new(0, 5))), "alles");
    }
}
