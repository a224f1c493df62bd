//! Questions whose answers are known, and whether an answer is one of them: what `eval` measures by, and what the
//! weights of a model are fitted to.

mod auroc;
mod judge;
mod questions;
mod set;

pub use auroc::auroc;
pub use judge::{is_hit, is_place, shows};
pub use questions::{Expected, KnownQuestion, Reply, read};
pub use set::Set;
