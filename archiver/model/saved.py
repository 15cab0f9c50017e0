"""Saved searches: questions asked again after every run, and the alerts about what they found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from archiver.model.alert import Target
from archiver.model.article import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch:
    """A search that is kept under a name."""

    name: str
    """Lower-case letters, digits, `-` and `_`; stands in the address of its feed."""
    words: str
    """As typed; "" for everything."""
    filters: Mapping[str, object] = field(default_factory=dict)
    """Search's filters, by name: lists of values, days as ISO 8601."""
    target: Target | None = None
    """Who is told of new articles; None when it is a feed only."""
    added_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedState:
    """A saved search with what it has brought."""

    search: SavedSearch
    found: int = 0
    """Articles told of, or about to be."""
    waiting: int = 0
    """Alerts that are still to be sent."""
    given_up: int = 0
    """Alerts that could not be sent and will not be tried again."""
    last_detail: str | None = None
    """How the last try ended; None before the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """An alert that is to be sent now; it is leased to who asked for it."""

    id: int
    search: SavedSearch
    tries: int
    """How often it was tried before."""
    articles: tuple[Article, ...]
    """Those it tells of, in their current versions, oldest find first."""
