//! A progress bar on standard error for long builds.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::index::{Progress, Stage};

/// Below this much a stage is over before a bar could be read.
const MIN_COUNT: usize = 20;

/// Shows how far a build is, with the time left. Nothing is shown where standard error is not a
/// terminal.
pub(super) struct Bar(ProgressBar);

impl Bar {
    pub(super) fn new() -> Self {
        Self(ProgressBar::hidden())
    }
}

impl Progress for Bar {
    fn begin(&self, stage: Stage, count: usize) {
        if count < MIN_COUNT {
            return;
        }
        let what = match stage {
            Stage::Reading => "reading {bar:30} {pos}/{len} documents, {eta} left",
            Stage::Embedding => "embedding {bar:30} {pos}/{len} texts, {eta} left",
        };
        self.0.reset();
        self.0
            .set_draw_target(indicatif::ProgressDrawTarget::stderr());
        self.0.set_length(count as u64);
        if let Ok(style) = ProgressStyle::with_template(what) {
            self.0.set_style(style);
        }
        self.0.enable_steady_tick(Duration::from_millis(200));
    }

    fn advance(&self) {
        self.0.inc(1);
    }

    fn finish(&self) {
        self.0.finish_and_clear();
    }
}
