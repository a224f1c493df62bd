//! The choices of the administrators of a server.

use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior, params};

use super::{GapReports, Store, StoreError};
use crate::{corpus::DocumentId, language::Language};

/// The settings of a server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The channels in which questions are answered; all of them if none is named.
    pub channels: Vec<u64>,
    /// Whether only the asker sees an answer, unless they say otherwise.
    pub is_private: bool,
    /// The document that is asked where none is named; otherwise all are.
    pub document: Option<DocumentId>,
    /// The language in which the bot speaks; otherwise that of each reader.
    pub language: Option<Language>,
    /// Whether answers are text with block quotes, not embeds.
    pub is_text: bool,
    /// The record that is kept of questions that the documents do not answer.
    pub gaps: GapReports,
    /// The occasion on which the page of a quote is shown as a picture.
    pub pictures: PagePictures,
}

/// The occasion on which the page of a quote is shown as a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PagePictures {
    /// Never.
    Off,
    /// A press of the button.
    #[default]
    OnRequest,
    /// With each answer to a command.
    On,
}

impl PagePictures {
    /// The word by which it is kept.
    fn code(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::OnRequest => "request",
            Self::On => "on",
        }
    }

    fn of_code(code: &str) -> Self {
        let all = [Self::Off, Self::OnRequest, Self::On];
        let found = all.into_iter().find(|pictures| pictures.code() == code);
        found.unwrap_or_default()
    }
}

impl Store {
    /// The settings of a server.
    pub fn settings(&self, server: u64) -> Result<Settings, StoreError> {
        read(&self.connection(), server)
    }

    /// Changes the settings of a server, and deletes what the new ones do not keep. Gives the new
    /// settings.
    pub fn change_settings(
        &self,
        server: u64,
        now: i64,
        change: impl FnOnce(&mut Settings),
    ) -> Result<Settings, StoreError> {
        let mut connection = self.connection();
        // Nobody else changes them between reading and writing.
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut settings = read(&transaction, server)?;
        let before = settings.gaps;
        change(&mut settings);
        let channels: Vec<String> = settings.channels.iter().map(u64::to_string).collect();
        transaction.execute(
            "INSERT OR REPLACE INTO settings
             (server, channels, is_private, document, language, is_text, gaps, changed_at, pictures)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                server,
                channels.join(" "),
                settings.is_private,
                settings.document.as_ref().map(DocumentId::as_str),
                settings.language.map(Language::code),
                settings.is_text,
                settings.gaps.to_string(),
                now,
                settings.pictures.code(),
            ],
        )?;
        if settings.gaps != before {
            super::gaps::keep_only(&transaction, server, settings.gaps, now)?;
        }
        transaction.commit()?;
        super::forget::empty_journal(&connection)?;
        Ok(settings)
    }
}

fn read(connection: &Connection, server: u64) -> Result<Settings, StoreError> {
    let mut read = connection.prepare_cached(
        "SELECT channels, is_private, document, language, is_text, gaps, pictures
         FROM settings WHERE server = ?1",
    )?;
    let settings = read.query_row([server], |row| {
        let channels: String = row.get(0)?;
        let language: Option<String> = row.get(3)?;
        let gaps: String = row.get(5)?;
        let numbers = channels.split(' ').filter_map(|id| id.parse().ok());
        Ok(Settings {
            channels: numbers.collect(),
            is_private: row.get(1)?,
            document: row.get::<_, Option<String>>(2)?.map(DocumentId),
            language: language.and_then(|code| code.parse().ok()),
            is_text: row.get(4)?,
            // What cannot be read keeps nothing.
            gaps: gaps.parse().unwrap_or(GapReports::Off),
            pictures: PagePictures::of_code(&row.get::<_, String>(6)?),
        })
    });
    Ok(settings.optional()?.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read_back_and_each_server_has_its_own() {
        let store = Store::in_memory().unwrap();
        let chosen = Settings {
            channels: vec![200, 1 << 60],
            is_private: true,
            document: Some(DocumentId("a/b".to_owned())),
            language: Some(Language::De),
            is_text: true,
            gaps: GapReports::All { days: 30 },
            pictures: PagePictures::On,
        };
        let kept = store.change_settings(1, 0, |settings| *settings = chosen.clone());
        assert_eq!(kept.unwrap(), chosen);
        assert_eq!(store.settings(1).unwrap(), chosen);
        assert_eq!(store.settings(2).unwrap(), Settings::default());
        let kept = store.change_settings(1, 0, |settings| settings.is_text = false);
        assert_eq!(kept.unwrap().channels, chosen.channels);
    }
}
