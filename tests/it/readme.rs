//! The README names only what there is.

use std::{collections::BTreeSet, fs, path::Path, process::Command};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn readme() -> String {
    fs::read_to_string(Path::new(ROOT).join("README.md")).unwrap()
}

/// The commands that the README shows: indented lines that call cargo.
fn shown_commands(readme: &str) -> Vec<&str> {
    let lines = readme.lines().filter(|line| line.starts_with("    cargo "));
    lines.map(str::trim).collect()
}

fn help(command: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_fundstelle"))
        .args([command, "--help"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{command} --help");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_command_and_flag_in_the_readme_exists() {
    let readme = readme();
    let mut commands = BTreeSet::new();
    for line in shown_commands(&readme) {
        let Some(rest) = line.strip_prefix("cargo run --release -- ") else {
            assert_eq!(line, "cargo test", "the README runs something unknown");
            continue;
        };
        let words: Vec<&str> = rest.split_whitespace().collect();
        let help = help(words[0]);
        for flag in words.iter().filter(|word| word.starts_with("--")) {
            assert!(help.contains(flag), "{line}: there is no {flag}");
        }
        commands.insert(words[0]);
    }
    let all = ["ask", "check", "eval", "index", "outline", "verify"];
    assert!(
        commands.iter().copied().eq(all),
        "the README shows {commands:?}"
    );
}

#[test]
fn every_file_that_the_readme_links_to_exists() {
    let readme = readme();
    let links = readme.split("](").skip(1);
    for link in links.filter_map(|rest| rest.split(')').next()) {
        let is_here = !link.contains("://");
        assert!(!is_here || Path::new(ROOT).join(link).exists(), "{link}");
    }
}

#[test]
fn the_answer_shown_in_the_readme_is_in_the_corpus() {
    let readme = readme();
    let shown = readme.split("<!-- answer -->").nth(1).unwrap();
    let answer = shown.split("**").nth(1).unwrap();
    let fold = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let data = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_fundstelle"))
        .current_dir(ROOT)
        .arg("--data")
        .arg(data.path())
        .args(["verify", "--", &fold(answer)])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{answer}");
}
