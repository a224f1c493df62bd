//! docs/architecture.md and its neighbours: the picture of the modules is drawn from the source, and
//! every file and link that the pages name exists.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::Path,
};

use regex::Regex;

use crate::tidy::{ORDER, sources, used};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// What stands around the picture.
const BEGIN: &str =
    "<!-- The picture is drawn by `cargo test --test it architecture_page`. Do not edit it. -->\n";
const END: &str = "<!-- End of the picture. -->\n";

/// The pages whose files and links are looked for.
const PAGES: [&str; 3] = ["docs/architecture.md", "docs/decisions.md", "docs/where.md"];

/// Each module with the modules that it uses.
type Uses = BTreeMap<String, BTreeSet<String>>;

fn uses() -> Uses {
    let mut uses = Uses::new();
    for source in sources() {
        if !ORDER.contains(&source.module.as_str()) {
            continue;
        }
        let mut others = used(&source.code());
        others.retain(|other| *other != source.module);
        uses.entry(source.module).or_default().extend(others);
    }
    uses
}

/// Whether one module uses another, itself or through others.
fn reaches(uses: &Uses, from: &str, to: &str) -> bool {
    let next = uses.get(from).into_iter().flatten();
    { next }.any(|used| used == to || reaches(uses, used, to))
}

/// Without the uses that follow from others: of `a → b → c` and `a → c`, the last one is left out.
fn reduced(uses: &Uses) -> Uses {
    let is_shown = |of: &BTreeSet<String>, used: &String| {
        let mut others = of.iter().filter(|other| *other != used);
        !others.any(|other| reaches(uses, other, used))
    };
    let shown = uses.iter().map(|(module, of)| {
        let shown = of.iter().filter(|used| is_shown(of, used)).cloned();
        (module.clone(), shown.collect())
    });
    shown.collect()
}

/// The modules as a graph in Mermaid's language, what is nearest to the user at the top.
fn picture(uses: &Uses) -> String {
    let uses = reduced(uses);
    let mut picture = "```mermaid\ngraph TD\n".to_owned();
    let place = |module: &str| ORDER.iter().position(|known| *known == module);
    for module in ORDER.iter().rev() {
        let mut below: Vec<&String> = uses.get(*module).into_iter().flatten().collect();
        below.sort_by_key(|module| std::cmp::Reverse(place(module)));
        for used in below {
            writeln!(picture, "    {module} --> {used}").unwrap();
        }
    }
    picture.push_str("```\n");
    picture
}

#[test]
fn the_picture_shows_which_module_uses_which() {
    let path = Path::new(ROOT).join("docs/architecture.md");
    let page = fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(BEGIN).expect("the picture has a beginning");
    let (_, after) = rest.split_once(END).expect("the picture has an end");
    let drawn = format!("{before}{BEGIN}\n{}\n{END}{after}", picture(&uses()));
    if drawn != page {
        fs::write(&path, &drawn).unwrap();
        panic!("the picture in docs/architecture.md was out of date; it has been drawn anew");
    }
}

#[test]
fn what_follows_from_other_uses_is_left_out() {
    let of = |used: &[&str]| used.iter().map(|name| (*name).to_owned()).collect();
    let uses = Uses::from([
        ("cli".to_owned(), of(&["app", "corpus", "span"])),
        ("app".to_owned(), of(&["corpus"])),
        ("corpus".to_owned(), of(&["span"])),
    ]);
    let picture = picture(&uses);
    let lines: Vec<&str> = picture.lines().map(str::trim).collect();
    let expected = ["cli --> app", "app --> corpus", "corpus --> span"];
    assert_eq!(lines[2..5], expected);
    assert_eq!(lines.len(), 6);
}

#[test]
fn every_module_is_in_the_table() {
    let page = fs::read_to_string(Path::new(ROOT).join("docs/architecture.md")).unwrap();
    for module in ORDER {
        let is_named = page
            .lines()
            .any(|line| line.starts_with("| `") && line.contains(&format!("`{module}`")));
        assert!(is_named, "{module} is not in docs/architecture.md");
    }
}

#[test]
fn every_type_in_the_table_is_where_it_says() {
    let row = Regex::new(r"(?m)^\| `(\w+)` \| [^|]+ \| `([\w/]+\.rs)` \|").unwrap();
    let page = fs::read_to_string(Path::new(ROOT).join("docs/architecture.md")).unwrap();
    let mut count = 0;
    for found in row.captures_iter(&page) {
        let file = fs::read_to_string(Path::new(ROOT).join("src").join(&found[2])).unwrap();
        let is_there = ["struct", "enum"]
            .iter()
            .any(|kind| file.contains(&format!("pub {kind} {} ", &found[1])));
        assert!(is_there, "{} is not in {}", &found[1], &found[2]);
        count += 1;
    }
    assert_eq!(count, 14);
}

#[test]
fn every_file_and_page_that_is_named_exists() {
    let link = Regex::new(r"\]\(([^)#:]+)(?:#[^)]*)?\)").unwrap();
    // A path of the repository, of the source tree, or of the tests.
    let file =
        Regex::new(r"`([\w./-]+/[\w./-]*\.(?:rs|toml|ftl|txt|md|jsonl|onnx|bin|json))`").unwrap();
    let mut count = 0;
    for page in PAGES {
        let text = fs::read_to_string(Path::new(ROOT).join(page)).unwrap();
        for found in link.captures_iter(&text) {
            let path = Path::new(ROOT).join("docs").join(&found[1]);
            assert!(path.exists(), "{page} links to {}", &found[1]);
            count += 1;
        }
        for found in file.captures_iter(&text) {
            let folders = ["", "src", "src/corpus", "docs"];
            let mut paths = folders
                .map(|folder| Path::new(ROOT).join(folder).join(&found[1]))
                .into_iter();
            assert!(
                paths.any(|path| path.exists()),
                "{page} names {}",
                &found[1]
            );
            count += 1;
        }
    }
    assert!(count > 50, "only {count} files were looked for");
}
