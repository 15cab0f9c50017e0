"""Copying single captures out of their files, byte for byte, so that they can be handed on and verified."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord

from archiver.captures.members import member_end
from archiver.captures.place import place_of
from archiver.captures.reader import origin_of_capture
from archiver.model.article import CaptureRef
from archiver.model.errors import NotFound

_ENDINGS = {b"\x1f\x8b": ".warc.gz", b"\x28\xb5": ".warc.zst", b"WA": ".warc"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One record as it stands in its file."""

    kind: str
    """`response`, `revisit`, `request` …"""
    url: str | None
    file: str
    offset: int
    data: bytes

    @property
    def ending(self) -> str:
        """The ending of a file that is made of such members."""
        return _ENDINGS[self.data[:2]]


def copy_capture(ref: CaptureRef, folder: Path | str) -> tuple[Member, ...]:
    """The records of a capture: what was answered, what was asked, and for a revisit the capture that holds the body.

    Raises NotFound when it is not there whole, CapturesRefused when its file cannot be opened.
    """
    members = list(_answer_and_request(ref, folder))
    if members[0].kind == "revisit":
        first, _, _ = origin_of_capture(ref, Path(folder))
        members += _answer_and_request(first, folder)
    return tuple(members)


def _answer_and_request(ref: CaptureRef, folder: Path | str) -> Iterator[Member]:
    with place_of(folder).open(ref.file) as stream:
        answer, record = _member(stream, ref.file, ref.offset)
        yield answer
        try:
            request, asked = _member(stream, ref.file, ref.offset + len(answer.data))
        except NotFound:
            return
        if request.kind == "request" and asked.headers.get("WARC-Concurrent-To") == record.headers.get(
            "WARC-Record-ID"
        ):
            yield request


def _member(stream: BinaryIO, file: str, offset: int) -> tuple[Member, WarcRecord]:
    end = member_end(stream, offset)
    if end is None:
        raise NotFound(f"no whole capture at {offset} of {file}")
    stream.seek(offset)
    data = stream.read(end - offset)
    record = next(iter(ArchiveIterator(BytesIO(data), parse_http=False)), None)
    if record is None:
        raise NotFound(f"no record at {offset} of {file}")
    url = record.headers.get("WARC-Target-URI")
    return Member(kind=record.headers.get("WARC-Type") or "", url=url, file=file, offset=offset, data=data), record
