//! `ask`: a question or a place, answered.

use std::sync::Arc;

use anyhow::Context;

use super::{
    args,
    exit_code::{ANSWERED, NOT_FOUND},
    image,
    output::{Output, Style, complain},
    progress::Announced,
    render,
    signal::end_on_signal,
};
use crate::{
    answer::{Answer, Model},
    app::{self, App, Audience, Opened, Question, Snapshot},
    config::{Config, system_language},
    corpus::{DocumentId, DocumentReader},
    index::{BuildReport, Embeds},
    language::detect,
    spelling::nearest,
};

pub(super) fn run(args: &args::Ask, config: &Config, output: &mut Output) -> anyhow::Result<u8> {
    let words = Question::new(&args.question.join(" "));
    anyhow::ensure!(!words.text.is_empty(), "the question is empty");
    if let Some(file) = &args.image {
        image::check(file, args.force)?;
    }
    let audience = audience(config, args.collection.as_deref())?;
    let app = open(config, Embeds::AtOnce)?.seen_by(&audience);
    let document = args
        .document
        .as_deref()
        .map(|id| known(&app, id))
        .transpose()?;
    let question = Question {
        document,
        language: system_language().and_then(|tag| tag.parse().ok()),
        ..words
    };
    let snapshot = Arc::new(Snapshot::of(app));
    let answered = app::answered(&question, &snapshot)?;
    let answer = &answered.answer;
    if args.json {
        output.json(answer)?;
    } else {
        let asked_in = detect::of_asker(&question.text);
        let style = Style::of_stdout();
        output.line(&render::answer(answer, answered.documents, asked_in, style));
    }
    if let Some(file) = &args.image {
        // The answer is printed in any case; what is printed with --json is one object.
        for line in image::write(file, args.force, &snapshot.app, image::of_answer(answer))? {
            complain(&line);
        }
    }
    Ok(match answer {
        Answer::Found { .. }
        | Answer::Place { .. }
        | Answer::About { .. }
        | Answer::Mentions { .. } => ANSWERED,
        Answer::Own { .. } | Answer::NotFound { .. } | Answer::NoSuchPlace { .. } => NOT_FOUND,
    })
}

/// Those for whom it is asked: the operator, or people who see a collection.
fn audience(config: &Config, collection: Option<&str>) -> anyhow::Result<Audience> {
    let Some(name) = collection else {
        return Ok(Audience::operator());
    };
    let names: Vec<&str> = config
        .collections
        .iter()
        .map(|of| of.name.as_str())
        .collect();
    if names.contains(&name) {
        return Ok(Audience::holders([name.to_owned()]));
    }
    let there = match names.as_slice() {
        [] => "the settings name none".to_owned(),
        names => format!("there are {}", names.join(", ")),
    };
    anyhow::bail!("there is no collection {name}; {there}")
}

/// Opens the corpus, and says on standard error what its operator should know. A command that asks nothing by
/// meaning has no text embedded.
pub(super) fn open(config: &Config, embeds: Embeds) -> anyhow::Result<App> {
    report_opened(opened(config, embeds)?)
}

/// Opens the corpus.
pub(super) fn opened(config: &Config, embeds: Embeds) -> anyhow::Result<Opened> {
    let (model, reader) = (Model::when_needed(config)?, document_reader(config)?);
    Ok(App::open_with(
        config,
        model,
        reader,
        embeds,
        &Announced::new(),
    )?)
}

/// The reader of the documents of a command.
pub(super) fn document_reader(config: &Config) -> anyhow::Result<DocumentReader> {
    let reader = app::document_reader(config)?;
    end_on_signal(reader.clone())?;
    Ok(reader)
}

/// Says on standard error what the operator should know about a corpus that was opened.
pub(super) fn report_opened(opened: Opened) -> anyhow::Result<App> {
    warn_of_index(&opened);
    let Opened { app, report, .. } = opened;
    if let Some(report) = report.filter(|report| report.published) {
        tracing::info!(
            documents = report.documents,
            read = report.read,
            "index built"
        );
    }
    let manifest = app.generation().manifest();
    let documents = manifest.documents.iter().flat_map(|entry| &entry.warnings);
    let errors = manifest
        .warnings
        .iter()
        .chain(documents)
        .filter(|warning| warning.severity == crate::corpus::Severity::Error);
    for error in errors {
        complain(&error.to_string());
    }
    if manifest.documents.is_empty() {
        anyhow::bail!("no document could be read; `fundstelle check` says why");
    }
    Ok(app)
}

/// Says on standard error why answers are not those of a build that went as it should.
pub(super) fn warn_of_index(opened: &Opened) {
    if let Some(stale) = &opened.stale {
        let generation = opened.app.generation();
        let number = generation.manifest().generation;
        let built = generation.built().map(httpdate::fmt_http_date);
        let built = built.map_or_else(String::new, |built| format!(", built on {built}"));
        complain(&format!(
            "warning: the index is not up to date: {stale}; answering from generation {number}{built}"
        ));
    }
    if let Some(report) = &opened.report {
        warn_of_damage(report);
    }
}

/// Says on standard error why all documents were read again.
pub(super) fn warn_of_damage(report: &BuildReport) {
    if let Some(why) = &report.damage {
        complain(&format!("warning: {why}; it was built anew"));
    }
}

/// The document that an id or a path in the corpus names; otherwise an error with the nearest id.
pub(super) fn known(app: &App, id: &str) -> anyhow::Result<DocumentId> {
    let documents = &app.generation().manifest().documents;
    let named = documents.iter().find(|entry| entry.id.as_str() == id);
    let named = named.or_else(|| documents.iter().find(|entry| entry.path == id));
    if let Some(entry) = named {
        return Ok(entry.id.clone());
    }
    let nearest = nearest(id, documents, |entry| entry.id.as_str())
        .with_context(|| format!("there is no document {id}"))?;
    anyhow::bail!("there is no document {id}; the nearest is {}", nearest.id)
}
