//! The change in the words of a text from one place to the next: where few are shared, a new topic
//! begins.

use std::collections::HashMap;

use crate::language::{Language, abbreviations::WordLists, stems::Stems};

/// The distance over which a rise in similarity is followed from a gap to either side.
const DEPTH_REACH: usize = 12;

/// Shorter words carry no topic, unless they are written in capitals (`KI`, `EU`).
const SHORTEST_TERM: usize = 4;

/// The terms of one text with their weights, by term.
type Vector = Vec<(u32, f32)>;

/// The term vectors of consecutive texts, weighted by how few of the texts use a term.
pub(super) struct Cohesion {
    vectors: Vec<Vector>,
}

impl Cohesion {
    /// Reads the terms of `texts`, which follow one another.
    pub(super) fn of<T: AsRef<str>>(texts: &[T], language: Language) -> Self {
        let lists = WordLists::of(language);
        let mut stems = Stems::of(language);
        let mut ids: HashMap<String, u32> = HashMap::new();
        let mut spread: Vec<f32> = Vec::new();
        let mut vectors: Vec<Vector> = Vec::with_capacity(texts.len());
        for text in texts {
            let mut terms: Vec<u32> = Vec::new();
            for word in text.as_ref().split(|c: char| !c.is_alphanumeric()) {
                if !is_term(word) || lists.is_opener(word) {
                    continue;
                }
                let next = u32::try_from(ids.len()).unwrap_or(u32::MAX);
                terms.push(*ids.entry(stems.stem(word)).or_insert(next));
            }
            terms.sort_unstable();
            spread.resize(ids.len(), 0.0);
            let counted = terms.chunk_by(|a, b| a == b).filter_map(|same| {
                let term = *same.first()?;
                *spread.get_mut(term as usize)? += 1.0;
                Some((term, same.iter().map(|_| 1.0_f32).sum()))
            });
            vectors.push(counted.collect());
        }
        let total: f32 = texts.iter().map(|_| 1.0_f32).sum();
        for (term, weight) in vectors.iter_mut().flatten() {
            let texts_with_it = spread.get(*term as usize).copied().unwrap_or(total);
            *weight = (1.0 + weight.ln()) * (1.0 + total / texts_with_it).ln();
        }
        Self { vectors }
    }

    /// For each gap between two texts, how deep the similarity of the `window` texts on either
    /// side dips there: 0 where it does not.
    pub(super) fn depths(&self, window: usize) -> Vec<f32> {
        let gaps = 1..self.vectors.len().max(1);
        let similar: Vec<f32> = gaps.map(|gap| self.similarity(gap, window)).collect();
        let depth = |(gap, here): (usize, &f32)| {
            let before = similar
                .get(gap.saturating_sub(DEPTH_REACH)..gap)
                .unwrap_or_default();
            let after = similar.get(gap + 1..similar.len().min(gap + 1 + DEPTH_REACH));
            let left = peak(before.iter().rev(), *here);
            let right = peak(after.unwrap_or_default().iter(), *here);
            left + right - 2.0 * here
        };
        similar.iter().enumerate().map(depth).collect()
    }

    /// The cosine of the texts before and behind the gap in front of text `gap`.
    fn similarity(&self, gap: usize, window: usize) -> f32 {
        let before = self.vectors.get(gap.saturating_sub(window)..gap);
        let after = self.vectors.get(gap..self.vectors.len().min(gap + window));
        let (before, after) = (
            sum(before.unwrap_or_default()),
            sum(after.unwrap_or_default()),
        );
        let norm = |vector: &Vector| vector.iter().map(|(_, w)| w * w).sum::<f32>().sqrt();
        let mut others = after.iter().peekable();
        let mut product = 0.0;
        for (term, weight) in &before {
            while others.next_if(|(other, _)| other < term).is_some() {}
            if let Some((_, other)) = others.next_if(|(other, _)| other == term) {
                product += weight * other;
            }
        }
        let norms = norm(&before) * norm(&after);
        if norms > 0.0 { product / norms } else { 0.0 }
    }
}

/// The highest value reached by climbing from `here` without going down.
fn peak<'a>(slope: impl Iterator<Item = &'a f32>, here: f32) -> f32 {
    let mut top = here;
    for value in slope {
        if *value < top {
            break;
        }
        top = *value;
    }
    top
}

fn sum(vectors: &[Vector]) -> Vector {
    let mut all: Vector = vectors.iter().flatten().copied().collect();
    all.sort_unstable_by_key(|(term, _)| *term);
    let sums = all.chunk_by(|a, b| a.0 == b.0).filter_map(|same| {
        let term = same.first()?.0;
        Some((term, same.iter().map(|(_, weight)| weight).sum()))
    });
    sums.collect()
}

fn is_term(word: &str) -> bool {
    let letters = word.chars().count();
    letters >= SHORTEST_TERM || letters >= 2 && word.chars().all(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_similarity_dips_where_the_topic_changes() {
        let texts = [
            "Die Biene sammelt Honig.",
            "Der Honig der Bienen reift.",
            "Die Lokomotive zieht Waggons.",
            "Waggons und Lokomotiven rosten.",
        ];
        let depths = Cohesion::of(&texts, Language::De).depths(2);
        assert!(depths[1] > depths[0] && depths[1] > depths[2], "{depths:?}");
        assert_eq!(
            Cohesion::of::<&str>(&[], Language::De).depths(2),
            Vec::<f32>::new()
        );
    }
}
