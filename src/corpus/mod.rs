//! (2) Files to documents: walking the folder, decoding, one parser a format, repair of glued text.

mod assemble;
mod attempts;
mod binary;
mod bytes;
pub mod code;
mod cohesion;
mod content;
mod debouncer;
mod declared_encoding;
mod decode;
pub mod derive;
mod document;
mod document_reader;
mod edition;
mod error;
mod extracted;
mod file_name;
mod file_state;
mod formats;
mod line_numbers;
mod load;
pub mod numbering;
mod opening;
mod outline;
mod picture;
mod printable;
mod put;
mod read;
mod reading;
pub mod regular_file;
pub mod repair;
mod section_names;
mod sections;
mod set_apart;
mod sidecar;
mod slow;
mod source_file;
mod style;
mod suggest;
mod title;
mod walk;
mod warning;
mod watch;

pub use assemble::{Parsed, SourceInfo, assemble};
pub use attempts::{Attempt, Attempts};
pub use content::Content;
pub use debouncer::{Debouncer, Scan};
pub use decode::{DecodeError, Decoded, How, decode, decode_as};
pub use document::{
    Certainty, Document, DocumentId, Edit, EditKind, Footnote, Item, Metadata, Origin, Page,
    Paragraph, ParagraphKind, Section,
};
pub use document_reader::{
    DocumentReader, MemoryBound, ReadOptions, ReadOutcome, Request, Response, answer,
};
pub use edition::{edition, without_edition};
pub use error::CorpusError;
pub use extracted::{Block, BlockKind, Extracted, Mark};
pub use file_name::{ending_of, safe_name, with_ending};
pub use file_state::FileState;
pub use formats::{Format, parse};
pub use load::{Loaded, is_unchanged, load};
pub use outline::{Outline, OutlineError, OutlineSection};
pub use picture::{Area, NoPicture, Picture, PictureRequest, View};
pub use printable::printable;
pub use put::{NewFile, PutError, put};
pub use read::{RawDocument, read};
pub use reading::Reading;
pub use section_names::BELOW;
pub use set_apart::{Account, Reason, SetApart, letters};
pub use sidecar::{Setting, SidecarError, with_settings};
pub use source_file::{SourceFile, encoding_of, outline_of, without_ending};
pub use style::{Style, Styled};
pub use suggest::{Suggestion, suggest};
pub use title::title;
pub use walk::{CACHE_SIGNATURE, CACHE_TAG, Walk, find, walk};
pub use warning::{Severity, Warning};
pub use watch::{Heard, Watch, WatchError};
