//! The outline sidecar: sections that an operator gives to a text without headings, named by their
//! first words, so that the source itself is not touched.

use serde::Deserialize;

use crate::{
    corpus::{
        edit::Edit,
        metadata::Metadata,
        opening::{self, Found, Opening},
        warning::Warning,
    },
    label::cut,
    language::Language,
    plural::counted,
    spelling::{likeness, nearest},
};

/// So many findings about sections are told one by one.
const MAX_WARNINGS: usize = 20;

/// Titles and openings are named up to so many characters.
const SHOWN_CHARS: usize = 120;

/// The contents of a sidecar `NAME.outline.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Outline {
    /// Title as shown in citations.
    pub title: Option<String>,
    /// Language of the text.
    pub language: Option<Language>,
    /// Edition, as the source names it.
    pub edition: Option<String>,
    /// Date of publication, as text (`"2024-03-01"`).
    pub date: Option<String>,
    /// The address that the source was taken from.
    pub source_url: Option<String>,
    /// The date on which it was taken from there, as text (`"2026-11-27"`).
    pub retrieved: Option<String>,
    /// Under which terms it may be used.
    pub licence: Option<String>,
    /// The author.
    pub author: Option<String>,
    /// Questions that it answers.
    pub examples: Vec<String>,
    /// The document that this is a translation of.
    pub translation_of: Option<String>,
    /// The document that this is another edition of.
    pub edition_of: Option<String>,
    /// The sections, in the order of the text.
    #[serde(rename = "section")]
    pub sections: Vec<OutlineSection>,
}

/// A section that the operator names.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutlineSection {
    /// The heading as readers see it.
    pub title: String,
    /// Depth, from 1.
    #[serde(default = "top_level")]
    pub level: u8,
    /// The number, if it is not to be counted.
    pub number: Option<String>,
    /// The first words of the section, as they stand in the source.
    pub starts_with: String,
}

fn top_level() -> u8 {
    1
}

/// The reason why a sidecar could not be read at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {message}")]
pub struct OutlineError {
    /// Line in the sidecar, from 1.
    pub line: usize,
    /// Column, in characters from 1.
    pub column: usize,
    /// The problem, and the nearest key where one is unknown.
    pub message: String,
}

/// Every key that an outline may hold.
const KEYS: [&str; 15] = [
    "title",
    "language",
    "edition",
    "date",
    "source_url",
    "retrieved",
    "licence",
    "author",
    "examples",
    "translation_of",
    "edition_of",
    "section",
    "level",
    "number",
    "starts_with",
];

impl Outline {
    /// Reads a sidecar.
    pub fn parse(source: &str) -> Result<Self, OutlineError> {
        let outline: Outline = toml::from_str(source).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            error_at(source, at, &explained(error.message()))
        })?;
        match outline
            .sections
            .iter()
            .position(|section| section.starts_with.trim().is_empty())
        {
            Some(index) => Err(error_at(
                source,
                source
                    .match_indices("[[section]]")
                    .nth(index)
                    .map_or(0, |(at, _)| at),
                "`starts_with` is empty; write the first words of the section",
            )),
            None => Ok(outline),
        }
    }

    /// The metadata that the sidecar gives for the document as a whole. It goes before what the source says.
    pub fn metadata(&self) -> Metadata {
        Metadata {
            title: self.title.clone(),
            language: self.language,
            edition: self.edition.clone(),
            date: self.date.clone(),
            source_url: self.source_url.clone(),
            retrieved: self.retrieved.clone(),
            licence: self.licence.clone(),
            author: self.author.clone(),
            examples: self.examples.clone(),
            translation_of: self.translation_of.clone(),
            edition_of: self.edition_of.clone(),
        }
    }

    /// Finds where each section begins: byte offsets in `text`, in order of position.
    ///
    /// The words are looked for in the text as it is read, so a footnote mark or a lost space
    /// between them does no harm. A section that is not found, or found twice, is left out with an
    /// error that names candidates; all others stand.
    pub fn place(
        &self,
        text: &str,
        edits: &[Edit],
    ) -> (Vec<(usize, &OutlineSection)>, Vec<Warning>) {
        let searched = opening::Searched::new(text, edits);
        let openings: Vec<&str> = self
            .sections
            .iter()
            .map(|section| section.starts_with.as_str())
            .collect();
        let found = searched.find(&openings);
        let mut placed: Vec<(usize, &OutlineSection)> = Vec::new();
        let mut warnings = Vec::new();
        let mut left_out = 0;
        for (index, (section, found)) in self.sections.iter().zip(found).enumerate() {
            let entry = format!("section {} `{}`", index + 1, shown(&section.title));
            // Looking for what is near takes a while, and more errors say nothing new.
            let is_told = warnings.len() < MAX_WARNINGS;
            match found.first.as_slice() {
                [] if is_told => warnings.push(not_found(&entry, section, &searched)),
                [only] if found.count == 1 => {
                    if let Some((_, before)) = placed.last().filter(|(at, _)| *at > only.position)
                        && is_told
                    {
                        warnings.push(Warning::caution(format!(
                            "{entry} begins before `{}`, which stands above it in the outline; the \
                             order of the text is used",
                            shown(&before.title)
                        )));
                    }
                    placed.push((only.position, section));
                }
                [_, ..] if is_told => warnings.push(found_often(&entry, section, &found)),
                _ => left_out += 1,
            }
        }
        if left_out > 0 {
            warnings.push(Warning::error(format!(
                "{}, or found several times; mend the first ones",
                counted(
                    left_out,
                    "more section of the outline is not found",
                    "more sections of the outline are not found"
                )
            )));
        }
        placed.sort_by_key(|(position, _)| *position);
        (placed, warnings)
    }
}

fn shown(text: &str) -> String {
    cut(text, SHOWN_CHARS)
}

fn not_found(entry: &str, section: &OutlineSection, searched: &opening::Searched<'_>) -> Warning {
    let near = searched.nearest(&section.starts_with, 3);
    let candidates = if near.is_empty() {
        "nothing like it stands there".to_owned()
    } else {
        format!("nearest: {}", list(&near))
    };
    Warning::error(format!(
        "{entry}: `starts_with` is not found in the text: `{}`; {candidates}",
        shown(&section.starts_with)
    ))
}

fn found_often(entry: &str, section: &OutlineSection, found: &Found) -> Warning {
    Warning::error(format!(
        "{entry}: `starts_with` is found {}: `{}`; {}; add the words that follow in the right \
         place",
        counted(found.count, "time", "times"),
        shown(&section.starts_with),
        list(&found.first)
    ))
}

fn list(openings: &[Opening]) -> String {
    openings
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(", ")
}

/// Keys that are less alike than this, from 0 to 1, are not taken for each other.
const ALIKE: f64 = 0.5;

/// A parser's message with the nearest key where one is unknown.
fn explained(message: &str) -> String {
    let message = message.lines().collect::<Vec<_>>().join(", ");
    let unknown = message
        .strip_prefix("unknown field `")
        .and_then(|rest| rest.split_once('`'));
    let Some((key, _)) = unknown else {
        return message;
    };
    match nearest(key, KEYS, |known| known).filter(|near| likeness(key, near) >= ALIKE) {
        Some(near) => format!("unknown key `{key}`; did you mean `{near}`?"),
        None => format!("unknown key `{key}`; the keys are {}", KEYS.join(", ")),
    }
}

fn error_at(source: &str, at: usize, message: &str) -> OutlineError {
    let before = source.get(..at).unwrap_or(source);
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    OutlineError {
        line: before.matches('\n').count() + 1,
        column: before
            .get(line_start..)
            .map_or(0, |line| line.chars().count())
            + 1,
        message: message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{corpus::edit::EditKind, span::Span};

    fn outline(openings: &[&str]) -> Outline {
        let section = |(index, opening): (usize, &&str)| OutlineSection {
            title: format!("S{}", index + 1),
            level: 1,
            number: None,
            starts_with: (*opening).to_owned(),
        };
        Outline {
            sections: openings.iter().enumerate().map(section).collect(),
            ..Outline::default()
        }
    }

    #[track_caller]
    fn check(text: &str, openings: &[&str], places: &[usize], message: &str) {
        let outline = outline(openings);
        let (sections, warnings) = outline.place(text, &[]);
        let found: Vec<_> = sections.iter().map(|(at, _)| *at).collect();
        assert_eq!(found, places);
        let messages: Vec<_> = warnings.iter().map(ToString::to_string).collect();
        assert_eq!(messages.join("\n"), message);
    }

    #[test]
    fn sections_are_found_over_line_ends() {
        check(
            "Vor allem.\nDie  Lage\nist ernst.",
            &["Die Lage ist"],
            &[11],
            "",
        );
    }

    #[test]
    fn notes_and_lost_spaces_do_no_harm() {
        let text = "kann steigern.2Ein erster5 Schritt";
        let edit = |start, end, kind| Edit {
            span: Span::new(start, end),
            kind,
        };
        let edits = [
            edit(14, 15, EditKind::Note(2)),
            edit(15, 15, EditKind::Space),
            edit(25, 26, EditKind::Note(5)),
        ];
        let outline = outline(&["Ein erster Schritt"]);
        assert_eq!(outline.place(text, &edits).0[0].0, 15);
    }

    #[test]
    fn what_is_not_found_comes_with_candidates() {
        check(
            "Die Lage ist ernst.\nDie Folgen sind da.",
            &["Die Lage war ernst", "Die Folgen"],
            &[20],
            "error: : section 1 `S1`: `starts_with` is not found in the text: `Die Lage war ernst`; \
             nearest: line 1 `Die Lage ist ernst. Die Folgen sind …`, line 2 `Die Folgen sind da.`",
        );
        check(
            "Etwas ganz anderes.",
            &["Die Lage"],
            &[],
            "error: : section 1 `S1`: `starts_with` is not found in the text: `Die Lage`; nothing like \
             it stands there",
        );
    }

    #[test]
    fn what_is_found_twice_comes_with_both_places() {
        check(
            "Heute gilt das eine Recht. Heute gilt das andere.",
            &["Heute gilt das"],
            &[],
            "error: : section 1 `S1`: `starts_with` is found 2 times: `Heute gilt das`; byte 0 `Heute \
             gilt das eine Recht. Heute gilt …`, byte 27 `Heute gilt das andere.`; add the words that \
             follow in the right place",
        );
    }

    #[test]
    fn the_order_of_the_text_wins() {
        check(
            "Eins hier. Zwei da.",
            &["Zwei", "Eins"],
            &[0, 11],
            "warning: : section 2 `S2` begins before `S1`, which stands above it in the outline; the \
             order of the text is used",
        );
    }

    #[track_caller]
    fn check_error(source: &str, message: &str) {
        assert_eq!(Outline::parse(source).unwrap_err().to_string(), message);
    }

    #[test]
    fn errors_name_place_and_nearest_key() {
        check_error(
            "titel = 'A'",
            "line 1, column 1: unknown key `titel`; did you mean `title`?",
        );
        check_error(
            "[[section]]\ntitle = 'A'\nstart_with = 'B'",
            "line 3, column 1: unknown key `start_with`; did you mean `starts_with`?",
        );
        check_error(
            "[[section]]\ntitle = 'A'\nstarts_with = ' '",
            "line 1, column 1: `starts_with` is empty; write the first words of the section",
        );
        check_error(
            "[[section]]\ntitle = 'A'",
            "line 1, column 1: missing field `starts_with`",
        );
    }

    #[test]
    fn an_outline_reads_as_written() {
        let outline = Outline::parse(
            "language = 'de'\n[[section]]\ntitle = 'A'\nstarts_with = 'B'\n[[section]]\nlevel = 2\n\
             number = '1.b'\ntitle = 'C'\nstarts_with = 'D'",
        );
        let outline = outline.unwrap();
        assert_eq!(outline.metadata().language, Some(Language::De));
        assert_eq!(
            (outline.sections[0].level, outline.sections[1].level),
            (1, 2)
        );
    }
}
