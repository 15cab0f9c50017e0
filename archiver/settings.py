"""Settings: where the archive lives, from flags, environment and defaults."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass

DEFAULT_DB = "sqlite:///data/archive.db"
DEFAULT_CAPTURES = "data/captures"

_PASSWORD = re.compile(r"(?<=://)([^:/@\s]*):([^@\s]*)@")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where the database and the captures are."""

    db: str
    """SQLAlchemy URL of SQLite or PostgreSQL."""
    captures: str
    """Folder, or fsspec URL, of the WARC files."""


def read_settings(
    *, db: str | None = None, captures: str | None = None, environ: Mapping[str, str] | None = None
) -> Settings:
    """The settings in force: a flag wins over the environment, which wins over the default.

    >>> read_settings(db=None, environ={"ARCHIVER_DB": "sqlite:///a.db"}).db
    'sqlite:///a.db'
    >>> read_settings(db="sqlite:///b.db", environ={"ARCHIVER_DB": "sqlite:///a.db"}).db
    'sqlite:///b.db'
    """
    env = os.environ if environ is None else environ
    return Settings(
        db=db or env.get("ARCHIVER_DB") or DEFAULT_DB,
        captures=captures or env.get("ARCHIVER_CAPTURES") or DEFAULT_CAPTURES,
    )


def hide_password(text: str) -> str:
    """The text with the passwords of its URLs blotted out.

    >>> hide_password("cannot open postgresql://me:secret@db/news")
    'cannot open postgresql://me:***@db/news'
    """
    return _PASSWORD.sub(r"\1:***@", text)
