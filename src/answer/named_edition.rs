//! An older edition that a question names: "What was the fee in the 2021 edition?"

use std::collections::BTreeSet;

use crate::{
    corpus::DocumentId,
    index::{Generation, Scope},
    language::analyser::folded,
};

/// Words for an edition, in eight languages, as they are folded.
const EDITION: [&str; 22] = [
    "edition",
    "editions",
    "version",
    "fassung",
    "ausgabe",
    "auflage",
    "stand",
    "edicion",
    "edizione",
    "versione",
    "editie",
    "versie",
    "uitgave",
    "druk",
    "wydanie",
    "wydaniu",
    "wersja",
    "wersji",
    "edicao",
    "versao",
    "redaction",
    "revision",
];

/// The scope of a question, with the editions that it names in the place of the newest.
pub(super) fn scope(generation: &Generation, question: &str, scope: Scope) -> Scope {
    let Scope::Without(others) = scope else {
        return scope;
    };
    let words = folded(question);
    if !words.iter().any(|word| EDITION.contains(&word.as_str())) {
        return Scope::Without(others);
    }
    let works = generation.revisions().works().iter();
    let named = works.filter_map(|work| Some((named(generation, work, &words)?, work)));
    let others = named.fold(others, |others, (named, work)| {
        let rest = work.iter().filter(|id| *id != named).cloned();
        let kept = others.into_iter().filter(|id| id != named);
        kept.chain(rest).collect::<BTreeSet<_>>()
    });
    Scope::Without(others)
}

/// The newest edition whose year stands among the words; where it has none, all that names it.
fn named<'a>(
    generation: &Generation,
    work: &'a [DocumentId],
    words: &[String],
) -> Option<&'a DocumentId> {
    let is_said = |name: &str| {
        let name = folded(name);
        let is_year = |word: &&String| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
        match name.iter().find(is_year) {
            Some(year) => words.contains(year),
            None => !name.is_empty() && name.iter().all(|word| words.contains(word)),
        }
    };
    let mut editions = work.iter();
    editions.find(|id| {
        let entry = generation.manifest().entry(id);
        let name = entry.and_then(|of| of.edition().or(of.metadata.date.as_deref()));
        name.is_some_and(is_said)
    })
}
