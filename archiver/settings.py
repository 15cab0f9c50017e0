"""Settings: where the archive lives, from flags, environment, project file and defaults."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from archiver.project.file import Project, read_project

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
    *,
    db: str | None = None,
    captures: str | None = None,
    environ: Mapping[str, str] | None = None,
    project: Project | None = None,
) -> Settings:
    """The settings in force: a flag wins over the environment, that over the project file, that over the default.

    Relative paths in a project file are meant from the file's folder. Raises `UsageError` for a faulty project file.

    >>> read_settings(db=None, environ={"ARCHIVER_DB": "sqlite:///a.db"}, project=Project()).db
    'sqlite:///a.db'
    >>> read_settings(db="sqlite:///b.db", environ={"ARCHIVER_DB": "sqlite:///a.db"}, project=Project()).db
    'sqlite:///b.db'
    """
    env = os.environ if environ is None else environ
    said = project or read_project()
    return Settings(
        db=db or env.get("ARCHIVER_DB") or _database(said) or DEFAULT_DB,
        captures=captures or env.get("ARCHIVER_CAPTURES") or _captures(said) or DEFAULT_CAPTURES,
    )


def _database(project: Project) -> str | None:
    url = project.archive.get("db")
    folder = _folder(project)
    if not isinstance(url, str) or folder is None:
        return None
    scheme, mark, place = url.partition(":///")
    if not mark or not scheme.startswith("sqlite") or not place or place == ":memory:" or Path(place).is_absolute():
        return url
    return f"{scheme}:///{folder / place}"


def _captures(project: Project) -> str | None:
    place = project.archive.get("captures")
    folder = _folder(project)
    if not isinstance(place, str) or folder is None:
        return None
    return place if "://" in place else str(folder / place)


def _folder(project: Project) -> Path | None:
    return project.path.parent if project.path else None


def hide_password(text: str) -> str:
    """The text with the passwords of its URLs blotted out.

    >>> hide_password("cannot open postgresql://me:secret@db/news")
    'cannot open postgresql://me:***@db/news'
    """
    return _PASSWORD.sub(r"\1:***@", text)
