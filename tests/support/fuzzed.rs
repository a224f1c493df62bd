//! What must hold for any bytes: the targets of `fuzz/`, of `cargo run --example fuzz`, and of the
//! test that tries every case that was ever found.

use fundstelle::{
    answer::Quote,
    corpus::{
        Document, DocumentId, Edit, EditKind, Extracted, Format, Outline, Reading, SourceInfo,
        assemble, decode, parse,
    },
    discord,
    index::Query,
    language::{Language, sentences},
    passages::{Locator, Place, passages},
    span::Span,
};

/// So many sentences of a document are quoted, and so many passages placed.
const TRIED: usize = 20;

/// A property of any bytes.
pub(crate) type Target = fn(&[u8]);

/// All targets with their names.
pub(crate) const TARGETS: [(&str, Target); 8] = [
    ("markdown", markdown),
    ("html", html),
    ("text", text),
    ("front_matter", front_matter),
    ("outline", outline),
    ("place", place),
    ("custom_id", custom_id),
    ("query", query),
];

/// A Markdown file is read as it is rendered.
pub(crate) fn markdown(data: &[u8]) {
    let Ok(decoded) = decode(data, None) else {
        return;
    };
    let text = decoded.text;
    let extracted = parse(Format::Markdown, text.clone());
    assert_eq!(extracted.text, text);
    let is_plain = !may_have_front_matter(&text) && !has_more_than_markdown(&text);
    let too_deep = |message: &str| message.contains("nested too deep");
    if is_plain
        && !extracted
            .warnings
            .iter()
            .any(|warning| too_deep(&warning.message))
    {
        assert_eq!(letters(&read(&extracted)), letters(&rendered(&text)));
    }
    check(extracted, None);
}

/// A page is read, and its tags are not.
pub(crate) fn html(data: &[u8]) {
    let Ok(decoded) = decode(data, None) else {
        return;
    };
    let has_more = decoded.text.contains(['<', '&', '{', '\0']);
    let expected = (!has_more).then(|| letters(&decoded.text));
    let extracted = parse(Format::Html, decoded.text);
    if let Some(expected) = expected {
        assert_eq!(letters(&read(&extracted)), expected);
    }
    check(extracted, None);
}

/// All of a plain text is in some block.
pub(crate) fn text(data: &[u8]) {
    let Ok(decoded) = decode(data, None) else {
        return;
    };
    let text = decoded.text;
    let extracted = parse(Format::Text, text.clone());
    assert_eq!(extracted.text, text);
    if !may_have_front_matter(&text) {
        let mut at = 0;
        for block in &extracted.blocks {
            assert!(Span::new(at, block.span.start).of(&text).trim().is_empty());
            at = block.span.end;
        }
        assert!(Span::new(at, text.len()).of(&text).trim().is_empty());
    }
    check(extracted, None);
}

/// Whether there may be something in a text that is read as authoring tools mean it, and not as the parser alone shows
/// it: tags, templates, formulas, what is raised or lowered, links of a wiki, boxes and definitions.
fn has_more_than_markdown(text: &str) -> bool {
    let signs = ['<', '{', '&', '$', '~', '^', '=', '¶', '\0'];
    let begins_box = |line: &str| {
        let line = line.trim_start_matches([' ', '\t', '>', '-', '*', '+']);
        line.starts_with([':', '!', '?'])
    };
    text.contains(signs)
        || ["[[", "[!", "%%"].iter().any(|mark| text.contains(mark))
        || text.split(['\n', '\r']).any(begins_box)
}

/// Whether a text may begin with front matter, before which empty lines and comments may stand.
fn may_have_front_matter(text: &str) -> bool {
    let begin = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    ["---", "+++", ";;;", "{", "<!--"]
        .iter()
        .any(|fence| begin.starts_with(fence))
}

/// Front matter costs no text behind it.
pub(crate) fn front_matter(data: &[u8]) {
    let Ok(inner) = std::str::from_utf8(data) else {
        return;
    };
    for fence in ["---", "+++"] {
        let text = format!("{fence}\n{inner}\n{fence}\n\nEin Satz zum Schluss.\n");
        let extracted = parse(Format::Markdown, text);
        check(extracted, None);
    }
}

/// A sidecar places sections in order, or says what is wrong.
pub(crate) fn outline(data: &[u8]) {
    let Ok(source) = std::str::from_utf8(data) else {
        return;
    };
    match Outline::parse(source) {
        Ok(outline) => check(parse(Format::Text, TEXT.to_owned()), Some(&outline)),
        Err(error) => assert!(error.line > 0 && !error.message.is_empty()),
    }
}

/// A place is found in order, and only where the document is.
pub(crate) fn place(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let Ok(place) = text.parse::<Place>() else {
        return;
    };
    let extracted = parse(Format::Markdown, TEXT.to_owned());
    let document = assemble(source(), extracted, None).document;
    let found = place.find(&document);
    assert!(found.is_sorted());
    assert!(found.iter().all(|span| !span.of(&document.text).is_empty()));
}

/// A custom id is no button, or is written again as it is read.
pub(crate) fn custom_id(data: &[u8]) {
    let Ok(id) = std::str::from_utf8(data) else {
        return;
    };
    if let Some(written) = discord::written_again(id) {
        assert_eq!(discord::written_again(&written), Some(written));
    }
}

/// A question is taken apart, whatever it is.
pub(crate) fn query(data: &[u8]) {
    let Ok(question) = std::str::from_utf8(data) else {
        return;
    };
    let query = Query::new(question, &Language::ALL);
    assert!(query.terms.iter().all(|term| !term.word.is_empty()));
    for language in Language::ALL {
        let found = sentences::split(question, language);
        assert!(found.is_sorted());
    }
}

const TEXT: &str = "# Titel\n\nVor allem.[^1]\n\n## 1 Lage\n\nDie Lage ist ernst. Sie bleibt es.\n\n\
    ## 2 Folgen\n\nDie Folgen sind da.\n\n### 2.1 Heute\n\nHeute gilt das eine Recht.\n\n\
    [^1]: Eine Fußnote.\n";

fn source() -> SourceInfo {
    SourceInfo {
        id: DocumentId("fuzzed".to_owned()),
        path: "fuzzed".to_owned(),
        encoding: "UTF-8".to_owned(),
    }
}

/// What must hold for every document.
fn check(extracted: Extracted, outline: Option<&Outline>) {
    let parsed = assemble(source(), extracted, outline);
    let document = &parsed.document;
    let text = &document.text;
    let in_order = |spans: &mut dyn Iterator<Item = Span>| {
        let mut at = 0;
        for span in spans {
            assert!(
                span.start >= at && span.end <= text.len(),
                "{span:?} overlaps"
            );
            assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
            at = span.end;
        }
    };
    in_order(&mut document.sentences.iter().copied());
    in_order(&mut document.paragraphs.iter().map(|paragraph| paragraph.span));
    in_order(&mut document.edits.iter().map(|edit| edit.span));
    for section in &document.sections {
        assert!(section.parent.is_none_or(|parent| {
            document
                .sections
                .get(parent)
                .is_some_and(|parent| parent.span.contains(section.span))
        }));
        assert!(section.title.chars().count() <= 300);
    }
    for sentence in (0..document.sentences.len()).take(TRIED) {
        if let Some(quote) = Quote::around(document, sentence, 700, |_| 0.0) {
            check_quote(document, &quote);
        }
    }
    // An operator may number a section in any way.
    let placed = if outline.is_none() { TRIED } else { 0 };
    for passage in passages(document).iter().take(placed) {
        let locator = Locator::of(document, passage.span).to_string();
        assert!(
            locator.is_empty() || locator.parse::<Place>().is_ok(),
            "{locator}"
        );
    }
    for warning in parsed.warnings {
        assert!(warning.message.chars().count() < 2_000, "{warning}");
    }
}

/// A quote has the characters of the source, in order.
fn check_quote(document: &Document, quote: &Quote) {
    let seen: String = quote
        .spans()
        .iter()
        .map(|span| seen(document, *span))
        .collect();
    let quoted: String = quote
        .text()
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    // What is left out between two stretches is marked.
    assert_eq!(quoted.replace("[…]", ""), seen.replace("[…]", ""));
}

/// The characters that a reader sees in `span`, white space aside: written anew, and simply.
fn seen(document: &Document, span: Span) -> String {
    let mut text = String::new();
    let mut at = span.start;
    for edit in &document.edits {
        if edit.span.start < at || edit.span.end > span.end {
            continue;
        }
        text.push_str(Span::new(at, edit.span.start).of(&document.text));
        if let EditKind::Written(instead) = &edit.kind {
            text.push_str(instead);
        }
        at = edit.span.end;
    }
    text.push_str(Span::new(at, span.end).of(&document.text));
    text.retain(|c| !c.is_whitespace());
    text
}

/// What is read of a source, block by block.
fn read(extracted: &Extracted) -> String {
    let marks = extracted.marks.iter().map(|mark| Edit {
        span: mark.span,
        kind: EditKind::Note(0),
    });
    let mut edits: Vec<Edit> = extracted.edits.iter().cloned().chain(marks).collect();
    edits.sort_by_key(|edit| edit.span);
    let blocks = extracted.blocks.iter();
    blocks
        .map(|block| Reading::of(&extracted.text, block.span, &edits).text)
        .collect()
}

/// What another way through the parser shows: its text alone, without places.
fn rendered(markdown: &str) -> String {
    use pulldown_cmark::{Event, Options, Parser};
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST;
    Parser::new_ext(markdown, options)
        .filter_map(|event| match event {
            Event::Text(text) | Event::Code(text) => Some(text.to_string()),
            _ => None,
        })
        .collect()
}

/// Without white space, without what shows nothing, and without the bars that a table reads between its cells.
fn letters(text: &str) -> String {
    let is_invisible = |c: char| matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}');
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != '|' && !is_invisible(*c))
        .collect()
}
