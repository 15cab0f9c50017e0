"""Small pages of our own, and how the tests read them."""

from archiver.markup.reader import read_document
from archiver.model.page import Page
from archiver.model.reading import Reading

URL = "https://news.example/2024/05/t20240501_12.html"


def read(html: str, *, url: str = URL) -> Reading:
    """The page ready for a field parser: nothing repaired, hidden blocks not kept."""
    document = read_document(Page(url=url, body=html.encode()))
    return Reading(document=document, kept=tuple(b.hidden is None for b in document.blocks), url=url)


def paragraphs(count: int = 5) -> str:
    """Paragraphs long enough to be an article's."""
    words = "工作队走进牧区为群众看病送药，帮助当地学校改善条件，大家对今年的收成充满信心。"
    return "".join(f"<p>第{n}段。{words}{words}</p>" for n in range(count))


def page_of(html: str, url: str = URL) -> Page:
    """The page as it would be fetched."""
    return Page(url=url, body=html.encode(), content_type="text/html; charset=utf-8")
