"""The addresses under which articles are known."""

from collections.abc import Iterator

from archiver.store.batch import ADDRESSES, ARTICLES, Batch, Row
from archiver.store.clean import clean_text
from archiver.store.codec import url_hash
from archiver.store.identity import Addresses, addresses_of


class AddressBook:
    """Which article each address leads to, for one batch."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch

    def owners(self, page: Addresses) -> Iterator[Row]:
        """The articles that own an address of the page: the fetched one first, each once."""
        tried: set[int] = set()
        for key in (page.fetched_hash, page.canonical_hash, page.asked_hash, page.bare_hash):
            number = self._batch.addresses.get(key) if key else None
            if number is not None and number not in tried:
                tried.add(number)
                yield self._batch.articles[number]

    def claim(self, page: Addresses, *, article_id: int | None) -> Addresses:
        """The addresses an article may call its own: a canonical one that another owns is not."""
        if self._batch.addresses.get(page.canonical_hash) in (None, article_id):
            return page
        return addresses_of(page.asked, page.fetched, page.fetched)

    def add(self, page: Addresses, article_id: int) -> None:
        """Have all the page's addresses lead to the article."""
        self._add(page.fetched, page.fetched_hash, article_id, "fetched")
        self._add(page.canonical, page.canonical_hash, article_id, "canonical")
        self._add(page.asked, page.asked_hash, article_id, "asked")
        if page.bare and page.bare_hash:
            self._add(page.bare, page.bare_hash, article_id, "asked")

    def _take_back(self, key: str, owner: int) -> None:
        """An article that named this address as its own was wrong: its own is where it was fetched."""
        row = self._batch.articles.get(owner)
        if row is not None and url_hash(row["canonical_url"]) == key != url_hash(row["url"]):
            row["canonical_url"] = row["url"]
            self._batch.touch(ARTICLES, row)

    def add_copy(self, page: Addresses, article_id: int) -> None:
        """Have a copy's address lead to the article."""
        self._add(page.fetched, page.fetched_hash, article_id, "asked")

    def _add(self, url: str, key: str, article_id: int, role: str) -> None:
        batch = self._batch
        owner = batch.addresses.get(key)
        if owner is None:
            batch.add(ADDRESSES, {"url_hash": key, "url": clean_text(url), "article_id": article_id, "role": role})
        elif owner != article_id and role == "fetched":
            batch.repoint(key, article_id)
            self._take_back(key, owner)
        elif owner != article_id:
            return
        batch.addresses[key] = article_id
