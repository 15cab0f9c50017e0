"""Where the members of a capture file begin and end."""

import re
import zlib
from typing import BinaryIO

import zstandard

_STEP = 1 << 16
_HEAD = 1 << 16
"""Bytes within which the headers of a plain record must end."""
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,15})[ \t]*\r\n", re.IGNORECASE)


def member_end(stream: BinaryIO, place: int) -> int | None:
    """Where the member (or the plain record) that begins at `place` ends; None when it is torn or none begins there."""
    stream.seek(place)
    head = stream.read(4)
    stream.seek(place)
    if head[:3] == b"\x1f\x8b\x08":
        return _gzip_end(stream, place)
    if head == b"\x28\xb5\x2f\xfd":
        return _zstd_end(stream, place)
    return _plain_end(stream, place) if head == b"WARC" else None


def _plain_end(stream: BinaryIO, place: int) -> int | None:
    head = stream.read(_HEAD)
    close = head.find(b"\r\n\r\n")
    length = _LENGTH.search(head, 0, close + 2) if close >= 0 else None
    if length is None:
        return None
    end = place + close + 4 + int(length[1])
    stream.seek(end)
    return end + 4 if stream.read(4) == b"\r\n\r\n" else None


def _gzip_end(stream: BinaryIO, place: int) -> int | None:
    engine = zlib.decompressobj(31)
    read = 0
    try:
        while data := stream.read(_STEP):
            read += len(data)
            while data and not engine.eof:
                engine.decompress(data, _STEP)
                data = engine.unconsumed_tail
            if engine.eof:
                return place + read - len(engine.unused_data)
    except zlib.error:
        return None
    return None


def _zstd_end(stream: BinaryIO, place: int) -> int | None:
    engine = zstandard.ZstdDecompressor().decompressobj()
    read = 0
    try:
        while data := stream.read(_STEP):
            read += len(data)
            engine.decompress(data)
            if engine.eof:
                return place + read - len(engine.unused_data)
    except zstandard.ZstdError:
        return None
    return None
