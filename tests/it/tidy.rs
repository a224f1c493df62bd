//! The rules of the source tree, read from the tree itself: which module uses which, which ones touch
//! the disk, and that what the documents name exists.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use regex::Regex;

/// The modules in the order in which data flows. Each uses only what stands above it.
pub(crate) const ORDER: [&str; 22] = [
    "span",
    "label",
    "file_lock",
    "open_files",
    "plural",
    "spelling",
    "config",
    "sandbox",
    "language",
    "locales",
    "corpus",
    "passages",
    "embedding",
    "index",
    "answer",
    "store",
    "telemetry",
    "app",
    "exam",
    "discord",
    "web",
    "cli",
];

/// These know no runtime, no chat, no clock and no environment.
const PURE: [&str; 7] = [
    "language",
    "corpus",
    "passages",
    "embedding",
    "index",
    "answer",
    "store",
];

/// Only these touch the disk. (`exam` reads files of questions, `cli` those that it is given, `telemetry` and
/// `sandbox` what the operating system says about the process.)
const DISK: [&str; 9] = [
    "config",
    "sandbox",
    "corpus",
    "embedding",
    "index",
    "store",
    "telemetry",
    "exam",
    "cli",
];

/// A source file, without its unit tests.
pub(crate) struct Source {
    path: PathBuf,
    /// Its path below the folder of all of them.
    pub(crate) inner: String,
    pub(crate) module: String,
    text: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: impl AsRef<Path>, ending: &str) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(root().join(folder)).sort_by_file_name();
    let paths = entries
        .into_iter()
        .filter_map(|entry| Some(entry.ok()?.into_path()));
    paths
        .filter(|path| path.extension().is_some_and(|e| e == ending))
        .collect()
}

pub(crate) fn sources() -> Vec<Source> {
    sources_in("src")
}

/// The source files in a folder.
pub(crate) fn sources_in(folder: &str) -> Vec<Source> {
    let folder = root().join(folder);
    let sources = files(&folder, "rs").into_iter().map(|path| {
        let text = fs::read_to_string(&path).unwrap();
        let text = text
            .split("#[cfg(test)]\nmod tests")
            .next()
            .unwrap()
            .to_owned();
        let inner = path.strip_prefix(&folder).unwrap();
        let first = inner
            .components()
            .next()
            .unwrap()
            .as_os_str()
            .to_str()
            .unwrap();
        let module = first.trim_end_matches(".rs").to_owned();
        let inner = inner.to_str().unwrap().to_owned();
        Source {
            path,
            inner,
            module,
            text,
        }
    });
    sources.collect()
}

impl Source {
    /// Its text, with comments.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The code without comments.
    pub(crate) fn code(&self) -> String {
        let comment = Regex::new(r"(?m)^\s*//.*$|//[^\n\x22]*$").unwrap();
        comment.replace_all(&self.text, "").into_owned()
    }

    #[track_caller]
    fn check_never(&self, pattern: &str) {
        let found = Regex::new(pattern).unwrap();
        let code = self.code();
        if let Some(found) = found.find(&code) {
            panic!("{} mentions {}", self.path.display(), found.as_str());
        }
    }
}

/// All Rust of the workspace.
fn rust() -> impl Iterator<Item = PathBuf> {
    let folders = ["src", "tests", "lab", "fake-discord", "benches", "examples"];
    folders.into_iter().flat_map(|folder| files(folder, "rs"))
}

#[test]
fn every_file_says_what_it_is_for() {
    for path in rust() {
        let text = fs::read_to_string(&path).unwrap();
        assert!(
            text.starts_with("//! "),
            "{} does not open with //!",
            path.display()
        );
    }
}

#[test]
fn every_module_has_its_place_in_the_order() {
    for source in sources() {
        let is_known = ORDER.contains(&source.module.as_str());
        let is_top = matches!(source.module.as_str(), "main" | "lib");
        assert!(
            is_known || is_top,
            "{} has no place in the order",
            source.path.display()
        );
    }
}

#[test]
fn a_module_uses_only_what_stands_above_it() {
    for source in sources() {
        let Some(own) = ORDER.iter().position(|module| *module == source.module) else {
            continue;
        };
        for used in used(&source.code()) {
            let place = ORDER.iter().position(|module| *module == used);
            let may = place.is_some_and(|place| place <= own);
            assert!(
                may,
                "{} uses {used}, which stands below it",
                source.path.display()
            );
        }
    }
}

/// Who may see what is decided where a question comes in, and what is not narrowed is for the operator.
#[test]
fn front_ends_see_the_corpus_as_their_audience_does() {
    for source in sources() {
        let is_front_end = matches!(source.module.as_str(), "discord" | "web");
        // They tell the operator alone how the program does.
        let is_health = ["web/health.rs", "web/ready.rs"].contains(&source.inner.as_str());
        if is_front_end && !is_health {
            source
                .check_never(r"Audience::operator|live_index|Snapshot::of\b|\bApp::|open_as_it_is");
        }
    }
}

#[test]
fn the_command_line_knows_the_bot_only_to_start_it() {
    for source in sources().iter().filter(|source| source.module == "cli") {
        let may = ["cli/serve.rs", "cli/invite.rs", "cli/doctor.rs"];
        if !may.iter().any(|path| source.path.ends_with(path)) {
            assert!(
                !used(&source.code()).contains(&"discord".to_owned()),
                "{} uses the bot",
                source.path.display()
            );
        }
    }
}

/// The top modules that follow `crate::`, alone or in braces.
pub(crate) fn used(code: &str) -> Vec<String> {
    let name = Regex::new(r"^\s*(\w+)").unwrap();
    let mut used = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let Some(list) = rest.strip_prefix('{') else {
            used.extend(name.captures(rest).map(|found| found[1].to_owned()));
            continue;
        };
        let mut depth = 1;
        let mut item = String::new();
        for c in list.chars() {
            depth += i32::from(c == '{') - i32::from(c == '}');
            if depth == 0 || (c == ',' && depth == 1) {
                used.extend(name.captures(&item).map(|found| found[1].to_owned()));
                item.clear();
            } else {
                item.push(c);
            }
            if depth == 0 {
                break;
            }
        }
    }
    used
}

#[test]
fn the_uses_of_a_file_are_found() {
    let code = "use crate::{\n  corpus::{self, Document},\n  span::Span,\n};\nlet x = crate::app::build();";
    assert_eq!(used(code), ["corpus", "span", "app"]);
}

#[test]
fn the_core_knows_no_runtime_no_clock_and_no_environment() {
    for source in sources()
        .iter()
        .filter(|source| PURE.contains(&source.module.as_str()))
    {
        // Encryption to PostgreSQL is written against the traits of its library, which is asynchronous.
        if source.inner == "store/postgres/tls.rs" {
            continue;
        }
        source.check_never(
            r"\btokio\b|\bserenity\b|\bpoise\b|SystemTime::now|Instant::now|std::env\b|\benv::var",
        );
    }
}

#[test]
fn only_some_modules_touch_the_disk() {
    for source in sources()
        .iter()
        .filter(|source| !DISK.contains(&source.module.as_str()))
    {
        source.check_never(r"std::fs\b|\bfs::\w|\bFile::(open|create)");
    }
}

#[test]
fn a_quote_is_built_in_one_place() {
    for source in sources() {
        if !source.path.ends_with("answer/quote/mod.rs") {
            source.check_never(r"\bQuote\s*\{\s*\w+\s*[:,]");
        }
    }
}

#[test]
fn no_server_channel_or_user_is_named_in_the_code() {
    for source in sources() {
        source.check_never(r"\b[1-9][0-9]{16,19}\b");
    }
}

#[test]
fn nothing_is_left_to_do() {
    // Written so that this file does not find itself.
    let marks = Regex::new(r"TO[D]O|FIX[M]E|to[d]o!|unimplemente[d]!|db[g]!\(").unwrap();
    for path in rust() {
        let text = fs::read_to_string(&path).unwrap();
        let found = marks.find(&text).map(|found| found.as_str());
        assert_eq!(found, None, "{}", path.display());
    }
}

#[test]
fn commands_that_the_documents_name_exist() {
    let mut pages = files("docs", "md");
    pages.extend(["README.md", "corpus/README.md"].map(|page| root().join(page)));
    let command = Regex::new(r"(?m)(?:^|`|\$ )fundstelle ([a-z]+)").unwrap();
    for page in pages {
        let Ok(text) = fs::read_to_string(&page) else {
            eprintln!("skipped: there is no {}", page.display());
            continue;
        };
        for found in command.captures_iter(&text) {
            let mut help = Command::new(env!("CARGO_BIN_EXE_fundstelle"));
            let output = help.args([&found[1], "--help"]).output().unwrap();
            assert!(
                output.status.success(),
                "{}: fundstelle {}",
                page.display(),
                &found[1]
            );
        }
    }
}

#[test]
fn tests_that_the_threat_model_names_exist() {
    let model = fs::read_to_string(root().join("docs/threat-model.md")).unwrap();
    let code: String = files("src", "rs")
        .iter()
        .chain(&files("tests", "rs"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    let name = Regex::new(r"`([a-z0-9]+(?:_[a-z0-9]+){2,})`").unwrap();
    let mut count = 0;
    for found in name.captures_iter(&model) {
        let test = format!("fn {}", &found[1]);
        assert!(code.contains(&test), "there is no test {}", &found[1]);
        count += 1;
    }
    assert!(count > 30, "only {count} tests are named");
}

/// A name that the public modules share stands for one thing. The types of the JSON interface are called as what
/// they describe, since their names are public.
#[test]
fn a_public_type_shares_its_name_with_no_other() {
    let type_ = Regex::new(r"(?m)^pub (?:struct|enum|trait|type) (\w+)").unwrap();
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    for source in sources() {
        if source.inner.starts_with("web/api/") {
            continue;
        }
        for found in type_.captures_iter(&source.code()) {
            let before = known.insert(found[1].to_owned(), source.inner.clone());
            assert_eq!(before, None, "{} is in {}, too", &found[1], source.inner);
        }
    }
    assert!(known.len() > 200, "only {} types are found", known.len());
}

/// A doc comment says what a thing is, or what a function does: it begins with a noun or a verb ("Whether" for what is
/// true or not).
#[test]
fn doc_comments_begin_with_a_noun_or_a_verb() {
    let question = Regex::new(r"^\s*///? (What|How|Who|Whom|Whose|When|Which|Why)\b").unwrap();
    let is_doc = |line: &str| line.trim_start().starts_with("///");
    for path in ["src", "lab", "fake-discord"]
        .iter()
        .flat_map(|of| files(of, "rs"))
    {
        let text = fs::read_to_string(&path).unwrap();
        let mut before = "";
        for line in text.lines() {
            let begins = is_doc(line) && !is_doc(before);
            assert!(
                !begins || !question.is_match(line),
                "{}: {line}",
                path.display()
            );
            before = line;
        }
    }
}
