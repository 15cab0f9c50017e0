"""Torn ends of capture files: seen from the first byte on, cut off and kept aside, never at the cost of what is whole."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from archiver.captures.segment import TORN
from archiver.captures.tails import look_at, mend, torn_files
from archiver.captures.writer import CaptureWriter
from archiver.model.article import CaptureRef
from archiver.model.page import Page

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def plain_record(page: Page) -> bytes:
    """A record as tools write it that do not compress."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page.body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {page.url}\r\nContent-Length: {len(block)}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


def write(folder: Path, kind: str) -> tuple[Path, list[CaptureRef]]:
    """Three pages in one file of a kind."""
    pages = [Page(url=f"https://a.cn/{n}", body=f"<p>新闻 {n}</p>".encode() * 300, fetched_at=NOON) for n in range(3)]
    if kind == "plain":
        file = folder / "other.warc"
        file.write_bytes(b"".join(map(plain_record, pages)))
        return file, []
    with CaptureWriter(folder, compression="zstd" if kind == "zstd" else "gzip") as captures:
        refs = [captures.write(page) for page in pages]
        captures.write_metadata(refs[-1], pages[-1].url, {"title": "新闻"})
    return folder / refs[0].file, refs


@pytest.mark.parametrize("kind", ["gzip", "zstd", "plain"])
def test_a_whole_file_has_no_torn_end(kind: str, tmp_path: Path) -> None:
    file, refs = write(tmp_path, kind)
    trusted = {file.name: refs[-1].offset} if refs else {}
    assert list(torn_files(tmp_path, trusted)) == []
    assert list(torn_files(tmp_path, {})) == []


@pytest.mark.parametrize("missing", [1, 2, 3, 7, 8, 9, 50, 200])
@pytest.mark.parametrize("kind", ["gzip", "zstd", "plain"])
def test_any_missing_byte_is_seen_and_mended(kind: str, missing: int, tmp_path: Path) -> None:
    file, refs = write(tmp_path, kind)
    whole = file.read_bytes()
    file.write_bytes(whole[:-missing])
    trusted = {file.relative_to(tmp_path).as_posix(): refs[-1].offset} if refs else {}
    (found,) = torn_files(tmp_path, trusted)
    assert found.is_tail
    assert found.whole + found.torn == len(whole) - missing
    assert mend(tmp_path, found)
    assert list(torn_files(tmp_path, trusted)) == []
    assert file.read_bytes() + file.with_name(file.name + TORN).read_bytes() == whole[:-missing]


@pytest.mark.parametrize("kind", ["gzip", "zstd", "plain"])
def test_bytes_too_many_are_seen(kind: str, tmp_path: Path) -> None:
    file, _ = write(tmp_path, kind)
    with file.open("ab") as stream:
        stream.write(b"\x1f\x8b\x08\x00half a member")
    (found,) = torn_files(tmp_path, {})
    assert (found.torn, found.is_tail) == (17, True)


def test_damage_in_the_middle_is_told_and_nothing_is_cut(tmp_path: Path) -> None:
    file, refs = write(tmp_path, "gzip")
    data = bytearray(file.read_bytes())
    data[refs[1].offset + 40 : refs[1].offset + 60] = bytes(20)
    file.write_bytes(data)
    (found,) = torn_files(tmp_path, {})
    assert (found.whole, found.is_tail) == (refs[1].offset, False)
    assert not mend(tmp_path, found)
    assert file.read_bytes() == bytes(data)


def test_a_file_that_is_being_written_is_left_alone(tmp_path: Path) -> None:
    with CaptureWriter(tmp_path) as captures:
        ref = captures.write(Page(url="https://a.cn/", body=b"x" * 1000, fetched_at=NOON))
        with (tmp_path / ref.file).open("ab") as stream:
            stream.write(b"half")
        assert list(torn_files(tmp_path, {})) == []


def test_a_capture_with_other_bytes_than_were_kept_is_told(tmp_path: Path) -> None:
    _, refs = write(tmp_path, "gzip")
    assert look_at(refs[0], tmp_path) is None
    other = CaptureRef(file=refs[0].file, offset=refs[0].offset, digest="sha1:" + "A" * 32)
    assert "other bytes than were kept" in str(look_at(other, tmp_path))
    assert "cannot be read" in str(look_at(CaptureRef(file="no.warc.gz", offset=0, digest=""), tmp_path))
