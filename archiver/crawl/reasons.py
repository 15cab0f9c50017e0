"""The short list of reasons: one word for what went wrong with a fetch, and which of them deserve a second try."""

from http import HTTPStatus

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)

from archiver.model.visit import Outcome

RETRIED = frozenset({"timeout", "connection", "dns", "http_5xx", "too_many_requests", "reset", "network", "truncated"})
"""The host's fault and often gone a moment later: tried again within the run."""
TOO_MANY = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})


class Cut(Exception):
    """We hung up on a server; its text is the reason."""


class Denied(IgnoreRequest):
    """A request that the run must not make; its text is the reason."""


def reason_of(error: BaseException) -> str:
    """One word for an error of the network, after ": " what is known beyond it."""
    table: tuple[tuple[type[BaseException], str], ...] = (
        (DownloadTimeoutError, "timeout"),
        (CannotResolveHostError, "dns"),
        (DownloadConnectionRefusedError, "connection: refused"),
        (ResponseDataLossError, "truncated"),
        (DownloadCancelledError, "too_large"),
        (TimeoutError, "timeout"),
    )
    cut = _find_cut(error)
    if cut:
        return str(cut)
    for kind, reason in table:
        if isinstance(error, kind):
            return reason
    text = " ".join(str(error).split())[:160]
    if is_fault(error):
        return f"fault: {type(error).__name__} {text}".strip()
    lower = (text + " " + type(error).__name__).lower()
    if "ssl" in lower or "tls" in lower or "certificate" in lower:
        return f"tls: {text}"
    if "connectionlost" in lower.replace(" ", "") or "reset" in lower or "non-clean" in lower:
        return f"reset: {text}"
    return f"network: {type(error).__name__} {text}".strip()


def is_fault(error: BaseException | None) -> bool:
    """Whether an error is one of our own code, and not of the net: the run's report tells of it.

    >>> is_fault(AttributeError()), is_fault(OSError())
    (True, False)
    """
    return isinstance(error, AttributeError | TypeError | NameError | LookupError | AssertionError | RecursionError)


def _find_cut(error: BaseException | None) -> Cut | None:
    """Our own hanging up, among the causes that Scrapy and Twisted have wrapped around it."""
    while error is not None:
        if isinstance(error, Cut):
            return error
        inner = [failure.value for failure in getattr(error, "reasons", ())]
        found = next((each for each in inner if isinstance(each, Cut)), None)
        if found:
            return found
        error = error.__cause__
    return None


def judge_status(status: int) -> tuple[Outcome, str | None] | None:
    """The outcome that a status alone decides; None when the body (or a redirect's target) must be looked at.

    >>> judge_status(404), judge_status(503), judge_status(200)
    ((<Outcome.GONE: 'gone'>, None), (<Outcome.FAILED: 'failed'>, 'http_5xx: 503'), None)
    """
    if status in (200, 203, 304) or status in (301, 302, 303, 307, 308):
        return None
    if status in (404, 410):
        return Outcome.GONE, None
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return Outcome.FAILED, "too_many_requests: 429"
    if status >= 500:
        return Outcome.FAILED, f"http_5xx: {status}"
    if status == HTTPStatus.PARTIAL_CONTENT:
        return Outcome.FAILED, "partial: 206 was not asked for"
    if status in (401, 402, 403, 407, 451):
        return Outcome.REFUSED, f"http_4xx: {status}"
    if 400 <= status < 500:
        return Outcome.FAILED, f"http_4xx: {status}"
    return Outcome.FAILED, f"http_status: {status}"


def is_retried(reason: str | None) -> bool:
    """Whether a failure deserves another try within the run."""
    return (reason or "").partition(":")[0] in RETRIED
