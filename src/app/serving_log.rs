//! The words of the log about what is served, each said once.

use std::collections::BTreeSet;

use crate::{
    corpus::{Severity, Warning},
    index::Manifest,
    label::label,
};

/// Says what is served from now on, as far as it is news.
pub(super) fn log(manifest: &Manifest, before: Option<&Manifest>) {
    let mut changed = 0;
    for entry in &manifest.documents {
        let known = before.and_then(|before| before.entry(&entry.id));
        if known.is_some_and(|known| known.hash == entry.hash) {
            continue;
        }
        changed += 1;
        if entry.counts.sentences == 0 {
            tracing::warn!(document = entry.id.as_str(), "no text is in a document");
        }
        tracing::info!(
            document = entry.id.as_str(),
            title = label(&entry.title()),
            edition = entry.edition().map(label),
            date = entry.metadata.date.as_deref().map(label),
            language = %entry.language,
            sections = entry.counts.sections,
            paragraphs = entry.counts.paragraphs,
            warnings = entry.warnings.len(),
            "serving a document"
        );
    }
    let known = before.into_iter().flat_map(Manifest::findings);
    let known: BTreeSet<(&str, &str)> = known.map(key).collect();
    for finding in manifest.findings() {
        if finding.severity == Severity::Error && !known.contains(&key(finding)) {
            tracing::warn!(
                file = finding.path,
                problem = finding.message,
                "a file has a problem"
            );
        }
    }
    tracing::info!(
        generation = manifest.generation,
        documents = manifest.documents.len(),
        changed,
        "serving the corpus"
    );
}

fn key(finding: &Warning) -> (&str, &str) {
    (&finding.path, &finding.message)
}
