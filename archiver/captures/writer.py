"""Keep pages as WARC 1.1 captures, before anything reads them."""

import logging
import os
import socket
from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from archiver.captures import records
from archiver.captures.place import place_of
from archiver.captures.reader import origin_of_capture
from archiver.captures.segment import Segment, recover_folder
from archiver.model.article import CaptureRef
from archiver.model.errors import CapturesRefused, NotFound
from archiver.model.page import Page

logger = logging.getLogger(__name__)

Compression = Literal["gzip", "zstd"]
_ENDING: Mapping[Compression, str] = {"gzip": ".warc.gz", "zstd": ".warc.zst"}
_REMEMBERED = 4_000
_WORTH_A_REVISIT = 512
"""Bytes; a smaller body costs less than the record that refers to it."""
_numbers = count()


def _now() -> datetime:
    return datetime.now(UTC)


class CaptureWriter:
    """Writes captures into a folder; one process, one file at a time. Raises `CapturesRefused` when the disk does.

    For remote storage (`s3://…`) files are written in a local spool and sent when they are closed; what a crash left
    there is sent by the next writer.
    """

    def __init__(
        self,
        folder: Path,
        *,
        max_bytes: int = 1 << 30,
        max_age: float = 86_400.0,
        compression: Compression = "gzip",
        prefix: str = "archiver",
        about: Mapping[str, str] | None = None,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        """`max_bytes` and `max_age` (seconds) say when a file is closed and the next begun."""
        self._place, self._origin = place_of(folder), folder
        self.folder = self._place.folder
        self._max_bytes, self._max_age = max_bytes, max_age
        self._press, self._ending = records.Press(zstd=compression == "zstd"), _ENDING[compression]
        self._prefix, self._about, self._clock = prefix, dict(about or {}), clock
        self._segment: Segment | None = None
        self._opened = clock()
        self._known: OrderedDict[str, tuple[CaptureRef, str, datetime]] = OrderedDict()
        self._names: dict[Path, str] = {}
        """The open file's name, once: thousands of references share it."""
        self.recovered = recover_folder(self.folder)
        self._place.send()

    def write(self, page: Page, *, previous: CaptureRef | None = None) -> CaptureRef:
        """Keep a page and the request that brought it. Gives where its record stands.

        A body that was kept before (in this process, or as the `previous` capture of the same address) is kept as a
        revisit record. The bytes are handed to the system; `flush` puts them on disk.
        """
        moment = page.fetched_at or self._clock()
        digest = records.payload_digest(page.body)
        if page.rendered_by:
            return self._write_rendered(page, digest, moment)
        if page.status == 304 and previous is not None:
            digest = previous.digest
        origin = self._same_body(page, digest, previous)
        if origin is None:
            return self._write_response(page, digest, moment)
        return self._write_revisit(page, digest, moment, origin)

    def write_metadata(self, ref: CaptureRef, url: str, record: Mapping[str, object]) -> None:
        """Keep what was read from a capture, as JSON, beside it."""
        segment = self._ready()
        headers = (
            ("WARC-Date", records.warc_date(self._clock())),
            ("WARC-Target-URI", url),
            ("WARC-Refers-To", records.record_id(ref.file, ref.offset)),
            ("Content-Type", "application/json"),
        )
        self._append(segment, "metadata", headers, records.json_block(record))

    def flush(self) -> None:
        """Put everything written so far on disk. Done before the rows that name it are committed."""
        if self._segment:
            self._segment.sync()

    def close(self) -> None:
        """Put everything on disk and close the file."""
        segment, self._segment = self._segment, None
        if segment:
            segment.close()
            self._place.send()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _write_response(self, page: Page, digest: str, moment: datetime) -> CaptureRef:
        segment = self._ready()
        headers = (*_about_page(page, moment), ("WARC-Payload-Digest", digest), _CONTENT["response"])
        offset = self._append(segment, "response", headers, records.http_response(page))
        ref = CaptureRef(file=self._name(segment), offset=offset, digest=digest)
        self._write_request(segment, page, ref, moment)
        if len(page.body) >= _WORTH_A_REVISIT:
            self._known[digest] = (ref, page.url, moment)
            if len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return ref

    def _write_rendered(self, page: Page, digest: str, moment: datetime) -> CaptureRef:
        """What a browser made of a page is no response: a resource record, which names the browser."""
        segment = self._ready()
        headers = (
            *_about_page(page, moment),
            ("WARC-X-Rendered-By", page.rendered_by or ""),
            ("WARC-Payload-Digest", digest),
            ("Content-Type", page.content_type or "text/html; charset=utf-8"),
        )
        offset = self._append(segment, "resource", headers, page.body)
        return CaptureRef(file=self._name(segment), offset=offset, digest=digest)

    def _write_revisit(
        self, page: Page, digest: str, moment: datetime, origin: tuple[CaptureRef, str, datetime]
    ) -> CaptureRef:
        segment = self._ready()
        first, url, date = origin
        headers = (
            *_about_page(page, moment),
            ("WARC-Payload-Digest", digest),
            ("WARC-Profile", records.NOT_MODIFIED if page.status == 304 else records.IDENTICAL),
            ("WARC-Refers-To", records.record_id(first.file, first.offset)),
            ("WARC-Refers-To-Target-URI", url),
            ("WARC-Refers-To-Date", records.warc_date(date)),
            ("WARC-Refers-To-Filename", first.file),
            ("WARC-Refers-To-File-Offset", str(first.offset)),
            _CONTENT["response"],
        )
        block = records.http_response(page, with_body=False)
        offset = self._append(segment, "revisit", headers, block)
        ref = CaptureRef(file=self._name(segment), offset=offset, digest=digest)
        self._write_request(segment, page, ref, moment)
        return ref

    def _write_request(self, segment: Segment, page: Page, ref: CaptureRef, moment: datetime) -> None:
        headers = (
            ("WARC-Date", records.warc_date(moment)),
            ("WARC-Target-URI", page.url),
            ("WARC-Concurrent-To", records.record_id(ref.file, ref.offset)),
            _CONTENT["request"],
        )
        self._append(segment, "request", headers, records.http_request(page))

    def _same_body(
        self, page: Page, digest: str, previous: CaptureRef | None
    ) -> tuple[CaptureRef, str, datetime] | None:
        if page.status == 304 or len(page.body) >= _WORTH_A_REVISIT:
            if digest in self._known:
                self._known.move_to_end(digest)
                return self._known[digest]
            if previous is not None and previous.digest == digest:
                try:
                    return origin_of_capture(previous, self._origin)
                except (NotFound, CapturesRefused):
                    logger.debug("the previous capture is not to be found; the page is kept whole: %s", page.url)
        return None

    def _append(self, segment: Segment, kind: str, headers: tuple[tuple[str, str], ...], block: bytes) -> int:
        urn = records.record_id(self._name(segment), segment.size)
        return segment.append(records.member(kind, headers, block, urn=urn, press=self._press))

    def _name(self, segment: Segment) -> str:
        return self._names.setdefault(segment.path, segment.path.relative_to(self.folder).as_posix())

    def _ready(self) -> Segment:
        """The file to write into: the open one, or the next when that is full or old."""
        segment, now = self._segment, self._clock()
        if segment and (segment.size >= self._max_bytes or (now - self._opened).total_seconds() >= self._max_age):
            self.close()
            segment = None
        if segment is None:
            segment = Segment(self.folder / self._next_name(now))
            self._segment, self._opened = segment, now
            self._names = {}
            block = records.fields_block({**_ABOUT, **self._about})
            headers = (
                ("WARC-Date", records.warc_date(now)),
                ("WARC-Filename", segment.path.name),
                ("Content-Type", "application/warc-fields"),
            )
            self._append(segment, "warcinfo", headers, block)
        return segment

    def _next_name(self, now: datetime) -> str:
        stamp = now.strftime("%Y%m%d%H%M%S%f")[:17]
        host = socket.gethostname().split(".", 1)[0] or "localhost"
        return f"{now:%Y/%m}/{self._prefix}-{stamp}-{os.getpid()}-{next(_numbers):05d}-{host}{self._ending}"


_ABOUT = {
    "software": "archiver (Scrapy, FastWARC)",
    "format": "WARC File Format 1.1",
    "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
    "robots": "obey",
}
_CONTENT = {
    "response": ("Content-Type", "application/http;msgtype=response"),
    "request": ("Content-Type", "application/http;msgtype=request"),
}


def _about_page(page: Page, moment: datetime) -> tuple[tuple[str, str], ...]:
    headers = [("WARC-Date", records.warc_date(moment)), ("WARC-Target-URI", page.url)]
    if page.requested_url and page.requested_url != page.url:
        headers.append(("WARC-X-Requested-URI", page.requested_url))
    if page.ip_address:
        headers.append(("WARC-IP-Address", page.ip_address))
    return tuple(headers)
