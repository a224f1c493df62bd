//! Writing what is known about a document into its outline sidecar. What the operator wrote there stays as it
//! stands, with its comments: single lines are changed, and what comes of that is read again before anybody
//! relies on it.

use toml::Value;

use super::outline::{Outline, OutlineError};

/// A key of a sidecar and the value that it is to have; without one, it is to go.
pub type SidecarSetting<'a> = (&'a str, Option<&'a str>);

/// The reason why a sidecar cannot be changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SidecarError {
    /// It is no sidecar as it stands.
    #[error("{0}; mend it first")]
    Broken(#[from] OutlineError),
    /// A value stands in it otherwise than on a line of its own.
    #[error("its values cannot be changed as they are written; write these yourself: {0}")]
    Unusual(String),
}

/// The text of a sidecar with these values in it. A new one begins with `opening`, a comment.
pub fn with_settings(
    text: Option<&str>,
    opening: &str,
    settings: &[SidecarSetting<'_>],
) -> Result<String, SidecarError> {
    let before = text.map(Outline::parse).transpose()?.unwrap_or_default();
    let mut lines: Vec<String> = match text {
        Some(text) => text.split_inclusive('\n').map(str::to_owned).collect(),
        None => vec![format!("{opening}\n")],
    };
    for (key, value) in settings {
        set(&mut lines, key, value.map(|value| line(key, value)));
    }
    let changed = lines.concat();
    let mut all = settings.iter();
    let expected = all.try_fold(before, |outline, (key, value)| with(outline, key, *value));
    if expected.is_some() && Outline::parse(&changed).ok() == expected {
        return Ok(changed);
    }
    let lines = settings.iter().filter_map(|(key, value)| {
        let line = line(key, (*value)?);
        Some(line.trim_end().to_owned())
    });
    Err(SidecarError::Unusual(lines.collect::<Vec<_>>().join(", ")))
}

/// A value as a line of a sidecar.
pub(super) fn line(key: &str, value: &str) -> String {
    format!("{key} = {}\n", quoted(value))
}

/// A text as TOML writes it, on one line.
pub(super) fn quoted(value: &str) -> String {
    let folded = value.split_whitespace().collect::<Vec<_>>().join(" ");
    Value::String(folded).to_string()
}

/// Puts a line in the place of that of a key, or behind what stands before the first section.
fn set(lines: &mut Vec<String>, key: &str, line: Option<String>) {
    let is_table = |line: &String| line.trim_start().starts_with("[[");
    let head = lines.iter().position(is_table).unwrap_or(lines.len());
    let of_key = |line: &String| {
        let rest = line.trim_start().strip_prefix(key);
        rest.is_some_and(|rest| rest.trim_start().starts_with('='))
    };
    let found = lines.iter().take(head).position(of_key);
    match (found, line) {
        (Some(at), Some(line)) => drop(lines.splice(at..=at, [line])),
        (Some(at), None) => drop(lines.remove(at)),
        (None, Some(line)) => {
            let filled = lines.iter().take(head);
            let at = filled
                .rev()
                .position(|line| !line.trim().is_empty())
                .map_or(0, |blank| head - blank);
            if let Some(last) = at.checked_sub(1).and_then(|last| lines.get_mut(last))
                && !last.ends_with('\n')
            {
                last.push('\n');
            }
            lines.insert(at, line);
        }
        (None, None) => {}
    }
}

/// The outline with another value at `key`; nothing for a key that is never set.
fn with(mut outline: Outline, key: &str, value: Option<&str>) -> Option<Outline> {
    let place = match key {
        "title" => &mut outline.title,
        "date" => &mut outline.date,
        "source_url" => &mut outline.source_url,
        "retrieved" => &mut outline.retrieved,
        _ => return None,
    };
    *place = value.map(|value| value.split_whitespace().collect::<Vec<_>>().join(" "));
    Some(outline)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SETTINGS: [SidecarSetting<'_>; 2] = [
        ("source_url", Some("https://example.org/a?b=\"c\"")),
        ("retrieved", Some("2026-11-27")),
    ];

    fn set_in(text: &str) -> String {
        with_settings(Some(text), "", &SETTINGS).unwrap_or_else(|error| error.to_string())
    }

    #[test]
    fn a_new_sidecar_says_what_it_is() {
        let text = with_settings(None, "# A comment.", &SETTINGS).unwrap();
        insta::assert_snapshot!(text, @r#"
        # A comment.
        source_url = 'https://example.org/a?b="c"'
        retrieved = "2026-11-27"
        "#);
    }

    #[test]
    fn what_stands_in_one_stays_as_it_is() {
        insta::assert_snapshot!(set_in("# Mine.\ntitle = 'A' # short\nretrieved = '2020'\n\n[[section]]\ntitle = 'B'\nstarts_with = 'source_url = 1'\n"), @r#"
        # Mine.
        title = 'A' # short
        retrieved = "2026-11-27"
        source_url = 'https://example.org/a?b="c"'

        [[section]]
        title = 'B'
        starts_with = 'source_url = 1'
        "#);
        insta::assert_snapshot!(set_in("title = 'A'"), @r#"
        title = 'A'
        source_url = 'https://example.org/a?b="c"'
        retrieved = "2026-11-27"
        "#);
        let gone = with_settings(
            Some("retrieved = 'x'\ntitle = 'A'"),
            "",
            &[("retrieved", None)],
        );
        assert_eq!(gone.unwrap(), "title = 'A'");
    }

    #[test]
    fn what_cannot_be_changed_line_by_line_is_left_to_its_owner() {
        insta::assert_snapshot!(set_in("title = '''\nsource_url = 1\n'''\n"), @r#"its values cannot be changed as they are written; write these yourself: source_url = 'https://example.org/a?b="c"', retrieved = "2026-11-27""#);
        insta::assert_snapshot!(set_in("titel = 'A'"), @"line 1, column 1: unknown key `titel`; did you mean `title`?; mend it first");
    }
}
