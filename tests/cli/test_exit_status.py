"""What a user can do wrong gets a clear line and the right exit status, and nothing half written."""

import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from archiver.cli.main import run
from archiver.cli.sample_server import SampleServer, sample_site_folder

SAMPLE = sample_site_folder() / "www" / "cn" / "yw" / "202403" / "t20240305_7001001.html"


def said(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    out = capsys.readouterr()
    return out.out, out.err


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty", b""),
        ("binary", bytes(range(256)) * 64),
        ("five megabytes of nothing", b" " * 5_000_000),
        ("markup without words", b"<html><body>" + b"<div></div>" * 1000),
    ],
)
def test_a_page_without_text_gives_a_record_without_body_and_status_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes
) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(data)
    assert run(["extract", str(file), "--format", "jsonl"]) == 1
    out, err = said(capsys)
    assert json.loads(out)["body"] is None
    assert "no article text" in err
    assert "Traceback" not in err


def test_a_wrong_charset_label_loses_against_the_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["extract", str(SAMPLE), "--content-type", "text/html; charset=gb2312", "--format", "jsonl"]) == 0
    out, _ = said(capsys)
    assert json.loads(out)["title"] == "格桑县城新增八条公交线路 早班车提前到六点"


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (["extract", "no-such-file.html"], 2, "no-such-file.html"),
        (["extract", str(SAMPLE), "--site", "no_such_site"], 2, "no_such_site"),
        (["crawl", "no_such_site"], 2, "no_such_site"),
        (["crawl"], 2, "nothing to crawl"),
        (["crawl", "http://127.0.0.1:9/"], 1, "private"),
        (["nonsense"], 2, "nonsense"),
        (["search", "x", "--since", "yesterday"], 2, "yesterday"),
        (["show", "99"], 1, "99"),
        (["show", "https://news.example/unknown"], 1, "unknown"),
        (["history", "https://news.example/unknown"], 1, "unknown"),
        (["run", "7"], 1, "7"),
        (["reprints", "99"], 1, "99"),
        (["schedule", "remove", "nobody"], 1, "nobody"),
        (["serve", "--host", "0.0.0.0"], 2, "token"),
        (["worker"], 2, "PostgreSQL"),
    ],
)
def test_status_and_message(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    status: int,
    says: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(words) == status
    out, err = said(capsys)
    assert says in err
    assert "Traceback" not in out + err


@pytest.mark.parametrize("command", [["search", "x"], ["runs"], ["crawl", "plateau_news"]])
def test_a_database_that_cannot_be_opened_is_status_3_without_its_password(
    capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    assert run([*command, "--db", "postgresql+psycopg://me:secret@127.0.0.1:9/news"]) == 3
    out, err = said(capsys)
    assert "secret" not in out + err
    assert "127.0.0.1:9" in err


def test_a_file_that_is_no_database_is_status_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.db").write_bytes(b"not a database " * 100)
    assert run(["runs", "--db", f"sqlite:///{tmp_path}/a.db"]) == 3
    assert "a.db" in said(capsys)[1]


def test_a_full_disk_ends_the_run_with_status_3_and_whole_rows(tmp_path: Path) -> None:
    """A limit on file size stands in for the disk: both make the write fail half way."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))

    with SampleServer(sample_site_folder() / "www") as site:
        words = ["crawl", "plateau_news", "--at", site.origin, "--allow", site.origin, "--delay", "0"]
        done = subprocess.run(
            [sys.executable, "-m", "archiver", *words],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
            preexec_fn=limit,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    with sqlite3.connect(tmp_path / "data" / "archive.db") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute(
            "SELECT count(*) FROM articles a WHERE NOT EXISTS (SELECT 1 FROM versions v WHERE v.article_id = a.id)"
        ).fetchone() == (0,)
    database.close()
