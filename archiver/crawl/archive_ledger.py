"""The archive as the ledger of a crawl."""

from archiver.store.archive import Archive


def open_ledger(url: str) -> Archive:
    """The archive of a URL, for writing; use it in a `with` statement. Raises as `Archive.open` does."""
    return Archive.open(url)
