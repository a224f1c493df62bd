//! Lines of the terminal: where they break, how far they are indented, and a quote in them.

use crate::{
    answer::{Quote, Stretch},
    cli::output::Style,
    span::Span,
};

/// The indent before each line of code.
const CODE_INDENT: &str = "      ";

/// A text broken where the terminal ends.
pub(super) fn wrapped(text: &str, style: Style) -> String {
    textwrap::fill(text, style.width)
}

/// A line broken where the terminal ends; what goes on is indented further than where it began.
pub(super) fn filled(line: &str, indent: &str, style: Style) -> String {
    let further = format!("{indent}    ");
    let options = textwrap::Options::new(style.width)
        .initial_indent(indent)
        .subsequent_indent(&further);
    textwrap::fill(line, options)
}

/// Paragraphs, each line indented.
pub(super) fn indented(text: &str, style: Style) -> String {
    let options = textwrap::Options::new(style.width)
        .initial_indent("  ")
        .subsequent_indent("  ")
        // A line must not break where the source has a hyphen: the quote would gain a space.
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    let paragraphs = text
        .split("\n\n")
        .map(|part| textwrap::fill(part, &options));
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

/// A quote with the answering sentence in bold: words broken where the terminal ends, code in its lines.
pub(super) fn words(quote: &Quote, style: Style) -> String {
    let shown = quote.shown();
    // A quote that is one sentence has nothing to be set off from.
    let is_part = |answer: &Span| answer.len() < quote.text().len();
    let answer = shown.answer.filter(is_part);
    let stretches = shown.stretches();
    let stretches = stretches.iter().map(|stretch| {
        let Stretch { before, behind, .. } = stretch;
        if stretch.is_code {
            let code = stretch.span.of(&shown.text);
            let lines = format!("{before}{code}{behind}");
            let lines = lines.lines().map(|line| match line {
                "" => String::new(),
                line => format!("{CODE_INDENT}{line}"),
            });
            return lines.collect::<Vec<_>>().join("\n");
        }
        let [head, answer, rest] = stretch.around(&shown.text, answer);
        let bold = match answer {
            "" => String::new(),
            _ => style.bold(answer),
        };
        indented(&format!("{before}{head}{bold}{rest}{behind}"), style)
    });
    stretches.collect::<Vec<_>>().join("\n\n")
}
