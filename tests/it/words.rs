//! The words that users read: every key that the code names stands in the locale files, and every
//! key there is named by the code.

use std::{collections::BTreeSet, fs, path::Path};

use regex::Regex;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The keys of messages, without their attributes.
fn keys() -> BTreeSet<String> {
    let files = ["locales/en.ftl", "locales/web.en.ftl"].map(|file| root().join(file));
    let text = files.map(|file| fs::read_to_string(file).unwrap()).concat();
    let key = Regex::new(r"(?m)^([a-z][\w-]*) =").unwrap();
    key.captures_iter(&text)
        .map(|found| found[1].to_owned())
        .collect()
}

/// All code and all pages, without the tests in them.
fn code() -> String {
    let mut code = String::new();
    for folder in ["src", "templates"] {
        let files = walkdir::WalkDir::new(root().join(folder)).into_iter();
        for file in files
            .filter_map(Result::ok)
            .filter(|file| file.file_type().is_file())
        {
            let Ok(text) = fs::read_to_string(file.path()) else {
                continue;
            };
            code.push_str(text.split("#[cfg(test)]\nmod tests").next().unwrap());
        }
    }
    code
}

#[test]
fn every_key_that_the_code_names_is_there() {
    let (keys, code) = (keys(), code());
    let named = Regex::new(r#"\bsay(?:_with)?\(\s*"([a-z][\w-]*)"#).unwrap();
    let named: BTreeSet<&str> = named
        .captures_iter(&code)
        .map(|found| found.get(1).unwrap().as_str())
        .collect();
    assert!(named.len() > 40, "{named:?}");
    let missing: Vec<_> = named.iter().filter(|key| !keys.contains(**key)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_key_is_named_by_the_code() {
    let code = code();
    // The keys of commands are made of the commands' names: see the test of the commands.
    let keys = keys()
        .into_iter()
        .filter(|key| !key.starts_with("command-"));
    let unused: Vec<_> = keys
        .filter(|key| !code.contains(&format!("\"{key}\"")))
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
}
