"""Errors as the API tells them: application/problem+json (RFC 9457)."""

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from archiver.model.errors import ArchiverError, NotFound, PartMissing, UsageError

MEDIA_TYPE = "application/problem+json"


class Problem(Exception):
    """A request that ends in an error, with its status and what to say about it."""

    def __init__(self, status: int, detail: str, *, headers: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = headers or {}


def problem_of(error: Exception) -> Problem:
    """What an exception means to the one who asked; the details of what we did not foresee stay with us."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, UsageError):
        return Problem(400, str(error))
    if isinstance(error, NotFound):
        return Problem(404, str(error))
    if isinstance(error, PartMissing):
        # Also a statement that took too long. The database's own words may name files and hosts: not for strangers.
        return Problem(503, "the archive cannot answer this now, or not in time", headers={"Retry-After": "5"})
    if isinstance(error, ArchiverError):
        return Problem(500, "the archive could not answer this")
    return Problem(500, "something went wrong here; it is in the server's log")


def problem_response(problem: Problem, request: Request | None = None) -> Response:
    """The problem as JSON."""
    title = HTTPStatus(problem.status).phrase
    content: dict[str, object] = {"type": "about:blank", "title": title, "status": problem.status}
    content["detail"] = problem.detail
    if request is not None:
        content["instance"] = request.url.path
    return JSONResponse(content, status_code=problem.status, headers=problem.headers, media_type=MEDIA_TYPE)
