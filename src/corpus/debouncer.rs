//! Files that are being copied or written wait until they are whole: what changed is read when it
//! was the same in two looks some time apart. What is gone waits too, as some editors and copiers
//! take a file away before they put it back.
//!
//! Only a program that serves waits. A command that answers once reads what is there.

use std::{
    collections::BTreeMap,
    fmt::Debug,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant, SystemTime},
};

use super::{FileState, file_state::since_1970, watch::Heard};

/// A file that somebody opened for writing is waited for so long after the last change to it: a
/// copy over a bad line stands still at times, and some programs never close what they write.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// The files as they were seen in the looks so far.
#[derive(Debug)]
pub struct Debouncer {
    settle: Duration,
    looks: Mutex<Looks>,
}

#[derive(Debug)]
struct Looks {
    is_first: bool,
    now: Scan,
    seen: BTreeMap<String, Seen>,
}

/// One look at the corpus: when it is, and what was heard before it.
#[derive(Clone, Debug)]
pub struct Scan {
    /// The time of the look.
    pub at: Instant,
    /// The same by the clock, with which times of files are compared.
    pub clock: SystemTime,
    /// The news from the operating system.
    pub heard: Heard,
}

/// A file as it was found.
#[derive(Debug)]
struct Seen {
    what: blake3::Hash,
    since: Instant,
    /// Whether it was asked for in this look.
    is_asked: bool,
    is_settled: bool,
}

impl Debouncer {
    /// Waits until a file has not changed for `settle`.
    pub fn new(settle: Duration, first: Scan) -> Self {
        Self {
            settle,
            looks: Mutex::new(Looks {
                is_first: true,
                now: first,
                seen: BTreeMap::new(),
            }),
        }
    }

    /// Begins another look.
    pub fn look(&self, look: Scan) {
        let mut looks = self.looks.lock().unwrap_or_else(PoisonError::into_inner);
        looks.is_first = false;
        looks.now = look;
        // What nobody asked for in the look before is as it is in the index.
        looks.seen.retain(|_, seen| seen.is_asked);
        for seen in looks.seen.values_mut() {
            seen.is_asked = false;
        }
    }

    /// The number of files that were asked for in this look and are still waited for.
    pub fn waiting(&self) -> usize {
        let looks = self.looks.lock().unwrap_or_else(PoisonError::into_inner);
        let seen = looks.seen.values();
        seen.filter(|seen| seen.is_asked && !seen.is_settled)
            .count()
    }

    /// Whether a changed document can be read; `is_served` says whether it is in the index.
    pub fn is_whole(&self, states: &[FileState], is_served: bool) -> bool {
        let Some(first) = states.first() else {
            return true;
        };
        let mut looks = self.looks.lock().unwrap_or_else(PoisonError::into_inner);
        let heard = &looks.now.heard;
        // Whoever makes a file, or empties it, means to write to it. (A file that is made by a link is
        // never closed, and has something in it.)
        let is_empty = first.len == 0;
        let is_open = is_empty && heard.created.contains(&first.path)
            || states
                .iter()
                .any(|state| heard.being_written.contains(&state.path));
        // A new file may be a half of a rename, whose other half is to go at the same time.
        let is_replaced = is_served && !is_empty && heard.moved_in.contains(&first.path);
        let changed = states.iter().map(|state| state.modified_ns).max();
        let age = since_1970(looks.now.clock).saturating_sub(changed.unwrap_or(0));
        let is_old = looks.is_first && age >= self.settle.as_nanos();
        let at_once = !is_open && (is_replaced || is_old);
        let settle = if is_open { LONGEST_PAUSE } else { self.settle };
        looks.has_settled(&first.path, &states, settle, at_once)
    }

    /// Whether a document that is no longer found is gone.
    pub fn is_gone(&self, path: &str) -> bool {
        let mut looks = self.looks.lock().unwrap_or_else(PoisonError::into_inner);
        let at_once = looks.is_first;
        looks.has_settled(path, &"gone", self.settle, at_once)
    }

    /// Whether anything else was the same for long enough to be believed.
    pub fn is_certain(&self, name: &str, what: &impl Debug) -> bool {
        let mut looks = self.looks.lock().unwrap_or_else(PoisonError::into_inner);
        let at_once = looks.is_first;
        // No file has such a name.
        looks.has_settled(&format!("\0{name}"), what, self.settle, at_once)
    }
}

impl Looks {
    fn has_settled(
        &mut self,
        path: &str,
        what: &impl Debug,
        settle: Duration,
        at_once: bool,
    ) -> bool {
        let what = blake3::hash(format!("{what:?}").as_bytes());
        let now = self.now.at;
        let seen = self.seen.entry(path.to_owned()).or_insert(Seen {
            what,
            since: now,
            is_asked: true,
            is_settled: false,
        });
        if seen.what != what {
            (seen.what, seen.since) = (what, now);
        }
        seen.is_asked = true;
        seen.is_settled = at_once || now.duration_since(seen.since) >= settle;
        seen.is_settled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SETTLE: Duration = Duration::from_secs(1);

    struct Looker {
        debouncer: Debouncer,
        begun: Instant,
        heard: Heard,
    }

    impl Looker {
        fn new() -> Self {
            let begun = Instant::now();
            let debouncer = Debouncer::new(SETTLE, look(begun, Heard::default()));
            Self {
                debouncer,
                begun,
                heard: Heard::default(),
            }
        }

        fn at(&self, millis: u64) -> &Debouncer {
            let at = self.begun + Duration::from_millis(millis);
            self.debouncer.look(look(at, self.heard.clone()));
            &self.debouncer
        }
    }

    fn look(at: Instant, heard: Heard) -> Scan {
        let clock = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000);
        Scan { at, clock, heard }
    }

    fn file(len: u64, modified_s: u128) -> [FileState; 1] {
        [FileState {
            path: "a.md".to_owned(),
            len,
            modified_ns: modified_s * 1_000_000_000,
            changed_ns: 0,
        }]
    }

    #[test]
    fn a_file_that_grows_is_read_when_it_no_longer_does() {
        let looker = Looker::new();
        for (at, len, whole) in [
            (100, 1, false),
            (900, 2, false),
            (1_800, 3, false),
            (2_700, 3, false),
            (2_800, 3, true),
        ] {
            let debouncer = looker.at(at);
            assert_eq!(debouncer.is_whole(&file(len, 1_000), false), whole, "{at}");
            assert_eq!(debouncer.waiting(), usize::from(!whole));
        }
    }

    #[test]
    fn in_the_first_look_the_clock_says_what_is_whole() {
        let looker = Looker::new();
        assert!(looker.debouncer.is_whole(&file(1, 999), false));
        assert!(!looker.debouncer.is_whole(&file(1, 1_000), false));
        // A clock that is behind.
        assert!(!looker.debouncer.is_whole(&file(1, 2_000), false));
        let debouncer = looker.at(1_000);
        assert!(debouncer.is_whole(&file(1, 2_000), false));
    }

    #[test]
    fn what_is_moved_into_place_is_read_at_once() {
        let mut looker = Looker::new();
        looker.heard.moved_in.insert("a.md".to_owned());
        assert!(!looker.at(10).is_whole(&file(1, 1_000), false));
        assert!(looker.at(20).is_whole(&file(1, 1_000), true));
    }

    #[test]
    fn what_is_open_is_waited_for_much_longer() {
        let mut looker = Looker::new();
        looker.heard.being_written.insert("a.md".to_owned());
        assert!(!looker.at(0).is_whole(&file(1, 1_000), true));
        assert!(!looker.at(29_000).is_whole(&file(1, 1_000), true));
        assert!(looker.at(30_000).is_whole(&file(1, 1_000), true));
        looker.heard.being_written.clear();
        assert!(looker.at(30_001).is_whole(&file(1, 1_000), true));
    }

    #[test]
    fn an_empty_file_is_waited_for_while_somebody_has_it_open() {
        let mut looker = Looker::new();
        looker.heard.created.insert("a.md".to_owned());
        assert!(!looker.at(0).is_whole(&file(0, 1_000), false));
        assert!(!looker.at(29_000).is_whole(&file(0, 1_000), false));
        assert!(looker.at(30_000).is_whole(&file(0, 1_000), false));
        // A link to a file is made and never closed.
        assert!(!looker.at(31_000).is_whole(&file(1, 1_000), false));
        assert!(looker.at(32_000).is_whole(&file(1, 1_000), false));
    }

    #[test]
    fn an_empty_file_in_the_place_of_a_document_may_not_stay_so() {
        let mut looker = Looker::new();
        looker.heard.moved_in.insert("a.md".to_owned());
        assert!(!looker.at(10).is_whole(&file(0, 1_000), true));
        assert!(!looker.at(900).is_whole(&file(0, 1_000), true));
        assert!(looker.at(1_010).is_whole(&file(0, 1_000), true));
    }

    #[test]
    fn what_is_gone_and_comes_back_was_never_gone() {
        let looker = Looker::new();
        assert!(!looker.at(0).is_gone("a.md"));
        assert!(!looker.at(900).is_whole(&file(1, 1_000), true));
        assert!(!looker.at(1_800).is_gone("a.md"));
        assert!(looker.at(2_800).is_gone("a.md"));
    }

    #[test]
    fn what_is_no_longer_asked_for_is_forgotten() {
        let looker = Looker::new();
        assert!(!looker.at(0).is_gone("a.md"));
        looker.at(500);
        looker.at(1_000);
        assert!(!looker.at(1_500).is_gone("a.md"));
    }
}
