//! PostgreSQL in place of the file, where a server is named: so several processes keep one memory.

mod error;
mod link;
mod pool;
mod schema;
mod server;
mod shard_leases;
mod sharing;
mod tls;

pub use error::ServerError;
pub(super) use link::Link;
pub(super) use pool::Pool;
pub(super) use schema::{look, prepare, present};
pub use server::PostgresServer;
pub use shard_leases::{
    HandedSession, LeaseAnswer, LeaseRound, LeaseTerms, ShardCensus, ShardLease, ShardLeases,
};
pub use sharing::{Leader, Listener, Published, PublishedFile, Sent, ShareError, SharedIndex};
