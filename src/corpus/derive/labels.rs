//! Key phrases that set one section of a text apart from the others, in the text's own words.

use std::collections::{HashMap, HashSet};

use crate::{
    corpus::{cohesion::Stems, derive::phrases},
    language::Language,
};

/// How many key phrases make a label.
const PHRASES: usize = 3;

/// Longer labels no longer fit a line of a citation, in characters.
const LONGEST_LABEL: usize = 70;

/// A phrase as one section uses it.
#[derive(Debug)]
struct Phrase {
    /// Its stems, under which its inflections are counted together.
    key: Vec<String>,
    /// How often the section writes it in which way, in order of appearance.
    forms: Vec<(String, usize)>,
    /// How often the section uses it.
    count: usize,
}

/// One label for each section of `text`; `starts` are the first paragraphs of the sections.
pub(super) fn of(text: &[String], starts: &[usize], language: Language) -> Vec<String> {
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let nouns = phrases::Nouns::of(text, language);
    let stems = Stems::of(language);
    let sections: Vec<Vec<Phrase>> = starts
        .iter()
        .zip(ends)
        .map(|(&start, end)| {
            let paragraphs = text.get(start..end).unwrap_or_default();
            count(
                paragraphs.iter().flat_map(|text| nouns.phrases(text)),
                &stems,
            )
        })
        .collect();
    let mut spread: HashMap<&[String], usize> = HashMap::new();
    for phrase in sections.iter().flatten() {
        *spread.entry(&phrase.key).or_default() += phrase.count;
    }
    let mut used: HashSet<&[String]> = HashSet::new();
    let mut labels = Vec::with_capacity(sections.len());
    for section in &sections {
        let mut ranked: Vec<(f64, &Phrase)> = section
            .iter()
            .map(|phrase| (score(phrase, &spread), phrase))
            .collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut label: Vec<String> = Vec::new();
        let mut taken: Vec<&Phrase> = Vec::new();
        for (_, phrase) in ranked {
            let form = best_form(&phrase.forms);
            let length = label
                .iter()
                .map(|form| form.chars().count() + 3)
                .sum::<usize>();
            if label.len() == PHRASES
                || length + form.chars().count() > LONGEST_LABEL
                || used.contains(phrase.key.as_slice())
                || taken.iter().any(|other| related(&phrase.key, &other.key))
            {
                continue;
            }
            label.push(form);
            taken.push(phrase);
        }
        used.extend(taken.iter().map(|phrase| phrase.key.as_slice()));
        labels.push(label.join(" · "));
    }
    labels
}

/// Groups phrases by their stems, in order of first appearance.
fn count(phrases: impl Iterator<Item = String>, stems: &Stems) -> Vec<Phrase> {
    let mut index: HashMap<Vec<String>, usize> = HashMap::new();
    let mut grouped: Vec<Phrase> = Vec::new();
    for form in phrases {
        let key: Vec<String> = form.split(' ').map(|word| stems.stem(word)).collect();
        let at = *index.entry(key.clone()).or_insert(grouped.len());
        if at == grouped.len() {
            grouped.push(Phrase {
                key,
                forms: Vec::new(),
                count: 0,
            });
        }
        if let Some(phrase) = grouped.get_mut(at) {
            phrase.count += 1;
            match phrase.forms.iter_mut().find(|(other, _)| *other == form) {
                Some((_, count)) => *count += 1,
                None => phrase.forms.push((form, 1)),
            }
        }
    }
    grouped
}

/// How much a phrase is this section's: how often it stands here, times how little elsewhere, and
/// more for a phrase that says more.
fn score(phrase: &Phrase, spread: &HashMap<&[String], usize>) -> f64 {
    let here = measure(phrase.count);
    let everywhere = spread
        .get(phrase.key.as_slice())
        .map_or(here, |&count| measure(count));
    let letters = phrase
        .forms
        .first()
        .map_or(0, |(form, _)| form.chars().count());
    let is_name = phrase
        .forms
        .iter()
        .any(|(form, _)| form.chars().all(char::is_uppercase));
    let telling = match (phrase.key.len(), letters) {
        (2.., _) => 1.5,
        _ if is_name => 1.1,
        (_, 0..=6) => 0.7,
        (_, 7..=9) => 1.0,
        _ => 1.3,
    };
    let seldom = if phrase.count == 1 { 0.5 } else { 1.0 };
    (1.0 + here.ln()) * (here / everywhere).powf(1.5) * telling * seldom
}

fn measure(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// The way of writing that comes closest to a dictionary's: the shortest, which has no ending.
fn best_form(forms: &[(String, usize)]) -> String {
    let best = forms
        .iter()
        .min_by_key(|(form, count)| (form.chars().count(), usize::MAX - count));
    best.map(|(form, _)| form.clone()).unwrap_or_default()
}

/// Whether two phrases would say the same thing twice: a word in common, or one within another.
fn related(one: &[String], other: &[String]) -> bool {
    let within = |a: &String, b: &String| a.chars().count() > 3 && b.contains(a.as_str());
    one.iter()
        .any(|a| other.iter().any(|b| a == b || within(a, b) || within(b, a)))
}
