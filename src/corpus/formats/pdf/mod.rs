//! PDF: what a page paints becomes text in the order in which it is read.
//!
//! A page is a heap of glyphs with places. `glyphs` collects them, `lines` and `order` make lines of them,
//! `furniture` and `notes` take away what is not running text, `paragraphs` joins lines over columns and
//! pages, `headings` finds what begins a section, and `writer` writes the text with the edits that lead from
//! it to what is read. No letter is guessed: what the file does not say is a gap, and a page that cannot be
//! relied on is named. `picture` paints pages with words of the text marked.

mod apart;
mod areas;
mod contents;
mod endnotes;
mod figures;
mod findings;
mod fonts;
mod furniture;
mod glyphs;
mod headings;
mod labels;
mod lines;
mod looks;
mod marked;
mod markers;
mod metadata;
mod named;
mod note_labels;
mod notes;
mod order;
mod outline;
mod pages;
mod paragraphs;
mod picture;
mod rows;
mod strings;
mod tags;
mod title;
mod trust;
mod writer;

use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf, object::Dict};

pub(in crate::corpus) use picture::pictures;

use self::{
    areas::Painted,
    note_labels::NoteLabels,
    pages::{Read, read_pages},
    paragraphs::{Kind, Part, Usual},
    tags::Tags,
};
use crate::{
    corpus::{
        extracted::Extracted,
        formats::{own_title, words::Words},
        metadata::Metadata,
        set_apart::letters,
        warning::Warning,
    },
    span::Span,
};

/// Larger files are not read.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// Documents of more pages are not read.
const MOST_PAGES: usize = 3_000;

/// Reads a PDF file. The error is a finding that says why there is no document.
pub(super) fn parse(bytes: Vec<u8>) -> Result<Extracted, Warning> {
    let pdf = open(bytes)?;
    read(&pdf, &[]).map(|(extracted, _)| extracted)
}

/// Reads a file that is open, and where on its pages the characters in these spans of its text are painted.
fn read(pdf: &Pdf, wanted: &[Span]) -> Result<(Extracted, Vec<Painted>), Warning> {
    let pages = pdf.pages();
    if pages.len() > MOST_PAGES {
        return Err(Warning::error(format!(
            "not read: it has {} pages, and {MOST_PAGES} is the limit; split the file",
            pages.len()
        )));
    }
    let catalog: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).unwrap_or_default();
    let tags = tags::tags(&catalog, pages);
    let outline = outline::entries(&catalog, pages);
    let own_labels = labels::labels(&catalog, pages.len());
    let mut metadata = metadata::of(pdf);
    let mut read = read_pages(pdf);

    let usual = Usual::of(read.pages.iter().map(|page| page.lines.as_slice()));
    let labels = apart::take_furniture(&mut read.pages, usual, own_labels);
    apart::take_contents(&mut read.pages, &labels);
    let mut note_labels = take_notes(&mut read, usual);
    let words = Words::of(
        read.pages
            .iter()
            .flat_map(|page| &page.lines)
            .map(lines::Line::text),
    );
    let is_said = is_said(&metadata, &read);
    let mut parts = paragraphs(&mut read, &tags, usual);
    headings::find(&mut parts, &outline, metadata.title.as_deref(), usual);
    figures::set_apart(&mut parts);
    for (label, number) in endnotes::find(&mut parts) {
        read.visible = read.visible.saturating_sub(letters(&number));
        note_labels.add_at_end(&label);
    }
    if !is_said && parts.iter().any(|part| part.kind == Kind::Heading(1)) {
        metadata.title = None;
    }
    let parts = apart::with_rest(parts, &mut read.pages);
    let text = writer::Text {
        visible: read.visible,
        page_labels: &labels,
        words: &words,
        wanted,
    };
    let (mut out, painted) = writer::write(&parts, text, &note_labels);
    out.metadata = metadata;
    for (page, text) in out.pages.iter_mut().zip(&read.pages) {
        page.certainty = text.trust.certainty();
    }
    out.warnings = findings::findings(&read, &labels);
    Ok((out, painted))
}

/// Takes the footnotes off all pages. Their numbers come back out of the text by their marks.
fn take_notes(read: &mut Read, usual: Usual) -> NoteLabels {
    let mut labels = NoteLabels::default();
    for (page, text) in read.pages.iter_mut().enumerate() {
        let (lines, notes) = notes::take(std::mem::take(&mut text.lines), usual.size, text.height);
        text.lines = lines;
        text.notes = notes;
        for note in &mut text.notes {
            read.visible = read.visible.saturating_sub(letters(&note.label));
            note.label = labels.add(page, &note.label);
        }
    }
    labels
}

/// Whether the title that the file gives itself stands on its first pages.
fn is_said(metadata: &Metadata, read: &Read) -> bool {
    let lines = read.pages.iter().take(2).flat_map(|page| &page.lines);
    let text: Vec<String> = lines.map(lines::Line::text).collect();
    let title = metadata.title.as_deref();
    title.is_some_and(|title| own_title::is_said(title, &text.join(" ")))
}

/// The paragraphs of the lines that are left.
fn paragraphs(read: &mut Read, tags: &Tags, usual: Usual) -> Vec<Part> {
    let pages = read.pages.iter_mut();
    let lines = pages.map(|page| std::mem::take(&mut page.lines));
    paragraphs::paragraphs(lines.collect(), tags, usual)
}

/// Opens a file.
fn open(bytes: Vec<u8>) -> Result<Pdf, Warning> {
    if bytes.len() > MOST_BYTES {
        return Err(Warning::error(format!(
            "not read: a PDF may have {} MB at most; split the file",
            MOST_BYTES / 1024 / 1024
        )));
    }
    Pdf::new(bytes).map_err(|error| {
        Warning::error(match error {
            LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
                "not read: it is encrypted and opens with a password only; save a copy without one"
            }
            LoadPdfError::Decryption(_) => {
                "not read: it is encrypted in a way that is not known; save a copy without encryption"
            }
            LoadPdfError::Invalid => {
                "not read: it is damaged, not whole, or no PDF; open it in a viewer and save or print it \
                 anew"
            }
        })
    })
}
