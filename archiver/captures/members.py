"""Where the members of a capture file begin and end."""

import zlib
from typing import BinaryIO

import zstandard

_STEP = 1 << 16


def member_end(stream: BinaryIO, place: int) -> int | None:
    """Where the compressed member that begins at `place` ends; None when it is torn or none begins there."""
    stream.seek(place)
    head = stream.read(4)
    stream.seek(place)
    if head[:3] == b"\x1f\x8b\x08":
        return _gzip_end(stream, place)
    if head == b"\x28\xb5\x2f\xfd":
        return _zstd_end(stream, place)
    return None


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
