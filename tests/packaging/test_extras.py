"""Each extra alone, in a fresh environment with the built wheel, does its job; so does the wheel by pipx.

The libraries come from the package index: where it cannot be reached the tests are skipped, in CI they fail.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from archiver.cli.sample_server import SampleServer, sample_site_folder

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    words = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(words, cwd=ROOT, check=True, capture_output=True, timeout=300)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive of the sample site."""
    folder = tmp_path_factory.mktemp("archive")
    run(Path(sys.executable).parent, folder, "archiver", "demo", "--port", "0", *places(folder))
    return folder


@pytest.fixture
def origin() -> Iterator[str]:
    with SampleServer(sample_site_folder() / "www") as server:
        yield server.origin


def places(folder: Path) -> tuple[str, ...]:
    return ("--db", f"sqlite:///{folder}/data/archive.db", "--captures", f"{folder}/data/captures")


def fresh(folder: Path, *packages: str) -> Path:
    """The programs of a new environment in which these packages are installed, with what they need and no more."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, timeout=120)
    words = [str(folder / "bin" / "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check", *packages]
    done = subprocess.run(words, capture_output=True, text=True, timeout=900, check=False)
    if done.returncode and not os.environ.get("CI"):
        pytest.skip(f"the package index cannot be reached: {done.stderr[-200:]}")
    assert done.returncode == 0, done.stderr
    return folder / "bin"


def run(programs: Path, folder: Path, name: str, *words: str, status: int = 0, **variables: str) -> str:
    """What a program says; it must end with this status."""
    left = {key: value for key, value in os.environ.items() if not key.startswith(("ARCHIVER_", "PYTHON"))}
    done = subprocess.run(
        [str(programs / name), *words],
        cwd=folder,
        env={**left, **variables, "PATH": f"{programs}:{left['PATH']}"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == status, (words, done.stdout[-2000:], done.stderr[-2000:])
    return done.stdout + done.stderr


def examined(told: str) -> dict[str, str]:
    """What the doctor found, by part."""
    rows = [json.loads(line) for line in told.splitlines() if line.startswith("{")]
    return {row["what"]: row["state"] for row in rows}


def test_without_extras_the_wheel_does_the_demo_and_says_what_an_extra_would_do(
    wheel: Path, archive: Path, tmp_path: Path
) -> None:
    programs = fresh(tmp_path / "venv", str(wheel))
    assert "50 articles" in run(programs, tmp_path, "archiver", "demo", "--port", "0")
    states = examined(run(programs, tmp_path, "archiver", "doctor", "--format", "jsonl"))
    assert {state for what, state in states.items() if what.startswith("extra")} == {"left out"}
    words = ("export", "--format", "parquet", "--out", "a.parquet", *places(archive))
    assert "archiver[parquet]" in run(programs, tmp_path, "archiver", *words, status=3)


def test_postgres_holds_the_archive(wheel: Path, tmp_path: Path, postgres_server: str) -> None:
    programs = fresh(tmp_path / "venv", f"{wheel}[postgres]")
    url = postgres_server.replace("/postgres?", "/extra_postgres?")
    words = ("demo", "--port", "0", "--db", url, "--captures", str(tmp_path / "captures"))
    assert "50 articles" in run(programs, tmp_path, "archiver", *words)
    assert run(programs, tmp_path, "archiver", "search", "医疗", "--db", url)


def test_parquet_is_written(wheel: Path, archive: Path, tmp_path: Path) -> None:
    programs = fresh(tmp_path / "venv", f"{wheel}[parquet]")
    run(programs, tmp_path, "archiver", "export", "--format", "parquet", "--out", "a.parquet", *places(archive))
    count = "import pyarrow.parquet as p; print(p.read_table('a.parquet').num_rows)"
    assert int(run(programs, tmp_path, "python", "-c", count)) >= 50


def test_worker_takes_work_from_the_queue(wheel: Path, tmp_path: Path, postgres_server: str) -> None:
    programs = fresh(tmp_path / "venv", f"{wheel}[worker]")
    url = postgres_server.replace("/postgres?", "/extra_worker?")
    where = ("--db", url, "--captures", str(tmp_path / "captures"))
    run(programs, tmp_path, "archiver", "demo", "--port", "0", *where)
    assert "1 pieces put in" in run(programs, tmp_path, "archiver", "worker", "put", "reparse", *where)
    run(programs, tmp_path, "archiver", "worker", "--once", *where)
    assert run(programs, tmp_path, "archiver", "worker", "jobs", "--format", "jsonl", *where) == ""


def test_s3_is_reached_by_its_own_client(wheel: Path, tmp_path: Path) -> None:
    """Writing and reading again is asked of a real S3 server in tests/others; here that the extra brings the client."""
    programs = fresh(tmp_path / "venv", f"{wheel}[s3]")
    words = ("crawl", "http://127.0.0.1:9/", "--captures", "s3://none/captures", "--db", f"sqlite:///{tmp_path}/a.db")
    nowhere = {
        "AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b",
        "AWS_MAX_ATTEMPTS": "1", "ARCHIVER_SPOOL": str(tmp_path / "spool"),
    }  # fmt: skip
    run(programs, tmp_path, "python", "-c", "import s3fs, archiver.captures.writer")
    told = run(programs, tmp_path, "archiver", "doctor", "--format", "jsonl", *words[2:], status=1, **nowhere)
    states = examined(told)
    assert (states["extra s3"], states["captures"]) == ("ok", "wrong"), (
        "the client is there, the storage does not answer"
    )


@pytest.mark.skipif(not (shutil.which("chromium") or shutil.which("chromium-browser")), reason="needs Chromium")
def test_browser_reads_a_site_that_needs_scripts(wheel: Path, tmp_path: Path, origin: str) -> None:
    programs = fresh(tmp_path / "venv", f"{wheel}[browser]")
    run(programs, tmp_path, "archiver", "init", "news")
    host = origin.partition("//")[2]
    (tmp_path / "news" / "archiver.toml").write_text(
        f'[archive]\ndb = "sqlite:///data/archive.db"\ncaptures = "data/captures"\n'
        f'[crawl]\nallow = ["{origin}"]\ndelay = 0.02\n'
        f'[sites.sample]\npublisher = "Sample"\ndomains = ["{host}"]\ntimezone = "Asia/Shanghai"\n'
        f"seeds = [\"{origin}/\"]\narticle_url = '/(t\\d+_)?\\d+\\.html?$'\nneeds_browser = true\n",
        encoding="utf-8",
    )
    told = run(programs, tmp_path / "news", "archiver", "crawl", "sample", "--max-articles", "2")
    assert "done in" in told


def test_pipx_installs_the_program(wheel: Path, tmp_path: Path) -> None:
    programs = fresh(tmp_path / "tool", "pipx")
    home = {
        "PIPX_HOME": str(tmp_path / "home"),
        "PIPX_BIN_DIR": str(tmp_path / "bin"),
        "PIPX_MAN_DIR": str(tmp_path / "man"),
    }
    run(programs, tmp_path, "pipx", "install", str(wheel), **home)
    assert "50 articles" in run(tmp_path / "bin", tmp_path, "archiver", "demo", "--port", "0")


def test_help_comes_in_a_third_of_the_time_of_scrapy_version() -> None:
    """Processor time of both, the best of five, side by side."""
    programs = Path(sys.executable).parent

    def seconds(name: str, *words: str) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([str(programs / name), *words], check=True, capture_output=True, timeout=60)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    pairs = [(seconds("archiver", "--help"), seconds("scrapy", "version")) for _ in range(5)]
    assert min(ours for ours, _ in pairs) < 0.3 * min(theirs for _, theirs in pairs)
