//! PDF files made in code: pages of text at given places, and what else a file may say about them.

use pdf_writer::{
    Content, Finish, Name, Pdf, Rect, Ref, Str, TextStr,
    types::{SystemInfo, TextRenderingMode, UnicodeCmap},
};

/// The size of a page, in points.
pub(crate) const WIDTH: f32 = 400.0;
pub(crate) const HEIGHT: f32 = 600.0;

/// The fonts of a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Font {
    Plain,
    Bold,
    /// It says of `1` that it is the ligature fi, of `2` that it is an `h`, though it is wider, and of `3`
    /// nothing.
    Odd,
}

impl Font {
    const ALL: [Font; 3] = [Font::Plain, Font::Bold, Font::Odd];

    fn name(self) -> Name<'static> {
        match self {
            Font::Plain => Name(b"F1"),
            Font::Bold => Name(b"F2"),
            Font::Odd => Name(b"F3"),
        }
    }

    fn id(self) -> Ref {
        match self {
            Font::Plain => Ref::new(10),
            Font::Bold => Ref::new(11),
            Font::Odd => Ref::new(12),
        }
    }
}

const CMAP: Ref = Ref::new(13);
const PICTURE: Ref = Ref::new(14);
const LABELS: i32 = 20;
const OUTLINE: i32 = 1_000;
const ELEMENTS: i32 = 2_000;
const PAGES: i32 = 5_000;

/// A file that is being made.
#[derive(Default)]
pub(crate) struct Paper {
    pages: Vec<Vec<u8>>,
    title: Option<String>,
    /// From which page on, in which style, from which number.
    labels: Vec<(i32, u8, i32)>,
    /// Titles with the pages they lead to.
    outline: Vec<(String, usize)>,
    /// Elements of the structure: page, number, role.
    elements: Vec<(usize, i32, &'static [u8])>,
}

/// A page that is being made.
pub(crate) struct Page(Content);

impl Page {
    /// A line that begins so far from the left and from above.
    pub(crate) fn line(&mut self, x: f32, y: f32, size: f32, font: Font, text: &str) -> &mut Self {
        let bytes: Vec<u8> = text.chars().map(byte).collect();
        self.0.begin_text();
        self.0.set_font(font.name(), size);
        self.0.next_line(x, HEIGHT - y);
        self.0.show(Str(&bytes));
        self.0.end_text();
        self
    }

    /// Lines of text below each other.
    pub(crate) fn text(&mut self, x: f32, y: f32, lines: &[&str]) -> &mut Self {
        let mut down = y;
        for line in lines {
            self.line(x, down, 10.0, Font::Plain, line);
            down += 12.0;
        }
        self
    }

    /// What is not painted but there.
    pub(crate) fn invisible(&mut self, x: f32, y: f32, text: &str) -> &mut Self {
        self.0.save_state();
        self.0.set_text_rendering_mode(TextRenderingMode::Invisible);
        self.line(x, y, 10.0, Font::Plain, text);
        self.0.restore_state();
        self
    }

    /// A picture over all of the page.
    pub(crate) fn only_picture(&mut self) {
        self.0.save_state();
        self.0.transform([WIDTH, 0.0, 0.0, HEIGHT, 0.0, 0.0]);
        self.0.x_object(Name(b"Im"));
        self.0.restore_state();
    }

    /// Marks what `write` writes.
    pub(crate) fn marked(
        &mut self,
        tag: &[u8],
        id: Option<i32>,
        write: impl FnOnce(&mut Self),
    ) -> &mut Self {
        match id {
            Some(id) => {
                let mut mark = self.0.begin_marked_content_with_properties(Name(tag));
                mark.properties().pair(Name(b"MCID"), id);
                mark.finish();
            }
            None => drop(self.0.begin_marked_content(Name(tag))),
        }
        write(self);
        self.0.end_marked_content();
        self
    }
}

/// A character as Windows-1252 has it.
fn byte(c: char) -> u8 {
    match c {
        '•' => 0x95,
        '–' => 0x96,
        _ => u8::try_from(u32::from(c)).unwrap(),
    }
}

impl Paper {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    pub(crate) fn page(mut self, write: impl FnOnce(&mut Page)) -> Self {
        let mut page = Page(Content::new());
        write(&mut page);
        self.pages.push(page.0.finish().to_vec());
        self
    }

    pub(crate) fn title(mut self, title: &str) -> Self {
        self.title = Some(title.to_owned());
        self
    }

    pub(crate) fn label(mut self, from: i32, style: u8, start: i32) -> Self {
        self.labels.push((from, style, start));
        self
    }

    pub(crate) fn entry(mut self, title: &str, page: usize) -> Self {
        self.outline.push((title.to_owned(), page));
        self
    }

    pub(crate) fn element(mut self, page: usize, id: i32, role: &'static [u8]) -> Self {
        self.elements.push((page, id, role));
        self
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut pdf = Pdf::new();
        let (catalog, tree) = (Ref::new(1), Ref::new(2));
        let mut root = pdf.catalog(catalog);
        root.pages(tree);
        if !self.labels.is_empty() {
            let mut labels = root.insert(Name(b"PageLabels")).dict();
            let mut numbers = labels.insert(Name(b"Nums")).array();
            for (at, (from, ..)) in (0..).zip(&self.labels) {
                numbers.item(*from).item(Ref::new(LABELS + at));
            }
        }
        if !self.outline.is_empty() {
            root.pair(Name(b"Outlines"), Ref::new(OUTLINE));
        }
        if !self.elements.is_empty() {
            root.pair(Name(b"StructTreeRoot"), Ref::new(ELEMENTS));
        }
        root.finish();
        let ids: Vec<Ref> = (0..).zip(&self.pages).map(|(at, _)| page_id(at)).collect();
        pdf.pages(tree)
            .kids(ids.iter().copied())
            .count(i32::try_from(ids.len()).unwrap());
        for (id, content) in ids.iter().zip(&self.pages) {
            let mut page = pdf.page(*id);
            page.media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT));
            page.parent(tree);
            page.contents(content_of(*id));
            let mut resources = page.resources();
            let mut fonts = resources.fonts();
            for font in Font::ALL {
                fonts.pair(font.name(), font.id());
            }
            fonts.finish();
            resources.x_objects().pair(Name(b"Im"), PICTURE);
            resources.finish();
            page.finish();
            pdf.stream(content_of(*id), content);
        }
        let mut picture = pdf.image_xobject(PICTURE, &[0x80]);
        picture.width(1).height(1).bits_per_component(8);
        picture.color_space().device_gray();
        picture.finish();
        Self::write_fonts(&mut pdf);
        self.write_rest(&mut pdf);
        pdf.finish()
    }

    fn write_fonts(pdf: &mut Pdf) {
        for font in Font::ALL {
            let name: &[u8] = if font == Font::Bold {
                b"Helvetica-Bold"
            } else {
                b"Helvetica"
            };
            let mut written = pdf.type1_font(font.id());
            written.base_font(Name(name));
            written.encoding_predefined(Name(b"WinAnsiEncoding"));
            if font == Font::Odd {
                written.to_unicode(CMAP);
                // `2` is wider than other letters.
                let widths = (0x20..=0x7E).map(|code| if code == 0x32 { 1100.0 } else { 500.0 });
                written.first_char(0x20).last_char(0x7E).widths(widths);
            }
        }
        let info = SystemInfo {
            registry: Str(b"Adobe"),
            ordering: Str(b"UCS"),
            supplement: 0,
        };
        let mut map = UnicodeCmap::<u8>::new(Name(b"Odd"), info);
        map.pair(0x31, '\u{FB01}');
        map.pair(0x32, 'h');
        map.pair(0x33, '\u{E000}');
        pdf.stream(CMAP, map.finish().as_slice());
    }

    fn write_rest(&self, pdf: &mut Pdf) {
        if let Some(title) = &self.title {
            pdf.document_info(Ref::new(3)).title(TextStr(title));
        }
        for (at, (_, style, start)) in (0..).zip(&self.labels) {
            let mut label = pdf.indirect(Ref::new(LABELS + at)).dict();
            label
                .pair(Name(b"S"), Name(&[*style]))
                .pair(Name(b"St"), *start);
        }
        let count = i32::try_from(self.outline.len()).unwrap();
        if count > 0 {
            let mut root = pdf.indirect(Ref::new(OUTLINE)).dict();
            root.pair(Name(b"First"), Ref::new(OUTLINE + 1));
        }
        for (at, (title, page)) in (1..).zip(&self.outline) {
            let mut entry = pdf.indirect(Ref::new(OUTLINE + at)).dict();
            entry.pair(Name(b"Title"), TextStr(title));
            // The last one leads back to the first: a loop that must end.
            let next = if at < count { at + 1 } else { 1 };
            entry.pair(Name(b"Next"), Ref::new(OUTLINE + next));
            let mut place = entry.insert(Name(b"Dest")).array();
            place
                .item(page_id(i32::try_from(*page).unwrap()))
                .item(Name(b"Fit"));
        }
        if !self.elements.is_empty() {
            let mut root = pdf.indirect(Ref::new(ELEMENTS)).dict();
            let mut kids = root.insert(Name(b"K")).array();
            for (at, _) in (1..).zip(&self.elements) {
                kids.item(Ref::new(ELEMENTS + at));
            }
        }
        for (at, (page, id, role)) in (1..).zip(&self.elements) {
            let mut element = pdf.indirect(Ref::new(ELEMENTS + at)).dict();
            element
                .pair(Name(b"S"), Name(role))
                .pair(Name(b"Pg"), page_id(i32::try_from(*page).unwrap()))
                .pair(Name(b"K"), *id);
        }
    }
}

fn page_id(at: i32) -> Ref {
    Ref::new(PAGES + at * 2)
}

fn content_of(page: Ref) -> Ref {
    Ref::new(page.get() + 1)
}
