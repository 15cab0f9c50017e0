"""Asking the archive for what a request asks; words that hold no letter, digit or character find nothing."""

from archiver.model.search import Facets, SearchResult, Sort, Step, Timeline
from archiver.store.archive import Archive
from archiver.text.query import NoWord
from archiver.web.params import Question


def find(archive: Archive, asked: Question, *, sort: Sort | None = None) -> SearchResult:
    """The hits. Raises BadQuery."""
    try:
        return archive.search(
            asked.words, sort=sort or asked.sort, limit=asked.limit, cursor=asked.cursor, **asked.filters
        )
    except NoWord:
        return SearchResult(hits=(), counter=lambda: 0)


def find_times(archive: Archive, asked: Question, by: Step) -> Timeline:
    """The timeline. Raises BadQuery."""
    try:
        return archive.timeline(asked.words, by=by, **asked.filters)
    except NoWord:
        return Timeline(by=by)


def find_values(archive: Archive, asked: Question) -> Facets:
    """The facets. Raises BadQuery."""
    try:
        return archive.facets(asked.words, **asked.filters)
    except NoWord:
        return Facets()
