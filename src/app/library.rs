//! The documents as an audience sees them. Front ends reach the corpus through this alone, so none can forget to say
//! who reads what it shows.

use std::sync::Arc;

use super::{
    Answered, AskError, Audience, NotServing, Question, QuestionQueue, Snapshot, Status,
    collections::Visible,
};

/// The documents that an audience may see, and all that can be done with them. What it may not see is not there: not
/// in answers, lists or counts.
#[derive(Clone)]
pub struct Library {
    queue: QuestionQueue,
    visible: Visible,
}

impl QuestionQueue {
    /// The documents that an audience may see.
    pub fn library(&self, audience: &Audience) -> Library {
        Library {
            queue: self.clone(),
            visible: self.visible(audience),
        }
    }
}

impl Library {
    /// The snapshot that serves now.
    pub fn snapshot(&self) -> Result<Arc<Snapshot>, NotServing> {
        self.queue.snapshot(&self.visible)
    }

    /// The state of these documents.
    pub fn status(&self) -> Status {
        self.queue.status(&self.visible)
    }

    /// Answers a question.
    pub async fn ask(&self, question: &Question) -> Result<Arc<Answered>, AskError> {
        self.queue.ask(&self.visible, question).await
    }

    /// Does some work with the documents that may take a while.
    pub async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Arc<Snapshot>) -> Result<T, AskError> + Send + 'static,
    ) -> Result<T, AskError> {
        self.queue.work(&self.visible, work).await
    }

    /// Whether another audience sees the same documents.
    pub fn is_same(&self, other: &Self) -> bool {
        self.visible == other.visible
    }
}
