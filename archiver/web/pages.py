"""Pages for people: search, an article, its versions side by side, the page as served."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from archiver.model.article import Article
from archiver.model.errors import BadQuery, NotFound
from archiver.model.search import Facets, Timeline
from archiver.model.version import Happening, Reprint, Version
from archiver.store.archive import Archive
from archiver.text.diff import Change
from archiver.text.query import NoWord, parse_query
from archiver.text.snippet import find_marks
from archiver.web import plots
from archiver.web.api import FAR, article_of
from archiver.web.context import context
from archiver.web.memento import memento_path
from archiver.web.params import Question, read_id, read_number, read_question
from archiver.web.problems import Problem
from archiver.web.view import render

LONGEST_BODY = 30_000
"""Characters of one text on a page, which stays under 200 KB; the record has all of it."""
_QUIET = 240
"""Characters of unchanged text shown whole between two changes."""
_KINDS = (("site", "site"), ("source", "source"), ("language", "lang"), ("year", "year"))


def search_page(request: Request) -> Response:
    """The search: form, timeline, facets and hits."""
    try:
        asked = read_question(request.query_params)
    except Problem as problem:
        return _refused(request, problem.detail)
    archive = context(request).archive
    try:
        result = archive.search(asked.words, sort=asked.sort, limit=asked.limit, cursor=asked.cursor, **asked.filters)
        facets, timeline = _overview(archive, asked)
    except NoWord as problem:
        return _refused(request, str(problem), status=200)
    except BadQuery as problem:
        return _refused(request, str(problem))
    return render(
        request,
        "search.html",
        asked=asked,
        title=asked.words or None,
        result=result,
        total=timeline.total,
        bars=plots.lay_bars(timeline),
        facets=[(name, param, getattr(facets, name)) for name, param in _KINDS],
        chosen=_chosen(asked),
        sort=asked.sort or "relevance",
        problem=None,
        archive_is_empty=not result.hits and not asked.pairs,
        saved=[each.search for each in archive.saved_searches()[:20]] if not request.query_params else [],
    )


def _refused(request: Request, detail: str, *, status: int = 400) -> Response:
    words = request.query_params.get("q", "")[:200]
    asked = Question(words=words, filters={}, sort=None, limit=20, cursor=None)
    return render(
        request, "search.html", status=status, asked=asked, title=None, result=(), total=0, bars=None, facets=[],
        chosen=[], sort="relevance", problem=detail, archive_is_empty=False, saved=[],
    )  # fmt: skip


def _overview(archive: Archive, asked: Question) -> tuple[Facets, Timeline]:
    """Facets and timeline, the latter in steps that leave a bar wide enough to be seen."""
    facets, timeline = archive.overview(asked.words, by="day", **asked.filters)
    if timeline.buckets:
        step = plots.choose_step(timeline.buckets[0].start, timeline.buckets[-1].start)
        if step != "day":
            timeline = plots.regroup(timeline, step)
    return facets, timeline


def _chosen(asked: Question) -> list[tuple[str, str]]:
    """The filters that are on, as parameter and value."""
    return [(name, value) for name, value in asked.pairs if name != "q"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of a body and the hits in it."""

    text: str
    marks: tuple[tuple[int, int], ...]
    is_heading: bool


def article_page(request: Request) -> Response:
    """An article: its text, pictures and captions, where all of it came from, and what became of it."""
    number = read_number(request.query_params, "version", least=1, most=FAR, default=0)
    article = article_of(request, number or None)
    archive, article_id = context(request).archive, read_id(request.path_params["id"])
    versions = archive.versions(article_id)
    reprints = archive.reprints(article_id)
    return render(
        request,
        "article.html",
        title=article.title,
        article=article,
        article_id=article_id,
        paragraphs=read_paragraphs(article, request.query_params.get("q", "")),
        is_cut=len(article.body or "") > LONGEST_BODY,
        versions=versions,
        edits=len(versions) - 1,
        last_changed=versions[-1].changed,
        is_current=article.version == versions[-1].number,
        reprints=reprints if len(reprints) > 1 else (),
        axis=_axis(reprints),
        axis_ends=(min(map(_when, reprints)), max(map(_when, reprints))),
        history=_history(archive, article),
        gone_since=_gone_since(archive, article_id),
    )


def read_paragraphs(article: Article, words: str) -> list[Paragraph]:
    """The body in paragraphs, with hits of the words; words that cannot be read mark nothing."""
    try:
        terms = [term for term in parse_query(words).wanted if term.field in (None, "body")]
    except BadQuery:
        terms = []
    return _paragraphs(article, lambda text, _: find_marks(text, terms) if terms else ())


def repaired_paragraphs(article: Article) -> list[Paragraph]:
    """The body in paragraphs, with what repair put there marked."""
    spans = [(each.offset, each.offset + len(each.after)) for each in article.repairs if each.field == "body"]

    def marks(text: str, at: int) -> tuple[tuple[int, int], ...]:
        inside = ((start - at, end - at) for start, end in spans if start >= at and at < end <= at + len(text))
        return tuple(span for span in inside if span[0] < span[1])

    return _paragraphs(article, marks)


def _paragraphs(article: Article, find: Callable[[str, int], tuple[tuple[int, int], ...]]) -> list[Paragraph]:
    found: list[Paragraph] = []
    at = 0
    for text in (article.body or "")[:LONGEST_BODY].split("\n\n"):
        marks = find(text, at)
        at += len(text) + 2
        # A subheading is a short line without a sentence's end; the record keeps no more of it than its words.
        is_heading = len(text) <= 24 and text[-1:] not in '。！？.!?…”"」』）)：:；;' and "\n" not in text
        found.append(Paragraph(text=text, marks=marks, is_heading=is_heading))
    if found and all(each.is_heading for each in found):
        return [Paragraph(text=each.text, marks=each.marks, is_heading=False) for each in found]
    return found


def _gone_since(archive: Archive, article_id: int) -> datetime | None:
    """When the article went from its address; None while it is there."""
    last = [event for event in archive.events(article_id) if event.kind in ("gone", "back")][-1:]
    return last[0].at if last and last[0].kind == "gone" else None


def _history(archive: Archive, article: Article) -> list[Happening]:
    try:
        return list(archive.history(article.url))[-200:]
    except NotFound:
        return []


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A reprint on the time axis."""

    reprint: Reprint
    x: float
    """0 to 100."""
    row: int


def _axis(reprints: Sequence[Reprint]) -> list[Point]:
    ordered = sorted(reprints, key=_when)
    marks = plots.lay_marks([_when(each) for each in ordered])
    return [Point(reprint=each, x=mark.x, row=mark.row) for each, mark in zip(ordered, marks, strict=True)][:100]


def _when(each: Reprint) -> datetime:
    return each.published_at or each.first_captured_at or datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """What changed in one field: the text before and the text after, in pieces."""

    name: str
    before: tuple[tuple[str, str], ...]
    """Pieces as (same or out, text); "" as kind stands for a gap."""
    after: tuple[tuple[str, str], ...]


def versions_page(request: Request) -> Response:
    """Two versions side by side, the changes marked."""
    archive, number = context(request).archive, read_id(request.path_params["id"])
    versions = archive.versions(number)
    last = versions[-1].number
    to = read_number(request.query_params, "to", least=1, most=FAR, default=last)
    begin = read_number(request.query_params, "from", least=1, most=FAR, default=max(1, to - 1))
    changes = side_by_side(archive.diff(number, begin, to)) if begin != to else []
    by_number: dict[int, Version] = {version.number: version for version in versions}
    if begin not in by_number or to not in by_number:
        raise NotFound("there is no such version")
    return render(
        request,
        "versions.html",
        title=versions[-1].title,
        article_id=number,
        versions=versions,
        first=by_number[begin],
        second=by_number[to],
        changes=changes,
    )


def side_by_side(fields: Mapping[str, Sequence[Change]]) -> list[FieldChange]:
    """Each field's changes as two texts; long unchanged stretches are left out."""
    found: list[FieldChange] = []
    room = LONGEST_BODY
    for name, changes in fields.items():
        before = _within([piece for change in changes if change.op != "in" for piece in _pieces(change)], room // 2)
        after = _within([piece for change in changes if change.op != "out" for piece in _pieces(change)], room // 2)
        room = max(200, room - sum(len(text) for _, text in (*before, *after)))
        found.append(FieldChange(name=name, before=before, after=after))
    return found


def _pieces(change: Change) -> list[tuple[str, str]]:
    if change.op != "same" or len(change.text) <= 2 * _QUIET:
        return [(change.op, change.text)]
    return [("same", change.text[:_QUIET]), ("", ""), ("same", change.text[-_QUIET:])]


def _within(pieces: Sequence[tuple[str, str]], most: int) -> tuple[tuple[str, str], ...]:
    """The first pieces, `most` characters of them (markup counted roughly), then a gap."""
    kept: list[tuple[str, str]] = []
    for op, text in pieces:
        if most <= 0:
            return (*kept, ("", ""))
        kept.append((op, text[:most]))
        most -= len(text) + 12
    return tuple(kept)


def served_page(request: Request) -> Response:
    """The page as served, in a sandbox, beside the page as read."""
    number = read_number(request.query_params, "version", least=1, most=FAR, default=0)
    article = article_of(request, number or None)
    captures = context(request).archive.captures_of(article.url)
    found = [each for each in captures if each.ref == article.capture] or list(captures[-1:])
    return render(
        request,
        "served.html",
        title=article.title,
        article=article,
        article_id=read_id(request.path_params["id"]),
        paragraphs=repaired_paragraphs(article),
        served=memento_path(found[0]) if found and context(request).captures is not None else None,
        captured_at=found[0].captured_at if found else None,
    )
