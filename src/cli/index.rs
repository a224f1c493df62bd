//! `index`: bring the index up to date.

use super::{args, ask, exit_code::ANSWERED, output::Output, progress::Announced};
use crate::{app, config::Config, plural::counted};

pub(super) fn run(args: &args::Index, config: &Config, output: &mut Output) -> anyhow::Result<u8> {
    let reader = ask::document_reader(config)?;
    let report = app::build_with(config, reader, args.force, &Announced::new())?;
    ask::warn_of_damage(&report);
    let documents = counted(report.documents, "document", "documents");
    if args.json {
        output.json(&serde_json::json!({
            "generation": report.generation,
            "documents": report.documents,
            "read": report.read,
            "kept": report.kept,
            "removed": report.removed,
            "embedded": report.embedded,
            "published": report.published,
            "folder": app::index_folder(config),
        }))?;
    } else if report.published {
        output.line(&format!(
            "generation {}: {documents} ({} read, {} kept, {} removed)",
            report.generation, report.read, report.kept, report.removed
        ));
    } else {
        output.line(&format!(
            "generation {}: {documents}, nothing changed",
            report.generation
        ));
    }
    Ok(ANSWERED)
}
