//! The weights of the signs of sentences: those under which a quote that shows the answer is most
//! probable among the others.

use std::collections::BTreeMap;

use super::{
    Set,
    confidence::rounded,
    contest::{Descent, Rules},
};
use crate::{
    answer::{Ranked, Statement},
    cli::{Output, eval::judge::is_hit},
};

/// Sentences that nobody heard do not compete: all that were heard go before them.
const RULES: Rules = Rules {
    what: "right quote",
    is_right: is_hit,
    signs,
    descent: Descent {
        ridge: 3e-3,
        steps: 40,
    },
};

/// Fits the weights, and prints how well they rank.
pub(super) fn fit(sets: &[Set], output: &mut Output) -> anyhow::Result<BTreeMap<String, f32>> {
    let weights = RULES.fit(sets, output)?;
    let named = Statement::NAMES.into_iter().zip(&weights);
    let named = named.map(|(name, weight)| (name.to_owned(), rounded(*weight)));
    Ok(named.collect())
}

fn signs(ranked: &Ranked) -> Vec<Vec<f64>> {
    let heard = ranked.statements.iter().map_while(Option::as_ref);
    let numbers = |of: &Statement| of.signs().iter().copied().map(f64::from).collect();
    heard.map(numbers).collect()
}
