"""WARC files from anywhere, whole and broken: every capture ends in a recorded outcome, never in a traceback."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archiver.captures.writer import CaptureWriter, Compression
from archiver.cli.main import run
from archiver.model.page import Page
from archiver.store.archive import Archive

WORDS = "县里的水利部门提前对水库进行了检查，确保安全度汛，群众的生产生活没有受到影响，受灾的农田也得到了补种。"
START = datetime(2024, 6, 10, tzinfo=UTC)


def page(number: int, **fields: object) -> Page:
    html = f"""<html><head><meta charset="utf-8"></head><body><h1>青林县第{number}次发布高温预警</h1>
    <p>2024-06-01 10:00 来源：青林日报</p><div><p>第{number}号水库的管理员说，{WORDS}</p><p>{WORDS}</p></div></body></html>"""
    given: dict[str, object] = {
        "url": f"https://news.example/2024/06/t20240601_{number}.html",
        "body": html.encode(),
        "content_type": "text/html; charset=utf-8",
        "headers": (("Content-Type", "text/html; charset=utf-8"),),
        "fetched_at": START + timedelta(minutes=number),
    }
    return Page(**{**given, **fields})  # type: ignore[arg-type]


def write(folder: Path, pages: Sequence[Page], compression: Compression = "gzip") -> Path:
    with CaptureWriter(folder, compression=compression) as writer:
        refs = [writer.write(each) for each in pages]
    return folder / refs[0].file


def imported(tmp_path: Path, file: Path) -> tuple[int, Archive]:
    db = f"sqlite:///{tmp_path}/a.db"
    status = run(["import", str(file), "--db", db, "--captures", str(tmp_path / "captures"), "-q"])
    return status, Archive.open(db)


@pytest.mark.parametrize("compression", ["gzip", "zstd"])
def test_a_whole_file_is_imported_once_however_often(tmp_path: Path, compression: Compression) -> None:
    file = write(tmp_path / "from", [page(n) for n in range(3)], compression)
    for _ in range(2):
        status, archive = imported(tmp_path, file)
        with archive:
            assert (status, len(list(archive.iter_articles()))) == (0, 3)
            assert archive.check() == ()


@pytest.mark.parametrize(
    ("label", "cut"),
    [("half a member", -60), ("seven bytes of the last member", -7), ("one byte", -1), ("all but the beginning", 700)],
)
def test_a_file_that_ends_in_the_middle_keeps_what_is_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], label: str, cut: int
) -> None:
    file = write(tmp_path / "from", [page(n) for n in range(3)])
    file.write_bytes(file.read_bytes()[:cut])
    status, archive = imported(tmp_path, file)
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
    with archive:
        assert status in (0, 1)
        assert len(list(archive.iter_articles())) in ((0, 1) if cut > 0 else (2, 3))
        assert archive.runs()[0].status == "done"


def test_damage_in_the_middle_is_told_and_the_rest_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write(tmp_path / "from", [page(n) for n in range(4)])
    data = bytearray(file.read_bytes())
    data[len(data) // 3 : len(data) // 3 + 30] = bytes(30)
    file.write_bytes(data)
    status, archive = imported(tmp_path, file)
    assert status == 1
    assert "damaged after byte" in capsys.readouterr().err
    with archive:
        assert len(list(archive.iter_articles())) == 3
        (run_row,) = archive.runs()
        assert any("damaged after byte" in each for each in run_row.warnings)


def test_a_body_that_cannot_be_decoded_ends_failed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # As other tools keep it: the encoding is still on, and the body is cut.
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b\x08\x00half"
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/broken.html\r\n"
        f"WARC-Date: 2024-06-10T00:00:00Z\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    file = tmp_path / "broken.warc"
    file.write_bytes(head.encode() + block + b"\r\n\r\n")
    status, archive = imported(tmp_path, file)
    assert status == 1
    with archive:
        (failure,) = archive.errors()
        assert failure.url == "https://news.example/broken.html"
        assert str(failure.reason).startswith("broken_capture: gzip body")


@pytest.mark.parametrize(
    "data", [b"", b"no warc at all", b"\x1f\x8b\x08\x00" + bytes(500), b"WARC/1.1\r\n\r\n", bytes(100_000)]
)
def test_a_file_that_is_no_warc_brings_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes) -> None:
    file = tmp_path / "x.warc.gz"
    file.write_bytes(data)
    status, archive = imported(tmp_path, file)
    assert status in (0, 1)
    assert "Traceback" not in capsys.readouterr().err
    with archive:
        assert list(archive.iter_articles()) == []


def test_an_article_on_several_pages_is_joined_when_read_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Import takes each page as it stands; reading again finds the further pages among the captures and joins them."""
    pager = '<div class="pages"><a href="t20240601_1.html">1</a> <a href="t20240601_1_2.html">2</a></div>'
    first = page(1, body=page(1).body.replace(b"</body>", pager.encode() + b"</body>"))
    second = page(
        2, url="https://news.example/2024/06/t20240601_1_2.html",
        body=page(1).body.replace("第1号水库的管理员说".encode(), "第二页：粮食部门也说".encode()).replace(b"</body>", pager.encode() + b"</body>"),
    )  # fmt: skip
    file = write(tmp_path / "from", [first, second])
    db, captures = f"sqlite:///{tmp_path}/a.db", str(tmp_path / "captures")
    assert run(["import", str(file), "--db", db, "--captures", captures, "-q"]) == 0
    assert run(["reparse", "--db", db, "--captures", captures, "-q"]) == 0
    capsys.readouterr()
    assert run(["show", first.url, "--db", db, "--format", "jsonl"]) == 0
    body = json.loads(capsys.readouterr().out)["body"]
    assert "第1号水库的管理员说" in body
    assert "第二页：粮食部门也说" in body
