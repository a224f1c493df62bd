//! The collections of the settings: to which a document belongs, and who may see it.

use std::collections::{BTreeMap, BTreeSet};

use super::audience::{Audience, Place, Readers};
use crate::{
    config::CollectionConfig,
    corpus::{is_shelved, server_of},
};

/// The collections, and the folders that belong to each.
#[derive(Clone, Debug, Default)]
pub(super) struct Collections {
    all: Vec<CollectionConfig>,
    /// The collection of each folder, by its place in the list.
    by_folder: BTreeMap<String, usize>,
}

/// The documents that an audience may see. Two audiences that see the same documents have the same one, so answers are
/// kept by it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Visible {
    /// All documents.
    All,
    /// Those that are in no collection or in one of these.
    Open {
        /// The collections, by their places in the list.
        collections: BTreeSet<usize>,
        /// The server whose own documents are seen; no others of servers are.
        server: Option<u64>,
        /// Whether links to the pages lead anywhere for documents in these collections, too.
        has_links: bool,
    },
}

impl Collections {
    pub(super) fn of(all: &[CollectionConfig]) -> Self {
        let folders = all.iter().enumerate().flat_map(|(at, collection)| {
            let folders = collection.folders.iter();
            folders.map(move |folder| (folder.clone(), at))
        });
        Self {
            by_folder: folders.collect(),
            all: all.to_vec(),
        }
    }

    /// The collection in which a file of the corpus lies, by its place in the list: that of the innermost folder. A
    /// folder lies in itself: there are findings about folders, too.
    fn of_path(&self, path: &str) -> Option<usize> {
        let ends = path.rmatch_indices('/').map(|(end, _)| end);
        let folders = ends.filter_map(|end| path.get(..end));
        let mut all = [path].into_iter().chain(folders).chain([""]);
        all.find_map(|folder| self.by_folder.get(folder).copied())
    }

    /// Whether a file is among what is visible.
    pub(super) fn shows(&self, visible: &Visible, path: &str) -> bool {
        match visible {
            Visible::All => true,
            Visible::Open { server, .. } if is_shelved(path) => {
                server.is_some() && server_of(path) == *server
            }
            Visible::Open { collections, .. } => self
                .of_path(path)
                .is_none_or(|collection| collections.contains(&collection)),
        }
    }

    /// Whether somebody who sees a document finds it on the pages, too: not everybody who sees it on Discord knows the
    /// token.
    pub(super) fn is_linked(&self, visible: &Visible, path: &str) -> bool {
        match visible {
            Visible::All => true,
            // The pages show nothing that a server keeps.
            Visible::Open { .. } if is_shelved(path) => false,
            Visible::Open { has_links, .. } => *has_links || self.of_path(path).is_none(),
        }
    }

    /// The documents that an audience may see. A server has some of its own where `has_own` says so.
    pub(super) fn visible(&self, audience: &Audience, has_own: impl Fn(u64) -> bool) -> Visible {
        let (is_shown, has_links): (&dyn Fn(&CollectionConfig) -> bool, bool) =
            match &audience.readers {
                Readers::Operator => return Visible::All,
                Readers::Holders(names) => (&|of| names.contains(&of.name), true),
                Readers::Discord(place) => (&|of| place.is_of(of), false),
            };
        let shown = self.all.iter().enumerate();
        let shown = shown.filter(|(_, collection)| is_shown(collection));
        let server = match &audience.readers {
            Readers::Discord(place) => place.server.filter(|server| has_own(*server)),
            Readers::Operator | Readers::Holders(_) => None,
        };
        Visible::Open {
            collections: shown.map(|(at, _)| at).collect(),
            server,
            // Where nothing differs, all share their answers.
            has_links: has_links || self.all.is_empty(),
        }
    }

    /// The number of files in each collection, in their order.
    pub(super) fn counted<'a>(&self, paths: impl Iterator<Item = &'a str>) -> Vec<usize> {
        let mut counts = vec![0; self.all.len()];
        for at in paths.filter_map(|path| self.of_path(path)) {
            if let Some(count) = counts.get_mut(at) {
                *count += 1;
            }
        }
        counts
    }

    /// Whether there are any.
    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Whether it matters in which channel of a server somebody asks.
    pub(super) fn has_channels_of(&self, server: u64) -> bool {
        let mut own = self.all.iter().filter(|of| of.servers.contains(&server));
        own.any(|collection| !collection.channels.is_empty())
    }
}

impl Place {
    /// Whether a collection is seen here.
    fn is_of(&self, collection: &CollectionConfig) -> bool {
        let CollectionConfig {
            servers,
            channels,
            roles,
            ..
        } = collection;
        let is_one_of =
            |of: &[u64], ids: &[u64]| ids.is_empty() || of.iter().any(|id| ids.contains(id));
        self.server.is_some_and(|server| servers.contains(&server))
            && is_one_of(&self.channels, channels)
            && is_one_of(&self.roles, roles)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn collections() -> Collections {
        let collection = |name: &str, folders: &[&str], servers: &[u64]| CollectionConfig {
            name: name.to_owned(),
            folders: folders.iter().map(|of| (*of).to_owned()).collect(),
            servers: servers.to_vec(),
            ..CollectionConfig::default()
        };
        let mut all = [
            collection("board", &["board", "minutes/closed"], &[1]),
            collection("club", &["board/club"], &[2]),
        ];
        all[0].channels = vec![10];
        all[1].roles = vec![20, 21];
        Collections::of(&all)
    }

    #[test]
    fn the_innermost_folder_decides() {
        let collections = collections();
        for (path, expected) in [
            ("rules.md", None),
            ("boards/a.md", None),
            ("board.md", None),
            ("minutes/a.md", None),
            ("minutes/closed/2026/a.md", Some(0)),
            ("board", Some(0)),
            ("board/a.md", Some(0)),
            ("board/clubs/a.md", Some(0)),
            ("board/club/a.md", Some(1)),
        ] {
            assert_eq!(collections.of_path(path), expected, "{path}");
        }
    }

    #[test]
    fn a_collection_may_be_the_whole_corpus() {
        let all = CollectionConfig {
            name: "all".to_owned(),
            folders: vec![String::new()],
            ..CollectionConfig::default()
        };
        let collections = Collections::of(&[all]);
        assert_eq!(collections.of_path("a.md"), Some(0));
        assert_eq!(collections.of_path("b/c/a.md"), Some(0));
    }

    #[test]
    fn what_a_server_keeps_is_seen_by_this_server_alone() {
        let mut all = collections().all;
        // Not even a collection of everything shows it.
        all[1].folders = vec![String::new()];
        all[1].roles = Vec::new();
        let has_own = |server| server < 3;
        for collections in [Collections::default(), Collections::of(&all)] {
            let sees = |audience: &Audience, path: &str| {
                let visible = collections.visible(audience, has_own);
                collections.shows(&visible, path)
            };
            let server = Audience::in_server;
            for (path, of) in [
                (".library/1/a.md", Some(1)),
                (".library/2/a.md", Some(2)),
                (".library/3/a.md", None),
                (".library/0/a.md", None),
                (".library/01/a.md", None),
                (".library/x/a.md", None),
                (".library", None),
            ] {
                assert!(sees(&Audience::operator(), path), "{path}");
                for id in 1..5 {
                    assert_eq!(sees(&server(id), path), of == Some(id), "{path} on {id}");
                }
                for other in [
                    Audience::anybody(),
                    Audience::holders(["board".to_owned(), "club".to_owned()]),
                    Audience::in_direct_messages(),
                    Audience::in_direct_messages().alone_with_roles([20]),
                ] {
                    assert!(!sees(&other, path), "{path}, {other:?}");
                }
                let visible = collections.visible(&server(1), has_own);
                assert!(!collections.is_linked(&visible, path));
            }
        }
    }

    #[test]
    fn server_channel_and_role_must_all_fit() {
        let collections = collections();
        let sees = |audience: &Audience| match collections.visible(audience, |_| false) {
            Visible::All => vec![0, 1],
            Visible::Open { collections, .. } => collections.into_iter().collect(),
        };
        let server = Audience::in_server;
        assert_eq!(sees(&Audience::operator()), [0, 1]);
        assert_eq!(sees(&Audience::anybody()), [0; 0]);
        assert_eq!(sees(&Audience::holders(["club".to_owned()])), [1]);
        assert_eq!(sees(&Audience::in_direct_messages()), [0; 0]);
        assert_eq!(sees(&server(1)), [0; 0]);
        assert_eq!(sees(&server(1).in_channel(10, None)), [0]);
        assert_eq!(sees(&server(1).in_channel(11, Some(10))), [0]);
        assert_eq!(sees(&server(1).in_channel(11, None)), [0; 0]);
        assert_eq!(sees(&server(2).in_channel(10, None)), [0; 0]);
        assert_eq!(sees(&server(2).alone_with_roles([21])), [1]);
        assert_eq!(sees(&server(2).alone_with_roles([22])), [0; 0]);
        assert_eq!(
            sees(&server(3).in_channel(10, None).alone_with_roles([20])),
            [0; 0]
        );
    }
}
