"""Xapian with its own weights (BM25), stemmed, the words of a question joined by OR."""

import json
from pathlib import Path

import xapian

from corpus import Corpus
from questions import Shown

from . import RANKED, Peer


class Xapian(Peer):
    def build(self, corpus: Corpus, folder: Path) -> None:
        database = xapian.WritableDatabase(str(folder / "index"), xapian.DB_CREATE)
        terms = xapian.TermGenerator()
        terms.set_stemmer(xapian.Stem(corpus.language))
        for paragraph in corpus.paragraphs:
            document = xapian.Document()
            document.set_data(json.dumps([paragraph.document, paragraph.number, paragraph.text]))
            terms.set_document(document)
            terms.index_text(paragraph.text)
            database.add_document(document)
        database.commit()
        database.close()

    def open(self, corpus: Corpus, folder: Path) -> None:
        database = xapian.Database(str(folder / "index"))
        self.parser = xapian.QueryParser()
        self.parser.set_stemmer(xapian.Stem(corpus.language))
        self.parser.set_stemming_strategy(xapian.QueryParser.STEM_SOME)
        self.parser.set_default_op(xapian.Query.OP_OR)
        self.search = xapian.Enquire(database)

    def ask(self, question: str) -> list[Shown]:
        # Without flags: signs in a question are no operators.
        self.search.set_query(self.parser.parse_query(question, 0))
        found = self.search.get_mset(0, RANKED)
        return [Shown(*json.loads(match.document.get_data()), match.weight) for match in found]


make = Xapian
