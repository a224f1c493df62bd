//! The outline of a file: its headings, each with the page it stands on.

use std::collections::{BTreeMap, BTreeSet};

use hayro_interpret::hayro_syntax::{
    object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier, String as PdfString},
    page::Pages,
};

use super::strings;

/// So many headings are taken at most, so deep, and so many names looked at for their places.
const MOST_ENTRIES: usize = 10_000;
const MAX_DEPTH: u8 = 12;
const MOST_NAMES: usize = 100_000;

/// An entry of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) level: u8,
    pub(super) title: String,
    /// The position of the page it leads to.
    pub(super) page: Option<usize>,
}

/// Reads the outline.
pub(super) fn entries<'a>(catalog: &Dict<'a>, pages: &Pages<'a>) -> Vec<Entry> {
    let Some(root) = catalog.get::<Dict<'a>>(b"Outlines") else {
        return Vec::new();
    };
    let positions = pages.iter().enumerate();
    let positions = positions.filter_map(|(at, page)| Some((page.raw().obj_id()?, at)));
    let mut reader = Reader {
        positions: positions.collect(),
        named: BTreeMap::new(),
        seen: BTreeSet::new(),
        entries: Vec::new(),
    };
    if let Some(old) = catalog.get::<Dict<'a>>(b"Dests") {
        for name in old.keys().take(MOST_NAMES) {
            if let Some(place) = old.get::<Object<'a>>(&*name) {
                reader.named.insert(name.to_vec(), place);
            }
        }
    }
    let names = catalog.get::<Dict<'a>>(b"Names");
    if let Some(tree) = names.and_then(|names| names.get::<Dict<'a>>(b"Dests")) {
        reader.names(&tree, 32);
    }
    reader.siblings(root.get::<Dict<'a>>(b"First"), 1);
    reader.entries
}

struct Reader<'a> {
    positions: BTreeMap<ObjectIdentifier, usize>,
    /// Places by their names.
    named: BTreeMap<Vec<u8>, Object<'a>>,
    seen: BTreeSet<ObjectIdentifier>,
    entries: Vec<Entry>,
}

impl<'a> Reader<'a> {
    fn names(&mut self, node: &Dict<'a>, depth: usize) {
        let Some(depth) = depth.checked_sub(1) else {
            return;
        };
        if node.obj_id().is_some_and(|id| !self.seen.insert(id)) {
            return;
        }
        if let Some(names) = node.get::<Array<'a>>(b"Names") {
            let mut items = names.flex_iter();
            while self.named.len() < MOST_NAMES {
                let (Some(name), Some(place)) =
                    (items.next::<PdfString<'a>>(), items.next::<Object<'a>>())
                else {
                    break;
                };
                self.named.insert(name.as_bytes().to_vec(), place);
            }
        }
        for kid in node
            .get::<Array<'a>>(b"Kids")
            .into_iter()
            .flat_map(|kids| kids.iter::<Dict<'a>>())
        {
            if self.named.len() < MOST_NAMES {
                self.names(&kid, depth);
            }
        }
    }

    /// An entry and those beside it, with what stands in them. Loops end where they began.
    fn siblings(&mut self, first: Option<Dict<'a>>, level: u8) {
        let mut next = first;
        while let Some(entry) = next {
            let is_new = entry.obj_id().is_none_or(|id| self.seen.insert(id));
            if !is_new || self.entries.len() >= MOST_ENTRIES {
                return;
            }
            let title = entry.get::<PdfString<'a>>(b"Title");
            let title = title.map_or_else(String::new, |title| strings::text(title.as_bytes()));
            let page = self.page(&entry);
            if !title.is_empty() {
                self.entries.push(Entry { level, title, page });
            }
            if level < MAX_DEPTH {
                self.siblings(entry.get::<Dict<'a>>(b"First"), level + 1);
            }
            next = entry.get::<Dict<'a>>(b"Next");
        }
    }

    fn page(&self, entry: &Dict<'a>) -> Option<usize> {
        let place = entry.get::<Object<'a>>(b"Dest");
        let place = place.or_else(|| {
            let action = entry.get::<Dict<'a>>(b"A")?;
            action.get::<Object<'a>>(b"D")
        })?;
        self.position(place, true)
    }

    fn position(&self, place: Object<'a>, may_be_name: bool) -> Option<usize> {
        match place {
            Object::Array(place) => match place.raw_iter().next()? {
                MaybeRef::Ref(page) => self.positions.get(&page.into()).copied(),
                MaybeRef::NotRef(Object::Number(page)) => usize::try_from(page.as_i64()).ok(),
                MaybeRef::NotRef(_) => None,
            },
            Object::Dict(place) => self.position(place.get::<Object<'a>>(b"D")?, may_be_name),
            Object::String(name) if may_be_name => {
                self.position(self.named.get(name.as_bytes())?.clone(), false)
            }
            Object::Name(name) if may_be_name => {
                let name: &Name<'_> = &name;
                self.position(self.named.get(&**name)?.clone(), false)
            }
            _ => None,
        }
    }
}
