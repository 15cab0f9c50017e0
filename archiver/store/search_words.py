"""What of an article is searched, and the tokens it is indexed under; pure functions."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache
from hashlib import blake2b

from archiver.model.article import Article
from archiver.text.fold import fold_text
from archiver.text.words import Tokens, distinct, read_runs, runs_of, tokens_of

DEFAULT_COLUMNS = ("body", "title", "captions")
"""The columns in which a word without a field is looked for."""

CHAR_MARK, FIELD_MARK, HEAD_MARK, VALUE_MARK = "\ue000", "\ue001", "\ue002", "\ue003"
"""What the tokens begin with that no word without a field may find: single characters of the default columns, words of
the other columns, the title's words once more, and whole values. No text and no query gives a token that begins so; a
plain token therefore needs no look at the column it stands in, which would cost half of a walk along its documents.
"""
OUTSIDE_MARK, CAPTION_MARK = "\ue005", "\ue006"
"""What the tokens begin with of single characters that title or captions hold and the body does not, and of those that
captions hold: one character looked for in one of these fields would merge thousands of lists as well.
"""
_TITLE = 1
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
        return (*map(tokens_of, own), *map(_shared_tokens, shared))

    @cached_property
    def chars(self) -> str:
        """Each unspaced character of the default columns once, in no order."""
        return distinct("".join([each.unspaced for each in self.tokens[: len(DEFAULT_COLUMNS)]]))

    @cached_property
    def token_rows(self) -> tuple[str, ...]:
        """The tokens of each column, parted by spaces, then `heads` and `meta`: a row of SQLite's index.

        The body's are followed by each character of the default columns, marked: looking for one character by the
        beginnings of pairs would merge thousands of lists.
        """
        rows = [each.row for each in self.tokens]
        rows[0] += "".join(_marked_chars(mark, chars) for mark, chars in self._chars)
        return (*rows, _marked(rows[_TITLE], HEAD_MARK), _marked(" ".join(self.meta), VALUE_MARK))

    @cached_property
    def _chars(self) -> tuple[tuple[str, str], ...]:
        """Single characters, by the mark that their tokens begin with."""
        body, *others = (each.unspaced for each in self.tokens[: len(DEFAULT_COLUMNS)])
        outside = distinct("".join(set("".join(others)).difference(body)))
        return ((CHAR_MARK, self.chars), (OUTSIDE_MARK, outside), (CAPTION_MARK, distinct(others[-1])))

    @property
    def size(self) -> int:
        """How many tokens there are in all, as SQLite's ranking counts them."""
        words = sum(each.count for each in self.tokens) + self.tokens[_TITLE].count
        return words + sum(len(chars) for _, chars in self._chars) + len(self.meta)

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
def _shared_tokens(runs: tuple[str, ...]) -> Tokens:
    tokens = tokens_of(runs)
    return replace(tokens, row=_marked(tokens.row, FIELD_MARK))


def _marked_chars(mark: str, chars: str) -> str:
    """A token for each character, with a space before it."""
    laid = array("I", f" {mark} ".encode("utf-32-le")) * len(chars)
    laid[2::3] = array("I", chars.encode("utf-32-le"))
    return str(memoryview(laid), "utf-32-le")


def _marked(row: str, mark: str) -> str:
    """A row of tokens with a mark before each."""
    return mark + f" {mark}".join(row.split()) if row else row


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
