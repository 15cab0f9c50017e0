"""Where captures are kept: a folder, or S3-like storage by fsspec (extra `s3`), told apart by the name."""

import contextlib
import os
import re
import shutil
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote

from archiver.model.errors import CapturesRefused, ExtraMissing, NotFound

SPOOL = "ARCHIVER_SPOOL"
"""The environment's name for the folder in which files for remote storage are written."""
DEFAULT_SPOOL = "data/spool"
BLOCK = 1 << 18
"""Bytes asked for at a time from remote storage: most pages with their headers fit."""

_REMOTE = re.compile(r"^([a-z][a-z0-9+.-]+):/+(?=[^/])")
_MEMBERS = (".warc", ".warc.gz", ".warc.zst")


class Place:
    """A place for captures. Files are named relative to it."""

    def __init__(self, name: str | Path) -> None:
        """`name` is a folder or a URL such as `s3://bucket/news`; a `Path` of one, which has lost a slash, is one."""
        found = _REMOTE.match(str(name))
        self.url = f"{found[1]}://{str(name)[found.end() :]}".rstrip("/") if found else None
        self.folder = Path(name) if self.url is None else _spool() / quote(self.url, safe="")
        """Where files are written: the place itself, or the spool of a remote one."""

    @property
    def is_remote(self) -> bool:
        """Whether it is remote storage."""
        return self.url is not None

    def ask(self) -> None:
        """Ask remote storage whether it answers. Raises CapturesRefused, or ExtraMissing."""
        if self.url is None:
            return
        system = self._system()
        try:
            with contextlib.suppress(FileNotFoundError):  # nothing was put there yet
                system.info(self.url)
        except Exception as problem:  # each fsspec backend has errors of its own
            raise _refused("reached", problem, self.url) from problem

    def open(self, file: str) -> BinaryIO:
        """A file opened for reading anywhere in it; of remote ones only what is asked for is fetched.

        What is still in the spool is read there. Raises CapturesRefused when it cannot be opened, NotFound for a name
        that leads out of the place.
        """
        inside(file)
        local = self.folder / file
        if self.url is None or local.exists():
            return open_local(local)
        stream: BinaryIO
        try:
            stream = self._system().open(f"{self.url}/{file}", "rb", block_size=BLOCK)
        except Exception as problem:  # as above
            raise _refused("read", problem, f"{self.url}/{file}") from problem
        return stream

    def send(self) -> tuple[str, ...]:
        """Move the finished files of the spool to where they belong; their names. Nothing for a local folder.

        A file is finished when no mark of a writer stands beside it. It goes as one object, which appears whole or not
        at all; its size is compared before the local one is removed, so that a kill at any moment loses nothing.
        """
        if self.url is None or not self.folder.is_dir():
            return ()
        sent = []
        for path in sorted(each for each in self.folder.rglob("*") if each.name.endswith(_MEMBERS)):
            if not path.with_name(path.name + ".open").exists():
                name = path.relative_to(self.folder).as_posix()
                self._put(path, name)
                path.unlink(missing_ok=True)
                sent.append(name)
        return tuple(sent)

    def keep(self, file: Path, name: str) -> None:
        """Have a copy of a finished file under a name; one that is there with the same size stays.

        Raises CapturesRefused when another file has the name, or it cannot be kept.
        """
        inside(name)
        there = self._size(name)
        if there is None:
            if self.url is None:
                _link_or_copy(file, self.folder / name)
            else:
                self._put(file, name)
        elif there != file.stat().st_size:
            raise CapturesRefused(f"another file of this name is kept already: {name}")

    def files(self) -> Iterator[str]:
        """The names of all capture files, in order."""
        names = {path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.warc*") if path.is_file()}
        if self.url is not None:
            root = self._system()._strip_protocol(self.url)  # fsspec's own way to its bare names
            with contextlib.suppress(FileNotFoundError):
                names |= {str(each).removeprefix(root).lstrip("/") for each in self._system().find(self.url)}
        yield from sorted(name for name in names if name.endswith(_MEMBERS))

    def _put(self, path: Path, name: str) -> None:
        size = path.stat().st_size
        try:
            self._system().put_file(str(path), f"{self.url}/{name}")
            there = self._size(name)
        except Exception as problem:  # as above
            raise _refused("written", problem, f"{self.url}/{name}") from problem
        if there != size:
            raise CapturesRefused(f"{there} bytes arrived, expected {size}: {self.url}/{name}")

    def _size(self, name: str) -> int | None:
        """How long a file is; None when there is none."""
        if self.url is None:
            path = self.folder / name
            return path.stat().st_size if path.exists() else None
        system = self._system()
        try:
            system.invalidate_cache()
            return int(system.info(f"{self.url}/{name}")["size"])
        except FileNotFoundError:
            return None

    def _system(self) -> Any:
        return _system(str(self.url).partition("://")[0])


@lru_cache(256)
def place_of(name: str | Path) -> Place:
    """The place of that name; asked for by every reader of a capture, so it is kept."""
    return Place(name)


def inside(file: str) -> None:
    """Raise NotFound for a name that leads out of the place: records come from anywhere."""
    if file.startswith("/") or "\\" in file or ".." in file.split("/"):
        raise NotFound(f"the name leads out of the captures folder: {file!r}")


def open_local(path: Path) -> BinaryIO:
    """A local file; raises CapturesRefused when it cannot be opened."""
    try:
        return path.open("rb")
    except OSError as problem:
        raise CapturesRefused(f"captures cannot be read: {problem.strerror}: {path}") from problem


def _spool() -> Path:
    return Path(os.environ.get(SPOOL) or DEFAULT_SPOOL)


@lru_cache(8)
def _system(protocol: str) -> Any:
    try:
        import fsspec

        return fsspec.filesystem(protocol)
    except ImportError as error:
        raise ExtraMissing(f"captures on {protocol}:// need the extra: pip install 'archiver[s3]'") from error
    except ValueError as error:
        raise CapturesRefused(f"no storage is known by the name {protocol}://") from error


def _refused(doing: str, problem: Exception, name: str) -> CapturesRefused:
    words = str(problem).strip().splitlines() or [type(problem).__name__]
    return CapturesRefused(f"captures cannot be {doing}: {words[0]}: {name}")


def _link_or_copy(found: Path, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(found, target)
        except OSError:
            half = target.with_name(target.name + ".part")
            shutil.copyfile(found, half)
            half.rename(target)
    except OSError as error:
        raise CapturesRefused(f"cannot keep {found.name}: {error.strerror}") from error
