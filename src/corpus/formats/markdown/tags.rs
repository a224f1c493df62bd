//! The effects of the tags of raw HTML, as if the page that is made of the Markdown were read: tables are tables,
//! lists are lists, and words of any element are words.

use super::{
    collector::Collector,
    open_tags::{Effect, OpenTags},
    raw_html::{Token, attribute, entities, tokens},
};
use crate::{
    corpus::{
        formats::{
            html,
            inline::Piece,
            list_numbers::{Figures, ListKind},
        },
        style::Style,
    },
    span::Span,
};

/// So many inline elements within each other are told apart.
const MAX_INLINE: usize = 32;

impl Collector<'_> {
    /// Reads raw HTML, line by line as the parser gives it.
    pub(super) fn raw_html(&mut self, lines: &[Span]) {
        let Some(cover) = lines.iter().copied().reduce(Span::cover) else {
            return;
        };
        let fed = self.fed;
        for token in tokens(&fed.text, cover) {
            match token {
                Token::Text(span) => {
                    let first = lines.partition_point(|line| line.end <= span.start);
                    let own = lines.get(first..).unwrap_or_default().iter();
                    for line in own.take_while(|line| line.start < span.end) {
                        let part = Span::new(span.start.max(line.start), span.end.min(line.end));
                        if part.start < part.end {
                            self.raw_text(part);
                        }
                    }
                }
                Token::Open(name, tag) => self.open_tag(&name, tag),
                Token::Close(name) => self.close_tag(&name),
            }
        }
    }

    fn raw_text(&mut self, span: Span) {
        if self.open.skipped.is_some() {
            return;
        }
        let fed = self.fed;
        for (part, read) in entities(&fed.text, span) {
            let read = read.unwrap_or_else(|| part.of(&fed.text).to_owned());
            self.piece(part, &read);
        }
    }

    fn open_tag(&mut self, name: &str, place: Span) {
        if self.open.skipped.is_some() {
            return;
        }
        let fed = self.fed;
        let tag = place.of(&fed.text);
        match name {
            "br" => self.pieces.push(Piece::Break),
            "img" => {
                let alternative = attribute(tag, "alt").unwrap_or_default();
                self.pictures.push(Style::picture(&alternative));
            }
            "ul" | "ol" | "dl" | "menu" if !self.open.is_in_cell() => {
                self.open.lists += 1;
                let list = match name {
                    "ol" => ListKind::Numbers {
                        figures: Figures::of_type(&attribute(tag, "type").unwrap_or_default()),
                        next: number(tag, "start")
                            .or_else(|| self.reversed.get(&place.start).copied())
                            .unwrap_or(1),
                        is_reversed: attribute(tag, "reversed").is_some(),
                    },
                    _ => ListKind::Bullets,
                };
                self.open_list(true, list);
            }
            "li" | "dt" if self.open.lists > 0 && !self.open.is_in_cell() => {
                self.begin_item(number(tag, "value"), '.');
            }
            "dd" => self.pieces.push(Piece::Term),
            "blockquote" => {
                self.part();
                self.open.quotes += 1;
                self.quotes += 1;
            }
            "pre" => {
                self.part();
                self.code = true;
            }
            "table" => {
                if self.open.tables == 0 {
                    self.open_table();
                }
                self.open.tables += 1;
            }
            "tr" if self.open.tables == 1 => self.open_row(),
            "td" | "th" if self.open.tables == 1 => self.open_cell(),
            _ if html::heading_level(name).is_some() && !self.open.is_in_cell() => {
                self.open.is_heading = true;
                self.open_heading(html::heading_level(name).unwrap_or(1));
            }
            _ if html::is_never_text(name) => {
                if !tag.ends_with("/>") && name != "meta" && name != "embed" {
                    self.open.skipped = Some(name.to_owned());
                }
            }
            _ if html::is_block(name) => self.part(),
            _ => self.open_inline(name, tag),
        }
    }

    fn open_inline(&mut self, name: &str, tag: &str) {
        let is_void = matches!(
            name,
            "input" | "wbr" | "hr" | "link" | "col" | "source" | "area"
        );
        if is_void || tag.ends_with("/>") || self.open.inline.len() >= MAX_INLINE {
            return;
        }
        let style = attribute(tag, "style").unwrap_or_default();
        let effect = match name {
            "s" | "del" | "strike" => Effect::Struck,
            "span" if style.contains("line-through") => Effect::Struck,
            "sup" => Effect::Script(self.pieces.len(), Style::Superscript),
            "sub" => Effect::Script(self.pieces.len(), Style::Subscript),
            "em" | "i" | "cite" | "dfn" | "var" => self.begin_style(Style::Emphasis),
            "strong" | "b" => self.begin_style(Style::Strong),
            "code" | "kbd" | "samp" | "tt" => self.begin_style(Style::Code),
            "a" => match attribute(tag, "href").and_then(|href| Style::link(&href)) {
                Some(link) => self.begin_style(link),
                None => Effect::None,
            },
            _ => Effect::None,
        };
        if effect == Effect::Struck {
            self.begin_struck();
        }
        self.open.inline.push((name.to_owned(), effect));
    }

    fn begin_style(&mut self, style: Style) -> Effect {
        self.pieces.push(Piece::Open(style));
        Effect::Styled
    }

    fn close_tag(&mut self, name: &str) {
        if let Some(skipped) = &self.open.skipped {
            if skipped == name {
                self.open.skipped = None;
            }
            return;
        }
        match name {
            "ul" | "ol" | "dl" | "menu" if self.open.lists > 0 && !self.open.is_in_cell() => {
                self.open.lists -= 1;
                self.close_list();
            }
            "blockquote" if self.open.quotes > 0 => {
                self.part();
                self.open.quotes -= 1;
                self.quotes = self.quotes.saturating_sub(1);
            }
            "pre" => {
                self.part();
                self.code = false;
            }
            "table" if self.open.tables > 0 => {
                self.open.tables -= 1;
                if self.open.tables == 0 {
                    self.close_table();
                }
            }
            "dt" | "tr" | "td" | "th" | "tbody" | "thead" | "tfoot" => {}
            _ if html::heading_level(name).is_some() && self.open.is_heading => {
                self.part();
                self.open.is_heading = false;
                self.heading = None;
            }
            _ if html::is_block(name) => self.part(),
            _ => self.close_inline(name),
        }
    }

    fn close_inline(&mut self, name: &str) {
        let Some(at) = self.open.inline.iter().rposition(|(open, _)| open == name) else {
            return;
        };
        for (_, effect) in self.open.inline.split_off(at).into_iter().rev() {
            match effect {
                Effect::None => {}
                Effect::Styled => self.pieces.push(Piece::Close),
                Effect::Struck => self.end_struck(),
                Effect::Script(begun, style) => self.set_script(begun, &style),
            }
        }
    }

    /// Closes what raw HTML left open: it ends where the Markdown goes on with a heading.
    pub(super) fn close_all_tags(&mut self) {
        // Within what is skipped no tag would be closed.
        self.open.skipped = None;
        while self.open.lists > 0 {
            self.close_tag("ul");
            if self.open.is_in_cell() {
                break;
            }
        }
        while self.open.tables > 0 {
            self.close_tag("table");
        }
        while self.open.quotes > 0 {
            self.close_tag("blockquote");
        }
        while self.struck > 0 {
            self.end_struck();
        }
        self.open = OpenTags::default();
    }
}

fn number(tag: &str, name: &str) -> Option<i64> {
    attribute(tag, name)?.trim().parse().ok()
}
