"""The demo's every stored record equals its truth in every field, also after it was killed again and again."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from archiver.cli.sample_server import SampleServer, sample_site_folder
from tests.demo.truth import truths


def archiver(folder: Path, *words: str, timeout: float = 120) -> "subprocess.CompletedProcess[str]":
    """Run a command in a folder of its own."""
    return subprocess.run(
        [sys.executable, "-m", "archiver", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
        env=environment(),
    )


def environment() -> dict[str, str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith("ARCHIVER_")}
    return {**clean, "PYTHONPATH": str(Path(__file__).parents[2]), "COLUMNS": "140"}


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, "subprocess.CompletedProcess[str]"]:
    folder = tmp_path_factory.mktemp("demo")
    return folder, archiver(folder, "demo", "--port", "0")


def exported(folder: Path) -> list[dict[str, object]]:
    db = "sqlite:///data/demo/archive.db"
    done = archiver(folder, "export", "--evidence", "--db", db)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_it_ends_well_with_a_table_and_a_lit_search(ended: tuple[Path, "subprocess.CompletedProcess[str]"]) -> None:
    _, done = ended
    assert done.returncode == 0, done.stderr
    assert "50 articles" in done.stdout
    assert "archiver search 医疗" in done.stdout
    assert "牧区流动医院进村记" in done.stdout.split("archiver search 医疗")[1]


def test_every_record_equals_its_truth(ended: tuple[Path, "subprocess.CompletedProcess[str]"]) -> None:
    folder, _ = ended
    records = {str(r["url"]): r for r in exported(folder)}
    origins = Counter(
        url.split("/t2")[0].split("/cn")[0].split("/old")[0].split("/en")[0].split("/tw")[0] for url in records
    )
    site, mirror = (origin for origin, _ in origins.most_common(2))
    expected = {str(t["url"]): t for t in truths(site, mirror)}
    assert set(records) == set(expected)
    wrong = {
        (url, field): (value, records[url][field])
        for url, truth in expected.items()
        for field, value in truth.items()
        if records[url][field] != value
    }
    assert wrong == {}


def test_a_second_demo_stores_nothing_new(tmp_path: Path) -> None:
    with SampleServer(sample_site_folder() / "www") as site:
        words = [
            "crawl",
            "plateau_news",
            "--at",
            site.origin,
            "--allow",
            site.origin,
            "--delay",
            "0",
            "--summary",
            "json",
        ]
        first = json.loads(archiver(tmp_path, *words).stdout)
        second_run = archiver(tmp_path, *words)
    second = json.loads(second_run.stdout)
    assert first["counts"]["new"] >= 42
    assert second_run.returncode == 0, second_run.stderr
    assert second["counts"].keys() <= {"unchanged"}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_killed_at_a_random_moment_nothing_is_lost_and_nothing_stored_twice(tmp_path: Path, seed: int) -> None:
    moment = random.Random(seed)
    with SampleServer(sample_site_folder() / "www") as site:
        words = ["crawl", "plateau_news", "--at", site.origin, "--allow", site.origin, "--delay", "0.02"]
        for _ in range(2):
            run = subprocess.Popen(
                [sys.executable, "-m", "archiver", *words],
                cwd=tmp_path,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=environment(),
                start_new_session=True,
            )
            time.sleep(moment.uniform(0.8, 4.0))
            os.killpg(run.pid, signal.SIGKILL)
            run.wait()
        done = archiver(tmp_path, *words)
        assert done.returncode == 0, done.stderr
        expected = {str(t["url"]) for t in truths(site.origin, "")} - {u for u in map(str, ()) if u}
    records = [
        json.loads(line)
        for line in archiver(tmp_path, "export", "--db", "sqlite:///data/archive.db").stdout.splitlines()
    ]
    stored = Counter(str(r["url"]) for r in records)
    assert set(stored) == {u for u in expected if u.startswith("http")}
    assert set(stored.values()) == {1}
    assert {r["version"] for r in records} == {1}
