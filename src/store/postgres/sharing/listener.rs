//! Hearing that something was published, without asking.

use std::time::Duration;

use crate::store::{ServerError, postgres::Link};

/// A connection on which it is heard that something was published.
pub struct Listener {
    link: Link,
}

impl Listener {
    pub(super) fn new(mut link: Link) -> Result<Self, ServerError> {
        link.batch("LISTEN fundstelle_index")?;
        Ok(Self { link })
    }

    /// Waits, at most for so long; says whether something is new.
    pub fn wait(&mut self, at_most: Duration) -> Result<bool, ServerError> {
        self.link.hears(at_most)
    }
}
