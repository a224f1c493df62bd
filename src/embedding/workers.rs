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
    waited_for: Idle,
    in_the_background: Idle,
}

/// The haste with which something is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Haste {
    /// Somebody waits for an answer.
    WaitedFor,
    /// A build goes on beside the answers.
    InTheBackground,
}

/// Pools of the same haste that nobody uses.
type Idle = Mutex<Vec<Arc<ThreadPool>>>;

impl Workers {
    /// Does something with a pool that nobody else uses meanwhile.
    pub(super) fn with<T>(&self, haste: Haste, work: impl FnOnce(Arc<ThreadPool>) -> T) -> T {
        let pools = match haste {
            Haste::WaitedFor => &self.waited_for,
            Haste::InTheBackground => &self.in_the_background,
        };
        let idle = || pools.lock().unwrap_or_else(PoisonError::into_inner);
        let pool = idle().pop();
        let pool = pool.unwrap_or_else(|| Arc::new(new_pool(haste)));
        let done = work(Arc::clone(&pool));
        idle().push(pool);
        done
    }
}

fn new_pool(haste: Haste) -> ThreadPool {
    let new = || ThreadPool::with_num_threads(1);
    match haste {
        Haste::WaitedFor => new(),
        // Its thread steps back as much as the one that makes it, which ends with that.
        Haste::InTheBackground => thread::scope(|scope| {
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
        let nice = |haste| {
            workers.with(haste, |pool| {
                pool.run(|| rustix::process::getpriority_process(None).unwrap())
            })
        };
        let before = rustix::process::getpriority_process(None).unwrap();
        for _ in 0..2 {
            assert_eq!(nice(Haste::WaitedFor), before);
            assert_eq!(nice(Haste::InTheBackground), before.max(15));
        }
        assert_eq!(rustix::process::getpriority_process(None).unwrap(), before);
    }
}
