//! The edition of a document that a file is: as its source says, else as its name does, `report@2024-06.pdf`.

use super::{document_id::DocumentId, metadata::Metadata};

/// The edition as the source names it; without that, what stands behind the `@` in the name of the file.
pub fn edition<'a>(metadata: &'a Metadata, id: &'a DocumentId) -> Option<&'a str> {
    let named = metadata.edition.as_deref();
    named.or_else(|| split(id).map(|(_, edition)| edition))
}

/// The id without the edition: the same for all files of one document.
pub fn without_edition(id: &DocumentId) -> &str {
    split(id).map_or(id.as_str(), |(name, _)| name)
}

/// The name and the edition in the name of a file. An edition has a digit; `mail@example` has none.
fn split(id: &DocumentId) -> Option<(&str, &str)> {
    let (name, edition) = id.as_str().rsplit_once('@')?;
    let is_edition = edition.contains(|c: char| c.is_ascii_digit()) && !edition.contains('/');
    (is_edition && !name.is_empty() && !name.ends_with('/')).then_some((name, edition))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_may_say_its_edition() {
        let read = |id: &str| {
            let id = DocumentId(id.to_owned());
            let edition = edition(&Metadata::default(), &id).unwrap_or("-").to_owned();
            format!("{} {edition}", without_edition(&id))
        };
        assert_eq!(read("rules/report@2024-06"), "rules/report 2024-06");
        assert_eq!(read("report"), "report -");
        assert_eq!(read("mail@example"), "mail@example -");
        assert_eq!(read("@2024"), "@2024 -");
        assert_eq!(read("mail@2/report"), "mail@2/report -");
    }

    #[test]
    fn the_source_is_believed_before_the_name() {
        let metadata = Metadata {
            edition: Some("third".to_owned()),
            ..Metadata::default()
        };
        let id = DocumentId("report@2024".to_owned());
        assert_eq!(edition(&metadata, &id), Some("third"));
    }
}
