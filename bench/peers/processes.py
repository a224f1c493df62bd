"""What a process has used, as Linux tells it in /proc."""

import os
import time
from dataclasses import dataclass
from pathlib import Path

MEBIBYTE = 1024


@dataclass(frozen=True)
class Usage:
    """Seconds of processor, and memory in MiB: the most there was, and what is resident now."""

    processor: float
    peak: float
    resident: float


def of_this() -> Usage:
    """Of this process, with all its threads."""
    peak, resident = memory("self")
    return Usage(time.process_time(), peak, resident)


def of(pid: int) -> Usage:
    """Of another process, with all its threads."""
    # The name, in brackets, may have spaces.
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    ticks = int(fields[11]) + int(fields[12])
    return Usage(ticks / os.sysconf("SC_CLK_TCK"), *memory(str(pid)))


def memory(process: str) -> tuple[float, float]:
    """The most memory that a process had, and what it has."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    said = dict(line.split(":", 1) for line in lines)
    return tuple(int(said[name].split()[0]) / MEBIBYTE for name in ("VmHWM", "VmRSS"))
