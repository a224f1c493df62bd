//! What a byte a number costs: how often the nearest sentence to a question is of the right
//! paragraph, by vectors as the model gives them and as the index keeps them.
//!
//! ```text
//! cargo run --release --example quantisation -- CORPUS QUESTIONS.jsonl
//! ```
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "an example that cannot go on ends"
)]

use fundstelle::{
    app::App,
    config::{Config, Flags},
    corpus::Reading,
    embedding::{Probe, write_row},
};

fn main() {
    let mut args = std::env::args().skip(1);
    let flags = Flags {
        corpus: args.next().map(Into::into),
        ..Flags::default()
    };
    let questions = std::fs::read_to_string(args.next().unwrap()).unwrap();
    let app = App::open(&Config::load(&flags).unwrap(), &()).unwrap().app;
    let embedder = app.model().embedder().unwrap();
    let (mut places, mut vectors, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    for entry in &app.generation().manifest().documents {
        let document = app.generation().document(&entry.id).unwrap().unwrap();
        for span in &document.sentences {
            let text = Reading::of(&document.text, *span, &document.edits).text;
            let vector = embedder.sentence(&text).unwrap();
            let mut row = Vec::new();
            write_row(&vector, &mut row);
            let up_to = &document.paragraphs[..=document.paragraph_at(span.start).unwrap()];
            let paragraph = up_to
                .iter()
                .filter(|paragraph| paragraph.ordinal > 0)
                .count();
            places.push((entry.id.as_str().to_owned(), paragraph as u64));
            vectors.push(vector);
            rows.push(row);
        }
    }
    let (mut exact, mut quantised, mut asked, mut largest) = (0, 0, 0, 0.0_f32);
    for line in questions.lines() {
        let question: serde_json::Value = serde_json::from_str(line).unwrap();
        let expected = &question["expect"][0];
        let (Some(document), Some(paragraph)) = (
            expected["document"].as_str(),
            expected["paragraph"].as_u64(),
        ) else {
            continue;
        };
        let vector = embedder
            .question(question["question"].as_str().unwrap())
            .unwrap()
            .vector;
        let probe = Probe::new(&vector);
        let cosine = |other: &Vec<f32>| vector.iter().zip(other).map(|(a, b)| a * b).sum::<f32>();
        let as_given: Vec<f32> = vectors.iter().map(cosine).collect();
        let as_kept: Vec<f32> = rows.iter().map(|row| probe.dot(row)).collect();
        let off = as_given.iter().zip(&as_kept).map(|(a, b)| (a - b).abs());
        largest = off.fold(largest, f32::max);
        let is_right = |scores: &[f32]| {
            let best = (0..scores.len()).max_by(|a, b| scores[*a].total_cmp(&scores[*b]));
            places[best.unwrap()] == (document.to_owned(), paragraph)
        };
        exact += usize::from(is_right(&as_given));
        quantised += usize::from(is_right(&as_kept));
        asked += 1;
    }
    println!("{asked} questions: right paragraph {exact} as given, {quantised} as kept");
    println!("largest difference of a cosine: {largest:.5}");
}
