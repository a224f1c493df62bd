//! The state behind the pages: the parts of the reader that they share.

use std::sync::Arc;

use crate::app::{Painting, QuestionQueue};

/// The parts that all pages share.
#[derive(Clone)]
pub(in crate::web) struct PageState {
    /// The part that answers.
    pub(in crate::web) queue: Arc<QuestionQueue>,
    /// The part that paints pages.
    pub(in crate::web) painting: Painting,
}
