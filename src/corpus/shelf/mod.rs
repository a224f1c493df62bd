//! Documents that single servers keep beside the corpus: the library of each, in a folder of its own in the data
//! directory.

mod aside;
mod error;
mod path;
mod server_shelf;
mod shelves;

pub use aside::Aside;
pub use error::ShelfError;
pub use path::{SHELVES, is_shelved, server_of, shelved_path, without_shelf};
pub use server_shelf::{Shelf, ShelfLimits, ShelvedFile};
pub use shelves::Shelves;
pub(super) use shelves::folders;
