"""bm25s, stemmed by Snowball, without stop words."""

import json
from pathlib import Path

import bm25s
import Stemmer

from corpus import CODES, Corpus
from questions import Shown

from . import RANKED, Peer


class Bm25s(Peer):
    def build(self, corpus: Corpus, folder: Path) -> None:
        index = bm25s.BM25()
        index.index(tokens(corpus, [one.text for one in corpus.paragraphs]), show_progress=False)
        index.save(folder / "index")
        rows = [[one.document, one.number, one.text] for one in corpus.paragraphs]
        (folder / "paragraphs.json").write_text(json.dumps(rows), encoding="utf-8")

    def open(self, corpus: Corpus, folder: Path) -> None:
        self.corpus = corpus
        self.stemmer = Stemmer.Stemmer(corpus.language)
        self.index = bm25s.BM25.load(folder / "index")
        self.rows = json.loads((folder / "paragraphs.json").read_text(encoding="utf-8"))

    def ask(self, question: str) -> list[Shown]:
        words = tokens(self.corpus, [question], self.stemmer)
        count = min(RANKED, len(self.rows))
        found, scores = self.index.retrieve(words, k=count, show_progress=False)
        return [Shown(*self.rows[number], float(score)) for number, score in zip(found[0], scores[0], strict=True)]


def tokens(corpus: Corpus, texts: list[str], stemmer: Stemmer.Stemmer | None = None) -> bm25s.tokenization.Tokenized:
    """The stems of texts."""
    stemmer = stemmer or Stemmer.Stemmer(corpus.language)
    return bm25s.tokenize(texts, stopwords=CODES[corpus.language], stemmer=stemmer, show_progress=False)


make = Bm25s
