//! Words in passing: said in a channel to somebody whose edited question cannot be answered now, and
//! taken away again after a moment. The answer that is there stays.

use std::sync::{Mutex, PoisonError};

use serenity::all::{ChannelId, MessageId};

use super::{outgoing::persistently, rest::Rest};
use crate::telemetry::Metrics;

/// The time for which they can be read, in seconds.
const READ: i64 = 20;

/// The words that were said in passing and still stand there.
#[derive(Default)]
pub(super) struct Passing(Mutex<Vec<Said>>);

#[derive(Clone, Copy)]
struct Said {
    at: i64,
    channel: ChannelId,
    message: MessageId,
}

impl Passing {
    /// Notes what was said.
    pub(super) fn note(&self, at: i64, channel: ChannelId, message: MessageId) {
        let said = Said {
            at,
            channel,
            message,
        };
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.push(said);
    }

    /// Takes away what stood there long enough by `now`.
    pub(super) async fn pass(&self, rest: &Rest, metrics: &Metrics, now: i64) {
        self.take_away(rest, metrics, |said| now - said.at >= READ)
            .await;
    }

    /// Takes everything away.
    pub(super) async fn end(&self, rest: &Rest, metrics: &Metrics) {
        self.take_away(rest, metrics, |_| true).await;
    }

    async fn take_away(&self, rest: &Rest, metrics: &Metrics, is_over: impl Fn(&Said) -> bool) {
        let over: Vec<Said> = {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            all.extract_if(.., |said| is_over(said)).collect()
        };
        for Said {
            channel, message, ..
        } in over
        {
            let delete = || rest.delete(channel, message);
            if let Err(error) = persistently(metrics, delete).await {
                tracing::debug!(%error, "words in passing were gone already");
            }
        }
    }
}
