//! (2) Files to documents: walking the folder, decoding, one parser a format, repair of glued text.

mod document;
mod extracted;
mod reading;
mod warning;

pub use document::{
    Document, DocumentId, Edit, EditKind, Footnote, Metadata, Origin, Page, Paragraph,
    ParagraphKind, Section,
};
pub use extracted::{Block, BlockKind, Extracted, Mark};
pub use reading::Reading;
pub use warning::{Severity, Warning};
