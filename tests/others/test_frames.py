"""The one-liners of docs/store.md for pandas and DuckDB, run as they stand there."""

import re
from pathlib import Path
from typing import Any

import pytest

from archiver.cli.main import run

DOCS = Path(__file__).parents[2] / "docs" / "store.md"


def lines(tool: str) -> list[str]:
    found = re.findall(rf"^    ({tool}\..*)$", DOCS.read_text("utf-8"), re.MULTILINE)
    assert found
    return found


@pytest.mark.parametrize("line", lines("pandas"))
def test_pandas(archive: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    pandas = pytest.importorskip("pandas")
    assert _rows(line, archive, tmp_path, monkeypatch, pandas=pandas) == 3


@pytest.mark.parametrize("line", lines("duckdb"))
def test_duckdb(archive: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    assert _rows(line, archive, tmp_path, monkeypatch, duckdb=duckdb) in (1, 3)


def _rows(line: str, archive: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, **names: Any) -> int:
    (tmp_path / "data").mkdir()
    (tmp_path / "archive.db").rename(tmp_path / "data" / "archive.db")
    options = ["--db", f"sqlite:///{tmp_path}/data/archive.db", *archive[2:]]
    assert run(["export", "--format", "parquet", "--out", str(tmp_path / "news.parquet"), *options]) == 0
    assert run(["export", "--out", str(tmp_path / "news.jsonl"), *options]) == 0
    monkeypatch.chdir(tmp_path)
    return len(eval(line, names))
