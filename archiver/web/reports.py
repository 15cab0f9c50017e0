"""Pages about the work: runs with their outcomes and coverage, sites with their drift."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from archiver.model.run import Run
from archiver.model.visit import Outcome
from archiver.web.context import context
from archiver.web.params import read_id
from archiver.web.sites import show_trend, site_views
from archiver.web.view import render

WIDTH = 600
OUTCOMES = tuple(outcome.value for outcome in Outcome)
_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of a stacked bar."""

    name: str
    count: int
    x: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """One run as a stacked bar of its outcomes."""

    run: Run
    stretches: tuple[Stretch, ...]
    total: int


def lay_stack(counts: Mapping[str, int], most: int) -> tuple[Stretch, ...]:
    """Outcomes one beside another, WIDTH wide for the largest run."""
    found: list[Stretch] = []
    at = 0.0
    for name in OUTCOMES:
        count = counts.get(name, 0)
        if count:
            width = WIDTH * count / max(1, most)
            found.append(Stretch(name=name, count=count, x=round(at, 2), width=round(max(width, 1.0), 2)))
            at += width
    return tuple(found)


def runs_page(request: Request) -> Response:
    """Runs, newest first, each as a bar of outcomes."""
    site = (request.query_params.get("site") or "")[:200] or None
    runs = context(request).archive.runs(site, limit=_SHOWN)
    most = max((sum(run.counts.values()) for run in runs), default=1)
    stacks = [Stack(run=run, stretches=lay_stack(run.counts, most), total=sum(run.counts.values())) for run in runs]
    return render(
        request, "runs.html", title=None, stacks=stacks, site=site, outcomes=OUTCOMES, width=WIDTH, lines=_lines(runs)
    )


def run_page(request: Request) -> Response:
    """One run: outcomes, reasons, coverage with the site's runs before it, warnings, drift among them."""
    run = context(request).archive.run(read_id(request.path_params["id"]))
    before = [each for each in context(request).archive.runs(run.site, limit=_SHOWN) if each.id <= run.id]
    total = sum(run.counts.values())
    return render(
        request,
        "run.html",
        title=None,
        run=run,
        total=total,
        stretches=lay_stack(run.counts, total),
        reasons=sorted(run.reasons.items(), key=lambda pair: -pair[1])[:60],
        coverage=sorted(run.coverage.items(), key=lambda pair: -pair[1]),
        lines=_lines(before),
        width=WIDTH,
    )


def sites_page(request: Request) -> Response:
    """Sites with their articles, last run and drift."""
    return render(request, "sites.html", title=None, sites=site_views(context(request).archive), show_trend=show_trend)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A field's coverage over runs, as points of an SVG polyline."""

    field: str
    points: str
    last: float


def _lines(runs: Sequence[Run]) -> list[Line]:
    """Coverage over the runs of one site, oldest first; of several sites it would compare apples and pears."""
    held = [run for run in reversed(runs) if run.coverage]
    if len(held) < 2 or len({run.site for run in held}) != 1:
        return []
    names = sorted({name for run in held for name in run.coverage})
    step = WIDTH / (len(held) - 1)
    found: list[Line] = []
    for name in names:
        shares = [run.coverage.get(name, 0.0) for run in held]
        points = " ".join(f"{at * step:.1f},{80 - 76 * share:.1f}" for at, share in enumerate(shares))
        found.append(Line(field=name, points=points, last=shares[-1]))
    return found
