"""Captures: what is written is read back the same, by us and by others; what is torn is found; a full disk says so."""

import gc
import gzip
import io
import os
import resource
import signal
import subprocess
import sys
import textwrap
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator as WarcioIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archiver.captures.members import member_end
from archiver.captures.reader import iter_captures, read_capture
from archiver.captures.records import payload_digest
from archiver.captures.segment import MARK, TORN, recover_folder
from archiver.captures.writer import CaptureWriter, Compression
from archiver.model.article import CaptureRef
from archiver.model.errors import CapturesRefused, NotFound
from archiver.model.page import Page

NOON = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
BODY = "<p>牧民搬进新居</p>".encode() * 100


def make_page(body: bytes = BODY, **changes: object) -> Page:
    base: dict[str, object] = {
        "url": "https://a.cn/x?q=1",
        "body": body,
        "content_type": "text/html; charset=utf-8",
        "headers": (("Content-Type", "text/html; charset=utf-8"), ("Server", "x")),
        "fetched_at": NOON,
    }
    return Page(**{**base, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize("compression", ["gzip", "zstd"])
@pytest.mark.parametrize(
    "page",
    [
        make_page(),
        make_page(b""),
        make_page(b"\x00\xff\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"),
        make_page(status=404),
        make_page(status=799),
        make_page(headers=(("Content-Encoding", "gzip"), ("Content-Length", "77"), ("X", "y"))),
        make_page(headers=(("Transfer-Encoding", "chunked"),)),
        make_page(headers=(("Content-Length", str(len(BODY))),)),
        make_page(headers=(("X-Name", "Ã©"),), requested_url="https://a.cn/old", ip_address="93.184.216.34"),
    ],
)
def test_a_page_comes_back_as_it_was(page: Page, compression: Compression, tmp_path: Path) -> None:
    with CaptureWriter(tmp_path, compression=compression) as writer:
        ref = writer.write(page)
    expected = {
        name: getattr(page, name) for name in ("url", "body", "status", "headers", "requested_url", "ip_address")
    }
    found = read_capture(ref, tmp_path)
    assert {name: getattr(found, name) for name in expected} == expected
    assert found.fetched_at == NOON
    assert ref.digest == payload_digest(page.body)


@settings(max_examples=40, deadline=None)
@given(
    body=st.binary(max_size=2000),
    headers=st.lists(
        st.tuples(
            st.sampled_from(["X-A", "Content-Encoding", "Content-Length", "Set-Cookie", "Transfer-Encoding"]),
            st.text(st.characters(min_codepoint=33, max_codepoint=255, exclude_characters="\x7f\x85\xa0"), max_size=20),
        ),
        max_size=5,
    ),
)
def test_any_body_and_headers_come_back(
    body: bytes, headers: list[tuple[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("any")
    page = make_page(body, headers=tuple(headers))
    with CaptureWriter(folder) as writer:
        ref = writer.write(page)
    found = read_capture(ref, folder)
    assert (found.body, found.headers) == (page.body, page.headers)


def test_others_read_our_files(tmp_path: Path) -> None:
    with CaptureWriter(tmp_path) as writer:
        ref = writer.write(make_page(headers=(("Content-Encoding", "gzip"), ("Content-Length", "77"))))
        writer.write_metadata(ref, "https://a.cn/x?q=1", {"title": "牧民"})
        writer.write(make_page())
    (path,) = tmp_path.rglob("*.warc.gz")
    with path.open("rb") as stream:
        kinds, bodies = [], []
        for record in WarcioIterator(stream, check_digests="raise"):
            kinds.append(record.rec_type)
            if record.rec_type == "response":
                bodies.append(record.content_stream().read())
                assert record.http_headers.get_header("Content-Length") == str(len(BODY))
    assert kinds == ["warcinfo", "response", "request", "metadata", "revisit", "request"]
    assert bodies == [BODY]


def test_every_record_is_a_member_of_its_own(tmp_path: Path) -> None:
    with CaptureWriter(tmp_path) as writer:
        for number in range(5):
            writer.write(make_page(b"%d" % number))
    (path,) = tmp_path.rglob("*.warc.gz")
    with path.open("rb") as stream:
        place, members = 0, 0
        while place < path.stat().st_size:
            end = member_end(stream, place)
            assert end is not None
            place, members = end, members + 1
    assert members == 1 + 5 * 2


def test_the_same_body_is_kept_once_and_read_from_both(tmp_path: Path) -> None:
    with CaptureWriter(tmp_path) as writer:
        first = writer.write(make_page())
        second = writer.write(make_page(url="https://a.cn/copy", fetched_at=NOON + timedelta(hours=1)))
    with CaptureWriter(tmp_path) as writer:  # a new process knows of it by the reference alone
        third = writer.write(make_page(fetched_at=NOON + timedelta(days=1)), previous=second)
        unmodified = writer.write(make_page(b"", status=304, fetched_at=NOON + timedelta(days=2)), previous=third)
    for ref in (first, second, third, unmodified):
        assert read_capture(ref, tmp_path).body == BODY
    assert read_capture(unmodified, tmp_path).status == 200
    written = [
        capture for path in sorted(tmp_path.rglob("*.warc.gz")) for capture in iter_captures(path, revisits=True)
    ]
    assert [capture.is_revisit for capture in written] == [False, True, True, True]


def test_a_previous_capture_that_is_gone_costs_nothing_but_space(tmp_path: Path) -> None:
    lost = CaptureRef(file="2020/01/none.warc.gz", offset=5, digest=payload_digest(BODY))
    with CaptureWriter(tmp_path) as writer:
        ref = writer.write(make_page(), previous=lost)
    assert read_capture(ref, tmp_path).body == BODY


def test_files_are_closed_by_size_and_by_age(tmp_path: Path) -> None:
    clock = [NOON]
    with CaptureWriter(tmp_path, max_bytes=5000, max_age=60, clock=lambda: clock[0]) as writer:
        for _ in range(4):
            writer.write(make_page(os.urandom(2000)))
        clock[0] += timedelta(seconds=61)
        writer.write(make_page(b"late"))
    assert len(list(tmp_path.rglob("*.warc.gz"))) == 3
    assert not list(tmp_path.rglob("*" + MARK))


def test_a_kill_leaves_whole_members_and_a_torn_end_is_set_aside(tmp_path: Path) -> None:
    script = textwrap.dedent(
        """
        import sys, os, signal
        from pathlib import Path
        from archiver.captures.writer import CaptureWriter
        from archiver.model.page import Page
        writer = CaptureWriter(Path(sys.argv[1]))
        for n in range(3):
            print(writer.write(Page(url=f"http://a.cn/{n}", body=b"x" * 900 + b"%d" % n)).offset, flush=True)
        os.write(writer._segment._fd, b"\\x1f\\x8b\\x08 half a member")
        os.kill(os.getpid(), signal.SIGKILL)
        """
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    (path,) = tmp_path.rglob("*.warc.gz")
    assert recover_folder(tmp_path) == (path,)
    assert path.with_name(path.name + TORN).read_bytes().endswith(b"half a member")
    assert [capture.page.url for capture in iter_captures(path)] == [f"http://a.cn/{n}" for n in range(3)]
    assert recover_folder(tmp_path) == ()
    assert not list(tmp_path.rglob("*" + MARK))


def test_a_file_that_is_being_written_is_left_alone(tmp_path: Path) -> None:
    with CaptureWriter(tmp_path) as writer:
        ref = writer.write(make_page())
        assert recover_folder(tmp_path) == ()
        assert CaptureWriter(tmp_path).recovered == ()
        again = writer.write(make_page(b"more"))
    assert [read_capture(each, tmp_path).body for each in (ref, again)] == [BODY, b"more"]


def test_a_size_limit_is_a_refusal_and_leaves_no_half_record(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with CaptureWriter(tmp_path) as writer:
        kept = writer.write(make_page())
        resource.setrlimit(resource.RLIMIT_FSIZE, (4000, before[1]))
        try:
            with pytest.raises(CapturesRefused, match="captures cannot be written"):
                writer.write(make_page(os.urandom(9000)))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        after = writer.write(make_page(b"fits again"))
    assert [read_capture(ref, tmp_path).body for ref in (kept, after)] == [BODY, b"fits again"]


def test_a_folder_that_cannot_be_written_is_a_refusal(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(CapturesRefused):
        CaptureWriter(tmp_path / "file").write(make_page())


@pytest.mark.parametrize("file", ["../secret.warc.gz", "/etc/passwd", "a/../../b.warc.gz"])
def test_a_reference_cannot_lead_out_of_the_folder(file: str, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_capture(CaptureRef(file=file, offset=0, digest="sha1:X"), tmp_path)


def test_a_wrong_offset_is_not_found(tmp_path: Path) -> None:
    with CaptureWriter(tmp_path) as writer:
        ref = writer.write(make_page())
    with pytest.raises(NotFound):
        read_capture(CaptureRef(file=ref.file, offset=ref.offset + 7, digest=ref.digest), tmp_path)


def test_reading_goes_on_behind_a_damaged_member(tmp_path: Path) -> None:
    with CaptureWriter(tmp_path) as writer:
        refs = [writer.write(make_page(b"%d" % n * 900)) for n in range(4)]
    path = tmp_path / refs[0].file
    data = bytearray(path.read_bytes())
    data[refs[1].offset + 30 : refs[1].offset + 60] = b"\xff" * 30
    path.write_bytes(data)
    assert [capture.page.body[:1] for capture in iter_captures(path)] == [b"0", b"2", b"3"]


def write_with_warcio(path: Path, *, gzipped: bool, headers: list[tuple[str, str]], body: bytes) -> None:
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=gzipped)
        writer.write_record(writer.create_warcinfo_record("f", {"software": "other"}))
        http = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
        for url in ("http://b.cn/1", "dns:b.cn", "http://b.cn/2"):
            writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=http))
    gc.collect()


FOREIGN = {
    "plain": ([("Content-Type", "text/html")], BODY),
    "gzip": ([("Content-Type", "text/html"), ("Content-Encoding", "gzip")], gzip.compress(BODY)),
    "chunked": (
        [("Content-Type", "text/html"), ("Transfer-Encoding", "chunked")],
        b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY),
    ),
    "chunked that is not": ([("Content-Type", "text/html"), ("Transfer-Encoding", "chunked")], BODY),
    "gzip that is not": ([("Content-Type", "text/html"), ("Content-Encoding", "gzip")], BODY),
}


# warcio leaves its spool files to the garbage collector
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize("gzipped", [True, False])
@pytest.mark.parametrize("name", FOREIGN)
def test_files_of_other_tools_are_read(name: str, gzipped: bool, tmp_path: Path) -> None:
    headers, body = FOREIGN[name]
    path = tmp_path / "other.warc.gz"
    write_with_warcio(path, gzipped=gzipped, headers=headers, body=body)
    captures = list(iter_captures(path))
    assert [(c.page.url, c.page.body) for c in captures] == [("http://b.cn/1", BODY), ("http://b.cn/2", BODY)]
    assert read_capture(captures[1].ref, tmp_path).url == "http://b.cn/2"


def test_the_form_of_wget_is_read(tmp_path: Path) -> None:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
    record = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        b"WARC-Target-URI: <http://w.cn/a>\r\nWARC-Date: 2024-01-02T03:04:05Z\r\n"
        b"Content-Type: application/http;msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (len(block), block)
    )
    path = tmp_path / "wget.warc.gz"
    path.write_bytes(gzip.compress(record))
    (capture,) = iter_captures(path)
    assert (capture.page.url, capture.page.body, capture.page.fetched_at) == (
        "http://w.cn/a",
        b"abc",
        datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC),
    )


def test_the_form_of_common_crawl_news_is_read(tmp_path: Path) -> None:
    block = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Crawl-Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc"
    )
    record = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000002>\r\n"
        b"WARC-Target-URI: https://c.com/n\r\nWARC-Date: 2024-01-02T03:04:05Z\r\nWARC-Truncated: length\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
        % (len(block), block)
    )
    for name, data in {"cc.warc.gz": gzip.compress(record), "cc.warc.zst": zstandard.compress(record)}.items():
        path = tmp_path / name
        path.write_bytes(data)
        (capture,) = iter_captures(path)
        assert (capture.page.body, capture.truncated) == (b"abc", "length")


# warcio leaves its spool files to the garbage collector
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_a_bomb_in_a_foreign_file_is_left_out(tmp_path: Path) -> None:
    body = gzip.compress(b"a" * 80_000_000)
    write_with_warcio(tmp_path / "bomb.warc.gz", gzipped=True, headers=[("Content-Encoding", "gzip")], body=body)
    assert list(iter_captures(tmp_path / "bomb.warc.gz")) == []


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=600), cut=st.integers(0, 400))
def test_any_bytes_are_read_without_an_exception(
    data: bytes, cut: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    with CaptureWriter(folder) as writer:
        ref = writer.write(make_page(b"hello"))
    path = folder / ref.file
    whole = path.read_bytes()
    path.write_bytes(whole[:-cut] + data)
    list(iter_captures(path, revisits=True))
