"""Making a page: templates, the reader's language and appearance, and text with its hits marked."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import Response

from archiver.model.saved import SavedSearch
from archiver.web.params import Question
from archiver.web.problems import Problem
from archiver.web.security import page_response
from archiver.web.texts import Tongue, choose_tongue, show_day, show_month, show_time, speaker

_TEMPLATES = Path(__file__).with_name("templates")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}")
_YEAR = 365 * 86_400
THEMES = ("auto", "light", "dark")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """How the one who asked wants pages."""

    tongue: Tongue
    theme: str
    """One of THEMES."""


def reader_of(request: Request) -> Reader:
    """What the address says, else the cookies, else what the browser accepts."""
    tongue = choose_tongue(
        request.query_params.get("ui"), request.cookies.get("ui"), request.headers.get("accept-language", "")
    )
    asked = request.query_params.get("theme")
    kept = request.cookies.get("theme")
    theme = next((given for given in (asked, kept) if given in THEMES), "auto")
    return Reader(tongue=tongue, theme=theme)


def wants_page(request: Request) -> bool:
    """Whether an error is for a person: a page was asked for, not the API."""
    is_page = not request.url.path.startswith(
        ("/api/", "/feed.", "/cdx", "/timemap/", "/memento/", "/openapi", "/static")
    )
    return is_page and "text/html" in request.headers.get("accept", "")


def render(request: Request, template: str, *, status: int = 200, **values: object) -> Response:
    """A page in the reader's language and appearance; a choice in the address is kept in a cookie."""
    reader = reader_of(request)
    say = speaker(reader.tongue)
    html = (
        _environment()
        .get_template(template)
        .render(
            say=say,
            name_of=lambda kind, value: say(f"lang_{value}") if kind in ("language", "lang") else value,
            fields=lambda names: ("、" if reader.tongue == "zh" else ", ").join(say(f"field_{name}") for name in names),
            tongue=reader.tongue,
            theme=reader.theme,
            path=request.url.path,
            here=_changer(request),
            day=lambda value: show_day(value, reader.tongue),
            month=lambda value: show_month(value, reader.tongue),
            moment=lambda value, precision="minute": show_time(value, reader.tongue, precision),
            **{"asked": None, "title": None, **values},
        )
    )
    response = page_response(html, status)
    for name, value in (("ui", reader.tongue), ("theme", reader.theme)):
        if request.query_params.get(name) == value:
            response.set_cookie(name, value, max_age=_YEAR, httponly=True, samesite="lax")
    return response


def problem_page(request: Request, problem: Problem) -> Response:
    """An error for a person."""
    response = render(request, "problem.html", status=problem.status, problem=problem)
    response.headers.update(problem.headers)
    return response


def _changer(request: Request) -> Callable[..., str]:
    """Gives the address of the page with parameters changed; None takes one out."""

    def here(**changes: str | None) -> str:
        pairs = [(name, value) for name, value in request.query_params.multi_items() if name not in changes]
        pairs += [(name, value) for name, value in changes.items() if value is not None]
        return f"{request.url.path}?{urlencode(pairs, errors='replace')}" if pairs else request.url.path

    return here


def address(path: str, pairs: Iterable[tuple[str, str]]) -> str:
    """A path with parameters."""
    query = urlencode(list(pairs), errors="replace")
    return f"{path}?{query}" if query else path


def without(asked: Question, name: str, value: str) -> list[tuple[str, str]]:
    """The parameters of a search with one filter less."""
    return [pair for pair in _kept(asked) if pair != (name, value)]


def with_value(asked: Question, name: str, value: str) -> list[tuple[str, str]]:
    """The parameters of a search with one filter more; a year becomes its first and last day."""
    if name == "year":
        return _within(asked, f"{value}-01-01", f"{value}-12-31")
    return [*(pair for pair in _kept(asked) if pair[0] != name), (name, value)]


def spanning(asked: Question, start: date, end: date) -> list[tuple[str, str]]:
    """The parameters of a search within some days."""
    return _within(asked, start.isoformat(), end.isoformat())


def _within(asked: Question, start: str, end: str) -> list[tuple[str, str]]:
    pairs = [pair for pair in _kept(asked) if pair[0] not in ("since", "until")]
    return [*pairs, ("since", start), ("until", end)]


def _kept(asked: Question) -> list[tuple[str, str]]:
    return [*asked.pairs, *([("sort", str(asked.sort))] if asked.sort else [])]


def saved_pairs(search: SavedSearch) -> list[tuple[str, str]]:
    """The parameters of a saved search."""
    pairs = [("q", search.words)] if search.words else []
    for name, value in search.filters.items():
        pairs += [(name, str(each)) for each in (value if isinstance(value, list) else [value])]
    return pairs


def marked(text: str, marks: Sequence[Sequence[int]]) -> Markup:
    """A text with its hits in `mark`; everything else is escaped.

    >>> marked("a<b", ((0, 1),))
    Markup('<mark>a</mark>&lt;b')
    """
    parts: list[Markup] = []
    at = 0
    for start, end in marks:
        parts += [escape(text[at:start]), Markup("<mark>"), escape(text[start:end]), Markup("</mark>")]
        at = end
    parts.append(escape(text[at:]))
    return Markup("").join(parts)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        address=address,
        marked=marked,
        without=without,
        with_value=with_value,
        spanning=spanning,
        saved_pairs=saved_pairs,
    )
    environment.filters["safe_link"] = safe_link
    environment.filters["percent"] = lambda share: f"{share * 100:.0f}"
    environment.filters["lang"] = lambda tag: tag if tag and _TAG.fullmatch(tag) else ""
    environment.filters["cut"] = lambda text, size: text if len(text) <= size else f"{text[:size]}…"
    return environment


def safe_link(url: str | None) -> str | None:
    """An address from a page that may be put in a link: http and https only, 500 characters; None for
    any other.

    >>> safe_link("javascript:alert(1)"), safe_link("https://example.org/")
    (None, 'https://example.org/')
    """
    if url is None or len(url) > 500 or not url[:8].lower().startswith(("http://", "https://")):
        return None
    return url
