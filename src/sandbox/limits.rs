//! The limits of a child, which it sets itself before it reads the first byte of a request.

use std::{fs, io, time::Duration};

/// The number of bytes that a request may have: a child has the memory for more than that in no case.
pub(super) const REQUEST: u64 = u32::MAX as u64;

/// The factor by which the time of a request by the wall may exceed that of the processor, on a
/// machine that is busy with other things.
const WALL: u32 = 3;

/// The limits of what a child may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Memory, in bytes, besides the program and its stack.
    pub memory: u64,
    /// Time of the processor for one request, in seconds.
    pub seconds: u64,
    /// Bytes of one answer.
    pub answer: u64,
}

impl Limits {
    /// The time that a request may take by the wall.
    pub(super) fn wall(self) -> Duration {
        Duration::from_secs(self.seconds) * WALL
    }
}

/// Tells the kernel to end this process before any other when memory runs out.
pub(super) fn volunteer() {
    // Where the kernel knows nothing of it, or forbids it, another one may go.
    drop(fs::write("/proc/self/oom_score_adj", "1000"));
}

/// Sets all limits but that of time.
#[cfg(unix)]
pub(super) fn set(limits: Limits) -> io::Result<()> {
    use rustix::process::Resource;

    /// The memory that the allocator reserves and never uses, in bytes.
    const RESERVED: u64 = 192 * 1024 * 1024;

    let data = limits.memory.saturating_add(super::STACK);
    // The program itself, in which the model is, counts as addresses.
    if let Some(addresses) = address_space() {
        let space = addresses.saturating_add(data).saturating_add(RESERVED);
        limit(Resource::As, space)?;
    }
    limit(Resource::Data, data)?;
    limit(Resource::Fsize, 0)?;
    limit(Resource::Core, 0)?;
    // Standard input, output and error are open: nothing else ever will be.
    limit(Resource::Nofile, 3)
}

/// Gives the request that comes now so many seconds of the processor.
#[cfg(unix)]
pub(super) fn begin_request(limits: Limits) -> io::Result<()> {
    use rustix::{
        process::{Resource, Rlimit, getrlimit, setrlimit},
        time::{ClockId, clock_gettime},
    };

    let used = u64::try_from(clock_gettime(ClockId::ProcessCPUTime).tv_sec).unwrap_or(0);
    let maximum = getrlimit(Resource::Cpu).maximum;
    // The second that has begun counts as none.
    let current = used.saturating_add(limits.seconds).saturating_add(1);
    let current = Some(maximum.map_or(current, |maximum| maximum.min(current)));
    Ok(setrlimit(Resource::Cpu, Rlimit { current, maximum })?)
}

#[cfg(unix)]
fn limit(resource: rustix::process::Resource, most: u64) -> io::Result<()> {
    let before = rustix::process::getrlimit(resource);
    let most = before.maximum.map_or(most, |maximum| maximum.min(most));
    let limit = rustix::process::Rlimit {
        current: Some(most),
        maximum: Some(most),
    };
    Ok(rustix::process::setrlimit(resource, limit)?)
}

/// The number of bytes of addresses that this process has; nothing where nobody says so.
#[cfg(unix)]
fn address_space() -> Option<u64> {
    bytes_of(&fs::read_to_string("/proc/self/status").ok()?, "VmSize:")
}

/// The number of bytes that a process has written to, or may; nothing where nobody says so.
pub(super) fn data_of(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status"));
    bytes_of(&status.ok()?, "VmData:")
}

fn bytes_of(status: &str, name: &str) -> Option<u64> {
    let line = status.lines().find(|line| line.starts_with(name))?;
    let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib * 1024)
}

/// Elsewhere there are no such limits; the parent still looks at the clock.
#[cfg(not(unix))]
pub(super) fn set(_: Limits) -> io::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn begin_request(_: Limits) -> io::Result<()> {
    Ok(())
}
