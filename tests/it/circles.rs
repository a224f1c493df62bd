//! The files of the source tree use each other in one direction only. A circle of files cannot be read, tested or
//! moved but as a whole, so none is left, within modules either.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::tidy::sources_in;

/// The path of a module from the root of the crate. Each is a file.
type Module = Vec<String>;

/// A path as it stands in a file, and the name that it is given there.
struct Path {
    segments: Vec<String>,
    name: String,
    /// Whether it is only passed on: `pub use`.
    is_re_export: bool,
}

/// The paths and the single names that stand in a file.
#[derive(Default)]
struct Mentions {
    paths: Vec<Path>,
    names: BTreeSet<String>,
}

/// What each file uses of which other one: the path that says so.
type Uses = BTreeMap<Module, BTreeMap<Module, String>>;

impl Mentions {
    fn of(code: &str) -> Self {
        let mut mentions = Self::default();
        mentions.read(&code.parse().expect("it is Rust"));
        mentions
    }

    fn read(&mut self, code: &TokenStream) {
        let tokens: Vec<TokenTree> = code.clone().into_iter().collect();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let rest = &tokens[at + 1..];
            at += 1 + match token {
                TokenTree::Group(group) => {
                    self.read(&group.stream());
                    0
                }
                TokenTree::Ident(word) if word == "pub" => visibility(rest),
                // `mod name;` says that there is such a file, and uses nothing of it.
                TokenTree::Ident(word) if word == "mod" && is(rest.get(1), ';') => 2,
                TokenTree::Ident(word) if word == "use" => {
                    let is_re_export = is_public(&tokens[..at]);
                    let length = rest
                        .iter()
                        .take_while(|token| !is(Some(token), ';'))
                        .count();
                    self.import(&[], &rest[..length], is_re_export);
                    length
                }
                // A method, and not a path.
                TokenTree::Ident(_) if at > 0 && is(tokens.get(at - 1), '.') => 0,
                TokenTree::Ident(word) => {
                    let (segments, length) = path(&word.to_string(), rest);
                    match segments.as_slice() {
                        [name] => drop(self.names.insert(name.clone())),
                        _ => self.add(segments, None, false),
                    }
                    length
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => 0,
            };
        }
    }

    /// Adds the paths of what stands behind `use`.
    fn import(&mut self, before: &[String], tree: &[TokenTree], is_re_export: bool) {
        let trees = tree.split(|token| is(Some(token), ','));
        // Behind a last comma stands nothing.
        for tree in trees.filter(|tree| !tree.is_empty()) {
            let mut segments = before.to_vec();
            let mut name = None;
            let mut tokens = tree.iter();
            while let Some(token) = tokens.next() {
                match token {
                    TokenTree::Ident(word) if word == "as" => {
                        name = tokens.next().map(ToString::to_string);
                    }
                    TokenTree::Ident(word) => segments.push(word.to_string()),
                    TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                        let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                        self.import(&segments, &inner, is_re_export);
                        segments.clear();
                    }
                    _ => {}
                }
            }
            if !segments.is_empty() {
                self.add(segments, name, is_re_export);
            }
        }
    }

    fn add(&mut self, segments: Vec<String>, name: Option<String>, is_re_export: bool) {
        let name = name.or_else(|| segments.last().cloned());
        self.paths.push(Path {
            segments,
            name: name.unwrap_or_default(),
            is_re_export,
        });
    }
}

fn is(token: Option<&TokenTree>, mark: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == mark)
}

/// The length of what stands behind `pub`: of `(crate)`, or nothing.
fn visibility(rest: &[TokenTree]) -> usize {
    let group = match rest.first() {
        Some(TokenTree::Group(group)) => Some(group.delimiter()),
        _ => None,
    };
    usize::from(group == Some(Delimiter::Parenthesis))
}

/// Whether `pub`, or `pub(crate)`, stands last.
fn is_public(before: &[TokenTree]) -> bool {
    match before {
        [.., TokenTree::Ident(word)] | [.., TokenTree::Ident(word), TokenTree::Group(_)] => {
            word == "pub"
        }
        _ => false,
    }
}

/// The path that begins with a word, and the length of what stands behind that word.
fn path(first: &str, rest: &[TokenTree]) -> (Vec<String>, usize) {
    let mut segments = vec![first.to_owned()];
    let mut length = 0;
    while let [colon, other, TokenTree::Ident(word), ..] = &rest[length..]
        && is(Some(colon), ':')
        && is(Some(other), ':')
    {
        segments.push(word.to_string());
        length += 3;
    }
    (segments, length)
}

/// The files and what is mentioned in each.
struct Tree(BTreeMap<Module, Mentions>);

impl Tree {
    /// The module that a path in `from` leads into, and the name in it that is meant.
    fn place(&self, from: &Module, path: &[String]) -> Option<(Module, Option<String>)> {
        let mut rest = path;
        let mut module = from.clone();
        match path.first()?.as_str() {
            "crate" => (module, rest) = (Module::new(), &rest[1..]),
            "self" => rest = &rest[1..],
            "super" => {
                while let [first, behind @ ..] = rest
                    && first == "super"
                {
                    module.pop();
                    rest = behind;
                }
            }
            child => {
                let child = [module.as_slice(), &[child.to_owned()]].concat();
                self.0.get(&child)?;
            }
        }
        while let [first, behind @ ..] = rest {
            let child = [module.as_slice(), std::slice::from_ref(first)].concat();
            if !self.0.contains_key(&child) {
                break;
            }
            (module, rest) = (child, behind);
        }
        let name = rest.first().filter(|name| *name != "self");
        Some((module, name.cloned()))
    }

    /// The module that defines what a path in `from` means: re-exports are followed.
    fn definer(&self, from: &Module, path: &[String]) -> Option<Module> {
        let (mut module, mut name) = self.place(from, path)?;
        let mut seen = BTreeSet::new();
        while let Some(wanted) = name.clone()
            && seen.insert((module.clone(), wanted.clone()))
            && let Some(mentions) = self.0.get(&module)
            && let Some(passed_on) = mentions
                .paths
                .iter()
                .find(|path| path.is_re_export && path.name == wanted)
            && let Some(place) = self.place(&module, &passed_on.segments)
        {
            (module, name) = place;
        }
        Some(module)
    }

    fn uses(&self) -> Uses {
        let mut uses = Uses::new();
        for (module, mentions) in &self.0 {
            let uses = uses.entry(module.clone()).or_default();
            for path in &mentions.paths {
                // What is passed on and not used here is used elsewhere.
                if path.is_re_export && !mentions.names.contains(&path.name) {
                    continue;
                }
                let definer = self.definer(module, &path.segments);
                if let Some(definer) = definer.filter(|definer| definer != module) {
                    uses.entry(definer)
                        .or_insert_with(|| path.segments.join("::"));
                }
            }
        }
        uses
    }
}

/// A circle, as a chain of files with the paths by which each uses the next.
fn circle(mut uses: Uses) -> Option<String> {
    // Those that use none of the others are in no circle.
    loop {
        let left: BTreeSet<Module> = uses.keys().cloned().collect();
        for used in uses.values_mut() {
            used.retain(|module, _| left.contains(module));
        }
        uses.retain(|_, used| !used.is_empty());
        if uses.len() == left.len() {
            break;
        }
    }
    let mut chain: Vec<(&Module, &str)> = Vec::new();
    let mut at = uses.keys().next()?;
    loop {
        if let Some(begin) = chain.iter().position(|(module, _)| *module == at) {
            let links = chain[begin..]
                .iter()
                .map(|(module, path)| format!("{} uses {path}", module.join("/")));
            return Some(links.collect::<Vec<_>>().join(", "));
        }
        let (next, path) = uses.get(at)?.iter().next()?;
        chain.push((at, path));
        at = next;
    }
}

fn module(path: &str) -> Module {
    let path = path.trim_end_matches(".rs").trim_end_matches("/mod");
    let segments = path.split('/').filter(|segment| *segment != "lib");
    segments.map(str::to_owned).collect()
}

fn tree<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Tree {
    let files = files.into_iter();
    Tree(
        files
            .map(|(path, code)| (module(path), Mentions::of(code)))
            .collect(),
    )
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    for (folder, least) in [("src", 2_000), ("lab/src", 10), ("fake-discord/src", 20)] {
        let sources = sources_in(folder);
        let files = sources
            .iter()
            .map(|source| (source.inner.as_str(), source.text()));
        let uses = tree(files).uses();
        let count: usize = uses.values().map(BTreeMap::len).sum();
        assert!(count >= least, "only {count} uses are found in {folder}");
        assert_eq!(circle(uses), None, "in {folder}");
    }
}

#[test]
fn circles_are_found_whatever_way_they_take() {
    let of = |files: &[(&'static str, &'static str)]| circle(tree(files.iter().copied()).uses());
    let two = of(&[
        ("a/mod.rs", "mod b;\nmod c;"),
        ("a/b.rs", "use super::c::Down;"),
        ("a/c.rs", "fn up() { crate::a::b::up() }"),
    ]);
    assert_eq!(
        two.unwrap(),
        "a/b uses super::c::Down, a/c uses crate::a::b::up"
    );
    // By way of what a third one passes on, under another name, in braces, in a macro.
    let passed_on = of(&[
        (
            "a/mod.rs",
            "mod b;\nmod c;\npub(crate) use c::{self, Down as Deep};",
        ),
        ("a/b.rs", "use super::{Deep, z::{Y,},};"),
        ("a/c.rs", "fn up() { println!(\"{}\", super::b::UP) }"),
    ]);
    assert_eq!(
        passed_on.unwrap(),
        "a/b uses super::Deep, a/c uses super::b::UP"
    );
    // A parent that calls its child, which takes something from it.
    let parent = of(&[
        (
            "a/mod.rs",
            "mod b;\nconst MANY: usize = 3;\nfn run() { b::run() }",
        ),
        ("a/b.rs", "use super::MANY;"),
    ]);
    assert_eq!(parent.unwrap(), "a uses b::run, a/b uses super::MANY");
    // A facade uses nothing; comments and texts neither.
    let facade = of(&[
        ("lib.rs", "pub mod a;"),
        ("a/mod.rs", "mod b;\nmod c;\npub use b::B;\npub use c::C;"),
        (
            "a/b.rs",
            "//! See [`super::C`].\nconst TEXT: &str = \"super::C\"; // super::C",
        ),
        ("a/c.rs", "use super::{B,};"),
    ]);
    assert_eq!(facade, None);
}
