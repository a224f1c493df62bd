//! The name that was probably meant where there is none of that spelling.

/// The likeness of two names, from 0 to 1: less by each letter that is added, left out, changed or swapped (the distance
/// of Damerau and Levenshtein, as a share of the longer name).
pub fn likeness(a: &str, b: &str) -> f64 {
    strsim::normalized_damerau_levenshtein(a, b)
}

/// The one of some things whose name is most like `name`; the last of several that are equally alike.
pub fn nearest<T>(
    name: &str,
    things: impl IntoIterator<Item = T>,
    name_of: impl Fn(&T) -> &str,
) -> Option<T> {
    let scored = things.into_iter().map(|thing| {
        let score = likeness(name, name_of(&thing));
        (score, thing)
    });
    let best = scored.max_by(|(a, _), (b, _)| a.total_cmp(b));
    best.map(|(_, thing)| thing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_nearer_than_another_word() {
        let names = ["report", "rules", "minutes-2024"];
        let meant = |name| nearest(name, names, |known| known);
        assert_eq!(meant("reprot"), Some("report"));
        assert_eq!(meant("ruels"), Some("rules"));
        assert_eq!(meant("minutes"), Some("minutes-2024"));
        assert_eq!(nearest("a", [], |known: &&str| known), None);
    }
}
