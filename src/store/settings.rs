//! The choices of the administrators of a server.

use super::{GapReports, Store, StoreError, session::Session, values::Cells};
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
        self.read(|session| read(session, server))
    }

    /// Changes the settings of a server, and deletes what the new ones do not keep. Gives the new
    /// settings. The change may be made again to others that were written meanwhile.
    pub fn change_settings(
        &self,
        server: u64,
        now: i64,
        change: impl Fn(&mut Settings),
    ) -> Result<Settings, StoreError> {
        let settings = self.write(|session| {
            session.lock(server)?;
            let mut settings = read(session, server)?;
            let before = settings.gaps;
            change(&mut settings);
            write(session, server, &settings, now)?;
            if settings.gaps != before {
                super::gaps::keep_only(session, server, settings.gaps, now)?;
            }
            Ok(settings)
        })?;
        self.empty_journal()?;
        Ok(settings)
    }
}

fn write(
    session: &mut Session<'_>,
    server: u64,
    settings: &Settings,
    now: i64,
) -> Result<(), StoreError> {
    let channels: Vec<String> = settings.channels.iter().map(u64::to_string).collect();
    session.execute(
        "INSERT INTO settings
         (server, channels, is_private, document, language, is_text, gaps, changed_at, pictures)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT (server) DO UPDATE SET
         channels = excluded.channels, is_private = excluded.is_private,
         document = excluded.document, language = excluded.language, is_text = excluded.is_text,
         gaps = excluded.gaps, changed_at = excluded.changed_at, pictures = excluded.pictures",
        &[
            server.into(),
            channels.join(" ").as_str().into(),
            settings.is_private.into(),
            settings.document.as_ref().map(DocumentId::as_str).into(),
            settings.language.map(Language::code).into(),
            settings.is_text.into(),
            settings.gaps.to_string().as_str().into(),
            now.into(),
            settings.pictures.code().into(),
        ],
    )?;
    Ok(())
}

fn read(session: &mut Session<'_>, server: u64) -> Result<Settings, StoreError> {
    let row = session.row(
        "SELECT channels, is_private, document, language, is_text, gaps, pictures
         FROM settings WHERE server = ?1",
        &[server.into()],
    )?;
    row.map_or_else(|| Ok(Settings::default()), |row| of_row(&row))
}

fn of_row(row: &Cells) -> Result<Settings, StoreError> {
    let numbers = row.text(0)?.split(' ').filter_map(|id| id.parse().ok());
    let document = row.text_or_nothing(2)?.map(str::to_owned);
    let language = row.text_or_nothing(3)?;
    Ok(Settings {
        channels: numbers.collect(),
        is_private: row.is(1)?,
        document: document.map(DocumentId),
        language: language.and_then(|code| code.parse().ok()),
        is_text: row.is(4)?,
        // What cannot be read keeps nothing.
        gaps: row.text(5)?.parse().unwrap_or(GapReports::Off),
        pictures: PagePictures::of_code(row.text(6)?),
    })
}
