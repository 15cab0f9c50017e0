"""A query and filters as one condition of SQL, for either database."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from sqlalchemy import Connection, text

from archiver.model.search import Filters
from archiver.store.search_fts5 import match_of
from archiver.store.search_pieces import told_by_index, told_by_text, told_exactly
from archiver.store.search_terms import any_of, is_filter, value_of
from archiver.store.search_words import DEFAULT_COLUMNS, date_day, value_token
from archiver.text.query import DEFAULT_FIELDS, VALUE_FIELDS, Query, Term

_KINDS = ("site", "source", "publisher", "author", "section", "lang")
_DAY = 86_400
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A FROM clause and a WHERE clause; documents are `d`, their place in the order of date is `d.key`."""

    source: str
    """Tables, joined."""
    where: str
    """Conditions, joined by AND; "1=1" when there is none."""
    key: str
    """The column to walk along: on SQLite the index's own row number."""
    values: dict[str, object] = field(default_factory=dict)
    """Values bound in both."""
    has_words: bool = False
    """Whether the index of words is asked."""
    unwanted: tuple[str, ...] = ()
    """What is excluded, in the language of FTS5, and what is wanted. Both are empty where nothing is excluded, and on
    PostgreSQL."""
    wanted: str = ""
    by_text: str | None = None
    """The same as `where`, told by the texts alone (PostgreSQL): quicker for few documents, and for words in most."""
    by_index: str | None = None
    """Of `where` what the index tells (PostgreSQL): everything that matches, and perhaps more."""
    by_index_text: str | None = None
    """The same as `by_index`, told by the texts; None where the index finds hardly more than what matches."""
    exact: str = "true"
    """Of `where` what the texts have to tell about what the index finds."""

    @property
    def narrow_source(self) -> str:
        """The source without the join of documents where no condition needs it: the join takes nothing away, which
        SQLite does not see, and costs more than the walk along the index.
        """
        return self.source if "d." in self.where else self.source.partition(" JOIN ")[0]


def read_condition(query: Query, filters: Filters, *, sqlite: bool, title_only: bool = False) -> Condition:
    """The condition that finds exactly the articles that match; with `title_only` words without a field are looked for
    in titles alone.
    """
    columns = ("title",) if title_only else DEFAULT_COLUMNS
    values: dict[str, object] = {}
    groups = list(_value_groups(query, filters))
    words = [clause for clause in query.clauses if not is_filter(clause)]
    if _contradicts_itself(query):
        return Condition(source="search_docs d", where="1=0", key="d.key")
    if not groups and not words:
        key = "d.key"
        where = _range(filters, key, values)
        return Condition(source="search_docs d", where=where, key=key, values=values)
    if sqlite:
        key = "search_words.rowid"
        wanted, unwanted = match_of(words, groups, columns)
        values["match"] = f"({wanted}) NOT {any_of(unwanted)}" if unwanted else wanted
        where = f"search_words MATCH :match AND {_range(filters, key, values)}"
        source = "search_words JOIN search_docs d ON d.key = search_words.rowid"
        condition = Condition(source=source, where=where, key=key, values=values, has_words=True)
        return replace(condition, wanted=wanted, unwanted=unwanted) if unwanted else condition
    within = _range(filters, "w.key", values)
    by_index = " AND ".join([*told_by_index(words, groups, columns, values), within])
    exact = " AND ".join(told_exactly(words, columns, values)) or "true"
    by_text = " AND ".join([*told_by_text(words, groups, columns, values), within])
    source = "search_words w JOIN search_docs d ON d.key = w.key"
    condition = Condition(source=source, where=f"{by_index} AND {exact}", key="w.key", values=values, has_words=True)
    condition = replace(condition, by_text=by_text, by_index=by_index, exact=exact)
    kept = [clause for clause in words if not clause.excluded]
    if len(kept) == len(words):
        return condition
    loosely = " AND ".join([*told_by_text(kept, groups, columns, values), within])
    return replace(condition, by_index_text=loosely)


def count_matches(connection: Connection, condition: Condition) -> int:
    """How many articles match."""
    found = connection.execute(
        text(f"SELECT count(*) FROM {condition.narrow_source} WHERE {condition.where}"),  # noqa: S608  # values are bound
        condition.values,
    )
    return int(found.scalar_one())


def _contradicts_itself(query: Query) -> bool:
    """Whether what is wanted holds what is excluded. An index would walk to its end to say that nothing matches."""
    unwanted = [term for clause in query.clauses if clause.excluded for term in clause.terms]
    wanted = [clause.terms for clause in query.clauses if not clause.excluded]
    return any(all(any(_implies(term, other) for other in unwanted) for term in terms) for terms in wanted)


def _implies(term: Term, other: Term) -> bool:
    """Whether each text that holds `term` holds `other`, so far as the two themselves tell."""
    if other.field in VALUE_FIELDS:
        return term.field == other.field and value_of(term) == value_of(other)
    if term.field != other.field and (other.field is not None or term.field not in DEFAULT_FIELDS):
        return False
    return other.needle in term.needle


def _value_groups(query: Query, filters: Filters) -> Iterator[tuple[str, ...]]:
    """Tokens of whole values, of each group one must be there; `site:` and `lang:` alone in a clause are filters."""
    for kind in _KINDS:
        asked = getattr(filters, kind)
        if asked:
            yield tuple(value_token(kind, value) for value in asked)
    for clause in query.clauses:
        if is_filter(clause):
            yield (value_of(clause.terms[0]),)


def _range(filters: Filters, key: str, values: dict[str, object]) -> str:
    parts: list[str] = []
    since, until = filters.since, filters.until
    if isinstance(since, datetime):
        parts.append(f"{key} >= :since")
        values["since"] = _seconds(since)
    elif isinstance(since, date):
        # The key counts in UTC, the day on the page's calendar: zones are up to 14 hours apart.
        parts.append(f"{key} >= :since AND d.day >= :first_day")
        values |= {"since": date_day(since) * _DAY - _DAY, "first_day": date_day(since)}
    if isinstance(until, datetime):
        parts.append(f"{key} <= :until")
        values["until"] = _seconds(until)
    elif isinstance(until, date):
        # Beyond the zones, room for the articles of one second that had to take later keys.
        parts.append(f"{key} < :until AND d.day <= :last_day")
        values |= {"until": date_day(until) * _DAY + 9 * _DAY, "last_day": date_day(until)}
    if filters.spam_below is not None:
        parts.append("d.spam_score < :spam_below")
        values["spam_below"] = filters.spam_below
    return " AND ".join(parts) or "1=1"


def _seconds(moment: datetime) -> int:
    """Seconds since 1970. A difference, since years 1 and 9999 overflow when they are moved between zones."""
    return int((moment - _EPOCH).total_seconds())
