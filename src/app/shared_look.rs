//! A look at an index that several processes share: what is published is fetched and served, and one of the processes
//! builds what is published next.

use std::time::Instant;

use super::{
    App, LiveIndex, SharingStatus,
    building::{How, Means, generations, update},
    live_index::SharedLook,
    refresh_state::RefreshState,
    sharing::{Led, Sharing},
};
use crate::{
    corpus::Debouncer,
    index::{Adopted, Embeds, IndexError},
    store::Published,
};

impl LiveIndex {
    /// Serves what is published, and builds where that is the part of this process.
    pub(super) fn look_at_shared(
        &self,
        refresh_state: &mut RefreshState,
        debouncer: &Debouncer,
        begun: Instant,
    ) -> SharedLook {
        let (sharing, model) = match refresh_state.sharing(self.config(), self.change()) {
            Ok(taking_part) => taking_part,
            Err(error) => {
                self.fail(&error);
                return SharedLook {
                    error: Some(error),
                    ..SharedLook::default()
                };
            }
        };
        let reader = self.reader().clone();
        let look = Look {
            live_index: self,
            means: Means { model, reader },
            debouncer,
            begun,
        };
        let (look, status) = look.done(sharing, self.sharing_status());
        self.tell_sharing(status);
        if let Some(error) = &look.error {
            self.fail(error);
        }
        look
    }
}

/// A look, with what it needs.
struct Look<'a> {
    live_index: &'a LiveIndex,
    means: Means,
    debouncer: &'a Debouncer,
    begun: Instant,
}

impl Look<'_> {
    fn done(
        &self,
        sharing: &mut Sharing,
        before: Option<SharingStatus>,
    ) -> (SharedLook, SharingStatus) {
        let mut status = SharingStatus {
            published: before.as_ref().and_then(|before| before.published),
            role: sharing.role(),
            problem: None,
            fetched: before.map_or_else(Adopted::default, |before| before.fetched),
        };
        let mut look = SharedLook::default();
        let problem = match sharing.published() {
            Ok(published) => {
                status.published = published.first().map(|newest| newest.number);
                let followed = self.follow(sharing, &published, &mut status.fetched);
                // What can be served is; then it is built upon. What nobody can fetch is built anew.
                let (led, damage) = match followed {
                    Ok(()) => (sharing.elect(&published), None),
                    Err(damage @ IndexError::NotWhole(_)) => {
                        (sharing.elect(&published), Some(damage))
                    }
                    Err(error) => (Err(error), None),
                };
                let obstacle = sharing.obstacle(&published).map(IndexError::Sharing);
                let obstacle = damage.or(obstacle);
                match led {
                    Ok(Led::Here) => {
                        // It is seen while the build goes on.
                        status.role = sharing.role();
                        self.live_index.tell_sharing(status.clone());
                        look.error = self.build(sharing, &published).err();
                        status.published = number(sharing).or(status.published);
                        None
                    }
                    Ok(Led::HereFromNowOn) => {
                        look.goes_on = true;
                        obstacle
                    }
                    Ok(Led::Elsewhere) => obstacle,
                    Err(error) => Some(error),
                }
            }
            Err(error) => {
                // Nothing is known of the others: what is here serves on.
                sharing.notice_absence();
                drop(self.open(sharing));
                Some(error)
            }
        };
        status.role = sharing.role();
        let is_passing = matches!(problem, Some(IndexError::Busy { .. }));
        let problem = problem.filter(|_| !is_passing);
        look.is_stale = problem.is_some();
        status.problem = problem.map(|error| error.to_string());
        (look, status)
    }

    /// Serves the newest generation that can be served.
    fn follow(
        &self,
        sharing: &Sharing,
        published: &[Published],
        fetched: &mut Adopted,
    ) -> Result<(), IndexError> {
        let generations = generations(self.live_index.config());
        let Some(shared) = sharing.readable(published) else {
            return self.open_if_there(sharing);
        };
        let served = self.live_index.whole().ok();
        let damage = served.and_then(|served| served.app.generation().damage());
        if damage.is_none() && generations.serves(&shared) {
            match self.open(sharing) {
                // By names and sizes nothing was wrong with it.
                Err(IndexError::Unusable { .. }) => {}
                opened => return opened,
            }
        }
        let adopted = sharing.adopt(&generations, &shared);
        if adopted.is_err() {
            // What is here serves on.
            drop(self.open(sharing));
        }
        *fetched = adopted?;
        self.open_anew(sharing)
    }

    /// Opens what is here, if nothing is; nothing is published that could be fetched.
    fn open_if_there(&self, sharing: &Sharing) -> Result<(), IndexError> {
        match self.open(sharing) {
            Err(IndexError::Unusable { .. }) => Ok(()),
            opened => opened,
        }
    }

    /// Serves the generation that is here, unless it is served.
    fn open(&self, sharing: &Sharing) -> Result<(), IndexError> {
        let current = generations(self.live_index.config()).current();
        let served = self.live_index.whole().ok();
        let served = served.map(|served| served.generation());
        if served.is_some() && served == current {
            return Ok(());
        }
        self.open_anew(sharing)
    }

    fn open_anew(&self, sharing: &Sharing) -> Result<(), IndexError> {
        let app = App::of(self.live_index.config(), &self.means)?;
        if !sharing.is_of_model(app.generation().manifest()) {
            return Err(IndexError::Sharing(
                "the index that is here was built for another model; give all processes the same settings in \
                 [embedding]"
                    .to_owned(),
            ));
        }
        self.live_index.take(app);
        Ok(())
    }

    /// Builds what is published next, if anything has changed.
    fn build(&self, sharing: &mut Sharing, published: &[Published]) -> Result<(), IndexError> {
        let live_index = self.live_index;
        let config = live_index.config();
        let is_whole = sharing.mend(&generations(config), published)?;
        let embeds = match live_index.whole() {
            Ok(_) => Embeds::AtOnce,
            Err(_) => Embeds::AfterWords,
        };
        let how = How::of(Some(self.debouncer), embeds);
        let progress = live_index.progress();
        let built = sharing.build(published, config, !is_whole, |force, after, announce| {
            let how = How {
                after,
                announce: Some(announce),
                ..how
            };
            update(config, &self.means, how, force, progress)
        });
        match built {
            Ok(report) => {
                live_index.count(Some(report), self.begun);
                self.open(sharing)
            }
            Err(error) => {
                if matches!(error, IndexError::Corpus(_)) {
                    sharing.resign();
                }
                Err(error)
            }
        }
    }
}

/// The number of the newest generation that is published, if the database says so.
fn number(sharing: &Sharing) -> Option<u64> {
    let published = sharing.published().ok()?;
    published.first().map(|newest| newest.number)
}
