"""The web application: addresses and what answers them."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from archiver.model.errors import ArchiverError
from archiver.store.archive import Archive
from archiver.web import api, feeds, memento, pages, reports, stamps, watch  # noqa: F401  # stamps: a part of paths
from archiver.web.context import Context
from archiver.web.openapi import openapi
from archiver.web.problems import Problem, problem_of, problem_response
from archiver.web.security import Guard, Tagged
from archiver.web.view import problem_page, wants_page

logger = logging.getLogger(__name__)

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
STATEMENT_SECONDS = 5.0
"""No question keeps the database busy for longer."""
REQUESTS_A_MINUTE = 600

_STATIC = Path(__file__).with_name("static")


def create_app(
    archive_url: str,
    *,
    captures: str | Path | None = None,
    token: str | None = None,
    hosts: Sequence[str] = (),
    requests_a_minute: int = REQUESTS_A_MINUTE,
    statement_seconds: float = STATEMENT_SECONDS,
) -> Starlette:
    """The web pages and the HTTP API of an archive, as an ASGI application that only reads.

    `captures` is the folder of the WARC files, for pages as served. With a `token` every request must bring it. `hosts`
    are the names it answers for; any, when empty. Raises what `Archive.open` raises.
    """
    archive = Archive.open(archive_url, read_only=True)
    archive.limit_statements(statement_seconds)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> Any:
        yield
        archive.close()

    app = Starlette(
        routes=_routes(),
        middleware=[
            Middleware(Guard, token=token, hosts=hosts, per_minute=requests_a_minute),
            Middleware(GZipMiddleware, minimum_size=800),
            Middleware(Tagged),
        ],
        exception_handlers={
            HTTPException: _told,
            Problem: _told,
            ArchiverError: _told,
            Exception: _told,
        },
        lifespan=lifespan,
    )
    app.state.context = Context(archive=archive, captures=Path(captures) if captures is not None else None)
    return app


def _routes() -> list[BaseRoute]:
    return [
        Route("/", _counted("search", pages.search_page), name="search_page"),
        Route("/articles/{id}", _counted("article", pages.article_page), name="article_page"),
        Route("/articles/{id}/versions", _counted("versions", pages.versions_page), name="versions_page"),
        Route("/articles/{id}/served", _counted("served", pages.served_page), name="served_page"),
        Route("/runs", _counted("runs", reports.runs_page), name="runs_page"),
        Route("/runs/{id}", _counted("run", reports.run_page), name="run_page"),
        Route("/sites", _counted("sites", reports.sites_page), name="sites_page"),
        Route("/api/articles", _counted("api_articles", api.list_articles)),
        Route("/api/articles/{id}", _counted("api_article", api.show_article)),
        Route("/api/articles/{id}/versions", _counted("api_versions", api.list_versions)),
        Route("/api/articles/{id}/diff", _counted("api_diff", api.show_diff)),
        Route("/api/articles/{id}/reprints", _counted("api_reprints", api.list_reprints)),
        Route("/api/timeline", _counted("api_timeline", api.show_timeline)),
        Route("/api/facets", _counted("api_facets", api.show_facets)),
        Route("/api/sites", _counted("api_sites", api.list_sites)),
        Route("/api/runs", _counted("api_runs", api.list_runs)),
        Route("/feed.atom", _counted("feed", feeds.atom)),
        Route("/feed.json", _counted("feed", feeds.json_feed)),
        Route("/cdx", _counted("cdx", memento.cdx)),
        Route("/timemap/link/{url:path}", _counted("timemap", memento.timemap)),
        Route(r"/memento/{when:stamp}/{url:path}", _counted("memento", memento.memento)),
        Route("/memento/{url:path}", _counted("timegate", memento.timegate)),
        Route("/openapi.json", _counted("openapi", openapi)),
        Route("/healthz", watch.healthz),
        Route("/metrics", watch.metrics),
        Mount("/static", StaticFiles(directory=_STATIC)),
    ]


Answer = Callable[[Request], Response]


def _counted(kind: str, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    """The answer, computed off the event loop, its status counted, its error told to a person or to a program."""
    from starlette.concurrency import run_in_threadpool

    async def counted(request: Request) -> Response:
        answers = request.app.state.context.answers
        try:
            response = await run_in_threadpool(answer, request)
        except Exception as error:  # noqa: BLE001  # the server's last line: what is not foreseen is logged and told
            response = _told_response(request, error)
        answers[kind, response.status_code] += 1
        return response

    counted.__name__ = kind
    return counted


async def _told(request: Request, error: Exception) -> Response:
    return _told_response(request, error)


def _told_response(request: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException):
        problem = Problem(
            error.status_code, "there is nothing at this address" if error.status_code == 404 else error.detail
        )
    else:
        problem = problem_of(error)
    if problem.status == 500:
        logger.error("a request failed: %s", request.url.path, exc_info=error)
    return problem_page(request, problem) if wants_page(request) else problem_response(problem, request)
