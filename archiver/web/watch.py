"""Whether the server is well, for those who watch it."""

from collections.abc import Iterable, Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from archiver.model.errors import ArchiverError
from archiver.model.run import Run
from archiver.web.context import Context, context

RUNS = 500
"""Newest runs that are looked at for the last one of each site."""


async def healthz(request: Request) -> Response:
    """200 when the database answers, 503 when not."""
    try:
        await run_in_threadpool(context(request).archive.search, "", limit=1)
    except ArchiverError:
        return JSONResponse({"status": "the database does not answer"}, status_code=503)
    return JSONResponse({"status": "ok"})


async def metrics(request: Request) -> Response:
    """Counts in Prometheus' text form."""
    found = context(request)
    lines = await run_in_threadpool(_archive_lines, found)
    lines += ["# HELP archiver_http_answers_total Answers given.", "# TYPE archiver_http_answers_total counter"]
    for (kind, status), count in sorted(found.answers.items()):
        lines.append(f'archiver_http_answers_total{{kind="{kind}",status="{status}"}} {count}')
    return PlainTextResponse("\n".join(lines) + "\n", media_type="text/plain; version=0.0.4")


def _archive_lines(found: Context) -> list[str]:
    """What the archive holds and how its sites' last runs went."""
    try:
        held = {count.value: float(count.articles) for count in found.archive.facets().site}
        sites = found.archive.sites()
        runs = found.archive.runs(limit=RUNS)
    except ArchiverError:
        return _gauge("up", "Whether the database answers.", [("", 0)])
    newest = {run.site: run for run in reversed(runs)}
    ended = {run.site: run for run in reversed(runs) if run.ended_at}
    well = {run.site: run for run in reversed(runs) if run.status == "done"}
    lines = _gauge("articles", "Articles held, by site.", [(_labels(site=site), held[site]) for site in held])
    lines += _gauge("frontier_urls", "Addresses known, by site.", [(_labels(site=s.name), s.urls) for s in sites])
    lines += _gauge("frontier_due", "Addresses that are due now.", [(_labels(site=s.name), s.due) for s in sites])
    started = [(_labels(site=site, status=run.status), run.started_at.timestamp()) for site, run in newest.items()]
    lines += _gauge("last_run_seconds", "When each site's last run began.", started)
    done = [(_labels(site=site), run.ended_at.timestamp()) for site, run in well.items() if run.ended_at]
    lines += _gauge("last_success_seconds", "When a run of each site last ended well.", done)
    return [*lines, *_run_lines(ended), *_gauge("up", "Whether the database answers.", [("", 1)])]


def _run_lines(ended: Mapping[str, Run]) -> list[str]:
    """The last ended run of each site, in numbers."""
    runs = sorted(ended.items())
    failed = [(_labels(site=site), run.status != "done") for site, run in runs]
    lines = _gauge("run_failed", "1 when a site's last run did not end well.", failed)
    for name, what in (
        ("articles_seen", "Articles that a site's last run saw."),
        ("minimum", "Articles that a site's run should see at least."),
        ("requests", "Requests of a site's last run."),
    ):
        lines += _gauge(f"run_{name}", what, [(_labels(site=site), getattr(run, name)) for site, run in runs])
    lasted = [
        (_labels(site=site), (run.ended_at - run.started_at).total_seconds()) for site, run in runs if run.ended_at
    ]
    lines += _gauge("run_seconds", "How long a site's last run took.", lasted)
    pages = [(_labels(site=site, outcome=o), n) for site, run in runs for o, n in sorted(run.counts.items())]
    lines += _gauge("run_pages", "Pages of a site's last run, by outcome.", pages)
    fields = [(_labels(site=site, field=f), share) for site, run in runs for f, share in run.coverage.items()]
    lines += _gauge("field_coverage", "Share of the last run's articles that have a field.", fields)
    drifts = [
        (_labels(site=site, measure=words[1]), 1)
        for site, run in runs
        for words in (warning.split(" ", 2) for warning in run.warnings)
        if words[0] == "drift:"
    ]
    return lines + _gauge("drift", "Measures of a site that left their habit.", drifts)


def _gauge(name: str, what: str, values: Iterable[tuple[str, float]]) -> list[str]:
    """One measure in the text form: its help, its type, its values."""
    lines = [f"archiver_{name}{labels} {value:.15g}" for labels, value in values]
    return [f"# HELP archiver_{name} {what}", f"# TYPE archiver_{name} gauge", *lines]


def _labels(**named: str) -> str:
    return "{" + ",".join(f'{name}="{_label(value)}"' for name, value in named.items()) + "}"


def _label(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
