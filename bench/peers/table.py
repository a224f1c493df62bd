"""What was measured, as tables in Markdown."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterable

from measure import Results, Set
from peer import ENTRIES, Entry, named

Z95 = 1.959964


def interval(right: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share, by Wilson."""
    if of == 0:
        return 0.0, 1.0
    share, z2 = right / of, Z95 * Z95
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = Z95 * math.sqrt(share * (1 - share) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return middle - half, middle + half


def entries(results: Results) -> list[Entry]:
    """Everybody who was to be measured, in order."""
    return [entry for entry in ENTRIES if entry.name in results.exams or entry.name in results.missing]


def of_rounds(results: Results, name: str, folder: str, value: Callable[[dict], float]) -> tuple[float, float]:
    """The smallest and the median of all rounds."""
    values = [value(run) for run in results.runs if run["peer"] == name and run["corpus"] == folder]
    return min(values), statistics.median(values)


def asked(one: Set, value: str) -> Callable[[dict], float]:
    """What was measured in a run with the questions of a set: `p50_ms`, for example."""
    return lambda run: run["asked"][one.questions][value]


def median_of(results: Results, name: str, one: Set, value: str) -> float:
    """The median of it over all rounds."""
    return of_rounds(results, name, one.corpus, asked(one, value))[1]


def rows(results: Results, head: list[str], cells: Callable[[Entry], Iterable[str]]) -> str:
    """A table with a row for each peer. Who is missing is named, with the reason."""
    lines = ["| " + " | ".join(["", *head]) + " |", "|---" * (len(head) + 1) + "|"]
    for entry in entries(results):
        if entry.name in results.missing:
            written = [results.missing[entry.name].replace("|", "/"), *[""] * (len(head) - 1)]
        else:
            written = list(cells(entry))
        lines.append("| " + " | ".join([entry.label, *written]) + " |")
    return "\n".join(lines)


def places(results: Results) -> str:
    """How often the place that is shown first is the right one."""

    def cells(entry: Entry) -> Iterable[str]:
        for one in results.sets:
            exam = results.exams[entry.name][one.questions]
            low, high = interval(exam["places"], exam["answerable"])
            yield f"{exam['places'] / exam['answerable']:.3f} [{low:.3f}, {high:.3f}]"

    return rows(results, [f"{one.label}" for one in results.sets], cells)


def quotes(results: Results) -> str:
    """How often what is shown has the answer, whether the score tells that there is none, and how much is shown."""

    def cells(entry: Entry) -> Iterable[str]:
        for one in results.sets:
            exam = results.exams[entry.name][one.questions]
            known = "–" if exam["auroc"] is None else f"{exam['auroc']:.3f}"
            yield f"{exam['hits'] / exam['answerable']:.3f} / {known}"
        first = results.sets[0]
        yield f"{median_of(results, entry.name, first, 'characters'):.0f}"

    return rows(results, [*(one.label for one in results.sets), "characters"], cells)


def costs(results: Results, one: Set, base: str) -> str:
    """What the index and the questions of a set cost."""
    has_base = is_there(results, base)

    def cells(entry: Entry) -> Iterable[str]:
        def both(value: Callable[[dict], float], digits: int) -> str:
            pair = of_rounds(results, entry.name, one.corpus, value)
            return " / ".join(number(value, digits) for value in pair)

        def median(value: Callable[[dict], float]) -> str:
            return f"{of_rounds(results, entry.name, one.corpus, value)[1]:,.0f}"

        yield both(lambda run: run["built"]["processor"], 2)
        yield median(lambda run: run["built"]["bytes"] / 1000)
        yield median(lambda run: run["built"]["peak"])
        yield median(lambda run: run["resident"])
        for value, digits in (("processor_ms", 2), ("p50_ms", 2), ("p99_ms", 1)):
            yield both(asked(one, value), digits)
        for value in ("processor_ms", "p50_ms") if has_base else ():
            yield ratio(median_of(results, entry.name, one, value) / median_of(results, base, one, value))

    index = ["index: CPU s", "index: kB", "index: peak MiB"]
    answer = ["answer: MiB", "answer: CPU ms", "p50 ms", "p99 ms", *(["CPU, ratio", "p50, ratio"] if has_base else [])]
    return rows(results, index + answer, cells)


def number(value: float, digits: int) -> str:
    """A number with no more digits than say something."""
    return f"{value:,.{digits if value < 10 else min(digits, 1) if value < 100 else 0}f}"


def ratio(value: float) -> str:
    """A ratio with two digits that count."""
    return f"{value:.2g}" if value < 10 else f"{value:.0f}"


def whole(results: Results, base: str) -> str:
    """All tables, with what the figures are."""
    parts = [about_places(results), places(results), about_quotes(results), quotes(results)]
    for folder in results.corpora():
        one = next(one for one in results.sets if one.corpus == folder)
        parts += [about_costs(results, one, base), costs(results, one, base)]
    return "\n\n".join(parts)


def about_places(results: Results) -> str:
    """What the first table shows."""
    exams = next(iter(results.exams.values()))
    counts = ", ".join(f"{exams[one.questions]['answerable']} of {one.label}" for one in results.sets)
    return f"`place@1`, with 95 % intervals. Questions with an answer: {counts}."


def about_quotes(results: Results) -> str:
    """What the second table shows."""
    return f"`hit@1` / AUROC, and the mean length of what is shown first ({results.sets[0].label})."


def about_costs(results: Results, one: Set, base: str) -> str:
    """What a table of costs shows."""
    against = f"; the ratios are those of medians to {named(base).label}" if is_there(results, base) else ""
    return (
        f"Cost, {one.label}. Times are the smallest / the median of {counted(results)}{against}. "
        f"The load of the machine was {min(results.loads):.1f} to {max(results.loads):.1f}."
    )


def is_there(results: Results, name: str) -> bool:
    """Whether somebody was measured."""
    return name in results.exams and name not in results.missing


def counted(results: Results) -> str:
    """The number of rounds that all had."""
    names = [run["peer"] for run in results.runs if run["corpus"] == results.sets[0].corpus]
    rounds = min(names.count(name) for name in set(names) if name not in results.missing)
    return "1 round" if rounds == 1 else f"{rounds} rounds"
