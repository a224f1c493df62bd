//! The title of a document: from its source, else from its file.

use std::borrow::Cow;

use super::{
    document_id::DocumentId, edition::without_edition, metadata::Metadata, shelf::without_shelf,
};

/// The title of the source; without one the name of the file made readable: `harbour_rules` is "Harbour
/// rules", and what is called `index` or `readme` is named by its folder.
pub fn title<'a>(metadata: &'a Metadata, id: &'a DocumentId) -> Cow<'a, str> {
    if let Some(title) = &metadata.title {
        return Cow::Borrowed(title);
    }
    let name = without_shelf(without_edition(id));
    readable(name).map_or(Cow::Borrowed(name), Cow::Owned)
}

/// Nothing where the id is readable as it is.
fn readable(id: &str) -> Option<String> {
    let is_nameless = |name: &&str| matches!(name.to_lowercase().as_str(), "index" | "readme");
    let name = id.rsplit('/').find(|name| !is_nameless(name))?;
    let words = name.split(['-', '_']).filter(|word| !word.is_empty());
    let mut title = String::new();
    let mut before = "";
    for word in words {
        // `ed-20-02` and `15-01` are names of something.
        let is_name = is_number(before, word) || is_number(word, before);
        title.push(if is_name && !before.is_empty() {
            '-'
        } else {
            ' '
        });
        title.push_str(word);
        before = word;
    }
    let title = title.trim();
    if title.is_empty() || title == id {
        return None;
    }
    let mut letters = title.chars();
    let first = letters.next()?.to_uppercase().to_string();
    Some(first + letters.as_str())
}

/// Whether a part of a name is a number, and the one beside it a number or its short sign.
fn is_number(part: &str, beside: &str) -> bool {
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    !part.is_empty() && is_digits(part) && (is_digits(beside) || beside.len() <= 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_without_a_title_is_named_by_its_file() {
        let titles = [
            ("harbour_rules", "Harbour rules"),
            ("rules/ed-20-02", "Ed-20-02"),
            ("mueller-report-vol-2", "Mueller report vol 2"),
            ("b/burlg/index", "Burlg"),
            ("index", "index"),
            ("15-01", "15-01"),
            ("Satzung", "Satzung"),
            ("harbour_rules@2024-06", "Harbour rules"),
            ("Satzung@2024", "Satzung"),
        ];
        for (id, expected) in titles {
            let id = DocumentId(id.to_owned());
            assert_eq!(title(&Metadata::default(), &id), expected);
        }
    }
}
