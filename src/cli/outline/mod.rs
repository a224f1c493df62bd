//! `outline`: the section tree of each document.

mod suggest;

use super::{args, ask, exit_code::ANSWERED, output::Output};
use crate::{
    config::Config,
    corpus::{Document, printable},
    index::Embeds,
    label::{address, label},
    plural::counted,
};

pub(super) fn run(
    args: &args::Outline,
    config: &Config,
    output: &mut Output,
) -> anyhow::Result<u8> {
    if let Some(file) = &args.suggest {
        return suggest::run(file, config, output);
    }
    let app = ask::open(config, Embeds::Never)?;
    let wanted = args
        .document
        .as_deref()
        .map(|id| ask::known(&app, id))
        .transpose()?;
    let mut outlines = Vec::new();
    for entry in &app.generation().manifest().documents {
        if wanted.as_ref().is_some_and(|wanted| *wanted != entry.id) {
            continue;
        }
        let Some(document) = app.generation().document(&entry.id)? else {
            continue;
        };
        if args.json {
            outlines.push(json(&document));
        } else {
            text(&document, output);
        }
    }
    if args.json {
        output.json(&outlines)?;
    }
    Ok(ANSWERED)
}

fn text(document: &Document, output: &mut Output) {
    let title = label(&document.title());
    output.line(&format!(
        "{} ({})",
        printable(&title),
        printable(&document.path)
    ));
    for section in &document.sections {
        let indent = "  ".repeat(usize::from(section.level));
        output.line(&format!("{indent}{}", label(&section.label())));
    }
    if document.sections.is_empty() {
        output.line(&format!(
            "  no sections, {}",
            counted(document.paragraphs.len(), "paragraph", "paragraphs")
        ));
    }
}

fn json(document: &Document) -> serde_json::Value {
    serde_json::json!({
        "document": document.id,
        "path": document.path,
        "title": label(&document.title()),
        "language": document.language,
        "source_url": document.metadata.source_url.as_deref().and_then(address),
        "retrieved": document.metadata.retrieved.as_deref().map(label),
        "sections": document.sections.iter().map(|section| serde_json::json!({
            "place": section.place,
            "address": section.address,
            "number": section.label.as_ref().map(|label| label.printed.as_str()),
            "is_counted": section.is_counted,
            "title": label(&section.title),
            "level": section.level,
            "origin": section.origin,
            "span": section.span,
        })).collect::<Vec<_>>(),
    })
}
