//! A child process of the program itself that does what may go wrong: what is asked of it is bounded
//! in memory, time and length, and whatever becomes of it, the program goes on.
//!
//! Here is how a child is started, limited, asked, ended and reaped; what it is asked stands
//! elsewhere. A child answers many requests, one after the other, and is replaced when it died or
//! grew. It is started with an empty environment, reads requests from its standard input and ends
//! with it, and can open no file.

mod child;
mod fault;
mod frame;
mod limits;
mod memory;
mod pool;
mod process;

use serde::{Deserialize, Serialize};

pub use child::serve;
pub use fault::Fault;
pub use limits::Limits;
pub use memory::usable_memory;
pub use pool::{Pending, Sandbox};

/// The hidden command by which the program is a child.
pub const COMMAND: &str = "sandbox";

/// The stack on which requests are worked on: what is nested is read by functions that call
/// themselves.
const STACK: u64 = 16 * 1024 * 1024;

/// The message that a child sends back.
#[derive(Debug, Serialize, Deserialize)]
enum Reply<A> {
    /// The answer that was asked for.
    Answer(A),
    /// It panicked, in this line.
    Panicked(String),
}
