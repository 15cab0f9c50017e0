"""Whether the server is well, for those who watch it."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from archiver.model.errors import ArchiverError
from archiver.web.context import Context, context


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
    lines = ["# HELP archiver_articles Articles held, by site.", "# TYPE archiver_articles gauge"]
    try:
        lines += [
            f'archiver_articles{{site="{_label(count.value)}"}} {count.articles}'
            for count in found.archive.facets().site
        ]
        runs = found.archive.runs(limit=200)
    except ArchiverError:
        return ["# HELP archiver_up Whether the database answers.", "# TYPE archiver_up gauge", "archiver_up 0"]
    lines += [
        "# HELP archiver_last_run_seconds When each site's last run began.",
        "# TYPE archiver_last_run_seconds gauge",
    ]
    newest = {run.site: run for run in reversed(runs)}
    for site, run in sorted(newest.items()):
        labels = f'site="{_label(site)}",status="{_label(run.status)}"'
        lines.append(f"archiver_last_run_seconds{{{labels}}} {int(run.started_at.timestamp())}")
    return [*lines, "# HELP archiver_up Whether the database answers.", "# TYPE archiver_up gauge", "archiver_up 1"]


def _label(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
