//! What can be used of the file or the server just now, and why not more.

use std::{fmt, fs, path::Path, sync::Arc};

use rusqlite::ErrorCode;

use super::{FILE, PostgresServer, Store, StoreError, place};

/// The degree to which the file can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Availability {
    /// All is kept.
    Lasting,
    /// Settings are read, and nothing is kept; why.
    ReadOnly(String),
    /// Not even settings are known; why.
    Lost(String),
}

impl fmt::Display for Availability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lasting => f.write_str("settings, votes and gap reports are kept"),
            Self::ReadOnly(why) => write!(f, "settings are read, and nothing is kept: {why}"),
            Self::Lost(why) => write!(f, "settings are unknown, and nothing is kept: {why}"),
        }
    }
}

/// The places in use, and what they allow.
pub(super) struct StoreState {
    pub(super) availability: Availability,
    /// The place where things are kept: the file, or memory.
    pub(super) store: Arc<Store>,
    /// The place from which settings are read.
    pub(super) settings: Option<Arc<Store>>,
    /// The device and the inode of the file, as it was opened.
    pub(super) identity: Option<(u64, u64)>,
}

/// A server that can be used.
pub(super) fn on_server(store: Store) -> StoreState {
    let store = Arc::new(store);
    StoreState {
        availability: Availability::Lasting,
        settings: Some(Arc::clone(&store)),
        store,
        identity: None,
    }
}

/// A server that cannot: settings are read from one that only cannot be written.
pub(super) fn without_server(
    server: &PostgresServer,
    error: &StoreError,
    readable: Option<Arc<Store>>,
) -> Result<StoreState, StoreError> {
    let is_of_writing = matches!(error, StoreError::Server(error) if error.is_of_writing());
    let opened = || Store::connected_to_read(server).ok().map(Arc::new);
    let settings = is_of_writing.then(|| readable.or_else(opened)).flatten();
    let why = error.to_string();
    Ok(StoreState {
        availability: match settings {
            Some(_) => Availability::ReadOnly(why),
            None => Availability::Lost(why),
        },
        store: Arc::new(Store::in_memory()?),
        settings,
        identity: None,
    })
}

pub(super) fn lasting(data: &Path, store: Store) -> StoreState {
    let store = Arc::new(store);
    StoreState {
        availability: Availability::Lasting,
        settings: Some(Arc::clone(&store)),
        store,
        identity: identity(data),
    }
}

pub(super) fn degraded(
    data: &Path,
    error: &StoreError,
    readable: Option<Arc<Store>>,
) -> Result<StoreState, StoreError> {
    let store = Arc::new(Store::in_memory()?);
    // Where there never was a file, nobody has chosen anything.
    let is_there = || place::was_used(data) || !matches!(fs::exists(data.join(FILE)), Ok(false));
    let never = || (!is_there()).then(|| Arc::clone(&store));
    let is_gone = matches!(error, StoreError::Gone(_));
    let settings = readable
        .or_else(|| Store::open_to_read(data).ok().map(Arc::new))
        .or_else(|| (!is_gone).then(never).flatten());
    let why = error.to_string();
    Ok(StoreState {
        availability: match settings {
            Some(_) => Availability::ReadOnly(why),
            None => Availability::Lost(why),
        },
        store,
        settings,
        identity: None,
    })
}

/// Whether the file is to blame, and not the call or another process that is busy.
pub(super) fn is_of_the_file(error: &StoreError) -> bool {
    let code = error.code();
    is_damage(error)
        || matches!(
            code,
            Some(
                ErrorCode::DiskFull
                    | ErrorCode::SystemIoFailure
                    | ErrorCode::ReadOnly
                    | ErrorCode::CannotOpen
                    | ErrorCode::PermissionDenied
            )
        )
}

pub(super) fn is_damage(error: &StoreError) -> bool {
    matches!(
        error.code(),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
    )
}

/// The device and the inode of the file that stands there.
pub(super) fn identity(data: &Path) -> Option<(u64, u64)> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let found = fs::metadata(data.join(FILE)).ok()?;
        Some((found.dev(), found.ino()))
    }
    #[cfg(not(unix))]
    {
        let _: &Path = data;
        None
    }
}
