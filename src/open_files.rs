//! The number of files the process may have open. Each connection is one, and so is each part of an
//! index: where the limit is reached, everything fails at once, and the right to read is not what is missing.

use std::io;

/// The remedy where the limit is reached.
pub const REMEDY: &str =
    "raise the limit of open files (ulimit -n, LimitNOFILE= of systemd, ulimits in compose.yaml)";

/// Raises the soft limit to the hard one; gives what holds from then on, where anything does.
#[cfg(unix)]
pub fn raise_limit() -> Option<u64> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    if current == maximum {
        return current;
    }
    let raised = Rlimit {
        current: maximum,
        maximum,
    };
    match setrlimit(Resource::Nofile, raised) {
        Ok(()) => maximum,
        // Some systems have another limit above the hard one.
        Err(_) => current,
    }
}

/// Raises the soft limit to the hard one; gives what holds from then on, where anything does.
#[cfg(not(unix))]
pub fn raise_limit() -> Option<u64> {
    None
}

/// The number of files that may be open; nothing where there is no limit.
#[cfg(unix)]
pub fn limit() -> Option<u64> {
    use rustix::process::{Resource, getrlimit};
    getrlimit(Resource::Nofile).current
}

/// The number of files that may be open; nothing where there is no limit.
#[cfg(not(unix))]
pub fn limit() -> Option<u64> {
    None
}

/// Whether a file could not be opened because too many are.
pub fn is_reached(error: &io::Error) -> bool {
    #[cfg(unix)]
    {
        use rustix::io::Errno;
        let number = error.raw_os_error();
        [Errno::MFILE, Errno::NFILE]
            .iter()
            .any(|reached| number == Some(reached.raw_os_error()))
    }
    #[cfg(not(unix))]
    {
        let _: &io::Error = error;
        false
    }
}

/// Whether a message is about too many open files, where only its text is left of an error.
pub fn is_reached_in(text: &str) -> bool {
    text.contains("Too many open files") || text.contains("file table overflow")
}

#[cfg(all(test, unix))]
mod tests {
    use rustix::io::Errno;

    use super::*;

    #[test]
    fn what_the_system_says_is_understood() {
        for errno in [Errno::MFILE, Errno::NFILE] {
            let error = io::Error::from_raw_os_error(errno.raw_os_error());
            assert!(is_reached(&error), "{error}");
            assert!(is_reached_in(&error.to_string()), "{error}");
        }
        assert!(!is_reached(&io::Error::from(io::ErrorKind::NotFound)));
    }
}
