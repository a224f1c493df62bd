//! What a document is called: by its source, else by its file.

use std::borrow::Cow;

use super::document::{DocumentId, Metadata};

/// The title of the source; without one the name of the file made readable: `harbour_rules` is "Harbour
/// rules", and what is called `index` or `readme` is named by its folder.
pub fn title<'a>(metadata: &'a Metadata, id: &'a DocumentId) -> Cow<'a, str> {
    match &metadata.title {
        Some(title) => Cow::Borrowed(title),
        None => readable(id).map_or(Cow::Borrowed(id.as_str()), Cow::Owned),
    }
}

/// Nothing where the id is readable as it is.
fn readable(id: &DocumentId) -> Option<String> {
    let is_nameless = |name: &&str| matches!(name.to_lowercase().as_str(), "index" | "readme");
    let name = id.as_str().rsplit('/').find(|name| !is_nameless(name))?;
    let mut title = String::new();
    let mut letters = name.chars().peekable();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        let is_between_words =
            before.is_alphabetic() && letters.peek().is_some_and(|next| next.is_alphabetic());
        // `ed-20-02` is the name of something.
        let is_space = letter == '_' || (letter == '-' && is_between_words);
        title.push(if is_space { ' ' } else { letter });
        before = letter;
    }
    let title = title.trim();
    if title.is_empty() || title == id.as_str() {
        return None;
    }
    let mut letters = title.chars();
    let first = letters.next()?.to_uppercase().to_string();
    Some(first + letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_without_a_title_is_named_by_its_file() {
        let titles = [
            ("harbour_rules", "Harbour rules"),
            ("rules/ed-20-02", "Ed-20-02"),
            ("b/burlg/index", "Burlg"),
            ("index", "index"),
            ("Satzung", "Satzung"),
        ];
        for (id, expected) in titles {
            let id = DocumentId(id.to_owned());
            assert_eq!(title(&Metadata::default(), &id), expected);
        }
    }
}
