//! What a child that reads files is asked, and what it answers.

use serde::{Deserialize, Serialize};

use super::{
    Format, NoPicture, Parsed, Picture, PictureRequest, RawDocument, Warning, formats, read,
};

/// A request to a child.
#[derive(Debug, Serialize, Deserialize)]
pub enum SandboxRequest {
    /// To read a document.
    Document(RawDocument),
    /// To paint where words stand on pages.
    Picture(PictureRequest),
}

/// The answer of a child.
#[derive(Debug, Serialize, Deserialize)]
pub enum SandboxResponse {
    /// The document, or why there is none.
    Document(Result<Box<Parsed>, Warning>),
    /// The pictures, or why there is none.
    Picture(Result<Vec<Picture>, NoPicture>),
}

/// Does what a child is asked.
pub fn answer(request: SandboxRequest) -> SandboxResponse {
    match request {
        SandboxRequest::Document(raw) => SandboxResponse::Document(read(raw).map(Box::new)),
        SandboxRequest::Picture(request) => SandboxResponse::Picture(paint(request)),
    }
}

/// Paints what is asked for, at most two pictures: more are not looked at.
fn paint(request: PictureRequest) -> Result<Vec<Picture>, NoPicture> {
    match request.format {
        Format::Pdf => formats::pictures(request),
        other => Err(NoPicture::NoPages(other.to_string())),
    }
}
