//! Sections as they are named: by number, by title, and by what they stand in.

use std::fmt;

use crate::{
    corpus::{
        Document, Section,
        numbering::{Label, LabelKind, Match},
    },
    language::analyser::folded,
};

/// A section as somebody names it: what it stands in, and itself as the last step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionName {
    pub(super) steps: Vec<Step>,
}

/// One section in a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A number, and whether it is marked as one that was counted (`≈`).
    Label(Label, bool),
    /// A title.
    Title(String),
}

impl SectionName {
    pub(super) fn of(step: Step) -> Self {
        Self { steps: vec![step] }
    }

    /// The number that it ends in.
    pub(super) fn label(&self) -> Option<&Label> {
        match self.steps.last() {
            Some(Step::Label(label, _)) => Some(label),
            _ => None,
        }
    }

    /// The same with another number at its end.
    pub(super) fn with(&self, label: Label) -> Self {
        let mut other = self.clone();
        let is_counted = matches!(other.steps.pop(), Some(Step::Label(_, true)));
        other.steps.push(Step::Label(label, is_counted));
        other
    }

    /// The section that a section of this number would stand in: `§ 2` for `§ 2.5`.
    pub(super) fn outer(&self) -> Option<Self> {
        if let Some(label) = self.label()
            && let Some((outer, _)) = label.key.rsplit_once('.')
        {
            return Some(self.with(Label::of(label.kind, outer)));
        }
        let mut outer = self.clone();
        outer.steps.pop();
        (!outer.steps.is_empty()).then_some(outer)
    }

    /// The best match of the name with a section of the document.
    pub(super) fn likeness(&self, document: &Document) -> Option<Match> {
        let sections = 0..document.sections.len();
        sections.filter_map(|index| self.is(document, index)).max()
    }

    /// The sections that are named so: those that are meant best. Indices into `Document::sections`.
    pub(super) fn find(&self, document: &Document) -> Vec<usize> {
        let sections = 0..document.sections.len();
        let found = sections.filter_map(|index| Some((index, self.is(document, index)?)));
        let found: Vec<(usize, Match)> = found.collect();
        let best = found.iter().map(|(_, likeness)| *likeness).max();
        let best = found.into_iter().filter(|(_, of)| Some(*of) == best);
        best.map(|(index, _)| index).collect()
    }

    fn is(&self, document: &Document, index: usize) -> Option<Match> {
        let section = document.sections.get(index)?;
        let (last, outer) = self.steps.split_last()?;
        let likeness = last.is(section)?;
        let mut above = section.parent;
        for step in outer.iter().rev() {
            loop {
                let section = document.sections.get(above?)?;
                above = section.parent;
                if step.is(section).is_some() {
                    break;
                }
            }
        }
        Some(likeness)
    }
}

impl Step {
    fn is(&self, section: &Section) -> Option<Match> {
        match self {
            Step::Title(title) => {
                let is_unnumbered = section.label.is_none();
                let likeness = if is_unnumbered {
                    Match::Exact
                } else {
                    Match::Alike
                };
                is_title(title, &section.title).then_some(likeness)
            }
            Step::Label(asked, is_counted) => {
                let own = section.label.as_ref()?;
                // `II.B.5`: the numbers of a section and of those that it stands in.
                let is_joined = asked.kind <= LabelKind::Sign
                    && asked.key.contains('.')
                    && section.address.to_lowercase() == asked.key;
                let is_by_itself = section.place.replace('≈', "") == own.place();
                let is_nested = own.kind == LabelKind::Bare && !is_by_itself;
                match own.answers(asked) {
                    _ if *is_counted && !section.is_counted => None,
                    _ if is_joined => Some(Match::Exact),
                    Some(_) if is_nested && asked.kind != LabelKind::Bare => Some(Match::Within),
                    Some(Match::Exact) if section.is_counted && !is_counted => Some(Match::Alike),
                    likeness => likeness,
                }
            }
        }
    }
}

/// Whether a section is called so; a long title may be cut, as locators cut it.
fn is_title(named: &str, title: &str) -> bool {
    if let Some(beginning) = named.strip_suffix('…') {
        return title.starts_with(beginning.trim_end());
    }
    named == title || folded(named) == folded(title)
}

impl fmt::Display for SectionName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let steps = self.steps.iter().map(|step| match step {
            Step::Title(title) => title.clone(),
            Step::Label(label, true) => format!("§ ≈{}", label.key),
            Step::Label(label, false) => label.place(),
        });
        f.write_str(&steps.collect::<Vec<_>>().join(" › "))
    }
}
