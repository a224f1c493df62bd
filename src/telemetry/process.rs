//! The figures that the operating system gives about this process. Only Linux is asked.

/// The memory that the process has, in bytes; nothing where nobody says so.
pub(super) fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    resident_of(&status)
}

fn resident_of(status: &str) -> Option<u64> {
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_read_from_what_linux_says() {
        let status = "Name:\tfundstelle\nVmSize:\t  900000 kB\nVmRSS:\t  120000 kB\nThreads:\t9\n";
        assert_eq!(resident_of(status), Some(120_000 * 1024));
        assert_eq!(resident_of("Name:\tfundstelle\n"), None);
    }
}
