//! Messages in turn: whoever edits a question while it is being answered is answered after that, and
//! two edits in the order in which they came. Otherwise an edit that comes before it is known which
//! answer belongs to the question would be lost.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use serenity::all::MessageId;
use tokio::sync::{Mutex as Queue, OwnedMutexGuard};

/// The messages that are being answered now, each with those who wait for that.
#[derive(Default)]
pub(super) struct InTurn(Mutex<HashMap<MessageId, Arc<Queue<()>>>>);

/// The turn of one event about a message. The next one begins when it is dropped.
pub(super) struct MessageTurn<'a> {
    all: &'a InTurn,
    message: MessageId,
    own: Option<OwnedMutexGuard<()>>,
}

impl InTurn {
    /// Waits until what came before about a message is done.
    pub(super) async fn wait(&self, message: MessageId) -> MessageTurn<'_> {
        let queue = {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(all.entry(message).or_default())
        };
        MessageTurn {
            all: self,
            message,
            own: Some(queue.lock_owned().await),
        }
    }
}

impl Drop for MessageTurn<'_> {
    fn drop(&mut self) {
        let mut all = self.all.0.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.own.take());
        // Whoever waits holds the queue too.
        let is_last = all
            .get(&self.message)
            .is_some_and(|queue| Arc::strong_count(queue) == 1);
        if is_last {
            all.remove(&self.message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_comes_later_about_a_message_waits_and_nothing_is_left() {
        let all = InTurn::default();
        let message = MessageId::new(7);
        let first = all.wait(message).await;
        let mut second = std::pin::pin!(all.wait(message));
        let begins = at_once(&mut second).await;
        assert!(begins.is_none(), "the first one is not done");
        let _other = all.wait(MessageId::new(8)).await;
        drop(first);
        drop(second.await);
        assert_eq!(all.0.lock().unwrap().len(), 1, "that of the other message");
    }

    /// The output of a future, if it comes without waiting.
    async fn at_once<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
        tokio::select! {
            biased;
            done = future => Some(done),
            () = std::future::ready(()) => None,
        }
    }
}
