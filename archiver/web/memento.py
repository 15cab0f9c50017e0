"""Captures to the world: a CDX server's lines, and time gates of RFC 7089 (Memento)."""

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from urllib.parse import quote, unquote, unquote_to_bytes

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from archiver.model.errors import NotFound
from archiver.model.version import Captured
from archiver.web.context import context
from archiver.web.params import read_url
from archiver.web.problems import Problem
from archiver.web.security import SERVED_POLICY

_STAMP = re.compile(r"\d{14}")
_TYPE = re.compile(r"[A-Za-z0-9!#$&^_.+-]{1,60}/[A-Za-z0-9!#$&^_.+-]{1,60}(?:\s*;[ -~]{0,100})?")
_MOST = 10_000


def cdx(request: Request) -> Response:
    """The captures of an address, oldest first, a JSON object a line (CDXJ without the key)."""
    url = read_url(request.query_params.get("url", ""))
    lines = [json.dumps(_line(each), ensure_ascii=False) for each in _captures(request, url)]
    return PlainTextResponse("".join(f"{line}\n" for line in lines), media_type="application/x-ndjson")


def _line(each: Captured) -> dict[str, object]:
    return {
        "url": each.url,
        "timestamp": stamp(each.captured_at),
        "mime": (each.content_type or "unk").partition(";")[0],
        "status": str(each.status) if each.status else "-",
        "digest": each.ref.digest.partition(":")[2],
        "length": str(each.length) if each.length is not None else "-",
        "offset": str(each.ref.offset),
        "filename": each.ref.file,
    }


def timemap(request: Request) -> Response:
    """The captures of an address as links (RFC 7089 §5)."""
    url = _asked_url(request, "/timemap/link/")
    captures = _captures(request, url)
    links = [
        f'<{_quoted(url)}>; rel="original"',
        f'<{_here(request, "/timemap/link/", url)}>; rel="self"; type="application/link-format"',
        f'<{_here(request, "/memento/", url)}>; rel="timegate"',
    ]
    for at, each in enumerate(captures):
        place = {(True, True): "first last memento", (True, False): "first memento", (False, True): "last memento"}
        rel = place.get((at == 0, at == len(captures) - 1), "memento")
        links.append(f'<{_memento(request, each)}>; rel="{rel}"; datetime="{_http(each.captured_at)}"')
    return PlainTextResponse(",\n".join(links) + "\n", media_type="application/link-format")


def timegate(request: Request) -> Response:
    """The capture nearest to the moment that Accept-Datetime asks for; the last one without it."""
    url = _asked_url(request, "/memento/")
    captures = _captures(request, url)
    wanted = request.headers.get("accept-datetime")
    nearest = captures[-1]
    if wanted is not None:
        moment = _read_http(wanted)
        nearest = min(captures, key=lambda each: abs((each.captured_at - moment).total_seconds()))
    headers = {"Vary": "accept-datetime", "Link": _links(request, url, captures)}
    return RedirectResponse(_memento(request, nearest), status_code=302, headers=headers)


def memento(request: Request) -> Response:
    """A page as served at a moment: its own bytes, in a sandbox that runs nothing."""
    when = request.path_params["when"]
    url = _asked_url(request, f"/memento/{when}/")
    captures = _captures(request, url)
    moment = _read_stamp(when)
    nearest = min(captures, key=lambda each: abs((each.captured_at - moment).total_seconds()))
    if stamp(nearest.captured_at) != when:
        return RedirectResponse(_memento(request, nearest), status_code=302)
    page = context(request).page(nearest.ref)
    headers = {
        "Memento-Datetime": _http(nearest.captured_at),
        "Link": _links(request, url, captures),
        "Content-Security-Policy": SERVED_POLICY,
        "Content-Type": _safe_type(page.content_type),
        "X-Archive-Status": str(page.status),
    }
    return Response(page.body, headers=headers)


def _safe_type(given: str | None) -> str:
    """The page's own type, when it is one; HTML that names none is for the browser to decode by its own rules."""
    given = (given or "").strip()
    return given if _TYPE.fullmatch(given) else "text/html"


def _captures(request: Request, url: str) -> tuple[Captured, ...]:
    # A browser quotes what an address may have held unquoted (`<`, Chinese characters): both spellings are asked.
    for spelling in dict.fromkeys((url, unquote(url))):
        captures = context(request).archive.captures_of(spelling)[:_MOST]
        if captures:
            return captures
    raise NotFound("no capture of that address is here")


def _asked_url(request: Request, prefix: str) -> str:
    """The address at the end of a path, its query included, as it was written."""
    raw = request.scope.get("raw_path") or request.url.path.encode()
    path = request.url.path.removeprefix(prefix)
    if raw.startswith(prefix.encode()):
        given = raw[len(prefix) :]
        # A whole address quoted as one piece (https%3A%2F%2F…) is unquoted; one written out keeps its own quoting.
        path = given.decode("latin-1") if b"://" in given else unquote_to_bytes(given).decode("utf-8", "replace")
    if request.url.query:
        path += f"?{request.url.query}"
    return read_url(path)


def _memento(request: Request, each: Captured) -> str:
    return _here(request, f"/memento/{stamp(each.captured_at)}/", each.url)


def memento_path(each: Captured) -> str:
    """The path of a capture's memento."""
    return f"/memento/{stamp(each.captured_at)}/{_quoted(each.url)}"


def _here(request: Request, prefix: str, url: str) -> str:
    return str(request.base_url).rstrip("/") + prefix + _quoted(url)


def _quoted(url: str) -> str:
    """The address without what would break out of a header or a path."""
    return quote(url, safe=":/?&=%@!$'()*+,;~-._[]")


def _links(request: Request, url: str, captures: Sequence[Captured]) -> str:
    first, last = captures[0], captures[-1]
    return ", ".join(
        (
            f'<{_quoted(url)}>; rel="original"',
            f'<{_here(request, "/memento/", url)}>; rel="timegate"',
            f'<{_here(request, "/timemap/link/", url)}>; rel="timemap"; type="application/link-format"',
            f'<{_memento(request, first)}>; rel="first memento"; datetime="{_http(first.captured_at)}"',
            f'<{_memento(request, last)}>; rel="last memento"; datetime="{_http(last.captured_at)}"',
        )
    )


def stamp(moment: datetime) -> str:
    """A moment in 14 digits, UTC."""
    return moment.astimezone(UTC).strftime("%Y%m%d%H%M%S")


def _http(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC).replace(microsecond=0), usegmt=True)


def _read_stamp(text: str) -> datetime:
    try:
        if _STAMP.fullmatch(text):
            return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        pass
    raise Problem(400, "a memento's time is 14 digits: year, month, day, hour, minute, second")


def _read_http(text: str) -> datetime:
    try:
        return parsedate_to_datetime(text[:64]).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        raise Problem(400, "Accept-Datetime is an HTTP date") from None
