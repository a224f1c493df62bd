//! The weights of the confidence: logistic regression of "the first quote shows the answer", and, where statements
//! are read, of "the documents answer the question" besides.

use std::{collections::BTreeMap, io::Write};

use fundstelle::{
    answer::{AnswerOptions, ConfidenceWeights},
    exam::{Set, auroc},
};
use nalgebra::DVector;

use crate::{
    folds::{FOLDS, fold},
    logistic::{Example, means, rising, solve},
};

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
/// The features where statements are read with the question. (With those of words besides, or with late
/// interaction over the whole question, questions without an answer are told apart no better on other documents
/// than those that were fitted to; with what the passage lacks of the question they are.)
const OF_READING: [&str; 9] = [
    "says",
    "says_first",
    "says_mean",
    "sentence",
    "sentence_margin",
    "late_worst",
    "margin",
    "heading",
    SAME_LANGUAGE,
];
/// The one of them that may speak against an answer: in another language everything is less alike.
const SAME_LANGUAGE: &str = "same_language";
/// So many quotes are shown where statements are read: of those that say nearly the same the first one need not
/// be the one that answers.
const SHOWN: usize = 3;
/// The confidence from which something is shown, and from which it is shown without a word of caution.
const NEAR: f64 = 0.4;
const SURE: f64 = 0.6;
/// In how many cases one of the quotes answers where the confidence is [`NEAR`]: less often than that says, since
/// questions without an answer are many in the sets.
const OFTEN: f64 = 0.3;
/// The number of groups of rising confidence that are printed.
const GROUPS: usize = 10;

/// The evidence that speaks for an answer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
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
    /// Whether the first quote shows the answer.
    is_first: bool,
    /// Whether one of those that are shown does.
    is_shown: bool,
    /// With a 1 in front, for the bias.
    features: Vec<f64>,
}

/// The quotes that a confidence is of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    /// Any of those that are shown.
    Shown,
    /// The first of them.
    First,
}

impl Of {
    fn is_true(self, case: &Case) -> bool {
        match self {
            Self::Shown => case.is_shown,
            Self::First => case.is_first,
        }
    }
}

/// Fits the weights where no statement is read, and prints how well they tell.
pub(crate) fn fit(
    sets: &[Set],
    by: By,
    output: &mut dyn Write,
) -> anyhow::Result<ConfidenceWeights> {
    let names = names(by);
    let cases = cases(sets, names, by)?;
    let fitted = |cases: &[&Case]| solve(&examples(cases, |_| 1.0, |case| case.is_first));
    let weights = judged(sets, &cases, Of::Shown, fitted, output)?;
    Ok(named(names, &weights, &undecided(&cases)))
}

/// Fits the weights where statements are read: of "one of the quotes answers", and of "the first one does".
pub(crate) fn fit_reading(
    sets: &[Set],
    output: &mut dyn Write,
) -> anyhow::Result<[ConfidenceWeights; 2]> {
    let names = names(By::Reading);
    let cases = cases(sets, names, By::Reading)?;
    let of_any = |cases: &[&Case]| of_reading(cases, names);
    let of_first = |cases: &[&Case]| {
        let examples = examples(cases, alike(cases), |case| case.is_first);
        rising(&examples, &may_fall(names))
    };
    let any = judged(sets, &cases, Of::Shown, of_any, output)?;
    let first = judged(sets, &cases, Of::First, of_first, output)?;
    Ok([
        named(names, &any, &doubtful(&cases, Of::Shown)),
        named(names, &first, &doubtful(&cases, Of::First)),
    ])
}

fn names(by: By) -> &'static [&'static str] {
    match by {
        By::Words => &OF_WORDS,
        By::Meaning => &OF_BOTH,
        By::Reading => &OF_READING,
    }
}

/// The weights of all cases; prints how well those of four fifths tell of the others.
fn judged(
    sets: &[Set],
    cases: &[Case],
    of: Of,
    fitted: impl Fn(&[&Case]) -> DVector<f64>,
    output: &mut dyn Write,
) -> anyhow::Result<DVector<f64>> {
    let mut judged: Vec<(&Case, f32)> = Vec::new();
    for part in 0..FOLDS {
        let (own, others): (Vec<&Case>, Vec<&Case>) =
            cases.iter().partition(|case| case.fold == part);
        let weights = fitted(&others);
        judged.extend(
            own.into_iter()
                .map(|case| (case, probability(&weights, case))),
        );
    }
    report(sets, judged, of, output)?;
    Ok(fitted(&cases.iter().collect::<Vec<_>>()))
}

fn named(names: &[&str], weights: &DVector<f64>, undecided: &DVector<f64>) -> ConfidenceWeights {
    let by_name = |values: &DVector<f64>| {
        let behind_the_bias = values.iter().skip(1);
        let pairs = names.iter().zip(behind_the_bias);
        pairs
            .map(|(name, value)| ((*name).to_owned(), rounded(*value)))
            .collect()
    };
    ConfidenceWeights {
        bias: rounded(weights.get(0).copied().unwrap_or(0.0)),
        weights: by_name(weights),
        undecided: by_name(undecided),
    }
}

fn examples<'a>(
    cases: &[&'a Case],
    weight: impl Fn(&Case) -> f64,
    is_true: impl Fn(&Case) -> bool,
) -> Vec<Example<'a>> {
    let of = |case: &&'a Case| Example {
        inputs: &case.features,
        is_true: is_true(case),
        weight: weight(case),
    };
    cases.iter().map(of).collect()
}

/// The weights where statements are read. What they rise with is learnt from whether the documents answer, each set
/// counting alike and questions with an answer as much as those without: which quote comes first depends on more
/// than that. Where the confidence stands is learnt from what is shown: at [`NEAR`] one of the quotes answers in
/// [`OFTEN`] of the cases, and at [`SURE`] the first one does in as many as that says.
fn of_reading(cases: &[&Case], names: &[&str]) -> DVector<f64> {
    let mut counts: BTreeMap<(usize, bool), f64> = BTreeMap::new();
    for case in cases {
        *counts.entry((case.set, case.is_answerable)).or_default() += 1.0;
    }
    let balanced = |case: &Case| {
        let count = counts.get(&(case.set, case.is_answerable));
        1.0 / count.copied().unwrap_or(1.0)
    };
    let alike = alike(cases);
    let learnt = examples(cases, balanced, |case| case.is_answerable);
    let mut weights = rising(&learnt, &may_fall(names));
    let scores: Vec<[f64; 2]> = cases
        .iter()
        .map(|case| [1.0, score(&weights, case)])
        .collect();
    // Bias and slope by which a score becomes the log odds of that.
    let line = |is_true: fn(&Case) -> bool| {
        let of = |(case, inputs): (&&Case, &'_ [f64; 2])| (is_true(case), alike(case), *inputs);
        let known: Vec<_> = cases.iter().zip(&scores).map(of).collect();
        let examples: Vec<Example<'_>> = known
            .iter()
            .map(|(is_true, weight, inputs)| Example {
                inputs,
                is_true: *is_true,
                weight: *weight,
            })
            .collect();
        let line = solve(&examples);
        let number = |at: usize| line.get(at).copied().unwrap_or(0.0);
        (number(0), number(1))
    };
    let (shown, first) = (line(|case| case.is_shown), line(|case| case.is_first));
    let at = |(bias, slope): (f64, f64), probability| (log_odds(probability) - bias) / slope;
    let (near, sure) = (at(shown, OFTEN), at(first, SURE));
    // Of too few questions no such line can be drawn: then what is shown decides alone.
    let (bias, slope) = if sure > near {
        let slope = (log_odds(SURE) - log_odds(NEAR)) / (sure - near);
        (log_odds(NEAR) - slope * near, slope)
    } else {
        shown
    };
    weights *= slope;
    if let Some(own) = weights.get_mut(0) {
        *own += bias;
    }
    weights
}

/// The weight of a case where each set counts alike.
fn alike(cases: &[&Case]) -> impl Fn(&Case) -> f64 {
    let mut counts: BTreeMap<usize, f64> = BTreeMap::new();
    for case in cases {
        *counts.entry(case.set).or_default() += 1.0;
    }
    move |case| 1.0 / counts.get(&case.set).copied().unwrap_or(1.0)
}

/// The features whose weight may be below 0.
fn may_fall(names: &[&str]) -> Vec<bool> {
    names.iter().map(|name| *name == SAME_LANGUAGE).collect()
}

fn log_odds(probability: f64) -> f64 {
    (probability / (1.0 - probability)).ln()
}

/// The value of each feature where it speaks neither for nor against: half-way between the means of answers and of
/// others.
fn undecided(cases: &[Case]) -> DVector<f64> {
    let (answered, others): (Vec<&Case>, Vec<&Case>) = cases.iter().partition(|case| case.is_first);
    (mean_of(&answered) + mean_of(&others)) / 2.0
}

/// The mean of each feature where nothing answers: in a corpus of a few paragraphs something always stands nearest, and
/// where documents differ as much in how easy they are as those of many kinds and articles do, half-way is too sure.
fn doubtful(cases: &[Case], of: Of) -> DVector<f64> {
    let others = cases.iter().filter(|case| !of.is_true(case));
    mean_of(&others.collect::<Vec<_>>())
}

fn mean_of(cases: &[&Case]) -> DVector<f64> {
    means(&examples(cases, |_| 1.0, |_| true))
}

/// Four digits are enough, and read well.
#[allow(clippy::cast_possible_truncation, reason = "weights need no 64 bits")]
fn rounded(weight: f64) -> f32 {
    ((weight * 10_000.0).round() / 10_000.0) as f32
}

fn cases(sets: &[Set], names: &[&str], by: By) -> anyhow::Result<Vec<Case>> {
    let mut cases = Vec::new();
    let reads = by == By::Reading;
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
            let is_hit = |citation| question.is_answered_by(citation);
            let hits: Vec<bool> = ranked.citations.iter().map(is_hit).collect();
            cases.push(Case {
                set: index,
                fold: fold(question),
                is_answerable: !question.expect.is_empty(),
                is_first: hits.first() == Some(&true),
                is_shown: hits.contains(&true),
                features: std::iter::once(1.0).chain(features).collect(),
            });
        }
    }
    Ok(cases)
}

/// The sum of the features by their weights.
fn score(weights: &DVector<f64>, case: &Case) -> f64 {
    let known = case
        .features
        .iter()
        .map(|x| if x.is_nan() { 0.0 } else { *x });
    weights.iter().zip(known).map(|(w, x)| w * x).sum()
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "a probability needs no 64 bits"
)]
fn probability(weights: &DVector<f64>, case: &Case) -> f32 {
    (1.0 / (1.0 + (-score(weights, case)).exp())) as f32
}

/// Reports how well answerable questions are told from others, and how true the probabilities are.
fn report(
    sets: &[Set],
    mut judged: Vec<(&Case, f32)>,
    of: Of,
    output: &mut dyn Write,
) -> anyhow::Result<()> {
    for (index, set) in sets.iter().enumerate() {
        let confidences = |is_answerable: bool| -> Vec<f32> {
            let own = judged.iter().filter(|(case, _)| case.set == index);
            let own = own.filter(|(case, _)| case.is_answerable == is_answerable);
            own.map(|(_, confidence)| *confidence).collect()
        };
        if let Some(auroc) = auroc(
            confidences(true).into_iter(),
            &confidences(false).into_iter(),
        ) {
            writeln!(output, "{}: AUROC {auroc:.3}", set.name())?;
        }
    }
    judged.sort_by(|a, b| a.1.total_cmp(&b.1));
    let which = match of {
        Of::Shown => "answered",
        Of::First => "answered by the first quote",
    };
    writeln!(
        output,
        "confidence (mean of a tenth of the questions): {which} in truth"
    )?;
    for group in judged.chunks(judged.len().div_ceil(GROUPS).max(1)) {
        let count = group.len() as f32;
        let said: f32 = group.iter().map(|(_, confidence)| confidence).sum();
        let answered = group.iter().filter(|(case, _)| of.is_true(case)).count();
        writeln!(
            output,
            "  {:.2}: {:.2}",
            said / count,
            answered as f32 / count
        )?;
    }
    Ok(())
}
