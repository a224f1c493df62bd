//! The progress of a long build, on standard error: a bar on a terminal; elsewhere one line at its beginning; and while
//! the program serves also lines of the log, which say how long it will take.

use std::{
    io::{self, IsTerminal},
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressStyle};

use super::output::complain;
use crate::{
    index::{Ahead, BuildStage, Pace, Progress},
    plural::{counted, spoken},
};

/// Below this much a stage is over before a bar could be read.
const MIN_COUNT: usize = 20;

/// The least time that is worth a line.
const WORTH_A_LINE: Duration = Duration::from_secs(5);

/// The time between two lines that say how far a build is.
const EVERY: Duration = Duration::from_secs(30);

/// Shows how far a build is, with the time left. Nothing is shown where standard error is not a
/// terminal.
#[derive(Clone)]
pub(super) struct Bar(ProgressBar);

impl Bar {
    pub(super) fn new() -> Self {
        Self(ProgressBar::hidden())
    }

    /// The place above the bar, for lines that must not run into it.
    pub(super) fn lines_above(&self) -> impl Fn() -> LinesAbove + Send + Sync + 'static + use<> {
        let bar = self.0.clone();
        move || LinesAbove(bar.clone())
    }
}

impl Progress for Bar {
    fn begin(&self, stage: BuildStage, count: usize) {
        if count < MIN_COUNT {
            return;
        }
        let what = match stage {
            BuildStage::Reading => "reading {bar:30} {pos}/{len} documents, {eta} left",
            BuildStage::Embedding => "embedding {bar:30} {pos}/{len} texts, {eta} left",
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
        self.0.disable_steady_tick();
        self.0.finish_and_clear();
    }
}

/// A build of more bytes takes long enough for a line where nobody sees a bar: with a model, and of
/// words alone.
const LONG_EMBEDDED: u64 = 500_000;
const LONG_OF_WORDS: u64 = 20_000_000;

/// So does one of more texts, however few bytes they come from.
const LONG_TEXTS: usize = 3_000;

/// The progress of a command that answers once: the bar on a terminal, elsewhere a line on standard error at
/// the beginning of a build that takes long.
pub(super) struct Announced {
    bar: Bar,
    is_terminal: bool,
    ahead: Mutex<Option<Ahead>>,
}

impl Announced {
    pub(super) fn new() -> Self {
        Self {
            bar: Bar::new(),
            is_terminal: io::stderr().is_terminal(),
            ahead: Mutex::default(),
        }
    }

    /// Says the line, once for each build.
    fn say(&self) {
        let mut ahead = self.ahead.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(ahead) = ahead.take().filter(|_| !self.is_terminal) {
            complain(&announcement(ahead));
        }
    }
}

impl Progress for Announced {
    fn announce(&self, ahead: Ahead) {
        *self.ahead.lock().unwrap_or_else(PoisonError::into_inner) = Some(ahead);
        if is_long(ahead) {
            self.say();
        }
    }

    fn begin(&self, stage: BuildStage, count: usize) {
        self.bar.begin(stage, count);
        if stage == BuildStage::Embedding && count >= LONG_TEXTS {
            self.say();
        }
    }

    fn advance(&self) {
        self.bar.advance();
    }

    fn finish(&self) {
        self.bar.finish();
    }
}

/// Whether a build takes long, as far as the bytes of its files tell.
fn is_long(ahead: Ahead) -> bool {
    let most = if ahead.embeds {
        LONG_EMBEDDED
    } else {
        LONG_OF_WORDS
    };
    ahead.bytes >= most
}

/// The words at the beginning of a build that takes long.
fn announcement(ahead: Ahead) -> String {
    if ahead.is_new {
        let documents = counted(ahead.documents, "document", "documents");
        return format!(
            "Reading {documents} and building the index; this takes a while. Later only what changed is read."
        );
    }
    if ahead.documents == 0 {
        return "Bringing the index up to date; this takes a while.".to_owned();
    }
    let documents = counted(
        ahead.documents,
        "new or changed document",
        "new or changed documents",
    );
    format!("Reading {documents} and bringing the index up to date; this takes a while.")
}

/// Standard error, with the bar put aside while something is written.
pub(super) struct LinesAbove(ProgressBar);

impl io::Write for LinesAbove {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.suspend(|| io::stderr().write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().flush()
    }
}

/// The progress of a program that serves: the bar, and lines of the log. Like the tracker of the core, which
/// answers whoever asks how far a build is, it hears the events of a build and keeps a pace of its own.
pub(super) struct Told {
    bar: Bar,
    lines: Mutex<Option<Lines>>,
}

impl Told {
    pub(super) fn new(bar: Bar) -> Self {
        Self {
            bar,
            lines: Mutex::default(),
        }
    }
}

impl Progress for Told {
    fn begin(&self, stage: BuildStage, count: usize) {
        self.bar.begin(stage, count);
        let lines = Lines::new(Pace::new(stage, count, Instant::now()));
        *self.lines.lock().unwrap_or_else(PoisonError::into_inner) = Some(lines);
    }

    fn advance(&self) {
        self.bar.advance();
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(lines) = &mut *lines else {
            return;
        };
        // The bar says the rest.
        let is_shown = lines.has_told && !self.bar.0.is_hidden();
        if let Some(left) = lines.advance(Instant::now()).filter(|_| !is_shown) {
            tracing::info!(
                done = lines.pace.done,
                of = lines.pace.count,
                "{} will take about {} more",
                lines.work(),
                spoken(left)
            );
        }
    }

    fn finish(&self) {
        self.bar.finish();
        *self.lines.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// The lines about a stage.
struct Lines {
    pace: Pace,
    /// Not before this a line says how far it is.
    next: Option<Instant>,
    has_told: bool,
}

impl Lines {
    fn new(pace: Pace) -> Self {
        Self {
            pace,
            next: None,
            has_told: false,
        }
    }

    /// Counts one more; the time left, if it is time for a line.
    fn advance(&mut self, now: Instant) -> Option<Duration> {
        self.pace.advance();
        if self.next.is_some_and(|next| now < next) {
            return None;
        }
        let left = self.pace.left(now)?;
        self.next = Some(now + EVERY);
        let is_worth_it = left >= WORTH_A_LINE;
        self.has_told |= is_worth_it;
        is_worth_it.then_some(left)
    }

    fn work(&self) -> &'static str {
        match self.pace.stage {
            BuildStage::Reading => "reading the documents",
            BuildStage::Embedding => "building the index",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_stage_is_estimated_after_a_moment_and_told_now_and_then() {
        let begun = Instant::now();
        let mut told = Lines::new(Pace::new(BuildStage::Embedding, 1_000, begun));
        let mut lines = Vec::new();
        // Ten texts a second.
        for text in 1..=1_000 {
            let now = begun + Duration::from_millis(100) * text;
            let line = told.advance(now);
            lines.extend(
                line.map(|left| {
                    format!("{}: {}", now.duration_since(begun).as_secs(), spoken(left))
                }),
            );
        }
        insta::assert_snapshot!(lines.join("\n"), @"
        2: 2 minutes
        32: 70 seconds
        62: 40 seconds
        92: 10 seconds
        ");
    }

    #[test]
    fn a_build_that_takes_long_is_announced() {
        let first = Ahead {
            documents: 12,
            bytes: 4_000_000,
            embeds: true,
            is_new: true,
        };
        let of_words = Ahead {
            embeds: false,
            ..first
        };
        let short = Ahead {
            bytes: 80_000,
            ..first
        };
        assert_eq!([first, of_words, short].map(is_long), [true, false, false]);
        let later = Ahead {
            documents: 1,
            is_new: false,
            ..first
        };
        insta::assert_snapshot!([first, later].map(announcement).join("\n"), @r"
        Reading 12 documents and building the index; this takes a while. Later only what changed is read.
        Reading 1 new or changed document and bringing the index up to date; this takes a while.
        ");
    }

    #[test]
    fn a_short_stage_is_worth_no_line() {
        let begun = Instant::now();
        let mut lines = Lines::new(Pace::new(BuildStage::Embedding, 60, begun));
        for text in 1..=60 {
            assert_eq!(
                lines.advance(begun + Duration::from_millis(100) * text),
                None
            );
        }
    }
}
