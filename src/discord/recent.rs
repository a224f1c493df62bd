//! What happened lately, remembered for a while: the newest of it, and no more than so much.

use std::{hash::Hash, time::Duration};

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

/// Things that happened.
pub(super) struct Recent<K>(Cache<K, ()>);

impl<K: Eq + Hash + Send + Sync + 'static> Recent<K> {
    /// Remembers the last `count`, for `age`.
    pub(super) fn new(count: u64, age: Duration) -> Self {
        Self(newest(count, age))
    }

    /// Whether something happens for the first time, as far as is remembered.
    pub(super) fn is_first(&self, what: K) -> bool {
        self.0.entry(what).or_insert(()).is_fresh()
    }

    /// Whether something happened.
    pub(super) fn has(&self, what: &K) -> bool {
        self.0.contains_key(what)
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
        recent.0.run_pending_tasks();
        assert!(recent.0.entry_count() <= 100);
    }
}
