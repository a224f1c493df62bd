//! Thread pools for the model: one thread each. A text is embedded by one thread, and many texts
//! by as many; a text on two threads would gain little.

use std::{
    sync::{Arc, Mutex, PoisonError},
    thread,
};

use rten::ThreadPool;

/// Idle pools, taken by whoever embeds a text.
#[derive(Debug, Default)]
pub(super) struct Workers {
    interactive: Idle,
    background: Idle,
}

/// The priority of a computation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Priority {
    /// Somebody waits for an answer.
    Interactive,
    /// A build goes on beside the answers.
    Background,
}

/// Pools of one priority that nobody uses.
type Idle = Mutex<Vec<Arc<ThreadPool>>>;

impl Workers {
    /// Does something with a pool that nobody else uses meanwhile.
    pub(super) fn with<T>(&self, priority: Priority, work: impl FnOnce(Arc<ThreadPool>) -> T) -> T {
        let pools = match priority {
            Priority::Interactive => &self.interactive,
            Priority::Background => &self.background,
        };
        let idle = || pools.lock().unwrap_or_else(PoisonError::into_inner);
        let pool = idle().pop();
        let pool = pool.unwrap_or_else(|| Arc::new(new_pool(priority)));
        let done = work(Arc::clone(&pool));
        idle().push(pool);
        done
    }
}

fn new_pool(priority: Priority) -> ThreadPool {
    let new = || ThreadPool::with_num_threads(1);
    match priority {
        Priority::Interactive => new(),
        // Its thread steps back as much as the one that makes it, which ends with that.
        Priority::Background => thread::scope(|scope| {
            let made = scope.spawn(|| {
                step_back();
                new()
            });
            made.join().unwrap_or_else(|_| new())
        }),
    }
}

/// Gives the cores to other threads whenever these want them, as far as the system can tell threads apart:
/// elsewhere it would be the whole program that steps back.
fn step_back() {
    /// Such a thread gets a thirtieth of what another one gets beside it.
    #[cfg(target_os = "linux")]
    const NICE: i32 = 15;
    #[cfg(target_os = "linux")]
    let _ = rustix::process::setpriority_process(None, NICE);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn only_what_nobody_waits_for_steps_back() {
        let workers = Workers::default();
        let nice = |priority| {
            workers.with(priority, |pool| {
                pool.run(|| rustix::process::getpriority_process(None).unwrap())
            })
        };
        let before = rustix::process::getpriority_process(None).unwrap();
        for _ in 0..2 {
            assert_eq!(nice(Priority::Interactive), before);
            assert_eq!(nice(Priority::Background), before.max(15));
        }
        assert_eq!(rustix::process::getpriority_process(None).unwrap(), before);
    }
}
