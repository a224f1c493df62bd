//! What the image and its start are made of: the files that Dockerfile and compose.yaml name exist,
//! and the settings that they make are settings. `.ci/container` builds and starts the image.

use std::{fs, path::Path};

use fundstelle::config::Config;
use regex::Regex;
use serde_json::Value;

/// What stands beside the program, and is not built into it.
const NOT_BUILT_FROM: [&str; 23] = [
    "CHANGELOG.md",
    "Dockerfile",
    "README.md",
    "SECURITY.md",
    "bench",
    "benches",
    "compose.cluster.yaml",
    "compose.yaml",
    "config",
    "corpus",
    "data",
    "deny.toml",
    "deploy",
    "docs",
    "examples",
    "fake-discord",
    "fuzz",
    "lab",
    "rust-toolchain.toml",
    "secrets",
    "target",
    "tests",
    "tools",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap()
}

fn compose() -> Value {
    let compose: Value = serde_saphyr::from_str(&read("compose.yaml")).unwrap();
    compose["services"]["fundstelle"].clone()
}

fn list(value: &Value) -> Vec<&str> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item.as_str().unwrap())
        .collect()
}

#[test]
fn what_the_image_is_built_from_exists() {
    let dockerfile = read("Dockerfile");
    let copied = dockerfile
        .lines()
        .filter_map(|line| line.strip_prefix("COPY "))
        .filter(|copy| !copy.starts_with("--from="));
    for copy in copied {
        let (sources, _) = copy.rsplit_once(' ').unwrap();
        for source in sources.split(' ') {
            assert!(root().join(source).exists(), "COPY {source}");
        }
    }
}

/// What reaches the builder: the exceptions of `.dockerignore`.
fn is_kept(path: &str) -> bool {
    let ignored = read(".dockerignore");
    let mut kept = ignored.lines().filter_map(|line| line.strip_prefix('!'));
    kept.any(|kept| match kept.strip_suffix('*') {
        Some(beginning) => path.starts_with(beginning),
        None => Path::new(path).starts_with(kept),
    })
}

#[test]
fn whatever_the_program_is_built_from_reaches_the_builder() {
    for entry in fs::read_dir(root()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let is_other = name.starts_with('.') || NOT_BUILT_FROM.contains(&name.as_str());
        assert!(is_other || is_kept(&name), "{name} is kept back");
    }
    let dockerfile = read("Dockerfile");
    let (copied, _) = dockerfile
        .split_once("cargo build --release --locked --bin")
        .unwrap();
    let included = Regex::new(r#"include_\w+!\(\s*"((?:\.\./)+)([^"]+)"#).unwrap();
    for entry in walkdir::WalkDir::new(root().join("src")) {
        let entry = entry.unwrap();
        if entry.path().extension().is_none_or(|ending| ending != "rs") {
            continue;
        }
        let text = fs::read_to_string(entry.path()).unwrap();
        for found in included.captures_iter(&text) {
            let up = found[1].len() / "../".len();
            // What is included from within src is there anyway, and cases are for unit tests.
            let is_outside = up == entry.depth() && !found[2].starts_with("tests/");
            let folder = found[2].split('/').next().unwrap();
            let is_copied = copied.contains(&format!("\nCOPY {folder}"));
            assert!(
                !is_outside || (is_kept(&found[2]) && is_copied),
                "{} is kept back",
                &found[2]
            );
        }
    }
}

#[test]
fn the_base_of_the_image_is_named_by_its_digest() {
    let dockerfile = read("Dockerfile");
    let digest = Regex::new("(?m)^ARG RUST_DIGEST=@sha256:[0-9a-f]{64}$").unwrap();
    assert!(digest.is_match(&dockerfile));
    let mut bases = dockerfile
        .lines()
        .filter_map(|line| line.strip_prefix("FROM "));
    let is_certain = |base: &str| {
        let is_stage = base.starts_with("dependencies ") || base == "scratch";
        is_stage || base.contains("${RUST_DIGEST}")
    };
    assert!(bases.all(is_certain));
}

#[test]
fn no_document_of_the_operator_reaches_the_builder() {
    let ignored = read(".dockerignore");
    let kept: Vec<&str> = ignored
        .lines()
        .filter(|line| line.starts_with("!corpus"))
        .collect();
    assert_eq!(
        kept,
        [
            "!corpus/technologiepolitik-usa-japan.md",
            "!corpus/technology-policy-us-japan.md"
        ]
    );
    for document in kept {
        assert!(root().join(&document[1..]).exists(), "{document}");
    }
    assert!(ignored.lines().any(|line| line == "*"), "{ignored}");
    // The program is compiled before anything is copied that could be a document.
    let dockerfile = read("Dockerfile");
    let (before, _) = dockerfile
        .split_once("cargo build --release --locked --bin")
        .unwrap();
    assert!(
        !before.contains("corpus") && !before.contains("COPY . ."),
        "{before}"
    );
    assert!(!dockerfile.contains("corpus/README.md"));
}

#[test]
fn the_image_is_built_with_the_pinned_toolchain() {
    let toolchain: toml::Table = read("rust-toolchain.toml").parse().unwrap();
    let channel = toolchain["toolchain"]["channel"].as_str().unwrap();
    let dockerfile = read("Dockerfile");
    assert!(dockerfile.contains(&format!("\nARG RUST={channel}\n")));
    let version = format!("\nARG VERSION={}\n", env!("CARGO_PKG_VERSION"));
    assert!(dockerfile.contains(&version));
}

#[test]
fn the_container_may_do_as_little_as_it_needs() {
    let service = compose();
    assert_eq!(service["read_only"], true);
    assert_eq!(list(&service["cap_drop"]), ["ALL"]);
    assert_eq!(list(&service["security_opt"]), ["no-new-privileges:true"]);
    assert_eq!(service["mem_limit"], "256m");
    assert_eq!(service["memswap_limit"], service["mem_limit"]);
    assert!(service["cpus"].as_u64().is_some_and(|cpus| cpus > 0));
    assert!(service["ulimits"]["nofile"]["hard"].as_u64() >= Some(1_024));
    // Only this machine reaches the reader, and nobody outside the container its health.
    assert_eq!(list(&service["ports"]), ["127.0.0.1:8080:8080"]);
    let writable = list(&service["volumes"])
        .into_iter()
        .filter(|volume| !volume.ends_with(":ro"))
        .collect::<Vec<_>>();
    assert_eq!(writable, ["data:/data"]);
}

#[test]
fn the_container_gets_no_secret_but_by_a_file() {
    let service = compose();
    let file = service["environment"]["DISCORD_TOKEN_FILE"].as_str();
    let secret = list(&service["secrets"])[0];
    assert_eq!(file, Some(format!("/run/secrets/{secret}").as_str()));
    let ignored = read(".gitignore");
    assert!(ignored.lines().any(|line| line == "/secrets"));
}

#[test]
fn what_is_set_for_the_container_is_a_setting() {
    let settings = toml::Table::try_from(Config::default()).unwrap();
    let service = compose();
    let environment = service["environment"].as_object().unwrap();
    for name in environment.keys() {
        let Some(path) = name.strip_prefix("FUNDSTELLE_") else {
            // The other names are those that `Config::load` takes as they are.
            assert!(name == "DISCORD_TOKEN_FILE", "{name}");
            continue;
        };
        let path = path.to_lowercase();
        let mut keys = path.split("__");
        let table = toml::Value::Table(settings.clone());
        let found = keys.try_fold(&table, |at, key| at.get(key));
        assert!(found.is_some(), "{name}");
    }
}
