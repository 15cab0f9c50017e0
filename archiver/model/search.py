"""What search is asked and what it answers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Literal

from archiver.model.article import Article

Sort = Literal["newest", "oldest", "relevance"]
Step = Literal["day", "week", "month"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What an article must be, beside holding the words. Values are compared whole, in either script, without case."""

    site: tuple[str, ...] = ()
    """Names of sites; any of them will do, as with the other values here."""
    source: tuple[str, ...] = ()
    """Outlets credited (来源)."""
    publisher: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    """Any part of the trail."""
    lang: tuple[str, ...] = ()
    """BCP 47; `zh` finds zh-Hans and zh-Hant."""
    since: date | datetime | None = None
    """The first day, on the page's own calendar; or a moment with zone."""
    until: date | datetime | None = None
    """The last day, included; or a moment with zone."""
    spam_below: float | None = None
    """Only articles whose spam score is below this."""


class Snippet(str):
    """A slice of an article's text, as published, where the words were found; "" when the article has none.

    A str, so that it can be printed as it is; it knows its place and the hits in it besides.
    """

    field: Literal["title", "body", "caption"]
    """Whose text."""
    offset: int
    """Where the slice begins in the field's text (captions: all texts and credits, each on a line)."""
    marks: tuple[tuple[int, int], ...]
    """Where hits begin and end within the slice; in order, none overlaps another."""

    def __new__(
        cls,
        text: str,
        *,
        field: Literal["title", "body", "caption"] = "body",
        offset: int = 0,
        marks: tuple[tuple[int, int], ...] = (),
    ) -> "Snippet":
        """A snippet of `field`, cut at `offset`."""
        made = super().__new__(cls, text)
        made.field, made.offset, made.marks = field, offset, marks
        return made

    @property
    def text(self) -> str:
        """The slice as a plain str."""
        return str(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that was found."""

    article: Article
    """In its current version."""
    snippet: Snippet
    """The part of the body, or of a caption, with the most hits."""
    title_marks: tuple[tuple[int, int], ...] = ()
    """Where hits begin and end in the title."""
    score: float | None = None
    """How well it fits, higher is better; None unless sorted by relevance. Comparable within one search only."""
    reprints: tuple[int, ...] = ()
    """Other articles of its family, earliest first: copies of the same story, folded under this one."""


@dataclass(frozen=True, kw_only=True)
class SearchResult(Sequence[Hit]):
    """The hits of one page of answers, in order."""

    hits: tuple[Hit, ...]
    cursor: str | None = None
    """Give this to the same search to have the next page; None when there is none."""
    counter: Callable[[], int] = field(repr=False, compare=False)
    """Counts all matches."""

    @cached_property
    def total(self) -> int:
        """How many articles match, reprints counted; counted when first asked for, while the archive is open."""
        return self.counter()

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __len__(self) -> int:
        return len(self.hits)

    def __getitem__(self, index):  # type: ignore[no-untyped-def]  # Sequence's own overloads say it
        return self.hits[index]


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many articles have a value."""

    value: str
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """For each kind of value its commonest ones among the articles found."""

    site: tuple[Count, ...] = ()
    source: tuple[Count, ...] = ()
    publisher: tuple[Count, ...] = ()
    language: tuple[Count, ...] = ()
    year: tuple[Count, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """A stretch of time and how many articles fall into it."""

    start: date
    """Its first day; weeks begin on Monday."""
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Articles over time, on the pages' own calendars."""

    by: Step
    buckets: tuple[Bucket, ...] = field(default=())
    """In order; stretches without articles are left out."""
    total: int = 0

    def __iter__(self) -> Iterator[tuple[date, int]]:
        """First day and count of each stretch."""
        return ((bucket.start, bucket.articles) for bucket in self.buckets)
