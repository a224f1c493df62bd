//! The words of the pages stand in the locale files, and each of them is used.

use std::{collections::BTreeSet, fs, path::Path};

use regex::Regex;

fn texts(folder: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = walkdir::WalkDir::new(root).sort_by_file_name().into_iter();
    let files = files.map(|entry| entry.unwrap().into_path());
    let files = files.filter(|path| path.is_file());
    files
        .map(|path| {
            (
                path.display().to_string(),
                fs::read_to_string(&path).unwrap(),
            )
        })
        .collect()
}

#[test]
fn templates_and_pages_name_words_that_there_are_and_all_of_them() {
    let mut said = String::new();
    for (_, text) in texts("templates").into_iter().chain(texts("src/web/pages")) {
        said.push_str(&text);
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |file: &str| fs::read_to_string(root.join(file)).unwrap();
    let key = Regex::new(r"(?m)^([a-z][a-z-]*) =").unwrap();
    let keys = |text: &str| -> BTreeSet<String> {
        key.captures_iter(text)
            .map(|found| found[1].to_owned())
            .collect()
    };
    let own = keys(&read("locales/web.en.ftl"));
    let shared = keys(&read("locales/en.ftl"));
    let asked = Regex::new(r#"(?:say|count|with)\("([a-z-]+)""#).unwrap();
    for found in asked.captures_iter(&said) {
        let key = &found[1];
        assert!(
            own.contains(key) || shared.contains(key),
            "no words for {key}"
        );
    }
    for key in own {
        assert!(said.contains(&format!("\"{key}\"")), "{key} is never said");
    }
}

#[test]
fn templates_hold_no_words_of_their_own() {
    let tag = Regex::new(r"(?s)\{[%#].*?[%#]\}|\{\{.*?\}\}|<[^>]*>").unwrap();
    let word = Regex::new(r"[A-Za-z]{2,}").unwrap();
    for (path, text) in texts("templates") {
        let left = tag.replace_all(&text, " ").replace("Fundstelle", "");
        let found = word.find(&left).map(|found| found.as_str());
        assert_eq!(found, None, "{path}");
    }
}
