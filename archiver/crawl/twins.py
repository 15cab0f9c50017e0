"""The same article under many addresses of one site: the first one seen is the article's."""

import hashlib
from collections import OrderedDict

from archiver.model.article import Article

KEPT = 20_000
"""Articles that are remembered: the newest, so that a long run's memory stays flat."""


class Twins:
    """Remembers what the articles of a run say."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._seen: OrderedDict[bytes, str] = OrderedDict()

    def first(self, article: Article, url: str) -> str:
        """The address under which these words were seen first in this run; `url` itself when they are new.

        Words are title, body and day: two notices of one title on two days stay two articles.
        """
        day = article.published_at.date().isoformat() if article.published_at else ""
        text = "\x00".join((article.title or "", article.body or "", day))
        key = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=12).digest()
        first = self._seen.setdefault(key, url)
        if len(self._seen) > self._kept:
            self._seen.popitem(last=False)
        return first
