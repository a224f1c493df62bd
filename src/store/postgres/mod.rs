//! PostgreSQL in place of the file, where a server is named: so several processes keep one memory.

mod error;
mod link;
mod pool;
mod schema;
mod server;
mod sharing;
mod tls;

pub use error::ServerError;
pub(super) use link::Link;
pub(super) use pool::Pool;
pub(super) use schema::{look, prepare, present};
pub use server::PostgresServer;
pub use sharing::{Leader, Listener, Published, PublishedFile, Sent, ShareError, SharedIndex};
