//! The pages of a file, each by itself: their lines, and how far they can be relied on.

use std::collections::BTreeMap;

use hayro_interpret::{InterpreterCache, InterpreterSettings, RenderContent, hayro_syntax::Pdf};

use super::{
    fonts::Fonts,
    glyphs::{self, Paint, Turn},
    lines::{self, Line},
    notes::Note,
    order,
    trust::{Trust, Twins},
    writer,
};
use crate::corpus::set_apart::Reason;

/// The content of a page, as it was read.
pub(super) struct PageText {
    pub(super) lines: Vec<Line>,
    pub(super) apart: Vec<(Line, Reason)>,
    pub(super) notes: Vec<Note>,
    pub(super) height: f64,
    pub(super) trust: Trust,
}

/// The content of all pages, as it was read.
pub(super) struct Read {
    pub(super) pages: Vec<PageText>,
    /// The number of letters that they show.
    pub(super) visible: usize,
    /// The number of letters on each page that are not what the file says.
    pub(super) wrong: BTreeMap<usize, usize>,
    /// The number of characters on each page that nobody knows.
    pub(super) unknown: BTreeMap<usize, usize>,
    /// The pages with too many glyphs.
    pub(super) cut: Vec<usize>,
}

pub(super) fn read_pages(pdf: &Pdf) -> Read {
    let settings = InterpreterSettings {
        // What is written on top of a page is not its text.
        render_content: RenderContent::PAGE,
        ..InterpreterSettings::default()
    };
    let cache = InterpreterCache::new();
    let mut fonts = Fonts::new(settings.clone());
    let mut twins = Twins::default();
    let mut read = Read {
        pages: Vec::new(),
        visible: 0,
        wrong: BTreeMap::new(),
        unknown: BTreeMap::new(),
        cut: Vec::new(),
    };
    for (at, page) in pdf.pages().iter().enumerate() {
        let paint = glyphs::paint(page, &cache, &settings, &mut fonts);
        twins.look(at, &paint);
        if paint.is_cut {
            read.cut.push(at);
        }
        read.visible += visible(&paint);
        read.pages.push(page_text(&paint, &fonts));
    }
    read.wrong = twins.wrong();
    for (at, page) in read.pages.iter_mut().enumerate() {
        if page.trust == Trust::Sure && read.wrong.contains_key(&at) {
            page.trust = Trust::Uncertain;
        }
        let unknown = |line: &Line| {
            // At the beginning of a line it is a bullet.
            let text = line.text();
            text.chars()
                .skip(1)
                .filter(|c| *c == char::REPLACEMENT_CHARACTER)
                .count()
        };
        let count = page.lines.iter().map(unknown).sum();
        if count > 0 {
            read.unknown.insert(at, count);
        }
    }
    read
}

/// The number of letters and digits that a page has, ligatures counted as read.
fn visible(paint: &Paint) -> usize {
    let chars = paint.glyphs.iter().flat_map(|glyph| glyph.text.chars());
    chars
        .map(|c| match writer::ligature(c) {
            Some(read) => read.len(),
            None => usize::from(c.is_alphanumeric()),
        })
        .sum()
}

fn page_text(paint: &Paint, fonts: &Fonts<'_>) -> PageText {
    let trust = Trust::of(paint);
    let mut page = PageText {
        lines: Vec::new(),
        apart: Vec::new(),
        notes: Vec::new(),
        height: paint.height,
        trust,
    };
    let all = order::ordered(lines::lines(&paint.glyphs, fonts));
    for line in all {
        let reason = if !trust.is_read() {
            Some(Reason::Unreadable)
        } else if line.is_artifact {
            Some(Reason::Running)
        } else if line.is_invisible && trust != Trust::MachineRead {
            Some(Reason::Hidden)
        } else if line.turn == Turn::Vertical {
            Some(Reason::Unreadable)
        } else if line.turn == Turn::Odd {
            Some(Reason::Picture)
        } else {
            None
        };
        match reason {
            Some(reason) => page.apart.push((line, reason)),
            None => page.lines.push(line),
        }
    }
    page
}
