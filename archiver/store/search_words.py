"""What of an article is searched, and the tokens it is indexed under; pure functions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache
from hashlib import blake2b

from archiver.model.article import Article
from archiver.text.fold import fold_text
from archiver.text.words import Tokens, read_runs, runs_of, tokens_of

DEFAULT_COLUMNS = ("body", "title", "captions")
"""The columns in which a word without a field is looked for."""

CHAR_MARK = "\ue000"
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True)
class Words:
    """The runs of each searched text of one article."""

    columns: tuple[tuple[str, ...], ...]
    """Runs by column, in the order of COLUMNS."""
    meta: tuple[str, ...]
    """Tokens of the values that are compared as a whole."""

    @cached_property
    def tokens(self) -> tuple[Tokens, ...]:
        """The tokens of each column."""
        own, shared = self.columns[: len(DEFAULT_COLUMNS)], self.columns[len(DEFAULT_COLUMNS) :]
        return (*map(tokens_of, own), *map(_tokens_of, shared))

    @cached_property
    def chars(self) -> tuple[str, ...]:
        """Each unspaced character of the default columns once."""
        return tuple(dict.fromkeys("".join(each.unspaced for each in self.tokens[: len(DEFAULT_COLUMNS)])))

    @cached_property
    def token_rows(self) -> tuple[str, ...]:
        """The tokens of each column, parted by spaces, then `meta`: a row of SQLite's index.

        The body's are followed by each character of the default columns, marked: looking for one character by the
        beginnings of pairs would merge thousands of lists.
        """
        rows = [each.row for each in self.tokens]
        if self.chars:
            rows[0] += f" {CHAR_MARK}" + f" {CHAR_MARK}".join(self.chars)
        return (*rows, " ".join(self.meta))

    @property
    def size(self) -> int:
        """How many tokens there are in all, as SQLite's ranking counts them."""
        return sum(each.count for each in self.tokens) + len(self.chars) + len(self.meta)

    @cached_property
    def spaced(self) -> tuple[str, ...]:
        """The spaced text of each column (text/words.py)."""
        return tuple(f" {' '.join(runs)} " if runs else " " for runs in self.columns)


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


def words_of(article: Article, *, folded_body: str | None = None) -> Words:
    """The words under which an article is found; `folded_body` saves folding its body again."""
    body, title, captions, *shared = searched_texts(article)
    runs = runs_of(folded_body if folded_body is not None else fold_text(body).text)
    own = (tuple(runs), tuple(read_runs(title)), tuple(read_runs(captions)))
    return Words((*own, *map(_runs_of, shared)), tuple(_meta(article)))


@lru_cache(5_000)
def _runs_of(text: str) -> tuple[str, ...]:
    """The runs of what articles share: outlets, names, sections."""
    return tuple(read_runs(text))


@lru_cache(5_000)
def _tokens_of(runs: tuple[str, ...]) -> Tokens:
    return tokens_of(runs)


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
