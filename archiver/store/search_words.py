"""What of an article is searched, and the tokens it is indexed under; pure functions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache
from hashlib import blake2b

from archiver.model.article import Article
from archiver.store.search_schema import COLUMNS
from archiver.text.fold import fold_text
from archiver.text.words import count_tokens, is_unspaced, read_runs, tokens_row

DEFAULT_COLUMNS = ("body", "title", "captions")
"""The columns in which a word without a field is looked for."""

CHAR_MARK = "\ue000"
_EPOCH = date(1970, 1, 1).toordinal()
_LONGEST = 900_000
"""Bytes of tokens that one tsvector may hold; PostgreSQL's own limit is 1,048,575."""


@dataclass(frozen=True)
class Words:
    """The runs of each searched text of one article."""

    columns: tuple[tuple[str, ...], ...]
    """Runs by column, in the order of COLUMNS."""
    meta: tuple[str, ...]
    """Tokens of the values that are compared as a whole."""

    @cached_property
    def chars(self) -> tuple[str, ...]:
        """Each unspaced character of the default columns once."""
        unspaced = [run for runs in self.columns[: len(DEFAULT_COLUMNS)] for run in runs if is_unspaced(run)]
        return tuple(dict.fromkeys("".join(unspaced)))

    @cached_property
    def token_rows(self) -> tuple[str, ...]:
        """The tokens of each column, parted by spaces, then `meta`: a row of SQLite's index.

        The body's are followed by each character of the default columns, marked: looking for one character by the
        beginnings of pairs would merge thousands of lists.
        """
        rows = [tokens_row(runs) if runs else "" for runs in self.columns]
        if self.chars:
            rows[0] += f" {CHAR_MARK}" + f" {CHAR_MARK}".join(self.chars)
        return (*rows, " ".join(self.meta))

    @cached_property
    def size(self) -> int:
        """How many tokens there are in all, as SQLite's ranking counts them."""
        return sum(map(count_tokens, self.columns)) + len(self.chars) + len(self.meta)

    @cached_property
    def spaced(self) -> tuple[str, ...]:
        """The spaced text of each column (text/words.py)."""
        return tuple(f" {' '.join(runs)} " if runs else " " for runs in self.columns)

    @cached_property
    def lexemes(self) -> tuple[list[str], bool]:
        """What PostgreSQL's index holds: each token once; and whether the default columns' words had to stay out."""
        found: set[str] = set(self.meta)
        for column, runs in zip(COLUMNS, self.columns, strict=True):
            if column not in DEFAULT_COLUMNS:
                found.update(f"{column[0]}:{token}" for token in tokens_row(runs).split())
        plain: set[str] = set(self.chars)
        for runs in self.columns[: len(DEFAULT_COLUMNS)]:
            plain.update(tokens_row(runs).split())
        if sum(len(token.encode()) + 2 for token in plain) > _LONGEST:
            return sorted(found), True
        return sorted(found | plain), False


def searched_texts(article: Article) -> tuple[str, ...]:
    """The texts of an article that are searched, in the order of COLUMNS; "" where it has none."""
    captions = "\n".join(f"{each.text}\n{each.credit}" if each.credit else each.text for each in article.captions)
    return (
        article.body or "",
        article.title or "",
        captions,
        article.source or "",
        "\n".join(article.authors),
        "\n".join(article.section),
        article.publisher or "",
    )


def words_of(article: Article) -> Words:
    """The words under which an article is found."""
    return Words(tuple(tuple(read_runs(text)) for text in searched_texts(article)), tuple(_meta(article)))


def _meta(article: Article) -> Iterator[str]:
    yield "all"
    if article.site:
        yield value_token("site", article.site)
    if article.source:
        yield value_token("source", article.source)
    if article.publisher:
        yield value_token("publisher", article.publisher)
    yield from sorted({value_token("author", name) for name in article.authors})
    yield from sorted({value_token("section", name) for name in article.section})
    if article.language:
        parts = article.language.split("-")
        yield from (value_token("lang", "-".join(parts[:count])) for count in range(1, len(parts) + 1))


def char_token(char: str) -> str:
    """The token that says "holds this character". No text and no query gives a token that begins so."""
    return CHAR_MARK + char


@lru_cache(10_000)
def value_token(kind: str, value: str) -> str:
    """The token that stands for a whole value: folded, so that either script finds it; hashed, so that any text fits.

    >>> value_token("source", "西藏日報") == value_token("source", "西藏日报")
    True
    """
    folded = " ".join(fold_text(value).text.split())
    return blake2b(f"{kind}\x1f{folded}".encode(), digest_size=8).hexdigest()


def key_of(sorted_at: datetime) -> int:
    """The place in the order of date that an article would like: seconds since 1970."""
    return int(sorted_at.timestamp())


def day_of(article: Article, sorted_at: datetime) -> int:
    """The article's day, in days since 1970, on the page's own calendar."""
    moment = article.published_at
    if moment is None or moment.utcoffset() is None or abs((moment - sorted_at).total_seconds()) >= 1:
        moment = sorted_at.astimezone(UTC)  # no date, or one out of bounds: then the day of capture counts
    return moment.date().toordinal() - _EPOCH


def day_date(day: int) -> date:
    """The date of a day counted since 1970."""
    return date.fromordinal(day + _EPOCH)


def date_day(day: date) -> int:
    """Days since 1970."""
    return day.toordinal() - _EPOCH
