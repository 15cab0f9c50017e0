"""Draw a fleet's month as one SVG: how soon things were seen, and what hosts were asked each day."""

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

from bench.fleet_judge import Verdict

WIDTH, HEIGHT = 460, 250
LEFT, TOP, RIGHT, BOTTOM = 52, 34, 14, 40
COLOURS = {"robots": "#8a8f98", "index": "#c98a1b", "article": "#2f6db3"}
Point = tuple[float, float]


def plot(verdict: Verdict, log: dict[str, Any], *, every: float, days: int) -> str:
    """The picture."""
    seen = [*verdict.edits, *verdict.deletions, *verdict.returns]
    panels = (
        _curve("New articles found within … hours", verdict.found, limit=every, unit="hours"),
        _scatter("Edits, deletions, returns: hours until seen (of those allowed)", seen),
        _curve("… as a share of the time allowed", [d / a for d, a in seen if a > 0], limit=1.0, unit="share"),
        _days("Requests a day to the whole fleet", log, days),
    )
    places = ((0, 0), (WIDTH, 0), (0, HEIGHT), (WIDTH, HEIGHT))
    parts = (f'<g transform="translate({x},{y})">{panel}</g>' for panel, (x, y) in zip(panels, places, strict=True))
    size = f'viewBox="0 0 {2 * WIDTH} {2 * HEIGHT}" width="{2 * WIDTH}" height="{2 * HEIGHT}"'
    style = (
        "text{font:12px sans-serif;fill:#222}.t{font-weight:bold}.g{stroke:#ddd}.l{stroke:#b3261e;stroke-dasharray:4 3}"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">'
        f'<title>A simulated fleet</title><style>{style}</style><rect width="100%" height="100%" fill="#fff"/>'
        f"{''.join(parts)}</svg>\n"
    )


def _frame(title: str, most: Point, labels: tuple[str, str]) -> tuple[str, Any]:
    """Axes with four marks each, and the function from values to places."""
    wide, high = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def at(x: float, y: float) -> Point:
        return LEFT + wide * x / most[0], TOP + high * (1 - y / most[1])

    parts = [f'<text class="t" x="{LEFT}" y="20">{title}</text>']
    for step in range(5):
        x, y = most[0] * step / 4, most[1] * step / 4
        (left, row), (column, floor) = at(0, y), at(x, 0)
        parts.append(f'<line class="g" x1="{left}" y1="{row:.1f}" x2="{WIDTH - RIGHT}" y2="{row:.1f}"/>')
        parts.append(f'<text x="{left - 6}" y="{row + 4:.1f}" text-anchor="end">{y:.4g}</text>')
        parts.append(f'<text x="{column:.1f}" y="{floor + 16:.1f}" text-anchor="middle">{x:.4g}</text>')
    parts.append(f'<text x="{LEFT + wide / 2}" y="{HEIGHT - 6}" text-anchor="middle">{labels[0]}</text>')
    return "".join(parts), at


def _round(most: float) -> float:
    """The next bound above that four even marks divide well."""
    step = 10.0 ** math.floor(math.log10(max(most, 1e-6) / 4))
    return next(4 * step * factor for factor in (1, 1.5, 2, 2.5, 3, 4, 5, 7.5, 10) if 4 * step * factor >= most)


def _curve(title: str, values: Sequence[float], *, limit: float, unit: str) -> str:
    """The share of values that are at most so large; the limit as a broken line."""
    ranked = sorted(values)
    most = _round(max([limit, *ranked]) * 1.05)
    frame, at = _frame(title, (most, 1.0), (unit, "share"))
    step = max(1, len(ranked) // 400)
    points = [at(0, 0)]
    points += [
        at(value, (n + 1) / len(ranked)) for n, value in enumerate(ranked) if n % step == 0 or n + 1 == len(ranked)
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    (x, top), (_, floor) = at(limit, 1), at(limit, 0)
    told = f'<line class="l" x1="{x:.1f}" y1="{top}" x2="{x:.1f}" y2="{floor}"/>'
    return f'{frame}<polyline points="{line}" fill="none" stroke="#2f6db3" stroke-width="2"/>{told}'


def _scatter(title: str, pairs: Sequence[Point]) -> str:
    """Time taken against time allowed; nothing stands above the broken line."""
    most = max((allowed for _, allowed in pairs), default=1.0) * 1.05
    most = _round(most)
    frame, at = _frame(title, (most, most), ("hours allowed", "hours"))
    step = max(1, len(pairs) // 1500)
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="1.6" fill="#2f6db3" fill-opacity=".5"/>'
        for x, y in (at(allowed, delay) for delay, allowed in sorted(pairs)[::step])
    )
    (x1, y1), (x2, y2) = at(0, 0), at(most, most)
    return f'{frame}{dots}<line class="l" x1="{x1}" y1="{y1}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _days(title: str, log: dict[str, Any], days: int) -> str:
    """Stacked bars a day: robots.txt, indexes, articles."""
    counts: dict[int, Counter[str]] = {}
    for host in log.values():
        for day, kinds in host["by_day"].items():
            counts.setdefault(int(day), Counter()).update(kinds)
    most = max((sum(kinds.values()) for kinds in counts.values()), default=1) * 1.1
    most = _round(most)
    frame, at = _frame(title, (days, most), ("day", "requests"))
    bars = []
    for day in range(days):
        base = 0.0
        for kind, colour in COLOURS.items():
            value = counts.get(day, Counter())[kind]
            (x, top), (after, floor) = at(day + 0.1, base + value), at(day + 0.9, base)
            bars.append(
                f'<rect x="{x:.1f}" y="{top:.1f}" width="{after - x:.1f}" height="{floor - top:.1f}" fill="{colour}"/>'
            )
            base += value
    keys = "".join(
        f'<text x="{WIDTH - RIGHT - 170 + 62 * n}" y="{TOP + 12}" style="fill:{colour}">■ {kind}</text>'
        for n, (kind, colour) in enumerate(COLOURS.items())
    )
    return frame + "".join(bars) + keys
