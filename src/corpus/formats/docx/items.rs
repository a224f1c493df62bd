//! Items of lists: how deep they stand, and what belongs to them.

use super::{
    model::{Block, Paragraph},
    numbering::Number,
    writer::{Open, Written},
};
use crate::corpus::{document::ParagraphKind, extracted::ListItem};

/// So much further, in twentieths of a point, an item is indented that stands in another one.
const DEEPER: i64 = 60;

/// The indent of each level of a list where nobody gives one.
const LEVEL: i64 = 720;

/// Lists within each other beyond this are told apart no more.
const MOST_DEEP: usize = 50;

impl Written {
    /// Whether a paragraph goes on with the item before it: it has a bullet without a sign, or stands as far in
    /// between two items of one list.
    pub(super) fn continues_item(&self, paragraph: &Paragraph, next: Option<&Block>) -> bool {
        if self.open != Open::List {
            return false;
        }
        if paragraph
            .number
            .as_ref()
            .is_some_and(|number| number.is_silent)
        {
            return true;
        }
        let Some((indent, _)) = self.lists.last() else {
            return false;
        };
        let is_as_far = paragraph
            .indent
            .is_some_and(|own| own > 0 && own + DEEPER >= *indent);
        let goes_on = |number: &Number| {
            !number.is_first && self.lists.iter().any(|(_, list)| *list == number.list)
        };
        let next = match next {
            Some(Block::Paragraph(next)) => next.number.as_ref(),
            _ => None,
        };
        is_as_far && next.is_some_and(goes_on)
    }

    pub(super) fn item(&mut self, paragraph: &Paragraph, number: &Number) {
        if self.open == Open::List {
            self.out.sentence_end();
        } else {
            self.begin(ParagraphKind::List);
            self.open = Open::List;
            // A list that goes on behind a paragraph still stands where it stood.
            let goes_on = self.lists.iter().any(|(_, list)| *list == number.list);
            if number.is_first || number.printed.is_none() || !goes_on {
                self.lists.clear();
            }
        }
        let level = i64::try_from(number.level).unwrap_or(0) + 1;
        let indent = paragraph.indent.unwrap_or(level * LEVEL);
        let is_deeper = |open: &mut (i64, String)| open.0 > indent + DEEPER;
        while self.lists.pop_if(is_deeper).is_some() {}
        let begins_list = match self.lists.last_mut() {
            Some((open, list)) if *open + DEEPER >= indent => {
                let is_other = *list != number.list;
                list.clone_from(&number.list);
                is_other && (number.is_first || number.printed.is_none())
            }
            _ => {
                self.lists.push((indent, number.list.clone()));
                true
            }
        };
        let depth = (self.lists.len() - 1).min(MOST_DEEP);
        self.out.numbered_item(ListItem {
            at: 0,
            depth: u8::try_from(depth).unwrap_or(u8::MAX),
            marker: number.printed.clone(),
            begins_list,
            term: None,
        });
    }
}
