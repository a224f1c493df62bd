//! Links that open a place in the reader: `{base}/d/{document}#{place}`.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::limits;
use crate::{corpus::DocumentId, passages::Locator};

/// What stands in a path as it is: `/` divides folders there as in an id.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// The link to a place; nothing without a reader, or if Discord would not take it.
pub(super) fn link(reader_url: &str, document: &DocumentId, place: &Locator) -> Option<String> {
    let base = Some(reader_url.trim_end_matches('/')).filter(|base| !base.is_empty())?;
    let document = utf8_percent_encode(document.as_str(), KEPT);
    let anchor = place.anchor();
    let link = if anchor.is_empty() {
        format!("{base}/d/{document}")
    } else {
        format!("{base}/d/{document}#{}", utf8_percent_encode(&anchor, KEPT))
    };
    Some(link).filter(|link| limits::len(link) <= limits::LINK)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_names_document_and_place() {
        let document = DocumentId("recht/Gesetz über alles".to_owned());
        let place = Locator {
            paragraph: Some(4),
            ..Locator::default()
        };
        let of = |base: &str, place| link(base, &document, place);
        assert_eq!(
            of("https://example.org/leser/", &place).as_deref(),
            Some("https://example.org/leser/d/recht/Gesetz%20%C3%BCber%20alles#p4")
        );
        assert_eq!(of("", &place), None);
        assert_eq!(
            of(&format!("https://{}.org", "x".repeat(512)), &place),
            None
        );
    }
}
