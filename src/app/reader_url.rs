//! The path of a place in the reader: `d/{document}?quote={quote}#{place}`. A long document opens in
//! parts, and its links say in the query too where they lead: a server never sees what follows `#`.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{QuoteRef, page_name};
use crate::corpus::{Document, DocumentId};

/// Escapes all but what stands in a path as it is: `/` divides folders there as in an id.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// Documents with more bytes than this, some eighty printed pages, open in parts.
const LONG: usize = 250_000;

/// The anchor of the first sentence of a quote that stands in no numbered paragraph.
pub const QUOTE_ANCHOR: &str = "quote";

/// The anchor of the place on a page where the quote is marked.
pub const MARK_ANCHOR: &str = "mark";

/// Whether a document is too long to be opened as a whole.
pub fn is_long(document: &Document) -> bool {
    document.text.len() > LONG
}

/// The path of a document from the root of the reader.
pub fn document_path(id: &DocumentId) -> String {
    format!("d/{}", utf8_percent_encode(id.as_str(), KEPT))
}

/// The path of a place, with the quote to be marked there; `anchor` is that of a locator.
pub fn place_path(document: &Document, quote: Option<&QuoteRef>, anchor: &str) -> String {
    path(&document.id, quote, anchor, is_long(document))
}

/// The same for a document of which it is not known whether it is long.
pub fn unread_place_path(id: &DocumentId, anchor: &str) -> String {
    let is_long = true;
    path(id, None, anchor, is_long)
}

/// The path of a page, with the quote to be marked if it stands there.
pub fn page_path(document: &Document, index: usize, quote: Option<&QuoteRef>) -> String {
    let name = page_name(&document.pages, index);
    let name = utf8_percent_encode(&name, KEPT);
    let quoted = quote.map_or_else(String::new, |quote| format!("&quote={quote}"));
    format!("{}?page={name}{quoted}", document_path(&document.id))
}

/// The path of the place on a page where a quote is marked; of the page where there is none.
pub fn mark_path(document: &Document, index: usize, quote: Option<&QuoteRef>) -> String {
    let path = page_path(document, index, quote);
    match quote {
        Some(_) => format!("{path}#{MARK_ANCHOR}"),
        None => path,
    }
}

fn path(document: &DocumentId, quote: Option<&QuoteRef>, anchor: &str, is_long: bool) -> String {
    let place = utf8_percent_encode(anchor, KEPT).to_string();
    let named = Some(&place).filter(|place| is_long && !place.is_empty());
    let quoted = quote.map(|quote| format!("quote={quote}"));
    let at = named.map(|place| format!("at={place}"));
    let query: Vec<String> = quoted.into_iter().chain(at).collect();
    let anchor = match quote {
        Some(_) if place.is_empty() => QUOTE_ANCHOR,
        _ => &place,
    };
    let mark = |sign, text: &str| if text.is_empty() { "" } else { sign };
    let query = query.join("&");
    let (question, hash) = (mark("?", &query), mark("#", anchor));
    format!("{}{question}{query}{hash}{anchor}", document_path(document))
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
    fn a_link_into_a_long_document_says_its_place_twice() {
        let document = DocumentId("handbuch".to_owned());
        let is_long = true;
        assert_eq!(
            path(&document, None, "s2.3", is_long),
            "d/handbuch?at=s2.3#s2.3"
        );
        let quote = "abcdef0000_2_5_3".parse().unwrap();
        assert_eq!(
            path(&document, Some(&quote), "s2.3p4", is_long),
            "d/handbuch?quote=abcdef0000_2_5_3&at=s2.3p4#s2.3p4"
        );
        assert_eq!(
            path(&document, Some(&quote), "", is_long),
            "d/handbuch?quote=abcdef0000_2_5_3#quote"
        );
    }

    #[test]
    fn a_link_names_document_quote_and_place() {
        let document = DocumentId("recht/Gesetz über alles".to_owned());
        let quote = "abcdef0000_2_5_3".parse().unwrap();
        let is_long = false;
        let path = path(&document, Some(&quote), "s2.3p4", is_long);
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
