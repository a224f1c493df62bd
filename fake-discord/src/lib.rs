//! Discord, faked: REST and gateway over loopback, with a model of its state behind them. The real
//! client runs against it. A test reads as a conversation:
//!
//! ```ignore
//! let discord = Discord::start().await;
//! let bot = discord.bot(&corpus()).await;
//! let answer = discord.anna().ask("Wer leitet das CFIUS?").await;
//! insta::assert_snapshot!(answer, @"…");
//! bot.stop().await;
//! discord.end();
//! ```
//!
//! It is strict: unknown routes, events that the client could not read, a second answer to an
//! interaction, an answer after 3 s, payloads that Discord would refuse, pings, and messages that
//! the test never looked at, all fail the test at [`Discord::end`].
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    clippy::print_stderr,
    clippy::needless_pass_by_value,
    clippy::unused_self,
    clippy::assigning_clones,
    clippy::too_many_lines,
    reason = "a test that cannot go on fails"
)]

mod bot;
mod checks;
mod discord;
mod gateway;
mod ids;
mod model;
mod opened;
mod payloads;
mod person;
mod rest;
mod said;
mod schema;
mod start;
mod upload;

pub use bot::Bot;
pub use discord::Discord;
pub use ids::{APPLICATION, BOT, CHANNEL, DIRECT, GUILD, HALL, OTHER_GUILD, THREAD, TOKEN};
pub use model::{AttachedFile, Trouble};
pub use opened::{opened, written_long_ago};
pub use payloads::Server;
pub use person::Person;
pub use said::Said;
