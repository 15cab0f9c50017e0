"""The crawl's fixtures, for hostile servers."""

from tests.crawl.conftest import crawl, ledger, other, site

__all__ = ["crawl", "ledger", "other", "site"]
