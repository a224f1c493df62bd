"""Compares Fundstelle with what people would use instead: the same documents, the same questions, the same judge.

    python bench/peers/peers.py                                   asks about the bundled report
    python bench/peers/peers.py --corpus DIR --questions FILE     asks about other documents; both may be repeated
    python bench/peers/peers.py … --write                         puts table and chart into docs/

README.md beside it says what is compared, and how. install.sh installs the others.
"""

import argparse
import signal
import sys
from pathlib import Path

import chart
import table
from measure import Results, measure, named_set
from peer import ENTRIES

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/performance.md"
PICTURE = ROOT / "docs/pictures/peers.svg"
MARKER = "<!-- peers -->"


def arguments() -> argparse.Namespace:
    """What was given on the command line."""
    names = [entry.name for entry in ENTRIES]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--corpus", action="append", type=Path, metavar="DIR", help="folder of documents (Markdown, plain text)")
    add("--questions", action="append", type=Path, metavar="FILE", help="questions, as for `fundstelle eval`")
    add("--program", default=ROOT / "target/release/fundstelle", type=Path, help="default: %(default)s")
    add("--rounds", type=int, default=3, help="default: %(default)s")
    add("--seconds", type=float, default=20, help="for which a file of questions is asked; default: %(default)s")
    add("--only", nargs="*", default=[], choices=names, metavar="PEER", help=", ".join(names))
    add("--base", default="embedding", choices=names, metavar="PEER", help="what ratios are to; default: %(default)s")
    add("--save", type=Path, metavar="FILE", help="write what is measured as JSON, after each step")
    add("--load", type=Path, metavar="FILE", help="measure nothing, and take what was saved")
    add("--write", action="store_true", help=f"write {PAGE.name} (between its markers) and {PICTURE.name}")
    return parser.parse_args()


def measured(given: argparse.Namespace) -> Results:
    """What is measured now, or was saved."""
    if given.load:
        return Results.load(given.load)
    folders = given.corpus or [ROOT / "corpus"]
    files = given.questions or [ROOT / "tests/eval/bundled.jsonl"]
    if len(folders) != len(files):
        raise SystemExit("as many --corpus as --questions, please")
    sets = [named_set(folder, file) for folder, file in zip(folders, files, strict=True)]
    return measure(sets, str(given.program.resolve()), given.rounds, given.seconds, given.only, given.save)


def write(tables: str, picture: str) -> None:
    """Puts both into the documentation."""
    PICTURE.write_text(picture, encoding="utf-8")
    before, _, after = PAGE.read_text(encoding="utf-8").split(MARKER)
    PAGE.write_text(f"{before}{MARKER}\n{tables}\n{MARKER}{after}", encoding="utf-8")


def main() -> None:
    # Whoever is at work is ended too.
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, lambda number, _: sys.exit(128 + number))
    given = arguments()
    results = measured(given)
    if not results.exams:
        raise SystemExit("nobody could be measured")
    tables = table.whole(results, given.base)
    print(tables)
    if given.write:
        write(tables, chart.draw(results))


if __name__ == "__main__":
    main()
