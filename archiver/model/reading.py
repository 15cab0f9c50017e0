"""What the field parsers are given and give back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from archiver.model.document import Document
from archiver.model.site import Layout, Site

T_co = TypeVar("T_co", covariant=True)


@dataclass(slots=True)
class Reading:
    """A document ready for the field parsers: words repaired, spam marked."""

    document: Document
    """Repaired."""
    kept: tuple[bool, ...]
    """For each block: False when it is spam or hidden from readers."""
    url: str
    """Where the page was fetched."""
    captured_at: datetime | None = None
    """When, with zone. Relative times are read against it."""
    site: Site | None = None
    """The site's facts; None for the general parser."""
    layout: Layout | None = None
    """The site's selectors of the day; what they matched is in `document.selected`, by field name."""
    site_names: frozenset[str] | None = None
    """What the site calls itself, folded; None when nobody has asked yet (archiver/parsers/site_names.py)."""
    articles: tuple[Mapping[str, object], ...] | None = None
    """The JSON-LD objects that describe an article; None when nobody has asked yet (archiver/parsers/json_ld.py)."""
    is_language_told: bool = False
    """True when `document.lang` is the language that dates and names are read in (archiver/parsers/language.py)."""


@dataclass(slots=True, frozen=True)
class Piece:
    """A slice of a block's text; a printed value is made of these, so that repairs can be traced into it."""

    block: int
    start: int
    end: int


@dataclass(slots=True, frozen=True)
class Found(Generic[T_co]):
    """A value that a parser found."""

    value: T_co
    source: str
    """The rule or metadata that gave it."""
    score: float
    """0 to 1, calibrated."""
    pieces: tuple[Piece, ...] = ()
    """Where it is printed; empty for metadata."""
    text: str | None = None
    """As printed, when that differs from the value (dates)."""


@dataclass(slots=True, frozen=True)
class Body:
    """The article's text: which parts of which blocks, in order."""

    pieces: tuple[Piece, ...]
    """One a paragraph; the body is their texts joined by one blank line."""
    node: int
    """The element chosen as the article's container, an index of `Document.nodes`; -1 when none was."""
    first: int
    """Index of the first block of the article's region (title and byline may stand before it)."""
    last: int
    """Index of the last block of the region (captions, editor line and notice may stand after it)."""
    left_out: tuple[tuple[int, str], ...]
    """Blocks of the region that are not in the body, with the rule that left each out (caption, share, related …)."""
    source: str
    score: float
