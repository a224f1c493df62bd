//! The file, or the server, as well as it can be used just now. Where it cannot be written, settings are read from
//! it; where it cannot be read, they are unknown. What is kept meanwhile is kept in memory, and
//! forgotten when the file can be used again.

use std::{
    fmt, fs,
    path::{Path, PathBuf},
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
};

use super::{
    FILE, PostgresServer, Settings, Store, StoreError,
    backup::copied,
    place,
    store_state::{
        Availability, StoreState, degraded, identity, is_damage, is_of_the_file, lasting,
        on_server, without_server,
    },
};

/// The file of a data directory, or a database on a server, as well as it can be used.
pub struct ResilientStore {
    origin: Origin,
    state: RwLock<Arc<StoreState>>,
}

enum Origin {
    Folder(PathBuf),
    Server {
        server: PostgresServer,
        /// Whether something has been kept there: then one that is empty is not new.
        was_used: AtomicBool,
    },
}

impl ResilientStore {
    /// Opens the file of a data directory, if it can be.
    pub fn open(data: &Path) -> Result<Self, StoreError> {
        let state = match Store::open(data) {
            Ok(store) => lasting(data, store),
            Err(error) => degraded(data, &error, None)?,
        };
        Ok(Self {
            origin: Origin::Folder(data.to_owned()),
            state: RwLock::new(Arc::new(state)),
        })
    }

    /// Connects to a server, if it can be reached.
    pub fn connect(server: PostgresServer) -> Result<Self, StoreError> {
        let (was_used, state) = match Store::connect(&server) {
            Ok(store) => (true, on_server(store)),
            Err(error) => (false, without_server(&server, &error, None)?),
        };
        let was_used = AtomicBool::new(was_used);
        Ok(Self {
            origin: Origin::Server { server, was_used },
            state: RwLock::new(Arc::new(state)),
        })
    }

    /// The degree to which the file can be used.
    pub fn availability(&self) -> Availability {
        self.state().availability.clone()
    }

    /// Whether what is kept outlives the program.
    pub fn is_lasting(&self) -> bool {
        self.state().availability == Availability::Lasting
    }

    /// The place where things are kept: the file, or memory.
    pub fn store(&self) -> Arc<Store> {
        Arc::clone(&self.state().store)
    }

    /// The settings of a server, if they are known.
    pub fn settings(&self, server: u64) -> Result<Option<Settings>, StoreError> {
        let store = self.state().settings.clone();
        store.map(|store| store.settings(server)).transpose()
    }

    /// A call failed: if the file or the server is to blame, nothing is kept from now on. Gives what has changed.
    pub fn failed(&self, error: &StoreError) -> Option<Availability> {
        let state = self.state();
        let is_to_blame = match error {
            StoreError::Server(error) => error.is_of_the_server(),
            error => is_of_the_file(error),
        };
        if !is_to_blame || state.availability != Availability::Lasting {
            return None;
        }
        // What is open can still be read where only writing fails.
        let readable = || Some(Arc::clone(&state.store));
        let state = match &self.origin {
            Origin::Folder(data) => {
                let readable = (!is_damage(error)).then(readable).flatten();
                degraded(data, error, readable)
            }
            Origin::Server { server, .. } => without_server(server, error, readable()),
        };
        Some(self.change(state.ok()?))
    }

    /// Looks whether the file or the server can be used again, and whether the file is another one than
    /// was opened. Gives what has changed.
    pub fn look_again(&self) -> Option<Availability> {
        match &self.origin {
            Origin::Folder(data) => self.look_at_file(data),
            Origin::Server { server, was_used } => self.look_at_server(server, was_used),
        }
    }

    fn look_at_server(
        &self,
        server: &PostgresServer,
        was_used: &AtomicBool,
    ) -> Option<Availability> {
        let state = self.state();
        if state.availability == Availability::Lasting {
            return self.failed(&state.store.look().err()?);
        }
        let may_be_new = !was_used.load(Ordering::Relaxed);
        let store = Store::connected(server, may_be_new).ok()?;
        was_used.store(true, Ordering::Relaxed);
        Some(self.change(on_server(store)))
    }

    fn look_at_file(&self, data: &Path) -> Option<Availability> {
        let state = self.state();
        if state.availability != Availability::Lasting {
            let store = Store::open(data).ok()?;
            return Some(self.change(lasting(data, store)));
        }
        let now = identity(data);
        state.identity?;
        if state.identity == now {
            // It may have been cut off where it stands.
            let emptied = place::look(data).err()?;
            return Some(self.change(degraded(data, &emptied, None).ok()?));
        }
        let state = match reopened(data, &state.store, now.is_none()) {
            Ok(store) => lasting(data, store),
            Err(error) => degraded(data, &error, None).ok()?,
        };
        Some(self.change(state))
    }

    fn state(&self) -> Arc<StoreState> {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&state)
    }

    fn change(&self, state: StoreState) -> Availability {
        let availability = state.availability.clone();
        let mut place = self.state.write().unwrap_or_else(PoisonError::into_inner);
        *place = Arc::new(state);
        availability
    }
}

/// The file that stands there now. One that was deleted is written anew from what is still open:
/// else a server's settings would be gone, and its answers more public than it chose.
fn reopened(data: &Path, old: &Store, is_gone: bool) -> Result<Store, StoreError> {
    let gone = |error: &dyn fmt::Display| StoreError::Gone(error.to_string());
    let open = old.file().filter(|_| is_gone);
    let copy = open.map(|file| copied(&file, data).map_err(|error| gone(&error)));
    let copy = copy.transpose()?;
    old.close()?;
    // Its journal must not be read as the new file's.
    for ending in ["-wal", "-shm"] {
        drop(fs::remove_file(data.join(format!("{FILE}{ending}"))));
    }
    if let Some(copy) = copy {
        let kept = copy.persist_noclobber(data.join(FILE));
        kept.map_err(|error| gone(&error))?;
    }
    Store::open(data)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERVER: u64 = 100;

    /// A keeper of a file in which one server answers privately.
    fn kept(data: &Path) -> ResilientStore {
        let resilient_store = ResilientStore::open(data).unwrap();
        let change = |settings: &mut Settings| settings.is_private = true;
        resilient_store
            .store()
            .change_settings(SERVER, 0, change)
            .unwrap();
        resilient_store
    }

    fn is_private(resilient_store: &ResilientStore) -> Option<bool> {
        let settings = resilient_store.settings(SERVER).unwrap();
        settings.map(|settings| settings.is_private)
    }

    #[test]
    fn a_full_disk_takes_votes_away_and_not_the_settings() {
        let data = tempfile::tempdir().unwrap();
        let resilient_store = kept(data.path());
        let store = resilient_store.store();
        // As if no page more had a place.
        let file = store.file().unwrap();
        file.pragma_update(None, "max_page_count", 1).unwrap();
        drop(file);
        let question = "x".repeat(100_000);
        let error = store.keep_gap(SERVER, 11, &question, None, 0).unwrap_err();
        let changed = resilient_store.failed(&error).unwrap();
        assert!(matches!(&changed, Availability::ReadOnly(why) if why.contains("full")));
        assert_eq!(resilient_store.failed(&error), None, "it is told once");
        assert!(!resilient_store.is_lasting());
        assert_eq!(is_private(&resilient_store), Some(true));
        // There is space again.
        assert_eq!(resilient_store.look_again(), Some(Availability::Lasting));
        assert_eq!(resilient_store.look_again(), None);
        resilient_store
            .store()
            .vote(SERVER, 900, 11, true, 0)
            .unwrap();
    }

    #[test]
    fn a_file_that_is_deleted_while_it_is_used_is_written_anew() {
        let data = tempfile::tempdir().unwrap();
        let resilient_store = kept(data.path());
        resilient_store
            .store()
            .vote(SERVER, 900, 11, true, 0)
            .unwrap();
        for file in fs::read_dir(data.path()).unwrap() {
            fs::remove_file(file.unwrap().path()).unwrap();
        }
        assert_eq!(resilient_store.look_again(), Some(Availability::Lasting));
        assert_eq!(is_private(&resilient_store), Some(true));
        resilient_store
            .store()
            .vote(SERVER, 901, 11, true, 0)
            .unwrap();
        drop(resilient_store);
        let store = Store::open(data.path()).unwrap();
        assert_eq!(store.votes(SERVER).unwrap().up, 2);
    }

    #[test]
    fn a_file_that_is_put_in_its_place_is_read() {
        let (data, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let resilient_store = ResilientStore::open(data.path()).unwrap();
        resilient_store
            .store()
            .vote(SERVER, 900, 11, true, 0)
            .unwrap();
        assert_eq!(is_private(&resilient_store), Some(false));
        drop(kept(other.path()));
        fs::rename(other.path().join(FILE), data.path().join(FILE)).unwrap();
        assert_eq!(resilient_store.look_again(), Some(Availability::Lasting));
        assert_eq!(is_private(&resilient_store), Some(true));
        assert_eq!(resilient_store.store().votes(SERVER).unwrap().up, 0);
        let store = resilient_store.store();
        assert_eq!(
            super::super::check::is_sound(&store.file().unwrap(), "integrity_check").unwrap(),
            None
        );
    }

    /// A file with settings, in which some bytes are damaged.
    fn damaged(damage: impl Fn(&mut Vec<u8>)) -> (tempfile::TempDir, Vec<u8>, ResilientStore) {
        let data = tempfile::tempdir().unwrap();
        let resilient_store = kept(data.path());
        for answer in 0..2_000 {
            resilient_store
                .store()
                .vote(SERVER, answer, 11, true, 0)
                .unwrap();
        }
        drop(resilient_store);
        let file = data.path().join(FILE);
        let whole = fs::read(&file).unwrap();
        let mut bytes = whole.clone();
        damage(&mut bytes);
        fs::write(&file, &bytes).unwrap();
        let resilient_store = ResilientStore::open(data.path()).unwrap();
        assert_eq!(fs::read(&file).unwrap(), bytes, "it is left as it is");
        (data, whole, resilient_store)
    }

    #[test]
    fn settings_are_read_from_a_file_that_is_damaged_elsewhere() {
        let (data, whole, resilient_store) = damaged(|bytes| {
            let end = bytes.len();
            bytes[end - 8_192..].fill(0xAA);
        });
        assert!(matches!(
            resilient_store.availability(),
            Availability::ReadOnly(_)
        ));
        assert_eq!(is_private(&resilient_store), Some(true));
        assert_eq!(resilient_store.look_again(), None);
        // It is mended.
        fs::write(data.path().join(FILE), whole).unwrap();
        assert_eq!(resilient_store.look_again(), Some(Availability::Lasting));
    }

    #[test]
    fn settings_that_may_be_damaged_are_unknown() {
        // The first page after the schema is that of the settings.
        let (_data, _, resilient_store) = damaged(|bytes| bytes[4_096..8_192].fill(0xAA));
        assert!(
            matches!(resilient_store.availability(), Availability::Lost(_)),
            "{}",
            resilient_store.availability()
        );
        let (_data, _, resilient_store) = damaged(|bytes| bytes.truncate(6_000));
        assert!(
            matches!(resilient_store.availability(), Availability::Lost(_)),
            "{}",
            resilient_store.availability()
        );
        let (_data, _, resilient_store) = damaged(|bytes| bytes.truncate(50));
        assert!(
            matches!(resilient_store.availability(), Availability::Lost(_)),
            "{}",
            resilient_store.availability()
        );
        assert_eq!(is_private(&resilient_store), None);
    }

    #[test]
    fn where_there_never_was_a_file_nobody_has_chosen_anything() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        fs::write(&data, "a file where the directory should be").unwrap();
        let resilient_store = ResilientStore::open(&data).unwrap();
        assert!(matches!(
            resilient_store.availability(),
            Availability::Lost(_) | Availability::ReadOnly(_)
        ));
        fs::remove_file(&data).unwrap();
        assert_eq!(resilient_store.look_again(), Some(Availability::Lasting));
    }

    #[test]
    fn a_process_that_is_busy_is_no_reason_to_give_up() {
        let data = tempfile::tempdir().unwrap();
        let resilient_store = kept(data.path());
        let other = rusqlite::Connection::open(data.path().join(FILE)).unwrap();
        other.execute_batch("BEGIN IMMEDIATE").unwrap();
        let error = resilient_store
            .store()
            .vote(SERVER, 900, 11, true, 0)
            .unwrap_err();
        assert_eq!(resilient_store.failed(&error), None, "{error}");
        assert!(resilient_store.is_lasting());
        assert_eq!(is_private(&resilient_store), Some(true));
    }
}
