//! A reply before Discord: plain data that `render` makes, tests look at and `send` sends.

use super::custom_id::{Action, CustomId};

/// The kind of reply to a question. Words say it too, wherever a colour does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    /// The words of the documents.
    Answer,
    /// Words that may be near only.
    Near,
    /// That the documents do not say it.
    Refusal,
    /// A few words in passing, which never take the place of an answer.
    Notice,
    /// Anything else: settings, an outline, numbers.
    #[default]
    Other,
}

/// A reply of the bot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reply {
    /// Its kind.
    pub(super) kind: Kind,
    /// In the light of what the question was understood, if it was a follow-up: plain text.
    pub(super) scope: Option<String>,
    /// The question, as a reader sees it (not escaped): buttons read it from here again.
    pub(super) title: Option<String>,
    /// The address that opens the place in the reader: the title leads there.
    pub(super) link: Option<String>,
    /// Markdown.
    pub(super) body: String,
    /// Plain text: document, edition, language.
    pub(super) footer: Option<String>,
    /// The list to choose from, above the buttons.
    pub(super) menu: Option<Menu>,
    /// Settings that can be chosen, each on a line of its own.
    pub(super) pickers: Vec<Picker>,
    /// The rows of buttons that can be pressed.
    pub(super) rows: Vec<Vec<Button>>,
    /// Only the asker sees it.
    pub(super) is_private: bool,
}

/// A list to choose from. Choosing does what a button with the same id does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Menu {
    pub(super) custom_id: String,
    pub(super) placeholder: String,
    /// At most 25.
    pub(super) entries: Vec<Button>,
}

/// A list from which a setting is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Picker {
    /// All that has to be known when something is chosen.
    pub(super) custom_id: String,
    /// Stands there while nothing is chosen.
    pub(super) placeholder: String,
    pub(super) choices: Choices,
}

/// The choices of a picker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Choices {
    /// Any channels of the server; these are chosen.
    Channels(Vec<u64>),
    /// One of these, at most 25.
    One(Vec<MenuOption>),
}

/// An entry that can be chosen from a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MenuOption {
    pub(super) label: String,
    pub(super) value: String,
    pub(super) is_chosen: bool,
}

/// A form with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ModalForm {
    /// All that has to be known when it is sent.
    pub(super) custom_id: String,
    pub(super) title: String,
    pub(super) label: String,
    /// Stands in the field until something is written.
    pub(super) placeholder: String,
}

/// A button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Button {
    pub(super) does: Does,
    pub(super) label: String,
}

/// The effect of pressing a button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Does {
    /// Tells the bot something; the text is all that Discord knows of it.
    Tell {
        /// The id, with the action that is wanted.
        custom_id: CustomId,
        /// The same as Discord keeps it.
        text: String,
    },
    /// Opens this address.
    Open(String),
}

impl Button {
    /// The id of a button that the bot is told of.
    pub(super) fn custom_id(&self) -> Option<&str> {
        match &self.does {
            Does::Tell { text, .. } => Some(text),
            Does::Open(_) => None,
        }
    }

    /// The action that the bot is told.
    pub(super) fn action(&self) -> Option<&Action> {
        match &self.does {
            Does::Tell { custom_id, .. } => Some(&custom_id.action),
            Does::Open(_) => None,
        }
    }
}

impl Reply {
    /// A few words that only the asker sees.
    pub(super) fn private(body: impl Into<String>) -> Self {
        Self {
            kind: Kind::Notice,
            body: body.into(),
            is_private: true,
            ..Self::default()
        }
    }

    /// Whether it is a few words in passing.
    pub(super) fn is_notice(&self) -> bool {
        self.kind == Kind::Notice
    }

    /// The same with buttons below those that are there, in rows of five.
    #[must_use]
    pub(super) fn with_buttons(mut self, buttons: Vec<Button>) -> Self {
        let mut buttons = buttons.into_iter().peekable();
        while buttons.peek().is_some() {
            let row = buttons.by_ref().take(super::limits::ROW);
            self.rows.push(row.collect());
        }
        self
    }
}
