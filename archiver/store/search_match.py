"""A query and filters as one condition of SQL, for either database."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from sqlalchemy import Connection, text

from archiver.model.search import Filters
from archiver.store.search_grams import IN_OTHERS, IN_TITLE, INDEXED, grams, is_exact, value_gram
from archiver.store.search_words import (
    DEFAULT_COLUMNS,
    FIELD_MARK,
    HEAD_MARK,
    VALUE_MARK,
    char_token,
    date_day,
    value_token,
)
from archiver.text.query import DEFAULT_FIELDS, VALUE_FIELDS, Clause, Query, Term
from archiver.text.words import is_unspaced

_COLUMN = {"caption": "captions", "author": "authors"}
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
    excludes: bool = False
    """Whether something is excluded: the index then finds more than matches, perhaps by far."""
    by_text: str | None = None
    """The same as `where`, told by the texts alone (PostgreSQL): quicker for few documents, and for words in most."""

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
    words = [clause for clause in query.clauses if not _is_filter(clause)]
    if _contradicts_itself(query):
        return Condition(source="search_docs d", where="1=0", key="d.key")
    if not groups and not words:
        key = "d.key"
        where = _range(filters, key, values)
        return Condition(source="search_docs d", where=where, key=key, values=values)
    if sqlite:
        key = "search_words.rowid"
        values["match"] = _fts5(words, groups, columns)
        where = f"search_words MATCH :match AND {_range(filters, key, values)}"
        source = "search_words JOIN search_docs d ON d.key = search_words.rowid"
        return Condition(source=source, where=where, key=key, values=values, has_words=True)
    within = _range(filters, "w.key", values)
    where = " AND ".join([*_postgres(words, groups, columns, values), within])
    by_text = " AND ".join([*_postgres_by_text(words, groups, columns, values), within])
    source = "search_words w JOIN search_docs d ON d.key = w.key"
    excludes = any(clause.excluded for clause in words)
    condition = Condition(source=source, where=where, key="w.key", values=values, has_words=True)
    return replace(condition, by_text=by_text, excludes=excludes)


def count_matches(connection: Connection, condition: Condition) -> int:
    """How many articles match."""
    found = connection.execute(
        text(f"SELECT count(*) FROM {condition.narrow_source} WHERE {condition.where}"),  # noqa: S608  # values are bound
        condition.values,
    )
    return int(found.scalar_one())


def _is_filter(clause: Clause) -> bool:
    return len(clause.terms) == 1 and clause.terms[0].field in VALUE_FIELDS and not clause.excluded


def _contradicts_itself(query: Query) -> bool:
    """Whether what is wanted holds what is excluded. An index would walk to its end to say that nothing matches."""
    unwanted = [term for clause in query.clauses if clause.excluded for term in clause.terms]
    wanted = [clause.terms for clause in query.clauses if not clause.excluded]
    return any(all(any(_implies(term, other) for other in unwanted) for term in terms) for terms in wanted)


def _implies(term: Term, other: Term) -> bool:
    """Whether each text that holds `term` holds `other`, so far as the two themselves tell."""
    if other.field in VALUE_FIELDS:
        return term.field == other.field and _value(term) == _value(other)
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
        if _is_filter(clause):
            yield (_value(clause.terms[0]),)


def _value(term: Term) -> str:
    return value_token(str(term.field), term.runs[0])


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


# SQLite: one expression in the language of FTS5. Every token is quoted and holds no quote.


def _fts5(words: Sequence[Clause], groups: Sequence[tuple[str, ...]], columns: Sequence[str]) -> str:
    wanted = [_any(f'"{VALUE_MARK}{token}"' for token in group) for group in groups]
    wanted += [_any(_fts5_term(term, columns) for term in clause.terms) for clause in words if not clause.excluded]
    unwanted = [_fts5_term(term, DEFAULT_COLUMNS) for clause in words if clause.excluded for term in clause.terms]
    found = " AND ".join(wanted) or f'"{VALUE_MARK}all"'
    return f"({found}) NOT {_any(unwanted)}" if unwanted else found


def _any(parts: Iterable[str]) -> str:
    return f"({' OR '.join(parts)})"


def _fts5_term(term: Term, columns: Sequence[str]) -> str:
    if term.field in VALUE_FIELDS:
        return f'"{VALUE_MARK}{_value(term)}"'
    if is_char(term) and len(columns) > 1:
        return f'"{char_token(term.runs[0])}"'
    tokens, prefix = term.tokens
    column, mark = _place(term, columns)
    return f'{column}"{" ".join(mark + token for token in tokens)}"{" *" if prefix else ""}'


def _place(term: Term, columns: Sequence[str]) -> tuple[str, str]:
    """The column that has to be named for a term, if any, and the mark of its tokens."""
    if term.field is None:
        return ("", "") if len(columns) > 1 else ("", HEAD_MARK)
    column = column_of(term.field)
    if column == "title":
        return "", HEAD_MARK
    return f"{column} : ", "" if column in DEFAULT_COLUMNS else FIELD_MARK


def is_char(term: Term) -> bool:
    """Whether a term is one character of an unspaced script, looked for in the default columns."""
    if term.field is not None:
        return False
    return len(term.runs) == 1 and len(term.runs[0]) == 1 and is_unspaced(term.runs[0])


def column_of(name: str) -> str:
    """The index's column for a field of the query language."""
    return _COLUMN.get(name, name)


# PostgreSQL: the index of pieces finds candidates, the spaced texts tell whether words stand there.


def _postgres(
    words: Sequence[Clause], groups: Sequence[tuple[str, ...]], columns: Sequence[str], values: dict[str, object]
) -> Iterator[str]:
    needed: set[int] = set()
    for clause in words:
        if clause.excluded:
            continue
        if len(clause.terms) == 1:
            needed.update(_grams(clause.terms[0], columns))
        else:
            yield _any(_holding(_grams(term, columns), "@>", values) for term in clause.terms)
    for group in groups:
        found = {value_gram(token) for token in group}
        if len(found) == 1:
            needed |= found
        else:
            yield _holding(found, "&&", values)
    if needed:
        yield _holding(needed, "@>", values)
    for clause in words:
        exact = [_exact(term, DEFAULT_COLUMNS if clause.excluded else columns, values) for term in clause.terms]
        if clause.excluded:
            yield f"NOT {_any(exact)}"
        elif not all(_is_told(term) for term in clause.terms):
            yield _any(exact)


def _postgres_by_text(
    words: Sequence[Clause], groups: Sequence[tuple[str, ...]], columns: Sequence[str], values: dict[str, object]
) -> Iterator[str]:
    for group in groups:
        name = f"g{len(values)}"
        values[name] = sorted({value_gram(token) for token in group})
        yield f"w.meta && CAST(:{name} AS bigint[])"
    for clause in words:
        exact = _any(_exact(term, DEFAULT_COLUMNS if clause.excluded else columns, values) for term in clause.terms)
        yield f"NOT {exact}" if clause.excluded else exact


def _holding(found: Iterable[int], how: str, values: dict[str, object]) -> str:
    name = f"g{len(values)}"
    values[name] = sorted(found)
    return f"{INDEXED} {how} CAST(:{name} AS bigint[])"


def _grams(term: Term, columns: Sequence[str]) -> list[int]:
    if term.field in VALUE_FIELDS:
        return [value_gram(_value(term))]
    if term.field == "title" or (term.field is None and len(columns) == 1):
        return [gram + IN_TITLE for gram in grams(term.needle)]
    is_other = term.field is not None and column_of(term.field) not in DEFAULT_COLUMNS
    return [gram + IN_OTHERS if is_other else gram for gram in grams(term.needle)]


def _is_told(term: Term) -> bool:
    """Whether the index alone tells that a term is there."""
    return term.field in VALUE_FIELDS or (term.field in (None, "title") and is_exact(term.needle))


def _exact(term: Term, columns: Sequence[str], values: dict[str, object]) -> str:
    name = f"t{len(values)}"
    if term.field in VALUE_FIELDS:
        values[name] = value_gram(_value(term))
        return f":{name} = ANY(w.meta)"
    values[name] = term.needle
    named = columns if term.field is None else (column_of(term.field),)
    return _any(f"strpos(w.{column}, :{name}) > 0" for column in named)
