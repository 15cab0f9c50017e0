"""The JSON answers under /api/: articles, versions, differences, reprints, counts, sites and runs."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

from archiver.model.article import Article, CaptureRef
from archiver.model.run import Run
from archiver.model.search import Hit
from archiver.model.version import Reprint, Version
from archiver.web.context import context
from archiver.web.finding import find, find_times, find_values
from archiver.web.params import read_id, read_number, read_question, read_step, read_word
from archiver.web.sites import site_json, site_views

FAR = 1_000_000_000


def list_articles(request: Request) -> JSONResponse:
    """Articles that match, with what was found in each, and the cursor to the next page."""
    asked = read_question(request.query_params)
    result = find(context(request).archive, asked)
    wants_total = read_word(request.query_params, "count", ("0", "1")) == "1"
    return JSONResponse(
        {
            "articles": [hit_json(hit) for hit in result],
            "next": result.cursor,
            "total": result.total if wants_total else None,
        }
    )


def hit_json(hit: Hit) -> dict[str, object]:
    """A record, and under `hit` why it was found."""
    snippet = hit.snippet
    return {
        **hit.article.to_dict(),
        "hit": {
            "snippet": snippet.text,
            "field": snippet.field,
            "offset": snippet.offset,
            "marks": [list(mark) for mark in snippet.marks],
            "title_marks": [list(mark) for mark in hit.title_marks],
            "score": round(hit.score, 4) if hit.score is not None else None,
            "reprints": list(hit.reprints),
        },
    }


def show_article(request: Request) -> JSONResponse:
    """One record, in its current version or in the one asked for."""
    version = read_number(request.query_params, "version", least=1, most=FAR, default=0)
    return JSONResponse(article_of(request, version or None).to_dict())


def article_of(request: Request, version: int | None = None) -> Article:
    """The article that an address names."""
    return context(request).archive.article(read_id(request.path_params["id"]), version)


def list_versions(request: Request) -> JSONResponse:
    """An article's versions, oldest first."""
    versions = context(request).archive.versions(read_id(request.path_params["id"]))
    return JSONResponse({"versions": [version_json(version) for version in versions]})


def version_json(version: Version) -> dict[str, object]:
    """A version without its words."""
    return {
        "number": version.number,
        "kind": version.kind,
        "changed": list(version.changed),
        "change_chars": version.change_chars,
        "title": version.title,
        "captured_at": _plain(version.captured_at),
        "read_at": _plain(version.read_at),
        "parser_version": version.parser_version,
        "capture": _plain(version.capture),
    }


def show_diff(request: Request) -> JSONResponse:
    """What differs between two versions: `[op, text]` pairs by field; `from` and `to` are the last two unless said."""
    archive, number = context(request).archive, read_id(request.path_params["id"])
    last = archive.versions(number)[-1].number
    after = read_number(request.query_params, "to", least=1, most=FAR, default=last)
    before = read_number(request.query_params, "from", least=1, most=FAR, default=max(1, after - 1))
    fields = archive.diff(number, before, after)
    changes = {name: [[change.op, change.text] for change in found] for name, found in fields.items()}
    return JSONResponse({"from": before, "to": after, "fields": changes})


def list_reprints(request: Request) -> JSONResponse:
    """The family of the same story, the original first."""
    reprints = context(request).archive.reprints(read_id(request.path_params["id"]))
    return JSONResponse({"reprints": [reprint_json(each) for each in reprints]})


def reprint_json(each: Reprint) -> dict[str, object]:
    """A member of a family."""
    found = {name: _plain(value) for name, value in asdict(each).items()}
    return {"id": found.pop("article_id"), **found}


def show_timeline(request: Request) -> JSONResponse:
    """How many articles match in each day, week or month."""
    asked = read_question(request.query_params)
    found = find_times(context(request).archive, asked, read_step(request.query_params))
    buckets = [{"start": start.isoformat(), "articles": articles} for start, articles in found]
    return JSONResponse({"by": found.by, "total": found.total, "buckets": buckets})


def show_facets(request: Request) -> JSONResponse:
    """The commonest values among the articles that match."""
    asked = read_question(request.query_params)
    return JSONResponse(asdict(find_values(context(request).archive, asked)))


def list_sites(request: Request) -> JSONResponse:
    """The sites, with their articles and last run."""
    return JSONResponse({"sites": [site_json(view) for view in site_views(context(request).archive)]})


def list_runs(request: Request) -> JSONResponse:
    """Runs, newest first."""
    limit = read_number(request.query_params, "limit", least=1, most=500, default=50)
    site = request.query_params.get("site") or None
    runs = context(request).archive.runs(site[:200] if site else None, limit=limit)
    return JSONResponse({"runs": [run_json(run) for run in runs]})


def run_json(run: Run) -> dict[str, object]:
    """A run."""
    return {name: _plain(value) for name, value in asdict(run).items()}


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, CaptureRef):
        return {"file": value.file, "offset": value.offset, "digest": value.digest}
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value
