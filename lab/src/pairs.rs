//! Questions with the statements that may answer them, one JSON object a line: what
//! `tools/train_reranker.py` learns from.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

use anyhow::Context;
use fundstelle::{
    answer::Choice,
    exam::{KnownQuestion, Set, is_place, shows},
};
use serde_json::{Map, Value, json};

/// The number of statements of a question that are written.
const STATEMENTS: usize = 32;

/// Writes the questions of all sets, and says how many there are.
pub(crate) fn write(sets: &[Set], path: &Path) -> anyhow::Result<usize> {
    let file = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
    let mut file = BufWriter::new(file);
    let mut count = 0;
    for set in sets {
        for question in &set.questions {
            let choices = set.app.choices(&question.text, STATEMENTS)?;
            let choices: Vec<Value> = choices.iter().map(|one| choice(question, one)).collect();
            let expected: Vec<&str> = question.expect.iter().map(|of| of.text.as_str()).collect();
            let line = json!({
                "set": set.name(),
                "id": question.id,
                "lang": question.lang,
                "question": question.text,
                "is_answerable": !question.expect.is_empty(),
                "expected": expected,
                "choices": choices,
            });
            writeln!(file, "{line}")?;
            count += 1;
        }
    }
    file.flush()?;
    Ok(count)
}

fn choice(question: &KnownQuestion, choice: &Choice) -> Value {
    let citation = &choice.citation;
    let expected = || question.expect.iter();
    let cover = citation.quote.cover();
    let text = &choice.statement.text;
    let named = choice.features.named().into_iter();
    let features: Map<String, Value> = named
        .map(|(name, value)| (name.to_owned(), json!(value)))
        .collect();
    json!({
        "document": citation.document.as_str(),
        "context": choice.statement.context,
        "text": text,
        "score": choice.score,
        // Whether the statement itself shows the answer, whether its quote does, and where that stands.
        "answers": expected().any(|one| is_place(one, citation) && shows(text, &one.text)),
        "is_hit": question.is_answered_by(citation),
        "cover": [cover.start, cover.end],
        "answer": citation.quote.answer().map(|span| citation.quote.text().get(span.start..span.end)),
        "features": features,
    })
}
