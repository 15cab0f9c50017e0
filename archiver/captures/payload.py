"""Undo the transfer and content encodings of a stored body, within bounds."""

import contextlib
import zlib
from collections.abc import Iterable, Iterator

import brotli  # type: ignore[import-untyped]  # brotli ships no types
import zstandard

MAX_BODY = 64 * 1024 * 1024
"""Bytes that one body may grow to; more is a bomb or no page (a live page is held to 8 MB before it is kept)."""
_STEP = 64 * 1024
_MOST_CODINGS = 5


class BodyTooLarge(ValueError):
    """A body grows past the bound while its encodings are undone."""


class BodyBroken(ValueError):
    """A body is not what its encoding says, or ends before its end."""


def decode_body(body: bytes, headers: Iterable[tuple[str, str]], *, limit: int = MAX_BODY) -> bytes:
    """Undo the encodings that the headers name. Raises `BodyTooLarge` and `BodyBroken`.

    A body that is plain although a header says otherwise comes back as it is: other tools undo encodings and leave the
    header (Common Crawl's older files, browsers' savings).
    """
    names: dict[str, list[str]] = {"transfer-encoding": [], "content-encoding": []}
    for name, value in headers:
        if name.lower() in names:
            names[name.lower()].extend(part.strip().lower() for part in value.split(","))
    if "chunked" in names["transfer-encoding"]:
        body = unchunk(body)
    for coding in reversed(names["content-encoding"]):
        body = _undo(body, coding, limit)
    if len(body) > limit:
        raise BodyTooLarge(f"body of {len(body)} bytes, expected at most {limit}")
    return body


def decode_beginning(body: bytes, headers: Iterable[tuple[str, str]], *, limit: int) -> bytes:
    """As much of a body as can be had, up to the limit: of one that was cut, or that has no end. Never raises."""
    codings = [part for name, value in headers if name.lower() == "content-encoding" for part in value.split(",")]
    for coding in reversed(codings[:_MOST_CODINGS]):
        body = b"".join(_while_whole(_open(body, coding.strip().lower()), limit))
    return body[:limit]


def _while_whole(pieces: Iterator[bytes], limit: int) -> Iterator[bytes]:
    with contextlib.suppress(BodyBroken):
        for piece in pieces:
            yield piece
            limit -= len(piece)
            if limit <= 0:
                return


def unchunk(body: bytes) -> bytes:
    """Undo chunked transfer encoding; a body that is not chunked comes back as it is. Raises `BodyBroken` when cut."""
    out: list[bytes] = []
    place = 0
    while True:
        end = body.find(b"\r\n", place, place + 1024)
        size = _chunk_size(body[place:end]) if end >= 0 else None
        if size is None:
            if place == 0:
                return body
            raise BodyBroken("chunked body ends before its last chunk")
        if size == 0:
            return b"".join(out)
        if end + 2 + size > len(body):
            raise BodyBroken("chunked body ends inside a chunk")
        out.append(body[end + 2 : end + 2 + size])
        place = end + 2 + size + 2


def _chunk_size(line: bytes) -> int | None:
    try:
        return int(line.split(b";", 1)[0].strip(), 16)
    except ValueError:
        return None


def _undo(body: bytes, coding: str, limit: int) -> bytes:
    return _join(_open(body, coding), limit)


def _open(body: bytes, coding: str) -> Iterator[bytes]:
    """The pieces of a body without one of its encodings."""
    if coding in ("gzip", "x-gzip") and body[:2] == b"\x1f\x8b":
        return _gunzip(body)
    if coding == "deflate":
        return _inflate(body)
    if coding == "br":
        return _unbrotli(body)
    if coding == "zstd" and body[:4] == b"\x28\xb5\x2f\xfd":
        return _unzstd(body)
    return iter((body,))


def _join(pieces: Iterator[bytes], limit: int) -> bytes:
    out: list[bytes] = []
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > limit:
            raise BodyTooLarge(f"body grows past {limit} bytes")
        out.append(piece)
    return b"".join(out)


def _gunzip(body: bytes) -> Iterator[bytes]:
    rest = body
    while rest[:2] == b"\x1f\x8b":
        engine = zlib.decompressobj(31)
        yield from _drain(engine, rest)
        if not engine.eof:
            raise BodyBroken("gzip body ends before its end")
        rest = engine.unused_data


def _inflate(body: bytes) -> Iterator[bytes]:
    """Deflate comes with and without the zlib wrapper; the first byte tells."""
    wrapped = len(body) > 1 and body[0] & 0x0F == 8 and (body[0] * 256 + body[1]) % 31 == 0
    engine = zlib.decompressobj(15 if wrapped else -15)
    yield from _drain(engine, body)
    if not engine.eof:
        raise BodyBroken("deflate body ends before its end")


def _drain(engine: "zlib._Decompress", data: bytes) -> Iterator[bytes]:
    try:
        while data and not engine.eof:
            yield engine.decompress(data, _STEP)
            data = engine.unconsumed_tail
        yield engine.flush(_STEP) if not engine.eof else b""
    except zlib.error as problem:
        raise BodyBroken(f"body cannot be inflated: {problem}") from problem


def _unbrotli(body: bytes) -> Iterator[bytes]:
    engine = brotli.Decompressor()
    try:
        yield engine.process(body, output_buffer_limit=_STEP)
        while not engine.is_finished():
            piece = engine.process(b"", output_buffer_limit=_STEP)
            if not piece:
                raise BodyBroken("brotli body ends before its end")
            yield piece
    except brotli.error as problem:
        raise BodyBroken(f"body is not brotli: {problem}") from problem


def _unzstd(body: bytes) -> Iterator[bytes]:
    engine = zstandard.ZstdDecompressor(max_window_size=1 << 27)
    try:
        with engine.stream_reader(body, read_across_frames=True) as stream:
            while piece := stream.read(_STEP):
                yield piece
    except zstandard.ZstdError as problem:
        raise BodyBroken(f"body is not zstd: {problem}") from problem
