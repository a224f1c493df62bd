//! All that changed from one edition to another, section by section: what has another heading or other words, what is
//! new, and what is gone.

use super::{
    Comparison, Named, SectionChange, SectionFate, SectionPlace,
    matching::{Matching, Outlined},
    pair::{Edition, Pair},
    ways::Ways,
    words::key,
};
use crate::{corpus::Document, passages::SectionLocator};

impl SectionChange {
    /// The section in the newest edition that has it.
    pub fn newest(&self) -> Option<&SectionPlace> {
        self.to.as_ref().or(self.from.as_ref())
    }
}

impl SectionPlace {
    fn of(document: &Document, section: usize) -> Option<Self> {
        let of = document.sections.get(section)?;
        Some(Self {
            place: SectionLocator::of(of).named(None, document.language),
            anchor: of.anchor(),
            section: Some(section),
        })
    }

    fn opening() -> Self {
        Self {
            place: String::new(),
            anchor: String::new(),
            section: None,
        }
    }
}

/// Lists what changed; where neither edition has sections, all of their words are compared.
pub(super) fn overview(from: Edition<'_>, to: Edition<'_>) -> Comparison {
    let (old, new) = (Outlined::of(&from.1), Outlined::of(&to.1));
    if old.sections().next().is_none() && new.sections().next().is_none() {
        return Pair::whole(from, to).compared();
    }
    let matching = Matching::of(&old, &new);
    let mut ways = Ways::between(&from.1, &to.1);
    // A section that is gone comes behind the one that stood before it.
    let mut changes: Vec<(Option<usize>, Option<usize>, SectionChange)> = Vec::new();
    let mut unchanged = 0;
    for section in new.sections() {
        let before = matching.of_new.get(section).copied().flatten();
        match changed(&old, &new, &mut ways, (before, Some(section))) {
            Some(change) => changes.push((Some(section), None, change)),
            None => unchanged += 1,
        }
    }
    let mut last = None;
    for section in old.sections() {
        if let Some(now) = matching.of_old.get(section).copied().flatten() {
            last = Some(now);
        } else {
            let change = changed(&old, &new, &mut ways, (Some(section), None));
            changes.extend(change.map(|change| (last, Some(section), change)));
        }
    }
    changes.sort_by_key(|(new, old, _)| (*new, *old));
    let opening = opening(&old, &new).into_iter();
    let changes = changes.into_iter().map(|(_, _, change)| change);
    Comparison::Sections {
        from: Named::of(from.0),
        to: Named::of(to.0),
        sections: opening.chain(changes).collect(),
        unchanged,
    }
}

/// The fate of a section, if it changed.
fn changed(
    old: &Outlined<'_>,
    new: &Outlined<'_>,
    ways: &mut Ways<'_>,
    (before, now): (Option<usize>, Option<usize>),
) -> Option<SectionChange> {
    let heading = |of: &Outlined<'_>, at: usize| {
        let section = of.document.sections.get(at);
        section.map(|section| key(&section.title))
    };
    let text = |of: &Outlined<'_>, at: usize| of.texts.get(at).map(|text| key(text));
    let (heading_changed, text_changed) = match (before, now) {
        (Some(before), Some(now)) => (
            heading(old, before) != heading(new, now),
            text(old, before) != text(new, now),
        ),
        _ => (false, false),
    };
    let change = match (before, now) {
        (Some(_), Some(_)) if heading_changed || text_changed => SectionFate::Changed,
        (Some(_), Some(_)) | (None, None) => return None,
        (Some(_), None) => SectionFate::Removed,
        (None, Some(_)) => SectionFate::Added,
    };
    let place = |of: &Outlined<'_>, at: Option<usize>| SectionPlace::of(of.document, at?);
    Some(SectionChange {
        change,
        heading_changed,
        text_changed,
        from: place(old, before),
        to: place(new, now),
        compare: ways.to((before, now)),
    })
}

/// The fate of the words before the first section.
fn opening(old: &Outlined<'_>, new: &Outlined<'_>) -> Option<SectionChange> {
    let is_empty = |of: &Outlined<'_>| of.opening.trim().is_empty();
    let change = match (is_empty(old), is_empty(new)) {
        (true, true) => return None,
        (false, false) if key(&old.opening) == key(&new.opening) => return None,
        (false, false) => SectionFate::Changed,
        (true, false) => SectionFate::Added,
        (false, true) => SectionFate::Removed,
    };
    Some(SectionChange {
        change,
        heading_changed: false,
        text_changed: change == SectionFate::Changed,
        from: (change != SectionFate::Added).then(SectionPlace::opening),
        to: (change != SectionFate::Removed).then(SectionPlace::opening),
        compare: None,
    })
}
