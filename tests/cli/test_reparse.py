"""Stored captures read again: nothing changes without cause, and a host's pages together tell what one alone does not."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archiver.captures.writer import CaptureWriter
from archiver.cli.main import run
from archiver.model.page import Page
from archiver.store.archive import Archive

WORDS = "縣裏的水利部門提前對水庫進行了檢查，確保安全度汛，群眾的生產生活沒有受到影響，受災的農田也得到了補種。"
SPAM = "热播剧场更新,观众热议话题,独家资讯汇总"


@pytest.fixture
def archive(tmp_path: Path) -> tuple[str, Path]:
    """An archive of one host whose pages all carry a line that no single page gives away."""
    folder = tmp_path / "captures"
    writer = CaptureWriter(folder)
    for n in range(8):
        html = f"""<html><body><h1>青林縣第{n}次發布高溫預警</h1><p>2024-06-0{n + 1} 10:00 來源：青林日報</p>
        <p>入夏以來，青林縣氣象臺第{n}次發布了高溫預警，{WORDS}</p><p>第{n}號水庫的管理員說，{WORDS}</p>
        <p>{SPAM}</p></body></html>"""
        moment = datetime(2024, 6, 10, tzinfo=UTC) + timedelta(minutes=n)
        url = f"https://mirror.example/news/2024/06/t20240601_{n}.html"
        writer.write(Page(url=url, body=html.encode(), content_type="text/html; charset=utf-8", fetched_at=moment))
    writer.close()
    db = f"sqlite:///{tmp_path}/a.db"
    assert run(["import", str(folder), "--db", db, "--captures", str(folder), "-q"]) == 0
    return db, folder


def test_what_recurs_on_a_host_is_dropped_when_read_again(
    archive: tuple[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    db, captures = archive
    with Archive.open(db) as opened:
        before = [hit.article for hit in opened.search("", limit=20)]
    assert run(["reparse", "--dry-run", "--db", db, "--captures", str(captures), "--format", "jsonl"]) == 0
    rows = {r["field"]: r["articles"] for r in map(json.loads, capsys.readouterr().out.splitlines()) if "field" in r}
    assert rows["dropped"] == 8
    with Archive.open(db) as opened:
        assert [hit.article for hit in opened.search("", limit=20)] == before
    assert run(["reparse", "--db", db, "--captures", str(captures), "-q"]) == 0
    with Archive.open(db) as opened:
        after = [opened.article(a.id or 0) for a in before]
    for old, new in zip(before, after, strict=True):
        assert {d.rule for d in new.dropped} == {"recurring_spam"}
        assert SPAM not in (new.body or "")
        assert new.title == old.title
        assert [p for p in (old.body or "").split("\n\n") if p != SPAM] == (new.body or "").split("\n\n")


def test_reading_again_what_was_just_written_changes_nothing(
    archive: tuple[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    db, captures = archive
    words = ["reparse", "--db", db, "--captures", str(captures), "--format", "jsonl"]
    assert run(words) == 0
    capsys.readouterr()
    assert run([*words, "--dry-run", "--workers", "2"]) == 0
    out = capsys.readouterr()
    assert out.out == ""
    assert "8 articles read again, 0 would change" in out.err
