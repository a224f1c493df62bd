//! Walking a corpus: real folders with everything that may stand in them.

use std::{fs, path::Path};

use fundstelle::corpus::{CorpusError, Walk, load, walk};
use tempfile::TempDir;

const LIMIT: u64 = 1024 * 1024;

fn corpus(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn ids(walk: &Walk) -> Vec<&str> {
    walk.files.iter().map(|file| file.id.as_str()).collect()
}

#[track_caller]
fn check(folder: &Path, expected_ids: &[&str], warnings: &str) {
    let found = walk(folder, LIMIT).unwrap();
    assert_eq!(ids(&found), expected_ids);
    let messages: Vec<_> = found.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(messages.join("\n"), warnings);
}

#[test]
fn what_can_be_made_again_is_no_document() {
    let signature = "Signature: 8a477f597d28d172789f06886806bc55\n# Some cache.";
    let folder = corpus(&[
        ("bericht.md", ""),
        ("cache/CACHEDIR.TAG", signature),
        ("cache/bericht.md", ""),
        ("cache/more/odd.bin", ""),
    ]);
    check(folder.path(), &["bericht"], "");
}

#[test]
fn documents_are_found_in_order() {
    let folder = corpus(&[
        ("b.txt", ""),
        ("a/z.MD", ""),
        ("a.html", ""),
        ("a/README.md", ""),
        ("README.md", ""),
        (".hidden.md", ""),
        (".git/x.md", ""),
        ("v1.2.md", ""),
    ]);
    let ids = ["README", "a", "a/README", "a/z", "b", "v1.2"];
    check(folder.path(), &ids, "");
}

#[test]
fn a_readme_that_is_about_the_folder_is_no_document() {
    let own = include_str!("../../corpus/README.md");
    let before = "# The corpus folder\r\n\r\nFundstelle answers from these files.";
    for about in [own, before] {
        let folder = corpus(&[("a.md", ""), ("README.md", about), ("b/README.md", about)]);
        check(folder.path(), &["a", "b/README"], "");
    }
    let folder = corpus(&[("README.md", "# Handbook\n\nA book begins here.")]);
    check(folder.path(), &["README"], "");
}

#[test]
fn sidecars_belong_to_their_document() {
    let folder = corpus(&[
        ("a.txt", "x"),
        ("a.outline.toml", "title = 'A'"),
        ("a.txt.encoding", "macintosh\n"),
        ("b.outline.toml", ""),
    ]);
    check(
        folder.path(),
        &["a"],
        "warning: b.outline.toml: this sidecar has no document beside it; a sidecar is called like \
         its document: report.txt, report.outline.toml, report.txt.encoding",
    );
    let found = walk(folder.path(), LIMIT).unwrap();
    let loaded = load(&found.files[0]).unwrap();
    assert_eq!(loaded.outline_text.as_deref(), Some("title = 'A'"));
    assert_eq!(loaded.encoding_label.as_deref(), Some("macintosh"));
    fs::write(folder.path().join("a.outline.toml"), "title = 'B'").unwrap();
    assert_ne!(
        load(&found.files[0]).unwrap().hash,
        loaded.hash,
        "a sidecar is part of the document"
    );
}

#[test]
fn what_is_not_read_is_said() {
    let folder = corpus(&[("a.md", ""), ("a.txt", ""), ("b.odt", ""), ("c", "")]);
    fs::write(folder.path().join("big.txt"), vec![b'a'; 1024 * 1024 + 1]).unwrap();
    fs::write(folder.path().join("big.outline.toml"), "").unwrap();
    check(
        folder.path(),
        &["a", "a.txt"],
        "warning: a.txt: another document has the id a; this one is called a.txt; rename one of them\n\
         note: b.odt: not read: .odt is not supported yet; .md, .markdown, .txt, .text, .html, .htm, \
         .xhtml, .pdf, .docx and .epub are; export it to one of these\n\
         error: big.txt: not read: the file has 1.1 MB, and the limit is 1.0 MB; raise \
         `corpus.max_file_mb` or split the file\n\
         note: c: not read: the name has no ending; .md, .markdown, .txt, .text, .html, .htm, .xhtml, \
         .pdf, .docx and .epub are; export it to one of these",
    );
}

#[cfg(unix)]
#[test]
fn links_stay_inside_the_corpus() {
    use std::os::unix::fs::symlink;
    let outside = corpus(&[("secret.md", ""), ("folder/more.md", "")]);
    let folder = corpus(&[("a.md", ""), ("inner/b.md", "")]);
    let link = |target: &Path, name: &str| symlink(target, folder.path().join(name)).unwrap();
    link(&outside.path().join("secret.md"), "out.md");
    link(&outside.path().join("folder"), "out");
    link(Path::new("nowhere.md"), "broken.md");
    link(Path::new("a.md"), "inside.md");
    link(folder.path(), "inner/loop");
    check(
        folder.path(),
        &["a", "inner/b", "inside"],
        "warning: broken.md: this link leads nowhere; remove it or restore what it points to\n\
         warning: inner/loop: this link leads back to a folder above it and is not followed; remove it\n\
         warning: out: this link leads out of the corpus and is not followed; copy the files into the \
         corpus instead\n\
         warning: out.md: this link leads out of the corpus and is not followed; copy the files into \
         the corpus instead",
    );
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_not_utf_8_are_read_with_a_warning() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
    let folder = corpus(&[]);
    fs::write(folder.path().join(OsStr::from_bytes(b"f\xFCr.md")), "x").unwrap();
    let found = walk(folder.path(), LIMIT).unwrap();
    assert_eq!(ids(&found), ["f\u{FFFD}r"]);
    assert_eq!(found.warnings.len(), 1);
    assert!(load(&found.files[0]).is_ok());
}

#[cfg(unix)]
#[test]
fn names_with_characters_that_act_are_written_out() {
    let folder = corpus(&[("a\n2026 ERROR.md", "x"), ("b\u{1b}[31m/c.md", "y")]);
    let shown = "the name of this file cannot be shown as it is; references show it as it stands here; \
                 rename it";
    check(
        folder.path(),
        &["a\\n2026 ERROR", "b\\u{1b}[31m/c"],
        &format!("warning: a\\n2026 ERROR.md: {shown}\nwarning: b\\u{{1b}}[31m/c.md: {shown}"),
    );
    for file in walk(folder.path(), LIMIT).unwrap().files {
        assert!(load(&file).is_ok());
    }
}

#[test]
fn a_corpus_that_is_not_there_is_an_error() {
    let folder = corpus(&[("a.md", ""), ("empty/.keep", "")]);
    let at = |name: &str| walk(&folder.path().join(name), LIMIT);
    assert!(matches!(at("none"), Err(CorpusError::Missing { .. })));
    assert!(matches!(at("a.md"), Err(CorpusError::NotAFolder { .. })));
    assert!(matches!(at("empty"), Err(CorpusError::Empty { .. })));
}

#[test]
fn a_file_that_vanishes_is_a_warning() {
    let folder = corpus(&[("a.md", "x")]);
    let found = walk(folder.path(), LIMIT).unwrap();
    fs::remove_file(folder.path().join("a.md")).unwrap();
    let warning = load(&found.files[0]).unwrap_err();
    assert!(
        warning
            .to_string()
            .starts_with("error: a.md: a.md cannot be read: "),
        "{warning}"
    );
}
