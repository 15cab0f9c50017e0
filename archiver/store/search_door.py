"""What an archive answers about words: search, facets, timeline, and the state of their index."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TypedDict, Unpack

from archiver.model.errors import BadQuery
from archiver.model.search import Facets, Filters, SearchResult, Sort, Step, Timeline
from archiver.store.door import Door
from archiver.store.limits import limit_statements
from archiver.store.search import Request, count, search
from archiver.store.search_counts import facets, overview, timeline
from archiver.store.search_index import check_index, rebuild_index

Values = str | Sequence[str] | None
"""One value, or several of which any will do; None asks for nothing."""


class FilterValues(TypedDict, total=False):
    """Filters as a caller writes them; see `Filters`."""

    site: Values
    source: Values
    publisher: Values
    author: Values
    section: Values
    lang: Values
    since: date | datetime | str | None
    until: date | datetime | str | None
    spam_below: float | None


class Searching(Door):
    """The part of an archive that searches."""

    def limit_statements(self, seconds: float) -> None:
        """Have every statement from now on given up after some seconds; asking then raises DatabaseRefused."""
        limit_statements(self._engine, seconds)

    def search(
        self,
        words: str = "",
        *,
        sort: Sort | None = None,
        limit: int = 20,
        offset: int = 0,
        cursor: str | None = None,
        fold: bool = True,
        **values: Unpack[FilterValues],
    ) -> SearchResult:
        """Articles that hold the words (docs/search.md says exactly which), as a sequence of hits.

        Without words every article matches. `sort` is `relevance` when there are words and `newest` when there are
        none, unless said. Values are compared whole, in either script and any case. `since` and `until` are days on the
        pages' own calendars, both included, or moments with zone. With `fold` a story's copies stand under their
        original (`Hit.reprints`). `limit` is 1 to 10,000, `offset` up to a million; `cursor` goes on from the page
        before. Raises BadQuery, and nothing else for anything asked.
        """
        filters = read_filters(**values)
        chosen: Sort = sort or ("relevance" if words.strip() else "newest")
        request = Request(
            words=words, filters=filters, sort=chosen, limit=limit, offset=offset, cursor=cursor, fold=fold
        )
        with self._reading() as connection:
            return replace(search(connection, request), counter=lambda: self._count(request))

    def _count(self, request: Request) -> int:
        with self._reading() as connection:
            return count(connection, request)

    def facets(self, words: str = "", **values: Unpack[FilterValues]) -> Facets:
        """The commonest sites, sources, publishers, languages and years among the articles that match."""
        with self._reading() as connection:
            return facets(connection, words, read_filters(**values))

    def overview(
        self, words: str = "", *, by: Step = "month", **values: Unpack[FilterValues]
    ) -> tuple[Facets, Timeline]:
        """Facets and timeline in one look at the index."""
        with self._reading() as connection:
            return overview(connection, words, read_filters(**values), by=by)

    def timeline(self, words: str = "", *, by: Step = "day", **values: Unpack[FilterValues]) -> Timeline:
        """How many of the articles that match fall into each day, week or month of the pages' own calendars."""
        with self._reading() as connection:
            return timeline(connection, words, read_filters(**values), by=by)

    def check_index(self) -> tuple[str, ...]:
        """What is wrong with the search index, one line a finding; empty when all is well."""
        with self._reading() as connection:
            return check_index(connection)

    def rebuild_index(self) -> int:
        """Make the search index anew; gives back how many articles are in it."""
        with self._writing() as connection:
            return rebuild_index(connection)


def read_filters(**given: Unpack[FilterValues]) -> Filters:
    """Filters from what a caller writes. Raises BadQuery for a date that cannot be read, or too many values."""
    return Filters(
        site=_values(given.get("site")),
        source=_values(given.get("source")),
        publisher=_values(given.get("publisher")),
        author=_values(given.get("author")),
        section=_values(given.get("section")),
        lang=_values(given.get("lang")),
        since=_moment("since", given.get("since")),
        until=_moment("until", given.get("until")),
        spam_below=given.get("spam_below"),
    )


def _values(given: Values) -> tuple[str, ...]:
    if given is None:
        return ()
    values = (given,) if isinstance(given, str) else tuple(given)
    if len(values) > 50 or any(len(value) > 500 for value in values):
        raise BadQuery("a filter takes at most 50 values of 500 characters")
    return tuple(value for value in values if value.strip())


def _moment(name: str, given: date | datetime | str | None) -> date | datetime | None:
    if isinstance(given, str):
        text = given.strip()
        if not text:
            return None
        try:
            given = date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
        except ValueError:
            raise BadQuery(f"{name} is a date such as 2023-07-01, not {text[:40]!r}") from None
    if isinstance(given, datetime) and given.tzinfo is None:
        return given.date()
    return given
