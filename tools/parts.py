#!/usr/bin/env python3
"""Prints how the sets in tests/eval/sets are answered, by part, with 95 % bootstrap intervals over questions.

    cargo build --release && tools/parts.py target/release/fundstelle
"""
import json
import pathlib
import random
import re
import subprocess
import sys

PARTS = {
    "fit": ["verein", "copropriete", "library", "basen"],
    "tune": ["taller", "cooperativa", "speeltuin"],
    "test": ["pruefung", "fondazione", "telemetry"],
}
SETS = pathlib.Path(__file__).parent.parent / "tests/eval/sets"
MISS = re.compile(r"^\S+: (\S+) \(([^,()]+), confidence ([\d.]+)\)")
REPEATS = 1000


def outcomes(program, name):
    """(is answerable, rank of the first hit or None, is refused or answered as it should) of each question."""
    file = SETS / name / "questions.jsonl"
    run = [program, "eval", "--misses", "--corpus", SETS / name / "corpus", "--questions", file]
    printed = subprocess.run(run, capture_output=True, text=True, check=True).stdout
    missed = {m[1]: m[2] for m in map(MISS.match, printed.splitlines()) if m}
    for line in file.read_text().splitlines():
        question = json.loads(line)
        miss = missed.get(question["id"])
        rank = 1
        if miss == "not ranked":
            rank = None
        elif miss and miss.startswith("rank"):
            rank = int(miss.split()[1])
        yield bool(question["expect"]), rank, miss


def measures(cases):
    present = [case for case in cases if case[0]]
    absent = [case for case in cases if not case[0]]
    share = lambda of, which: sum(map(which, of)) / max(len(of), 1)
    return {
        "hit@1": share(present, lambda case: case[1] == 1),
        "hit@3": share(present, lambda case: (case[1] or 99) <= 3),
        "answered though absent": share(absent, lambda case: case[2] == "answered"),
    }


def main():
    chance = random.Random(1)
    for part, names in PARTS.items():
        cases = [case for name in names for case in outcomes(sys.argv[1], name)]
        again = [measures(chance.choices(cases, k=len(cases))) for _ in range(REPEATS)]
        for name, value in measures(cases).items():
            values = sorted(one[name] for one in again)
            low, high = values[REPEATS // 40], values[-REPEATS // 40]
            print(f"{part:5} {name:23} {value:.3f} [{low:.3f}, {high:.3f}]")


if __name__ == "__main__":
    main()
