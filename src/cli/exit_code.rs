//! The exit codes of the program.

/// The question was answered, the quote found, the index built, the floors passed.
pub(super) const ANSWERED: u8 = 0;
/// The corpus does not say it.
pub(super) const NOT_FOUND: u8 = 1;
/// Something stands in the way of serving.
pub(super) const TROUBLE: u8 = 1;
/// The command could not do its work.
pub(super) const FAILED: u8 = 2;
