//! (4b) What the program tells about itself: numbers for Prometheus, and logs. Both are passed along
//! and never reached through a global. Neither ever holds what somebody asked, nor who asked it.

mod clock;
mod gateway;
mod labels;
mod line;
mod log;
mod metrics;
mod process;

pub use clock::{day, now};
pub use gateway::{ConnectionChange, Gateway, Shard, ShardShare, ShardState};
pub use labels::{FrontEnd, QuestionOutcome, QuestionStage};
pub use log::start_logging;
pub use metrics::{Corpus, Metrics};
