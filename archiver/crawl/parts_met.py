"""Articles on several pages met in a row of captures: nothing can be fetched, so further pages are waited for."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from archiver.crawl.parts import MOST
from archiver.crawl.reading import ReadResult, ReadTask
from archiver.model.article import Article
from archiver.model.version import Captured
from archiver.model.visit import Visit
from archiver.parsers.multipage import join_pages
from archiver.text.urls import normalise_url

WAITING = 200
"""Articles that may wait at a time; the one that has waited longest then goes on with the pages it has."""
REMEMBERED = 2_000
"""Further pages kept in mind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """What one capture was read as."""

    visit: Visit
    parts: tuple[str, ...]
    """The addresses of further pages that it names."""
    task: ReadTask


@dataclass(slots=True)
class _Waiting:
    """An article whose further pages have not all been met."""

    firsts: list[Met]
    """Captures of its first page, mostly one."""
    wanted: list[str] = field(default_factory=list)
    """The further pages' addresses in order, as far as they are known."""
    met: dict[str, tuple[Article, Captured]] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        return all(url in self.met for url in self.wanted)


class PartsMet:
    """Joins the pages of one article, wherever they stand among the captures.

    An article goes on when all its further pages were met after it or in the same batch; at the end with those met
    before, and without those that follow a missing one: unlike a crawl, which tries a lost page again, an import would
    lose the article.
    """

    def __init__(self, read: Callable[[ReadTask], ReadResult]) -> None:
        """`read` reads a page as a further one; a result without an article is a page that cannot be had."""
        self._read = read
        self._waiting: OrderedDict[str, _Waiting] = OrderedDict()
        """By the address of the first page."""
        self._first_of: OrderedDict[str, str] = OrderedDict()
        """For each further page the first one's address."""
        self._seen: OrderedDict[str, tuple[Article, Captured]] = OrderedDict()
        """Further pages as they were met last: the first one may be captured again, and the others not."""
        self._alone: dict[str, list[Met]] = {}
        """Captures of this batch that are pages of nothing else so far."""

    def take(self, batch: Iterable[Met]) -> Iterator[Visit]:
        """The visits of a batch of captures: those of one page, and those that are whole by now."""
        for each in batch:
            yield from self._meet(each)
        for url in [url for url, waiting in self._waiting.items() if waiting.is_whole]:
            yield from self._end(url)
        for held in self._alone.values():
            yield from (each.visit for each in held)
        self._alone.clear()
        while len(self._waiting) > WAITING:
            yield from self._end(next(iter(self._waiting)))

    def rest(self) -> Iterator[Visit]:
        """The articles that still wait, with the pages that they have."""
        while self._waiting:
            yield from self._end(next(iter(self._waiting)))

    def _meet(self, each: Met) -> Iterator[Visit]:
        url = each.visit.url
        if url in self._waiting and self._waiting[url].is_whole:
            yield from self._end(url)
        if url in self._first_of:
            self._add(self._waiting.get(self._first_of[url]), each)
        elif url in self._waiting:
            self._waiting[url].firsts.append(each)
        elif each.visit.article is not None and each.parts:
            self._waiting[url] = _Waiting([each])
            self._want(self._waiting[url], each.parts)
        else:
            self._alone.setdefault(url, []).append(each)

    def _want(self, waiting: _Waiting, parts: tuple[str, ...]) -> None:
        """Wait for further pages; those taken for articles of their own until now are among them."""
        first = waiting.firsts[0].visit.url
        for part in parts:
            url = normalise_url(part)
            if url is None or url == first or url in waiting.wanted or len(waiting.wanted) == MOST:
                continue
            waiting.wanted.append(url)
            self._first_of[url] = first
            taken = self._waiting.pop(url).firsts if url in self._waiting else self._alone.pop(url, [])
            for each in taken:
                self._add(waiting, each)
        while len(self._first_of) > REMEMBERED + WAITING * MOST:
            self._first_of.popitem(last=False)

    def _add(self, waiting: _Waiting | None, each: Met) -> None:
        """Keep a further page in mind, and put it to the article that waits for it."""
        visit, result = each.visit, self._read(replace(each.task, is_part=True))
        if visit.capture is None or result.article is None:
            return
        place = Captured(
            url=visit.url,
            captured_at=visit.visited_at,
            ref=visit.capture,
            status=visit.status,
            content_type=each.task.page.content_type,
            length=len(each.task.page.body),
        )
        self._seen[visit.url] = (result.article, place)
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        if waiting is not None:
            waiting.met.setdefault(visit.url, self._seen[visit.url])
            self._want(waiting, result.parts)

    def _end(self, url: str) -> Iterator[Visit]:
        waiting = self._waiting.pop(url)
        articles, places = [], []
        for part in waiting.wanted:
            found = waiting.met.get(part) or self._seen.get(part)
            if found is None:
                break
            articles.append(found[0])
            places.append(found[1])
        for first in waiting.firsts:
            if first.visit.article is None:
                yield first.visit
            else:
                whole = join_pages([first.visit.article, *articles])
                yield replace(first.visit, article=whole, parts=tuple(places))
