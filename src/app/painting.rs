//! Painting for many: few pictures at once, a short queue, and none of it where answers are worked on.

use std::sync::Arc;

use tokio::sync::Semaphore;

use super::{Library, NotServing, Painter, PictureError, Snapshot};
use crate::sandbox::usable_memory;

/// The number of pictures that are painted at once: each may take a quarter of all memory, and two of them with two
/// readers would leave none.
const AT_ONCE: usize = 2;
const AT_ONCE_IN_LITTLE: usize = 1;

/// Less memory than this, in bytes, is little.
const LITTLE: u64 = 512 * 1024 * 1024;

/// The number of pictures that may wait besides.
const WAITING: usize = 16;

/// The number of small pictures that may wait, several of which are painted together.
const SMALL_WAITING: usize = 64;

/// Paints pages of documents. A clone shares the queue and what is kept.
#[derive(Clone)]
pub struct Painting {
    painter: Painter,
    at_once: Arc<Semaphore>,
    /// Places for what is painted and what waits for it.
    places: Arc<Semaphore>,
    /// The one turn of what may wait, so that it takes one place at most.
    aside: Arc<Semaphore>,
    aside_places: Arc<Semaphore>,
}

impl Painting {
    pub(super) fn new(painter: Painter) -> Self {
        let at_once = if usable_memory() < LITTLE {
            AT_ONCE_IN_LITTLE
        } else {
            AT_ONCE
        };
        Self {
            painter,
            at_once: Arc::new(Semaphore::new(at_once)),
            places: Arc::new(Semaphore::new(at_once + WAITING)),
            aside: Arc::new(Semaphore::new(1)),
            aside_places: Arc::new(Semaphore::new(1 + SMALL_WAITING)),
        }
    }

    /// Looks up what needs no painting.
    pub fn look<T>(
        &self,
        library: &Library,
        look: impl FnOnce(&Snapshot, &Painter) -> T,
    ) -> Result<T, NotServing> {
        let snapshot = library.snapshot()?;
        Ok(look(&snapshot, &self.painter))
    }

    /// The same as [`Self::work`] for what may wait: one at a time, however many are asked for, so that what somebody
    /// waits for is not kept waiting.
    pub async fn work_aside<T: Send + 'static>(
        &self,
        library: &Library,
        work: impl FnOnce(&Snapshot, &Painter) -> Result<T, Arc<PictureError>> + Send + 'static,
    ) -> Result<T, Arc<PictureError>> {
        let broken = |error: &dyn std::fmt::Display| PictureError::BrokenOff(error.to_string());
        let place = Arc::clone(&self.aside_places).try_acquire_owned();
        let place = place.map_err(|_| PictureError::Busy)?;
        let turn = Arc::clone(&self.aside).acquire_owned().await;
        let turn = turn.map_err(|error| broken(&error))?;
        let work = move |snapshot: &Snapshot, painter: &Painter| {
            let done = work(snapshot, painter);
            drop((turn, place));
            done
        };
        self.work(library, work).await
    }

    /// Does some work with what an audience may see and the painter, as soon as there is room.
    pub async fn work<T: Send + 'static>(
        &self,
        library: &Library,
        work: impl FnOnce(&Snapshot, &Painter) -> Result<T, Arc<PictureError>> + Send + 'static,
    ) -> Result<T, Arc<PictureError>> {
        let snapshot = library.snapshot().map_err(PictureError::from)?;
        let broken = |error: &dyn std::fmt::Display| PictureError::BrokenOff(error.to_string());
        let place = Arc::clone(&self.places).try_acquire_owned();
        let place = place.map_err(|_| PictureError::Busy)?;
        let permit = Arc::clone(&self.at_once).acquire_owned().await;
        let permit = permit.map_err(|error| broken(&error))?;
        let painter = self.painter.clone();
        // The work has the place and the permit, also where nobody waits for its end any more.
        let done = tokio::task::spawn_blocking(move || (work(&snapshot, &painter), place, permit));
        let (done, _place, _permit) = done.await.map_err(|error| broken(&error))?;
        done
    }
}
