//! Time of the processor, for tests that prove how much work something is: however busy the machine is
//! with other things, it says the same.

use std::{fs, process::Command};

/// The processor time of this thread in seconds, where the system tells it.
pub(crate) fn seconds() -> Option<f64> {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = told.split(' ').next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}

/// How much of it some work takes in this thread; nothing where the system does not tell.
pub(crate) fn seconds_of(work: impl FnOnce()) -> Option<f64> {
    let begun = seconds();
    work();
    Some(seconds()? - begun?)
}

/// The same command, which is ended when it, or a child of it, has used so many seconds of the processor.
pub(crate) fn limited(command: &Command, seconds: u32) -> Command {
    let mut limited = Command::new("sh");
    limited
        .args(["-c", &format!("ulimit -t {seconds}; exec \"$@\""), "sh"])
        .arg(command.get_program())
        .args(command.get_args());
    if let Some(folder) = command.get_current_dir() {
        limited.current_dir(folder);
    }
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => limited.env(name, value),
            None => limited.env_remove(name),
        };
    }
    limited
}
