//! The README and docs/commands.md name only what there is, and show what the program says.

use std::{collections::BTreeSet, fs, path::Path, process::Command};

use regex::Regex;

use crate::{bundled, program::folded};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A first look has room for no more.
const MOST_LINES: usize = 110;

fn read(page: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(page)).unwrap()
}

/// The commands that a page shows: indented lines that call the program.
fn shown_commands(page: &str) -> Vec<&str> {
    let lines = page.lines().filter_map(|line| line.strip_prefix("    "));
    let rest = lines.filter_map(|line| {
        let line = line.trim_start();
        line.strip_prefix("cargo run --release -- ")
            .or_else(|| line.strip_prefix("fundstelle "))
    });
    rest.collect()
}

/// The program, ready to be started in the repository.
fn program(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fundstelle"));
    command.args(args).current_dir(ROOT);
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("FUNDSTELLE_") || name == "LANG" || name.starts_with("LC_") {
            command.env_remove(name.as_ref());
        }
    }
    command
}

fn help(command: &str) -> String {
    let output = program(&[command, "--help"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{command} --help");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_command_and_flag_that_is_shown_exists() {
    let mut commands = BTreeSet::new();
    for page in ["README.md", "docs/commands.md", "docs/discord.md"] {
        let page = read(page);
        for line in shown_commands(&page) {
            let words: Vec<&str> = line.split_whitespace().collect();
            let help = help(words[0]);
            for flag in words.iter().filter(|word| word.starts_with("--")) {
                assert!(help.contains(flag), "{line}: there is no {flag}");
            }
            commands.insert(words[0].to_owned());
        }
    }
    for expected in [
        "ask", "check", "eval", "index", "outline", "serve", "verify",
    ] {
        assert!(commands.contains(expected), "{expected} is not shown");
    }
}

#[test]
fn every_command_is_in_the_table() {
    let output = program(&["--help"]).output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    let listed = help.split("Commands:").nth(1).unwrap();
    let listed = listed.split("Options:").next().unwrap();
    let name = Regex::new(r"(?m)^  ([a-z]+) ").unwrap();
    let page = read("docs/commands.md");
    for found in name.captures_iter(listed) {
        let row = format!("\n| `{}` |", &found[1]);
        assert!(&found[1] == "help" || page.contains(&row), "{}", &found[1]);
    }
}

#[test]
fn the_readme_is_short() {
    let lines = read("README.md").lines().count();
    assert!(lines <= MOST_LINES, "the README has {lines} lines");
}

#[test]
fn every_file_that_a_page_links_to_exists() {
    let link = Regex::new(r#"\]\(([^)#]+)|(?:src|srcset)="([^"]+)""#).unwrap();
    for page in [
        "README.md",
        "docs/commands.md",
        "docs/discord.md",
        "docs/operations.md",
    ] {
        let folder = Path::new(ROOT).join(page).parent().unwrap().to_owned();
        for found in link.captures_iter(&read(page)) {
            let link = found.get(1).or_else(|| found.get(2)).unwrap().as_str();
            let is_here = !link.contains("://");
            assert!(!is_here || folder.join(link).exists(), "{page}: {link}");
        }
    }
}

#[test]
fn the_pictures_in_the_readme_load_quickly() {
    let picture = Regex::new(r"docs/pictures/[\w-]+\.png").unwrap();
    let readme = read("README.md");
    let pictures: BTreeSet<&str> = picture
        .find_iter(&readme)
        .map(|found| found.as_str())
        .collect();
    assert_eq!(pictures.len(), 2, "{pictures:?}");
    for picture in pictures {
        let bytes = fs::metadata(Path::new(ROOT).join(picture)).unwrap().len();
        assert!(bytes < 150_000, "{picture} has {bytes} bytes");
    }
}

#[test]
fn the_answer_shown_in_the_readme_is_what_the_program_says() {
    let readme = read("README.md");
    let (before, rest) = readme.split_once("<!-- answer -->").unwrap();
    let question = before.rsplit("fundstelle ask \"").next().unwrap();
    let (question, _) = question.split_once('"').unwrap();
    let shown = rest.split("```text\n").nth(1).unwrap();
    let (shown, _) = shown.split_once("```").unwrap();
    let data = tempfile::tempdir().unwrap();
    bundled::is_embedded(data.path(), &bundled::corpus());
    let data = data.path().to_str().unwrap();
    let output = program(&["--data", data, "ask", question])
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let first = said.split("\n\n").next().unwrap();
    assert_eq!(
        folded(shown),
        folded(first),
        "the README should show:\n{first}"
    );
}
