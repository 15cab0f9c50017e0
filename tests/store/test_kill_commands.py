"""kill -9 at 20 random moments of each: import, search, backup, export, reading again. Nothing is lost, twice or half."""

import hashlib
import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archiver.captures.writer import CaptureWriter
from archiver.cli.main import run
from archiver.model.page import Page
from archiver.store.archive import Archive
from tests.store.kept import KILLS, killed_at_random, time_of

PAGES = 100
WORDS = "县里的水利部门提前对水库进行了检查，确保安全度汛，群众的生产生活没有受到影响，受灾的农田也得到了补种。"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def warc(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    with CaptureWriter(folder) as writer:
        for n in range(PAGES):
            html = f"""<html><head><meta charset="utf-8"></head><body><h1>青林县第{n}次发布高温预警</h1>
            <p>2024-06-01 10:00 来源：青林日报</p><div><p>第{n}号水库的管理员说，{WORDS}</p><p>{n}：{WORDS}</p></div>"""
            moment = datetime(2024, 6, 10, tzinfo=UTC) + timedelta(minutes=n)
            url = f"https://news.example/2024/06/t20240601_{n}.html"
            writer.write(Page(url=url, body=html.encode(), content_type="text/html", fetched_at=moment))
    return folder


@pytest.fixture(scope="module")
def filled(warc: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled")
    assert run(["import", str(warc), *options(folder, warc)]) == 0
    return folder


def options(folder: Path, captures: Path) -> list[str]:
    return ["--db", f"sqlite:///{folder}/a.db", "--captures", str(captures), "-q"]


def state(folder: Path) -> list[tuple[str, str | None, int]]:
    """All articles and how many versions each has; the archive must be well."""
    with Archive.open(f"sqlite:///{folder}/a.db") as archive:
        damage = [each for each in archive.check() if each.where != "runs"]  # a killed run is told of: that is right
        assert damage == []
        return sorted((a.url, a.body, len(archive.versions(a.id or 0))) for a in archive.iter_articles())


def kill_often(command: list[str], after: Callable[[], None], *, least: float = 0.3) -> None:
    """Kill a command 20 times between its first doing and its end, and look after each."""
    longest = max(time_of(command), least)
    killed = seed = 0
    while killed < KILLS and seed < 3 * KILLS:
        seed += 1
        killed += killed_at_random(command, seed=seed, shortest=longest * 0.2, longest=longest)
        after()
    assert killed >= KILLS


def test_import(warc: Path, filled: Path, tmp_path: Path) -> None:
    wanted = state(filled)
    command = ["import", str(warc), *options(tmp_path, warc)]

    def start_anew() -> None:
        found = state(tmp_path) if (tmp_path / "a.db").exists() else []
        assert [each[:2] for each in found] == sorted(set(wanted_rows) & {each[:2] for each in found})
        if len(found) == PAGES:
            for file in tmp_path.glob("a.db*"):
                file.unlink()

    wanted_rows = [each[:2] for each in wanted]
    kill_often(command, start_anew)
    assert run(command) == 0
    assert state(tmp_path) == wanted


def test_reading_again(warc: Path, filled: Path, tmp_path: Path) -> None:
    for file in filled.glob("a.db*"):
        shutil.copy(file, tmp_path)
    with sqlite3.connect(tmp_path / "a.db") as database:  # as if older parsers had missed the source
        database.execute("UPDATE versions SET source = NULL, record = replace(record, '\"青林日报\"', 'null')")
        database.execute("UPDATE articles SET source = NULL")
    shutil.copytree(tmp_path, tmp_path / "before")
    command = ["reparse", *options(tmp_path, warc)]

    def look() -> None:
        found = state(tmp_path)
        assert len(found) == PAGES
        assert {each[2] for each in found} <= {1, 2}
        if all(each[2] == 2 for each in found):
            for file in tmp_path.glob("a.db*"):
                file.unlink()
            for file in (tmp_path / "before").glob("a.db*"):
                shutil.copy(file, tmp_path)

    kill_often(command, look)
    assert run(command) == 0
    assert {each[2] for each in state(tmp_path)} == {2}


def test_search_and_export_change_nothing_and_leave_no_half_file(warc: Path, filled: Path, tmp_path: Path) -> None:
    before = hashlib.sha256((filled / "a.db").read_bytes()).hexdigest()
    out = tmp_path / "all.jsonl"
    for command in (["search", "水库"], ["export", "--out", str(out)], ["export", "--cite", "--out", str(out)]):

        def look() -> None:
            assert hashlib.sha256((filled / "a.db").read_bytes()).hexdigest() == before
            assert not out.exists() or len(out.read_text("utf-8").splitlines()) == PAGES

        kill_often([*command, *options(filled, warc)], look)
    assert len(state(filled)) == PAGES


def test_backup(warc: Path, filled: Path, tmp_path: Path) -> None:
    wanted, copy = state(filled), tmp_path / "a.db"

    def look() -> None:
        if copy.exists():
            assert state(tmp_path) == wanted
            for file in tmp_path.glob("a.db*"):
                file.unlink()

    kill_often(["db", "backup", str(copy), *options(filled, warc)], look)
    assert run(["db", "backup", str(copy), *options(filled, warc)]) == 0
    assert state(tmp_path) == wanted
