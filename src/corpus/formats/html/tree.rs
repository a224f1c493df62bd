//! From the source of a page to its tree, in time that grows with its length: the HTML parser
//! looks through all open elements for many a tag, and opens formatting that was not closed again
//! in each paragraph. So depth, attributes and formatting have limits here. What is beyond keeps
//! its words, and is told.

use std::cell::{Cell, RefCell};

use super::{sink::Sink, tags};
use crate::corpus::{line_numbers::LineNumbers, warning::Warning};
use dom_query::{Document, NodeId};
use html5ever::{
    LocalName, TokenizerResult, local_name,
    tendril::StrTendril,
    tokenizer::{
        BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
    },
    tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink},
};

/// Elements deeper than this are closed at once, so that what stands in them stands at this depth.
pub(super) const MAX_DEPTH: u32 = 150;

/// The tree may have so many elements for each start tag of the source: more come from formatting
/// that is opened again and again.
const MAX_GROWTH: usize = 3;

/// Trees of up to this size may grow in any way.
const SMALL_TREE: usize = 5_000;

/// So far back an end tag is looked for among the elements that were closed at once.
const REACH: usize = 64;

/// `html` and `body` may be repeated, each time with new attributes; so many times they are read.
const MAX_ROOTS: usize = 4;

/// Builds the tree of a page.
pub(super) fn build(html: &str) -> (Document, Vec<Warning>) {
    let (page, mut findings, multiplies) = read(html, false);
    if multiplies.is_none() {
        return (page, findings);
    }
    let (page, again, _) = read(html, true);
    findings = again;
    findings.extend(multiplies.map(|line| {
        Warning::caution(
            "formatting such as <b> or <font> is opened and not closed so often that it would \
             multiply; none of it is read, the text is; close the elements",
        )
        .at_line(line)
    }));
    (page, findings)
}

/// Reads the source, with formatting or without. The line is where formatting multiplies, and
/// the tree ends.
fn read(html: &str, is_plain: bool) -> (Document, Vec<Warning>, Option<usize>) {
    let options = TreeBuilderOpts {
        scripting_enabled: false,
        ..TreeBuilderOpts::default()
    };
    let bounded = Bounded {
        builder: TreeBuilder::new(Sink::default(), options),
        is_plain,
        starts: Cell::new(0),
        roots: Cell::new(0),
        line: Cell::new(1),
        too_deep: Cell::new(None),
        multiplies: Cell::new(None),
        closed: RefCell::default(),
        raw: RefCell::default(),
        raw_begins: Cell::new(None),
    };
    let tokenizer = Tokenizer::new(bounded, TokenizerOpts::default());
    let fed = feed(&tokenizer, html);
    tokenizer.end();
    let mut findings = Vec::new();
    findings.extend(fed.open.map(|(what, line)| {
        Warning::caution(format!(
            "{what} begins in this line and is never closed, so nothing behind it is read; close it"
        ))
        .at_line(line)
    }));
    findings.extend(tokenizer.sink.too_deep.get().map(|line| {
        Warning::caution(format!(
            "elements are nested more than {MAX_DEPTH} deep, the first one too many in this line; \
             what is deeper is read as if it stood at that depth; take elements away that hold \
             nothing but others"
        ))
        .at_line(line)
    }));
    findings.extend(fed.too_many.map(|line| {
        Warning::note(
            "a tag has too many attributes, the first such tag in this line; those \
                       behind the 64th are not read",
        )
        .at_line(line)
    }));
    let multiplies = tokenizer.sink.multiplies.get();
    (tokenizer.sink.builder.sink.finish(), findings, multiplies)
}

/// The findings made while the source was fed.
#[derive(Default)]
struct Fed {
    /// The line of the first tag with too many attributes.
    too_many: Option<usize>,
    /// The construct that swallows the rest of the page, and the line in which it begins.
    open: Option<(String, usize)>,
}

/// Feeds the source tag by tag, without attributes beyond the limit.
fn feed(tokenizer: &Tokenizer<Bounded>, html: &str) -> Fed {
    let mut found = Fed::default();
    let sink = &tokenizer.sink;
    let mut fed = 0;
    let mut at = 0;
    while let Some(offset) = html.get(at..).and_then(|rest| rest.find('<')) {
        let sign = at + offset;
        at = sign + 1;
        if sink.multiplies.get().is_some() {
            return found;
        }
        let rest = html.get(at..).unwrap_or_default();
        if sink.is_text(rest) {
            continue;
        }
        if let Some(comment) = rest.strip_prefix("!--") {
            // What looks like a tag within a comment is none.
            let Some(length) = tags::comment(comment) else {
                found.open = open_at(html, "a comment", sign);
                break;
            };
            at += 3 + length;
            continue;
        }
        let name = at + usize::from(rest.starts_with('/'));
        let begins = html.as_bytes().get(name).copied();
        if !begins.is_some_and(|byte| byte.is_ascii_alphabetic()) {
            continue;
        }
        let Some(tag) = tags::tag(html, name) else {
            // Without an end it counts as nothing: its attributes need not be read.
            pass(tokenizer, html, fed, sign);
            found.open = open_at(html, "a tag", sign);
            return found;
        };
        pass(tokenizer, html, fed, tag.kept);
        if tag.kept < tag.end && found.too_many.is_none() {
            found.too_many = Some(sink.line.get());
        }
        pass(tokenizer, html, tag.end, tag.end + 1);
        fed = tag.end + 1;
        at = fed;
        sink.raw_begins.set(if sink.is_text("") {
            sink.raw_begins.get().or(Some(sign))
        } else {
            None
        });
    }
    pass(tokenizer, html, fed, html.len());
    if let (Some(sign), Some(name)) = (sink.raw_begins.get(), sink.raw.borrow().as_ref()) {
        found.open = open_at(html, &format!("<{name}>"), sign);
    }
    found
}

/// The construct that begins at `at` and has no end, unless nothing follows that could be read.
fn open_at(html: &str, what: &str, at: usize) -> Option<(String, usize)> {
    let rest = html.get(at..)?;
    let swallows = rest
        .split(['>', '<'])
        .skip(2)
        .any(|text| !text.trim().is_empty())
        || rest.contains(char::is_whitespace);
    swallows.then(|| (what.to_owned(), LineNumbers::of(html).line_of(at)))
}

fn pass(tokenizer: &Tokenizer<Bounded>, html: &str, from: usize, to: usize) {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html.get(from..to).unwrap_or_default()));
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
}

/// A tree builder that is handed no more than it can take.
struct Bounded {
    builder: TreeBuilder<NodeId, Sink>,
    /// Whether formatting is left out.
    is_plain: bool,
    /// Start tags so far.
    starts: Cell<usize>,
    /// Start tags of `html` and `body` so far.
    roots: Cell<usize>,
    line: Cell<usize>,
    /// The line of the first element that lies too deep.
    too_deep: Cell<Option<usize>>,
    /// The line in which there are too many elements for so few tags.
    multiplies: Cell<Option<usize>>,
    /// Elements that were closed at once, and whose end tags are still to come.
    closed: RefCell<Vec<LocalName>>,
    /// The element in which tags are text, if one is open.
    raw: RefCell<Option<LocalName>>,
    /// The place of its tag.
    raw_begins: Cell<Option<usize>>,
}

impl Bounded {
    /// Whether `rest`, which stands behind `<`, is text because of the element that is open.
    fn is_text(&self, rest: &str) -> bool {
        let raw = self.raw.borrow();
        let Some(name) = raw.as_ref() else {
            return false;
        };
        let end = rest.strip_prefix('/').and_then(|end| end.get(..name.len()));
        !end.is_some_and(|end| end.eq_ignore_ascii_case(name))
    }

    fn start(&self, mut tag: Tag, line: u64) -> TokenSinkResult<NodeId> {
        self.starts.set(self.starts.get() + 1);
        if is_formatting(&tag.name) {
            if self.is_plain {
                return TokenSinkResult::Continue;
            }
            // The parser compares all attributes of each with those of the ones before.
            tag.attrs
                .retain(|attribute| is_telling(&attribute.name.local));
        } else if matches!(tag.name, local_name!("html") | local_name!("body")) {
            self.roots.set(self.roots.get() + 1);
            if self.roots.get() > MAX_ROOTS {
                tag.attrs.clear();
            }
        }
        let (name, self_closing) = (tag.name.clone(), tag.self_closing);
        self.builder.sink.take_newest();
        let result = self.builder.process_token(Token::TagToken(tag), line);
        match &result {
            TokenSinkResult::RawData(_) | TokenSinkResult::Plaintext => {
                self.raw.replace(Some(name));
                return result;
            }
            _ => {}
        }
        if let Some((depth, is_html)) = self.builder.sink.take_newest()
            && depth > MAX_DEPTH
            && !is_void(&name)
            && (is_html || !self_closing)
        {
            self.too_deep
                .set(self.too_deep.get().or(Some(self.line.get())));
            self.closed.borrow_mut().push(name.clone());
            return self.builder.process_token(end_of(name), line);
        }
        result
    }

    fn end_tag(&self, tag: Tag, line: u64) -> TokenSinkResult<NodeId> {
        if self.raw.borrow().as_ref() == Some(&tag.name) {
            self.raw.replace(None);
        }
        if self.is_plain && is_formatting(&tag.name) {
            return TokenSinkResult::Continue;
        }
        let mut closed = self.closed.borrow_mut();
        let mut last = closed.iter().rev().take(REACH);
        if let Some(back) = last.position(|name| *name == tag.name) {
            let left = closed.len() - back - 1;
            closed.truncate(left);
            return TokenSinkResult::Continue;
        }
        closed.clear();
        drop(closed);
        self.builder.process_token(Token::TagToken(tag), line)
    }
}

impl TokenSink for Bounded {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        self.line.set(usize::try_from(line).unwrap_or(usize::MAX));
        let result = match token {
            Token::ParseError(_) | Token::CommentToken(_) => return TokenSinkResult::Continue,
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => self.start(tag, line),
            Token::TagToken(tag) => self.end_tag(tag, line),
            other => self.builder.process_token(other, line),
        };
        let most = SMALL_TREE + MAX_GROWTH * self.starts.get();
        if !self.is_plain && self.builder.sink.created() > most && self.multiplies.get().is_none() {
            self.multiplies.set(Some(self.line.get()));
        }
        result
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

fn end_of(name: LocalName) -> Token {
    Token::TagToken(Tag {
        kind: TagKind::EndTag,
        name,
        self_closing: false,
        attrs: Vec::new(),
        had_duplicate_attributes: false,
    })
}

/// Elements that the parser opens again in the next block if they were not closed. `a` is one as
/// well, but never twice.
fn is_formatting(name: &LocalName) -> bool {
    matches!(
        &**name,
        "b" | "big"
            | "code"
            | "em"
            | "font"
            | "i"
            | "nobr"
            | "s"
            | "small"
            | "strike"
            | "strong"
            | "tt"
            | "u"
    )
}

/// Attributes that say something about how a word is read.
fn is_telling(name: &LocalName) -> bool {
    matches!(
        &**name,
        "id" | "class" | "style" | "hidden" | "aria-hidden" | "role" | "lang" | "title"
    )
}

/// Elements that have no end.
fn is_void(name: &LocalName) -> bool {
    matches!(
        &**name,
        "area"
            | "base"
            | "basefont"
            | "bgsound"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "image"
            | "img"
            | "input"
            | "keygen"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}
