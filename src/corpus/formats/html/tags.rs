//! The end of a tag in the source of a page, and how much of it is read: the HTML parser compares
//! each attribute with all before it, so a tag has a limited number of them.

/// So many attributes of one tag are read.
const MAX_ATTRIBUTES: usize = 64;

/// A tag as it stands in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::corpus::formats) struct TagSource {
    /// The end of what is read of it: before its `>`, or before the first attribute too many.
    pub(in crate::corpus::formats) kept: usize,
    /// The place of its `>`.
    pub(in crate::corpus::formats) end: usize,
}

/// The tag whose name begins at `name`; none if the source ends within it, and it is no tag.
pub(in crate::corpus::formats) fn tag(html: &str, name: usize) -> Option<TagSource> {
    let bytes = html.as_bytes();
    let mut at = past(bytes, name, |b| !is_space(b) && b != b'/' && b != b'>');
    let mut kept = None;
    let mut count = 0;
    loop {
        at = past(bytes, at, |b| is_space(b) || b == b'/');
        if *bytes.get(at)? == b'>' {
            return Some(TagSource {
                kept: kept.unwrap_or(at),
                end: at,
            });
        }
        if count == MAX_ATTRIBUTES {
            kept = kept.or(Some(at));
        }
        count += 1;
        at = attribute(bytes, at)?;
    }
}

/// The length of a comment with its end, from behind its `<!--`; none if it has no end.
pub(in crate::corpus::formats) fn comment(rest: &str) -> Option<usize> {
    if rest.starts_with('>') {
        return Some(1);
    }
    if rest.starts_with("->") {
        return Some(2);
    }
    let mut at = 0;
    loop {
        let dashes = at + rest.get(at..)?.find("--")?;
        at = past(rest.as_bytes(), dashes, |b| b == b'-');
        let behind = rest.get(at..)?;
        let sign = behind.strip_prefix('!').unwrap_or(behind);
        if sign.starts_with('>') {
            return Some(at + behind.len() - sign.len() + 1);
        }
    }
}

/// The end of the attribute that begins at `at`.
fn attribute(bytes: &[u8], at: usize) -> Option<usize> {
    // A name may begin with `=`, but not hold one.
    let in_name = |b: u8| !is_space(b) && !matches!(b, b'/' | b'>' | b'=');
    let name_end = past(bytes, at + 1, in_name);
    let sign = past(bytes, name_end, is_space);
    if bytes.get(sign) != Some(&b'=') {
        return Some(name_end);
    }
    let value = past(bytes, sign + 1, is_space);
    match *bytes.get(value)? {
        quote @ (b'"' | b'\'') => {
            let end = past(bytes, value + 1, |b| b != quote);
            (end < bytes.len()).then_some(end + 1)
        }
        _ => Some(past(bytes, value, |b| !is_space(b) && b != b'>')),
    }
}

/// The first position from `at` on whose byte is not so.
fn past(bytes: &[u8], at: usize, so: impl Fn(u8) -> bool) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    let length = rest.iter().position(|byte| !so(*byte));
    length.map_or(bytes.len(), |length| at + length)
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0C')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, kept: &str, end: usize) {
        let tag = tag(html, 1).unwrap();
        assert_eq!((html.get(..tag.kept).unwrap(), tag.end), (kept, end));
    }

    #[test]
    fn a_tag_ends_where_no_value_is_open() {
        check("<p>", "<p", 2);
        check("<p a='>' b=\">\" c=x>d>", "<p a='>' b=\">\" c=x", 18);
        check("<p a=>x", "<p a=", 5);
        check("<br/ =a>", "<br/ =a", 7);
        assert_eq!(tag("<p a='", 1), None);
        assert_eq!(tag("<p a", 1), None);
    }

    #[test]
    fn a_comment_ends_as_browsers_see_it() {
        for (rest, length) in [
            (">a", Some(1)),
            ("->a", Some(2)),
            (" - -- > -->a", Some(11)),
            ("--!>a", Some(4)),
            ("---->a", Some(5)),
            (" a", None),
            (" --", None),
        ] {
            assert_eq!(comment(rest), length, "{rest}");
        }
    }

    #[test]
    fn attributes_beyond_the_limit_are_not_kept() {
        let kept = "<p ".to_owned() + &"a='>' ".repeat(MAX_ATTRIBUTES);
        let html = kept.clone() + "b c>text";
        check(&html, &kept, html.len() - 5);
    }
}
