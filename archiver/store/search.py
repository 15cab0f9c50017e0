"""Search: articles that hold the words, in order of date or of fitness, reprints folded under their original."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, select

from archiver.model.article import Article
from archiver.model.errors import BadQuery
from archiver.model.search import Filters, Hit, SearchResult, Snippet, Sort
from archiver.store.codec import article_from_record
from archiver.store.engine import is_sqlite
from archiver.store.schema import ArticleRow, VersionRow
from archiver.store.search_fold import Candidate, leads, reprints_of
from archiver.store.search_match import Condition, count_matches, read_condition
from archiver.store.search_rank import ranked
from archiver.store.search_window import MOST_ROWS, walk
from archiver.store.search_words import searched_texts
from archiver.text.query import Query, Term, parse_query
from archiver.text.snippet import cut_extract, find_marks

MOST_HITS = 10_000
"""Of one page of answers."""
FURTHEST = 999_999
"""The largest offset; a cursor goes on from there without counting."""

CURSOR = re.compile(r"([no][0-9]{1,15}|r[0-9]{1,6})")
"""A cursor: the sort's first letter, and the last key shown or the rank. Take it from a result, do not build it."""
_TEXTS = ("body", "title", "caption")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One search."""

    words: str = ""
    filters: Filters = field(default_factory=Filters)
    sort: Sort = "newest"
    limit: int = 20
    offset: int = 0
    cursor: str | None = None
    """`SearchResult.cursor` of the page before; in place of `offset`."""
    fold: bool = True
    """Whether reprints that match too are folded under their original."""


def search(connection: Connection, request: Request) -> SearchResult:
    """One page of answers. Raises BadQuery for words, a sort or a cursor that cannot be read, and for sizes out of
    bounds.
    """
    _check(request)
    query = parse_query(request.words)
    condition = read_condition(query, request.filters, sqlite=is_sqlite(connection))
    start = None
    if request.cursor is not None:
        sort, start = _read_cursor(request.cursor)
        request = replace(request, sort=sort)
    if request.sort == "relevance" and query.wanted and condition.has_words:
        page, cursor = _by_fitness(connection, request, query, start)
    else:
        page, cursor = _by_date(connection, request, condition, start)
    hits = _hits(connection, page, query, fold=request.fold)
    return SearchResult(hits=hits, cursor=cursor, counter=lambda: count_matches(connection, condition))


def count(connection: Connection, request: Request) -> int:
    """How many articles match, reprints counted."""
    condition = read_condition(parse_query(request.words), request.filters, sqlite=is_sqlite(connection))
    return count_matches(connection, condition)


def _check(request: Request) -> None:
    if request.sort not in ("newest", "oldest", "relevance"):
        raise BadQuery(f"sort is newest, oldest or relevance, not {request.sort[:40]!r}")
    if not 1 <= request.limit <= MOST_HITS:
        raise BadQuery(f"limit is 1 to {MOST_HITS}, not {request.limit}")
    if not 0 <= request.offset <= FURTHEST:
        raise BadQuery(f"offset is 0 to {FURTHEST}, not {request.offset}; use the cursor to go further")


def _read_cursor(cursor: str) -> tuple[Sort, int]:
    """The order that a cursor belongs to, which is the one gone on with, and its place."""
    if CURSOR.fullmatch(cursor) is None:
        raise BadQuery("that is no cursor of ours; begin again without it")
    sorts: dict[str, Sort] = {"n": "newest", "o": "oldest", "r": "relevance"}
    return sorts[cursor[0]], int(cursor[1:])


def _by_date(
    connection: Connection, request: Request, condition: Condition, start: int | None
) -> tuple[list[Candidate], str | None]:
    """A walk along the keys. The cursor is the last key shown."""
    if request.sort == "relevance":
        request = replace(request, sort="newest")  # without words every article fits as well
    size = min(request.limit + request.offset + 2, MOST_ROWS)
    stream = walk(connection, condition, start, down=request.sort == "newest", size=size)
    page = _page(connection, condition, stream, request, skip=0 if start is not None else request.offset)
    full = len(page) > request.limit
    page = page[: request.limit]
    return page, f"{request.sort[0]}{page[-1].key}" if full else None


def _page(
    connection: Connection, condition: Condition, stream: Iterator[Candidate], request: Request, *, skip: int
) -> list[Candidate]:
    """The candidates that lead their family, one more than asked for, after the first `skip`."""
    page: list[Candidate] = []
    leaders: dict[int, int] = {}
    for each in stream:
        if request.fold and not leads(connection, condition, each, leaders):
            continue
        if skip:
            skip -= 1
            continue
        page.append(each)
        if len(page) > request.limit:
            break
    return page


def _by_fitness(
    connection: Connection, request: Request, query: Query, start: int | None
) -> tuple[list[Candidate], str | None]:
    """The best first; a family stands where its best member does. The cursor counts hits."""
    skip = request.offset if start is None else start
    if skip > FURTHEST:
        raise BadQuery("that is too far down; narrow the search")
    condition, best = ranked(connection, query, request.filters, wanted=skip + request.limit + 1)
    page: list[Candidate] = []
    seen: set[int] = set()
    for each in best:
        lead = each
        if request.fold and each.family_id is not None:
            if each.family_id in seen:
                continue
            seen.add(each.family_id)
            lead = _leader(connection, condition, each)
        page.append(lead)
        if len(page) > skip + request.limit:
            break
    full = len(page) > skip + request.limit
    return page[skip : skip + request.limit], f"r{skip + request.limit}" if full else None


def _leader(connection: Connection, condition: Condition, each: Candidate) -> Candidate:
    leaders: dict[int, int] = {}
    if leads(connection, condition, each, leaders) or each.family_id is None:
        return each
    return replace(each, article_id=leaders[each.family_id])


def _hits(connection: Connection, page: Sequence[Candidate], query: Query, *, fold: bool) -> tuple[Hit, ...]:
    articles = _articles(connection, [each.article_id for each in page])
    families = reprints_of(connection, page) if fold else {}
    terms = query.wanted
    return tuple(
        _hit(articles[each.article_id], terms, score=each.score, reprints=families.get(each.article_id, ()))
        for each in page
        if each.article_id in articles
    )


def _hit(article: Article, terms: Sequence[Term], *, score: float | None, reprints: tuple[int, ...]) -> Hit:
    default = [term for term in terms if term.field is None]
    extract = _extract(article, terms, default)
    titled = [*default, *(term for term in terms if term.field == "title")]
    return Hit(
        article=article,
        snippet=extract,
        title_marks=find_marks(article.title, titled) if article.title and titled else (),
        score=score,
        reprints=reprints,
    )


def _extract(article: Article, terms: Sequence[Term], default: Sequence[Term]) -> Snippet:
    """From the body when it holds a hit, else from the captions; without any, the body's beginning."""
    texts = dict(zip(_TEXTS, searched_texts(article), strict=False))
    for name in ("body", "caption"):
        asked = [*default, *(term for term in terms if term.field == name)]
        marks = find_marks(texts[name], asked) if asked and texts[name] else ()
        if marks:
            found = cut_extract(texts[name], marks)
            return Snippet(found.text, field=name, offset=found.offset, marks=found.marks)
    found = cut_extract(texts["body"], ())
    return Snippet(found.text, field="body", offset=found.offset)


def _articles(connection: Connection, ids: Sequence[int]) -> dict[int, Article]:
    if not ids:
        return {}
    rows: Any = connection.execute(
        select(ArticleRow.id, VersionRow.number, VersionRow.record, VersionRow.body)
        .join(VersionRow, (VersionRow.article_id == ArticleRow.id) & (VersionRow.number == ArticleRow.version))
        .where(ArticleRow.id.in_(ids))
    )
    return {row.id: article_from_record(row.record, row.body, id=row.id, version=row.number) for row in rows}
