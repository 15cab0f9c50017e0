"""Telling what kind of record stands somewhere, from its first bytes alone."""

import zlib
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import zstandard

from archiver.captures.place import place_of
from archiver.model.article import CaptureRef
from archiver.model.errors import ArchiverError

_HEAD = 2_048
"""Bytes read of a member: its first lines say its type."""


class Kinds:
    """Tells of captures whether they are revisit records; keeps the last file open, since they come file by file."""

    def __init__(self, folder: Path | str) -> None:
        self._place = place_of(folder)
        self._stack = ExitStack()
        self._name = ""
        self._stream: BinaryIO | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def is_revisit(self, ref: CaptureRef) -> bool:
        """Whether a revisit record stands there; False when it cannot be read."""
        try:
            stream = self._open(ref.file)
            if stream is None:
                return False
            stream.seek(ref.offset)
            return b"\r\nwarc-type: revisit\r\n" in _first_lines(stream.read(_HEAD)).lower()
        except (ArchiverError, OSError):
            return False

    def _open(self, file: str) -> BinaryIO | None:
        if file != self._name:
            self._stack.close()
            self._name, self._stream = file, None
            self._stream = self._stack.enter_context(self._place.open(file))
        return self._stream


def _first_lines(data: bytes) -> bytes:
    """The first bytes of a record, uncompressed as far as they can be."""
    try:
        if data[:2] == b"\x1f\x8b":
            return zlib.decompressobj(31).decompress(data, _HEAD)
        if data[:4] == b"\x28\xb5\x2f\xfd":
            return _first_zstd(data)
    except (zlib.error, zstandard.ZstdError):
        return b""
    return data


def _first_zstd(data: bytes) -> bytes:
    with zstandard.ZstdDecompressor().stream_reader(data) as stream:
        return stream.read(_HEAD)
