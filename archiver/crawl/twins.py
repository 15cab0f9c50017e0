"""The same article under many addresses of one site: the first one seen is the article's."""

import hashlib
import re
from collections import OrderedDict
from urllib.parse import urlsplit

from archiver.model.article import Article

KEPT = 4_000
"""Articles that are remembered: the newest, so that a long run's memory stays flat."""


class Twins:
    """Remembers what the articles of a run say."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._seen: OrderedDict[bytes, str] = OrderedDict()

    def first(self, article: Article, url: str) -> str:
        """The address under which this article was seen first in this run; `url` itself when it is new.

        The same article has the same title, body and day, and its addresses end alike: the same words under another
        name may be another publication, and are left to the archive's families.
        """
        day = article.published_at.date().isoformat() if article.published_at else ""
        text = "\x00".join((article.title or "", article.body or "", day, name_in_url(url)))
        key = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=12).digest()
        first = self._seen.setdefault(key, url)
        if len(self._seen) > self._kept:
            self._seen.popitem(last=False)
        return first


def name_in_url(url: str) -> str:
    """What names the article in its address: the last telling segment of the path, and its numbers when it has none.

    >>> name_in_url("http://a.cn/s/0f3a/n/t20240301_17.html?from=list"), name_in_url("http://a.cn/n/t20240301_17.html/print")
    ('t20240301_17.html', 't20240301_17.html')
    >>> name_in_url("http://a.cn/show.php?ref=abc&id=17")
    'show.php 17'
    """
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment and segment.lower() not in _WRAPPERS]
    name = segments[-1] if segments else ""
    if re.search(r"\d", name):
        return name
    numbers = sorted(re.findall(r"(?<==)\d+(?=&|$)", parts.query))
    return " ".join((name, *numbers))


_WRAPPERS = frozenset({"print", "amp", "mobile", "m", "full", "all", "index.html", "index.htm"})
