//! An index that several processes share: one of them builds it, and all serve what is published. Nothing is asked of
//! the database for a question: a process looks there when it hears of something new, and from time to time.

mod diagnosis;
mod fit;
mod listening;
mod session;
mod standing;
mod status;

pub use diagnosis::{SharingDiagnosis, diagnose_sharing};
pub(super) use session::{Led, Sharing};
pub use status::{SharingRole, SharingStatus};
