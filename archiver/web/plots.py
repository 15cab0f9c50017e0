"""Plots as plain numbers for SVG: bars over time, and places on a time axis."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from archiver.model.search import Bucket, Step, Timeline

WIDTH, HEIGHT = 720, 96


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar of a timeline; coordinates within WIDTH and HEIGHT."""

    start: date
    end: date
    """Its last day."""
    articles: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """A timeline as bars."""

    bars: tuple[Bar, ...]
    top: int
    """The largest count."""
    ticks: tuple[tuple[float, date], ...]
    """Where to write which date."""
    by: Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place on a time axis, 0 to 100."""

    x: float
    row: int
    """Which of several rows, so that neighbours do not cover each other."""


def choose_step(since: date, until: date) -> Step:
    """Days for a season, weeks for two years, months beyond."""
    days = (until - since).days
    if days <= 100:
        return "day"
    return "week" if days <= 750 else "month"


def regroup(timeline: Timeline, by: Step) -> Timeline:
    """A timeline of days in longer steps, without asking again.

    >>> days = tuple(Bucket(start=date(2024, 1, day), articles=day) for day in (6, 7, 8))
    >>> [(bucket.start.day, bucket.articles) for bucket in regroup(Timeline(by="day", buckets=days), "week").buckets]
    [(1, 13), (8, 8)]
    """
    held: dict[date, int] = {}
    for bucket in timeline.buckets:
        day = bucket.start
        start = day.replace(day=1) if by == "month" else day - timedelta(days=day.weekday()) if by == "week" else day
        held[start] = held.get(start, 0) + bucket.articles
    return Timeline(by=by, buckets=tuple(Bucket(start=s, articles=n) for s, n in held.items()), total=timeline.total)


def lay_bars(timeline: Timeline) -> Bars | None:
    """Bars for a timeline, empty stretches left as gaps; None when there are fewer than two."""
    if len(timeline.buckets) < 2:
        return None
    step = timeline.by
    first, last = timeline.buckets[0].start, timeline.buckets[-1].start
    counts = {bucket.start: bucket.articles for bucket in timeline.buckets}
    starts = [first]
    while starts[-1] < last:
        starts.append(_after(starts[-1], step))
    top = max(counts.values())
    width = WIDTH / len(starts)
    bars = tuple(_bar(start, at, counts[start], top, width, step) for at, start in enumerate(starts) if start in counts)
    return Bars(bars=bars, top=top, ticks=_ticks(starts, width), by=step)


def _bar(start: date, at: int, articles: int, top: int, width: float, step: Step) -> Bar:
    height = max(3.0, HEIGHT * articles / top)
    wide = max(0.8, min(width - (1.0 if width > 4 else 0.2), 28.0))
    return Bar(
        start=start,
        end=_after(start, step) - timedelta(days=1),
        articles=articles,
        x=round(at * width + (width - wide) / 2, 2),
        y=round(HEIGHT - height, 2),
        width=round(wide, 2),
        height=round(height, 2),
    )


def _after(start: date, step: Step) -> date:
    if step == "day":
        return start + timedelta(days=1)
    if step == "week":
        return start + timedelta(days=7)
    return (start.replace(day=1) + timedelta(days=32)).replace(day=1)


def _ticks(starts: Sequence[date], width: float) -> tuple[tuple[float, date], ...]:
    wanted = (
        sorted({0, len(starts) // 3, 2 * len(starts) // 3, len(starts) - 1})
        if len(starts) > 3
        else (0, len(starts) - 1)
    )
    return tuple((round((at + 0.5) * width, 2), starts[at]) for at in wanted)


def lay_marks(moments: Sequence[datetime]) -> tuple[Mark, ...]:
    """Places on an axis from the first moment to the last; those closer than a twentieth go to rows of their own."""
    if not moments:
        return ()
    first, last = min(moments), max(moments)
    whole = (last - first).total_seconds() or 1.0
    ends: list[float] = []
    marks: list[Mark] = []
    for moment in moments:
        x = 100 * (moment - first).total_seconds() / whole
        row = next((at for at, end in enumerate(ends) if x - end >= 5), len(ends))
        if row == len(ends):
            ends.append(x)
        else:
            ends[row] = x
        marks.append(Mark(x=round(x, 2), row=row))
    return tuple(marks)
