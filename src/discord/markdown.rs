//! Text for Discord's Markdown: what is quoted must show as it stands, and never act.

use super::limits;
use crate::{answer::ShownQuote, span::Span};

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

/// A quote with the sentence that answers in bold, and code between fences. A quote that is one sentence has
/// nothing to be set off from.
pub(super) fn quoted(shown: &ShownQuote) -> String {
    let bold = shown.answer.filter(|bold| bold.len() < shown.text.len());
    in_stretches(shown, bold, "")
}

/// Stands before a sentence in bold until the page with it is found: two signs that mean nothing.
pub(super) const MARK: &str = "\u{fdd0}\u{fdd1}";

/// The same with a mark before the part in bold, also where that is all, and without `[…]` around it.
pub(super) fn marked(shown: ShownQuote) -> String {
    let mark = if shown.text.contains(MARK) { "" } else { MARK };
    let shown = ShownQuote {
        begins_inside: false,
        is_open: false,
        ..shown
    };
    in_stretches(&shown, shown.answer, mark)
}

fn in_stretches(shown: &ShownQuote, bold: Option<Span>, mark: &str) -> String {
    let stretches = shown.stretches();
    let stretches = stretches.iter().map(|stretch| {
        let (before, behind) = (stretch.before, stretch.behind);
        let [head, bold, rest] = stretch.around(&shown.text, bold);
        let mark = if bold.is_empty() { "" } else { mark };
        if stretch.is_code {
            let code = fenced(stretch.span.of(&shown.text));
            return format!("{before}{mark}{code}{behind}");
        }
        let [head, bold, rest] = [head, bold, rest].map(escape);
        let bold = match bold.as_str() {
            "" => bold,
            _ => format!("{mark}**{bold}**"),
        };
        format!("{before}{head}{bold}{rest}{behind}")
    });
    stretches.collect::<Vec<_>>().join("\n\n")
}

/// Opens and closes code, in lines of its own.
const FENCE: &str = "```";

/// Code that shows as it is: no fence within it ends it.
fn fenced(code: &str) -> String {
    let code = code.replace(FENCE, "`\u{200b}`\u{200b}`");
    format!("{FENCE}\n{code}\n{FENCE}")
}

/// The text, or as much of it as fits, in which nothing that begins is left open.
pub(super) fn fit(text: &str, max: usize) -> String {
    if limits::len(text) <= max {
        return text.to_owned();
    }
    let closing = FENCE.len() + 1;
    let cut = limits::fit(text, max.saturating_sub(closing));
    balanced(vec![cut]).concat()
}

/// Pages of a text in which nothing is in bold, and nothing is code, but what begins and ends on the same
/// page.
pub(super) fn balanced(mut pages: Vec<String>) -> Vec<String> {
    let mut open = Open::default();
    for page in &mut pages {
        if open.is_code {
            page.insert_str(0, &format!("{FENCE}\n"));
        } else if open.is_bold {
            page.insert_str(0, "**");
        }
        open = Open::at_end_of(page);
        if open.is_code {
            page.extend(["\n", FENCE]);
        } else if open.is_bold {
            page.push_str("**");
        }
    }
    pages
}

/// The marks that have begun and not ended.
#[derive(Clone, Copy, Debug, Default)]
struct Open {
    is_bold: bool,
    is_code: bool,
}

impl Open {
    fn at_end_of(page: &str) -> Self {
        let mut open = Self::default();
        let mut rest = page;
        while let Some(at) = rest.find(['\\', '*', '`']) {
            let found = rest.get(at..).unwrap_or_default();
            let taken = if found.starts_with(FENCE) {
                open.is_code = !open.is_code;
                FENCE.len()
            } else if open.is_code {
                1
            } else if found.starts_with("**") {
                open.is_bold = !open.is_bold;
                2
            } else {
                // A backslash goes with the sign behind it.
                let with_next = found.chars().take(2).map(char::len_utf8).sum();
                if found.starts_with('\\') {
                    with_next
                } else {
                    1
                }
            };
            rest = found.get(taken..).unwrap_or_default();
        }
        open
    }
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

    fn text(text: &str, answer: Span, code: &[Span]) -> ShownQuote {
        ShownQuote {
            text: text.to_owned(),
            answer: Some(answer),
            code: code.to_vec(),
            ..ShownQuote::default()
        }
    }

    #[test]
    fn only_the_answer_is_bold() {
        let all = Span::new(0, 5);
        assert_eq!(
            quoted(&text("a b* c", Span::new(2, 4), &[])),
            r"a **b\*** c"
        );
        assert_eq!(quoted(&text("alles", all, &[])), "alles");
        assert_eq!(marked(text("alles", all, &[])), format!("{MARK}**alles**"));
    }

    #[test]
    fn code_stands_between_fences_as_it_is() {
        let all = "Run *this*:\n\nmake **all**\n  ```\n\nThen wait.";
        let code = Span::new(13, 31);
        let shown = ShownQuote {
            is_open: true,
            ..text(all, Span::new(0, 11), &[code])
        };
        insta::assert_snapshot!(quoted(&shown).replace('\u{200b}', "·"), @r"
        **Run \*this\*:**

        ```
        make **all**
          `·`·`
        ```

        Then wait. […]
        ");
    }

    #[test]
    fn code_that_is_cut_is_closed() {
        let pages = ["a\n```\nb **", "c", "d\n```\ne"];
        let pages = balanced(pages.iter().map(|&page| page.to_owned()).collect());
        let whole = ["a\n```\nb **\n```", "```\nc\n```", "```\nd\n```\ne"];
        assert_eq!(pages, whole);
        let long = format!("a\n```\n{}```", "line\n".repeat(50));
        let short = fit(&long, 60);
        assert!(
            short.ends_with("…\n```") && limits::len(&short) <= 60,
            "{short}"
        );
    }
}
