//! The limit on open connections: in all, so that files and memory are left for everything else, and
//! from one address, so that nobody takes what all need.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::middleware::Client;

/// Counts open connections.
pub(super) struct ConnectionLimit {
    all: Arc<Semaphore>,
    /// The number that an address may have.
    each: usize,
    taken: Mutex<HashMap<Client, usize>>,
}

/// An open connection, counted until this is dropped.
pub(super) struct Slot {
    of: Arc<ConnectionLimit>,
    client: Client,
    _permit: OwnedSemaphorePermit,
}

impl ConnectionLimit {
    /// `all` connections, `each` of an address at most.
    pub(super) fn new(all: usize, each: usize) -> Arc<Self> {
        Arc::new(Self {
            all: Arc::new(Semaphore::new(all.min(Semaphore::MAX_PERMITS))),
            each,
            taken: Mutex::default(),
        })
    }

    /// Ends when one more may be open, whoever comes.
    pub(super) async fn free(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.all).acquire_owned().await.ok()
    }

    /// Counts a connection of an address, unless it has as many as it may.
    pub(super) fn count(
        self: &Arc<Self>,
        permit: OwnedSemaphorePermit,
        address: IpAddr,
    ) -> Option<Slot> {
        let client = Client::of(address);
        let mut taken = self.taken();
        let count = taken.entry(client).or_default();
        if *count >= self.each {
            return None;
        }
        *count += 1;
        Some(Slot {
            of: Arc::clone(self),
            client,
            _permit: permit,
        })
    }

    fn taken(&self) -> MutexGuard<'_, HashMap<Client, usize>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut taken = self.of.taken();
        if let Some(count) = taken.get_mut(&self.client) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&self.client);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_address_has_as_many_as_it_may_and_others_have_theirs() {
        let limit = ConnectionLimit::new(4, 2);
        let open = async |address: &str| {
            let permit = limit.free().await.unwrap();
            limit.count(permit, address.parse().unwrap())
        };
        let first = open("192.0.2.1").await.unwrap();
        let second = open("192.0.2.1").await.unwrap();
        assert!(open("192.0.2.1").await.is_none());
        // One network of IPv6 is one address.
        let third = open("2001:db8::1").await.unwrap();
        let fourth = open("2001:db8::2").await.unwrap();
        assert_eq!(limit.all.available_permits(), 0);
        drop(first);
        assert!(open("2001:db8::3").await.is_none());
        let again = open("192.0.2.1").await.unwrap();
        drop((second, third, fourth, again));
        assert!(limit.taken().is_empty());
        assert_eq!(limit.all.available_permits(), 4);
    }
}
