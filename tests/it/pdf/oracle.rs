//! What PDFium reads on the same pages, as somebody else's word for it: by `tools/pdfium_text.py`, which needs Python
//! and the package pypdfium2. Where these are not installed, nothing is compared.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use fundstelle::corpus::Document;
use tempfile::TempDir;
use unicode_normalization::UnicodeNormalization as _;

use super::{
    FULL,
    paper::{Font, Paper},
    parse, real,
};

/// Files of which PDFium reads fewer letters show nothing.
const ENOUGH: usize = 1_000;

/// The exit code of the tool where the package is missing.
const MISSING: i32 = 3;

/// The pages of files as PDFium reads them; nothing for a file that it does not open.
fn read_by_pdfium(files: &[PathBuf]) -> Option<Vec<Option<Vec<String>>>> {
    let tool = Path::new(env!("CARGO_MANIFEST_DIR")).join("tools/pdfium_text.py");
    let Ok(output) = Command::new("python3").arg(tool).args(files).output() else {
        eprintln!("skipped: python3 is not installed");
        return None;
    };
    if output.status.code() == Some(MISSING) {
        eprintln!("skipped: the Python package pypdfium2 is not installed");
        return None;
    }
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

/// How much of what PDFium reads on a file is read here too.
#[derive(Default)]
struct Compared {
    letters: usize,
    /// Letters that only PDFium has on a page.
    missing: usize,
    /// Letters that only we have on it.
    added: usize,
    /// Runs of three words, one behind the other.
    runs: usize,
    /// Those that stand so in our text as well.
    runs_here: usize,
}

impl Compared {
    fn add(&mut self, ours: &str, theirs: &str) {
        let (ours, theirs) = (folded(ours), folded(theirs));
        let mut balance: BTreeMap<char, i64> = BTreeMap::new();
        for c in theirs.chars().filter(|c| c.is_alphanumeric()) {
            self.letters += 1;
            *balance.entry(c).or_default() += 1;
        }
        for c in ours.chars().filter(|c| c.is_alphanumeric()) {
            *balance.entry(c).or_default() -= 1;
        }
        for count in balance.into_values() {
            let letters = usize::try_from(count.abs()).unwrap();
            match count {
                0.. => self.missing += letters,
                _ => self.added += letters,
            }
        }
        let here: BTreeSet<Vec<String>> = runs(&ours).into_iter().collect();
        for run in runs(&theirs) {
            self.runs += 1;
            self.runs_here += usize::from(here.contains(&run));
        }
    }

    fn share(part: usize, of: usize) -> f64 {
        f64::from(u32::try_from(part).unwrap()) / f64::from(u32::try_from(of.max(1)).unwrap())
    }
}

/// A text without what the two write differently: ligatures, and hyphens at the ends of lines, which PDFium reads as
/// U+FFFE.
fn folded(text: &str) -> String {
    let text: String = text.nfkc().collect();
    let mut joined = String::new();
    for line in text.lines() {
        match line.trim_end().strip_suffix(['-', '\u{2010}', '\u{AD}']) {
            Some(begun) => joined.push_str(begun),
            None => joined.extend([line, "\n"]),
        }
    }
    joined.replace(['\u{2}', '\u{AD}', '\u{FFFE}'], "")
}

fn runs(text: &str) -> Vec<Vec<String>> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    words.windows(3).map(<[String]>::to_vec).collect()
}

/// The text of the pages, with what is set apart.
fn pages(document: &Document) -> Vec<&str> {
    let spans = document.pages.iter().map(|page| page.span);
    spans.map(|span| span.of(&document.text)).collect()
}

#[test]
fn papers_of_ours_are_read_as_pdfium_reads_them() {
    let folder = TempDir::new().unwrap();
    let papers = [
        Paper::new().page(|page| {
            page.text(
                50.0,
                50.0,
                &[
                    FULL,
                    "of those who own them. It is open to everybody, as the co-opera-",
                    "tion of harbours asks.",
                ],
            );
        }),
        Paper::new()
            .page(|page| {
                page.line(50.0, 50.0, 16.0, Font::Bold, "1 Berths");
                page.text(
                    50.0,
                    90.0,
                    &["A berth costs ten crowns a day.", "It is paid"],
                );
            })
            .page(|page| {
                page.text(50.0, 50.0, &["in advance."]);
            }),
    ];
    let mut files = Vec::new();
    for (at, paper) in papers.iter().enumerate() {
        let file = folder.path().join(format!("{at}.pdf"));
        fs::write(&file, paper.bytes()).unwrap();
        files.push(file);
    }
    let Some(theirs) = read_by_pdfium(&files) else {
        return;
    };
    for (paper, theirs) in papers.iter().zip(theirs) {
        let document = parse(paper.bytes()).unwrap().document;
        let theirs = theirs.unwrap();
        assert_eq!(document.pages.len(), theirs.len());
        let mut compared = Compared::default();
        for (ours, theirs) in pages(&document).into_iter().zip(&theirs) {
            compared.add(ours, theirs);
        }
        assert!(compared.letters > 10);
        assert_eq!((compared.missing, compared.added), (0, 0), "{theirs:?}");
        assert_eq!(compared.runs, compared.runs_here, "{theirs:?}");
    }
}

#[test]
fn real_files_are_read_as_pdfium_reads_them() {
    let files = real::files();
    let Some(theirs) = read_by_pdfium(&files).filter(|_| !files.is_empty()) else {
        return;
    };
    for (file, theirs) in files.iter().zip(theirs) {
        let name = file.file_name().unwrap().to_string_lossy();
        let (Ok(parsed), Some(theirs)) = (parse(fs::read(file).unwrap()), theirs) else {
            continue;
        };
        let document = parsed.document;
        assert_eq!(document.pages.len(), theirs.len(), "{name}");
        let mut compared = Compared::default();
        for (ours, theirs) in pages(&document).into_iter().zip(&theirs) {
            compared.add(ours, theirs);
        }
        let missing = Compared::share(compared.missing, compared.letters);
        let added = Compared::share(compared.added, compared.letters);
        let in_order = Compared::share(compared.runs_here, compared.runs);
        let letters = compared.letters;
        println!("| {name} | {letters} | {missing:.4} | {added:.4} | {in_order:.3} |");
        // On the others PDFium has next to nothing, or has it from the left what is written from the right.
        if letters >= ENOUGH {
            let said = format!("{name}: missing {missing}, added {added}, in order {in_order}");
            assert!(missing < 0.01 && added < 0.001 && in_order > 0.8, "{said}");
        }
    }
}
