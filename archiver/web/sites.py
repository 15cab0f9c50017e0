"""Sites at a glance: how much they brought, how their last runs went, and what drifted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from archiver.model.run import Run
from archiver.store.archive import Archive

RUNS_LOOKED_AT = 30
DRIFT = 0.15
"""A field's coverage so far below the median of the runs before is drift."""
_FEW = 3
"""Runs before the last that it takes to know what is usual."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """A field that the last run found less often than runs before it."""

    field: str
    now: float
    before: float
    """Median of the runs before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSummary:
    """One site."""

    name: str
    articles: int
    last_run: Run | None
    runs: tuple[Run, ...]
    """The last ones, newest first."""
    drift: tuple[Drift, ...]


def site_summaries(archive: Archive) -> tuple[SiteSummary, ...]:
    """All sites that brought articles or were crawled, by name."""
    counts = {count.value: count.articles for count in archive.facets().site}
    by_site: dict[str, list[Run]] = {}
    for run in archive.runs(limit=2000):
        held = by_site.setdefault(run.site, [])
        if len(held) < RUNS_LOOKED_AT:
            held.append(run)
    return tuple(
        SiteSummary(
            name=name,
            articles=counts.get(name, 0),
            last_run=by_site[name][0] if name in by_site else None,
            runs=tuple(by_site.get(name, ())),
            drift=find_drift(by_site.get(name, ())),
        )
        for name in sorted(counts.keys() | by_site.keys())
    )


def find_drift(runs: Sequence[Run]) -> tuple[Drift, ...]:
    """Fields whose coverage fell in the last run that read articles, against the runs before it."""
    read = [run.coverage for run in runs if run.coverage]
    if len(read) <= _FEW:
        return ()
    return tuple(_drifts(read[0], read[1:]))


def _drifts(now: Mapping[str, float], before: Sequence[Mapping[str, float]]) -> list[Drift]:
    found: list[Drift] = []
    for name, share in now.items():
        usual = median(each.get(name, 0.0) for each in before)
        if usual - share >= DRIFT:
            found.append(Drift(field=name, now=share, before=usual))
    return found
