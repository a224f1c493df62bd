//! An index that several processes share: who may publish it, what is published, and the bytes of its files. What a
//! file of it means is known elsewhere; here it has a path, a length and a hash.

mod error;
mod leader;
mod listener;
mod place;
mod published;
mod shared_index;

pub use error::ShareError;
pub use leader::{Leader, Sent};
pub use listener::Listener;
pub use published::{Published, PublishedFile};
pub use shared_index::SharedIndex;
