//! (5b) The reader in the browser, its JSON interface, and what tells how the program does.

mod api;
mod audience;
mod connection;
mod connection_limit;
mod health;
mod incident;
mod middleware;
mod pages;
mod reader;
mod ready;
mod retry_after;
mod serve;
mod write_timeout;

pub use health::{health, serve_health};
pub use reader::{reader, serve_reader};
pub use serve::{ListenError, listen};
