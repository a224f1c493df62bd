"""What was measured, as a picture: how often the place is right, and what an answer costs. It has its own ground, and
follows the reader's light or dark colours."""

import math
from html import escape

from measure import Results
from table import entries, interval, median_of

WIDTH, TOP, ROW, LANE = 860, 92, 46, 9
LABELS, PLACES, TIMES = 16, (232, 566), (616, 800)
SHAPES = ["circle", "square", "diamond", "triangle"]

STYLE = """
svg { font: 13px system-ui, sans-serif; }
.ground { fill: #ffffff; } .band { fill: #eef4fb; } .text { fill: #1f2328; } .soft { fill: #59636e; font-size: 12px; }
.line { stroke: #d1d9e0; } .own { font-weight: 600; }
.number { paint-order: stroke; stroke: #ffffff; stroke-width: 4px; } .number.own { stroke: #eef4fb; }
.s0 { fill: #0b62a8; stroke: #0b62a8; } .s1 { fill: #b94a00; stroke: #b94a00; }
.s2 { fill: #00785a; stroke: #00785a; } .s3 { fill: #a2407f; stroke: #a2407f; }
@media (prefers-color-scheme: dark) {
.ground { fill: #0d1117; } .band { fill: #1a2431; } .text { fill: #e6edf3; } .soft { fill: #9da7b1; }
.line { stroke: #3d444d; } .number { stroke: #0d1117; } .number.own { stroke: #1a2431; }
.s0 { fill: #6cb6ff; stroke: #6cb6ff; } .s1 { fill: #f0883e; stroke: #f0883e; }
.s2 { fill: #3fd0a0; stroke: #3fd0a0; } .s3 { fill: #e58fc6; stroke: #e58fc6; }
}
"""


def draw(results: Results) -> str:
    """The picture as SVG."""
    shown = [entry for entry in entries(results) if entry.name not in results.missing]
    height = TOP + ROW * len(shown) + 34
    parts = [f'<rect class="ground" width="{WIDTH}" height="{height}"/>', *legend(results)]
    for row, entry in enumerate(shown):
        if entry.module == "fundstelle":
            parts.append(f'<rect class="band" x="0" y="{TOP + row * ROW}" width="{WIDTH}" height="{ROW}"/>')
    times = [processor(results, entry.name) for entry in shown]
    decades = math.floor(math.log10(min(times))), math.ceil(math.log10(max(times)))
    parts += axes(len(shown), decades)
    for row, entry in enumerate(shown):
        middle = TOP + row * ROW + ROW / 2
        own = " own" if entry.module == "fundstelle" else ""
        parts.append(text(LABELS, middle + 4, entry.label, "text" + own))
        parts += marks(results, entry.name, middle)
        parts += time(times[row], middle, decades, own)
    said = "For each peer, how often the first place is right in each set of questions, and the processor time of an answer."
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-label="{said}">\n<style>{STYLE}</style>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def processor(results: Results, name: str) -> float:
    """Milliseconds of processor for an answer to a question of the first set; a hundredth where less was seen."""
    return max(0.01, median_of(results, name, results.sets[0], "processor_ms"))


def legend(results: Results) -> list[str]:
    """What the panels and the marks are."""
    parts = [
        text(PLACES[0], 26, "place@1, with 95 % intervals", "text own"),
        text(TIMES[0], 26, "processor ms for an answer", "text own"),
        text(TIMES[0], 46, f"{results.sets[0].label}, logarithmic", "soft"),
    ]
    for index, one in enumerate(results.sets[:4]):
        left = PLACES[0] + 6 + index * 84
        parts += [mark(index, left, 42), text(left + 11, 46, one.label, "soft")]
    return parts


def axes(count: int, decades: tuple[int, int]) -> list[str]:
    """The lines behind the marks, with what they stand for."""
    bottom = TOP + count * ROW
    ticks = [(place_at(tenth / 10), f"{tenth / 10:.1f}") for tenth in range(2, 11, 2)]
    ticks += [(time_at(10.0**power, decades), f"{10.0**power:g}") for power in range(decades[0], decades[1] + 1)]
    parts = []
    for left, label in ticks:
        parts.append(f'<line class="line" x1="{left:.1f}" x2="{left:.1f}" y1="{TOP - 6}" y2="{bottom}"/>')
        parts += [text(left, at, label, "soft", "middle") for at in (TOP - 12, bottom + 18)]
    return parts


def marks(results: Results, name: str, middle: float) -> list[str]:
    """The right places of a peer, a lane for each set."""
    parts, sets = [], results.sets[:4]
    for index, one in enumerate(sets):
        exam = results.exams[name][one.questions]
        at = middle + (index - (len(sets) - 1) / 2) * LANE
        low, high = (place_at(share) for share in interval(exam["places"], exam["answerable"]))
        parts.append(f'<line class="s{index}" stroke-width="2" x1="{low:.1f}" x2="{high:.1f}" y1="{at}" y2="{at}"/>')
        parts.append(mark(index, place_at(exam["places"] / exam["answerable"]), at))
    return parts


def time(milliseconds: float, middle: float, decades: tuple[int, int], own: str) -> list[str]:
    """The time of a peer, with its number."""
    left = time_at(milliseconds, decades)
    said = f"{milliseconds:.2f}" if milliseconds < 10 else f"{milliseconds:.0f}"
    line = f'<line class="line" x1="{TIMES[0]}" x2="{left:.1f}" y1="{middle}" y2="{middle}"/>'
    return [line, mark(0, left, middle), text(left + 9, middle + 4, said, "text number" + own)]


def place_at(share: float) -> float:
    """Where a share stands; what is less than .2 stands at the edge."""
    return PLACES[0] + (max(share, 0.2) - 0.2) / 0.8 * (PLACES[1] - PLACES[0])


def time_at(milliseconds: float, decades: tuple[int, int]) -> float:
    """Where a time stands."""
    part = (math.log10(milliseconds) - decades[0]) / max(1, decades[1] - decades[0])
    return TIMES[0] + part * (TIMES[1] - TIMES[0])


def mark(index: int, left: float, at: float) -> str:
    """A mark of a set: each has a shape of its own beside its colour."""
    shape = SHAPES[index % 4]
    if shape == "circle":
        return f'<circle class="s{index}" cx="{left:.1f}" cy="{at}" r="3.6"/>'
    points = {
        "square": [(-3.2, -3.2), (3.2, -3.2), (3.2, 3.2), (-3.2, 3.2)],
        "diamond": [(0, -4.6), (4.6, 0), (0, 4.6), (-4.6, 0)],
        "triangle": [(0, -4.4), (4.2, 3.4), (-4.2, 3.4)],
    }[shape]
    corners = " ".join(f"{left + x:.1f},{at + y:.1f}" for x, y in points)
    return f'<polygon class="s{index}" points="{corners}"/>'


def text(left: float, at: float, words: str, kind: str, anchor: str = "start") -> str:
    """Words."""
    return f'<text class="{kind}" x="{left:.1f}" y="{at:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
