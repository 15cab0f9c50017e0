"""Captures on S3-like storage, against moto's server: written, read by range, checked, imported, recovered."""

import json
import shutil
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from archiver.captures import place
from archiver.captures.place import place_of
from archiver.captures.reader import read_capture
from archiver.captures.writer import CaptureWriter
from archiver.cli.main import run
from archiver.model.article import CaptureRef
from archiver.model.errors import CapturesRefused
from archiver.web.app import create_app
from tests.others.conftest import page, program

with warnings.catch_warnings():
    # Starlette would have httpx2, which nothing else here needs; httpx does what these tests ask for.
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

BUCKET = "s3://news/captures"


@pytest.fixture
def storage(
    tmp_path: Path, serve: Callable[[Sequence[str], str], str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Any]:
    """An empty bucket; the spool is in the test's folder."""
    s3fs = pytest.importorskip("s3fs", reason="the extra s3 is not installed")
    root = serve([program("moto", "moto_server"), "-H", "127.0.0.1", "-p", "{port}"], "/moto-api/")
    for name, value in (
        ("AWS_ENDPOINT_URL", root), ("AWS_ACCESS_KEY_ID", "a"), ("AWS_SECRET_ACCESS_KEY", "b"),
        ("AWS_DEFAULT_REGION", "us-east-1"), ("ARCHIVER_SPOOL", str(tmp_path / "spool")),
    ):  # fmt: skip
        monkeypatch.setenv(name, value)
    s3fs.S3FileSystem.clear_instance_cache()
    place._system.cache_clear()
    place_of.cache_clear()
    system = s3fs.S3FileSystem()
    system.mkdir("news")
    yield system
    s3fs.S3FileSystem.clear_instance_cache()
    place._system.cache_clear()
    place_of.cache_clear()


def test_a_capture_is_read_before_and_after_it_is_sent(storage: Any) -> None:
    with CaptureWriter(Path(BUCKET)) as writer:
        ref = writer.write(page(1))
        assert read_capture(ref, Path(BUCKET)).body == page(1).body
        assert storage.find("news") == []
    assert list(place_of(BUCKET).files()) == [ref.file]
    assert not (place_of(BUCKET).folder / ref.file).exists()
    assert read_capture(ref, Path(BUCKET)).body == page(1).body


def test_what_a_killed_writer_left_is_sent_by_the_next(storage: Any, tmp_path: Path) -> None:
    writer = CaptureWriter(Path(BUCKET))
    ref = writer.write(page(1))
    writer.flush()
    spool = place_of(BUCKET).folder
    shutil.copytree(spool, tmp_path / "killed")  # as a kill leaves it: the file, its mark, nobody's lock
    writer.close()
    storage.rm("news/captures", recursive=True)
    shutil.copytree(tmp_path / "killed", spool, dirs_exist_ok=True)
    with (spool / ref.file).open("ab") as file:
        file.write(b"\x1f\x8b\x08half")
    CaptureWriter(Path(BUCKET)).close()
    storage.invalidate_cache()
    assert read_capture(ref, Path(BUCKET)).body == page(1).body
    assert list(place_of(BUCKET).files()) == [ref.file]


def test_import_check_and_show_work_on_it(storage: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with CaptureWriter(tmp_path / "from") as writer:
        for number in (1, 2):
            writer.write(page(number))
    options = ["--db", f"sqlite:///{tmp_path}/a.db", "--captures", BUCKET, "-q"]
    assert run(["import", str(tmp_path / "from"), *options]) == 0
    shutil.rmtree(tmp_path / "from")
    assert run(["check", *options]) == 0
    assert run(["reparse", "--dry-run", *options]) == 0
    assert run(["show", "1", "--bundle", str(tmp_path / "b.zip"), *options]) == 0
    (name,) = storage.find("news")
    storage.pipe_file(name, storage.cat_file(name)[:-7])
    storage.invalidate_cache()
    capsys.readouterr()
    assert run(["check", "--format", "jsonl", *options]) == 1
    assert "are no whole member" in capsys.readouterr().out


def test_the_web_page_serves_and_replays_from_it(storage: Any, tmp_path: Path) -> None:
    with CaptureWriter(tmp_path / "from") as writer:
        for number in (1, 2):
            writer.write(page(number))
    database = f"sqlite:///{tmp_path}/a.db"
    assert run(["import", str(tmp_path / "from"), "--db", database, "--captures", BUCKET, "-q"]) == 0
    shutil.rmtree(tmp_path / "from")
    with TestClient(create_app(database, captures=BUCKET)) as client:
        gate = client.get(f"/memento/{page(1).url}", follow_redirects=True)
        assert (gate.status_code, gate.content) == (200, page(1).body)
        (line,) = client.get("/cdx", params={"url": page(2).url}).text.splitlines()
        place = json.loads(line)
        ref = CaptureRef(file=place["filename"], offset=int(place["offset"]), digest="sha1:" + place["digest"])
        assert read_capture(ref, Path(BUCKET)).body == page(2).body
        storage.rm("news/captures", recursive=True)
        storage.invalidate_cache()
        assert client.get(f"/memento/{page(1).url}", follow_redirects=True).status_code == 404


def test_a_bucket_that_is_not_there_is_a_refusal(storage: Any) -> None:
    writer = CaptureWriter(Path("s3://nowhere/x"))
    writer.write(page(1))
    with pytest.raises(CapturesRefused, match="s3://nowhere/x"):
        writer.close()
