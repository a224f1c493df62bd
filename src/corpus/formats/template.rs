//! Short-codes and includes: instructions to the program that makes pages of a source, such as
//! `{% include "x" %}`, `{{< figure >}}` and `{{#include x}}`. They are no text. What stands for a word,
//! `{{ name }}`, is left as it is.

use crate::span::Span;

/// The signs that may begin an instruction, and those that end it.
const KINDS: [(&str, &str); 6] = [
    ("{%", "%}"),
    ("{{<", ">}}"),
    ("{{%", "%}}"),
    ("{{#", "}}"),
    ("{{/", "}}"),
    ("{{>", "}}"),
];

/// Instructions are not longer than this, in bytes.
const MAX_BYTES: usize = 2_000;

/// The instructions in a text, in order.
pub(super) fn instructions(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = text.get(at..).and_then(|rest| rest.find('{')) {
        let start = at + offset;
        let rest = text.get(start..).unwrap_or_default();
        let length = length(rest);
        found.extend(length.map(|length| Span::new(start, start + length)));
        at = start + length.unwrap_or(1);
    }
    found
}

/// The length of the instruction that a text begins with.
fn length(text: &str) -> Option<usize> {
    let (open, close) = KINDS
        .iter()
        .rev()
        .find(|(open, _)| text.starts_with(open))?;
    let near = text.get(..text.floor_char_boundary(MAX_BYTES))?;
    let inner = near.get(open.len()..)?;
    let end = inner.find(close)?;
    let is_one = !inner.get(..end)?.contains(open);
    is_one.then_some(open.len() + end + close.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instructions_are_told_from_words() {
        let text = "A {% include \"x\" %} b {{ name }} c {{< fig 1 >}} d {{#include e.rs}} {% f {{% g %}} {%";
        let found = instructions(text);
        let found: Vec<_> = found.iter().map(|span| span.of(text)).collect();
        assert_eq!(
            found,
            [
                "{% include \"x\" %}",
                "{{< fig 1 >}}",
                "{{#include e.rs}}",
                "{{% g %}}"
            ]
        );
    }
}
