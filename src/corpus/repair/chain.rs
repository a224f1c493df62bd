//! The best rising chain of footnote numbers: what one digit run cannot prove, the count does.

use crate::span::Span;

/// Candidates below this score are not looked at.
pub(super) const LOWEST_SCORE: f32 = -1.0;

/// From this score on a candidate stands by itself; below, it must fill a hole in the chain.
const SURE_SCORE: f32 = 0.5;

/// The cost of each skipped number.
const SKIP_COST: f32 = 1.2;

/// The cost of counting from the beginning again, as some sources do in every chapter, and the most
/// that a chain pays for beginning late, as excerpts do.
const RESTART_COST: f32 = 4.0;

/// Fewer members are no chain: any text holds two rising numbers somewhere.
const FEWEST_MEMBERS: usize = 3;

/// Numbers from here on are no footnotes.
const NUMBER_LIMIT: usize = 1000;

/// A digit run, or a part of one, read as a footnote number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Candidate {
    /// Counts digit runs; of one run at most one reading can be true.
    pub(super) run: usize,
    pub(super) span: Span,
    pub(super) number: u32,
    pub(super) score: f32,
}

/// The members of the best chain, in order of position.
pub(super) fn best(candidates: &[Candidate]) -> Vec<Candidate> {
    let mut members = trace(candidates);
    drop_unsupported(&mut members);
    let mut kept = Vec::new();
    for segment in members.chunk_by(|a, b| a.number < b.number) {
        let sure = segment
            .iter()
            .filter(|member| member.score >= SURE_SCORE)
            .count();
        if sure >= FEWEST_MEMBERS {
            kept.extend_from_slice(segment);
        }
    }
    kept
}

/// The chain that scores best, found in one pass over the candidates.
///
/// The gain of following a chain that ends in `m` with `n` is `score + SKIP_COST * (m + 1 - n)`,
/// so the best predecessor is a prefix maximum over numbers, which a Fenwick tree keeps.
fn trace(candidates: &[Candidate]) -> Vec<Candidate> {
    let mut best_by_number = PrefixMaximum::default();
    let mut best_end: Option<(f32, usize)> = None;
    let mut reached: Vec<(f32, Option<usize>)> = Vec::with_capacity(candidates.len());
    for group in candidates.chunk_by(|a, b| a.run == b.run) {
        let first = reached.len();
        let restart = best_end;
        for candidate in group {
            let number = cost_of(candidate.number);
            let skipped = number - SKIP_COST;
            let late = skipped.min(RESTART_COST);
            let mut from = (-late, None);
            let follow = best_by_number.below(candidate.number as usize);
            let again = restart.map(|(gain, end)| (gain - RESTART_COST - skipped, end));
            let follow = follow.map(|(gain, end)| (gain - skipped, end));
            for (gain, end) in follow.into_iter().chain(again) {
                if gain > from.0 {
                    from = (gain, Some(end));
                }
            }
            reached.push((from.0 + candidate.score, from.1));
        }
        for (offset, candidate) in group.iter().enumerate() {
            let index = first + offset;
            let Some((gain, _)) = reached.get(index).copied() else {
                continue;
            };
            best_by_number.raise(
                candidate.number as usize,
                (gain + cost_of(candidate.number), index),
            );
            if best_end.is_none_or(|(best, _)| gain > best) {
                best_end = Some((gain, index));
            }
        }
    }
    let mut members = Vec::new();
    let mut next = best_end.map(|(_, end)| end);
    while let Some(index) = next {
        members.extend(candidates.get(index));
        next = reached.get(index).and_then(|(_, from)| *from);
    }
    members.reverse();
    members
}

fn cost_of(number: u32) -> f32 {
    SKIP_COST * f32::from(u16::try_from(number).unwrap_or(u16::MAX))
}

/// Drops members that are in the chain for want of better: a doubtful one must have a neighbour in
/// the count on either side, and a poor one both, sure ones each.
fn drop_unsupported(members: &mut Vec<Candidate>) {
    let all = members.clone();
    let mut index = 0_usize;
    members.retain(|member| {
        let supports = |other: Option<&Candidate>, number: u32| {
            other.is_some_and(|other| other.number == number && other.score >= SURE_SCORE)
        };
        let before = index.checked_sub(1).and_then(|before| all.get(before));
        let begins = member.number == 1 && before.is_none();
        let supported = usize::from(begins || supports(before, member.number - 1))
            + usize::from(supports(all.get(index + 1), member.number + 1));
        index += 1;
        member.score >= SURE_SCORE || supported == 2 || supported == 1 && member.score >= 0.0
    });
}

/// The greatest value kept under any number below a limit.
struct PrefixMaximum {
    tree: Vec<Option<(f32, usize)>>,
}

impl Default for PrefixMaximum {
    fn default() -> Self {
        Self {
            tree: vec![None; NUMBER_LIMIT + 1],
        }
    }
}

impl PrefixMaximum {
    fn raise(&mut self, number: usize, value: (f32, usize)) {
        let mut at = number;
        while let Some(slot) = self.tree.get_mut(at).filter(|_| at > 0) {
            if slot.is_none_or(|(best, _)| value.0 > best) {
                *slot = Some(value);
            }
            at += at & at.wrapping_neg();
        }
    }

    fn below(&self, number: usize) -> Option<(f32, usize)> {
        let mut best: Option<(f32, usize)> = None;
        let mut at = number.min(NUMBER_LIMIT + 1).saturating_sub(1);
        while at > 0 {
            if let Some(Some(value)) = self.tree.get(at)
                && best.is_none_or(|(gain, _)| value.0 > gain)
            {
                best = Some(*value);
            }
            at &= at - 1;
        }
        best
    }
}
