//! Questions with the statements that may answer them, one JSON object a line, and beside it a file with
//! the vectors of their tokens, row after row: what `tools/train_reranker.py` learns from.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

use anyhow::Context;
use serde_json::{Map, Value, json};

use super::Set;
use crate::{
    answer::Choice,
    cli::eval::{
        judge::{is_hit, is_place, shows},
        questions::Question,
    },
    embedding::write_row,
};

/// How many statements of a question are written.
const STATEMENTS: usize = 32;

/// Writes the questions of all sets, and says how many there are.
pub(super) fn write(sets: &[Set], path: &Path) -> anyhow::Result<usize> {
    let file = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
    let mut file = BufWriter::new(file);
    let beside = path.with_extension("vectors");
    let mut rows = Rows::new(&beside)?;
    let mut count = 0;
    for (index, set) in sets.iter().enumerate() {
        for question in &set.questions {
            let choices = set.app.choices(&question.text, STATEMENTS)?;
            let written = choices.iter().map(|one| {
                let cover = one.citation.document.as_str();
                let key = format!("{index} {cover} {}", one.statement.text);
                let tokens = rows.once(key, &one.tokens)?;
                Ok(choice(question, one, tokens))
            });
            let choices: Vec<Value> = written.collect::<anyhow::Result<_>>()?;
            let embedder = set.app.model().embedder();
            let asked = embedder.map(|of| of.question(&question.text)).transpose()?;
            let asked = asked.map(|asked| asked.tokens).unwrap_or_default();
            let tokens: Vec<Vec<u8>> = asked
                .iter()
                .map(|token| {
                    let mut row = Vec::new();
                    write_row(&token.vector, &mut row);
                    row
                })
                .collect();
            let weights: Vec<f32> = asked.iter().map(|token| token.weight).collect();
            let tokens = rows.add(&tokens)?;
            let line = json!({
                "set": set.name(),
                "id": question.id,
                "lang": question.lang,
                "question": question.text,
                "is_answerable": !question.expect.is_empty(),
                "tokens": tokens,
                "weights": weights,
                "choices": choices,
            });
            writeln!(file, "{line}")?;
            count += 1;
        }
    }
    file.flush()?;
    rows.file.flush()?;
    Ok(count)
}

/// The file of vectors, and what stands in it already.
struct Rows {
    file: BufWriter<File>,
    count: usize,
    known: BTreeMap<String, [usize; 2]>,
}

impl Rows {
    fn new(path: &Path) -> anyhow::Result<Self> {
        let file =
            File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(Self {
            file: BufWriter::new(file),
            count: 0,
            known: BTreeMap::new(),
        })
    }

    /// Where rows stand: the first, and how many.
    fn add(&mut self, rows: &[Vec<u8>]) -> anyhow::Result<[usize; 2]> {
        for row in rows {
            self.file.write_all(row)?;
        }
        let place = [self.count, rows.len()];
        self.count += rows.len();
        Ok(place)
    }

    /// The same, once for each key.
    fn once(&mut self, key: String, rows: &[Vec<u8>]) -> anyhow::Result<[usize; 2]> {
        if let Some(place) = self.known.get(&key) {
            return Ok(*place);
        }
        let place = self.add(rows)?;
        self.known.insert(key, place);
        Ok(place)
    }
}

fn choice(question: &Question, choice: &Choice, tokens: [usize; 2]) -> Value {
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
        "tokens": tokens,
        "context": choice.statement.context,
        "text": text,
        "score": choice.score,
        // Whether the statement itself shows the answer, whether its quote does, and where that stands.
        "answers": expected().any(|one| is_place(one, citation) && shows(text, &one.text)),
        "is_hit": expected().any(|one| is_hit(one, citation)),
        "cover": [cover.start, cover.end],
        "answer": citation.quote.answer().map(|span| citation.quote.text().get(span.start..span.end)),
        "features": features,
    })
}
