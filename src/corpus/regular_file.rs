//! Files that are nothing but files: opened without waiting for anybody, not through a link, and read
//! no further than a limit. A queue or a device in the place of a file is refused.

use std::{
    fs::{File, OpenOptions},
    io::{self, ErrorKind, Read as _},
    path::Path,
};

/// Reads a file; more than `limit` bytes are an error of the kind `FileTooLarge`, also where the
/// file grows while it is read.
pub fn read(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let file = open(path)?;
    let len = file.metadata()?.len();
    let too_large = || {
        let reason = format!("it has more than {limit} bytes");
        io::Error::new(ErrorKind::FileTooLarge, reason)
    };
    if len > limit {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(len).unwrap_or(0));
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(too_large());
    }
    Ok(bytes)
}

/// Reads a file of text; see [`read`].
pub fn read_text(path: &Path, limit: u64) -> io::Result<String> {
    String::from_utf8(read(path, limit)?).map_err(|_| {
        let reason = "it is not valid UTF-8";
        io::Error::new(ErrorKind::InvalidData, reason)
    })
}

/// Reads the first `len` bytes of a file, or all of a shorter one.
pub fn read_start(path: &Path, len: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(path)?.take(len).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Opens a file for reading.
pub fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;

        use rustix::fs::OFlags;
        let flags = OFlags::NONBLOCK | OFlags::NOFOLLOW | OFlags::NOCTTY;
        options.custom_flags(flags.bits().cast_signed());
    }
    let file = options.open(path)?;
    if file.metadata()?.is_file() {
        return Ok(file);
    }
    let reason = "it is not a regular file";
    Err(io::Error::new(ErrorKind::InvalidInput, reason))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn refusal(path: &Path) -> String {
        read(path, 10).unwrap_err().to_string()
    }

    #[test]
    fn only_files_are_read_and_no_more_of_them_than_the_limit() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("ten"), "0123456789").unwrap();
        fs::write(at("eleven"), "0123456789a").unwrap();
        std::os::unix::fs::symlink("ten", at("link")).unwrap();
        rustix::fs::mkfifoat(rustix::fs::CWD, at("queue"), rustix::fs::Mode::RWXU).unwrap();
        let sparse = File::create(at("sparse")).unwrap();
        sparse.set_len(3 * 1024 * 1024 * 1024).unwrap();
        assert_eq!(read(&at("ten"), 10).unwrap(), b"0123456789");
        assert_eq!(read_start(&at("sparse"), 4).unwrap(), [0; 4]);
        assert_eq!(read_start(&at("ten"), 40).unwrap(), b"0123456789");
        assert_eq!(refusal(&at("eleven")), "it has more than 10 bytes");
        assert_eq!(refusal(&at("sparse")), "it has more than 10 bytes");
        assert_eq!(refusal(&at("queue")), "it is not a regular file");
        assert_eq!(refusal(Path::new("/dev/zero")), "it is not a regular file");
        assert_eq!(refusal(folder.path()), "it is not a regular file");
        assert!(read(&at("link"), 10).is_err());
    }

    #[test]
    fn a_file_that_grows_while_it_is_read_ends_at_the_limit() {
        // Its size is said to be 0, and there is always more.
        let endless = Path::new("/proc/self/maps");
        if endless.exists() {
            let error = read(endless, 100).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::FileTooLarge);
        }
    }
}
