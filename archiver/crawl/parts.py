"""Articles on several pages: fetch the further ones and make one article of them."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from archiver.crawl.reading import ReadResult, ReadTask
from archiver.model.article import Article
from archiver.model.page import Page
from archiver.model.visit import Kind
from archiver.parsers.multipage import join_pages
from archiver.text.urls import normalise_url

MOST = 40
"""Pages of one article that are fetched; longer ones are books or traps."""

PartFetcher = Callable[[str], Awaitable[Page | None]]
"""Fetches a further page within scope and keeps it; None when it cannot be had."""


async def join_parts(
    result: ReadResult, task: ReadTask, *, fetch: PartFetcher, read: Callable[[ReadTask], Awaitable[ReadResult]]
) -> ReadResult:
    """The result for a whole article. A part that cannot be had makes it a problem: half an article is not kept."""
    if result.article is None:
        return result
    articles: list[Article] = [result.article]
    seen = {task.page.url}
    waiting = list(result.parts)
    while waiting and len(articles) < MOST:
        url = normalise_url(waiting.pop(0))
        if url is None or url in seen:
            continue
        seen.add(url)
        page = await fetch(url)
        if page is None:
            return ReadResult(problem=f"part_lost: {url}")
        part = await read(replace(task, page=page, is_part=True, kind=Kind.ARTICLE))
        if part.article is None:
            return ReadResult(problem=f"part_unread: {part.problem}: {url}")
        articles.append(part.article)
        waiting.extend(each for each in part.parts if each not in seen and each not in waiting)
    return replace(result, article=join_pages(articles), parts=())
