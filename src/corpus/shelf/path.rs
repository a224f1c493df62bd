//! The paths by which documents of servers are known: as if their folder stood in the corpus, under a name that nothing
//! in a corpus can have, since what begins with a dot is never read there.

/// The folder that holds a folder for each server, as the paths of documents name it.
pub const SHELVES: &str = ".library";

/// The path of a document of a server, in its documents' paths and ids.
pub fn shelved_path(server: u64, name: &str) -> String {
    format!("{SHELVES}/{server}/{name}")
}

/// The path within the folder of all servers; nothing for a file of the corpus.
fn shelved(path: &str) -> Option<&str> {
    let inner = path.strip_prefix(SHELVES)?;
    match inner.strip_prefix('/') {
        None if inner.is_empty() => Some(inner),
        inner => inner,
    }
}

/// Whether a path or an id is of a document that a server keeps.
pub fn is_shelved(path: &str) -> bool {
    shelved(path).is_some()
}

/// The server that keeps a document, by its path or id; nothing for the corpus, and where no server can be named.
pub fn server_of(path: &str) -> Option<u64> {
    server_of_folder(shelved(path)?.split('/').next()?)
}

/// The server of a folder, if that is called as the program calls them: an id has one way to be written.
pub(in crate::corpus) fn server_of_folder(name: &str) -> Option<u64> {
    let server: u64 = name.parse().ok()?;
    (server.to_string() == name).then_some(server)
}

/// A path or an id as people see it: without the folder of the server, which they know.
pub fn without_shelf(path: &str) -> &str {
    let inner = shelved(path).filter(|_| server_of(path).is_some());
    inner
        .and_then(|inner| inner.split_once('/'))
        .map_or(path, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_says_whose_document_it_is() {
        let path = shelved_path(17, "rules.md");
        assert_eq!(server_of(&path), Some(17));
        assert_eq!(without_shelf(&path), "rules.md");
        for (path, is_there) in [
            (".library", true),
            (".library/x/rules.md", true),
            (".library/017/rules.md", true),
            (".library/+17/rules.md", true),
            (".library/99999999999999999999999/rules.md", true),
            (".librarybook/17/rules.md", false),
            ("library/17/rules.md", false),
            ("a/.library/17/rules.md", false),
            ("rules.md", false),
            ("", false),
        ] {
            assert_eq!(is_shelved(path), is_there, "{path}");
            assert_eq!(server_of(path), None, "{path}");
            assert_eq!(without_shelf(path), path);
        }
    }
}
