//! The reader of a reply, and how they read it.

use crate::{
    discord::limits,
    language::{Language, detect},
    locales::Locale,
    store::{GapReports, PagePictures},
};

/// The reader of a reply, and how they read it.
#[derive(Clone, Copy, Debug)]
pub(in crate::discord) struct Reader {
    pub(in crate::discord) locale: Locale,
    /// The user whose question it is.
    pub(in crate::discord) asker: u64,
    /// Only the asker sees the reply.
    pub(in crate::discord) is_private: bool,
    /// Whether embeds are shown; otherwise replies are text.
    pub(in crate::discord) has_embeds: bool,
    /// The server for which votes and questions are kept, if they are.
    pub(in crate::discord) server: Option<u64>,
    /// The record that is kept there of questions without an answer.
    pub(in crate::discord) gaps: GapReports,
    /// The occasion on which the page of a quote is shown as a picture.
    pub(in crate::discord) pictures: PagePictures,
    /// The language of the question, where it can be told: whoever asked in it reads it.
    pub(in crate::discord) asked_in: Option<Language>,
}

impl Reader {
    /// The same reader, of an answer to this question.
    pub(super) fn asking(&self, question: &str) -> Self {
        Self {
            asked_in: detect::of_asker(question),
            ..*self
        }
    }

    /// The length of the text that a page has room for.
    pub(super) fn room(&self) -> usize {
        if self.has_embeds {
            limits::EMBED_ROOM
        } else {
            limits::TEXT_ROOM
        }
    }
}
