//! A thread that hears when something is published. It only says when to look: a process that is deaf looks from time
//! to time, too.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use tokio::sync::Notify;

use crate::store::SharedIndex;

/// The time between two tries to listen, and the longest after which the thread ends.
const PAUSE: Duration = Duration::from_secs(1);

/// The thread, until this is dropped.
pub(super) struct Listening {
    is_over: Arc<AtomicBool>,
}

impl Listening {
    /// Has `changed` told of what is published.
    pub(super) fn start(index: Arc<SharedIndex>, changed: Arc<Notify>) -> Self {
        let is_over = Arc::new(AtomicBool::new(false));
        let over = Arc::clone(&is_over);
        let thread = thread::Builder::new().name("shared index".to_owned());
        let started = thread.spawn(move || {
            while !over.load(Ordering::Relaxed) {
                listen(&index, &changed, &over);
                thread::sleep(PAUSE);
            }
        });
        if let Err(error) = started {
            tracing::warn!(%error, "what is published is not heard of; it is looked for from time to time");
        }
        Self { is_over }
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
    }
}

/// Listens until the connection or the program ends.
fn listen(index: &SharedIndex, changed: &Notify, over: &AtomicBool) {
    let Ok(mut listener) = index.listen() else {
        return;
    };
    // Something may have been published while nobody listened.
    changed.notify_one();
    while !over.load(Ordering::Relaxed) {
        match listener.wait(PAUSE) {
            Ok(true) => changed.notify_one(),
            Ok(false) => {}
            Err(_) => return,
        }
    }
}
