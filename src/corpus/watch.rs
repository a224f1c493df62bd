//! Hears from the operating system that something in the corpus folder changed, where it tells of
//! that: disks do, many network mounts do not. What changed is found by walking the folder; this
//! only says when to look, and what it knows of files that are being written.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use notify::{
    Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher,
    event::{AccessKind, AccessMode, CreateKind, ModifyKind, RenameMode},
};
use thiserror::Error;

use super::printable;

/// A corpus folder that is listened to, until this is dropped.
pub struct Watch {
    /// The folder itself, all links resolved, and what tells it from another of its name.
    home: PathBuf,
    identity: Option<Identity>,
    heard: Arc<Mutex<Heard>>,
    _watcher: RecommendedWatcher,
}

/// News of files, by their paths in the corpus. Only some systems give it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heard {
    /// They were moved to where they are, whole.
    pub moved_in: BTreeSet<String>,
    /// Somebody writes to them and has not closed them.
    pub being_written: BTreeSet<String>,
    /// Somebody made them and has not closed them.
    pub created: BTreeSet<String>,
    /// The reason why nothing more is heard of a part of the folder.
    failure: Option<String>,
}

/// The reason why a folder cannot be listened to. The folder is looked at from time to time all the same.
#[derive(Debug, Error)]
#[error("{reason}")]
pub struct WatchError {
    reason: String,
}

/// Device and number of a folder.
type Identity = (u64, u64);

impl Watch {
    /// Listens to the folder `root`, and calls `changed` after every change below it.
    pub fn new(root: &Path, changed: impl Fn() + Send + 'static) -> Result<Self, WatchError> {
        let refused = |error: &dyn std::fmt::Display| WatchError {
            reason: error.to_string(),
        };
        let home = fs::canonicalize(root).map_err(|error| refused(&error))?;
        let heard: Arc<Mutex<Heard>> = Arc::default();
        let listener = Listener {
            home: home.clone(),
            name: root.to_owned(),
            heard: Arc::clone(&heard),
        };
        let on_event = move |event: notify::Result<Event>| {
            if listener.hear(event) {
                changed();
            }
        };
        // Links are not followed: one that leads out of the corpus may lead to a whole disk.
        let config = Config::default().with_follow_symlinks(false);
        let mut watcher =
            RecommendedWatcher::new(on_event, config).map_err(|error| refused(&say(&error)))?;
        watcher
            .watch(&home, RecursiveMode::Recursive)
            .map_err(|error| refused(&say(&error)))?;
        // The folder may be taken away, or be a link that is switched to another one. Where this
        // cannot be heard it is seen later.
        if let Some(parent) = folder_above(root).filter(|parent| !parent.starts_with(&home)) {
            drop(watcher.watch(&parent, RecursiveMode::NonRecursive));
        }
        Ok(Self {
            identity: identity(&home),
            home,
            heard,
            _watcher: watcher,
        })
    }

    /// Whether there is a folder to listen to.
    pub fn is_possible(root: &Path) -> bool {
        root.is_dir()
    }

    /// Whether the folder that stands at `root` now is the one that is listened to, and all of it is.
    pub fn hears(&self, root: &Path) -> Result<(), WatchError> {
        let another = || WatchError {
            reason: "another folder stands in its place now".to_owned(),
        };
        let now = fs::canonicalize(root).map_err(|_| another())?;
        if now != self.home || identity(&now) != self.identity {
            return Err(another());
        }
        match &lock(&self.heard).failure {
            Some(reason) => Err(WatchError {
                reason: reason.clone(),
            }),
            None => Ok(()),
        }
    }

    /// Returns what was heard. What was moved is told once.
    pub fn heard(&self) -> Heard {
        let mut heard = lock(&self.heard);
        let told = heard.clone();
        heard.moved_in.clear();
        told
    }
}

/// The listener that the operating system calls.
struct Listener {
    home: PathBuf,
    /// The name of the corpus in the settings.
    name: PathBuf,
    heard: Arc<Mutex<Heard>>,
}

impl Listener {
    /// Notes an event; whether somebody should look.
    fn hear(&self, event: notify::Result<Event>) -> bool {
        let mut heard = lock(&self.heard);
        let event = match event {
            Ok(event) => event,
            Err(error) => {
                heard.failure = Some(say(&error));
                return true;
            }
        };
        if event.need_rescan() {
            // Some events were lost: nothing is known of what is open.
            heard.being_written.clear();
            heard.created.clear();
            return true;
        }
        let inside = |path: &PathBuf| path.strip_prefix(&self.home).ok().map(relative);
        let paths: Vec<String> = event.paths.iter().filter_map(inside).collect();
        match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => {
                for path in &paths {
                    heard.being_written.remove(path);
                    heard.created.remove(path);
                }
            }
            EventKind::Create(CreateKind::File) if cfg!(target_os = "linux") => {
                heard.created.extend(paths.iter().cloned());
            }
            // Reading is an event too, and the corpus is read after every change.
            EventKind::Access(_) => return false,
            // Only where the end of writing is told as well.
            EventKind::Modify(ModifyKind::Data(_)) if cfg!(target_os = "linux") => {
                heard.being_written.extend(paths.iter().cloned());
            }
            EventKind::Modify(ModifyKind::Name(RenameMode::To)) => {
                heard.moved_in.extend(paths.iter().cloned());
            }
            EventKind::Modify(ModifyKind::Name(RenameMode::From)) | EventKind::Remove(_) => {
                for path in &paths {
                    heard.being_written.remove(path);
                    heard.created.remove(path);
                    heard.moved_in.remove(path);
                }
            }
            _ => {}
        }
        // Of the folder above only the corpus itself is of interest.
        let is_corpus = |path: &PathBuf| {
            path.file_name() == self.name.file_name() || path.file_name() == self.home.file_name()
        };
        !paths.is_empty() || event.paths.iter().any(is_corpus)
    }
}

/// The folder that the name `root` stands in; a link to the corpus may lead elsewhere.
fn folder_above(root: &Path) -> Option<PathBuf> {
    let parent = root.parent()?;
    let is_here = parent.as_os_str().is_empty();
    fs::canonicalize(if is_here { Path::new(".") } else { parent }).ok()
}

/// The path in the corpus as the walk names it.
fn relative(path: &Path) -> String {
    let parts = path.components().map(std::path::Component::as_os_str);
    let parts: Vec<_> = parts.map(|part| part.to_string_lossy()).collect();
    printable(&parts.join("/")).into_owned()
}

fn lock(heard: &Mutex<Heard>) -> MutexGuard<'_, Heard> {
    heard.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Says what went wrong, with what to do where that is known.
fn say(error: &notify::Error) -> String {
    let is_few = matches!(error.kind, notify::ErrorKind::MaxFilesWatch);
    let is_out_of_instances = matches!(
        &error.kind,
        notify::ErrorKind::Io(cause) if cause.raw_os_error() == Some(24)
    );
    if is_few {
        "the system allows no more watches; raise fs.inotify.max_user_watches".to_owned()
    } else if is_out_of_instances {
        "the system allows no more watchers; raise fs.inotify.max_user_instances".to_owned()
    } else {
        error.to_string()
    }
}

#[cfg(unix)]
fn identity(path: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn identity(_: &Path) -> Option<Identity> {
    None
}

#[cfg(test)]
mod tests {
    use std::{
        os::unix::fs::symlink,
        sync::mpsc::{Receiver, channel},
        time::Duration,
    };

    use super::*;

    fn listen(root: &Path) -> (Watch, Receiver<()>) {
        let (tell, told) = channel();
        let watch = Watch::new(root, move || tell.send(()).unwrap_or_default()).unwrap();
        (watch, told)
    }

    #[track_caller]
    fn check_told(told: &Receiver<()>) {
        told.recv_timeout(Duration::from_secs(10)).unwrap();
        while told.recv_timeout(Duration::from_millis(100)).is_ok() {}
    }

    #[test]
    fn a_link_that_is_switched_is_heard_of() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("one")).unwrap();
        fs::create_dir(at("two")).unwrap();
        symlink("one", at("corpus")).unwrap();
        let (watch, told) = listen(&at("corpus"));
        assert!(watch.hears(&at("corpus")).is_ok());
        fs::write(at("one/a.md"), "x").unwrap();
        check_told(&told);
        fs::write(at("beside"), "x").unwrap();
        assert!(told.recv_timeout(Duration::from_millis(300)).is_err());
        symlink("two", at("next")).unwrap();
        fs::rename(at("next"), at("corpus")).unwrap();
        check_told(&told);
        assert!(watch.hears(&at("corpus")).is_err());
    }

    #[test]
    fn what_is_written_and_moved_is_known_by_its_path() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("deep")).unwrap();
        let (watch, told) = listen(folder.path());
        let mut file = fs::File::create(folder.path().join("deep/a.md")).unwrap();
        std::io::Write::write_all(&mut file, b"x").unwrap();
        check_told(&told);
        if cfg!(target_os = "linux") {
            assert!(watch.heard().being_written.contains("deep/a.md"));
        }
        drop(file);
        fs::rename(
            folder.path().join("deep/a.md"),
            folder.path().join("deep/b.md"),
        )
        .unwrap();
        check_told(&told);
        let heard = watch.heard();
        assert!(heard.being_written.is_empty(), "{heard:?}");
        assert!(heard.moved_in.contains("deep/b.md"), "{heard:?}");
        assert!(watch.heard().moved_in.is_empty());
        // Reading is nothing.
        assert_eq!(fs::read(folder.path().join("deep/b.md")).unwrap(), b"x");
        assert!(told.recv_timeout(Duration::from_millis(300)).is_err());
    }
}
