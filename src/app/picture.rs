//! Pictures of pages: around a quote, or of a whole page with a quote marked. What is painted is the very
//! file that was read, and it is read again to find the words.

use std::sync::Arc;

use super::{
    App, PictureError,
    building::{folders, shelves_folder},
    painter::{Painter, Wanted},
};
use crate::{
    answer::Citation,
    corpus::{self, Document, Format, NoPicture, Picture, PictureRequest, View},
    index::{DocumentEntry, IndexError},
    span::Span,
};

/// The pictures of one quote, with the label of the page of each.
#[derive(Clone, Debug)]
pub struct Pictures {
    labels: Vec<String>,
    pictures: Arc<Vec<Picture>>,
}

impl Pictures {
    /// Each with the label of its page.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Picture)> {
        let labels = self.labels.iter().map(String::as_str);
        labels.zip(self.pictures.iter())
    }
}

/// Whether pages of a document can be painted.
pub fn has_pictures(entry: &DocumentEntry) -> bool {
    Format::from_path(entry.path.as_ref()).is_some_and(Format::has_pictures)
}

impl App {
    /// The painter of the pages of this corpus.
    pub fn painter(&self) -> Painter {
        Painter::beside(&self.means.reader, &self.config)
    }

    /// Pictures of the stretches of pages on which a quote stands, at most two. It blocks.
    pub fn pictures(
        &self,
        painter: &Painter,
        citation: &Citation,
    ) -> Result<Pictures, Arc<PictureError>> {
        let (entry, document) = self.pictured(citation)?;
        let spans = citation.quote.spans().to_vec();
        let pictures = self.painted(painter, entry, &document, View::Words, spans)?;
        let label = |picture: &Picture| match document.pages.get(picture.page) {
            Some(page) => page.label.clone(),
            None => (picture.page + 1).to_string(),
        };
        Ok(Pictures {
            labels: pictures.iter().map(label).collect(),
            pictures,
        })
    }

    fn pictured(
        &self,
        citation: &Citation,
    ) -> Result<(&DocumentEntry, Arc<Document>), PictureError> {
        let entry = self.generation.manifest().entry(&citation.document);
        let entry = entry.ok_or(PictureError::Changed)?;
        let document = self.generation.document(&citation.document)?;
        Ok((entry, document.ok_or(PictureError::Changed)?))
    }

    /// A view of a document, with these spans of its text marked. It blocks.
    pub fn painted(
        &self,
        painter: &Painter,
        entry: &DocumentEntry,
        document: &Document,
        view: View,
        spans: Vec<Span>,
    ) -> Result<Arc<Vec<Picture>>, Arc<PictureError>> {
        if !has_pictures(entry) {
            let format = Format::from_path(entry.path.as_ref());
            let format = format.map_or_else(String::new, |format| format.to_string());
            return Err(Arc::new(NoPicture::NoPages(format).into()));
        }
        let wanted = Wanted {
            file: entry.hash.clone(),
            view,
            spans,
        };
        painter.paint(&wanted, || {
            let words = wanted.spans.iter();
            let words = words.map(|span| span.of(&document.text).to_owned());
            let (format, bytes) = self.file(entry)?;
            Ok(PictureRequest {
                format,
                view,
                words: words.collect(),
                spans: wanted.spans.clone(),
                bytes,
            })
        })
    }

    /// The file that a document was read from, if it is the same still.
    pub(super) fn file(&self, entry: &DocumentEntry) -> Result<(Format, Vec<u8>), PictureError> {
        let largest = self.config.corpus.max_file_mb * 1024 * 1024;
        let shelves = shelves_folder(&self.config);
        let folders = folders(&self.config, &shelves);
        let found = corpus::find_in(folders, &entry.path, largest);
        // A process that never builds may have some documents, or none.
        let is_elsewhere = !self.config.index.build && !matches!(found, Ok(Some(_)));
        if is_elsewhere {
            return Err(PictureError::Elsewhere);
        }
        let file = found.map_err(IndexError::from)?;
        let file = file.ok_or(PictureError::Changed)?;
        let loaded = corpus::load(&file).map_err(PictureError::Unreadable)?;
        if loaded.hash.to_hex().as_str() != entry.hash {
            return Err(PictureError::Changed);
        }
        Ok((file.format, loaded.bytes))
    }
}
