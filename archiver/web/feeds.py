"""Any search as a feed: Atom (RFC 4287) and JSON Feed 1.1."""

from datetime import UTC, datetime
from typing import cast
from urllib.parse import urlencode
from xml.etree import ElementTree as Tree

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from archiver.model.article import Article
from archiver.model.saved import SavedSearch
from archiver.model.search import SearchResult
from archiver.store.search_door import FilterValues
from archiver.web.context import context
from archiver.web.finding import find
from archiver.web.params import Question, read_question

_ATOM = "http://www.w3.org/2005/Atom"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def atom(request: Request) -> Response:
    """The newest articles that match, as Atom."""
    asked, result = _newest(request)
    feed = Tree.Element(f"{{{_ATOM}}}feed")
    _add(feed, "id", str(request.url.replace(fragment="")))
    _add(feed, "title", _title(asked))
    _add(feed, "updated", _stamp(max((_moment(hit.article) for hit in result), default=_EPOCH)))
    _add(feed, "link", rel="self", href=str(request.url))
    _add(feed, "link", rel="alternate", href=_page(request, asked))
    _add(_add(feed, "author"), "name", "archiver")
    for hit in result:
        _entry(feed, hit.article, request, hit.snippet.text)
    Tree.register_namespace("", _ATOM)
    body = Tree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return Response(body, media_type="application/atom+xml")


def _entry(feed: Tree.Element, article: Article, request: Request, summary: str) -> None:
    entry = _add(feed, "entry")
    link = str(request.url_for("article_page", id=article.id))
    _add(entry, "id", link)
    _add(entry, "title", article.title or article.url)
    _add(entry, "updated", _stamp(article.modified_at or _moment(article)))
    if article.published_at:
        _add(entry, "published", _stamp(article.published_at))
    _add(entry, "link", rel="alternate", href=link)
    _add(entry, "link", rel="via", href=article.url)
    _add(entry, "summary", summary)
    for name in article.authors:
        _add(_add(entry, "author"), "name", name)


def json_feed(request: Request) -> JSONResponse:
    """The newest articles that match, as JSON Feed."""
    asked, result = _newest(request)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(asked),
        "home_page_url": _page(request, asked),
        "feed_url": str(request.url),
        "items": [_item(hit.article, request, hit.snippet.text) for hit in result],
    }
    return JSONResponse(feed, media_type="application/feed+json")


def _item(article: Article, request: Request, summary: str) -> dict[str, object]:
    link = str(request.url_for("article_page", id=article.id))
    item: dict[str, object] = {
        "id": link,
        "url": link,
        "external_url": article.url,
        "title": article.title or article.url,
        "content_text": article.body or "",
        "summary": summary,
        "date_published": _moment(article).isoformat(),
    }
    if article.authors:
        item["authors"] = [{"name": name} for name in article.authors]
    if article.language:
        item["language"] = article.language
    return item


def _newest(request: Request) -> tuple[Question, SearchResult]:
    asked = read_question(request.query_params, limit=50)
    archive = context(request).archive
    if name := request.query_params.get("saved", ""):
        asked = _saved(archive.saved_search(name[:64]), asked.limit)
    return asked, find(archive, asked, sort="newest")


def _saved(search: SavedSearch, limit: int) -> Question:
    """The question that a saved search asks; its name is the feed's title."""
    filters = cast("FilterValues", dict(search.filters))
    return Question(words=search.words, filters=filters, sort=None, limit=limit, cursor=None, name=search.name)


def _title(asked: Question) -> str:
    what = asked.name or asked.words
    return f"新闻档案 News archive: {what}" if what else "新闻档案 News archive"


def _page(request: Request, asked: Question) -> str:
    return str(request.url_for("search_page")) + (f"?{urlencode(asked.pairs)}" if asked.pairs else "")


def _moment(article: Article) -> datetime:
    return article.published_at or article.captured_at or _EPOCH


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _add(parent: Tree.Element, name: str, text: str | None = None, **attributes: str) -> Tree.Element:
    child = Tree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    if text is not None:
        child.text = _xml(text)
    return child


def _xml(text: str) -> str:
    """The text without characters that XML 1.0 cannot hold."""
    return "".join(
        c if c >= " " or c in "\t\n\r" else " " for c in text if c < "\ud800" or "\udfff" < c < "\ufffe" or c > "\uffff"
    )
