//! A few children that are asked in turn.

use std::{
    io,
    marker::PhantomData,
    path::PathBuf,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use serde::{Serialize, de::DeserializeOwned};

use super::{Fault, Limits, Reply, process::Process};

/// The room that a request takes besides what it is about, in bytes.
const ROOM: usize = 4 * 1024;

/// The number of children that work at once.
const CHILDREN: usize = 2;

/// Children that are asked; they end when the last clone of this is dropped.
#[derive(Clone, Debug)]
pub struct Sandbox {
    pool: Arc<Pool>,
}

#[derive(Debug)]
struct Pool {
    program: PathBuf,
    limits: Limits,
    places: Mutex<Places>,
    freed: Condvar,
}

#[derive(Debug)]
struct Places {
    free: usize,
    /// Children that wait to be asked.
    idle: Vec<Process>,
}

/// A request that is being worked on. Dropping it ends the child.
#[derive(Debug)]
pub struct Pending<A> {
    process: Option<Process>,
    begun: Instant,
    place: Place,
    answer: PhantomData<fn() -> A>,
}

/// One of the places of a pool, given back when dropped.
#[derive(Debug)]
struct Place(Arc<Pool>);

impl Sandbox {
    /// Children of this program, within these limits.
    pub fn of_this_program(limits: Limits) -> io::Result<Self> {
        // This leads to the program that runs, also when another version was put into its place.
        let itself = PathBuf::from("/proc/self/exe");
        let program = if itself.exists() {
            itself
        } else {
            std::env::current_exe()?
        };
        Ok(Self::of(program, limits))
    }

    /// Children of the program in this file.
    pub fn of(program: PathBuf, limits: Limits) -> Self {
        let places = Places {
            free: CHILDREN,
            idle: Vec::new(),
        };
        Self {
            pool: Arc::new(Pool {
                program,
                limits,
                places: Mutex::new(places),
                freed: Condvar::new(),
            }),
        }
    }

    /// Other children of the same program, within these limits.
    #[must_use]
    pub fn with(&self, limits: Limits) -> Self {
        Self::of(self.pool.program.clone(), limits)
    }

    /// The limits of what a child may use.
    pub fn limits(&self) -> Limits {
        self.pool.limits
    }

    /// Ends the children that have nothing to do.
    pub fn rest(&self) {
        let idle = std::mem::take(&mut self.pool.lock().idle);
        drop(idle);
    }

    /// Asks a child, as soon as one is free. The request has so many bytes, about: it is not held
    /// twice for long.
    pub fn ask<Q: Serialize, A: DeserializeOwned>(
        &self,
        request: Q,
        bytes: usize,
    ) -> Result<Pending<A>, Fault> {
        let (place, idle) = Place::wait(&self.pool);
        let process = match idle {
            Some(process) => process,
            None => Process::start(&self.pool.program, self.pool.limits)?,
        };
        let frame = postcard::to_extend(&request, Vec::with_capacity(bytes + ROOM));
        drop(request);
        process.ask(frame.map_err(|error| Fault::NotStarted(error.to_string()))?);
        Ok(Pending {
            process: Some(process),
            begun: Instant::now(),
            place,
            answer: PhantomData,
        })
    }
}

impl Place {
    /// Waits for a place, and takes a child that has been asked before, if one is fit.
    fn wait(pool: &Arc<Pool>) -> (Self, Option<Process>) {
        let places = pool.lock();
        let waited = pool.freed.wait_while(places, |places| places.free == 0);
        let mut places = waited.unwrap_or_else(PoisonError::into_inner);
        places.free -= 1;
        let idle = places.idle.pop();
        drop(places);
        let place = Self(Arc::clone(pool));
        (place, idle.and_then(Process::if_fit))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.lock().free += 1;
        self.0.freed.notify_one();
    }
}

impl Pool {
    fn lock(&self) -> MutexGuard<'_, Places> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<A: DeserializeOwned> Pending<A> {
    /// The answer, if it comes within this time. To be asked again until there is one.
    pub fn wait(&mut self, within: Duration) -> Option<Result<A, Fault>> {
        let Some(process) = &mut self.process else {
            return Some(Err(Fault::Ended("it has answered before".to_owned())));
        };
        let left = self
            .place
            .0
            .limits
            .wall()
            .saturating_sub(self.begun.elapsed());
        let answer = match process.answer(within.min(left)) {
            None if within < left => return None,
            answer => answer.unwrap_or(Err(Fault::Time)),
        };
        let process = self.process.take();
        let answer = answer.and_then(|bytes| {
            let reply = postcard::from_bytes(&bytes);
            reply.map_err(|error| Fault::Ended(error.to_string()))
        });
        Some(answer.and_then(|reply| {
            // Whoever failed is not asked again.
            self.place.0.lock().idle.extend(process);
            match reply {
                Reply::Answer(answer) => Ok(answer),
                Reply::Panicked(place) => Err(Fault::Panic(place)),
            }
        }))
    }

    /// The answer, whenever it comes.
    pub fn finish(mut self) -> Result<A, Fault> {
        loop {
            if let Some(answer) = self.wait(self.place.0.limits.wall()) {
                return answer;
            }
        }
    }
}
