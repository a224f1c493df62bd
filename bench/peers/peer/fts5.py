"""SQLite FTS5 with bm25, the words of a question joined by OR."""

import re
import sqlite3
from pathlib import Path

from corpus import Corpus
from questions import Shown

from . import RANKED, Peer

SEARCH = "SELECT document, number, text, -bm25(p) FROM p WHERE p MATCH ? ORDER BY bm25(p) LIMIT ?"


class Fts5(Peer):
    def __init__(self, tokenizer: str) -> None:
        self.tokenizer = tokenizer

    def build(self, corpus: Corpus, folder: Path) -> None:
        database = sqlite3.connect(folder / "index.db")
        columns = f"text, document UNINDEXED, number UNINDEXED, tokenize='{self.tokenizer}'"
        database.execute(f"CREATE VIRTUAL TABLE p USING fts5({columns})")
        rows = [(one.text, one.document, one.number) for one in corpus.paragraphs]
        database.executemany("INSERT INTO p (text, document, number) VALUES (?, ?, ?)", rows)
        database.execute("INSERT INTO p (p) VALUES ('optimize')")
        database.commit()
        database.close()

    def open(self, _corpus: Corpus, folder: Path) -> None:
        self.database = sqlite3.connect(folder / "index.db")

    def ask(self, question: str) -> list[Shown]:
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", question))
        return [Shown(*row) for row in self.database.execute(SEARCH, (words, RANKED))] if words else []


make = Fts5
