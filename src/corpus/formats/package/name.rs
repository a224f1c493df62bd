//! The names of parts, as other parts write them.

use percent_encoding::percent_decode_str;

/// The part that a reference leads to from a part: its name, and what stands behind `#`. Nothing for what
/// is not in the archive.
pub(in crate::corpus::formats) fn resolved(
    from: &str,
    reference: &str,
) -> Option<(String, String)> {
    let (path, place) = reference.split_once('#').unwrap_or((reference, ""));
    let is_elsewhere = path
        .split('/')
        .next()
        .is_some_and(|first| first.contains(':'));
    if is_elsewhere || path.starts_with("//") {
        return None;
    }
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    if path.is_empty() {
        return Some((from.to_owned(), decoded(place)));
    }
    let path = decoded(path.split('?').next().unwrap_or_default());
    let mut steps: Vec<&str> = Vec::new();
    if !path.starts_with('/') {
        steps.extend(from.split('/'));
        steps.pop();
    }
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            _ => steps.push(step),
        }
    }
    Some((steps.join("/"), decoded(place)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_followed_within_the_archive() {
        let to = |from, reference| {
            resolved(from, reference).map(|(part, place)| format!("{part} {place}"))
        };
        assert_eq!(
            to("OPS/a.xhtml", "notes.xhtml#n1"),
            Some("OPS/notes.xhtml n1".to_owned())
        );
        assert_eq!(
            to("OPS/text/a.xhtml", "../b%20c.xhtml"),
            Some("OPS/b c.xhtml ".to_owned())
        );
        assert_eq!(to("OPS/a.xhtml", "#n1"), Some("OPS/a.xhtml n1".to_owned()));
        assert_eq!(
            to("word/document.xml", "/word/styles.xml"),
            Some("word/styles.xml ".to_owned())
        );
        assert_eq!(
            to("a.xhtml", "../../../etc/passwd"),
            Some("etc/passwd ".to_owned())
        );
        assert_eq!(to("a.xhtml", "https://example.org/#a"), None);
        assert_eq!(to("a.xhtml", "mailto:a@example.org"), None);
    }
}
