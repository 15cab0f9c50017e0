"""Read pages back from WARC files, ours and anybody's."""

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from archiver.captures.payload import MAX_BODY, BodyBroken, BodyTooLarge, decode_body
from archiver.captures.place import open_local, place_of
from archiver.captures.records import payload_digest, served_headers
from archiver.model.article import CaptureRef
from archiver.model.capture import Capture
from archiver.model.errors import NotFound
from archiver.model.page import Page

logger = logging.getLogger(__name__)

_WANTED = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.revisit
_MEMBER_STARTS = re.compile(rb"\x1f\x8b\x08|\x28\xb5\x2f\xfd|WARC/1\.[01]\r\n")
_SCAN = 1 << 20


def read_capture(ref: CaptureRef, folder: Path) -> Page:
    """The page that was kept there; `folder` may also be a URL of remote storage.

    A revisit record gives the body of the capture that it refers to. Raises `NotFound` when no capture stands there and
    `CapturesRefused` when the file cannot be opened.
    """
    capture, headers = _read_at(ref, folder)
    if not capture.is_revisit:
        return capture.page
    origin = _origin(headers)
    if origin is None:
        raise NotFound(f"the capture refers to one that is not here: {ref.file} at {ref.offset}: {capture.page.url}")
    first, _ = _read_at(origin, folder)
    if first.is_revisit or first.ref.digest != ref.digest:
        raise NotFound(
            f"the capture that is referred to is another one: {ref.file} at {ref.offset}: {capture.page.url}"
        )
    status = first.page.status if capture.page.status == 304 else capture.page.status
    return replace(capture.page, body=first.page.body, status=status, content_type=first.page.content_type)


def origin_of_capture(ref: CaptureRef, folder: Path) -> tuple[CaptureRef, str, datetime]:
    """Where the body of a capture is kept: itself, or the one that its revisit record refers to; its address and time.

    Raises `NotFound` when it is not there.
    """
    capture, headers = _read_at(ref, folder)
    if capture.is_revisit:
        origin = _origin(headers)
        if origin is None:
            raise NotFound(f"the capture refers to one that is not here: {ref.file} at {ref.offset}")
        capture, _ = _read_at(origin, folder)
    if capture.is_revisit or capture.ref.digest != ref.digest or capture.page.fetched_at is None:
        raise NotFound(f"the capture is another one than was said: {ref.file} at {ref.offset}")
    return capture.ref, capture.page.url, capture.page.fetched_at


def iter_captures(
    path: Path, *, revisits: bool = False, start: int = 0, tell: Callable[[str], None] | None = None
) -> Iterator[Capture]:
    """Every page of a WARC file (plain, gzip or zstd), in order. Revisit records are given only when asked for.

    A damaged stretch is left out and reading goes on at the next whole record; `tell` hears of it, and then captures
    whose body cannot be decoded are given too, with their damage. Without `tell` both are warned of and left out.
    Raises `CapturesRefused` when the file cannot be opened.
    """
    for record, offset in iter_records(path, start=start, tell=tell):
        capture = _capture(record, offset, path.name)
        if capture is None or (capture.is_revisit and not revisits):
            continue
        if capture.damage is None or tell is not None:
            yield capture
        else:
            logger.warning("a record that cannot be decoded is left out (%s): %s", capture.damage, capture.page.url)


def iter_records(
    path: Path, *, start: int = 0, kinds: WarcRecordType = _WANTED, tell: Callable[[str], None] | None = None
) -> Iterator[tuple[WarcRecord, int]]:
    """The records of a WARC file with their offsets; of damaged stretches, which are skipped, `tell` hears (else a
    warning says so).
    """
    with open_local(path) as stream:
        place: int | None = start
        while place is not None:
            stream.seek(place)
            last = place
            try:
                for record in ArchiveIterator(stream, record_types=WarcRecordType.any_type, parse_http=False):
                    last = record.stream_pos
                    if record.record_type & kinds:
                        yield record, last
            except (OSError, ValueError) as problem:
                place = _next_member(stream, last + 1)
                _tell_damage(path, last, place, problem, tell)
            else:
                place = None


def _tell_damage(
    path: Path, last: int, following: int | None, problem: Exception, tell: Callable[[str], None] | None
) -> None:
    goes_on = f"reading goes on at byte {following}" if following is not None else "nothing whole follows"
    if tell is not None:
        tell(f"damaged after byte {last}, {goes_on}: {path.name}: {problem}")
    else:
        logger.warning("a damaged stretch after byte %d is left out, %s (%s): %s", last, goes_on, problem, path)


def _next_member(stream: BinaryIO, place: int) -> int | None:
    """Where the next member begins that reads as a record; None at the end."""
    while True:
        stream.seek(place)
        data = stream.read(_SCAN)
        if not data:
            return None
        for found in _MEMBER_STARTS.finditer(data):
            if _is_member(stream, place + found.start()):
                return place + found.start()
        if len(data) < _SCAN:
            return None
        place += _SCAN - 16


def _is_member(stream: BinaryIO, place: int) -> bool:
    stream.seek(place)
    try:
        return next(iter(ArchiveIterator(stream, parse_http=False)), None) is not None
    except (OSError, ValueError):
        return False


def _read_at(ref: CaptureRef, folder: Path) -> tuple[Capture, dict[str, str]]:
    with place_of(folder).open(ref.file) as stream:
        stream.seek(ref.offset)
        try:
            record = next(
                iter(ArchiveIterator(stream, record_types=_WANTED, parse_http=False, buffer_size=1 << 15)), None
            )
        except (OSError, ValueError) as problem:
            raise NotFound(f"no whole capture at {ref.offset} of {ref.file}: {problem}") from problem
        if record is None or record.stream_pos != ref.offset:
            raise NotFound(f"no capture at {ref.offset} of {ref.file}")
        headers = {name.lower(): value for name, value in record.headers.to_tuples()}
        capture = _capture(record, ref.offset, ref.file)
    if capture is None or capture.damage is not None:
        why = f": {capture.damage}" if capture else ""
        raise NotFound(f"the capture at {ref.offset} of {ref.file} holds no page that can be read{why}")
    return capture, headers


def _capture(record: WarcRecord, offset: int, file: str) -> Capture | None:
    """A record as a page, without body when that cannot be decoded; None for what is no page of the web."""
    headers = {name.lower(): value for name, value in record.headers.to_tuples()}
    url = headers.get("warc-target-uri", "").strip("<> ")  # wget 1.20 writes the brackets of the grammar
    if not url.lower().startswith(("http://", "https://")):
        return None
    revisit = record.record_type == WarcRecordType.revisit
    truncated, damage = headers.get("warc-truncated"), None
    try:
        page = _page(record, _block(record), url, headers)
    except (BodyBroken, BodyTooLarge, ValueError) as problem:
        page, damage = Page(url=url, body=b"", status=0, fetched_at=_date(headers.get("warc-date"))), str(problem)
    digest = headers.get("warc-payload-digest") if revisit or damage else payload_digest(page.body)
    ref = CaptureRef(file=file, offset=offset, digest=digest or payload_digest(page.body))
    return Capture(page=page, ref=ref, is_revisit=revisit, truncated=truncated, damage=damage)


def _block(record: WarcRecord) -> bytes:
    if record.content_length > MAX_BODY:
        raise BodyTooLarge(f"a record of {record.content_length} bytes")
    block: bytes = record.reader.read()
    return block


def _page(record: WarcRecord, block: bytes, url: str, headers: dict[str, str]) -> Page:
    date = _date(headers.get("warc-date"))
    if record.record_type == WarcRecordType.resource:
        return Page(
            url=url,
            body=block,
            content_type=headers.get("content-type"),
            fetched_at=date,
            rendered_by=headers.get("warc-x-rendered-by"),
        )
    status, served, body = parse_http_block(block)
    if record.record_type != WarcRecordType.revisit:
        body = decode_body(body, served)
    served = served_headers(served)
    content_type = next((value for name, value in served if name.lower() == "content-type"), None)
    return Page(
        url=url,
        body=b"" if record.record_type == WarcRecordType.revisit else body,
        requested_url=headers.get("warc-x-requested-uri"),
        ip_address=headers.get("warc-ip-address"),
        status=status,
        content_type=content_type,
        headers=served,
        fetched_at=date,
    )


def parse_http_block(block: bytes) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
    """Status, headers and body of an HTTP response as kept. Raises `ValueError` when there is no status line."""
    found = re.search(rb"\r?\n\r?\n", block)
    head, body = (block[: found.start()], block[found.end() :]) if found else (block, b"")
    lines = re.split(rb"\r?\n(?![ \t])", head)
    status = re.match(rb"(?i)HTTP/\d(?:\.\d)?\s+(\d{3})", lines[0])
    if not status:
        raise ValueError(f"no status line: {lines[0][:60]!r}")
    headers = []
    for line in lines[1:]:
        name, colon, value = line.partition(b":")
        if colon:
            headers.append(
                (name.strip().decode("latin-1"), re.sub(rb"\s*\r?\n\s+", b" ", value.strip()).decode("latin-1"))
            )
    return int(status[1]), tuple(headers), body


def _date(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text).astimezone(UTC) if text else None
    except (ValueError, OverflowError):
        return None


def _origin(headers: dict[str, str]) -> CaptureRef | None:
    """Where the capture stands that a revisit record refers to, as our writer notes it."""
    file, offset = headers.get("warc-refers-to-filename"), headers.get("warc-refers-to-file-offset", "")
    if not file or not offset.isdigit():
        return None
    return CaptureRef(file=file, offset=int(offset), digest=headers.get("warc-payload-digest", ""))
