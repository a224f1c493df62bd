//! Thread pools for the model: one thread each. A text is embedded by one thread, and many texts
//! by as many; a text on two threads would gain little.

use std::sync::{Arc, Mutex, PoisonError};

use rten::ThreadPool;

/// Idle pools, taken by whoever embeds a text.
#[derive(Debug, Default)]
pub(super) struct Workers {
    idle: Mutex<Vec<Arc<ThreadPool>>>,
}

impl Workers {
    /// Does something with a pool that nobody else uses meanwhile.
    pub(super) fn with<T>(&self, work: impl FnOnce(Arc<ThreadPool>) -> T) -> T {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let pool = idle().pop();
        let pool = pool.unwrap_or_else(|| Arc::new(ThreadPool::with_num_threads(1)));
        let done = work(Arc::clone(&pool));
        idle().push(pool);
        done
    }
}
