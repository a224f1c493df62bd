//! A look at a shared index that changes nothing.

use super::session::Sharing;
use crate::{answer::Model, config::Config, index::IndexError};

/// The state of a shared index, for somebody who asks once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharingDiagnosis {
    /// The newest generation that is published.
    pub published: Option<u64>,
    /// Whether some process builds.
    pub is_led: bool,
    /// The reason why this process cannot serve what is published.
    pub obstacle: Option<String>,
}

/// Looks at the index that several processes share, where they do.
pub fn diagnose_sharing(
    config: &Config,
    model: &Model,
) -> Option<Result<SharingDiagnosis, IndexError>> {
    config.index.is_shared().then(|| {
        let sharing = Sharing::of(config, model)?;
        let published = sharing.inspect()?;
        Ok(SharingDiagnosis {
            published: published.first().map(|newest| newest.number),
            is_led: sharing.is_led()?,
            obstacle: sharing.obstacle(&published),
        })
    })
}
