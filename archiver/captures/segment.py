"""One capture file while it is written: whole members are added at its end, and a torn end is found and set aside.

Beside an open file `NAME` stands `NAME.open`, which holds the length that is known to be on disk. It goes when the file
is closed; one that is left behind with nobody holding its lock is what a crash leaves.
"""

import contextlib
import errno
import fcntl
import logging
import os
from pathlib import Path

from archiver.captures.members import member_end
from archiver.model.errors import CapturesRefused

logger = logging.getLogger(__name__)

MARK = ".open"
TORN = ".torn"


class Segment:
    """A capture file open for writing."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = 0
        self._synced = 0
        self._fd = self._mark = -1
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._mark = os.open(mark_of(path), os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o644)
            fcntl.flock(self._mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
            self._note(0)
        except OSError as problem:
            self._abandon()
            raise refused(path, problem) from problem

    def append(self, data: bytes) -> int:
        """Add one whole member and give its offset. Nothing of it stays when it does not fit."""
        offset, written = self.size, 0
        try:
            while written < len(data):
                written += os.write(self._fd, data[written:] if written else data)
        except OSError as problem:
            with contextlib.suppress(OSError):
                os.ftruncate(self._fd, offset)
                os.lseek(self._fd, offset, os.SEEK_SET)
            raise refused(self.path, problem) from problem
        self.size += written
        return offset

    def sync(self) -> None:
        """Put on disk what was added; after this a power cut loses none of it. A file that was deleted is refused: the
        system would take words for it without end.
        """
        if self._synced == self.size:
            return
        try:
            os.fdatasync(self._fd)
            self._note(self.size)
            if not os.path.samestat(os.fstat(self._fd), self.path.stat()):
                raise FileNotFoundError(errno.ENOENT, "the file was replaced while it was written")
        except OSError as problem:
            raise refused(self.path, problem) from problem
        self._synced = self.size

    def close(self) -> None:
        """Sync and close; a file without a single member is removed."""
        if self._fd < 0:
            return
        try:
            self.sync()
        finally:
            self._abandon(keep=self.size > 0)

    def _note(self, size: int) -> None:
        os.pwrite(self._mark, b"%020d\n" % size, 0)

    def _abandon(self, *, keep: bool = False) -> None:
        made = self._fd >= 0
        for fd in (self._fd, self._mark):
            if fd >= 0:
                with contextlib.suppress(OSError):
                    os.close(fd)
        with contextlib.suppress(OSError):
            if made and not keep:
                self.path.unlink(missing_ok=True)
            if self._mark >= 0:
                mark_of(self.path).unlink(missing_ok=True)
        self._fd = self._mark = -1


def mark_of(path: Path) -> Path:
    """The mark that stands beside an open capture file."""
    return path.with_name(path.name + MARK)


def refused(path: Path, problem: OSError) -> CapturesRefused:
    """The error to raise when the disk says no."""
    return CapturesRefused(f"captures cannot be written: {problem.strerror or problem}: {path}")


def recover_folder(folder: Path) -> tuple[Path, ...]:
    """Set aside the torn ends of files that a crash left open; gives the files that were cut.

    Files that a living process writes are left alone. The bytes that are cut off are kept in `NAME.torn`.
    """
    cut = []
    for mark in sorted(folder.rglob("*" + MARK)):
        path = mark.with_name(mark.name.removesuffix(MARK))
        try:
            with mark.open("rb") as held:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                known = held.read().strip()
                if path.exists() and cut_torn_end(path, start=int(known) if known.isdigit() else 0):
                    cut.append(path)
                mark.unlink(missing_ok=True)
        except BlockingIOError:
            continue
        except OSError as problem:
            raise refused(path, problem) from problem
    return tuple(cut)


def cut_torn_end(path: Path, *, start: int = 0) -> int:
    """Cut what follows the last whole member, keep it in `NAME.torn`, and give how many bytes that was.

    Members before `start` are trusted. The same file comes out on a second pass.
    """
    end = whole_length(path, start=start)
    torn = path.stat().st_size - end
    if torn <= 0:
        return 0
    with path.open("r+b") as stream:
        stream.seek(end)
        path.with_name(path.name + TORN).write_bytes(stream.read())
        stream.truncate(end)
    logger.warning("%d bytes of a capture that was being written are set aside: %s", torn, path)
    return torn


def whole_length(path: Path, *, start: int = 0) -> int:
    """How many bytes from the beginning of a file are whole members."""
    size = path.stat().st_size
    place = min(start, size)
    with path.open("rb") as stream:
        while place < size:
            end = member_end(stream, place)
            if end is None:
                break
            place = end
    return place
