//! The most memory that a program and its children have had, as Linux tells it.

use std::fs;

/// In bytes: that of the process and of each of its children, the largest of them. Nothing where
/// the system does not tell it.
pub(crate) fn most_of(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    let own = kilobytes.unwrap_or(0) * 1024;
    let tasks = fs::read_dir(format!("/proc/{process}/task"));
    let children = tasks.into_iter().flatten().filter_map(|task| {
        let children = fs::read_to_string(task.ok()?.path().join("children")).ok()?;
        children
            .split_whitespace()
            .filter_map(|child| child.parse().ok())
            .map(most_of)
            .max()
    });
    children.max().unwrap_or(0).max(own)
}
