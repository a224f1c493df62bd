//! The index that processes share, as each of them sees it.

use std::{
    io::Write,
    path::PathBuf,
    sync::atomic::{AtomicBool, Ordering},
};

use super::{
    Leader, Listener, Published, PublishedFile, ShareError,
    leader::{CHANGED, LOCK, is_locked},
    place::{Place, fetch_chunks, fetch_from},
    published,
};
use crate::store::{
    StoreError,
    postgres::{Link, Pool, PostgresServer, look, prepare},
};

/// The index that several processes share. Every call blocks.
pub struct SharedIndex {
    server: PostgresServer,
    pool: Pool,
    place: Place,
    /// Whether there have been tables: then a database that is empty is not new.
    was_used: AtomicBool,
}

impl SharedIndex {
    /// The index of a database; the bytes of its files are in the folder, where one is named. Connects to nothing yet.
    pub fn new(server: &PostgresServer, folder: Option<PathBuf>) -> Self {
        let server = server.for_sharing();
        Self {
            pool: Pool::new(server.clone()),
            place: folder.map_or(Place::Database, Place::Folder),
            was_used: AtomicBool::new(false),
            server,
        }
    }

    /// The host and the name of the database.
    pub fn place(&self) -> &str {
        self.server.place()
    }

    /// The generations that are published, the newest first.
    pub fn published(&self) -> Result<Vec<Published>, ShareError> {
        self.prepare()?;
        Ok(self.pool.read(published::list)?)
    }

    /// The same, without preparing a database that nobody used yet.
    pub fn inspect(&self) -> Result<Vec<Published>, ShareError> {
        Ok(self.pool.read(|link| match look(link)? {
            (Some(version), present) if version == present => published::list(link),
            _ => Ok(Vec::new()),
        })?)
    }

    /// Writes a file; fails where it is not whole, and tells whoever builds to send it again.
    pub fn fetch(&self, file: &PublishedFile, into: &mut dyn Write) -> Result<(), ShareError> {
        let fetched = match &self.place {
            Place::Folder(folder) => fetch_from(folder, file, into),
            Place::Database => fetch_chunks(file, into, |number| {
                self.pool.read(|link| chunk(link, &file.hash, number))
            }),
        };
        if matches!(fetched, Err(ShareError::Damaged { .. })) {
            self.doubt(file)?;
        }
        fetched
    }

    fn doubt(&self, file: &PublishedFile) -> Result<(), StoreError> {
        self.pool.write(|link| {
            let sql = "INSERT INTO doubted_files (hash) VALUES (?1) ON CONFLICT DO NOTHING";
            link.execute(sql, &[file.hash.as_str().into()])?;
            Ok(link.batch(CHANGED)?)
        })
    }

    /// Whether some process builds.
    pub fn is_led(&self) -> Result<bool, ShareError> {
        Ok(self.pool.read(is_locked)?)
    }

    /// Becomes the one that builds, unless another process is. It is so while its connection lasts.
    pub fn lead(&self) -> Result<Option<Leader>, ShareError> {
        self.prepare()?;
        let mut link = self.server.connect()?;
        let sql = "SELECT pg_try_advisory_lock(?1)::int::bigint";
        let rows = link.rows(sql, &[LOCK.into()])?;
        let is_first = rows.first().is_some_and(|row| row.is(0).unwrap_or(false));
        Ok(is_first.then(|| Leader::new(link, self.place.clone())))
    }

    /// A connection on which it is heard that something was published.
    pub fn listen(&self) -> Result<Listener, ShareError> {
        Ok(Listener::new(self.server.connect()?)?)
    }

    fn prepare(&self) -> Result<(), ShareError> {
        let may_be_new = !self.was_used.load(Ordering::Relaxed);
        self.pool.read(|link| Ok(prepare(link, may_be_new)?))?;
        self.was_used.store(true, Ordering::Relaxed);
        Ok(())
    }
}

fn chunk(link: &mut Link, hash: &str, number: i64) -> Result<Option<Vec<u8>>, StoreError> {
    let sql = "SELECT bytes FROM published_chunks WHERE hash = $1 AND chunk = $2";
    Ok(link.bytes(sql, hash, number)?)
}
