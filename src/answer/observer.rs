//! The observer that is told how far a question is. Only it knows what time it is.

/// Is told where the work on a question is.
pub trait Observer: Sync {
    /// The question is about to be embedded.
    fn embeds(&self);
    /// It is embedded; the rest is searching, ranking and quoting.
    fn has_embedded(&self);
}

/// Nobody is told.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unobserved;

impl Observer for Unobserved {
    fn embeds(&self) {}
    fn has_embedded(&self) {}
}
