//! Running heads and feet of a text that was laid out in pages, as standards and old reports are.

use std::collections::{BTreeMap, BTreeSet};

use super::lines::Line;

/// The number of lines around the end of a page that may be its foot or head.
const NEAR: usize = 12;

/// Finds the lines that are running heads and feet: those at the ends of pages that come again on most of
/// them but for their numbers, and those that are only the number of a page.
pub(super) fn running_lines(text: &str, lines: &[Line]) -> Vec<bool> {
    let content = |at: usize| lines.get(at).map_or("", |line| line.span.of(text).trim());
    let is_end = |at: &usize| {
        let ends = lines.get(*at).is_some_and(|line| line.ends_page);
        ends || names_its_page(content(*at))
    };
    let mut ends: Vec<usize> = (0..lines.len()).filter(is_end).collect();
    // A form feed right behind a foot ends the same page.
    ends.dedup_by(|next, end| (*end + 1..=*next).all(|at| content(at).is_empty()));
    let is_filled = |at: &usize| !content(*at).is_empty();
    let feet = ends.iter().filter_map(|end| {
        let first = end.saturating_sub(NEAR);
        (first..=*end).rev().find(is_filled)
    });
    let heads = ends.iter().filter_map(|end| {
        let last = (end + NEAR).min(lines.len());
        (end + 1..last).find(is_filled)
    });
    // The only line of a page is both.
    let candidates: BTreeSet<usize> = feet.chain(heads).collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for at in &candidates {
        *counts.entry(without_numbers(content(*at))).or_default() += 1;
    }
    let mut running = vec![false; lines.len()];
    // Where pages are told by their numbers alone.
    let numbers = (0..lines.len()).filter(|at| is_named_number(content(*at)));
    let numbers: Vec<usize> = numbers.collect();
    for at in numbers.iter().filter(|_| numbers.len() > 1) {
        if let Some(is_running) = running.get_mut(*at) {
            *is_running = true;
        }
    }
    for at in candidates.iter().copied() {
        let line = content(at);
        let count = counts.get(&without_numbers(line)).copied().unwrap_or(0);
        let comes_again = count > 1 && count * 2 >= ends.len();
        // In columns, right behind a foot, where a text has too few pages for it to come again.
        let before = candidates.range(..at).next_back();
        let is_head = line.contains("   ") && before.is_some_and(|at| names_its_page(content(*at)));
        if let Some(is_running) = running.get_mut(at) {
            *is_running = comes_again || is_head || names_its_page(line) || is_page_number(line);
        }
    }
    running
}

/// `Lindqvist          Standards Track          [Page 12]`
fn names_its_page(line: &str) -> bool {
    let number = line
        .strip_suffix(']')
        .and_then(|line| line.rsplit_once("[Page "));
    number.is_some_and(|(_, number)| is_number(number))
}

/// `12`, `- 12 -`, `Page 12`, `Seite 12 von 30`
fn is_page_number(line: &str) -> bool {
    let line = line.trim_matches(['-', '–', '—', ' ']);
    let mut words = line.split_whitespace();
    let first = words.next().unwrap_or_default();
    match (words.next(), words.next(), words.next(), words.next()) {
        (None, ..) => is_number(first),
        (Some(number), None, ..) => is_page(first) && is_number(number),
        (Some(number), Some(of), Some(all), None) => {
            is_page(first) && is_number(number) && of.len() <= 4 && is_number(all)
        }
        _ => false,
    }
}

/// `Page 4/9`, `Folha 42`: a number of a page that says so.
fn is_named_number(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let Some((first, number)) = words.next().zip(words.next()) else {
        return false;
    };
    let is_one_of = |(number, all)| is_number(number) && is_number(all);
    let is_counted = is_number(number) || number.split_once('/').is_some_and(is_one_of);
    words.next().is_none() && first.chars().count() > 2 && is_page(first) && is_counted
}

fn is_page(word: &str) -> bool {
    let word = word.trim_end_matches('.').to_lowercase();
    matches!(
        word.as_str(),
        "page"
            | "p"
            | "seite"
            | "s"
            | "blatt"
            | "página"
            | "pagina"
            | "folha"
            | "hoja"
            | "feuillet"
            | "foglio"
            | "blz"
            | "bladzijde"
            | "strona"
            | "str"
    )
}

fn is_number(word: &str) -> bool {
    let is_roman = word.chars().all(|c| "ivxlc".contains(c));
    !word.is_empty() && word.len() <= 5 && (is_roman || word.bytes().all(|b| b.is_ascii_digit()))
}

/// A line as it is on other pages.
fn without_numbers(line: &str) -> String {
    let words = line.split_whitespace();
    let words = words.map(|word| word.trim_matches(|c: char| c.is_ascii_digit()));
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{super::lines::lines, *};

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let all = lines(text, 0);
        let running = running_lines(text, &all);
        let found: Vec<&str> = all
            .iter()
            .zip(running)
            .filter(|(_, is_running)| *is_running)
            .map(|(line, _)| line.span.of(text).trim())
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn heads_and_feet_come_again_on_every_page() {
        check(
            "One.\n\nA. Lind  [Page 1]\n\u{C}RFC 9  June\n\nTwo.\n\nA. Lind  [Page 2]\n\u{C}RFC 9  June\n\nThree.\n\nA. Lind  [Page 3]\n",
            &[
                "A. Lind  [Page 1]",
                "RFC 9  June",
                "A. Lind  [Page 2]",
                "RFC 9  June",
                "A. Lind  [Page 3]",
            ],
        );
        check(
            "Jahresbericht 2020\n\nErstens.\n\n1\n\u{C}Jahresbericht 2020\n\nZweitens.\n\n2\n\u{C}Jahresbericht 2020\n\nDrittens.\n\n3\n\u{C}",
            &["1", "Jahresbericht 2020", "2", "Jahresbericht 2020", "3"],
        );
        check("A\n\nSeite 1 von 2\n\u{C}B\n", &["Seite 1 von 2"]);
        check(
            "Folha 41\n\nUm.\n\n      Page 4/9\n----\nDois.\n\nPage one\n",
            &["Folha 41", "Page 4/9"],
        );
        check("Page 12\n\nOnly once.\n", &[]);
    }

    #[test]
    fn text_at_the_end_of_a_page_is_text() {
        check("One ends here.\n\u{C}Two begins here.\n\u{C}Three.\n", &[]);
        check("A\n\nA\n\nA\n", &[]);
        check("", &[]);
        check("\u{C}\u{C}\n\u{C}", &[]);
    }
}
