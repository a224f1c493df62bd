//! A question as somebody typed it on Discord: what people see of it, and the words that are looked
//! for. Mentions, emoji, times and addresses are seen, and are no words of the question.

use serenity::all::Timestamp;

use super::names::Names;

/// Stand around what is seen and not looked for, so that a title that is read back tells both: the
/// marks that keep a name apart from the text around it, which have no width.
const OPEN: char = '\u{2068}';
const CLOSE: char = '\u{2069}';

/// Marks that stand on both sides of what they format.
const PAIRS: [&str; 4] = ["**", "__", "~~", "||"];

/// The marks that make a line a heading, small print or a quote.
const LINE_MARKS: [&str; 6] = ["### ", "## ", "# ", "-# ", ">>> ", "> "];

/// The text that somebody typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Typed {
    /// As people see it, with single spaces.
    pub(super) title: String,
    /// Its words.
    pub(super) words: String,
}

impl Typed {
    /// Reads what was typed in Discord's markup.
    pub(super) fn new(text: &str, names: &Names) -> Self {
        let mut seen = Seen {
            names,
            text: String::with_capacity(text.len()),
        };
        // Whoever writes these marks themselves hides nothing.
        let text = text.replace([OPEN, CLOSE], "");
        let bare = |line| {
            let marks = LINE_MARKS.iter();
            marks.fold(line, |line: &str, mark| {
                line.strip_prefix(mark).unwrap_or(line)
            })
        };
        let lines: Vec<&str> = text.lines().map(str::trim_start).map(bare).collect();
        seen.read(&lines.join("\n"));
        Self::again(&seen.text)
    }

    /// The same from the title of an answer.
    pub(super) fn again(title: &str) -> Self {
        Self {
            title: tidied(title),
            words: tidied(&looked_for(title))
                .trim_start_matches([',', ';', ' '])
                .to_owned(),
        }
    }
}

/// The words that stand outside the marks. The end of a title may be cut off, and Discord trims both ends.
fn looked_for(title: &str) -> String {
    let mut rest = match (title.find(OPEN), title.find(CLOSE)) {
        (open, Some(close)) if open.is_none_or(|open| close < open) => {
            title.get(close + CLOSE.len_utf8()..).unwrap_or_default()
        }
        _ => title,
    };
    let mut words = String::with_capacity(rest.len());
    while let Some((before, behind)) = rest.split_once(OPEN) {
        words.push_str(before);
        rest = behind.split_once(CLOSE).map_or("", |(_, behind)| behind);
        // What ends the sentence closes up to what stands before the name.
        if rest.starts_with([',', '.', ';', '?', '!']) {
            words.truncate(words.trim_end().len());
        }
    }
    words + rest
}

/// Single spaces, and none before a comma that lost what stood before it. Before a question mark the French write one,
/// by which their questions are known.
fn tidied(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let is_stop = word.chars().all(|c| matches!(c, ',' | '.'));
        if !tidy.is_empty() && !is_stop {
            tidy.push(' ');
        }
        tidy.push_str(word);
    }
    tidy
}

/// A text as it is seen, while it is read.
struct Seen<'a> {
    names: &'a Names,
    text: String,
}

impl Seen<'_> {
    /// Reads a text, or what stands between two marks of it.
    fn read(&mut self, text: &str) {
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let read = match first {
                '\\' => self.escaped(rest),
                '<' => self.tag(rest),
                '[' => self.link(rest),
                '`' => self.code(rest),
                'h' => self.address(rest),
                '@' => self.everyone(rest),
                '*' | '_' | '~' | '|' => self.paired(rest).or_else(|| self.slanted(rest)),
                _ => None,
            };
            let read = read.unwrap_or_else(|| {
                self.text.push(first);
                first.len_utf8()
            });
            rest = rest.get(read..).unwrap_or_default();
        }
    }

    /// Something that is seen and not looked for.
    fn aside(&mut self, text: &str) {
        self.text.push(OPEN);
        self.text.push_str(text);
        self.text.push(CLOSE);
    }

    fn escaped(&mut self, rest: &str) -> Option<usize> {
        let sign = rest.chars().nth(1).filter(char::is_ascii_punctuation)?;
        self.text.push(sign);
        Some(2)
    }

    /// `<@1>`, `<:emoji:1>`, `<t:1>` and the like.
    fn tag(&mut self, rest: &str) -> Option<usize> {
        let inside = rest.get(1..rest.find('>')?)?;
        let shown = self.tagged(inside)?;
        if !shown.is_empty() {
            self.aside(&shown);
        }
        Some(inside.len() + 2)
    }

    fn tagged(&self, inside: &str) -> Option<String> {
        let id = |text: &str| text.parse::<u64>().ok();
        let (kind, of) = inside.split_at_checked(1)?;
        match kind {
            "@" => {
                if let Some(role) = of.strip_prefix('&') {
                    return Some(self.names.role(id(role)?));
                }
                let user = id(of.strip_prefix('!').unwrap_or(of))?;
                Some(self.names.user(user).unwrap_or_default())
            }
            "#" => Some(self.names.channel(id(of)?)),
            "t" => time(of.strip_prefix(':')?),
            "/" => {
                let (name, number) = of.rsplit_once(':')?;
                id(number).map(|_| format!("/{name}"))
            }
            "i" if of.starts_with("d:") => Some(String::new()),
            ":" | "a" => {
                let of = of.trim_start_matches(':');
                let (name, number) = of.rsplit_once(':')?;
                id(number).map(|_| format!(":{name}:"))
            }
            _ => is_address(inside).then(|| inside.to_owned()),
        }
    }

    /// `[text](https://…)`: only the text is seen.
    fn link(&mut self, rest: &str) -> Option<usize> {
        let (text, behind) = rest.get(1..)?.split_once("](")?;
        let target = behind.get(..behind.find(')')?)?;
        if text.is_empty() || !is_address(target.trim_start_matches('<')) {
            return None;
        }
        self.read(text);
        Some(1 + text.len() + 2 + target.len() + 1)
    }

    /// Code is seen as it stands, without the marks around it and the name of its language.
    fn code(&mut self, rest: &str) -> Option<usize> {
        let marks = rest.len() - rest.trim_start_matches('`').len();
        let (mark, behind) = rest.split_at_checked(marks)?;
        let (code, _) = behind.split_once(mark)?;
        let is_language = |line: &str| !line.contains(' ');
        let shown = match code.split_once('\n') {
            Some((language, code)) if marks >= 3 && is_language(language) => code,
            _ => code,
        };
        self.text.push_str(shown);
        Some(marks + code.len() + marks)
    }

    /// An address by itself.
    fn address(&mut self, rest: &str) -> Option<usize> {
        let is_inside = self
            .text
            .chars()
            .next_back()
            .is_some_and(char::is_alphanumeric);
        if is_inside || !is_address(rest) {
            return None;
        }
        let end = rest.find([' ', '\t', '\n', '>', '|']).unwrap_or(rest.len());
        let address = rest
            .get(..end)?
            .trim_end_matches([',', '.', ';', ':', '?', '!', ')']);
        self.aside(address);
        Some(address.len())
    }

    fn everyone(&mut self, rest: &str) -> Option<usize> {
        let name = ["@everyone", "@here"]
            .into_iter()
            .find(|name| rest.starts_with(name))?;
        self.aside(name);
        Some(name.len())
    }

    /// `**bold**`, `||hidden||` and the like.
    fn paired(&mut self, rest: &str) -> Option<usize> {
        let mark = PAIRS.into_iter().find(|mark| rest.starts_with(mark))?;
        let (inside, _) = rest.get(mark.len()..)?.split_once(mark)?;
        if inside.trim().is_empty() {
            return None;
        }
        self.read(inside);
        Some(inside.len() + 2 * mark.len())
    }

    /// `*slanted*`, but not `2 * 3 * 4` nor `a_file_name`.
    fn slanted(&mut self, rest: &str) -> Option<usize> {
        let mark = rest
            .chars()
            .next()
            .filter(|mark| matches!(mark, '*' | '_'))?;
        let (inside, behind) = rest.get(1..)?.split_once(mark)?;
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let cuts_a_word = is_word(self.text.chars().next_back()) || is_word(behind.chars().next());
        if inside.is_empty() || inside.trim() != inside || (mark == '_' && cuts_a_word) {
            return None;
        }
        self.read(inside);
        Some(inside.len() + 2)
    }
}

fn is_address(text: &str) -> bool {
    ["http://", "https://"]
        .iter()
        .any(|scheme| text.starts_with(scheme))
}

/// `1700000000:f` as a day, with the time where Discord shows one. Each reader sees the time of their
/// own place; here it is that of Greenwich, and says so.
fn time(of: &str) -> Option<String> {
    let (seconds, style) = of.split_once(':').unwrap_or((of, "f"));
    let time = Timestamp::from_unix_timestamp(seconds.parse().ok()?).ok()?;
    let time = time.to_rfc3339()?;
    let (day, clock) = time.split_once('T')?;
    let clock = clock.get(..5)?;
    Some(match style {
        "t" | "T" => format!("{clock} UTC"),
        "f" | "F" => format!("{day} {clock} UTC"),
        _ => day.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Typed {
        Typed::new(text, &Names::default())
    }

    /// The text that people see, without the marks that have no width.
    fn seen(text: &str) -> String {
        typed(text).title.replace([OPEN, CLOSE], "")
    }

    #[test]
    fn a_question_is_asked_as_it_is_written_elsewhere() {
        for text in [
            "Qui dirige le CFIUS ?",
            "Qui dirige le CFIUS?",
            "Attention !",
        ] {
            assert_eq!(
                (seen(text), typed(text).words),
                (text.to_owned(), text.to_owned())
            );
        }
    }

    #[test]
    fn markup_is_seen_as_people_see_it_and_not_looked_for() {
        for (text, title) in [
            ("<@1> Wer leitet das CFIUS?", "@… Wer leitet das CFIUS?"),
            ("Wer leitet das CFIUS, <@&2>?", "Wer leitet das CFIUS, @…?"),
            (
                "Wer leitet <:cfius:3> das CFIUS?",
                "Wer leitet :cfius: das CFIUS?",
            ),
            (
                "<a:party:4> Wer leitet das CFIUS?",
                ":party: Wer leitet das CFIUS?",
            ),
            ("Wer leitet das CFIUS? <#5>", "Wer leitet das CFIUS? #…"),
            (
                "Wer leitet das CFIUS? <t:1700000000:D>",
                "Wer leitet das CFIUS? 2023-11-14",
            ),
            (
                "Wer leitet das CFIUS? </ask:7>",
                "Wer leitet das CFIUS? /ask",
            ),
            ("<id:guide> Wer leitet das CFIUS?", "Wer leitet das CFIUS?"),
            (
                "Wer leitet das [CFIUS](https://x.example/a_b)?",
                "Wer leitet das CFIUS?",
            ),
            (
                "Wer leitet das CFIUS? https://x.example/a_b",
                "Wer leitet das CFIUS? https://x.example/a_b",
            ),
            (
                "Wer leitet das CFIUS? <https://x.example>",
                "Wer leitet das CFIUS? https://x.example",
            ),
            ("```\nWer leitet das CFIUS?\n```", "Wer leitet das CFIUS?"),
            (
                "```text\nWer leitet\ndas CFIUS?```",
                "Wer leitet das CFIUS?",
            ),
            ("Wer `leitet` das CFIUS?", "Wer leitet das CFIUS?"),
            (
                "||Wer leitet\ndas|| **__CFIUS__**?",
                "Wer leitet das CFIUS?",
            ),
            ("~~Wer~~ *leitet* _das_ CFIUS?", "Wer leitet das CFIUS?"),
            ("## Wer leitet\n> das CFIUS?", "Wer leitet das CFIUS?"),
            ("Wer leitet \\*das\\* CFIUS?", "Wer leitet *das* CFIUS?"),
            (
                "@everyone Wer leitet das CFIUS?",
                "@everyone Wer leitet das CFIUS?",
            ),
        ] {
            assert_eq!(seen(text), title, "{text}");
            let words = typed(text).words.replace('*', "").replace(", ?", "?");
            assert_eq!(words.replace(",?", "?"), "Wer leitet das CFIUS?", "{text}");
        }
    }

    #[test]
    fn what_is_no_markup_stays() {
        for text in [
            "2 * 3 * 4",
            "a_file_name_2",
            "§ 2.3–2.5, 4",
            "1 < 2 > 0",
            "[see] (below)",
            "**",
            "C# und #5",
            "when: then",
            "http ist ein Protokoll",
            "||",
            "`",
        ] {
            assert_eq!(typed(text).words, text);
            assert_eq!(typed(text).title, text);
        }
    }

    #[test]
    fn a_title_tells_again_what_is_looked_for() {
        let title = typed("Frag <@1>: Wer leitet das CFIUS? <#2>").title;
        assert_eq!(Typed::again(&title).words, "Frag : Wer leitet das CFIUS?");
        // Cut off at its end, or trimmed at its beginning.
        let trimmed = format!("@anna{CLOSE} Wer leitet");
        assert_eq!(Typed::again(&trimmed).words, "Wer leitet");
        assert_eq!(
            Typed::again(&format!("Wer leitet {OPEN}@an…")).words,
            "Wer leitet"
        );
        // Nobody hides words from the search.
        assert_eq!(
            typed(&format!("Wer {OPEN}leitet{CLOSE} das?")).words,
            "Wer leitet das?"
        );
    }
}
