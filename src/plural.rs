//! Things that are counted in English words: `1 footnote`, `2 footnotes`. The command line, the log and the
//! findings about files say every count through this; for users of Discord and of the pages the locale
//! files do it.

use std::fmt::Display;

/// The count with what is counted, for one thing or for several and none: `1 footnote`, `0 footnotes`.
pub fn counted<N>(count: N, one: &str, several: &str) -> String
where
    N: Copy + Display + PartialEq + From<u8>,
{
    let words = plural(count, one, several);
    format!("{count} {words}")
}

/// The words for one thing, or for several and none.
pub fn plural<'a, N>(count: N, one: &'a str, several: &'a str) -> &'a str
where
    N: Copy + PartialEq + From<u8>,
{
    if count == N::from(1) { one } else { several }
}
