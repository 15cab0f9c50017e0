"""Looking at captures for `archiver check`: single ones, and the ends of their files."""

import fcntl
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from archiver.captures.members import member_end
from archiver.captures.place import Place, place_of
from archiver.captures.reader import read_capture
from archiver.captures.records import payload_digest
from archiver.captures.segment import cut_torn_end, mark_of
from archiver.model.article import CaptureRef
from archiver.model.errors import ArchiverError

_STARTS = re.compile(rb"\x1f\x8b\x08|\x28\xb5\x2f\xfd|WARC/1\.[01]\r\n")
_SCAN = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class TornFile:
    """A capture file with bytes that are no whole member."""

    file: str
    whole: int
    """Bytes from its beginning that are well."""
    torn: int
    """Bytes after these."""
    is_tail: bool
    """Whether nothing whole follows, so that they can be cut off."""


def look_at(ref: CaptureRef, folder: Path | str) -> str | None:
    """What is wrong with a capture; None when its bytes are there, whole, and those of its digest."""
    try:
        page = read_capture(ref, Path(folder))
    except ArchiverError as error:
        return str(error)
    if ref.digest.startswith("sha1:") and payload_digest(page.body) != ref.digest:
        return f"other bytes than were kept: {payload_digest(page.body)}, expected {ref.digest}"
    return None


def torn_files(folder: Path | str, trusted: Mapping[str, int]) -> Iterator[TornFile]:
    """The files whose end is torn, be it by a single byte; those that a living process writes are left alone.

    `trusted` gives for each file a place where a member begins that is known to be well, such as the last one that the
    index names: only what comes after is read.
    """
    place = place_of(folder)
    for file in place.files():
        if place.is_remote or not _is_written(place.folder / file):
            found = _torn_end(place, file, trusted.get(file, 0))
            if found is not None:
                yield found


def mend(folder: Path | str, torn: TornFile) -> bool:
    """Cut a torn tail off and keep it beside the file in `NAME.torn`; whether that could be done."""
    place = place_of(folder)
    path = place.folder / torn.file
    return torn.is_tail and path.is_file() and cut_torn_end(path, start=torn.whole) > 0


def _torn_end(place: Place, file: str, start: int) -> TornFile | None:
    with place.open(file) as stream:
        size = stream.seek(0, 2)
        whole = start if member_end(stream, start) is not None else 0
        while whole < size:
            end = member_end(stream, whole)
            if end is None:
                is_tail = not _any_member(stream, whole + 1)
                return TornFile(file=file, whole=whole, torn=size - whole, is_tail=is_tail)
            whole = end
    return None


def _any_member(stream: BinaryIO, place: int) -> bool:
    """Whether a whole member begins anywhere from a place on."""
    while True:
        stream.seek(place)
        data = stream.read(_SCAN)
        for found in _STARTS.finditer(data):
            if member_end(stream, place + found.start()) is not None:
                return True
        if len(data) < _SCAN:
            return False
        place += _SCAN - 16


def _is_written(path: Path) -> bool:
    """Whether a living process holds the file open for writing."""
    try:
        with mark_of(path).open("rb") as held:
            return not _can_lock(held)
    except OSError:
        return False


def _can_lock(held: BinaryIO) -> bool:
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
