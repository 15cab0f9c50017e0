"""What `archiver doctor` looks at: one small examination a part, each with its finding and advice."""

import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from archiver.captures.place import Place
from archiver.model.errors import ArchiverError
from archiver.project.file import Project
from archiver.settings import Settings, hide_password

ROOM_WANTED = 1 << 30
"""Bytes that should be free where captures are written: a day of a busy site is a few hundred megabytes."""
FILES_WANTED = 256
"""Open files that a crawl with its reading processes needs."""
EXTRAS = {
    "postgres": ("psycopg", "PostgreSQL as the database"),
    "parquet": ("pyarrow", "export to Parquet"),
    "s3": ("s3fs", "captures on S3-like storage"),
    "worker": ("procrastinate", "work shared among machines"),
    "browser": ("scrapy_playwright", "pages that need JavaScript"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One part of the set-up."""

    state: str
    """`ok`, `left out` (an extra that is not needed here) or `wrong`."""
    what: str
    found: str
    advice: str = ""


def examine(settings: Settings, project: Project) -> Iterator[Finding]:
    """All findings, one after the other. Nothing is written; of all that is remote, only the archive's own is asked."""
    yield _python()
    yield _sqlite()
    yield _files()
    yield _project(project)
    yield _sites()
    yield _database(settings.db)
    yield _captures(settings.captures)
    yield from _extras(settings)


def _python() -> Finding:
    return Finding(state="ok", what="Python", found=sys.version.split()[0])


def _sqlite() -> Finding:
    try:
        sqlite3.connect(":memory:").execute("CREATE VIRTUAL TABLE words USING fts5(text)")
    except sqlite3.OperationalError as problem:
        advice = "use a Python whose SQLite was built with FTS5"
        return Finding(state="wrong", what="SQLite", found=f"{sqlite3.sqlite_version}, {problem}", advice=advice)
    return Finding(state="ok", what="SQLite", found=f"{sqlite3.sqlite_version} with FTS5")


def _files() -> Finding:
    try:
        import resource
    except ImportError:
        return Finding(state="ok", what="open files", found="not limited")
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if 0 <= limit < FILES_WANTED:
        advice = f"raise it: ulimit -n {FILES_WANTED * 4}"
        return Finding(state="wrong", what="open files", found=f"at most {limit}", advice=advice)
    return Finding(state="ok", what="open files", found=f"at most {limit}")


def _project(project: Project) -> Finding:
    if project.path is None:
        advice = "make one: archiver init"
        return Finding(state="left out", what="archiver.toml", found="none here or above", advice=advice)
    contact = project.manners.contact or project.manners.user_agent
    advice = "" if contact else "name a contact under [crawl], so that site owners reach you"
    return Finding(state="ok", what="archiver.toml", found=str(project.path), advice=advice)


def _sites() -> Finding:
    from archiver.crawl.sites import known_sites

    try:
        return Finding(state="ok", what="sites", found=f"{len(known_sites())} known")
    except Exception as problem:  # noqa: BLE001 - a spider of the user's own may fail in any way
        return Finding(state="wrong", what="sites", found=str(problem), advice="mend or remove that spider's file")


def _database(url: str) -> Finding:
    from archiver.store.archive import Archive

    shown = hide_password(url)
    place = url.partition(":///")[2]
    if url.startswith("sqlite") and not Path(place).exists():
        return _room(Path(place).parent, what="database", found=f"{shown}, made when first written")
    try:
        with Archive.open(url, read_only=True) as archive:
            runs = archive.runs(limit=1)
    except ArchiverError as problem:
        return Finding(state="wrong", what="database", found=hide_password(str(problem)))
    found = f"{shown}, last run {runs[0].started_at:%Y-%m-%d %H:%M}" if runs else f"{shown}, no run yet"
    return Finding(state="ok", what="database", found=found)


def _captures(name: str) -> Finding:
    place = Place(name)
    if not place.is_remote:
        return _room(Path(name), what="captures", found=name)
    shown = hide_password(name)
    try:
        place.ask()
    except ArchiverError as problem:
        return Finding(state="wrong", what="captures", found=shown, advice=hide_password(str(problem)))
    return Finding(state="ok", what="captures", found=f"{shown}, which answers")


def _room(folder: Path, *, what: str, found: str) -> Finding:
    """Whether a folder, or the nearest above it that is there, can be written and has room."""
    there = next(each for each in (folder.absolute(), *folder.absolute().parents) if each.exists())
    if not os.access(there, os.W_OK):
        return Finding(state="wrong", what=what, found=found, advice=f"{there} cannot be written by this user")
    free = shutil.disk_usage(there).free
    if free < ROOM_WANTED:
        return Finding(state="wrong", what=what, found=f"{found}, {free >> 20} MB free", advice="make room")
    return Finding(state="ok", what=what, found=f"{found}, {free >> 30} GB free")


def _extras(settings: Settings) -> Iterator[Finding]:
    needed = {
        "postgres": settings.db.startswith("postgres"),
        "s3": settings.captures.startswith("s3://"),
    }
    for extra, (module, use) in EXTRAS.items():
        advice = f"pip install 'archiver[{extra}]'"
        if find_spec(module) is not None:
            yield Finding(state="ok", what=f"extra {extra}", found=use)
        elif needed.get(extra):
            yield Finding(state="wrong", what=f"extra {extra}", found=f"missing: {use}", advice=advice)
        else:
            yield Finding(state="left out", what=f"extra {extra}", found=use, advice=advice)
