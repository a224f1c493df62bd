//! The encoding that a web page declares of itself.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Browsers look at 1,024 bytes; a page with a long licence in front is understood here as well.
const LOOKED_AT: usize = 8 * 1024;

/// The encoding that `<?xml encoding="…"?>`, `<meta charset="…">` or `<meta content="text/html; charset=…">`
/// names, as the HTML Standard reads it ("prescan a byte stream"): whoever says UTF-16 in ASCII letters means UTF-8.
pub(super) fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(LOOKED_AT))?;
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let label = xml_declaration(&head).or_else(|| meta(&head))?;
    let encoding = Encoding::for_label(label.as_bytes())?;
    let is_wide = encoding == UTF_16LE || encoding == UTF_16BE;
    Some(if is_wide { UTF_8 } else { encoding })
}

fn xml_declaration(head: &str) -> Option<&str> {
    let declaration = head.trim_start().strip_prefix("<?xml")?;
    let (declaration, _) = declaration.split_once("?>")?;
    value_of(declaration, "encoding")
}

/// The first `charset` of a `meta` element. What stands in comments says nothing.
fn meta(head: &str) -> Option<&str> {
    let mut rest = head;
    while let Some(at) = rest.find('<') {
        rest = rest.get(at..)?;
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.get(comment.find("-->")?..)?;
            continue;
        }
        let end = rest.find('>')?;
        let tag = rest.get(..end)?;
        let is_meta = tag
            .strip_prefix("<meta")
            .is_some_and(|tag| tag.starts_with(|c: char| c.is_ascii_whitespace() || c == '/'));
        if let Some(label) = is_meta.then(|| value_of(tag, "charset")).flatten() {
            return Some(label);
        }
        rest = rest.get(end..)?;
    }
    None
}

/// The value behind `name =`, with or without quotation marks.
fn value_of<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (_, behind) = text.split_once(name)?;
    let value = behind.trim_start().strip_prefix('=')?.trim_start();
    let value = value.trim_start_matches(['"', '\'']);
    let end = value.find(|c: char| matches!(c, '"' | '\'' | ';' | '/') || c.is_ascii_whitespace());
    let label = value.get(..end.unwrap_or(value.len()))?;
    (!label.is_empty()).then_some(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_say_how_they_are_encoded() {
        for (page, name) in [
            ("<meta charset=\"iso-8859-1\">", Some("windows-1252")),
            ("<META CHARSET=windows-1250 />", Some("windows-1250")),
            (
                "<html><head><meta http-equiv='Content-Type' content='text/html; charset=KOI8-R'>",
                Some("KOI8-R"),
            ),
            (
                "<?xml version=\"1.0\" encoding=\"ISO-8859-2\"?><html>",
                Some("ISO-8859-2"),
            ),
            ("<meta charset=\"utf-16\">", Some("UTF-8")),
            ("<!-- <meta charset=\"koi8-r\"> --><p>", None),
            ("<metadata charset=\"koi8-r\">", None),
            ("<meta charset=\"no-such-thing\">", None),
            ("<meta charset", None),
            ("<p>charset=koi8-r</p>", None),
            ("", None),
        ] {
            let encoding = declared_encoding(page.as_bytes());
            assert_eq!(encoding.map(Encoding::name), name, "{page}");
        }
    }
}
