//! The structure of a tagged file: which element each stretch of a page belongs to.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use hayro_interpret::hayro_syntax::{
    object::{Dict, MaybeRef, Name, Object, ObjectIdentifier},
    page::Pages,
    xref::XRef,
};

/// So deep is the structure followed, and so many stretches are known.
const MAX_DEPTH: usize = 60;
const MOST_STRETCHES: usize = 1_000_000;

/// The role of an element of the structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Heading(u8),
    Paragraph,
    ListItem,
    /// A row of a table.
    Row,
    Note,
    Caption,
}

/// The element that a stretch belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tagged {
    pub(super) role: Role,
    /// The number of the element: the same for all of its stretches.
    pub(super) element: usize,
}

/// The elements of a file, by page and number of the stretch.
#[derive(Debug, Default)]
pub(super) struct Tags {
    of: HashMap<(usize, u32), Tagged>,
}

impl Tags {
    pub(super) fn of(&self, page: usize, tag: Option<u32>) -> Option<Tagged> {
        self.of.get(&(page, tag?)).copied()
    }
}

/// Reads the structure.
pub(super) fn tags<'a>(catalog: &Dict<'a>, pages: &Pages<'a>) -> Tags {
    let Some(root) = catalog.get::<Dict<'a>>(b"StructTreeRoot") else {
        return Tags::default();
    };
    let positions = pages.iter().enumerate();
    let positions = positions.filter_map(|(at, page)| Some((page.raw().obj_id()?, at)));
    let mut walker = Walker {
        xref: pages.xref(),
        positions: positions.collect(),
        roles: root.get::<Dict<'a>>(b"RoleMap").unwrap_or_default(),
        seen: BTreeSet::new(),
        elements: 0,
        tags: Tags::default(),
    };
    walker.kids(&root, None, None, MAX_DEPTH);
    walker.tags
}

struct Walker<'a> {
    xref: &'a XRef,
    positions: BTreeMap<ObjectIdentifier, usize>,
    roles: Dict<'a>,
    seen: BTreeSet<ObjectIdentifier>,
    elements: usize,
    tags: Tags,
}

impl<'a> Walker<'a> {
    fn kids(&mut self, node: &Dict<'a>, within: Option<Tagged>, page: Option<usize>, depth: usize) {
        let Some(kids) = node.get::<Object<'a>>(b"K") else {
            return;
        };
        let Object::Array(kids) = kids else {
            return self.kid(kids, within, page, depth);
        };
        for kid in kids.raw_iter() {
            // What a reference leads to may be missing.
            let kid = match kid {
                MaybeRef::Ref(kid) => self.xref.get::<Object<'a>>(kid.into()),
                MaybeRef::NotRef(kid) => Some(kid),
            };
            if let Some(kid) = kid {
                self.kid(kid, within, page, depth);
            }
        }
    }

    fn kid(&mut self, kid: Object<'a>, within: Option<Tagged>, page: Option<usize>, depth: usize) {
        let Some(depth) = depth.checked_sub(1) else {
            return;
        };
        match kid {
            Object::Number(tag) => {
                if let (Ok(tag), Some(page)) = (u32::try_from(tag.as_i64()), page) {
                    self.note(page, tag, within);
                }
            }
            Object::Dict(kid) => {
                let own = kid
                    .get_ref(b"Pg")
                    .and_then(|of| self.positions.get(&of.into()));
                let page = own.copied().or(page);
                if let (Some(tag), Some(page)) = (kid.get::<u32>(b"MCID"), page) {
                    return self.note(page, tag, within);
                }
                if kid.obj_id().is_some_and(|id| !self.seen.insert(id)) {
                    return;
                }
                let role = kid
                    .get::<Name<'a>>(b"S")
                    .and_then(|name| self.role(&name, within));
                let element = role.map(|role| {
                    self.elements += 1;
                    Tagged {
                        role,
                        element: self.elements,
                    }
                });
                self.kids(&kid, element.or(within), page, depth);
            }
            _ => {}
        }
    }

    fn note(&mut self, page: usize, tag: u32, within: Option<Tagged>) {
        if let Some(within) = within.filter(|_| self.tags.of.len() < MOST_STRETCHES) {
            self.tags.of.insert((page, tag), within);
        }
    }

    /// The role that a name gives, if it begins a block of its own. What stands within an item, a row or a note is
    /// part of it.
    fn role(&self, name: &Name<'a>, within: Option<Tagged>) -> Option<Role> {
        let mapped = self.roles.get::<Name<'a>>(&**name);
        let name = mapped.as_ref().unwrap_or(name);
        let role = match &**name {
            b"Title" | b"H" | b"H1" => Role::Heading(1),
            b"H2" => Role::Heading(2),
            b"H3" => Role::Heading(3),
            b"H4" => Role::Heading(4),
            b"H5" => Role::Heading(5),
            b"H6" => Role::Heading(6),
            b"P" | b"BlockQuote" => Role::Paragraph,
            b"LI" => Role::ListItem,
            b"TR" => Role::Row,
            b"Note" | b"FENote" => Role::Note,
            b"Caption" => Role::Caption,
            _ => return None,
        };
        let is_part = role == Role::Paragraph
            && within.is_some_and(|within| {
                matches!(
                    within.role,
                    Role::ListItem | Role::Row | Role::Note | Role::Caption
                )
            });
        (!is_part).then_some(role)
    }
}
