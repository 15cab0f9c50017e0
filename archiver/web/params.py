"""Reading a request's parameters: each has a form and a bound, and what breaks it is told."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.datastructures import QueryParams

from archiver.model.search import Sort, Step
from archiver.store.search_door import FilterValues
from archiver.text.query import LONGEST_QUERY
from archiver.web.problems import Problem

MOST = 100
"""Hits on one page of answers."""
LONGEST_URL = 4_000
_NAMES = ("site", "source", "publisher", "author", "section", "lang")
_NUMBER = re.compile(r"[0-9]{1,18}")
_SHARE = re.compile(r"[0-9]{0,2}(?:\.[0-9]{0,20})?(?<=[0-9.])(?<!^\.)(?:[eE]-?[0-9]{1,3})?")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[Tt][0-9:]{8}(?:\.[0-9]{1,9})?(?:[Zz]|[+-][0-9:]{5}))?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a search request asks."""

    words: str
    filters: FilterValues
    sort: Sort | None
    limit: int
    cursor: str | None
    name: str | None = None
    """Of the saved search that asks this."""

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The words and filters as parameters of an address again."""
        pairs = [("q", self.words)] if self.words else []
        for name in _NAMES:
            values = self.filters.get(name)
            pairs += [(name, value) for value in values or ()]  # type: ignore[attr-defined]  # read_question gives lists
        for name in ("since", "until"):
            if value := self.filters.get(name):
                pairs.append((name, str(value)))
        return pairs


def read_question(params: QueryParams, *, limit: int = 20) -> Question:
    """The words, filters, sort and page that a request asks for. Raises Problem (400)."""
    filters: FilterValues = {}
    for name in _NAMES:
        given = params.getlist(name)
        if len(given) > 20:
            raise Problem(400, f"{name} is given {len(given)} times; 20 are allowed")
        if values := [value for each in given if (value := _clean(name, each, 200))]:
            filters[name] = values  # type: ignore[literal-required]  # the names are FilterValues' own
    for name in ("since", "until"):
        if value := params.get(name, ""):
            if _MOMENT.fullmatch(value) is None:
                raise Problem(400, f"{name} is a date such as 2023-07-01, or a time as RFC 3339 writes it")
            filters[name] = value.upper()  # type: ignore[literal-required]
    if "spam_below" in params:
        filters["spam_below"] = read_share(params, "spam_below")
    return Question(
        words=_clean("q", params.get("q", ""), LONGEST_QUERY),
        filters=filters,
        sort=read_word(params, "sort", ("newest", "oldest", "relevance")),  # type: ignore[arg-type]
        limit=read_number(params, "limit", least=1, most=MOST, default=limit),
        cursor=_clean("cursor", params.get("cursor", ""), 40) or None,
    )


def read_step(params: QueryParams, default: Step = "day") -> Step:
    """The timeline's step."""
    return read_word(params, "by", ("day", "week", "month")) or default  # type: ignore[return-value]


def read_word(params: Mapping[str, str], name: str, words: Sequence[str]) -> str | None:
    """One of a few words; None when it is not given."""
    value = params.get(name)
    if value is not None and value not in words:
        raise Problem(400, f"{name} is one of {', '.join(words)}")
    return value


def read_number(params: Mapping[str, str], name: str, *, least: int, most: int, default: int) -> int:
    """A whole number within bounds."""
    value = params.get(name)
    if value is None:
        return default
    if _NUMBER.fullmatch(value) is None or not least <= int(value) <= most:
        raise Problem(400, f"{name} is a whole number from {least} to {most}")
    return int(value)


def read_share(params: Mapping[str, str], name: str) -> float:
    """A number from 0 to 1."""
    value = params.get(name, "")
    if _SHARE.fullmatch(value) is None or not 0 <= float(value) <= 1:
        raise Problem(400, f"{name} is a number from 0 to 1")
    return float(value)


def read_id(text: str) -> int:
    """An article's number in a path. Raises Problem (404): an address that names none is an address not found."""
    if _NUMBER.fullmatch(text) is None:
        raise Problem(404, "an article's number is a whole number")
    return int(text)


def read_url(text: str) -> str:
    """An address asked about."""
    if not text:
        raise Problem(400, "url is needed: the address to look up")
    return _clean("url", text, LONGEST_URL)


def _clean(name: str, value: str, longest: int) -> str:
    if len(value) > longest:
        raise Problem(400, f"{name} has {len(value)} characters; {longest} are allowed")
    return _CONTROL.sub(" ", value).strip()
