//! A few connections that calls share. Each call has one for itself while it lasts; what failed
//! because of another call, or of a connection that had ended, is tried again.

use std::{
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

use super::{PostgresServer, ServerError, link::Link};
use crate::store::StoreError;

/// The time to wait for a connection that another call has.
const WAIT: Duration = Duration::from_secs(5);

/// A call is tried so many times.
const TRIES: u32 = 6;

/// The longest pause after the first try, in milliseconds; it doubles with each.
const PAUSE: u64 = 4;

/// The connections to a server.
pub(in crate::store) struct Pool {
    server: PostgresServer,
    state: Mutex<PoolState>,
    freed: Condvar,
}

#[derive(Default)]
struct PoolState {
    idle: Vec<Link>,
    /// Those that are idle and those that are in use.
    open: usize,
}

impl Pool {
    pub(in crate::store) fn new(server: PostgresServer) -> Self {
        Self {
            server,
            state: Mutex::default(),
            freed: Condvar::new(),
        }
    }

    /// Runs a call that only reads.
    pub(in crate::store) fn read<T>(
        &self,
        work: impl Fn(&mut Link) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.tried(|| {
            let mut lease = self.lease()?;
            let done = work(lease.link()?);
            lease.keep();
            done
        })
    }

    /// Runs a call in one transaction.
    pub(in crate::store) fn write<T>(
        &self,
        work: impl Fn(&mut Link) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.tried(|| {
            let mut lease = self.lease()?;
            let link = lease.link()?;
            link.batch("BEGIN")?;
            match work(link) {
                Ok(done) => {
                    link.batch("COMMIT").map_err(|error| match error {
                        // Nobody knows whether it was kept: it is not done twice.
                        ServerError::Lost { place } => {
                            ServerError::away(place, "it ended the connection")
                        }
                        error => error,
                    })?;
                    lease.keep();
                    Ok(done)
                }
                Err(error) => {
                    if link.batch("ROLLBACK").is_ok() {
                        lease.keep();
                    }
                    Err(error)
                }
            }
        })
    }

    fn tried<T>(&self, work: impl Fn() -> Result<T, StoreError>) -> Result<T, StoreError> {
        let mut tries = 1;
        loop {
            let error = match work() {
                Err(StoreError::Server(error)) if error.may_pass() && tries < TRIES => error,
                done => return done,
            };
            if matches!(error, ServerError::Lost { .. }) {
                // The others ended with it, probably.
                self.close_idle();
            }
            thread::sleep(Duration::from_millis(fastrand::u64(0..=PAUSE << tries)));
            tries += 1;
        }
    }

    /// A connection for one call: one that is idle, a new one, or the next that is given back.
    fn lease(&self) -> Result<Lease<'_>, ServerError> {
        let is_full = |state: &mut PoolState| {
            state.idle.is_empty() && state.open >= self.server.connections()
        };
        let waited = self.freed.wait_timeout_while(self.state(), WAIT, is_full);
        let (mut state, waited) = waited.unwrap_or_else(PoisonError::into_inner);
        if waited.timed_out() {
            let place = self.server.place().to_owned();
            return Err(ServerError::away(place, "all store.connections are in use"));
        }
        let idle = state.idle.pop();
        if idle.is_none() {
            state.open += 1;
        }
        drop(state);
        let mut lease = Lease {
            pool: self,
            link: idle,
            is_kept: false,
        };
        if lease.link.is_none() {
            // Where this fails, its place is free again.
            lease.link = Some(self.server.connect()?);
        }
        Ok(lease)
    }

    fn close_idle(&self) {
        let mut state = self.state();
        let idle = std::mem::take(&mut state.idle);
        state.open -= idle.len();
        drop(state);
        close(idle);
    }

    fn state(&self) -> MutexGuard<'_, PoolState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        close(std::mem::take(&mut self.state().idle));
    }
}

/// Ends connections on a thread of its own: they wait for it, which an asynchronous one must not.
fn close(links: Vec<Link>) {
    if !links.is_empty() {
        drop(thread::spawn(move || drop(links)));
    }
}

/// A connection that one call has.
struct Lease<'a> {
    pool: &'a Pool,
    link: Option<Link>,
    /// Whether it is as it was, and can be used again.
    is_kept: bool,
}

impl Lease<'_> {
    fn link(&mut self) -> Result<&mut Link, ServerError> {
        let place = || self.pool.server.place().to_owned();
        self.link
            .as_mut()
            .ok_or_else(|| ServerError::Lost { place: place() })
    }

    fn keep(&mut self) {
        self.is_kept = true;
    }
}

impl Drop for Lease<'_> {
    fn drop(&mut self) {
        let link = self.link.take();
        let (kept, ended): (Vec<_>, Vec<_>) = link
            .into_iter()
            .partition(|link| self.is_kept && !link.is_closed());
        let mut state = self.pool.state();
        if kept.is_empty() {
            state.open -= 1;
        }
        state.idle.extend(kept);
        drop(state);
        self.pool.freed.notify_one();
        close(ended);
    }
}
