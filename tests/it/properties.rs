//! What holds for every document and every corpus, tried on made-up ones.

use std::fs;

use fundstelle::{
    answer::{Answer, Citation},
    app::App,
    config::Config,
    corpus::{Document, EditKind, ParagraphKind},
    language::Language,
    passages::{Locator, Place, SectionLocator, passages},
    span::Span,
};
use proptest::{collection::vec, prelude::*, sample::select};
use tempfile::TempDir;

use crate::made_up::{Change, change, document, question};

/// A corpus folder and its index in a folder of their own.
struct Corpus(TempDir);

impl Corpus {
    fn new() -> Self {
        let corpus = Self(TempDir::new().unwrap());
        fs::create_dir(corpus.0.path().join("corpus")).unwrap();
        corpus
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.path().join("corpus").join(name)
    }

    fn open(&self) -> App {
        self.open_with_index("data")
    }

    fn open_with_index(&self, data: &str) -> App {
        let mut config = Config {
            data: self.0.path().join(data),
            ..Config::default()
        };
        config.corpus.folder = self.0.path().join("corpus");
        config.answer.min_confidence = 0.0;
        config.embedding.enabled = false;
        let opened = App::open(&config, &()).unwrap();
        assert!(opened.stale.is_none(), "{:?}", opened.stale);
        opened.app
    }

    fn apply(&self, change: &Change) {
        match change {
            Change::Write(name, text) => fs::write(self.path(name), text).unwrap(),
            Change::Remove(name) => drop(fs::remove_file(self.path(name))),
            Change::Rename(from, to) => drop(fs::rename(self.path(from), self.path(to))),
        }
    }
}

/// All documents of a corpus of one file, which may be read as two formats.
fn read(text: &str, name: &str) -> (Corpus, App) {
    let corpus = Corpus::new();
    fs::write(corpus.path(name), text).unwrap();
    let app = corpus.open();
    (corpus, app)
}

fn only_document(app: &App) -> std::sync::Arc<Document> {
    let generation = app.generation();
    let id = &generation.manifest().documents[0].id;
    generation.document(id).unwrap().unwrap()
}

/// The characters that a reader sees in `span`, white space aside: written anew, and simply.
fn seen(document: &Document, span: Span) -> String {
    let mut text = String::new();
    let mut at = span.start;
    for edit in &document.edits {
        if edit.span.start < at || edit.span.end > span.end {
            continue;
        }
        text.push_str(&document.text[at..edit.span.start]);
        match &edit.kind {
            EditKind::Written(instead) => text.push_str(instead),
            EditKind::Gap => assert!(
                edit.span.end == span.end || edit.span.start == span.start,
                "a quote crosses a gap"
            ),
            EditKind::Note(_) | EditKind::Space | EditKind::Markup | EditKind::Struck(_) => {}
        }
        at = edit.span.end;
    }
    text.push_str(&document.text[at..span.end]);
    text.retain(|c| !c.is_whitespace());
    text
}

fn check_quote(document: &Document, citation: &Citation) {
    let spans = citation.quote.spans();
    check_in_order(document, spans);
    let mut quoted = citation.quote.text().to_owned();
    quoted.retain(|c| !c.is_whitespace());
    let mut rest = quoted.as_str();
    let mut before: Option<Span> = None;
    for span in spans {
        // Only where something is left out between two spans, it may be said so.
        let between = before.map(|before| Span::new(before.end, span.start));
        if between.is_some_and(|of| of.of(&document.text).contains(char::is_alphanumeric)) {
            rest = rest.strip_prefix("[…]").unwrap_or(rest);
        }
        let source = seen(document, *span);
        rest = rest
            .strip_prefix(source.as_str())
            .unwrap_or_else(|| panic!("{source:?} is not at the beginning of {rest:?}"));
        before = Some(*span);
    }
    assert_eq!(rest, "");
    assert!(!quoted.is_empty());
    if let Some(answer) = citation.quote.answer() {
        assert!(!answer.of(citation.quote.text()).trim().is_empty());
    }
    for code in citation.quote.code() {
        for line in code.of(citation.quote.text()).lines() {
            let is_line = |of: &str| of.trim_end().ends_with(line);
            assert!(document.text.lines().any(is_line), "{line:?}");
        }
    }
}

/// Ordered, disjoint, on character boundaries.
fn check_in_order(document: &Document, spans: &[Span]) {
    for span in spans {
        assert!(
            document.text.get(span.start..span.end).is_some(),
            "{span:?} cuts a character"
        );
    }
    for pair in spans.windows(2) {
        assert!(pair[0].end <= pair[1].start, "{pair:?}");
    }
}

fn citations(answer: Answer) -> Vec<Citation> {
    match answer {
        Answer::Found { citations, .. }
        | Answer::Place { citations, .. }
        | Answer::About { citations, .. }
        | Answer::Mentions { citations, .. } => citations,
        Answer::Own { .. } | Answer::NotFound { .. } | Answer::NoSuchPlace { .. } => Vec::new(),
    }
}

fn check_structure(document: &Document) {
    check_in_order(document, &document.sentences);
    let spans: Vec<Span> = document
        .paragraphs
        .iter()
        .map(|paragraph| paragraph.span)
        .collect();
    check_in_order(document, &spans);
    let edits: Vec<Span> = document.edits.iter().map(|edit| edit.span).collect();
    check_in_order(document, &edits);
    let mut next = 0;
    for paragraph in &document.paragraphs {
        assert_eq!(paragraph.sentences.0, next);
        next = paragraph.sentences.1;
        assert!(
            paragraph.sentences.0 < next,
            "a paragraph without sentences"
        );
        for sentence in document.sentences_of(paragraph) {
            assert!(
                paragraph.span.contains(*sentence),
                "{sentence:?} in {paragraph:?}"
            );
        }
    }
    assert_eq!(next, document.sentences.len());
    let mut covered = vec![false; document.sentences.len()];
    for passage in passages(document) {
        let (first, last) = passage.sentences;
        covered[first..last].fill(true);
        assert!(
            document.paragraphs[passage.paragraph]
                .span
                .contains(passage.span)
        );
    }
    assert!(covered.iter().all(|is_covered| *is_covered), "{covered:?}");
    for footnote in &document.footnotes {
        if let Some(note) = footnote.note {
            assert_eq!(document.paragraphs[note].kind, ParagraphKind::Note);
        }
    }
}

fn check_locators(document: &Document) {
    for paragraph in &document.paragraphs {
        if paragraph.kind == ParagraphKind::Note {
            continue;
        }
        let locator = Locator::of(document, paragraph.span);
        let printed = locator.to_string();
        let place: Place = printed
            .parse()
            .unwrap_or_else(|_| panic!("{printed} is no place"));
        let found = place.find(document);
        let place_of = |section: usize| document.sections[section].place.as_str();
        let own = paragraph.section.map(place_of);
        let alike = document.sections.iter().filter(|of| own == Some(&of.place));
        if locator.label.is_none() && alike.count() < 2 {
            assert_eq!(
                found,
                [paragraph.span],
                "{printed}: {:?}",
                document.sections
            );
        }
        // The source may give one number twice.
        let is_found = |span: &Span| paragraph.span.contains(*span);
        assert!(found.iter().any(is_found), "{printed}: {found:?}");
        for item in paragraph.items.iter().filter(|item| !item.path.is_empty()) {
            let printed = Locator::of(document, item.span).to_string();
            let place: Place = printed
                .parse()
                .unwrap_or_else(|_| panic!("{printed} is no place"));
            assert!(place.find(document).contains(&item.span), "{printed}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn documents_are_sound_and_quotes_are_their_words(
        text in document(),
        name in prop_oneof![Just("blatt.md"), Just("blatt.txt")],
        questions in vec(question(), 1..4),
    ) {
        let (_corpus, app) = read(&text, name);
        let document = only_document(&app);
        check_structure(&document);
        check_locators(&document);
        for question in &questions {
            for citation in citations(app.ask(question, None).unwrap()) {
                check_quote(&document, &citation);
            }
        }
        for place in ["§ 1", "§ 1–2", "¶ 1–3", "fn. 1", "§ 2.1"] {
            for citation in citations(app.ask(place, None).unwrap()) {
                check_quote(&document, &citation);
            }
        }
    }

    #[test]
    fn an_index_brought_up_to_date_answers_like_a_new_one(
        rounds in vec(vec(change(), 1..4), 1..4),
        questions in vec(question(), 3),
    ) {
        let corpus = Corpus::new();
        fs::write(corpus.path("bleibt.md"), "# Bestand\n\nDas Ufer ist flach.\n").unwrap();
        drop(corpus.open());
        for changes in &rounds {
            for change in changes {
                corpus.apply(change);
            }
            drop(corpus.open());
        }
        let (old, new) = (corpus.open(), corpus.open_with_index("new"));
        let documents = |app: &App| {
            let ids = app.generation().manifest().documents.iter().map(|entry| entry.id.clone());
            ids.collect::<Vec<_>>()
        };
        prop_assert_eq!(documents(&old), documents(&new));
        for question in questions.iter().map(String::as_str).chain(["Ufer", "§ 1", "fn. 1"]) {
            let told = |app: &App| {
                let found = citations(app.ask(question, None).unwrap());
                let lines = found.iter().map(|c| {
                    format!("{} {} {} {:?}", c.document, c.locator, c.quote.text(), c.also)
                });
                lines.collect::<Vec<_>>()
            };
            prop_assert_eq!(told(&old), told(&new), "{}", question);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn a_locator_is_read_back_whatever_the_heading_is(
        title in "[a-zA-Z „“”«»‚‘§¶0-9.,–]{1,20}",
        place in select(vec!["§ 2", "§ ≈2.1", "§ 21a", "§ II.B.5", "Article 3", "Anhang B", "Part II › § 3"]),
        label in select(vec![None, Some("(2)"), Some("(2) 1."), Some("(3)(b)"), Some("7."), Some("(2) 1. a)")]),
    ) {
        let locator = Locator {
            section: Some(SectionLocator {
                place: place.to_owned(),
                address: String::new(),
                number: Some(place.to_owned()),
                title,
                is_counted: false,
                is_derived: false,
            }),
            label: label.map(str::to_owned),
            paragraph: Some(4),
            footnotes: vec![3],
            ..Locator::default()
        };
        let plain = match label {
            Some(label) => format!("{place} {label}, fn. 3"),
            None => format!("{place} ¶ 4, fn. 3"),
        };
        let expected: Place = plain.parse().unwrap_or_else(|_| panic!("{plain} is no place"));
        prop_assert_eq!(expected.parts.len(), 2, "{}", plain);
        for language in Language::ALL {
            let printed = Locator { language, ..locator.clone() }.to_string();
            let place: Place = printed.parse().unwrap_or_else(|_| panic!("{printed} is no place"));
            prop_assert_eq!(&place.parts, &expected.parts, "{}", printed);
        }
    }
}
