"""Reading one page for a run, wherever it is done: here or in a process that can be stopped."""

import re
from dataclasses import dataclass

from archiver.crawl.verdict import article_refusal
from archiver.markup.feeds import Feed, read_feed
from archiver.markup.listings import Listing, read_listing
from archiver.markup.sitemaps import Sitemap, read_sitemap
from archiver.markup.xml import BadXml
from archiver.model.article import Article
from archiver.model.page import Page
from archiver.model.site import Site
from archiver.model.version import Captured
from archiver.model.visit import Kind
from archiver.parsers.article import read_article
from archiver.parsers.multipage import next_page_links
from archiver.parsers.trace import Trace
from archiver.text.decode import decode

_FEW_BLOCKS, _FEW_LETTERS = 60, 600
"""A page with more is no notice that something is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTask:
    """A page and what to read it as."""

    page: Page
    kind: Kind
    site: Site
    is_general: bool = False
    """Look whether a listing is an article, and give the links of what is none."""
    is_part: bool = False
    """A further page of an article: taken as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResult:
    """What a page holds."""

    article: Article | None = None
    refusal: str | None = None
    """Why it is no article; None when it is one, or when it was not read as one."""
    parts: tuple[str, ...] = ()
    """The addresses of the article's further pages."""
    listing: Listing | None = None
    feed: Feed | None = None
    sitemap: Sitemap | None = None
    problem: str | None = None
    """Why it could not be read at all."""
    kept: tuple[Captured, ...] = ()
    """Where the article's further pages are kept, once they are joined."""


def read_task(task: ReadTask) -> ReadResult:
    """Read a page as its kind asks. Never raises for any bytes, but may take long or much memory for hostile ones."""
    if task.kind is Kind.FEED or task.kind is Kind.SITEMAP:
        return _read_index(task)
    if task.kind is Kind.ARTICLE or (task.is_general and not _is_index_address(task.page.url)):
        result = _read_as_article(task)
        if result.refusal is None or not task.is_general:
            return result
        return ReadResult(refusal=result.refusal, listing=_read_listing(task))
    return ReadResult(listing=_read_listing(task))


def link_share(trace: Trace) -> float:
    """How much of the body stands inside links, 0 to 1."""
    body = trace.findings.body
    if body is None:
        return 0.0
    blocks = trace.reading.document.blocks
    taken = {piece.block for piece in body.pieces}
    total = sum(len(blocks[index].text) for index in taken)
    return sum(blocks[index].link_chars for index in taken) / total if total else 0.0


def shown_words(trace: Trace) -> str:
    """All that a page of few words shows; "" for one of many."""
    texts = [block.text for block in trace.reading.document.blocks[:_FEW_BLOCKS]]
    whole = " ".join(texts)
    return whole if len(texts) < _FEW_BLOCKS and len(whole) < _FEW_LETTERS else ""


def _read_as_article(task: ReadTask) -> ReadResult:
    trace = read_article(task.page, site=task.site if task.site.layouts or not task.is_general else None)
    parts = next_page_links(trace.reading.document)
    if task.is_part:
        return ReadResult(article=trace.article, parts=parts)
    pattern = task.site.article_url
    known = bool(pattern and re.search(pattern, task.page.url))
    refusal = article_refusal(
        trace.article, url=task.page.url, link_share=link_share(trace), is_known_shape=known, shown=shown_words(trace)
    )
    return ReadResult(article=None if refusal else trace.article, refusal=refusal, parts=() if refusal else parts)


def _read_listing(task: ReadTask) -> Listing:
    text = decode(task.page.body, task.page.content_type).text
    return read_listing(text, task.page.url, next_page=task.site.next_page)


def _read_index(task: ReadTask) -> ReadResult:
    try:
        if task.kind is Kind.FEED:
            return ReadResult(feed=read_feed(task.page.body, task.page.url))
        return ReadResult(sitemap=read_sitemap(task.page.body, task.page.url))
    except BadXml as problem:
        return ReadResult(problem=f"bad_{task.kind.value}: {problem}")


def _is_index_address(url: str) -> bool:
    """Whether an address is a host's front page, which is never an article."""
    return url.partition("://")[2].partition("/")[2] in ("", "index.html", "index.htm", "index.php")
