//! The weights of the confidence: logistic regression of "the first quote shows the answer", or, where statements
//! are read, one of those that are shown.

use nalgebra::{DMatrix, DVector};

use super::{FOLDS, Set, fold};
use crate::{
    answer::{AnswerOptions, ConfidenceWeights},
    cli::{
        Output,
        eval::{judge::is_hit, metrics::auroc},
    },
};

/// Keeps weights small that nothing speaks for, on features of unit spread.
const RIDGE: f64 = 1.0;
/// Steps of Newton's method; it is there after a few.
const STEPS: usize = 30;
/// The feature that words alone have. (With the scores and margins of BM25 beside it, questions
/// without an answer are told apart worse.)
const OF_WORDS: [&str; 1] = ["coverage"];
/// The features of words and meaning. (`coverage` without regard to the language adds nothing.)
const OF_BOTH: [&str; 13] = [
    "coverage_same",
    "words",
    "words_best",
    "sentence_words",
    "agrees",
    "same_language",
    "length",
    "sentence",
    "late",
    "late_worst",
    "margin",
    "sentence_margin",
    "late_margin",
];
/// The features where statements are read with the question. (With those of words besides, questions without
/// an answer are told apart worse on other documents than those that were fitted to.)
const OF_READING: [&str; 7] = [
    "says",
    "sentence",
    "late",
    "coverage_same",
    "same_language",
    "sentence_margin",
    "late_margin",
];
/// So many quotes are shown, and one of them should answer, where statements are read: of those that say nearly
/// the same the first one need not be it.
const SHOWN: usize = 3;
/// How many groups of rising confidence are printed.
const GROUPS: usize = 10;

/// What speaks for an answer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// Words alone.
    Words,
    /// Meaning too.
    Meaning,
    /// And what is read in statements.
    Reading,
}

/// A question that was asked.
struct Case {
    set: usize,
    fold: usize,
    is_answerable: bool,
    is_answered: bool,
    /// With a 1 in front, for the bias.
    features: Vec<f64>,
}

/// Fits the weights, and prints how well they tell.
pub(super) fn fit(sets: &[Set], by: By, output: &mut Output) -> anyhow::Result<ConfidenceWeights> {
    let names: Vec<&str> = match by {
        By::Words => OF_WORDS.to_vec(),
        By::Meaning => OF_BOTH.to_vec(),
        By::Reading => OF_READING.to_vec(),
    };
    let cases = cases(sets, &names, by == By::Reading)?;
    let mut judged: Vec<(&Case, f32)> = Vec::new();
    for part in 0..FOLDS {
        let (own, others): (Vec<&Case>, Vec<&Case>) =
            cases.iter().partition(|case| case.fold == part);
        let weights = solve(&others);
        judged.extend(
            own.into_iter()
                .map(|case| (case, probability(&weights, case))),
        );
    }
    report(sets, judged, output);
    let weights = solve(&cases.iter().collect::<Vec<_>>());
    let by_name = |values: &DVector<f64>| {
        let behind_the_bias = values.iter().skip(1);
        let pairs = names.iter().zip(behind_the_bias);
        pairs
            .map(|(name, value)| ((*name).to_owned(), rounded(*value)))
            .collect()
    };
    Ok(ConfidenceWeights {
        bias: rounded(weights.get(0).copied().unwrap_or(0.0)),
        weights: by_name(&weights),
        undecided: by_name(&if by == By::Reading {
            doubtful(&cases)
        } else {
            undecided(&cases)
        }),
    })
}

/// What each feature is where it speaks neither for nor against: half-way between the means of
/// answers and of others.
fn undecided(cases: &[Case]) -> DVector<f64> {
    let (answered, others): (Vec<&Case>, Vec<&Case>) =
        cases.iter().partition(|case| case.is_answered);
    (means(&answered) + means(&others)) / 2.0
}

/// What each feature is in the mean where nothing answers: in a corpus of a few paragraphs something always
/// stands nearest, and where documents differ as much in how easy they are as those of many kinds and
/// articles do, half-way is too sure.
fn doubtful(cases: &[Case]) -> DVector<f64> {
    let others = cases.iter().filter(|case| !case.is_answered);
    means(&others.collect::<Vec<_>>())
}

/// The mean of each feature where it is known.
fn means(cases: &[&Case]) -> DVector<f64> {
    let width = cases.first().map_or(0, |case| case.features.len());
    DVector::from_fn(width, |at, _| {
        let values = cases.iter().filter_map(|case| case.features.get(at));
        let known: Vec<f64> = values.copied().filter(|value| !value.is_nan()).collect();
        known.iter().sum::<f64>() / known.len().max(1) as f64
    })
}

/// Four digits are enough, and read well.
#[allow(clippy::cast_possible_truncation, reason = "weights need no 64 bits")]
fn rounded(weight: f64) -> f32 {
    ((weight * 10_000.0).round() / 10_000.0) as f32
}

fn cases(sets: &[Set], names: &[&str], reads: bool) -> anyhow::Result<Vec<Case>> {
    let mut cases = Vec::new();
    let shown = if reads { SHOWN } else { 1 };
    for (index, set) in sets.iter().enumerate() {
        for question in &set.questions {
            let options = AnswerOptions {
                max_citations: shown,
                reads,
                ..set.app.options(None)
            };
            let ranked = set.app.rank_with(&question.text, &options)?;
            let all = ranked.features.named();
            let of = |name: &&str| all.iter().find(|(known, _)| known == name);
            let chosen = names.iter().filter_map(of);
            let features = chosen.map(|(_, value)| f64::from(*value));
            cases.push(Case {
                set: index,
                fold: fold(question),
                is_answerable: !question.expect.is_empty(),
                is_answered: ranked
                    .citations
                    .iter()
                    .any(|shown| question.expect.iter().any(|e| is_hit(e, shown))),
                features: std::iter::once(1.0).chain(features).collect(),
            });
        }
    }
    Ok(cases)
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "a probability needs no 64 bits"
)]
fn probability(weights: &DVector<f64>, case: &Case) -> f32 {
    let known = case
        .features
        .iter()
        .map(|x| if x.is_nan() { 0.0 } else { *x });
    let sum: f64 = weights.iter().zip(known).map(|(w, x)| w * x).sum();
    (1.0 / (1.0 + (-sum).exp())) as f32
}

/// Newton's method, on features of unit spread around 0 (so that the ridge treats them alike).
fn solve(cases: &[&Case]) -> DVector<f64> {
    let width = cases.first().map_or(0, |case| case.features.len());
    let typical = means(cases);
    let known = |(value, typical): (&f64, &f64)| if value.is_nan() { *typical } else { *value };
    let rows = cases
        .iter()
        .flat_map(|case| case.features.iter().zip(&typical).map(known));
    let raw = DMatrix::from_row_iterator(cases.len(), width, rows);
    let truth = DVector::from_iterator(
        cases.len(),
        cases
            .iter()
            .map(|case| f64::from(u8::from(case.is_answered))),
    );
    let mut mean = typical.transpose();
    let mut spread = raw.row_variance().map(|variance| variance.sqrt().max(1e-6));
    if let (Some(mean), Some(spread)) = (mean.get_mut(0), spread.get_mut(0)) {
        (*mean, *spread) = (0.0, 1.0);
    }
    let mut inputs = raw;
    for mut row in inputs.row_iter_mut() {
        row -= &mean;
        row.component_div_assign(&spread);
    }
    let mut ridge = DMatrix::from_diagonal_element(width, width, RIDGE);
    if let Some(bias) = ridge.get_mut((0, 0)) {
        *bias = 0.0;
    }
    let mut weights = DVector::zeros(width);
    for _ in 0..STEPS {
        let said = (&inputs * &weights).map(|sum: f64| 1.0 / (1.0 + (-sum).exp()));
        let gradient = inputs.transpose() * (&truth - &said) - &ridge * &weights;
        let mut weighted = inputs.clone();
        for (mut row, said) in weighted.row_iter_mut().zip(said.iter()) {
            row *= (said * (1.0 - said)).max(1e-9);
        }
        let curvature = inputs.transpose() * weighted + &ridge;
        let Some(step) = curvature
            .cholesky()
            .map(|curvature| curvature.solve(&gradient))
        else {
            break;
        };
        weights += step;
    }
    let mut weights = weights.component_div(&spread.transpose());
    let shift = weights.dot(&mean.transpose());
    if let Some(bias) = weights.get_mut(0) {
        *bias -= shift;
    }
    weights
}

/// How well answerable questions are told from others, and how true the probabilities are.
fn report(sets: &[Set], mut judged: Vec<(&Case, f32)>, output: &mut Output) {
    for (index, set) in sets.iter().enumerate() {
        let of = |is_answerable: bool| -> Vec<f32> {
            let own = judged.iter().filter(|(case, _)| case.set == index);
            let own = own.filter(|(case, _)| case.is_answerable == is_answerable);
            own.map(|(_, confidence)| *confidence).collect()
        };
        if let Some(auroc) = auroc(of(true).into_iter(), &of(false).into_iter()) {
            output.line(&format!("{}: AUROC {auroc:.3}", set.name()));
        }
    }
    judged.sort_by(|a, b| a.1.total_cmp(&b.1));
    output.line("confidence (mean of a tenth of the questions): answered in truth");
    for group in judged.chunks(judged.len().div_ceil(GROUPS).max(1)) {
        let count = group.len() as f32;
        let said: f32 = group.iter().map(|(_, confidence)| confidence).sum();
        let answered = group.iter().filter(|(case, _)| case.is_answered).count();
        output.line(&format!(
            "  {:.2}: {:.2}",
            said / count,
            answered as f32 / count
        ));
    }
}
