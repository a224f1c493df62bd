"""tantivy, the library that Fundstelle keeps its words in too, with a stemmer, the words of a question joined by OR."""

import re
from pathlib import Path

import tantivy

from corpus import Corpus
from questions import Shown

from . import RANKED, Peer

ANALYZER = "stemmed"


class Tantivy(Peer):
    def build(self, corpus: Corpus, folder: Path) -> None:
        index = opened(corpus.language, folder)
        writer = index.writer(num_threads=1)
        for one in corpus.paragraphs:
            writer.add_document(tantivy.Document(text=one.text, document=one.document, number=one.number))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, corpus: Corpus, folder: Path) -> None:
        self.index = opened(corpus.language, folder)
        self.searcher = self.index.searcher()

    def ask(self, question: str) -> list[Shown]:
        words = " ".join(re.findall(r"\w+", question.lower()))
        query = self.index.parse_query(words, ["text"])
        found = self.searcher.search(query, RANKED).hits
        return [self.shown(address, score) for score, address in found]

    def shown(self, address: tantivy.DocAddress, score: float) -> Shown:
        document = self.searcher.doc(address)
        fields = [document.get_first(name) for name in ("document", "number", "text")]
        return Shown(*fields, score)


def opened(language: str, folder: Path) -> tantivy.Index:
    """The index in a folder, which is made if there is none."""
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("text", stored=True, tokenizer_name=ANALYZER)
    schema.add_text_field("document", stored=True, tokenizer_name="raw")
    schema.add_unsigned_field("number", stored=True)
    index = tantivy.Index(schema.build(), path=str(folder))
    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    analyzer = analyzer.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.stemmer(language))
    index.register_tokenizer(ANALYZER, analyzer.build())
    return index


make = Tantivy
