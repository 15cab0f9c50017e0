"""A news archiver: pages go in, clean, dated, credited records come out and can be asked for years later."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archiver.model.article import Article
    from archiver.parsers.extract import extract
    from archiver.store.archive import Archive

__all__ = ["Archive", "Article", "extract"]

_HOMES = {
    "Archive": "archiver.store.archive",
    "Article": "archiver.model.article",
    "extract": "archiver.parsers.extract",
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for, so that `archiver --help` stays quick."""
    if name not in _HOMES:
        raise AttributeError(f"module 'archiver' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
