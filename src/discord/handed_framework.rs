//! The framework of commands, in the hands of whoever starts shards. The client keeps it for itself otherwise.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serenity::{
    all::{Client, Context, Framework, FullEvent, Ready},
    async_trait,
};

/// A framework that is begun.
pub(super) type Begun = Arc<OnceLock<Arc<dyn Framework>>>;

/// A framework that is handed over when the client begins it.
pub(super) struct HandedFramework<F> {
    own: Option<F>,
    begun: Begun,
}

impl<F> HandedFramework<F> {
    /// A framework, and the place where it is found once it is begun.
    pub(super) fn new(framework: F) -> (Self, Begun) {
        let begun = Begun::default();
        let handed = Self {
            own: Some(framework),
            begun: Arc::clone(&begun),
        };
        (handed, begun)
    }
}

#[async_trait]
impl<F: Framework + 'static> Framework for HandedFramework<F> {
    async fn init(&mut self, client: &Client) {
        if let Some(mut own) = self.own.take() {
            own.init(client).await;
            drop(self.begun.set(Arc::new(own)));
        }
    }

    async fn dispatch(&self, context: Context, event: FullEvent) {
        if let Some(begun) = self.begun.get() {
            begun.dispatch(context, event).await;
        }
    }
}

/// The framework of a shard whose session was begun by another process: before its first event it is told how that
/// began, which Discord says only once.
pub(super) struct Introduced {
    framework: Arc<dyn Framework>,
    ready: Mutex<Option<Ready>>,
}

impl Introduced {
    pub(super) fn new(framework: Arc<dyn Framework>, ready: Ready) -> Self {
        Self {
            framework,
            ready: Mutex::new(Some(ready)),
        }
    }
}

#[async_trait]
impl Framework for Introduced {
    async fn dispatch(&self, context: Context, event: FullEvent) {
        let ready = {
            let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
            ready.take()
        };
        if let Some(data_about_bot) = ready {
            let begins = FullEvent::Ready { data_about_bot };
            self.framework.dispatch(context.clone(), begins).await;
        }
        self.framework.dispatch(context, event).await;
    }
}
