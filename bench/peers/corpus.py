"""Reads a folder of Markdown or plain text as everybody would at first: what stands between two blank lines is a
paragraph, and a heading is none. Paragraphs are counted in each document from 1, as Fundstelle counts them."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

# Words by which a language is known. The names are those of the Snowball stemmers.
FREQUENT = {
    "german": "der die und das nicht ist mit von",
    "english": "the and of to is that with for",
    "french": "le les des est une dans que pour",
    "spanish": "el los las que del una por con",
    "italian": "il che di della per una gli con",
    "dutch": "de het een van en niet voor zijn",
    "portuguese": "o os que do da uma para não",
}
CODES = {
    "german": "de", "english": "en", "french": "fr", "spanish": "es",
    "italian": "it", "dutch": "nl", "portuguese": "pt",
}  # fmt: skip

FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
FOOTNOTE_MARK = re.compile(r"\[\^[^\]]+\]")
EMPHASIS = re.compile(r"\*+")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a document."""

    document: str
    number: int
    text: str


@dataclass(frozen=True)
class Corpus:
    """The paragraphs of all documents of a folder, and the language that most of them are in."""

    folder: Path
    language: str
    paragraphs: list[Paragraph]


def read(folder: Path) -> Corpus:
    """Reads the documents of a folder; their names are those of the files."""
    files = sorted([*folder.rglob("*.md"), *folder.rglob("*.txt")])
    paragraphs = [paragraph for file in files if file.name != "README.md" for paragraph in in_file(file)]
    if not paragraphs:
        raise SystemExit(f"{folder} has no Markdown and no plain text")
    return Corpus(folder, language_of(paragraphs), paragraphs)


def in_file(file: Path) -> list[Paragraph]:
    """The paragraphs of a file."""
    text = FRONT_MATTER.sub("", file.read_text(encoding="utf-8"))
    blocks = [block.strip() for block in re.split(r"\n\s*\n", text)]
    kept = [block for block in blocks if block and not block.startswith(("#", "[^"))]
    return [Paragraph(file.stem, number, plain(block)) for number, block in enumerate(kept, 1)]


def plain(block: str) -> str:
    """A block without marks of footnotes and emphasis."""
    return EMPHASIS.sub("", FOOTNOTE_MARK.sub("", block))


def language_of(paragraphs: list[Paragraph]) -> str:
    """The language whose frequent words are most frequent."""
    words = Counter(word for paragraph in paragraphs for word in paragraph.text.lower().split())
    return max(FREQUENT, key=lambda language: sum(words[word] for word in FREQUENT[language].split()))
