//! The names of the pages of a file: its own labels, which viewers show.

use hayro_interpret::hayro_syntax::object::{
    Array, Dict, MaybeRef, Name, Object, String as PdfString,
};

use super::strings;
use crate::corpus::{formats::list_numbers::doubled_letters, numbering::to_roman};

/// So deep is the tree of labels at most, and so many parts it has.
const MAX_DEPTH: usize = 32;
const MOST_PARTS: usize = 10_000;

/// A longer name of a page is none.
const LONGEST: usize = 20;

/// From a page on, pages are called so.
struct Range {
    from: usize,
    style: Option<u8>,
    prefix: String,
    start: usize,
}

/// The labels of so many pages; nothing where the file has none.
pub(super) fn labels(catalog: &Dict<'_>, pages: usize) -> Option<Vec<String>> {
    let mut ranges = Vec::new();
    let tree = catalog.get::<Dict<'_>>(b"PageLabels")?;
    collect(&tree, MAX_DEPTH, &mut ranges);
    ranges.sort_by_key(|range: &Range| range.from);
    ranges.first()?;
    let label = |page: usize| {
        let next = ranges.partition_point(|range| range.from <= page);
        let Some(range) = next.checked_sub(1).and_then(|at| ranges.get(at)) else {
            return (page + 1).to_string();
        };
        let number = range.start.saturating_add(page - range.from);
        let number = match range.style {
            Some(b'D') => number.to_string(),
            Some(b'r') => roman(number),
            Some(b'R') => roman(number).to_uppercase(),
            Some(b'a') => letters(number),
            Some(b'A') => letters(number).to_uppercase(),
            _ => String::new(),
        };
        let label = format!("{}{number}", range.prefix);
        if label.is_empty() || label.chars().count() > LONGEST {
            return (page + 1).to_string();
        }
        label
    };
    Some((0..pages).map(label).collect())
}

fn collect(node: &Dict<'_>, depth: usize, ranges: &mut Vec<Range>) {
    let Some(depth) = depth.checked_sub(1) else {
        return;
    };
    if let Some(numbers) = node.get::<Array<'_>>(b"Nums") {
        let mut items = numbers.flex_iter();
        while ranges.len() < MOST_PARTS {
            let Some(from) = items.next::<Object<'_>>() else {
                break;
            };
            let (Object::Number(from), Some(of)) = (from, items.next::<Dict<'_>>()) else {
                break;
            };
            let style = of
                .get::<Name<'_>>(b"S")
                .and_then(|name| name.first().copied());
            let prefix = of.get::<PdfString<'_>>(b"P");
            let start = of.get::<u32>(b"St").map_or(1, |start| start as usize);
            ranges.push(Range {
                from: usize::try_from(from.as_i64()).unwrap_or(0),
                style,
                prefix: prefix.map_or_else(String::new, |prefix| strings::text(prefix.as_bytes())),
                start,
            });
        }
    }
    if let Some(kids) = node.get::<Array<'_>>(b"Kids") {
        let kids: Vec<MaybeRef<Object<'_>>> = kids.raw_iter().take(MOST_PARTS).collect();
        let count = kids.len();
        for kid in node
            .get::<Array<'_>>(b"Kids")
            .into_iter()
            .flat_map(|kids| kids.iter::<Dict<'_>>())
            .take(count)
        {
            if ranges.len() < MOST_PARTS {
                collect(&kid, depth, ranges);
            }
        }
    }
}

/// `xiv`; what is too long in Roman signs as it is.
fn roman(number: usize) -> String {
    let short = u32::try_from(number).ok().filter(|number| *number <= 5_000);
    short.map_or_else(|| number.to_string(), to_roman)
}

/// `a` to `z`, then `aa` to `zz`; longer than any label if it goes on too far.
fn letters(number: usize) -> String {
    let Some(at) = number.checked_sub(1) else {
        return String::new();
    };
    doubled_letters(u32::try_from(at).unwrap_or(u32::MAX), LONGEST + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_three_ways() {
        assert_eq!(roman(14), "xiv");
        assert_eq!(roman(1999), "mcmxcix");
        assert_eq!(letters(2), "b");
        assert_eq!(letters(28), "bb");
    }
}
