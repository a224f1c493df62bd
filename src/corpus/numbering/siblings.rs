//! Tells which headings are numbered: each by its own form and by the headings beside it.
//!
//! `2018 in review` and `10 things to know` begin with a number too. What is not announced is a number
//! only where the headings beside it count on.

use std::collections::BTreeMap;

use super::{
    Label,
    heading::{Candidate, Sureness, Writing, candidate},
};

/// The label and title of each heading, which is given by its level and its text; none for one that
/// is not numbered.
pub fn labels<'a>(headings: impl Iterator<Item = (u8, &'a str)>) -> Vec<Option<(Label, String)>> {
    let mut candidates: Vec<Option<Candidate>> = Vec::new();
    // The headings that stand beside each other under one heading.
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut open: Vec<(u8, usize)> = Vec::new();
    for (index, (level, text)) in headings.enumerate() {
        candidates.push(candidate(text));
        while open.pop_if(|(above, _)| *above > level).is_some() {}
        match open.last() {
            Some((same, group)) if *same == level => {
                if let Some(group) = groups.get_mut(*group) {
                    group.push(index);
                }
            }
            _ => {
                open.push((level, groups.len()));
                groups.push(vec![index]);
            }
        }
    }
    let mut is_numbered = vec![false; candidates.len()];
    for group in &groups {
        for index in numbered(group, &candidates) {
            if let Some(is_numbered) = is_numbered.get_mut(index) {
                *is_numbered = true;
            }
        }
    }
    let decided = candidates.into_iter().zip(is_numbered);
    decided
        .map(|(candidate, is_numbered)| {
            candidate
                .filter(|_| is_numbered)
                .map(|candidate| (candidate.label, candidate.title))
        })
        .collect()
}

/// The members of a group that are numbered.
fn numbered(group: &[usize], candidates: &[Option<Candidate>]) -> Vec<usize> {
    let of = |index: &usize| candidates.get(*index).and_then(Option::as_ref);
    let mut numbered: Vec<usize> = Vec::new();
    let mut unsure: BTreeMap<(bool, u8), Vec<(usize, u32)>> = BTreeMap::new();
    for index in group {
        let Some(candidate) = of(index) else {
            continue;
        };
        if candidate.sureness == Sureness::Sure {
            numbered.push(*index);
            continue;
        }
        let is_ended = candidate.sureness == Sureness::Ended;
        for (writing, value) in &candidate.values {
            let list = unsure.entry((is_ended, rank(*writing))).or_default();
            list.push((*index, *value));
        }
    }
    for ((is_ended, _), list) in unsure {
        let is_all = list.len() == group.len();
        for run in list.chunk_by(|a, b| a.1 + 1 == b.1) {
            let first = run.first().map_or(0, |(_, value)| *value);
            let counts_on = run.len() >= 3 || (first <= 1 && run.len() >= 2);
            let is_single = is_ended && (first <= 1 || is_all || run.len() >= 2);
            if counts_on || is_single {
                numbered.extend(run.iter().map(|(index, _)| *index));
            }
        }
    }
    numbered
}

fn rank(writing: Writing) -> u8 {
    match writing {
        Writing::Arabic => 0,
        Writing::Roman => 1,
        Writing::Capital => 2,
        Writing::Small => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(headings: &[(u8, &str)], expected: &[&str]) {
        let found = labels(headings.iter().copied());
        let found: Vec<String> = found
            .into_iter()
            .map(|label| {
                label.map_or_else(String::new, |(label, title)| {
                    format!("{}|{}|{title}", label.printed, label.key)
                })
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn announced_numbers_are_kept_as_they_are_printed() {
        check(
            &[
                (1, "§ 21a Beschäftigung"),
                (1, "§ 12 a Ehrenmitglieder"),
                (1, "§§ 3 bis 5 (weggefallen)"),
                (1, "§ 600.1 Grounds"),
                (1, "Article 3"),
                (1, "Art. 13. Times"),
                (1, "Section 5. Liability"),
                (1, "Chapter IV – Duties"),
                (1, "Anhang B"),
                (1, "Rule 7: Draws"),
                (1, "Artículo 2 Objeto"),
                (1, "Artigo 1.º (Denominação)"),
                (1, "Article 1er Objet"),
                (1, "Rozdział 3 Prawa"),
                (1, "Hoofdstuk 2 Doel"),
                (1, "Allegato A"),
                (1, "3. Abschnitt Schluss"),
                (1, "Zweiter Teil"),
                (1, "Part Two"),
            ],
            &[
                "§ 21a|21a|Beschäftigung",
                "§ 12 a|12a|Ehrenmitglieder",
                "§§ 3 bis 5|3|(weggefallen)",
                "§ 600.1|600.1|Grounds",
                "Article 3|3|",
                "Art. 13|13|Times",
                "Section 5|5|Liability",
                "Chapter IV|iv|Duties",
                "Anhang B|b|",
                "Rule 7|7|Draws",
                "Artículo 2|2|Objeto",
                "Artigo 1.º|1|(Denominação)",
                "Article 1er|1|Objet",
                "Rozdział 3|3|Prawa",
                "Hoofdstuk 2|2|Doel",
                "Allegato A|a|",
                "3. Abschnitt|3|Schluss",
                "Zweiter Teil|2|",
                "Part Two|2|",
            ],
        );
    }

    #[test]
    fn a_year_or_a_count_is_no_number() {
        for heading in [
            "2018 in review",
            "10 things to know",
            "3 millionen Menschen",
            "I am a title",
            "A guide to sailing",
            "Section 5 of the act",
            "Part of the deal",
            "Titel der Arbeit",
            "U.S. Strategy",
            "Article about nothing",
            "24 Hours",
        ] {
            check(&[(1, heading), (1, "Another")], &["", ""]);
        }
    }

    #[test]
    fn headings_that_count_on_are_numbered() {
        check(
            &[(1, "1 Name"), (1, "2 Sitz"), (1, "Anhänge")],
            &["1|1|Name", "2|2|Sitz", ""],
        );
        check(
            &[
                (1, "I. Background"),
                (2, "A. Email"),
                (3, "STARTTLS"),
                (2, "B. Web"),
                (1, "II. Actions"),
            ],
            &[
                "I|i|Background",
                "A|a|Email",
                "",
                "B|b|Web",
                "II|ii|Actions",
            ],
        );
        check(&[(1, "2018 in review"), (1, "2019 in review")], &["", ""]);
        check(&[(1, "7 Wonders"), (1, "12 Monkeys")], &["", ""]);
        check(
            &[(1, "1.4.3 Contrast"), (1, "Notes")],
            &["1.4.3|1.4.3|Contrast", ""],
        );
    }
}
