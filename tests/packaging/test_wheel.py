"""The wheel and the sdist hold what they need and no more, and the wheel alone does the demo."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    for kind in ("wheel", "sdist"):
        words = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)]
        subprocess.run(words, cwd=ROOT, check=True, capture_output=True, timeout=300)
    return folder


def test_the_wheel_is_small_and_whole(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    assert wheel.stat().st_size < 15_000_000
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        "archiver/py.typed",
        "archiver/web/templates/search.html",
        "archiver/sample_site/www/index.html",
        "archiver/sample_site/server.json",
        "archiver/parsers/body_model.json",
        "archiver/store/migrations/versions/0001_first.py",
        "spiders/tibet_cn.py",
    }
    assert wanted - names == set()
    assert [name for name in names if name.startswith(("tests/", "bench/", "docs/")) or name.endswith(".pyc")] == []


def test_every_module_and_data_file_is_in_the_wheel(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    tracked = subprocess.run(
        ["git", "ls-files", "archiver", "spiders"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split()
    assert [name for name in tracked if name not in names] == []


def test_the_sdist_builds_again(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE", "archiver/__init__.py", "spiders/tibet_cn.py"} - names == set()


def test_the_wheel_alone_does_the_demo(built: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob("*.whl")
    place = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(place)
    done = subprocess.run(
        [sys.executable, "-m", "archiver", "demo", "--port", "0"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(place)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "50 articles" in done.stdout
