//! The process that builds. It holds a lock that lasts as long as its connection, and publishes on that same
//! connection: one that was cut off can publish nothing, whatever it believes.

use std::{path::Path, thread};

use super::{Published, PublishedFile, ShareError, place::Place, published};
use crate::store::{StoreError, postgres::Link};

/// The number of the lock: "Fundindx".
pub(super) const LOCK: i64 = 0x4675_6e64_696e_6478;

/// Tells all that something is new.
pub(super) const CHANGED: &str = "NOTIFY fundstelle_index";

/// The lock, as the server lists it, in this database.
const LISTED: &str = "locktype = 'advisory' AND objsubid = 1 AND granted
    AND (classid::bigint << 32 | objid::bigint) = ?1
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

/// The right to publish, until this is dropped or the connection ends.
pub struct Leader {
    link: Option<Link>,
    /// The host and the database.
    server: String,
    place: Place,
}

/// The files that had to be sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// Their number.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
}

/// Whether somebody holds the lock.
pub(super) fn is_locked(link: &mut Link) -> Result<bool, StoreError> {
    let sql = format!("SELECT 1::bigint FROM pg_locks WHERE {LISTED}");
    Ok(!link.rows(&sql, &[LOCK.into()])?.is_empty())
}

impl Leader {
    pub(super) fn new(link: Link, place: Place) -> Self {
        Self {
            server: link.place().to_owned(),
            link: Some(link),
            place,
        }
    }

    /// Makes sure that this process is still the one that builds.
    pub fn check(&mut self) -> Result<(), ShareError> {
        check(open(&mut self.link, &self.server)?)
    }

    /// Publishes a generation whose files are in a folder: sends those that are lacking, then names all of them in one
    /// transaction, and tells everybody.
    pub fn publish(&mut self, published: &Published, folder: &Path) -> Result<Sent, ShareError> {
        let doubted = self.doubted()?;
        let link = open(&mut self.link, &self.server)?;
        let mut sent = Sent::default();
        for file in &published.files {
            if doubted.contains(&file.hash) || !self.place.has(link, file)? {
                self.place.put(link, file, &folder.join(&file.path))?;
                sent.files += 1;
                sent.bytes += file.len;
            }
        }
        in_transaction(link, |link| {
            check(link)?;
            if !published::add(link, published)? {
                return Err(ShareError::Overtaken);
            }
            published::forget_old(link)?;
            for file in &published.files {
                if doubted.contains(&file.hash) {
                    trust(link, &file.hash)?;
                }
            }
            Ok(link.batch(CHANGED)?)
        })?;
        if let Err(error) = self.place.sweep(link) {
            tracing::warn!(%error, "files that nobody needs stay until the next build");
        }
        Ok(sent)
    }

    /// The hashes of files that somebody found to be damaged.
    pub fn doubted(&mut self) -> Result<Vec<String>, ShareError> {
        let rows =
            open(&mut self.link, &self.server)?.rows("SELECT hash FROM doubted_files", &[])?;
        let hashes = rows.iter().map(|row| Ok(row.text(0)?.to_owned()));
        hashes.collect()
    }

    /// Sends these files again, as far as they are among the known ones in a folder; says how many.
    pub fn mend(
        &mut self,
        doubted: &[String],
        known: &[PublishedFile],
        folder: &Path,
    ) -> Result<usize, ShareError> {
        let link = open(&mut self.link, &self.server)?;
        let mut mended = 0;
        for file in known.iter().filter(|file| doubted.contains(&file.hash)) {
            self.place.put(link, file, &folder.join(&file.path))?;
            in_transaction(link, |link| {
                trust(link, &file.hash)?;
                Ok(link.batch(CHANGED)?)
            })?;
            mended += 1;
        }
        Ok(mended)
    }
}

impl Drop for Leader {
    fn drop(&mut self) {
        // It waits for the end, which an asynchronous caller must not.
        if let Some(link) = self.link.take() {
            drop(thread::spawn(move || drop(link)));
        }
    }
}

fn open<'a>(link: &'a mut Option<Link>, server: &str) -> Result<&'a mut Link, ShareError> {
    let open = link.as_mut().filter(|link| !link.is_closed());
    open.ok_or_else(|| ShareError::NotLeading {
        place: server.to_owned(),
    })
}

/// Whether the lock is held by this connection, and this connection is still what it was.
fn check(link: &mut Link) -> Result<(), ShareError> {
    let sql = format!("SELECT 1::bigint FROM pg_locks WHERE pid = pg_backend_pid() AND {LISTED}");
    if link.rows(&sql, &[LOCK.into()])?.is_empty() {
        let place = link.place().to_owned();
        return Err(ShareError::NotLeading { place });
    }
    Ok(())
}

/// Notes that a file is whole.
fn trust(link: &mut Link, hash: &str) -> Result<(), ShareError> {
    let sql = "DELETE FROM doubted_files WHERE hash = ?1";
    link.execute(sql, &[hash.into()])?;
    Ok(())
}

fn in_transaction(
    link: &mut Link,
    work: impl FnOnce(&mut Link) -> Result<(), ShareError>,
) -> Result<(), ShareError> {
    link.batch("BEGIN")?;
    match work(link) {
        Ok(()) => Ok(link.batch("COMMIT")?),
        Err(error) => {
            drop(link.batch("ROLLBACK"));
            Err(error)
        }
    }
}
