"""When a measure left its habit: pure arithmetic on a series."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import sqrt

from archiver.model.stats import Trend

RECENT = 7
"""The last runs or days, held against all before."""
LEAST_BEFORE = 5
"""Fewer runs or days before are no habit."""
LEAST_SHARE = 0.15
"""A coverage that moved less is not worth a look, however sure."""
LEAST_RATIO = 2.0
"""A length, lag or volume that did not double or halve is the news, not the parser."""
SURE = 4.0
"""Standard errors: with 20 measures on 100 sites once a day, chance alone gives about one false call in a month."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One run or day of a series."""

    at: datetime
    total: float
    """Articles that have the field, or the sum of the measure over all."""
    count: int
    """Articles."""


def find_drift(name: str, samples: Sequence[Sample], *, is_share: bool) -> Trend | None:
    """The measure now and before, and since when it is no longer what it was; None without any sample.

    The last seven samples are held against all before them, and so is each shorter tail: a field that a new layout
    lost this morning is called today, not in a week.
    """
    held = [sample for sample in samples if sample.count]
    if not held:
        return None
    recent, before = held[-RECENT:], held[:-RECENT]
    if len(before) < LEAST_BEFORE:
        return Trend(name=name, now=_mean(recent), before=_mean(before or held))
    for size in range(len(recent), 0, -1):
        tail, old = held[-size:], held[:-size]
        if _differs(tail, old, is_share=is_share):
            since = _since(held, _mean(tail), _mean(before))
            return Trend(name=name, now=_mean(tail), before=_mean(before), drifted_since=since)
    return Trend(name=name, now=_mean(recent), before=_mean(before))


def _mean(samples: Sequence[Sample]) -> float:
    count = sum(sample.count for sample in samples)
    return round(sum(sample.total for sample in samples) / count, 4) if count else 0.0


def _differs(tail: Sequence[Sample], old: Sequence[Sample], *, is_share: bool) -> bool:
    now, before = _mean(tail), _mean(old)
    if is_share:
        return abs(now - before) >= LEAST_SHARE and abs(now - before) >= SURE * _error_of_share(tail, old)
    low, high = sorted((abs(now), abs(before)))
    return high >= LEAST_RATIO * low and abs(now - before) >= SURE * _error_of_mean(tail, old)


def _error_of_share(tail: Sequence[Sample], old: Sequence[Sample]) -> float:
    n, m = (sum(sample.count for sample in part) for part in (tail, old))
    share = (sum(s.total for s in tail) + sum(s.total for s in old)) / (n + m)
    share = min(max(share, 1 / (n + m)), 1 - 1 / (n + m))  # all or none says little when few were seen
    return sqrt(share * (1 - share) * (1 / n + 1 / m))


def _error_of_mean(tail: Sequence[Sample], old: Sequence[Sample]) -> float:
    """From the spread among the samples of before, as days differ more than articles do."""
    means = [sample.total / sample.count for sample in old]
    middle = sum(means) / len(means)
    spread = sqrt(sum((mean - middle) ** 2 for mean in means) / max(1, len(means) - 1))
    return spread * sqrt(1 / len(tail) + 1 / len(old))


def _since(held: Sequence[Sample], now: float, before: float) -> datetime:
    """The first sample of the unbroken tail that lies nearer to now than to before."""
    since = held[-1].at
    for sample in reversed(held):
        mean = sample.total / sample.count
        if abs(mean - now) > abs(mean - before):
            break
        since = sample.at
    return since
