//! `reliability`: whether a confidence comes true. It is asked what the settings say, with statements read and
//! without; weights are taken as they are, so the sets should be others than they were fitted to.

use std::{fs, io::Write};

use anyhow::Context;
use fundstelle::{answer::AnswerOptions, exam::Set, plural::counted};

use crate::{
    args, chart,
    curve::{Curve, Group},
};

/// The number of groups of rising confidence.
const GROUPS: usize = 8;

/// The confidences of which is told what lies above.
const FROM: [f32; 6] = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/// A way to answer: with statements read together with the question, or without.
const WAYS: [(&str, bool); 2] = [("statements read", true), ("not read", false)];

/// An answer to a known question.
#[derive(Clone, Copy)]
struct Judged {
    confidence: f32,
    /// That in the first quote.
    first: f32,
    is_shown: bool,
    is_first: bool,
}

/// Asks all questions, prints how true the confidence is, and draws it.
pub(crate) fn run(
    args: &args::Reliability,
    sets: &[Set],
    output: &mut dyn Write,
) -> anyhow::Result<()> {
    let thresholds = sets.first().map(|set| set.app.thresholds());
    let thresholds = thresholds.context("there is no set to ask")?;
    let mut curves = Vec::new();
    for (name, reads) in WAYS {
        let judged = judged(sets, reads)?;
        print_from(name, &judged, output)?;
        let groups = groups(judged);
        writeln!(
            output,
            "mean of an eighth of the questions: one of the quotes answers, the first one does"
        )?;
        for group in &groups {
            let share = |of: usize| of as f64 / group.count as f64;
            let (said, shown, first) = (group.said, share(group.shown), share(group.first));
            writeln!(output, "  {said:.2}: {shown:.2} {first:.2}")?;
        }
        curves.push(Curve { name, groups });
    }
    let path = &args.out;
    fs::write(path, chart::draw(&curves, thresholds))
        .with_context(|| format!("cannot write {}", path.display()))?;
    writeln!(output, "wrote {}", path.display())?;
    Ok(())
}

fn judged(sets: &[Set], reads: bool) -> anyhow::Result<Vec<Judged>> {
    let mut judged = Vec::new();
    for set in sets {
        for question in &set.questions {
            let options = AnswerOptions {
                reads,
                ..set.app.options(None)
            };
            let ranked = set.app.rank_with(&question.text, &options)?;
            let is_hit = |citation| question.is_answered_by(citation);
            let hits: Vec<bool> = ranked.citations.iter().map(is_hit).collect();
            judged.push(Judged {
                confidence: ranked.confidence.0,
                first: ranked.first.0,
                is_shown: hits.contains(&true),
                is_first: hits.first() == Some(&true),
            });
        }
    }
    Ok(judged)
}

/// Says how often the first quote answers where the confidence in it is at least so much: what `answer.sure_confidence`
/// would show without a word of caution.
fn print_from(name: &str, judged: &[Judged], output: &mut dyn Write) -> anyhow::Result<()> {
    let all = counted(judged.len(), "question", "questions");
    writeln!(
        output,
        "{name}: {all}\nfrom this confidence in the first quote on: how many, of which the first quote answers"
    )?;
    for from in FROM {
        let sure = judged.iter().filter(|of| of.first >= from);
        let right = sure.clone().filter(|of| of.is_first).count();
        let count = sure.count();
        let share = right as f64 / count.max(1) as f64;
        writeln!(output, "  {from:.2}: {count} {share:.2}")?;
    }
    Ok(())
}

fn groups(mut judged: Vec<Judged>) -> Vec<Group> {
    judged.sort_by(|a, b| a.confidence.total_cmp(&b.confidence));
    let size = judged.len().div_ceil(GROUPS).max(1);
    judged
        .chunks(size)
        .map(|group| Group {
            said: group.iter().map(|of| f64::from(of.confidence)).sum::<f64>() / group.len() as f64,
            count: group.len(),
            shown: group.iter().filter(|of| of.is_shown).count(),
            first: group.iter().filter(|of| of.is_first).count(),
        })
        .collect()
}
