"""Fundstelle as its users have it: `index` builds, `serve` answers over the JSON interface on this machine alone, and
`eval` judges. What is counted is its own process, not the client here."""

import json
import os
import re
import subprocess
import time
from http.client import HTTPConnection
from pathlib import Path
from typing import IO
from urllib.parse import urlencode

import processes
from corpus import Corpus
from processes import MEBIBYTE, Usage
from questions import Quality, Question, Shown

from . import Peer

SERVED = {
    "FUNDSTELLE_DISCORD__ENABLED": "false",
    "FUNDSTELLE_HEALTH__ENABLED": "false",
    "FUNDSTELLE_WEB__LISTEN": "127.0.0.1:0",
    "FUNDSTELLE_WEB__PER_MINUTE": "100000",
}
ADDRESS = re.compile(r"serving the reader.*?address=([\d.]+):(\d+)")
SHOWN = 3
STARTS_WITHIN = 60


Process = subprocess.Popen[str]
Output = IO[str] | int | None


class Fundstelle(Peer):
    def __init__(self, program: str, settings: dict[str, str]) -> None:
        self.program = program
        self.settings = settings
        self.used = Usage(0, 0, 0)
        self.serving: Process | None = None

    def build(self, corpus: Corpus, folder: Path) -> None:
        log = folder.parent / "index.log"
        with log.open("w", encoding="utf-8") as file:
            process = self.start(corpus, folder, ["index"], file, file)
        # With what its own children used.
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise RuntimeError(f"fundstelle index: {log.read_text(encoding='utf-8')[-500:]}")
        self.used = Usage(used.ru_utime + used.ru_stime, used.ru_maxrss / MEBIBYTE, 0)

    def open(self, corpus: Corpus, folder: Path) -> None:
        self.corpus, self.folder = corpus, folder
        log = folder.parent / "serve.log"
        with log.open("w", encoding="utf-8") as file:
            self.serving = self.start(corpus, folder, ["serve"], file, file)
        self.connection = HTTPConnection(*self.address(log), timeout=60)

    def address(self, log: Path) -> tuple[str, int]:
        """The host and the port, once the program says them."""
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until and self.serving.poll() is None:
            said = log.read_text(encoding="utf-8")
            found = ADDRESS.search(said)
            if found and "serving the corpus" in said:
                return found[1], int(found[2])
            time.sleep(0.05)
        self.close()
        raise RuntimeError(f"fundstelle serve does not answer: {log.read_text(encoding='utf-8')[-500:]}")

    def ask(self, question: str) -> list[Shown]:
        self.connection.request("GET", "/api/v1/ask?" + urlencode({"q": question, "limit": SHOWN}))
        response = self.connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise RuntimeError(f"{response.status}: {body[:300]!r}")
        answer = json.loads(body)
        confidence = answer.get("confidence", 0.0)
        citations = [(one["document"], one["paragraph"], one["quote"]["text"]) for one in answer.get("citations", [])]
        return [Shown(*citation, confidence) for citation in citations]

    def usage(self) -> Usage:
        return processes.of(self.serving.pid) if self.serving else self.used

    def exam(self, file: Path, questions: list[Question]) -> Quality:
        process = self.start(
            self.corpus, self.folder, ["eval", "--json", "--questions", str(file)], subprocess.PIPE, None
        )
        said, _ = process.communicate()
        measured = json.loads(said)["overall"]
        answerable = sum(bool(question.expected) for question in questions)
        places, hits = (round(measured[name] * answerable) for name in ("place@1", "hit@1"))
        return Quality(answerable, places, hits, measured["auroc"])

    def close(self) -> None:
        if self.serving:
            self.serving.terminate()
            try:
                self.serving.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.serving.kill()
                self.serving.wait()

    def start(self, corpus: Corpus, folder: Path, command: list[str], output: Output, errors: Output) -> Process:
        """Starts the program in the folder of the index, where no settings of its user lie."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("FUNDSTELLE_")}
        return subprocess.Popen(
            [self.program, "--corpus", str(corpus.folder), "--data", str(folder), *command],
            cwd=folder,
            env=inherited | SERVED | self.settings,
            stdout=output,
            stderr=errors,
            text=True,
        )


make = Fundstelle
