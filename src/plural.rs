//! Things that are counted in English words: `1 footnote`, `2 footnotes`. The command line, the log and the
//! findings about files say every count through this; for users of Discord and of the pages the locale
//! files do it.

use std::{fmt::Display, time::Duration};

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

/// A duration as people say it: no more exact than an estimate is.
pub fn spoken(duration: Duration) -> String {
    match duration.as_secs() {
        seconds @ 0..90 => counted(seconds.div_ceil(5) * 5, "second", "seconds"),
        seconds @ 90..5_400 => counted(seconds.div_ceil(60), "minute", "minutes"),
        seconds => format!("{:.1} hours", seconds as f64 / 3_600.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_spoken_as_estimates() {
        let spoken = [3, 62, 119, 3_700, 9_000].map(|s| spoken(Duration::from_secs(s)));
        assert_eq!(
            spoken,
            [
                "5 seconds",
                "65 seconds",
                "2 minutes",
                "62 minutes",
                "2.5 hours"
            ]
        );
    }
}
