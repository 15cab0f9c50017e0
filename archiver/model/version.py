"""A version: one reading of an article that differs from the one before; and what happened between them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from archiver.model.article import CaptureRef

VersionKind = Literal["first", "editor", "parser", "unclear"]
"""Who made the difference: `editor` when the page changed under the same parsers, `parser` when the same bytes were
read by other parsers, `unclear` when both the bytes and the parsers are others."""

EventKind = Literal["gone", "back", "moved", "edited"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One reading of an article, without its words."""

    article_id: int
    number: int
    """Counted from 1."""
    kind: VersionKind
    changed: tuple[str, ...] = ()
    """The fields that differ from the version before; empty for the first."""
    change_chars: int = 0
    """Characters of title and body taken out and put in."""
    title: str | None = None
    captured_at: datetime
    """When the page was fetched, in UTC."""
    read_at: datetime
    """When it was read, in UTC."""
    parser_version: str
    capture: CaptureRef | None = None
    """The bytes it was read from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to an article, with the capture that proves it."""

    article_id: int
    kind: EventKind
    at: datetime
    """In UTC."""
    url: str
    """The address it happened at."""
    detail: str | None = None
    """moved: the address before; edited: the version and the fields; gone: the HTTP status."""
    capture: CaptureRef | None = None
    run_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """An entry of the captures' index."""

    url: str
    captured_at: datetime
    """In UTC."""
    ref: CaptureRef
    status: int | None = None
    content_type: str | None = None
    length: int | None = None
    """Bytes of the page; None when unknown."""
    article_id: int | None = None
    """The article that was read from it; None when none was."""
    damage: str | None = None
    """What a check found wrong with it; None when nothing."""
    opt_outs: tuple[str, ...] = ()
    """What the page says about archiving and machine use: noarchive, noai, tdm-reservation …"""
    rendered_by: str | None = None
    """The browser that made the page out of what was served; None for a page as served."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One line of an address's history."""

    at: datetime
    """In UTC."""
    what: Literal["capture", "version", "visit", "gone", "back", "moved", "edited"]
    url: str
    detail: str | None = None
    """capture: status and type; version: number, kind and changed fields; visit: outcome and reason."""
    article_id: int | None = None
    version: int | None = None
    capture: CaptureRef | None = None
    run_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reprint:
    """A member of a family: the same story at another address."""

    article_id: int
    url: str
    site: str | None
    source: str | None
    title: str | None
    published_at: datetime | None
    """On the page's own clock."""
    first_captured_at: datetime
    """In UTC."""
    spam_score: float
    is_original: bool
    """The earliest that is no spam; exactly one a family."""
    similarity: float
    """Share of the words (four in a row) that it and the article asked for have in common, 0 to 1."""
    containment: float
    """Share of the shorter text that is found in the longer."""
    changed_chars: int
    """Characters of the folded body taken out and put in, against the original."""
    published_precision: str | None = None
    """How exact `published_at` is, as in the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A fetch that ended failed or refused."""

    url: str
    site: str
    outcome: str
    reason: str | None
    at: datetime
    """In UTC."""
    run_id: int
    tries: int
    """Failures in a row by now; 0 when a later visit went well."""
    due_at: datetime | None = None
    """When it is tried again; None for never."""
