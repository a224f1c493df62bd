//! The times at which a process may become the one that builds.

use std::time::{Duration, Instant};

use super::fit::Fit;

/// Whoever cannot read the corpus leaves the building to others for so long.
const RESIGNED: Duration = Duration::from_secs(30);

/// A generation that a process cannot serve is replaced by it when nobody else has built for so long: during an update,
/// or while a setting is changed on one process after the other, those who can go on.
const PATIENCE: Duration = Duration::from_mins(5);

/// The standing of this process in the next election.
#[derive(Debug, Default)]
pub(super) struct Standing {
    resigned: Option<Instant>,
    /// Since then, nobody builds, and what is published cannot be served here.
    unfit: Option<Instant>,
}

impl Standing {
    /// The corpus cannot be read here.
    pub(super) fn resign(&mut self, now: Instant) {
        self.resigned = Some(now);
    }

    /// Whether this process may stand now; `newest` says how the newest generation fits it.
    pub(super) fn may_stand(&mut self, newest: Option<Fit>, is_led: bool, now: Instant) -> bool {
        let since = |then: Instant| now.saturating_duration_since(then);
        if self.resigned.is_some_and(|then| since(then) < RESIGNED) {
            return false;
        }
        match newest {
            None | Some(Fit::Fits) => {
                self.unfit = None;
                !is_led
            }
            Some(Fit::Newer) => false,
            Some(Fit::Older | Fit::OtherModel) if is_led => {
                self.unfit = None;
                false
            }
            Some(Fit::Older | Fit::OtherModel) => {
                let unfit = *self.unfit.get_or_insert(now);
                since(unfit) >= PATIENCE
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_served_is_replaced_when_nobody_has_built_for_a_while() {
        let mut standing = Standing::default();
        let begun = Instant::now();
        let at = |minutes| begun + Duration::from_mins(minutes);
        assert!(standing.may_stand(None, false, at(0)));
        assert!(standing.may_stand(Some(Fit::Fits), false, at(0)));
        assert!(!standing.may_stand(Some(Fit::Fits), true, at(0)));
        for fit in [Fit::Older, Fit::OtherModel] {
            assert!(!standing.may_stand(Some(fit), false, at(1)));
            assert!(!standing.may_stand(Some(fit), false, at(5)));
            // Somebody built meanwhile.
            assert!(!standing.may_stand(Some(fit), true, at(7)));
            assert!(!standing.may_stand(Some(fit), false, at(8)));
            assert!(standing.may_stand(Some(fit), false, at(13)));
            assert!(standing.may_stand(Some(Fit::Fits), false, at(13)));
        }
        assert!(!standing.may_stand(Some(Fit::Newer), false, at(1_000)));
    }

    #[test]
    fn who_cannot_read_the_corpus_leaves_it_to_others_for_a_moment() {
        let mut standing = Standing::default();
        let begun = Instant::now();
        standing.resign(begun);
        assert!(!standing.may_stand(Some(Fit::Fits), false, begun + Duration::from_secs(29)));
        assert!(standing.may_stand(Some(Fit::Fits), false, begun + Duration::from_secs(30)));
    }
}
