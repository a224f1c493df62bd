"""One peer in a process of its own: builds an index, or opens it and asks. Prints one JSON object. peers.py calls it:

worker.py PROGRAM PEER CORPUS FOLDER build
worker.py PROGRAM PEER CORPUS FOLDER ask SECONDS QUESTIONS …       measures for so many seconds a file
worker.py PROGRAM PEER CORPUS FOLDER exam QUESTIONS …              judges what is shown for every question
"""

import json
import random
import sys
import time
from dataclasses import asdict
from pathlib import Path

import corpus
import questions
from peer import Peer, named

# These warm up, and are not measured.
FIRST = 5
SEED = 7


def build(peer: Peer, documents: corpus.Corpus, folder: Path) -> dict:
    """Builds, and says what it took."""
    before, begun = peer.usage(), time.perf_counter()
    peer.build(documents, folder)
    seconds, after = time.perf_counter() - begun, peer.usage()
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return {"processor": after.processor - before.processor, "seconds": seconds, "peak": after.peak, "bytes": size}


def ask(peer: Peer, file: Path, seconds: float) -> dict:
    """Asks questions of a file in an order that is always the same, each once, until there are none or the time is up."""
    asked = questions.read(file)
    random.Random(SEED).shuffle(asked)
    first, rest = asked[:FIRST], asked[FIRST:]
    for question in first:
        peer.ask(question.text)
    times, lengths = [], []
    before, until = peer.usage().processor, time.monotonic() + seconds
    for question in rest:
        begun = time.perf_counter()
        shown = peer.ask(question.text)
        times.append(1000 * (time.perf_counter() - begun))
        lengths += [len(one.text) for one in shown[:1]]
        if time.monotonic() > until:
            break
    processor = 1000 * (peer.usage().processor - before) / len(times)
    times.sort()
    return {
        "count": len(times),
        "processor_ms": processor,
        "p50_ms": percentile(times, 50),
        "p99_ms": percentile(times, 99),
        "characters": sum(lengths) / max(1, len(lengths)),
    }


def percentile(ordered: list[float], percent: int) -> float:
    """The value below which this many percent lie (nearest rank)."""
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def main(program: str, name: str, folder_of_corpus: str, folder: str, what: str, *rest: str) -> dict:
    peer = named(name).make(program)
    documents, index = corpus.read(Path(folder_of_corpus)), Path(folder)
    if what == "build":
        return build(peer, documents, index)
    peer.open(documents, index)
    try:
        if what == "exam":
            files = [Path(file) for file in rest]
            return {str(file): asdict(peer.exam(file, questions.read(file))) for file in files}
        asked = {file: ask(peer, Path(file), float(rest[0])) for file in rest[1:]}
        return {"asked": asked, "resident": peer.usage().resident}
    finally:
        peer.close()


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
