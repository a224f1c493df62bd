"""Measures all peers in rounds: every peer once, then every peer again. So what else happens on the machine meets all of
them. Each works in a process of its own, with a limit of time."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path

import corpus
import questions
from peer import ENTRIES, Entry

# No process may take longer than this, in seconds.
LONGEST = 1800
WORKER = Path(__file__).with_name("worker.py")


@dataclass
class Set:
    """A corpus, a file of questions about it, and what both are called in the tables."""

    corpus: str
    questions: str
    label: str


@dataclass
class Results:
    """All that was measured. `runs` has an object for each peer, corpus and round, `exams` one for each peer."""

    sets: list[Set]
    rounds: int
    missing: dict[str, str] = field(default_factory=dict)
    runs: list[dict] = field(default_factory=list)
    exams: dict[str, dict[str, dict]] = field(default_factory=dict)
    loads: list[float] = field(default_factory=list)

    def save(self, file: Path) -> None:
        """Writes it as JSON."""
        file.write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")

    @classmethod
    def load(cls, file: Path) -> "Results":
        """Reads what `save` wrote."""
        read = json.loads(file.read_text(encoding="utf-8"))
        return cls(**read | {"sets": [Set(**one) for one in read["sets"]]})

    def corpora(self) -> list[str]:
        """The folders, each once."""
        return list(dict.fromkeys(one.corpus for one in self.sets))

    def files(self, folder: str) -> list[str]:
        """The files of questions about a corpus."""
        return [one.questions for one in self.sets if one.corpus == folder]


def named_set(folder: Path, file: Path) -> Set:
    """A set that is called by the languages of its questions and documents: `de → en`."""
    for path in (folder, file):
        if not path.exists():
            raise SystemExit(f"there is no {path}")
    language = corpus.CODES[corpus.read(folder).language]
    asked = {question.language for question in questions.read(file)}
    label = f"{asked.pop()} → {language}" if len(asked) == 1 else file.stem
    return Set(str(folder.resolve()), str(file.resolve()), label)


def measure(
    sets: list[Set], program: str, rounds: int, seconds: float, only: list[str], save: Path | None = None
) -> Results:
    """Measures everybody who is installed. Who fails is named with the reason, and left out from then on."""
    results = Results(sets, rounds)
    entries = [entry for entry in ENTRIES if not only or entry.name in only]
    results.missing = {entry.name: reason for entry in entries if (reason := entry.missing(program))}
    for number in range(1, rounds + 1):
        for entry in entries:
            if entry.name in results.missing:
                continue
            results.loads.append(os.getloadavg()[0])
            print(f"round {number} of {rounds}: {entry.label} (load {results.loads[-1]:.1f})", file=sys.stderr)
            try:
                one_round(results, entry, program, number, seconds)
            except (RuntimeError, subprocess.TimeoutExpired) as reason:
                results.missing[entry.name] = f"failed: {reason}"
            if save:
                results.save(save)
    for name, reason in results.missing.items():
        print(f"missing: {name}: {reason}", file=sys.stderr)
    return results


def one_round(results: Results, entry: Entry, program: str, number: int, seconds: float) -> None:
    """Builds the index of each corpus and asks; in the first round, everything that is shown is judged as well."""
    for folder in results.corpora():
        files = results.files(folder)
        with tempfile.TemporaryDirectory(prefix="peers-") as place:
            index = Path(place, "index")
            index.mkdir()
            task = [program, entry.name, folder, str(index)]
            built = work([*task, "build"])
            asked = work([*task, "ask", str(seconds), *files])
            if number == 1:
                results.exams.setdefault(entry.name, {}).update(work([*task, "exam", *files]))
        results.runs.append({"peer": entry.name, "corpus": folder, "round": number, "built": built, **asked})


def work(task: list[str]) -> dict:
    """Lets a worker do something. It ends with all that it started, whatever happens."""
    one_thread = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
    process = subprocess.Popen(
        [sys.executable, str(WORKER), *task],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True, env=os.environ | one_thread,
    )  # fmt: skip
    try:
        said, errors = process.communicate(timeout=LONGEST)
    finally:
        end(process)
    if process.returncode != 0:
        raise RuntimeError(errors.strip().splitlines()[-1] if errors.strip() else f"status {process.returncode}")
    return json.loads(said)


def end(process: subprocess.Popen) -> None:
    """Ends a process and its children, which are a group of their own."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()
