"""Measures how fast PDF files are read and how much memory that takes, beside what pdftotext and mutool need to print
their text. What is not installed is left out. Needs GNU time as /usr/bin/time.

    python3 tools/pdf_speed.py target/release/fundstelle FILE.pdf …

Each program reads each file in a process of its own, `RUNS` times, and the fastest counts. `check` of fundstelle does
more than the others: it finds sections, paragraphs, notes and what is set apart, and indexes the words of a corpus that
holds only this file; the embedding model is off. Memory is that of the largest of its processes.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 5
MEGABYTE = 1024


def measured(command, environment):
    """Seconds, and the kilobytes of the largest process; nothing where the command fails."""
    # A process that this one starts itself would count this one's memory as its own.
    with tempfile.NamedTemporaryFile("r") as told:
        begun = time.perf_counter()
        process = subprocess.run(
            ["/usr/bin/time", "-f", "%M", "-o", told.name, *command],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **environment},
        )
        seconds = time.perf_counter() - begun
        if process.returncode not in (0, 1):
            return None
        return seconds, int(told.read().split()[-1])


def fundstelle(program, file):
    """Checks a corpus of one file, with an index that is not there yet."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder, "corpus")
        corpus.mkdir()
        shutil.copy(file, corpus)
        settings = {
            "FUNDSTELLE_DATA": str(Path(folder, "data")),
            "FUNDSTELLE_CORPUS__FOLDER": str(corpus),
            "FUNDSTELLE_EMBEDDING__ENABLED": "false",
        }
        return measured([program, "check"], settings)


def best(measure):
    """The fastest of some runs, and the largest process of all."""
    runs = [measure() for _ in range(RUNS)]
    if None in runs:
        return None
    return min(seconds for seconds, _ in runs), max(memory for _, memory in runs)


def pages(file):
    """The number of pages, as pdfinfo says it, else mutool."""
    for command, name in (["pdfinfo"], "Pages:"), (["mutool", "info"], "Pages:"):
        if shutil.which(command[0]):
            said = subprocess.run([*command, file], capture_output=True, text=True, errors="replace").stdout
            for line in said.splitlines():
                if line.startswith(name):
                    return int(line.split()[1])
    return None


def main(program, files):
    readers = {"fundstelle": lambda file: fundstelle(program, file)}
    for name, command in {
        "pdftotext": ["pdftotext", "{}", "/dev/null"],
        "mutool": ["mutool", "draw", "-q", "-F", "text", "-o", "/dev/null", "{}"],
    }.items():
        if shutil.which(name):
            readers[name] = lambda file, command=command: measured(
                [part.replace("{}", file) for part in command], {}
            )
        else:
            print(f"skipped: {name} is not installed", file=sys.stderr)
    print("| file | pages | " + " | ".join(f"{name}: pages a second, MB" for name in readers) + " |")
    print("|---|---|" + "---|" * len(readers))
    for file in files:
        count = pages(file)
        cells = []
        for read in readers.values():
            found = best(lambda: read(file))
            if found is None or count is None:
                cells.append("not read")
            else:
                seconds, memory = found
                cells.append(f"{count / seconds:,.0f}, {memory / MEGABYTE:.0f}")
        print(f"| {Path(file).name} | {count or '?'} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    if not os.path.exists("/usr/bin/time"):
        sys.exit("skipped: /usr/bin/time is not installed")
    main(shutil.which(sys.argv[1]) or sys.argv[1], sys.argv[2:])
