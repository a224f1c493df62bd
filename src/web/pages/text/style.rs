//! The way in which words are set off on a page, and the places that their links lead to.

use crate::corpus::{Style, Styled};

/// The way in which words are set off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::web::pages) struct TextStyle {
    /// The names of the elements around them, the outermost first.
    pub(in crate::web::pages) elements: Vec<&'static str>,
    /// Whether they stand for a picture.
    pub(in crate::web::pages) is_picture: bool,
    /// The place that they lead to.
    pub(in crate::web::pages) link: Option<PageLink>,
}

impl TextStyle {
    /// Words that the source strikes out.
    pub(in crate::web::pages) fn struck() -> Self {
        Self {
            elements: vec!["s"],
            ..Self::default()
        }
    }
}

/// A link as it may stand on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::web::pages) struct PageLink {
    pub(in crate::web::pages) href: String,
    /// Whether it leaves the reader.
    pub(in crate::web::pages) leaves: bool,
}

/// Makes a link of an address as the source writes it; nothing where it may not be followed.
pub(in crate::web::pages) type Links<'a> = &'a dyn Fn(&str) -> Option<PageLink>;

/// The styles around the words that are being laid out, one word after the other.
pub(super) struct Around<'a> {
    next: std::slice::Iter<'a, Styled>,
    open: Vec<&'a Styled>,
}

impl<'a> Around<'a> {
    pub(super) fn new(styles: &'a [Styled]) -> Self {
        Self {
            next: styles.iter(),
            open: Vec::new(),
        }
    }

    /// The look of what begins at a position; positions come in order.
    pub(super) fn look(&mut self, at: usize, links: Links<'_>) -> TextStyle {
        self.open.retain(|styled| styled.span.end > at);
        while let Some(styled) = self.next.as_slice().first()
            && styled.span.start <= at
        {
            self.open
                .extend(self.next.next().filter(|styled| styled.span.end > at));
        }
        let mut look = TextStyle::default();
        for styled in &self.open {
            let element = match &styled.style {
                Style::Emphasis => "em",
                Style::Strong => "strong",
                Style::Code => "code",
                Style::Superscript => "sup",
                Style::Subscript => "sub",
                Style::Picture(_) => {
                    look.is_picture = true;
                    continue;
                }
                Style::Link(address) => {
                    look.link = links(address);
                    continue;
                }
            };
            if !look.elements.contains(&element) {
                look.elements.push(element);
            }
        }
        look
    }
}
