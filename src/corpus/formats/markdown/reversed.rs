//! Lists of raw HTML that count down, `<ol reversed>`: they begin with the number of their items, which is
//! known only at their end.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::raw_html::{Token, attribute, tokens};
use crate::span::Span;

/// The number of items in each list that counts down, by where its tag stands.
pub(super) fn lengths<'a>(
    text: &str,
    events: impl Iterator<Item = (Event<'a>, Span)>,
) -> BTreeMap<usize, i64> {
    let mut counting = Counting::default();
    if !text.to_ascii_lowercase().contains("reversed") {
        return counting.lengths;
    }
    let mut block: Option<Span> = None;
    for (event, span) in events {
        match event {
            Event::InlineHtml(_) => counting.read(text, span),
            Event::Html(_) => block = Some(block.map_or(span, |block| block.cover(span))),
            Event::End(TagEnd::HtmlBlock) => {
                if let Some(block) = block.take() {
                    counting.read(text, block);
                }
            }
            // What raw HTML left open ends here.
            Event::Start(Tag::Heading { .. }) => counting.open.clear(),
            _ => {}
        }
    }
    counting.lengths
}

#[derive(Default)]
struct Counting {
    /// The lists that are open: where the tag of each stands that counts down.
    open: Vec<Option<usize>>,
    lengths: BTreeMap<usize, i64>,
}

impl Counting {
    fn read(&mut self, text: &str, html: Span) {
        for token in tokens(text, html) {
            match token {
                Token::Open(name, tag) => self.open(&name, tag, text),
                Token::Close(name) if is_list(&name) => drop(self.open.pop()),
                _ => {}
            }
        }
    }

    fn open(&mut self, name: &str, tag: Span, text: &str) {
        if is_list(name) {
            let is_reversed = name == "ol" && attribute(tag.of(text), "reversed").is_some();
            let at = is_reversed.then_some(tag.start);
            self.lengths.extend(at.map(|at| (at, 0)));
            self.open.push(at);
        } else if name == "li" {
            let innermost = self.open.last().copied().flatten();
            let length = innermost.and_then(|at| self.lengths.get_mut(&at));
            if let Some(length) = length {
                *length += 1;
            }
        }
    }
}

fn is_list(name: &str) -> bool {
    matches!(name, "ul" | "ol" | "dl" | "menu")
}
