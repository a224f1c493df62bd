//! Taking over a generation that another process built. The files that are here already are linked; the others are
//! fetched, one by one, and kept until all are there, so that whoever is interrupted goes on where it was.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{BufWriter, Write},
    path::{Component, Path, PathBuf},
    time::SystemTime,
};

use super::{GenerationFile, Generations, IndexError, Manifest, manifest::FILE_NAME, parts};

/// The folder of files that were fetched for a generation that is not complete.
const FETCHED: &str = "fetched";

/// A generation that other processes have, or are to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// Its number.
    pub number: u64,
    /// The time at which it was built.
    pub built: SystemTime,
    /// All its files.
    pub files: Vec<GenerationFile>,
}

/// The files of a generation that was taken over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Adopted {
    /// Files that were fetched now.
    pub fetched: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Files that were here already.
    pub kept: usize,
}

impl Shared {
    /// The generation whose files are in a folder.
    pub fn of(folder: &Path, manifest: &Manifest) -> Result<Self, IndexError> {
        let (len, hash) = parts::sum(&folder.join(FILE_NAME))?;
        let path = FILE_NAME.to_owned();
        let mut files = vec![GenerationFile { path, len, hash }];
        files.extend(manifest.parts.iter().cloned());
        Ok(Self {
            number: manifest.generation,
            built: Manifest::written(folder).unwrap_or(SystemTime::UNIX_EPOCH),
            files,
        })
    }

    /// Whether a manifest is that of this generation. What it says of the files that documents were read from may
    /// have changed since.
    fn is(&self, manifest: &Manifest) -> bool {
        let is_part = |file: &&GenerationFile| file.path != FILE_NAME;
        let mut files: Vec<_> = self.files.iter().filter(is_part).collect();
        let mut parts: Vec<_> = manifest.parts.iter().collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        parts.sort_by(|a, b| a.path.cmp(&b.path));
        manifest.generation == self.number && files == parts
    }
}

impl Generations {
    /// The generation that serves here, if one does, with its folder.
    pub fn served(&self) -> Result<Option<(PathBuf, Manifest)>, IndexError> {
        let Some(current) = self.current() else {
            return Ok(None);
        };
        let folder = self.path(current);
        let manifest = Manifest::read(&folder)?;
        Ok(Some((folder, manifest)))
    }

    /// Whether this generation serves here, as far as names and sizes of files tell.
    pub fn serves(&self, shared: &Shared) -> bool {
        let served = self.served().ok().flatten();
        served.is_some_and(|(folder, manifest)| {
            shared.is(&manifest) && parts::check_sizes(&folder, &manifest.parts).is_ok()
        })
    }

    /// Has this generation serve here. `fetch` gives the bytes of a file, or fails if they are not those.
    pub fn adopt(
        &self,
        shared: &Shared,
        fetch: &mut dyn FnMut(&GenerationFile, &mut dyn Write) -> Result<(), IndexError>,
    ) -> Result<Adopted, IndexError> {
        check_paths(shared)?;
        let lock = self.lock()?;
        let folder = self.begin(shared.number, &lock)?;
        let adopted = self.assemble(shared, &folder, fetch);
        let adopted = adopted.and_then(|adopted| {
            self.publish(shared.number, &folder)?;
            Ok(adopted)
        });
        if adopted.is_err() {
            Self::give_up(&folder);
        } else {
            drop(fs::remove_dir_all(self.folder().join(FETCHED)));
        }
        self.remove_old(&lock);
        adopted
    }

    fn assemble(
        &self,
        shared: &Shared,
        folder: &Path,
        fetch: &mut dyn FnMut(&GenerationFile, &mut dyn Write) -> Result<(), IndexError>,
    ) -> Result<Adopted, IndexError> {
        let fetched = self.folder().join(FETCHED);
        fs::create_dir_all(&fetched).map_err(IndexError::write("create", &fetched))?;
        let known = self.known();
        let mut adopted = Adopted::default();
        for file in &shared.files {
            let place = folder.join(&file.path);
            if let Some(parent) = place.parent() {
                fs::create_dir_all(parent).map_err(IndexError::write("create", parent))?;
            }
            let known = known.get(file.hash.as_str());
            if known.is_some_and(|known| is_whole(known, file) && link(known, &place).is_ok()) {
                adopted.kept += 1;
                continue;
            }
            let here = fetched.join(&file.hash);
            if !is_whole(&here, file) {
                write(&here, file, fetch)?;
                adopted.fetched += 1;
                adopted.bytes += file.len;
            }
            link(&here, &place).map_err(IndexError::io("link", &place))?;
        }
        let manifest = Manifest::read_unplaced(folder)?;
        if manifest.index != self.name() || !shared.is(&manifest) {
            let what = format!("its manifest is not that of generation {}", shared.number);
            return Err(IndexError::unusable(folder, &what));
        }
        set_built(&folder.join(FILE_NAME), shared.built)?;
        Ok(adopted)
    }

    /// The files of the generations that are here, by what is in them.
    fn known(&self) -> BTreeMap<String, PathBuf> {
        let mut known = BTreeMap::new();
        for number in self.numbers() {
            let folder = self.path(number);
            let Ok(manifest) = Manifest::read(&folder) else {
                continue;
            };
            for part in manifest.parts {
                known.insert(part.hash, folder.join(part.path));
            }
        }
        known
    }
}

/// Whether nothing is to be written elsewhere than into the folder of the generation.
fn check_paths(shared: &Shared) -> Result<(), IndexError> {
    let is_name = |part: Component<'_>| matches!(part, Component::Normal(_));
    let is_hash = |hash: &str| hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit());
    let is_odd = |file: &&GenerationFile| {
        let path = Path::new(&file.path);
        !path.components().all(is_name) || file.path.contains('\\') || !is_hash(&file.hash)
    };
    match shared.files.iter().find(is_odd) {
        Some(file) => Err(IndexError::Sharing(format!(
            "{:?} is no name of a file of an index; generation {} is not taken",
            file.path, shared.number
        ))),
        None => Ok(()),
    }
}

fn is_whole(path: &Path, file: &GenerationFile) -> bool {
    let is_as_long = fs::metadata(path).is_ok_and(|metadata| metadata.len() == file.len);
    is_as_long && parts::sum(path).is_ok_and(|(_, hash)| hash == file.hash)
}

/// Links a file, or copies it where the disk knows no links.
fn link(from: &Path, place: &Path) -> std::io::Result<()> {
    fs::hard_link(from, place).or_else(|_| fs::copy(from, place).map(drop))
}

fn write(
    here: &Path,
    file: &GenerationFile,
    fetch: &mut dyn FnMut(&GenerationFile, &mut dyn Write) -> Result<(), IndexError>,
) -> Result<(), IndexError> {
    let unfinished = here.with_extension("part");
    let mut into = File::create(&unfinished)
        .map(BufWriter::new)
        .map_err(IndexError::write("write", &unfinished))?;
    fetch(file, &mut into)?;
    into.flush().map_err(IndexError::io("write", &unfinished))?;
    drop(into);
    fs::rename(&unfinished, here).map_err(IndexError::io("rename", &unfinished))
}

/// Keeps the time at which a generation was built, which all processes tell alike.
fn set_built(manifest: &Path, built: SystemTime) -> Result<(), IndexError> {
    let file = File::options().append(true).open(manifest);
    file.and_then(|file| file.set_modified(built))
        .map_err(IndexError::io("set the time of", manifest))
}
