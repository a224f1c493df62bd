//! Key phrases that set one section of a text apart from the others, in the text's own words.

use std::collections::{HashMap, HashSet};

use crate::{
    corpus::derive::phrases,
    language::{Language, stems::Stems},
};

/// The number of key phrases that make a label.
const PHRASES: usize = 3;

/// Longer labels no longer fit a line of a citation, in characters.
const LONGEST_LABEL: usize = 70;

/// The factor by which a section must use a phrase oftener than the whole text does.
const LEAST_LIFT: f64 = 1.6;

/// A phrase as one section uses it.
#[derive(Debug)]
struct Phrase {
    /// Its stems, under which its inflections are counted together.
    key: Vec<String>,
    /// The ways in which the section writes it, and how often each, in order of appearance.
    forms: Vec<(String, usize)>,
    /// The number of times the section uses it.
    count: usize,
}

/// One label for each section of `text`; `starts` are the first paragraphs of the sections.
pub(super) fn of(text: &[String], starts: &[usize], language: Language) -> Vec<String> {
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let nouns = phrases::Nouns::of(text, language);
    let mut stems = Stems::of(language);
    let sections: Vec<Vec<Phrase>> = starts
        .iter()
        .zip(ends)
        .map(|(&start, end)| {
            let paragraphs = text.get(start..end).unwrap_or_default();
            count(
                paragraphs.iter().flat_map(|text| nouns.phrases(text)),
                &mut stems,
            )
        })
        .collect();
    let mut everywhere: HashMap<&[String], Use> = HashMap::new();
    for phrase in sections.iter().flatten() {
        everywhere.entry(&phrase.key).or_default().add(phrase);
    }
    let all: usize = sections.iter().flatten().map(|phrase| phrase.count).sum();
    let mut used: HashSet<&[String]> = HashSet::new();
    let mut labels = Vec::with_capacity(sections.len());
    for section in &sections {
        let total: usize = section.iter().map(|phrase| phrase.count).sum();
        let share = measure(total) / measure(all);
        let mut ranked: Vec<(f64, &Phrase)> = Vec::new();
        for phrase in section
            .iter()
            .filter(|phrase| !phrases::is_generic(&phrase.key))
        {
            if let Some(all_uses) = everywhere.get(phrase.key.as_slice()) {
                ranked.push((score(phrase, all_uses, share), phrase));
            }
        }
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut label: Vec<String> = Vec::new();
        let mut taken: Vec<&Phrase> = Vec::new();
        for (_, phrase) in ranked.into_iter().filter(|(score, _)| *score > 0.0) {
            let form = everywhere
                .get(phrase.key.as_slice())
                .map(Use::best_form)
                .unwrap_or_default();
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
fn count(phrases: impl Iterator<Item = String>, stems: &mut Stems) -> Vec<Phrase> {
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

/// The use that a whole text makes of a phrase.
#[derive(Debug, Default)]
struct Use {
    count: usize,
    forms: Vec<(String, usize)>,
}

impl Use {
    fn add(&mut self, phrase: &Phrase) {
        self.count += phrase.count;
        for (form, count) in &phrase.forms {
            match self.forms.iter_mut().find(|(other, _)| other == form) {
                Some((_, sum)) => *sum += count,
                None => self.forms.push((form.clone(), *count)),
            }
        }
    }

    /// The way of writing that comes closest to a dictionary's: the shortest, which has no ending.
    fn best_form(&self) -> String {
        let mut forms = self.forms.iter();
        let first = forms.next();
        let shortest = forms.fold(first, |best, form| match best {
            Some(best) if best.0.chars().count() <= form.0.chars().count() => Some(best),
            _ => Some(form),
        });
        shortest.map(|(form, _)| form.clone()).unwrap_or_default()
    }
}

/// The degree to which a phrase is this section's, which makes up `share` of the text: how often it
/// stands here, and how much oftener than elsewhere. A phrase that says more counts for more.
fn score(phrase: &Phrase, everywhere: &Use, share: f64) -> f64 {
    let here = measure(phrase.count);
    let lift = here / measure(everywhere.count) / share;
    if lift < LEAST_LIFT {
        return 0.0;
    }
    let form = everywhere.best_form();
    let letters = form.chars().count();
    let is_name = form.chars().all(char::is_uppercase);
    let telling = match (phrase.key.len(), letters) {
        (2.., _) => 1.7,
        _ if is_name || form.contains('-') => 1.6,
        (_, 0..=7) => 0.7,
        (_, 8..=13) => 1.0,
        _ => 1.4,
    };
    let genitive = if !is_name && form.ends_with("es") {
        0.4
    } else {
        1.0
    };
    let seldom = if phrase.count == 1 { 0.35 } else { 1.0 };
    here.powf(0.7) * lift.ln().powf(1.3) * telling * genitive * seldom
}

fn measure(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Whether two phrases would say the same thing twice: a word in common, or one within another.
fn related(one: &[String], other: &[String]) -> bool {
    let within = |a: &String, b: &String| a.chars().count() > 3 && b.contains(a.as_str());
    one.iter()
        .any(|a| other.iter().any(|b| a == b || within(a, b) || within(b, a)))
}
