//! Things that happened lately, remembered for a while: the newest, and no more than so many.

use std::{
    collections::{HashSet, VecDeque},
    hash::Hash,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use moka::{policy::EvictionPolicy, sync::Cache};

/// Keeps the newest `count` for `age`. What moka does by default is of no use here: where it is
/// full, it keeps what was asked for often, and lets go of what is new.
pub(super) fn newest<K, V>(count: u64, age: Duration) -> Cache<K, V>
where
    K: Eq + Hash + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    Cache::builder()
        .max_capacity(count)
        .time_to_live(age)
        .eviction_policy(EvictionPolicy::lru())
        .build()
}

/// Things that happened. Of 20,000, their ids take 1.2 MiB; as keys of a cache they take 6.3.
pub(super) struct Recent<K> {
    count: usize,
    age: Duration,
    state: Mutex<Remembered<K>>,
}

struct Remembered<K> {
    known: HashSet<K>,
    /// The oldest first.
    order: VecDeque<(Instant, K)>,
}

impl<K: Copy + Eq + Hash> Recent<K> {
    /// Remembers the last `count`, for `age`.
    pub(super) fn new(count: usize, age: Duration) -> Self {
        let state = Remembered {
            known: HashSet::new(),
            order: VecDeque::new(),
        };
        Self {
            count,
            age,
            state: Mutex::new(state),
        }
    }

    /// Whether something happens for the first time, as far as is remembered.
    pub(super) fn is_first(&self, what: K) -> bool {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        while let Some((since, oldest)) = state.order.front().copied() {
            if state.order.len() < self.count && now.duration_since(since) < self.age {
                break;
            }
            state.order.pop_front();
            state.known.remove(&oldest);
        }
        let is_first = state.known.insert(what);
        if is_first {
            state.order.push_back((now, what));
        }
        is_first
    }

    /// Whether something happened.
    pub(super) fn has(&self, what: &K) -> bool {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.known.contains(what)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happened_last_is_known_however_much_happened_before() {
        let recent = Recent::new(100, Duration::from_mins(15));
        for id in 0..10_000_u64 {
            assert!(recent.is_first(id), "{id}");
            assert!(!recent.is_first(id), "{id} came twice");
            assert!(recent.has(&id.saturating_sub(50)), "{id}");
        }
        assert!(recent.is_first(0), "as it was so long ago");
        let state = recent.state.lock().unwrap();
        assert_eq!((state.known.len(), state.order.len()), (100, 100));
    }

    #[test]
    fn what_is_old_is_forgotten() {
        let recent = Recent::new(100, Duration::ZERO);
        assert!(recent.is_first(1));
        assert!(recent.is_first(1));
    }
}
