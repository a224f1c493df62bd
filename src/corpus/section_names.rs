//! The names of sections: in words, as a reader would say them (`Part II › § 3`), and in links.
//!
//! A printed number is never changed to tell two sections apart: what they stand in does.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    document::Section,
    numbering::{Label, LabelKind},
    warning::Warning,
};

/// The sign between a section and what it stands in.
pub const BELOW: &str = " › ";

/// So many sections are told of that cannot be told apart.
const MAX_WARNINGS: usize = 20;

/// The words of a title in an address are cut to so many characters.
const MAX_SLUG_CHARS: usize = 40;

/// An address that would be longer is told apart by a count.
const MAX_ADDRESS_BYTES: usize = 100;

/// The names of a section.
pub(super) struct Named {
    pub(super) place: String,
    pub(super) address: String,
}

/// The names of all sections, whose numbers and parents are known.
pub(super) fn name(sections: &[Section], warnings: &mut Vec<Warning>) -> Vec<Named> {
    let mut plain: Vec<Plain> = Vec::with_capacity(sections.len());
    for section in sections {
        let above = above(sections, section.parent).find(|above| {
            let section = sections.get(*above);
            section.is_some_and(|section| section.label.is_some())
        });
        let above = above.and_then(|above| Some((above, sections.get(above)?, plain.get(above)?)));
        plain.push(Plain::of(section, plain.len(), above));
    }
    let places = told_apart(sections, &plain);
    tell_of_doubles(sections, &places, warnings);
    let mut addresses = Addresses::default();
    let mut names: Vec<Named> = Vec::with_capacity(sections.len());
    for ((section, plain), place) in sections.iter().zip(plain).zip(places) {
        let parent = section.parent.and_then(|parent| names.get(parent));
        let parent = parent.map(|parent| parent.address.as_str());
        let address = addresses.distinct(plain.address, parent);
        names.push(Named { place, address });
    }
    names
}

/// The sections that one stands in, the innermost first.
fn above(sections: &[Section], parent: Option<usize>) -> impl Iterator<Item = usize> {
    std::iter::successors(parent, |above| sections.get(*above)?.parent)
}

/// The place and address of a section if no other has the same.
struct Plain {
    place: String,
    address: String,
    /// The numbers that are joined in it, where nothing announces them: `II.B.5`.
    joined: Option<String>,
    /// The outermost section that the name says.
    head: usize,
}

impl Plain {
    fn of(section: &Section, index: usize, above: Option<(usize, &Section, &Plain)>) -> Self {
        let Some(label) = &section.label else {
            let slug = slug(&section.title);
            return match above {
                Some((_, _, above)) => Self {
                    place: format!("{}{BELOW}{}", above.place, section.title),
                    address: format!("{}-{slug}", above.address),
                    joined: None,
                    head: above.head,
                },
                None => Self {
                    place: section.title.clone(),
                    address: slug,
                    joined: None,
                    head: index,
                },
            };
        };
        let is_part =
            label.kind == LabelKind::Bare && !label.key.contains('.') && !section.is_counted;
        let above = above.filter(|(_, section, _)| is_part && !section.is_counted);
        match above {
            Some((_, _, above)) if above.joined.is_some() => {
                let joined = above.joined.as_deref().unwrap_or_default();
                let joined = format!("{joined}.{}", label.printed);
                Self {
                    place: format!("§ {joined}"),
                    address: joined.clone(),
                    joined: Some(joined),
                    head: above.head,
                }
            }
            // `1.` within § 3 is another one than § 1.
            Some((_, _, above)) => Self {
                place: format!("{}{BELOW}{}", above.place, label.printed),
                address: format!("{}-{}", above.address, label.printed),
                joined: None,
                head: above.head,
            },
            None => Self {
                place: marked(label, section.is_counted),
                address: address(label),
                joined: (label.kind == LabelKind::Bare).then(|| label.printed.clone()),
                head: index,
            },
        }
    }
}

fn marked(label: &Label, is_counted: bool) -> String {
    if is_counted {
        format!("§ ≈{}", label.printed)
    } else {
        label.place()
    }
}

/// The name of a section among those that stand in the same one.
fn short(section: &Section) -> String {
    match &section.label {
        Some(label) => marked(label, section.is_counted),
        None => section.title.clone(),
    }
}

fn address(label: &Label) -> String {
    let number = match label.kind {
        LabelKind::Bare => label.printed.split_whitespace().collect::<String>(),
        _ => label.key.clone(),
    };
    format!("{}{number}", label.kind.code())
}

/// The places; those that are named alike with what they stand in, numbered sections alone if that is
/// enough.
fn told_apart(sections: &[Section], plain: &[Plain]) -> Vec<String> {
    let mut places: Vec<String> = plain.iter().map(|plain| plain.place.clone()).collect();
    for with_titles in [false, true] {
        let alike = counts(&places);
        let qualified = places.iter().zip(plain).map(|(place, plain)| {
            if alike.get(place.as_str()).is_none_or(|count| *count < 2) {
                return place.clone();
            }
            let head = sections.get(plain.head);
            let above = above(sections, head.and_then(|head| head.parent));
            let above = above.filter_map(|above| sections.get(above));
            let above = above.filter(|above| with_titles || above.label.is_some());
            let mut names: Vec<String> = above.map(short).collect();
            names.reverse();
            names.push(plain.place.clone());
            names.join(BELOW)
        });
        places = qualified.collect();
    }
    places
}

fn counts(places: &[String]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for place in places {
        *counts.entry(place.clone()).or_insert(0) += 1;
    }
    counts
}

fn tell_of_doubles(sections: &[Section], places: &[String], warnings: &mut Vec<Warning>) {
    let alike = counts(places);
    let mut told = BTreeSet::new();
    for (section, place) in sections.iter().zip(places) {
        let is_double = alike.get(place.as_str()).is_some_and(|count| *count > 1);
        if is_double && section.label.is_some() && told.len() < MAX_WARNINGS && told.insert(place) {
            warnings.push(Warning::caution(format!(
                "two sections are numbered {place}; whoever asks for {place} is shown both"
            )));
        }
    }
}

/// The addresses that are taken.
#[derive(Default)]
struct Addresses {
    taken: BTreeSet<String>,
    /// The number of sections that asked for each address that was taken.
    again: BTreeMap<String, usize>,
}

impl Addresses {
    fn distinct(&mut self, own: String, parent: Option<&str>) -> String {
        if self.taken.insert(own.clone()) {
            return own;
        }
        let within = parent.map(|parent| format!("{parent}-{own}"));
        let within = within.filter(|within| within.len() <= MAX_ADDRESS_BYTES);
        let own = match within.filter(|_| !parent.is_some_and(|parent| own.starts_with(parent))) {
            Some(within) if self.taken.insert(within.clone()) => return within,
            Some(within) => within,
            None => own,
        };
        let again = self.again.entry(own.clone()).or_insert(1);
        loop {
            *again += 1;
            let other = format!("{own}-{again}");
            if self.taken.insert(other.clone()) {
                return other;
            }
        }
    }
}

/// A title in an address: its words in small letters.
fn slug(title: &str) -> String {
    let mut slug = String::new();
    for word in title.split(|c: char| !c.is_alphanumeric()) {
        if word.is_empty() {
            continue;
        }
        let room = MAX_SLUG_CHARS.saturating_sub(slug.chars().count() + 1);
        if room == 0 {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.extend(word.chars().flat_map(char::to_lowercase).take(room));
    }
    if slug.is_empty() {
        "x".to_owned()
    } else {
        slug
    }
}
