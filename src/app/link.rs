//! Where a place opens in the reader: `d/{document}?quote={quote}#{place}`.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::QuoteAt;
use crate::corpus::DocumentId;

/// What stands in a path as it is: `/` divides folders there as in an id.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// The path of a place from the root of the reader, with the quote to be marked there; `anchor` is
/// that of a locator.
pub(super) fn path(document: &DocumentId, quote: Option<&QuoteAt>, anchor: &str) -> String {
    let document = utf8_percent_encode(document.as_str(), KEPT);
    let quote = quote.map_or_else(String::new, |quote| format!("?quote={quote}"));
    let hash = if anchor.is_empty() { "" } else { "#" };
    let anchor = utf8_percent_encode(anchor, KEPT);
    format!("d/{document}{quote}{hash}{anchor}")
}

/// The link to a path of the reader; nothing if the reader has no address.
pub(super) fn link(reader_url: &str, path: &str) -> Option<String> {
    let base = Some(reader_url.trim_end_matches('/')).filter(|base| !base.is_empty())?;
    Some(format!("{base}/{path}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_names_document_quote_and_place() {
        let document = DocumentId("recht/Gesetz über alles".to_owned());
        let quote = "abcdef0000_2_5_3".parse().unwrap();
        let path = path(&document, Some(&quote), "s2.3p4");
        assert_eq!(
            path,
            "d/recht/Gesetz%20%C3%BCber%20alles?quote=abcdef0000_2_5_3#s2.3p4"
        );
        assert_eq!(
            link("https://example.org/leser/", &path),
            Some(format!("https://example.org/leser/{path}"))
        );
        assert_eq!(link("", &path), None);
    }
}
