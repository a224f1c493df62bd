"""Reads files of questions, and judges what is shown for them as `fundstelle eval` does (src/exam): the place is right
if the first that is shown is of the expected document and paragraph, and it is a hit if it shows the expected words
besides. Questions that the documents do not answer count for AUROC only."""

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Shown:
    """Something that is shown as an answer."""

    document: str
    paragraph: int
    text: str
    score: float


@dataclass(frozen=True)
class Question:
    """A question and the places that answer it; none if the documents do not say it."""

    text: str
    language: str
    expected: list[dict]


@dataclass
class Quality:
    """Counts over the questions of a file."""

    answerable: int
    places: int
    hits: int
    auroc: float | None


def read(file: Path) -> list[Question]:
    """The questions of a file that are answered by quotes."""
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    ranked = [line for line in lines if line.get("reply", "quote") in ("quote", "refusal")]
    return [Question(line["question"], line.get("lang", ""), line["expect"]) for line in ranked]


def judge(questions: list[Question], answers: list[list[Shown]]) -> Quality:
    """Judges the first that is shown for each question."""
    pairs = [(question, shown[0] if shown else None) for question, shown in zip(questions, answers, strict=True)]
    present = [(question, first) for question, first in pairs if question.expected]
    absent = [first for question, first in pairs if not question.expected]
    firsts = [(question.expected, first) for question, first in present if first]
    places = sum(any(is_place(one, first) for one in expected) for expected, first in firsts)
    hits = sum(any(is_hit(one, first) for one in expected) for expected, first in firsts)
    return Quality(len(present), places, hits, auroc([first for _, first in present], absent))


def is_place(expected: dict, shown: Shown) -> bool:
    """Whether this is the expected place. Sections are not known here, so the words count where one is expected."""
    if expected["document"] != shown.document:
        return False
    if expected.get("section"):
        return shows(shown.text, expected.get("text", ""))
    return expected.get("paragraph") in (None, shown.paragraph)


def is_hit(expected: dict, shown: Shown) -> bool:
    """Whether it shows the expected words, besides."""
    return is_place(expected, shown) and shows(shown.text, expected.get("text", ""))


def shows(text: str, words: str) -> bool:
    """Whether words stand in a text, however they are spaced."""
    return " ".join(words.split()) in " ".join(text.split())


def auroc(present: list[Shown | None], absent: list[Shown | None]) -> float | None:
    """The probability that a question with an answer has a higher score than one without."""
    if not present or not absent:
        return None

    def score(shown: Shown | None) -> float:
        return shown.score if shown else float("-inf")

    lower = [score(shown) for shown in absent]
    wins = sum((score(one) > other) + 0.5 * (score(one) == other) for one in present for other in lower)
    return wins / (len(present) * len(absent))
