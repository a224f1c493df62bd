//! The memory that this process may use: the machine's, or less where a control group says so, as
//! in a container.

use std::{fs, path::Path};

/// The memory that is assumed where nobody says it, in bytes.
const UNKNOWN: u64 = 1024 * 1024 * 1024;

/// The memory that this process may use, in bytes.
pub fn usable_memory() -> u64 {
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let machine = machine(&read("/proc/meminfo"));
    let groups = group_limits(&read("/proc/self/cgroup"), Path::new("/sys/fs/cgroup"));
    groups.into_iter().chain(machine).min().unwrap_or(UNKNOWN)
}

fn machine(meminfo: &str) -> Option<u64> {
    let line = meminfo.lines().find(|line| line.starts_with("MemTotal:"))?;
    let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib * 1024)
}

/// The limits of the groups that a process is in, and of those above them, of both versions of
/// control groups. In a container only its own can be seen, at the root.
fn group_limits(groups: &str, root: &Path) -> Vec<u64> {
    let mut limits = Vec::new();
    for line in groups.lines() {
        let mut parts = line.splitn(3, ':').skip(1);
        let (Some(controllers), Some(group)) = (parts.next(), parts.next()) else {
            continue;
        };
        let (root, file) = match controllers {
            "" => (root.to_owned(), "memory.max"),
            "memory" => (root.join("memory"), "memory.limit_in_bytes"),
            _ => continue,
        };
        let group = Path::new(group.trim_start_matches('/'));
        for above in group.ancestors() {
            let limit = fs::read_to_string(root.join(above).join(file));
            // "max" is no number.
            limits.extend(
                limit
                    .ok()
                    .and_then(|limit| limit.trim().parse::<u64>().ok()),
            );
        }
    }
    limits
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEMINFO: &str = "MemFree: 1 kB\nMemTotal:  2048 kB\n";

    #[test]
    fn the_machine_says_how_much_it_has() {
        assert_eq!(machine(MEMINFO), Some(2 * 1024 * 1024));
        assert_eq!(machine(""), None);
    }

    #[test]
    fn a_group_and_those_above_it_limit() {
        let root = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write("memory.max", "max\n");
        write("a/memory.max", "500\n");
        write("a/b/memory.max", "700\n");
        write("memory/memory.limit_in_bytes", "900\n");
        let limits = |groups| group_limits(groups, root.path());
        assert_eq!(limits("0::/a/b\n"), [700, 500]);
        assert_eq!(limits("0::/elsewhere\n"), [0; 0]);
        assert_eq!(limits("4:memory:/not/seen/inside\n3:cpu:/a\n"), [900]);
        assert_eq!(limits(""), [0; 0]);
    }
}
