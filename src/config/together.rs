//! Settings that are right by themselves, and do not go together.

use super::{
    Config, IndexConfig, IndexSharing, LibraryUse, Problem,
    source::{Given, Source},
};

/// The settings that do not go together with how the index is shared, and what helps.
pub(super) fn check(config: &Config, settings: &[Given]) -> Vec<Problem> {
    let IndexConfig {
        share,
        share_folder,
        build,
    } = &config.index;
    let source = |key: &str| {
        let setting = settings.iter().find(|setting| setting.key == key);
        setting.map_or(Source::Default, |setting| setting.source.clone())
    };
    let wrong = |key: &str, said: &str| Problem {
        source: source(key),
        said: said.to_owned(),
    };
    if *share == IndexSharing::Off {
        let said = "index.build is false, and nobody builds for this process; set index.share to postgres or folder, \
                    or leave index.build out";
        return (!build)
            .then(|| wrong("index.build", said))
            .into_iter()
            .collect();
    }
    let mut problems = Vec::new();
    let store = &config.store;
    if store.url.is_empty() && store.url_file.as_os_str().is_empty() {
        let said = "index.share needs PostgreSQL, which says who builds; name its database in store.url or \
                    store.url_file";
        problems.push(wrong("index.share", said));
    }
    if *share == IndexSharing::Folder && share_folder.as_os_str().is_empty() {
        let said = "index.share is folder, and none is named; set index.share_folder to one that all processes see";
        problems.push(wrong("index.share", said));
    }
    if config.library.enabled != LibraryUse::Off {
        let said = "index.share and library.enabled do not go together, as documents that servers add stay with the \
                    process that took them; set library.enabled to off";
        problems.push(wrong("index.share", said));
    }
    problems
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::config::Secret;

    fn said(change: impl Fn(&mut Config)) -> Vec<String> {
        let mut config = Config::default();
        config.store.url = Secret::from("postgres://anna:s3cret@db/kept".to_owned());
        config.library.enabled = LibraryUse::Off;
        change(&mut config);
        let problems = check(&config, &[]);
        problems.into_iter().map(|problem| problem.said).collect()
    }

    /// A change of settings.
    type Change = fn(&mut Config);

    #[test]
    fn what_does_not_go_together_is_told_with_its_remedy() {
        let nothing: [Change; 4] = [
            |_| {},
            |config| config.index.share = IndexSharing::Postgres,
            |config| {
                config.index.share = IndexSharing::Postgres;
                config.index.build = false;
            },
            |config| {
                config.index.share = IndexSharing::Folder;
                config.index.share_folder = PathBuf::from("/mnt/index");
            },
        ];
        for change in nothing {
            assert_eq!(said(change), Vec::<String>::new());
        }
        let wrong: [(Change, &str); 4] = [
            (
                |config| config.index.build = false,
                "set index.share to postgres or folder",
            ),
            (
                |config| {
                    config.index.share = IndexSharing::Postgres;
                    config.store.url = Secret::default();
                },
                "name its database in store.url",
            ),
            (
                |config| config.index.share = IndexSharing::Folder,
                "set index.share_folder",
            ),
            (
                |config| {
                    config.index.share = IndexSharing::Postgres;
                    config.library.enabled = LibraryUse::OneServer;
                },
                "set library.enabled to off",
            ),
        ];
        for (change, remedy) in wrong {
            let said = said(change);
            assert!(
                matches!(said.as_slice(), [one] if one.contains(remedy)),
                "{said:?}"
            );
        }
    }
}
